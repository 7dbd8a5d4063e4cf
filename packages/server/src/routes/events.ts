import { Hono } from "hono";
import { listEvents } from "../contract/queries.ts";
import * as responses from "../contract/responses.ts";
import { type AppEnv, operatorOnly } from "../middleware/authenticate.ts";
import { validate, workspaceParam } from "../middleware/validate.ts";
import { documented } from "../openapi.ts";
import { answerView } from "../respond.ts";
import type { Services } from "../services.ts";
import { toAuditEntry } from "../views/audit.ts";

export function eventRoutes(services: Services) {
  return new Hono<AppEnv>().get(
    "/v1/workspaces/:ws/events",
    documented("The audit trail, oldest first", responses.page(responses.auditEntry)),
    operatorOnly,
    validate("param", workspaceParam),
    validate("query", listEvents),
    async (c) => {
      const { limit, ...query } = c.req.valid("query");
      const after = query.cursor ?? query.after;
      return answerView(services, c, async ({ workspace, state }) => {
        const { version: total } = state;
        const last = Math.min(after + limit, total);
        const records = await workspace.journal.log.readBatch(after + 1, Math.max(last - after, 0));
        return {
          items: records.map((record, index) => toAuditEntry(state, after + 1 + index, record)),
          total,
          ...(last < total && { nextCursor: String(last) }),
        };
      });
    },
  );
}

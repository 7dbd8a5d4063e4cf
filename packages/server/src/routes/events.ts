import { recordOf } from "@seatbook/core";
import { Hono } from "hono";
import { listEvents } from "../contract/queries.ts";
import * as responses from "../contract/responses.ts";
import { type AppEnv } from "../middleware/authenticate.ts";
import { requiresScope } from "../middleware/authorize.ts";
import { validate, workspaceParam } from "../middleware/validate.ts";
import { documented } from "../openapi.ts";
import { answerView } from "../respond.ts";
import type { Services } from "../services.ts";
import { toActor, toAuditEntry } from "../views/audit.ts";
import { toAuthor } from "../views/author.ts";

export function eventRoutes(services: Services) {
  return new Hono<AppEnv>().get(
    "/v1/workspaces/:ws/events",
    documented({
      id: "listEvents",
      tag: "Workspaces",
      summary: "The audit trail, oldest first",
      description:
        "Every change with who made it, when, and by which way: the API key, and the request as the server's log has it. `after` and `cursor` are versions of the workspace: a reader that keeps the last one misses nothing.",
      answer: responses.auditPage,
    }),
    requiresScope("read"),
    validate("param", workspaceParam),
    validate("query", listEvents),
    async (c) => {
      const { limit, ...query } = c.req.valid("query");
      const after = query.cursor ?? query.after;
      return answerView(services, c, async ({ workspace, state }) => {
        const { version: total } = state;
        const last = Math.min(after + limit, total);
        const count = Math.max(last - after, 0);
        // Before anything is awaited: the state moves on, and names with it.
        const actors = Array.from({ length: count }, (_, index) =>
          toActor(state, recordOf(state, after + 1 + index).by),
        );
        const keys = await services.apiKeys.byId();
        const records = await workspace.journal.log.readBatch(after + 1, count);
        return {
          items: actors.flatMap((by, index) => {
            const record = records[index];
            return record ? [toAuditEntry(after + 1 + index, { ...toAuthor(record.by, keys), ...by }, record)] : [];
          }),
          total,
          ...(last < total && { nextCursor: String(last) }),
        };
      });
    },
  );
}

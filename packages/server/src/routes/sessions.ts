import { permissionsOf, toIso } from "@seatbook/core";
import { Hono } from "hono";
import { scopeOf } from "../api-keys/scopes.ts";
import { postSession } from "../contract/requests.ts";
import * as responses from "../contract/responses.ts";
import { type AppEnv, authorOf, operatorOf } from "../middleware/authenticate.ts";
import { requireScope, requiresScope, requireWorkspace } from "../middleware/authorize.ts";
import { validate } from "../middleware/validate.ts";
import { documented } from "../openapi.ts";
import { onceOf } from "../respond.ts";
import { sendJson } from "../send.ts";
import type { Services } from "../services.ts";

const longestSessionSeconds = 3600;

export function sessionRoutes(services: Services) {
  return new Hono<AppEnv>().post(
    "/v1/sessions",
    documented({
      id: "createSession",
      tag: "Sessions",
      summary: "A token for one workspace and one role, for at most an hour",
      description:
        "The `member` need not be in the directory: your own staff may look, too. A session may do no more than the API key that " +
        "makes it, and ends with it: the role `billing` takes the scopes `read` and `billing`, `admin` takes `write` besides.",
      answer: responses.session,
      problems: ["workspace-not-found"],
      takes: ["Idempotency-Key"],
    }),
    requiresScope("read", { isNarrowed: true }),
    validate("json", postSession),
    async (c) => {
      const { workspace: id, member, role, ttlSeconds = longestSessionSeconds } = c.req.valid("json");
      const { key, grant } = operatorOf(c);
      requireWorkspace(grant, id);
      // A session may do no more than the key that makes it.
      for (const permission of permissionsOf[role]) requireScope(grant, scopeOf[permission]);
      const { workspace } = await services.workspaces.get(id);
      // With an idempotency key the log keeps the claims, never the token: the same claims give the same token.
      const by = authorOf(c);
      const once = await onceOf(c);
      const { answer } = await workspace.journal.run({
        by,
        ...(once && { once }),
        decide: () => {
          const issuedAt = Math.floor(services.now() / 1000);
          return { events: [], answer: () => ({ issuedAt, expiresAt: issuedAt + ttlSeconds }) };
        },
      });
      const token = await services.tokens.sign({
        workspace: id,
        member,
        role,
        ...(key !== undefined && { key }),
        ...answer,
      });
      return sendJson(c, { token, expiresAt: toIso(answer.expiresAt * 1000) });
    },
  );
}

import { toIso } from "@seatbook/core";
import { Hono } from "hono";
import { postSession } from "../contract/requests.ts";
import * as responses from "../contract/responses.ts";
import { actorOf, type AppEnv, operatorOnly } from "../middleware/authenticate.ts";
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
      description: "The `member` need not be in the directory: your own staff may look, too.",
      answer: responses.session,
      problems: ["workspace-not-found"],
      takes: ["Idempotency-Key"],
    }),
    operatorOnly,
    validate("json", postSession),
    async (c) => {
      const { workspace: id, member, role, ttlSeconds = longestSessionSeconds } = c.req.valid("json");
      const { workspace } = await services.workspaces.get(id);
      // With an idempotency key the log keeps the claims, never the token: the same claims give the same token.
      const by = actorOf(c.get("principal"));
      const once = await onceOf(c, by);
      const { answer } = await workspace.journal.run({
        by,
        ...(once && { once }),
        decide: () => {
          const issuedAt = Math.floor(services.now() / 1000);
          return { events: [], answer: () => ({ issuedAt, expiresAt: issuedAt + ttlSeconds }) };
        },
      });
      const token = await services.tokens.sign({ workspace: id, member, role, ...answer });
      return sendJson(c, { token, expiresAt: toIso(answer.expiresAt * 1000) });
    },
  );
}

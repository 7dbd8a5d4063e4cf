import { Hono } from "hono";
import { listPage } from "../contract/queries.ts";
import * as responses from "../contract/billing-responses.ts";
import { type AppEnv } from "../middleware/authenticate.ts";
import { requiresScope } from "../middleware/authorize.ts";
import { validate } from "../middleware/validate.ts";
import { documented } from "../openapi.ts";
import { readNumberOf, writeCursorOf } from "../paging.ts";
import { answerJson } from "../respond.ts";
import type { Services } from "../services.ts";

export function outboxRoutes({ billing }: Services) {
  return new Hono<AppEnv>().get(
    "/v1/outbox",
    documented({
      id: "listOutbox",
      tag: "Operations",
      summary: "The mails that were written to the store, for want of an SMTP server, newest first",
      answer: responses.outboxPage,
      problems: ["malformed-cursor"],
    }),
    requiresScope("billing"),
    validate("query", listPage),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const before = cursor === undefined ? undefined : readNumberOf(cursor, "outbox");
      const { items, total, next } = await billing.outbox.list(limit, before);
      return answerJson(c, {
        items,
        total,
        ...(next !== undefined && { nextCursor: writeCursorOf(String(next), "outbox") }),
      });
    },
  );
}

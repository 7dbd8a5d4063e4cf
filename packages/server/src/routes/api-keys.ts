import { Hono } from "hono";
import { listPage } from "../contract/queries.ts";
import { postApiKey, postRotation } from "../contract/requests.ts";
import * as responses from "../contract/responses.ts";
import type { ApiKey } from "../journals/api-key-journal.ts";
import { type AppEnv, authorOf, operatorOf } from "../middleware/authenticate.ts";
import { requiresScope } from "../middleware/authorize.ts";
import { apiKeyParam, takesNoFields, validate } from "../middleware/validate.ts";
import { documented } from "../openapi.ts";
import { compareAnchors, pageOf } from "../paging.ts";
import { ProblemError } from "../problem.ts";
import { answerJson, onceOf } from "../respond.ts";
import { sendJson } from "../send.ts";
import type { Services } from "../services.ts";
import { toApiKey, toApiKeyRecord } from "../views/api-key.ts";

const defaultOverlapHours = 24;

/** Keys give and change only keys that may do no more than they themselves: `ApiKeys` sees to that. */
export function apiKeyRoutes({ apiKeys, now }: Services) {
  const scope = requiresScope("keys", { isNarrowed: true });
  const show = async (apiKey: ApiKey) => toApiKey(apiKey, await apiKeys.byId());

  return new Hono<AppEnv>()
    .get(
      "/v1/api-keys",
      documented({
        id: "listApiKeys",
        tag: "API keys",
        summary: "The API keys, newest first",
        description: "Never their texts. Those that were revoked or have expired are listed, too.",
        answer: responses.apiKeyPage,
        problems: ["malformed-cursor"],
      }),
      scope,
      validate("query", listPage),
      async (c) => {
        const { items, ...page } = pageOf(await apiKeys.list(operatorOf(c).grant), {
          ...c.req.valid("query"),
          cursor: c.req.valid("query").cursor,
          order: "api-keys",
          keyOf: ({ createdAt }) => -createdAt,
          compare: compareAnchors(1),
        });
        return answerJson(c, { ...page, items: await Promise.all(items.map(show)) });
      },
    )
    .post(
      "/v1/api-keys",
      documented({
        id: "createApiKey",
        tag: "API keys",
        summary: "Make an API key",
        description:
          "Its text, `key`, is told this once: a repeat with the same idempotency key makes no other key, and answers 409. A key " +
          "gives only scopes that it has, for its own workspace where it is bound to one, and for no longer than itself.",
        answer: responses.newApiKey,
        problems: ["api-key-told-once"],
        takes: ["Idempotency-Key"],
      }),
      scope,
      validate("json", postApiKey),
      async (c) => {
        const grant = c.req.valid("json");
        if (grant.expiresAt !== undefined && grant.expiresAt <= now()) {
          const message = "Give an instant that is still to come.";
          throw new ProblemError("invalid-input", message, [{ field: "expiresAt", message }]);
        }
        const made = await apiKeys.create(operatorOf(c).grant, authorOf(c), grant, await onceOf(c));
        return sendJson(c, { ...(await show(made.apiKey)), key: made.text });
      },
    )
    .post(
      "/v1/api-keys/:key/rotate",
      documented({
        id: "rotateApiKey",
        tag: "API keys",
        summary: "Give an API key another text",
        description:
          "The text so far works for `overlapHours` more, 24 by default. The new one is told this once. Sessions go on, unless it is for 0 hours, as after a leak.",
        answer: responses.newApiKey,
        problems: ["api-key-not-found", "api-key-revoked", "api-key-told-once"],
        takes: ["Idempotency-Key"],
      }),
      scope,
      validate("param", apiKeyParam),
      validate("json", postRotation),
      async (c) => {
        const { overlapHours = defaultOverlapHours } = c.req.valid("json");
        const { key } = c.req.valid("param");
        const made = await apiKeys.rotate(operatorOf(c).grant, authorOf(c), key, overlapHours, await onceOf(c));
        return sendJson(c, { ...(await show(made.apiKey)), key: made.text });
      },
    )
    .delete(
      "/v1/api-keys/:key",
      documented({
        id: "revokeApiKey",
        tag: "API keys",
        summary: "Revoke an API key, at once and on every server",
        description: "The sessions that it has made end with it. Revoking twice changes nothing.",
        answer: responses.apiKey,
        problems: ["api-key-not-found"],
        takes: ["Idempotency-Key"],
      }),
      scope,
      validate("param", apiKeyParam),
      takesNoFields,
      async (c) => {
        const { key } = c.req.valid("param");
        return sendJson(c, await show(await apiKeys.revoke(operatorOf(c).grant, authorOf(c), key, await onceOf(c))));
      },
    )
    .get(
      "/v1/api-keys/:key/events",
      documented({
        id: "listApiKeyEvents",
        tag: "API keys",
        summary: "What was done to an API key, and by whom",
        description: "Oldest first; of one that was revoked too. `lastUsedOn` tells of its use.",
        answer: responses.apiKeyRecords,
        problems: ["api-key-not-found"],
      }),
      scope,
      validate("param", apiKeyParam),
      async (c) => {
        const records = await apiKeys.history(operatorOf(c).grant, c.req.valid("param").key);
        const names = await apiKeys.byId();
        return answerJson(c, { items: records.map((record) => toApiKeyRecord(record, names)) });
      },
    );
}

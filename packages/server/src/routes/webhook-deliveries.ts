import { Refusal } from "@seatbook/core";
import { Hono } from "hono";
import { listWebhookDeliveries } from "../contract/queries.ts";
import { postRecover } from "../contract/requests.ts";
import * as responses from "../contract/webhook-responses.ts";
import { type AppEnv, authorOf } from "../middleware/authenticate.ts";
import { requiresScope } from "../middleware/authorize.ts";
import { takesNoFields, validate, webhookDeliveryParam, webhookEndpointParam } from "../middleware/validate.ts";
import { documented } from "../openapi.ts";
import { answerJson, onceOf } from "../respond.ts";
import { sendJson } from "../send.ts";
import type { Services } from "../services.ts";
import { toWebhookDelivery } from "../views/webhook.ts";
import { listDeliveries } from "../webhooks/delivery-list.ts";

export function webhookDeliveryRoutes({ webhooks, workspaces }: Services) {
  /** @throws Refusal `webhook-endpoint-not-found`, `webhook-endpoint-disabled`. */
  const enabledEndpoint = async (id: string) => {
    const endpoint = await webhooks.endpoint(id);
    if (endpoint.disabled) throw new Refusal("webhook-endpoint-disabled");
    return endpoint;
  };

  return new Hono<AppEnv>()
    .get(
      "/v1/webhook-endpoints/:endpoint/deliveries",
      documented({
        id: "listWebhookDeliveries",
        tag: "Webhooks",
        summary: "What a webhook endpoint got",
        description:
          "First what is pending, then what is settled, newest first. A page may be shorter than asked for; the end is where there is no `nextCursor`.",
        answer: responses.webhookDeliveries,
        problems: ["webhook-endpoint-not-found", "malformed-cursor"],
      }),
      requiresScope("read"),
      validate("param", webhookEndpointParam),
      validate("query", listWebhookDeliveries),
      async (c) => {
        const endpoint = await webhooks.endpoint(c.req.valid("param").endpoint);
        const { status, workspace, limit, cursor } = c.req.valid("query");
        const query = { status, workspace, limit, cursor };
        const { items, nextCursor } = await listDeliveries(webhooks.courier(endpoint).journal, query);
        return answerJson(c, {
          items: items.map((item) => toWebhookDelivery(endpoint.id, item)),
          ...(nextCursor !== undefined && { nextCursor }),
        });
      },
    )
    .post(
      "/v1/webhook-endpoints/:endpoint/deliveries/:delivery/resend",
      documented({
        id: "resendWebhook",
        tag: "Webhooks",
        summary: "Send a message again, with the same id",
        description: "Before whatever else waits for its workspace.",
        answer: responses.webhookResends,
        problems: ["webhook-endpoint-not-found", "webhook-endpoint-disabled", "webhook-delivery-not-found"],
        takes: ["Idempotency-Key"],
      }),
      requiresScope("webhooks"),
      validate("param", webhookDeliveryParam),
      takesNoFields,
      async (c) => {
        const { endpoint: id, delivery } = c.req.valid("param");
        const by = authorOf(c);
        const resend = async () => {
          const endpoint = await enabledEndpoint(id);
          const message = await webhooks.message(endpoint, delivery);
          return { messages: await webhooks.courier(endpoint).resend([message], by) };
        };
        return sendJson(c, await workspaces.doOnce(by, await onceOf(c), resend));
      },
    )
    .post(
      "/v1/webhook-endpoints/:endpoint/recover",
      documented({
        id: "recoverWebhooks",
        tag: "Webhooks",
        summary: "Send everything again since an instant that was not delivered",
        description: "What failed, and what was missed while the endpoint was disabled.",
        answer: responses.webhookResends,
        problems: ["webhook-endpoint-not-found", "webhook-endpoint-disabled"],
        takes: ["Idempotency-Key"],
      }),
      requiresScope("webhooks"),
      validate("param", webhookEndpointParam),
      validate("json", postRecover),
      async (c) => {
        const { endpoint: id } = c.req.valid("param");
        const { since } = c.req.valid("json");
        const by = authorOf(c);
        const recover = async () => ({ messages: await webhooks.recover(await enabledEndpoint(id), since, by) });
        return sendJson(c, await workspaces.doOnce(by, await onceOf(c), recover));
      },
    );
}

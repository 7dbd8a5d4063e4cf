import { Refusal } from "@seatbook/core";
import { Hono } from "hono";
import { patchWebhookEndpoint, postRotateSecret, postWebhookEndpoint } from "../contract/requests.ts";
import * as responses from "../contract/webhook-responses.ts";
import { type AppEnv, authorOf } from "../middleware/authenticate.ts";
import { requiresScope } from "../middleware/authorize.ts";
import { takesNoFields, validate, webhookEndpointParam } from "../middleware/validate.ts";
import { documented } from "../openapi.ts";
import { answerJson, onceOf } from "../respond.ts";
import { sendJson } from "../send.ts";
import type { Services } from "../services.ts";
import { toWebhookAttempt, toWebhookEndpoint, toWebhookEndpointRecord } from "../views/webhook.ts";

const hourMs = 3_600_000;
const overlapHoursByDefault = 24;

export function webhookEndpointRoutes({ webhooks, workspaces, apiKeys, now }: Services) {
  return new Hono<AppEnv>()
    .post(
      "/v1/webhook-endpoints",
      documented({
        id: "createWebhookEndpoint",
        tag: "Webhooks",
        summary: "Create a webhook endpoint",
        description: "The answer shows its secret, and no other one does. It is told of what happens from then on.",
        answer: responses.webhookEndpointWithSecret,
        problems: ["too-many-webhook-endpoints"],
        takes: ["Idempotency-Key"],
      }),
      requiresScope("webhooks"),
      validate("json", postWebhookEndpoint),
      async (c) => {
        const by = authorOf(c);
        const settings = c.req.valid("json");
        return sendJson(c, await webhooks.runForSecret({ type: "create", settings }, by, await onceOf(c)));
      },
    )
    .get(
      "/v1/webhook-endpoints",
      documented({
        id: "listWebhookEndpoints",
        tag: "Webhooks",
        summary: "The webhook endpoints, in the order in which they were created",
        answer: responses.webhookEndpoints,
      }),
      requiresScope("read"),
      async (c) => {
        const endpoints = await webhooks.endpoints.current();
        return answerJson(c, { items: Array.from(endpoints.values(), (each) => toWebhookEndpoint(each, now())) });
      },
    )
    .get(
      "/v1/webhook-endpoints/:endpoint",
      documented({
        id: "getWebhookEndpoint",
        tag: "Webhooks",
        summary: "A webhook endpoint",
        answer: responses.webhookEndpoint,
        problems: ["webhook-endpoint-not-found"],
      }),
      requiresScope("read"),
      validate("param", webhookEndpointParam),
      async (c) => {
        const endpoint = await webhooks.endpoint(c.req.valid("param").endpoint);
        return answerJson(c, toWebhookEndpoint(endpoint, now()));
      },
    )
    .patch(
      "/v1/webhook-endpoints/:endpoint",
      documented({
        id: "changeWebhookEndpoint",
        tag: "Webhooks",
        summary: "Change a webhook endpoint, enable or disable it",
        description:
          "What is left out stays as it is; null takes a description or a list away. One that is enabled again is told of what happens from then on.",
        answer: responses.webhookEndpoint,
        problems: ["webhook-endpoint-not-found"],
        takes: ["Idempotency-Key"],
      }),
      requiresScope("webhooks"),
      validate("param", webhookEndpointParam),
      validate("json", patchWebhookEndpoint),
      async (c) => {
        const by = authorOf(c);
        const { endpoint } = c.req.valid("param");
        const { enabled, ...settings } = c.req.valid("json");
        const command = { type: "change", endpoint, settings, ...(enabled !== undefined && { enabled }) } as const;
        return sendJson(c, await webhooks.run(command, by, await onceOf(c)));
      },
    )
    .delete(
      "/v1/webhook-endpoints/:endpoint",
      documented({
        id: "deleteWebhookEndpoint",
        tag: "Webhooks",
        summary: "Delete a webhook endpoint",
        description: "Nothing more is sent to it.",
        answer: responses.webhookEndpoint,
        problems: ["webhook-endpoint-not-found"],
        takes: ["Idempotency-Key"],
      }),
      requiresScope("webhooks"),
      validate("param", webhookEndpointParam),
      takesNoFields,
      async (c) => {
        const by = authorOf(c);
        const { endpoint } = c.req.valid("param");
        return sendJson(c, await webhooks.run({ type: "delete", endpoint }, by, await onceOf(c)));
      },
    )
    .post(
      "/v1/webhook-endpoints/:endpoint/rotate-secret",
      documented({
        id: "rotateWebhookSecret",
        tag: "Webhooks",
        summary: "Give a webhook endpoint a new secret",
        description:
          "The answer shows it, and no other one does. The old one signs too for `overlapHours`, 24 where none are given.",
        answer: responses.webhookEndpointWithSecret,
        problems: ["webhook-endpoint-not-found"],
        takes: ["Idempotency-Key"],
      }),
      requiresScope("webhooks"),
      validate("param", webhookEndpointParam),
      validate("json", postRotateSecret),
      async (c) => {
        const by = authorOf(c);
        const { endpoint } = c.req.valid("param");
        const { overlapHours = overlapHoursByDefault } = c.req.valid("json");
        const overlapMs = Math.round(overlapHours * hourMs);
        const command = { type: "rotate-secret", endpoint, overlapMs } as const;
        return sendJson(c, await webhooks.runForSecret(command, by, await onceOf(c)));
      },
    )
    .post(
      "/v1/webhook-endpoints/:endpoint/test",
      documented({
        id: "testWebhookEndpoint",
        tag: "Webhooks",
        summary: "Send a ping, and wait for the answer",
        description: "One attempt of the type `webhook.ping`, to an endpoint that is disabled too.",
        answer: responses.webhookTest,
        problems: ["webhook-endpoint-not-found"],
        takes: ["Idempotency-Key"],
      }),
      requiresScope("webhooks"),
      validate("param", webhookEndpointParam),
      takesNoFields,
      async (c) => {
        const { endpoint } = c.req.valid("param");
        const by = authorOf(c);
        const send = async () => {
          const { id, delivered, attempt } = await webhooks.test(await webhooks.endpoint(endpoint));
          return { id, delivered, ...toWebhookAttempt(attempt) };
        };
        return sendJson(c, await workspaces.doOnce(by, await onceOf(c), send));
      },
    )
    .get(
      "/v1/webhook-endpoints/:endpoint/events",
      documented({
        id: "listWebhookEndpointEvents",
        tag: "Webhooks",
        summary: "What was done to a webhook endpoint, and by whom",
        description: "Oldest first; of one that was deleted too.",
        answer: responses.webhookEndpointRecords,
        problems: ["webhook-endpoint-not-found"],
      }),
      requiresScope("read"),
      validate("param", webhookEndpointParam),
      async (c) => {
        const records = await webhooks.endpoints.history(c.req.valid("param").endpoint);
        if (records.length === 0) throw new Refusal("webhook-endpoint-not-found");
        const keys = await apiKeys.byId();
        return answerJson(c, { items: records.map((record) => toWebhookEndpointRecord(record, keys)) });
      },
    );
}

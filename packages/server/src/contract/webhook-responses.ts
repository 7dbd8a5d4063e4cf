import * as v from "valibot";
import { author, count, date, instant, month } from "./responses.ts";
import { described, licenseModel, money, webhookEvent } from "./values.ts";

const webhookEndpointFields = {
  id: v.string(),
  url: v.string(),
  description: v.optional(v.string()),
  workspaces: v.optional(described("It is told of these workspaces; absent: of all.", v.array(v.string()))),
  events: v.optional(described("It is told of these events; absent: of all.", v.array(webhookEvent))),
  enabled: v.boolean(),
  createdAt: instant,
  since: described("It is told of what happened from then on: when it was created, or enabled last.", instant),
  disabledAt: v.optional(instant),
  disabledReason: v.optional(described("Why it was disabled, where that was not asked for.", v.string())),
  oldSecretUntil: v.optional(described("Until then the secret before signs too.", instant)),
};

export const webhookEndpoint = v.object(webhookEndpointFields);

export const webhookEndpointWithSecret = described(
  "`secret`: `whsec_…`. It is not shown again.",
  v.object({ ...webhookEndpointFields, secret: v.string() }),
);

export const webhookEndpoints = v.object({ items: v.array(webhookEndpoint) });

export const webhookAttempt = described(
  "`status`: the HTTP status, where there was an answer. `response`: its beginning. `error`: why it counts as failed.",
  v.object({
    at: instant,
    durationMs: count,
    status: v.optional(count),
    response: v.optional(v.string()),
    error: v.optional(v.string()),
  }),
);

export const webhookDelivery = described(
  "A message to an endpoint. `failed`: the last attempt has failed, and no other one follows unless it is asked for.",
  v.object({
    id: described("The `webhook-id` of every attempt.", v.string()),
    event: webhookEvent,
    workspace: v.string(),
    version: described("The version of the workspace that recorded it.", count),
    occurredAt: instant,
    status: v.picklist(["pending", "delivered", "failed"]),
    attempts: v.array(webhookAttempt),
    attemptingSince: v.optional(described("When the attempt that is under way began.", instant)),
    nextAttemptAt: v.optional(instant),
  }),
);

export const webhookDeliveries = described(
  "A page may be shorter than asked for; the end is where there is no `nextCursor`.",
  v.object({ items: v.array(webhookDelivery), nextCursor: v.optional(v.string()) }),
);

export const webhookTest = described(
  "How the attempt went that was made at once.",
  v.object({ id: v.string(), delivered: v.boolean(), ...webhookAttempt.entries }),
);

export const webhookResends = described("How many messages are sent again.", v.object({ messages: count }));

const toldOf = <T extends string, E extends v.ObjectEntries>(type: T, details: E) =>
  v.object({
    type: v.literal(type),
    timestamp: described("When it happened.", instant),
    data: v.object({
      workspace: v.string(),
      version: described("The version of the workspace that recorded it.", count),
      ...details,
    }),
  });

export const webhookPayload = described(
  "The body of a webhook.",
  v.variant("type", [
    toldOf("member.removed", { member: v.string() }),
    toldOf("member.restored", { member: v.string() }),
    toldOf("team.archived", { team: v.string() }),
    toldOf("team.unarchived", { team: v.string() }),
    toldOf("month.closed", { month, licenseModel, licenses: count, net: money }),
    toldOf("invoice.issued", {
      number: v.string(),
      type: v.picklist(["invoice", "credit-note"]),
      month,
      issuedOn: date,
      dueOn: date,
      net: money,
      tax: money,
      gross: money,
    }),
    toldOf("mailbox.changed", { addresses: described("How many the mailbox has now.", count) }),
    // What an endpoint is tested with.
    v.object({ type: v.literal("webhook.ping"), timestamp: instant, data: v.object({ endpoint: v.string() }) }),
  ]),
);

export const webhookEndpointRecord = described(
  "What was done to an endpoint, and by whom.",
  v.object({
    version: count,
    at: instant,
    by: author,
    events: v.array(v.looseObject({ type: v.string() })),
  }),
);

export const webhookEndpointRecords = v.object({ items: v.array(webhookEndpointRecord) });

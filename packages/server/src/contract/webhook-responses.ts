import * as v from "valibot";
import {
  aMonth,
  countOf,
  dayOf,
  flagOf,
  instantOf,
  memberId,
  moneyOf,
  monthOf,
  nextCursor,
  teamId,
  textOf,
  workspaceId,
} from "./fields.ts";
import { historyRecord } from "./responses.ts";
import { described, licenseModel, webhookEvent } from "./values.ts";

const version = countOf("The version of the workspace that recorded it.");

const webhookEndpointFields = {
  id: textOf("The endpoint's id."),
  url: textOf("Where messages are sent."),
  description: v.optional(textOf("What it is for.")),
  workspaces: v.optional(described("It is told of these workspaces; absent: of all.", v.array(v.string()))),
  events: v.optional(described("It is told of these events; absent: of all.", v.array(webhookEvent))),
  enabled: flagOf("Whether it is told of anything."),
  createdAt: instantOf("When it was created."),
  since: instantOf("It is told of what happened from then on: when it was created, or enabled last."),
  disabledAt: v.optional(instantOf("When it was disabled.")),
  disabledReason: v.optional(textOf("Why it was disabled, where that was not asked for.")),
  oldSecretUntil: v.optional(instantOf("Until then the secret before signs too.")),
};

export const webhookEndpoint = v.object(webhookEndpointFields);

export const webhookEndpointWithSecret = v.object({
  ...webhookEndpointFields,
  secret: textOf("Messages are signed with it: `whsec_…`. It is not shown again."),
});

export const webhookEndpoints = v.object({ items: described("All endpoints.", v.array(webhookEndpoint)) });

export const webhookAttempt = described(
  "One attempt to send a message.",
  v.object({
    at: instantOf("When it began."),
    durationMs: countOf("How long it took, in milliseconds."),
    status: v.optional(countOf("The HTTP status, where there was an answer.")),
    response: v.optional(textOf("The beginning of the answer.")),
    error: v.optional(textOf("Why it counts as failed.")),
  }),
);

export const webhookDelivery = described(
  "A message to an endpoint.",
  v.object({
    id: textOf("The `webhook-id` of every attempt."),
    event: webhookEvent,
    workspace: workspaceId,
    version,
    occurredAt: instantOf("When it happened."),
    status: described(
      "`failed`: the last attempt has failed, and no other one follows unless it is asked for.",
      v.picklist(["pending", "delivered", "failed"]),
    ),
    attempts: described("The attempts so far, the first one first.", v.array(webhookAttempt)),
    attemptingSince: v.optional(instantOf("When the attempt that is under way began.")),
    nextAttemptAt: v.optional(instantOf("When it is tried again.")),
  }),
);

export const webhookDeliveries = described(
  "A page may be shorter than asked for; the end is where there is no `nextCursor`.",
  v.object({
    items: described("What is pending, and then what is settled, newest first.", v.array(webhookDelivery)),
    nextCursor,
  }),
);

export const webhookTest = described(
  "How the attempt went that was made at once.",
  v.object({
    id: textOf("Its `webhook-id`."),
    delivered: flagOf("Whether the endpoint took it."),
    ...webhookAttempt.entries,
  }),
);

export const webhookResends = v.object({ messages: countOf("How many messages are sent again.") });

const toldOf = <T extends string, E extends v.ObjectEntries>(type: T, details: E) =>
  v.object({
    type: described("What happened.", v.literal(type)),
    timestamp: instantOf("When it happened."),
    data: described("To what it happened.", v.object({ workspace: workspaceId, version, ...details })),
  });

export const webhookPayload = described(
  "The body of a webhook.",
  v.variant("type", [
    toldOf("member.removed", { member: memberId }),
    toldOf("member.restored", { member: memberId }),
    toldOf("team.archived", { team: teamId }),
    toldOf("team.unarchived", { team: teamId }),
    toldOf("month.closed", {
      month: aMonth,
      licenseModel,
      licenses: countOf("How many licenses are billed."),
      net: moneyOf("What they cost, before tax."),
    }),
    toldOf("invoice.issued", {
      number: textOf("Its number."),
      type: described("What it is.", v.picklist(["invoice", "credit-note"])),
      month: monthOf("The month that it is for."),
      issuedOn: dayOf("The day on which it was issued."),
      dueOn: dayOf("The day until which it is to be paid."),
      net: moneyOf("The amount before tax."),
      tax: moneyOf("The tax."),
      gross: moneyOf("The amount that is to be paid."),
    }),
    toldOf("mailbox.changed", { addresses: countOf("How many the mailbox has now.") }),
    v.object({
      type: described("What an endpoint is tested with.", v.literal("webhook.ping")),
      timestamp: instantOf("When it was sent."),
      data: described("What is tested.", v.object({ endpoint: textOf("The endpoint's id.") })),
    }),
  ]),
);

export const webhookEndpointRecord = historyRecord("an endpoint", "endpoints");

export const webhookEndpointRecords = v.object({
  items: described("The records, the first one first.", v.array(webhookEndpointRecord)),
});

import { toIso, type WebhookAttempt, type WebhookEndpoint, type WebhookEndpointEvent } from "@seatbook/core";
import type {
  WebhookDelivery,
  WebhookEndpoint as WebhookEndpointView,
  WebhookEndpointRecord,
} from "../contract/types.ts";
import type { ListedDelivery } from "../webhooks/delivery-list.ts";
import type { EndpointRecord } from "../webhooks/endpoints.ts";
import { toAuthor } from "./author.ts";
import { messageIdOf } from "../webhooks/message-ids.ts";

/** @param at epoch ms. */
export function toWebhookEndpoint(endpoint: WebhookEndpoint, at: number): WebhookEndpointView {
  const { id, settings, createdAt, since, disabled, secrets } = endpoint;
  const oldSecretUntil = Math.max(...secrets.slice(1).map(({ until }) => until));
  return {
    id,
    ...settings,
    enabled: !disabled,
    createdAt: toIso(createdAt),
    since: toIso(since),
    ...(disabled && { disabledAt: toIso(disabled.at) }),
    ...(disabled?.reason !== undefined && { disabledReason: disabled.reason }),
    ...(oldSecretUntil > at && { oldSecretUntil: toIso(oldSecretUntil) }),
  };
}

export function toWebhookAttempt({ at, ...rest }: WebhookAttempt) {
  return { at: toIso(at), ...rest };
}

export function toWebhookDelivery(endpoint: string, delivery: ListedDelivery): WebhookDelivery {
  const { message, status, attempts, attemptingSince, nextAttemptAt } = delivery;
  const { workspace, version, event, occurredAt } = message;
  return {
    id: messageIdOf(endpoint, message),
    event,
    workspace,
    version,
    occurredAt: toIso(occurredAt),
    status,
    attempts: attempts.map(toWebhookAttempt),
    ...(attemptingSince !== undefined && { attemptingSince: toIso(attemptingSince) }),
    ...(nextAttemptAt !== undefined && { nextAttemptAt: toIso(nextAttemptAt) }),
  };
}

/** Without the secrets, which are sealed. @param keys the API keys by id. */
export function toWebhookEndpointRecord(
  { version, at, by, events }: EndpointRecord,
  keys: Parameters<typeof toAuthor>[1],
): WebhookEndpointRecord {
  return { version, at: toIso(at), by: toAuthor(by, keys), events: events.map(toEvent) };
}

function toEvent(event: WebhookEndpointEvent): WebhookEndpointRecord["events"][number] {
  if (event.type === "WebhookEndpointCreated") return { type: event.type, settings: event.settings };
  if (event.type === "WebhookSecretRotated") return { type: event.type, overlapUntil: toIso(event.overlapUntil) };
  if (event.type === "WebhookSecretResealed") return { type: event.type };
  const { endpoint: _, ...rest } = event;
  return rest;
}

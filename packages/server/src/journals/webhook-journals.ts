import {
  decodeWebhookDeliveries,
  encodeWebhookDeliveries,
  evolveWebhookDeliveries,
  evolveWebhookEndpoints,
  forkWebhookDeliveries,
  noWebhookDeliveries,
  type WebhookDeliveries,
  type WebhookDeliveriesPiece,
  type WebhookDeliveryEvent,
  type WebhookEndpointEvent,
  type WebhookEndpoints,
} from "@seatbook/core";
import type { Author } from "./author.ts";
import { type CreateDriver, Journal } from "@seatbook/storage";
import { logNames } from "./log-names.ts";
import type { SnapshotPace } from "./snapshot-pace.ts";

export type WebhookEndpointsJournal = Journal<WebhookEndpoints, WebhookEndpointEvent, Author>;
export type WebhookDeliveriesJournal = Journal<WebhookDeliveries, WebhookDeliveryEvent, Author>;

/** The log of the webhook endpoints: their audit trail. @param now the server's clock, epoch ms. */
export function openWebhookEndpointsJournal(driver: CreateDriver, now: () => number): WebhookEndpointsJournal {
  return new Journal<WebhookEndpoints, WebhookEndpointEvent, Author>({
    driver,
    name: logNames.webhookEndpoints,
    now,
    initial: () => new Map(),
    evolve: (endpoints, { events, at }) => evolveWebhookEndpoints(endpoints, events, at),
    fork: (endpoints) => new Map(endpoints),
  });
}

/** The log of what an endpoint got. @param name see `webhookDeliveriesLog`. @param now the server's clock, epoch ms. */
export function openWebhookDeliveriesJournal(
  driver: CreateDriver,
  name: string,
  now: () => number,
  snapshots: SnapshotPace = {},
): WebhookDeliveriesJournal {
  return new Journal<WebhookDeliveries, WebhookDeliveryEvent, Author>({
    driver,
    name,
    now,
    initial: noWebhookDeliveries,
    evolve: (deliveries, { events, at }, version) => evolveWebhookDeliveries(deliveries, events, at, version),
    fork: forkWebhookDeliveries,
    snapshot: {
      ...snapshots,
      format: 1,
      encode: encodeWebhookDeliveries,
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what `encode` gave; what does not hold throws
      decode: (deliveries, piece) => decodeWebhookDeliveries(deliveries, piece as WebhookDeliveriesPiece),
      sizeOf: ({ next, open, settled }) => next.size + open.size + settled.size,
    },
  });
}

import type { WebhookEvent } from "./messages.ts";
import { webhookRetryDelayMs } from "./retries.ts";

/** Where an event stands in the log of its workspace: the record's version, and the place in it, from 0. */
export type WebhookPlace = { version: number; index: number };

/** A message to one endpoint. `occurredAt`: when it happened, epoch ms. */
export type WebhookMessage = WebhookPlace & { workspace: string; event: WebhookEvent; occurredAt: number };

/** An attempt that has ended. `at`: when it began. `response`: the beginning of what the endpoint answered. `error`: why it counts
 *  as failed, one sentence. */
export type WebhookAttempt = {
  at: number;
  durationMs: number;
  status?: number;
  response?: string;
  error?: string;
};

/** The log of one endpoint's deliveries. */
export type WebhookDeliveryEvent =
  /** Whoever writes it may make the attempt: of two servers, one. */
  | ({ type: "WebhookAttemptStarted"; attempt: number } & WebhookMessage)
  /** `isUncounted`: the server was stopped meanwhile. */
  | {
      type: "WebhookAttemptFailed";
      workspace: string;
      attempt: WebhookAttempt;
      retryAt: number;
      isUncounted?: true;
    }
  /** `attempts`: all that ended. `condemns`: why the endpoint is not to be tried any more. */
  | {
      type: "WebhookMessageSettled";
      message: WebhookMessage;
      outcome: "delivered" | "failed";
      attempts: WebhookAttempt[];
      condemns?: string;
    }
  | { type: "WebhookResendRequested"; messages: WebhookMessage[] }
  /** The endpoint is told of nothing that the workspaces recorded before these versions. */
  | { type: "WebhookRecordsPassed"; workspaces: [workspace: string, before: number][] };

/** A message that is under way. `startedAt`: of the attempt that was begun and has not ended. `attempt`: its number, or that of the
 *  last one. `counted`: how many have failed, of those that count. `dueAt`: when the next one may begin. */
export type OpenDelivery = {
  readonly message: WebhookMessage;
  readonly attempt: number;
  readonly startedAt?: number | undefined;
  readonly attempts: readonly WebhookAttempt[];
  readonly counted: number;
  readonly dueAt: number;
  /** Somebody wants it sent again. */
  readonly isAgain: boolean;
};

/** What one endpoint has got. */
export type WebhookDeliveries = {
  /** By workspace: the first place in its log that is not settled. */
  next: Map<string, WebhookPlace>;
  /** By workspace: what is under way. The messages after it wait. */
  open: Map<string, OpenDelivery>;
  /** By workspace: what somebody wants sent again, in order. It comes before what is new. */
  again: Map<string, readonly WebhookMessage[]>;
  /** By `keyOfMessage`: the version of the record, in this log, by which it was settled last, of messages that failed or were
   *  sent again. */
  settled: Map<string, { readonly version: number; readonly hasFailed: boolean }>;
  /** When a message was delivered last, epoch ms. */
  lastDeliveredAt: number;
  /** Why, and since when (epoch ms), the endpoint is not to be tried any more, unless it was enabled since. */
  condemned: { readonly at: number; readonly reason: string } | undefined;
};

export function noWebhookDeliveries(): WebhookDeliveries {
  return {
    next: new Map(),
    open: new Map(),
    again: new Map(),
    settled: new Map(),
    lastDeliveredAt: -Infinity,
    condemned: undefined,
  };
}

export function forkWebhookDeliveries(deliveries: WebhookDeliveries): WebhookDeliveries {
  const { next, open, again, settled } = deliveries;
  return { ...deliveries, next: new Map(next), open: new Map(open), again: new Map(again), settled: new Map(settled) };
}

/** An attempt without an end after so long is taken for lost with its server, and is made once more. Far longer than one takes,
 *  since the clocks of servers differ. */
export const webhookLeaseMs = 2 * 60_000;

/** When an attempt of what is under way may begin, epoch ms. */
export function webhookDueAt({ startedAt, dueAt }: OpenDelivery): number {
  return startedAt === undefined ? dueAt : startedAt + webhookLeaseMs;
}

export function isSameMessage(
  a: WebhookPlace & { workspace: string },
  b: WebhookPlace & { workspace: string },
): boolean {
  return a.workspace === b.workspace && a.version === b.version && a.index === b.index;
}

export function isBefore(a: WebhookPlace, b: WebhookPlace): boolean {
  return a.version < b.version || (a.version === b.version && a.index < b.index);
}

export function keyOfMessage({ version, index, workspace }: WebhookPlace & { workspace: string }): string {
  return `${version}.${index} ${workspace}`;
}

/** Begins an attempt of `message`, unless another one of its workspace is under way, or it is not its turn.
 *  @param from the first place that was looked at when the message was found: another server may have got further since.
 *  @param at epoch ms. */
export function startAttempt(
  { open, again, next }: WebhookDeliveries,
  message: WebhookMessage,
  from: WebhookPlace | undefined,
  at: number,
): WebhookDeliveryEvent[] {
  const underWay = open.get(message.workspace);
  const start = (attempt: number): WebhookDeliveryEvent[] => [{ type: "WebhookAttemptStarted", ...message, attempt }];
  if (underWay) {
    const isItsTurn = isSameMessage(underWay.message, message) && webhookDueAt(underWay) <= at;
    return isItsTurn ? start(underWay.attempt + 1) : [];
  }
  const [first] = again.get(message.workspace) ?? [];
  if (first) return isSameMessage(first, message) ? start(1) : [];
  const place = next.get(message.workspace);
  const isStill = place?.version === from?.version && place?.index === from?.index;
  return isStill ? start(1) : [];
}

/** How an attempt ended. `gone`: the endpoint wants nothing any more. `stopped`: the server was stopped before it ended. */
export type WebhookOutcome =
  | { type: "delivered" }
  | { type: "gone" }
  | { type: "stopped" }
  /** `retryAfterMs`: what the endpoint asked for. `jitter`: from 0 to 1. */
  | { type: "failed"; retryAfterMs?: number; jitter: number };

/** Ends the attempt with that number. What comes late, when another server has taken it for lost, counts only if it was delivered.
 *  @param at epoch ms. */
export function endAttempt(
  { open, lastDeliveredAt }: WebhookDeliveries,
  message: WebhookMessage,
  number: number,
  ended: WebhookAttempt,
  outcome: WebhookOutcome,
  at: number,
): WebhookDeliveryEvent[] {
  const delivery = open.get(message.workspace);
  if (!delivery || !isSameMessage(delivery.message, message)) return [];
  const attempts = [...delivery.attempts, ended];
  const settle = (result: "delivered" | "failed", condemns?: string): WebhookDeliveryEvent[] => [
    {
      type: "WebhookMessageSettled",
      message: delivery.message,
      outcome: result,
      attempts,
      ...(condemns !== undefined && { condemns }),
    },
  ];
  if (outcome.type === "delivered") return settle("delivered");
  if (delivery.attempt !== number || delivery.startedAt === undefined) return [];
  if (outcome.type === "gone") return settle("failed", "It answered 410 Gone: it wants nothing any more.");
  const { workspace } = message;
  if (outcome.type === "stopped") {
    return [{ type: "WebhookAttemptFailed", workspace, attempt: ended, retryAt: at, isUncounted: true }];
  }
  const delayMs = webhookRetryDelayMs(delivery.counted + 1, outcome);
  if (delayMs !== undefined)
    return [{ type: "WebhookAttemptFailed", workspace, attempt: ended, retryAt: at + delayMs }];
  const firstAt = attempts[0]?.at ?? at;
  const isDead = lastDeliveredAt < firstAt;
  return settle(
    "failed",
    isDead
      ? "A message failed for good after days of attempts, and nothing else was delivered in that time."
      : undefined,
  );
}

/** Gives up what is under way in a workspace, where it is of before the endpoint was enabled and nobody wants it again. */
export function giveUp({ open }: WebhookDeliveries, workspace: string, since: number): WebhookDeliveryEvent[] {
  const delivery = open.get(workspace);
  if (!delivery || delivery.isAgain || delivery.message.occurredAt >= since || delivery.startedAt !== undefined)
    return [];
  return [
    { type: "WebhookMessageSettled", message: delivery.message, outcome: "failed", attempts: [...delivery.attempts] },
  ];
}

/** Asks for messages to be sent again. Those that are under way or asked for already are left out. */
export function requestResend(
  { open, again }: WebhookDeliveries,
  messages: readonly WebhookMessage[],
): WebhookDeliveryEvent[] {
  const isUnderWay = (message: WebhookMessage): boolean => {
    const underWay = open.get(message.workspace);
    if (underWay && isSameMessage(underWay.message, message)) return true;
    return again.get(message.workspace)?.some((each) => isSameMessage(each, message)) ?? false;
  };
  const wanted = messages.filter((message) => !isUnderWay(message));
  return wanted.length === 0 ? [] : [{ type: "WebhookResendRequested", messages: wanted }];
}

/** Folds events, in place. @param at of their record, epoch ms. @param version of their record in this log. */
export function evolveWebhookDeliveries(
  deliveries: WebhookDeliveries,
  events: readonly WebhookDeliveryEvent[],
  at: number,
  version: number,
): WebhookDeliveries {
  for (const event of events) evolveOne(deliveries, event, at, version);
  return deliveries;
}

function evolveOne(deliveries: WebhookDeliveries, event: WebhookDeliveryEvent, at: number, version: number): void {
  const { next, open, again, settled } = deliveries;
  switch (event.type) {
    case "WebhookAttemptStarted": {
      const { type: _, attempt, ...message } = event;
      const [first] = again.get(message.workspace) ?? [];
      const isAgain = first !== undefined && isSameMessage(first, message);
      const before = open.get(message.workspace) ?? { attempts: [], counted: 0, dueAt: at, isAgain };
      open.set(message.workspace, { ...before, message, attempt, startedAt: at });
      return;
    }
    case "WebhookAttemptFailed": {
      const before = open.get(event.workspace);
      if (!before) return;
      open.set(event.workspace, {
        ...before,
        startedAt: undefined,
        attempts: [...before.attempts, event.attempt],
        counted: before.counted + (event.isUncounted ? 0 : 1),
        dueAt: event.retryAt,
      });
      return;
    }
    case "WebhookMessageSettled": {
      const { message, outcome, condemns } = event;
      const { workspace, version: record, index } = message;
      open.delete(workspace);
      const place = next.get(workspace);
      if (!place || !isBefore(message, place)) next.set(workspace, { version: record, index: index + 1 });
      takeFirst(again, message);
      const key = keyOfMessage(message);
      if (outcome === "failed" || settled.has(key)) settled.set(key, { version, hasFailed: outcome === "failed" });
      if (outcome === "delivered") Object.assign(deliveries, { lastDeliveredAt: at, condemned: undefined });
      if (condemns !== undefined) deliveries.condemned = { at, reason: condemns };
      return;
    }
    case "WebhookResendRequested":
      for (const message of event.messages) {
        const waiting = again.get(message.workspace) ?? [];
        again.set(
          message.workspace,
          [...waiting, message].toSorted((a, b) => (isBefore(a, b) ? -1 : 1)),
        );
        const key = keyOfMessage(message);
        // Settled once more, it is listed by its last record alone.
        if (!settled.has(key)) settled.set(key, { version: 0, hasFailed: false });
      }
      return;
    case "WebhookRecordsPassed":
      for (const [workspace, before] of event.workspaces) {
        const place = { version: before, index: 0 };
        if (isBefore(next.get(workspace) ?? { version: 0, index: 0 }, place)) next.set(workspace, place);
      }
  }
}

function takeFirst(again: WebhookDeliveries["again"], message: WebhookMessage): void {
  const waiting = again.get(message.workspace);
  if (!waiting) return;
  const rest = waiting.filter((each) => !isSameMessage(each, message));
  if (rest.length === 0) again.delete(message.workspace);
  else again.set(message.workspace, rest);
}

/** Some entries of each part. */
export type WebhookDeliveriesPiece =
  | { lastDeliveredAt: number | null; condemned?: { at: number; reason: string } }
  | { next: [string, number, number][] }
  | { open: OpenDelivery[] }
  | { again: WebhookMessage[] }
  | { settled: [string, number, boolean][] };

const entriesPerPiece = 2000;

/** The state as JSON data, piece by piece, as it is when the first one is asked for. */
export function* encodeWebhookDeliveries(
  deliveries: WebhookDeliveries,
): Generator<WebhookDeliveriesPiece, void, undefined> {
  const { lastDeliveredAt, condemned } = deliveries;
  const next = Array.from(deliveries.next, ([id, { version, index }]): [string, number, number] => [
    id,
    version,
    index,
  ]);
  const open = [...deliveries.open.values()];
  const again = [...deliveries.again.values()].flat();
  const settled = Array.from(deliveries.settled, ([key, { version, hasFailed }]): [string, number, boolean] => [
    key,
    version,
    hasFailed,
  ]);
  // JSON has no infinity.
  yield { lastDeliveredAt: Number.isFinite(lastDeliveredAt) ? lastDeliveredAt : null, ...(condemned && { condemned }) };
  for (const part of inParts(next)) yield { next: part };
  for (const part of inParts(open)) yield { open: part };
  for (const part of inParts(again)) yield { again: part };
  for (const part of inParts(settled)) yield { settled: part };
}

function* inParts<T>(list: readonly T[]): Generator<T[], void, undefined> {
  for (let from = 0; from < list.length; from += entriesPerPiece) yield list.slice(from, from + entriesPerPiece);
}

/** Folds the next piece of what `encodeWebhookDeliveries` gave into `deliveries`, in place. */
export function decodeWebhookDeliveries(
  deliveries: WebhookDeliveries,
  piece: WebhookDeliveriesPiece,
): WebhookDeliveries {
  if ("next" in piece) for (const [id, version, index] of piece.next) deliveries.next.set(id, { version, index });
  else if ("open" in piece) for (const each of piece.open) deliveries.open.set(each.message.workspace, each);
  else if ("again" in piece) {
    for (const each of piece.again) {
      deliveries.again.set(each.workspace, [...(deliveries.again.get(each.workspace) ?? []), each]);
    }
  } else if ("settled" in piece) {
    for (const [key, version, hasFailed] of piece.settled) deliveries.settled.set(key, { version, hasFailed });
  } else {
    deliveries.lastDeliveredAt = piece.lastDeliveredAt ?? -Infinity;
    deliveries.condemned = piece.condemned;
  }
  return deliveries;
}

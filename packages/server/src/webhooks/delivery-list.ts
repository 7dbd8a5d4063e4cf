import {
  isSameMessage,
  keyOfMessage,
  type WebhookAttempt,
  type WebhookDeliveries,
  type WebhookDeliveryEvent,
  type WebhookMessage,
} from "@seatbook/core";
import { numberIn, readCursorOf, writeCursorOf } from "../paging.ts";
import type { WebhookDeliveriesJournal } from "../journals/webhook-journals.ts";

export type DeliveryStatus = "pending" | "delivered" | "failed";

/** A message as the delivery log shows it. Epoch ms. */
export type ListedDelivery = {
  message: WebhookMessage;
  status: DeliveryStatus;
  attempts: readonly WebhookAttempt[];
  /** Of a pending one: when the attempt under way began, or when the next one may begin. */
  attemptingSince?: number | undefined;
  nextAttemptAt?: number;
};

export type DeliveryQuery = {
  status: DeliveryStatus | undefined;
  workspace: string | undefined;
  limit: number;
  cursor: string | undefined;
};

/** So many records are read for one page at most; then it ends early. */
const mostRecordsPerPage = 2000;
const recordsAtOnce = 64;

const order = "webhook-deliveries";

/** Places in the list, as cursors have them: first what is pending, by workspace; then the log, newest first. */
const pendingPlace = "pending ";
const logPlace = "log ";

/** One page of what an endpoint got: first what is pending, then what is settled, newest first. A page may be shorter than asked
 *  for, and even empty, where much was skipped; the end is where there is no `nextCursor`. @throws ProblemError `malformed-cursor`. */
export async function listDeliveries(
  journal: WebhookDeliveriesJournal,
  { status, workspace, limit, cursor }: DeliveryQuery,
): Promise<{ items: ListedDelivery[]; nextCursor?: string }> {
  const deliveries = await journal.current();
  const { version } = journal;
  const place = cursor === undefined ? undefined : readCursorOf(cursor, order);
  const isWanted = (message: WebhookMessage): boolean => workspace === undefined || message.workspace === workspace;
  const items: ListedDelivery[] = [];
  if (status === undefined || status === "pending") {
    const after = place?.startsWith(pendingPlace) ? place.slice(pendingPlace.length) : undefined;
    const rest = place?.startsWith(logPlace) ? [] : pendingOf(deliveries).filter(({ message }) => isWanted(message));
    const from = after === undefined ? rest : rest.filter(({ message }) => sortKey(message) > after);
    items.push(...from.slice(0, limit));
    const last = items.at(-1);
    if (last && from.length > limit)
      return { items, nextCursor: writeCursorOf(pendingPlace + sortKey(last.message), order) };
    if (status === "pending") return { items };
  }
  const before = place?.startsWith(logPlace) ? numberIn(place.slice(logPlace.length)) : version + 1;
  const settled = status === "failed" ? failedBefore(deliveries, before) : everyBefore(before);
  const isShown = (event: WebhookDeliveryEvent, at: number) =>
    event.type === "WebhookMessageSettled" &&
    isWanted(event.message) &&
    (status === undefined || event.outcome === status) &&
    isLast(deliveries, event.message, at);
  let read = 0;
  for (const versions of settled) {
    const [first = 1] = versions.toSorted((a, b) => a - b);
    const records =
      versions.length === 1 ? [await journal.log.read(first)] : await journal.log.readBatch(first, versions.length);
    for (const at of versions) {
      if (items.length === limit || read === mostRecordsPerPage) {
        return { items, nextCursor: writeCursorOf(`${logPlace}${at + 1}`, order) };
      }
      read++;
      for (const event of records[at - first]?.events ?? []) {
        if (!isShown(event, at) || event.type !== "WebhookMessageSettled") continue;
        items.push({ message: event.message, status: event.outcome, attempts: event.attempts });
      }
    }
  }
  return { items };
}

/** What is under way and what was asked for again, by workspace and in the order of its history. */
function pendingOf({ open, again }: WebhookDeliveries): ListedDelivery[] {
  const begun = Array.from(open.values(), ({ message, attempts, startedAt, dueAt }): ListedDelivery => ({
    message,
    status: "pending",
    attempts,
    ...(startedAt === undefined ? { nextAttemptAt: dueAt } : { attemptingSince: startedAt }),
  }));
  const isBegun = (message: WebhookMessage): boolean => {
    const underWay = open.get(message.workspace);
    return underWay !== undefined && isSameMessage(underWay.message, message);
  };
  const waiting = [...again.values()].flat().filter((message) => !isBegun(message));
  return [...begun, ...waiting.map((message) => ({ message, status: "pending" as const, attempts: [] }))].toSorted(
    (a, b) => (sortKey(a.message) < sortKey(b.message) ? -1 : 1),
  );
}

function sortKey({ workspace, version, index }: WebhookMessage): string {
  return `${workspace} ${String(version).padStart(12, "0")} ${String(index).padStart(9, "0")}`;
}

/** Whether a message was settled last by the record of that version, and is not under way again. */
function isLast({ settled, open, again }: WebhookDeliveries, message: WebhookMessage, version: number): boolean {
  const underWay = open.get(message.workspace);
  if (underWay && isSameMessage(underWay.message, message)) return false;
  if (again.get(message.workspace)?.some((each) => isSameMessage(each, message))) return false;
  return (settled.get(keyOfMessage(message))?.version ?? version) === version;
}

function* everyBefore(version: number): Generator<number[], void, undefined> {
  for (let end = version; end > 1;) {
    const first = Math.max(end - recordsAtOnce, 1);
    yield Array.from({ length: end - first }, (_, index) => end - 1 - index);
    end = first;
  }
}

function* failedBefore({ settled }: WebhookDeliveries, before: number): Generator<number[], void, undefined> {
  const failed = [...settled.values()].filter(({ hasFailed, version }) => hasFailed && version < before);
  for (const { version } of failed.toSorted((a, b) => b.version - a.version)) yield [version];
}

import * as v from "valibot";
import { ProblemError } from "./problem.ts";

/** Entries of a page when the caller asks for no number, and at most. */
export const defaultLimit = 50;
export const maximumLimit = 200;

const anchor = v.strictObject({ id: v.string(), key: v.union([v.string(), v.number()]), order: v.string() });
type Anchor = v.InferOutput<typeof anchor>;

export type Paged<T> = { items: T[]; total: number; nextCursor?: string };

/** One page of `sorted`: after the entry that the cursor names, wherever that entry would stand now.
 *  @param order names list and order; a cursor of another one is refused.
 *  @throws ProblemError `malformed-cursor`. */
export function pageOf<T extends { id: string }>(
  sorted: readonly T[],
  options: {
    order: string;
    limit: number;
    cursor: string | undefined;
    keyOf: (entry: T) => string | number;
    compare: (a: Anchor, b: Anchor) => number;
  },
): Paged<T> {
  const { order, limit, cursor, keyOf, compare } = options;
  const anchorOf = (entry: T): Anchor => ({ id: entry.id, key: keyOf(entry), order });
  const after = cursor === undefined ? undefined : readCursor(cursor, order);
  const start = after ? firstIndex(sorted, (entry) => compare(anchorOf(entry), after) > 0) : 0;
  const items = sorted.slice(start, start + limit);
  const last = items.at(-1);
  const hasMore = last !== undefined && start + limit < sorted.length;
  return { items, total: sorted.length, ...(hasMore && { nextCursor: writeCursor(anchorOf(last)) }) };
}

/** One page of a list that only grows at its end, newest first. @throws ProblemError `malformed-cursor`. */
export function newestFirst<T>(
  list: readonly T[],
  { order, limit, cursor }: { order: string; limit: number; cursor: string | undefined },
): Paged<T> {
  const end = cursor === undefined ? list.length : readNumberOf(cursor, order);
  const start = Math.max(end - limit, 0);
  return {
    items: list.slice(start, end).toReversed(),
    total: list.length,
    ...(start > 0 && { nextCursor: writeCursorOf(String(start), order) }),
  };
}

/** Orders anchors by key, then by id; descending orders turn the key around, not the id. */
export function compareAnchors(direction: 1 | -1): (a: Anchor, b: Anchor) => number {
  return (a, b) => {
    if (a.key !== b.key) return a.key < b.key ? -direction : direction;
    if (a.id === b.id) return 0;
    return a.id < b.id ? -1 : 1;
  };
}

/** A cursor of a list in which a place is known by one word. */
export function writeCursorOf(place: string, order: string): string {
  return writeCursor({ id: place, key: place, order });
}

/** The place that `writeCursorOf` was given. @throws ProblemError `malformed-cursor`. */
export function readCursorOf(cursor: string, order: string): string {
  return readCursor(cursor, order).id;
}

/** The number that was written as a place. @throws ProblemError `malformed-cursor`. */
export function readNumberOf(cursor: string, order: string): number {
  return numberIn(readCursorOf(cursor, order));
}

/** @throws ProblemError `malformed-cursor` for what is no whole number. */
export function numberIn(place: string): number {
  if (!/^\d{1,15}$/.test(place)) throw malformedCursor();
  return Number(place);
}

function firstIndex<T>(sorted: readonly T[], isReached: (entry: T) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = sorted[middle];
    if (entry !== undefined && isReached(entry)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function writeCursor(value: Anchor): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function readCursor(cursor: string, order: string): Anchor {
  try {
    const value = v.parse(anchor, JSON.parse(Buffer.from(cursor, "base64url").toString()));
    if (value.order === order) return value;
  } catch {
    // Answered below: not one of ours.
  }
  throw malformedCursor();
}

function malformedCursor(): ProblemError {
  return new ProblemError("malformed-cursor", "The cursor is not one of this list and order. Start again without it.");
}

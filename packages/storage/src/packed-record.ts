import { setImmediate as nextTurn } from "node:timers/promises";
import { promisify } from "node:util";
import { deflateRaw, inflateRaw, inflateRawSync } from "node:zlib";
import type { MaybePromise } from "./maybe-promise.ts";

/** A record with so many events is large: it is stored packed, and folded in turns. */
export const LARGE_RECORD = 2000;

/** So many events make a piece that is written or read within a few milliseconds. */
const EVENTS_PER_PIECE = 1000;

/** A record with pieces of its events instead of them: each the JSON of a list, as raw deflate in base64. */
type PackedRecord = { packed: string[] };

const deflate = promisify<string, { level: number }, Buffer>(deflateRaw);
const inflate = promisify<Buffer, Buffer>(inflateRaw);

export function isLarge(record: object): record is { events: unknown[] } {
  return "events" in record && Array.isArray(record.events) && record.events.length >= LARGE_RECORD;
}

/** The text of a record as it is stored, a promise for a large one: its events are packed, so that no store is kept busy for
 *  long. @param packed what `packEvents` gives, where it was begun before. */
export function encodeRecord(record: object, packed?: Promise<string[]>): MaybePromise<string> {
  if (!isLarge(record)) return JSON.stringify(record);
  const { events, ...rest } = record;
  return (packed ?? packEvents(events)).then((pieces) => JSON.stringify({ ...rest, packed: pieces }));
}

/** The events in pieces, packed on another thread. Others have their turn between two of them. */
export async function packEvents(events: readonly unknown[]): Promise<string[]> {
  const packed: string[] = [];
  for (let from = 0; from < events.length; from += EVENTS_PER_PIECE) {
    // The fastest level: others take a quarter less room and three times as long.
    const piece = await deflate(JSON.stringify(events.slice(from, from + EVENTS_PER_PIECE)), { level: 1 });
    packed.push(piece.toString("base64"));
  }
  return packed;
}

/** The record that was stored, after `JSON.parse`; a promise for one that is packed. Throws for a piece that is damaged. */
export function decodeRecord(stored: object): MaybePromise<object> {
  return isPacked(stored) ? unpack(stored) : stored;
}

async function unpack({ packed, ...rest }: PackedRecord): Promise<object> {
  const lists: unknown[][] = [];
  for (const piece of packed) {
    lists.push(toEvents(await inflate(Buffer.from(piece, "base64"))));
    await nextTurn();
  }
  return { ...rest, events: lists.flat() };
}

/** As `decodeRecord`, at once: for tools that keep nobody waiting. */
export function decodeRecordNow(stored: object): object {
  if (!isPacked(stored)) return stored;
  const { packed, ...rest } = stored;
  return { ...rest, events: packed.flatMap((piece) => toEvents(inflateRawSync(Buffer.from(piece, "base64")))) };
}

function isPacked(stored: object): stored is PackedRecord {
  return (
    "packed" in stored && Array.isArray(stored.packed) && stored.packed.every((piece) => typeof piece === "string")
  );
}

function toEvents(json: Buffer): unknown[] {
  const events: unknown = JSON.parse(json.toString());
  if (!Array.isArray(events)) throw new TypeError("a piece of a packed record is not a list");
  return events;
}

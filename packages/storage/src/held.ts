import type { LogRecord } from "./log.ts";

/** A state and what is known of the records it was folded from. */
export type Held<S> = {
  state: S;
  version: number;
  at: number;
  events: number;
  snapshotEvents: number;
  /** Idempotency key → version of its record. */
  once: Map<string, number>;
};

/** What is known of a log once its next record was folded. */
export function noteRecord<S>(held: Held<S>, { at, events, once }: LogRecord<unknown>): void {
  held.version++;
  held.at = at;
  held.events += Math.max(1, events.length);
  if (once !== undefined) held.once.set(once.key, held.version);
}

export function nothing<S>(state: S): Held<S> {
  return { state, version: 0, at: 0, events: 0, snapshotEvents: 0, once: new Map() };
}

/** When the last record was written, and idempotency keys: before the pieces of the state. */
type HeldPiece = { at: number; once: [key: string, version: number][] } | { state: unknown };

const KEYS_PER_PIECE = 5000;

export function* encodePieces<S>(held: Held<S>, encode: (state: S) => Iterable<object>): Generator<HeldPiece> {
  const { at, state } = held;
  const keys = [...held.once];
  const pieces = encode(state)[Symbol.iterator]();
  const first = pieces.next();
  for (let from = 0; from === 0 || from < keys.length; from += KEYS_PER_PIECE) {
    yield { at, once: keys.slice(from, from + KEYS_PER_PIECE) };
  }
  for (let piece = first; piece.done !== true; piece = pieces.next()) yield { state: piece.value };
}

/** Whether the piece could be folded into `held`. */
export function decodePiece<S>(held: Held<S>, data: object, decode: (state: S, piece: unknown) => S): boolean {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what does not hold throws or is seen below
    const piece = data as HeldPiece;
    if ("state" in piece) {
      held.state = decode(held.state, piece.state);
      return true;
    }
    for (const [key, version] of piece.once) held.once.set(key, version);
    held.at = piece.at;
    return typeof piece.at === "number";
  } catch {
    return false;
  }
}

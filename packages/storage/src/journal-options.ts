import type { CreateDriver } from "./driver.ts";
import type { LogRecord } from "./log.ts";

/** What a command comes to: the events to append, and what to answer, read off the state right after them. The answer is
 *  plain JSON data that shares nothing with the state. */
export type Decision<S, E, A> = { events: E[]; answer: (state: S) => A };

/** Work in turns: at each `yield`, everybody else gets theirs. */
export type Turns<T> = Generator<undefined, T, undefined>;

export type Command<S, E, B, A> = {
  /** Who gives the command; kept in the record. */
  by: B;
  /** An idempotency key, and the request it stands for: the same `request` string gets the first answer again. */
  once?: { key: string; request: string };
  /** The version the caller saw; the command is refused when the log is at another one. */
  expectedVersion?: number;
  /** Pure, and called again when another writer was first. A throw is a refusal: nothing is written. What takes its time is done in
   *  turns, and given up for another call when the log moves on between two of them.
   *  @param at epoch ms that the record will carry. */
  decide: (state: S, at: number) => Decision<S, E, A> | Turns<Decision<S, E, A>>;
  /** Does everything but write: the answer is read off the state as it would be. Not together with `once`. */
  isDryRun?: boolean;
};

/** `version` is the log's version right after the command; of a repeated command, that of its record, as are `events`. */
export type Outcome<A, E = unknown> = { answer: A; events: readonly E[]; version: number; repeated: boolean };

export interface JournalOptions<S, E, B> {
  driver: CreateDriver;
  /** Name of the log, see `Log`. */
  name: string;
  /** Epoch ms. */
  now: () => number;
  initial: () => S;
  /** The state after `record`; may change `state` in place and return it. */
  evolve: (state: S, record: LogRecord<E, B>, version: number) => S;
  /** A cheap copy to be thrown away: evolving it leaves `state` as it is. */
  fork: (state: S) => S;
  /** As `evolve` for a large record, in turns: gives another state, and leaves `state` as it is. Without it, such a record is folded
   *  in one go. */
  evolveCopy?: (state: S, record: LogRecord<E, B>) => Turns<S>;
  /** Is told of each record that the held state has folded. */
  onFolded?: (record: LogRecord<E, B>) => void;
  /** Without it, a cold start folds the log from its first record. */
  snapshot?: SnapshotOptions<S>;
}

export interface SnapshotOptions<S> {
  /** Snapshots of any other format are ignored. Raise it with each change of what `encode` gives or `evolve` does. */
  format: number;
  /** JSON data in pieces, none of them so large that it would keep others waiting. When the first is asked for, it takes what it
   *  needs for all: the state may move on before the next. The same state gives the same pieces. */
  encode: (state: S) => Iterable<object>;
  /** Folds the next piece of what `encode` gave, after JSON, into the initial state and what became of it. A throw means that
   *  the snapshot is ignored. */
  decode: (state: S, piece: unknown) => S;
  /** How many events' worth of work it is to encode the state. Default: all events folded so far. */
  sizeOf?: (state: S) => number;
  /** The earliest version that a snapshot may be of: those of before hold what was redacted since. Whoever comes upon one removes
   *  it. Default: any. */
  cleanSince?: (state: S) => number;
  /** The fewest events between two snapshots. Default 1000; more when `sizeOf` is more than twice that. */
  everyEvents?: number;
}

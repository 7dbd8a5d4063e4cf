import type { Counts } from "@seatbook/server";

/** What a write puts into the log: an event with these fields, and others. No other write of the run puts the same there, or the
 *  same client does so only after it has undone it. */
export type Effect = { type: string; [field: string]: string };

/** One request of a client, with all attempts that had the same idempotency key. Instants are milliseconds on one clock. */
export type Operation = {
  workspace: string;
  startedAt: number;
  /** When its answer was there; infinite where none told what became of it. */
  endedAt: number;
  /** Of the workspace, as the answer has it: of a write, right after it. Undefined where no answer told. */
  version?: number;
  /** Of a write. */
  effect?: Effect;
  /** Of a read, what it answered. */
  counts?: Counts;
};

/** An answer, or that there was none. */
export type Attempt = {
  at: number;
  method: string;
  path: string;
  /** 0: the connection failed. */
  status: number;
  /** Of a problem. */
  code?: string;
  retryAfter?: string;
};

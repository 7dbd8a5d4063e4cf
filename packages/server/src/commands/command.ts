import type { Writable } from "node:stream";
import type { ProgressTerminal } from "./progress-bar.ts";

/** What a command has of the process it runs in. */
export type Io = {
  /** Takes the report, and nothing else. */
  stdout: Writable;
  /** Takes progress and mistakes. */
  stderr: Writable & ProgressTerminal;
  env: Readonly<Record<string, string | undefined>>;
  /** The machine's clock, epoch ms. */
  now: () => number;
};

/** Exit codes: all is well; something was found, or could not be done; it was called in a way that it does not know. */
export const exitCodes = { ok: 0, failed: 1, usage: 2 } as const;

/** One command of `seatbook`. */
export type Command = {
  readonly name: string;
  /** One line for the list of all commands. */
  readonly summary: string;
  /** What `--help` prints after the usage: what it does, its options, and examples. */
  readonly help: string;
  /** @param args what follows the command's name. @returns the exit code, or nothing while it goes on. @throws UsageError */
  readonly run: (args: string[], io: Io) => Promise<number | undefined>;
};

/** The command was called wrongly: a sentence with what is right. */
export class UsageError extends Error {
  override name = "UsageError";
}

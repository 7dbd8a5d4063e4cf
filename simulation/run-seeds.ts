import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Figures, Outcome } from "./simulate.ts";

export type Result = Omit<Outcome, "data">;

export type RunOptions = {
  /** Whole numbers. */
  seeds: readonly number[];
  /** How many processes share them. Default: one for each core. */
  workers?: number;
  /** One of `breakages`. */
  breakage?: string | undefined;
  /** Called with each result as it comes. */
  onResult?: (result: Result) => void;
};

/** `seeds` and the sums of what they came to; what failed by seed. */
export type Summary = { seeds: number; figures: Figures; failures: Result[] };

/** A process is replaced after so many, before what a runtime keeps of so much code takes the machine's memory. */
const seedsPerProcess = 500;

/** Simulates each seed in a process of its own kind, so that what a simulation puts in the place of timers and randomness is
 *  nobody else's. */
export async function runSeeds(options: RunOptions): Promise<Summary> {
  const { seeds, workers = availableParallelism(), onResult } = options;
  const queue = seeds.values();
  const summary: Summary = { seeds: 0, figures: noFigures(), failures: [] };
  const note = (result: Result): void => {
    summary.seeds++;
    addFigures(summary.figures, result.figures);
    if (result.mistakes.length > 0) summary.failures.push(result);
    onResult?.(result);
  };
  const work = async (): Promise<void> => {
    while (await runProcess(queue, options.breakage ?? "", note));
  };
  await Promise.all(Array.from({ length: Math.min(workers, seeds.length) }, work));
  summary.failures.sort((a, b) => a.seed - b.seed);
  return summary;
}

/** Simulates seeds in one process. Whether there may be more of them. */
function runProcess(queue: Iterator<number>, breakage: string, note: (result: Result) => void): Promise<boolean> {
  return new Promise((resolve) => {
    const child = fork(join(import.meta.dirname, "worker.ts"), [breakage], {
      execArgv: ["--conditions=@seatbook/source"],
    });
    let seed: number | undefined;
    let count = 0;
    const next = (): void => {
      const { value, done } = count++ < seedsPerProcess ? queue.next() : { value: undefined, done: false };
      seed = value;
      if (seed === undefined) {
        child.disconnect();
        resolve(done !== true);
      } else child.send(seed);
    };
    child.on("message", (result: Result) => {
      note(result);
      next();
    });
    child.on("exit", (code, signal) => {
      if (seed === undefined) return;
      const mistakes = [`the process that simulated it ended with ${signal ?? code}`];
      note({ seed, hash: "", figures: noFigures(), mistakes, trace: [] });
      resolve(true);
    });
    next();
  });
}

export function noFigures(): Figures {
  return {
    steps: 0,
    requests: 0,
    records: 0,
    crashes: 0,
    lostReplies: 0,
    recoveries: 0,
    mails: 0,
    closedMonths: 0,
    invoices: 0,
  };
}

function addFigures(sum: Figures, more: Figures): void {
  sum.steps += more.steps;
  sum.requests += more.requests;
  sum.records += more.records;
  sum.crashes += more.crashes;
  sum.lostReplies += more.lostReplies;
  sum.recoveries += more.recoveries;
  sum.mails += more.mails;
  sum.closedMonths += more.closedMonths;
  sum.invoices += more.invoices;
}

import { vi } from "vitest";

/** Rounds of the event loop after which something is taken for never ending. The longest take a few hundred. */
const mostRounds = 20_000;

/** By how much a turn of the timers moves them on: they are short, where they are part of the work. */
const timerStepMs = 10;

/** Decides who goes on next: whoever asks something of the outside waits for a turn, and one at a time, drawn by the seed,
 *  gets it. So a seed is one interleaving of all servers, the same one each time. Timers are part of the draw: the test has
 *  to fake `setTimeout`. */
export class Turns {
  readonly #random: () => number;
  readonly #waiting: (() => void)[] = [];

  constructor(random: () => number) {
    this.#random = random;
  }

  next(): Promise<void> {
    return new Promise((resolve) => void this.#waiting.push(resolve));
  }

  /** Gives turns until `work` has ended. */
  async drive<T>(work: Promise<T>): Promise<T> {
    const progress = { hasEnded: false };
    const end = () => void (progress.hasEnded = true);
    work.then(end, end);
    for (let round = 0; round < mostRounds; round++) {
      // Everything that goes on without a turn comes as far as it can.
      await new Promise((resolve) => setImmediate(resolve));
      if (progress.hasEnded) return work;
      this.#giveOne();
    }
    throw new Error("what is under way does not end");
  }

  #giveOne(): void {
    const hasTimer = vi.getTimerCount() > 0;
    const candidates = this.#waiting.length + (hasTimer ? 1 : 0);
    if (candidates === 0) return;
    const [goesOn] = this.#waiting.splice(Math.floor(this.#random() * candidates), 1);
    if (goesOn) goesOn();
    else vi.advanceTimersByTime(timerStepMs);
  }
}

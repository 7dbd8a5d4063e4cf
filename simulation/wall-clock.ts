import type { Process } from "./process.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** What the clocks on the wall show. It passes with the virtual time, and jumps besides, so that months pass in a minute's
 *  work. */
export class WallClock {
  readonly #time: VirtualTime;
  #offset: number;
  readonly #onJump: Set<() => void> = new Set();

  /** @param start epoch ms. */
  constructor(time: VirtualTime, start: number) {
    this.#time = time;
    this.#offset = start;
  }

  /** Epoch ms, in whole ms as clocks tell it. */
  get now(): number {
    return Math.floor(this.#offset + this.#time.now);
  }

  /** As the clock of that machine shows it. */
  of(process: Process): number {
    return Math.floor(this.#offset + this.#time.now + process.skew);
  }

  jump(ms: number): void {
    for (const note of this.#onJump) note();
    this.#offset += ms;
    for (const note of this.#onJump) note();
  }

  /** Calls `note` before and after each jump, until the function that it gives is called. */
  onJump(note: () => void): () => void {
    this.#onJump.add(note);
    return () => void this.#onJump.delete(note);
  }
}

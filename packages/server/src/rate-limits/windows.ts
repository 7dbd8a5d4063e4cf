export type Taken = { isAllowed: boolean; remaining: number; resetSeconds: number };

const windowMs = 60_000;

/** Counts what callers do in windows of a minute, each from the caller's first request. Of so many callers at most: those that were
 *  not seen for longest are forgotten first, so that memory stays bounded whatever comes. */
export class Windows {
  readonly #quota: number;
  readonly #now: () => number;
  readonly #mostCallers: number;
  readonly #windows = new Map<string, { count: number; endsAt: number }>();

  /** @param quota per minute. @param now in milliseconds, never backwards. */
  constructor(quota: number, now: () => number, mostCallers = 50_000) {
    this.#quota = quota;
    this.#now = now;
    this.#mostCallers = mostCallers;
  }

  /** Counts one, unless there is none left. */
  take(caller: string): Taken {
    const window = this.#windowOf(caller);
    const isAllowed = window.count < this.#quota;
    if (isAllowed) window.count++;
    this.#windows.delete(caller);
    this.#windows.set(caller, window);
    if (this.#windows.size > this.#mostCallers) {
      for (const oldest of this.#windows.keys()) {
        this.#windows.delete(oldest);
        break;
      }
    }
    return this.#told(window, isAllowed);
  }

  /** Whether there is one left. */
  look(caller: string): Taken {
    const window = this.#windowOf(caller);
    return this.#told(window, window.count < this.#quota);
  }

  get callers(): number {
    return this.#windows.size;
  }

  #windowOf(caller: string): { count: number; endsAt: number } {
    const now = this.#now();
    const window = this.#windows.get(caller);
    return window !== undefined && window.endsAt > now ? window : { count: 0, endsAt: now + windowMs };
  }

  #told({ count, endsAt }: { count: number; endsAt: number }, isAllowed: boolean): Taken {
    const resetSeconds = Math.max(Math.ceil((endsAt - this.#now()) / 1000), 1);
    return { isAllowed, remaining: this.#quota - count, resetSeconds };
  }
}

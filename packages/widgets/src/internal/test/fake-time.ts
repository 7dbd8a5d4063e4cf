interface Interval {
  act: () => void;
  every: number;
  next: number;
}

/** Takes the place of `Date.now` and of the page's intervals, so that a test lets hours pass at once. Timeouts stay the
 *  browser's. */
export class FakeTime {
  readonly #real = { now: Date.now, setInterval, clearInterval };
  readonly #intervals = new Map<number, Interval>();
  #now = Date.now();
  #lastId = 0;

  constructor() {
    Date.now = () => this.#now;
    Object.assign(globalThis, {
      setInterval: (act: () => void, every: number) => {
        this.#intervals.set(++this.#lastId, { act, every, next: this.#now + every });
        return this.#lastId;
      },
      clearInterval: (id: number) => this.#intervals.delete(id),
    });
  }

  /** How many intervals run. */
  get running(): number {
    return this.#intervals.size;
  }

  /** Lets so many milliseconds pass. */
  pass(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const [due] = [...this.#intervals.values()].toSorted((a, b) => a.next - b.next);
      if (!due || due.next > end) break;
      this.#now = due.next;
      due.next += due.every;
      due.act();
    }
    this.#now = end;
  }

  restore(): void {
    const { now, ...intervals } = this.#real;
    Date.now = now;
    Object.assign(globalThis, intervals);
  }
}

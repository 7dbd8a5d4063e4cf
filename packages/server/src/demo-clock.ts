import { toIso } from "@seatbook/core";
import { type CreateDriver, Journal } from "@seatbook/storage";
import { logNames } from "./journals/log-names.ts";
import { ProblemError } from "./problem.ts";

export type ClockSet = { type: "ClockSet"; now: number };

/** A clock for trials and tests: it stands where it was set, and only moves forward. It is kept in the store, so that a
 *  restart does not turn it back. */
export class DemoClock {
  readonly #journal: Journal<{ now: number | undefined }, ClockSet, { type: "operator" }>;
  readonly #systemNow: () => number;

  private constructor(driver: CreateDriver, systemNow: () => number) {
    this.#systemNow = systemNow;
    this.#journal = new Journal<{ now: number | undefined }, ClockSet, { type: "operator" }>({
      driver,
      name: logNames.demoClock,
      now: systemNow,
      initial: () => ({ now: undefined }),
      evolve: ({ now }, { events }) => ({ now: events.at(-1)?.now ?? now }),
      fork: (state) => ({ ...state }),
    });
  }

  /** @param systemNow the clock until this one is set first, epoch ms. */
  static async open(driver: CreateDriver, systemNow: () => number): Promise<DemoClock> {
    const clock = new DemoClock(driver, systemNow);
    await clock.#journal.current();
    return clock;
  }

  /** Epoch ms. */
  readonly now = (): number => this.#journal.state.now ?? this.#systemNow();

  /** Takes over what another server on the store has set. */
  async catchUp(): Promise<void> {
    await this.#journal.current();
  }

  /** How often it was set, by any server. */
  async version(): Promise<number> {
    await this.catchUp();
    return this.#journal.version;
  }

  /** Sets the clock to `instant` (epoch ms). Before it is set for the first time, it may also be set to the past.
   *  @throws ProblemError `clock-moves-forward`. */
  async set(instant: number, once?: { key: string; request: string }): Promise<void> {
    await this.#journal.run({
      by: { type: "operator" },
      ...(once && { once }),
      decide: ({ now }) => {
        if (now !== undefined && instant < now) {
          const message = `Give an instant that is not before ${toIso(now)}.`;
          throw new ProblemError("clock-moves-forward", message, [{ field: "now", message }]);
        }
        return { events: [{ type: "ClockSet", now: instant }], answer: () => null };
      },
    });
  }
}

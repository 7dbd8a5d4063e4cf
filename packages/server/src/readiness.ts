import { type MaybePromise, StoreUnavailableError } from "@seatbook/storage";

/** What a balancer is told, and what an operator reads who wonders why. */
export type ReadinessReport = {
  status: "ready" | "not-ready";
  server: "running" | "stopping";
  store: "reachable" | "unreachable" | "damaged";
  /** `behind` and `ahead` of the store's clock by more than an hour. Where the store has no clock, `behind` is a server more than
   *  a day before what is in the store. */
  clock: "sane" | "behind" | "ahead" | "unknown";
};

/** What readiness asks of the store. Epoch ms. */
export type StoreClock = {
  /** When it was last written to. */
  lastAt: () => Promise<number>;
  /** What time it is there. */
  now?: (() => MaybePromise<number>) | undefined;
};

/** Months are closed three hours after they have ended: who is less ahead closes none too early. */
export const toleratedOffsetMs = 60 * 60_000;

/** A store that takes longer to answer is no help to anyone. */
const patienceMs = 2_000;

/** However often it is asked, the store is asked once in this time. */
const freshMs = 1_000;

const toleratedSkewMs = 24 * 60 * 60_000;

/** Whether this server should be given requests. */
export class Readiness {
  readonly #store: StoreClock;
  readonly #now: () => number;
  readonly #monotonicNow: () => number;
  #isStopping = false;
  #known: { at: number; found: Promise<Pick<ReadinessReport, "store" | "clock">> } | undefined;

  /** @param now the server's clock, epoch ms. */
  constructor(store: StoreClock, now: () => number, monotonicNow: () => number) {
    this.#store = store;
    this.#now = now;
    this.#monotonicNow = monotonicNow;
  }

  /** From now on requests are for others. */
  stop(): void {
    this.#isStopping = true;
  }

  async check(): Promise<ReadinessReport> {
    const at = this.#monotonicNow();
    if (!this.#known || at - this.#known.at >= freshMs) this.#known = { at, found: this.#probe() };
    const found = await this.#known.found;
    const isReady = !this.#isStopping && found.store === "reachable" && found.clock === "sane";
    return { status: isReady ? "ready" : "not-ready", server: this.#isStopping ? "stopping" : "running", ...found };
  }

  async #probe(): Promise<Pick<ReadinessReport, "store" | "clock">> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new StoreUnavailableError("The store does not answer.")), patienceMs);
    });
    try {
      return { store: "reachable", clock: await Promise.race([this.#readClock(), timeout]) };
    } catch (error) {
      return { store: error instanceof StoreUnavailableError ? "unreachable" : "damaged", clock: "unknown" };
    } finally {
      clearTimeout(timer);
    }
  }

  async #readClock(): Promise<ReadinessReport["clock"]> {
    const { lastAt, now } = this.#store;
    const writtenAt = await lastAt();
    if (writtenAt > this.#now() + toleratedSkewMs) return "behind";
    const offset = now ? this.#now() - (await now()) : 0;
    if (Math.abs(offset) <= toleratedOffsetMs) return "sane";
    return offset > 0 ? "ahead" : "behind";
  }
}

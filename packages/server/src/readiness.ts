import { StoreUnavailableError } from "@seatbook/storage";

/** What a balancer is told, and what an operator reads who wonders why. */
export type ReadinessReport = {
  status: "ready" | "not-ready";
  server: "running" | "stopping";
  store: "reachable" | "unreachable" | "damaged";
  /** `behind`: what is in the store was written more than a day later than now, by this server's clock. */
  clock: "sane" | "behind" | "unknown";
};

/** A store that takes longer to answer is no help to anyone. */
const patienceMs = 2_000;

/** However often it is asked, the store is asked once in this time. */
const freshMs = 1_000;

const toleratedSkewMs = 24 * 60 * 60_000;

/** Whether this server should be given requests. */
export class Readiness {
  readonly #lastAt: () => Promise<number>;
  readonly #now: () => number;
  readonly #monotonicNow: () => number;
  #isStopping = false;
  #known: { at: number; found: Promise<Pick<ReadinessReport, "store" | "clock">> } | undefined;

  /** @param lastAt asks the store when it was last written to. @param now the server's clock. Both in epoch ms. */
  constructor(lastAt: () => Promise<number>, now: () => number, monotonicNow: () => number) {
    this.#lastAt = lastAt;
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
      const lastAt = await Promise.race([this.#lastAt(), timeout]);
      return { store: "reachable", clock: lastAt > this.#now() + toleratedSkewMs ? "behind" : "sane" };
    } catch (error) {
      return { store: error instanceof StoreUnavailableError ? "unreachable" : "damaged", clock: "unknown" };
    } finally {
      clearTimeout(timer);
    }
  }
}

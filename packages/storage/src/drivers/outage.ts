/** Between two look-ups. */
const PAUSE_MS = 250;

/** Finds out when a store that was out of reach is back, so that meanwhile nobody waits for it in vain. */
export class Outage {
  readonly #lookUp: () => Promise<unknown>;
  #first: Promise<unknown> | undefined;
  #error: unknown;
  #isStopped = false;

  /** @param lookUp any question to the store, which rejects in good time. */
  constructor(lookUp: () => Promise<unknown>) {
    this.#lookUp = lookUp;
  }

  /** Somebody met an error that may be an outage: one look-up tells, and if it is, others follow until it is over. */
  suspect(): void {
    if (this.#first !== undefined || this.#error !== undefined) return;
    this.#first = this.#lookUp().finally(() => (this.#first = undefined));
    this.#first.catch((error: unknown) => this.#watch(error));
  }

  /** Waits for the look-up that tells; afterwards nobody waits. @throws what the last look-up rejected with. */
  async pass(): Promise<void> {
    if (this.#error !== undefined) throw this.#error;
    await this.#first;
  }

  stop(): void {
    this.#isStopped = true;
  }

  async #watch(error: unknown): Promise<void> {
    this.#error = error;
    while (!this.#isStopped) {
      await new Promise((resolve) => void setTimeout(resolve, PAUSE_MS).unref());
      try {
        await this.#lookUp();
        break;
      } catch (next) {
        this.#error = next;
      }
    }
    this.#error = undefined;
  }
}

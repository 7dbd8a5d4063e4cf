import type { ReactiveControllerHost } from "lit";

/** One thing read from the server: its last good value, whether it is being read now, and why the last read failed. A new
 *  run aborts the one before, and an answer that comes too late is dropped. */
export class Loader<T> {
  value: T | undefined;
  error: unknown;
  pending = false;
  readonly #host: ReactiveControllerHost;
  readonly #load: (signal: AbortSignal) => Promise<T>;
  #current: AbortController | undefined;

  constructor(host: ReactiveControllerHost, load: (signal: AbortSignal) => Promise<T>) {
    this.#host = host;
    this.#load = load;
  }

  /** Resolves once the answer or the error is there, or this run was overtaken. Never rejects. */
  async run(): Promise<void> {
    this.#current?.abort();
    const current = (this.#current = new AbortController());
    this.pending = true;
    this.#host.requestUpdate();
    try {
      const value = await this.#load(current.signal);
      if (current !== this.#current) return;
      this.value = value;
      this.error = undefined;
    } catch (error) {
      if (current !== this.#current) return;
      this.error = error;
    }
    this.pending = false;
    this.#host.requestUpdate();
  }

  /** Shows what an action will come to while it is under way; when it fails, what was there before is shown again, unless
   *  something else was read meanwhile. */
  async assume<R>(change: (value: T) => T, action: () => Promise<R>): Promise<R> {
    const before = this.value;
    const assumed = before && change(before);
    this.value = assumed;
    try {
      return await action();
    } catch (error) {
      if (this.value === assumed) this.value = before;
      throw error;
    }
  }

  /** Aborts a run under way; what was read before stays. */
  stop(): void {
    this.#current?.abort();
    this.#current = undefined;
    this.pending = false;
  }

  /** Forgets everything; a run under way is aborted. */
  reset(): void {
    this.stop();
    this.value = undefined;
    this.error = undefined;
    this.#host.requestUpdate();
  }
}

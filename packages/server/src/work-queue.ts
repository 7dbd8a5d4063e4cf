import { setImmediate as nextTurn } from "node:timers/promises";
import { atOnce } from "./for-each-of.ts";

/** Work on ids: several at once, each one once at a time. What is asked for while an id waits is done together. */
export class WorkQueue<T> {
  readonly #work: (id: string) => Promise<T>;
  readonly #waiting = new Map<string, PromiseWithResolvers<T>>();
  readonly #underWay = new Map<string, Promise<T>>();

  /** @param work does not reject. */
  constructor(work: (id: string) => Promise<T>) {
    this.#work = work;
  }

  /** What the work came to that began after this call. */
  add(id: string): Promise<T> {
    const waiting = this.#waiting.get(id) ?? Promise.withResolvers<T>();
    this.#waiting.set(id, waiting);
    this.#next();
    return waiting.promise;
  }

  /** Waits until nothing is left to do. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay.values());
  }

  get isIdle(): boolean {
    return this.#underWay.size === 0;
  }

  #next(): void {
    for (const [id, { resolve }] of this.#waiting) {
      if (this.#underWay.size === atOnce) return;
      if (this.#underWay.has(id)) continue;
      this.#waiting.delete(id);
      const work = this.#do(id);
      this.#underWay.set(id, work);
      resolve(work);
    }
  }

  async #do(id: string): Promise<T> {
    try {
      return await this.#work(id);
    } finally {
      // A store that answers at once would keep the loop to itself.
      await nextTurn();
      this.#underWay.delete(id);
      this.#next();
    }
  }
}

import { randomOf } from "../packages/server/src/test/random-of.ts";

/** What a seed draws, one after the other. Each part of a simulation has a stream of its own, so that a draw more in one of them
 *  does not change all the others. */
export class Random {
  readonly #next: () => number;

  /** @param stream tells the streams of one seed apart. */
  constructor(seed: number, stream: number) {
    this.#next = randomOf(Math.imul(seed, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca6b));
  }

  /** In [0, 1). */
  readonly fraction = (): number => this.#next();

  chance(probability: number): boolean {
    return this.#next() < probability;
  }

  between(least: number, most: number): number {
    return least + this.#next() * (most - least);
  }

  /** Whole, both ends included. */
  integer(least: number, most: number): number {
    return least + Math.floor(this.#next() * (most - least + 1));
  }

  /** @throws RangeError where there is nothing to pick from. */
  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.#next() * items.length)];
    if (item === undefined) throw new RangeError("there is nothing to pick from");
    return item;
  }

  /** Each of `items` with that probability. */
  some<T>(items: readonly T[], probability: number): T[] {
    return items.filter(() => this.chance(probability));
  }

  /** `value` as often as that, else undefined. */
  maybe<T>(probability: number, value: () => T): T | undefined {
    return this.chance(probability) ? value() : undefined;
  }

  /** Around `mean`, rarely much more. */
  exponential(mean: number): number {
    return -Math.log(1 - this.#next()) * mean;
  }

  /** As likely between 1 and 10 as between 10 and 100. */
  magnitude(least: number, most: number): number {
    return least * (most / least) ** this.#next();
  }
}

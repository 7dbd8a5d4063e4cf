import type { Turns } from "./turns.ts";

/** So many entries are copied in a turn. */
const entriesPerTurn = 4096;

const gone = Symbol("deleted in this fork");

/** A map with cheap throwaway copies: a fork sees its base's entries and keeps its own changes to itself. The base must
 *  not change while a fork of it is in use. */
export class ForkableMap<K, V> {
  readonly #base: ForkableMap<K, V> | undefined;
  readonly #own = new Map<K, V | typeof gone>();
  /** How many more entries there are than in `#own`. */
  #inherited: number;

  constructor(base?: ForkableMap<K, V>) {
    this.#base = base;
    this.#inherited = base?.size ?? 0;
  }

  get size(): number {
    return this.#own.size + this.#inherited;
  }

  fork(): ForkableMap<K, V> {
    return new ForkableMap(this);
  }

  /** A map of its own with the same entries. This one must not change before the last turn. */
  *copy(): Turns<ForkableMap<K, V>> {
    const copy = new ForkableMap<K, V>();
    for (const [key, value] of this.entries()) {
      copy.set(key, value);
      if (copy.size % entriesPerTurn === 0) yield;
    }
    return copy;
  }

  get(key: K): V | undefined {
    const own = this.#own.get(key);
    if (own === undefined) return this.#base?.get(key);
    return own === gone ? undefined : own;
  }

  has(key: K): boolean {
    return this.get(key) !== undefined;
  }

  /** Whether the entry was set in this very map, not in a base of it. */
  owns(key: K): boolean {
    const own = this.#own.get(key);
    return own !== undefined && own !== gone;
  }

  set(key: K, value: V): void {
    if (this.#base) this.#setOverBase(key, value);
    else this.#own.set(key, value);
  }

  delete(key: K): void {
    if (this.#base && this.has(key)) this.#setOverBase(key, gone);
    else if (!this.#base) this.#own.delete(key);
  }

  keys(): IterableIterator<K> {
    // Without a base nothing is deleted but truly.
    return this.#base ? this.entries().map(([key]) => key) : this.#own.keys();
  }

  values(): IterableIterator<V> {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above: nothing in it is `gone`
    return this.#base ? this.entries().map(([, value]) => value) : (this.#own.values() as MapIterator<V>);
  }

  *entries(): Generator<[K, V], undefined, undefined> {
    if (this.#base) {
      for (const entry of this.#base.entries()) if (!this.#own.has(entry[0])) yield entry;
    }
    for (const [key, value] of this.#own) if (value !== gone) yield [key, value];
  }

  #setOverBase(key: K, value: V | typeof gone): void {
    const size = this.size + Number(value !== gone) - Number(this.has(key));
    this.#own.set(key, value);
    this.#inherited = size - this.#own.size;
  }
}

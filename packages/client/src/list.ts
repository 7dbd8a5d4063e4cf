import type { Answer } from "./answer.ts";

/** Part of a list. `nextCursor` is absent on the last. */
export interface Page<Item> {
  items: Item[];
  nextCursor?: string | undefined;
}

/** The entries of a list over all its pages. Each page is asked for when it is come to; nothing is before.
 *  @example
 *  for await (const member of acme.listMembers({ status: "inactive" })) console.log(member.name);
 *  const members = await acme.listMembers().toArray(); */
export class List<Item, P extends Page<Item> = Page<Item>> implements AsyncIterable<Item> {
  readonly #ask: (cursor?: string) => Answer<P>;
  readonly #signal: AbortSignal | undefined;

  constructor(ask: (cursor?: string) => Answer<P>, signal: AbortSignal | undefined) {
    this.#ask = ask;
    this.#signal = signal;
  }

  /** One page: the first, or the one of the `cursor` that the list was asked for with; as long as `limit` says, at most 200. */
  page(): Answer<P> {
    return this.#ask();
  }

  /** All entries. @throws as iterating does. */
  async toArray(): Promise<Item[]> {
    const items: Item[] = [];
    for await (const item of this) items.push(item);
    return items;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    let cursor: string | undefined;
    do {
      const page: P = await this.#ask(cursor);
      for (const item of page.items) {
        this.#signal?.throwIfAborted();
        yield item;
      }
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }
}

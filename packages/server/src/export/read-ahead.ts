import { setImmediate } from "node:timers/promises";

/** Reads under way at once, so that a store over a network does not make each wait for the one before. */
const atOnce = 8;

/** What `read` gives for each of `items`, in their order; it is called for some that come later already. Between two, others
 *  get their turn, also where the store answers at once. */
export async function* readAhead<T, U>(items: Iterable<T>, read: (item: T) => Promise<U>): AsyncGenerator<U> {
  const underWay: Promise<U>[] = [];
  for (const item of items) {
    await setImmediate();
    const reading = read(item);
    // What fails is thrown when its turn comes, or never if nobody gets so far.
    reading.catch(() => {});
    const turn = underWay.push(reading) > atOnce ? underWay.shift() : undefined;
    if (turn) yield await turn;
  }
  for (const turn of underWay) yield await turn;
}

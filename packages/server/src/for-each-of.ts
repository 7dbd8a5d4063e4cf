import { setImmediate as nextTurn } from "node:timers/promises";

/** Workspaces worked on at once, so that a slow store or mail server does not make the others wait. */
const atOnce = 8;

/** Does `work` for each of `items`, several at a time, and lets requests be answered in between. A failure stops what has not
 *  begun and is thrown. */
export async function forEachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      await work(item);
      // A store that answers at once would keep the loop to itself.
      await nextTurn();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

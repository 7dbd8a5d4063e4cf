import { setImmediate as nextTurn } from "node:timers/promises";

/** Workspaces worked on at once, so that one that is slow does not make the others wait. */
export const atOnce = 8;

/** Does `work` for each of `items`, several at a time, and lets requests be answered in between. After a failure nothing more
 *  is begun; it is thrown once what was under way has ended. */
export async function forEachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  // Not the array's own iterator, which goes on for the others after one loop has left it by a throw.
  const queue = items.values().map((item) => item);
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      await work(item);
      // A store that answers at once would keep the loop to itself.
      await nextTurn();
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: atOnce }, worker));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

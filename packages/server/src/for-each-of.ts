/** Workspaces worked on at once, so that a slow store or mail server does not make the others wait. */
const atOnce = 8;

/** Does `work` for each of `items`, several at a time. A failure stops what has not begun and is thrown. */
export async function forEachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

import { type CreateDriver, StorageError } from "@seatbook/storage";

/** A key and its value as it is stored. */
export type Entry = { readonly key: string; readonly text: string };

/** How many reads or writes are under way at once. */
export const atOnce = 64;

/** How much of values is held at once, in characters, unless a single one is larger. */
export const mostHeld = 32 << 20;

/** The values of `keys`, in their order: read ahead, as far as memory allows. `text` is `undefined` where a key is absent. */
export async function* readEach(
  driver: CreateDriver,
  keys: Iterable<string>,
): AsyncGenerator<{ key: string; text: string | undefined }, void, undefined> {
  const rest = keys[Symbol.iterator]();
  const ahead: { key: string; text: Promise<string | undefined> }[] = [];
  let taken = 0;
  // How large a value is shows when it is there: one is expected to be as large as those before it were of late.
  let expected = 0;
  const read = async (key: string): Promise<string | undefined> => {
    const text = toText(await driver.getItem(key));
    expected = Math.max(text?.length ?? 0, expected * 0.95);
    return text;
  };
  for (;;) {
    const most = Math.min(atOnce, 1 + taken, Math.ceil(mostHeld / (expected + 1)));
    while (ahead.length < most) {
      const next = rest.next();
      if (next.done === true) break;
      const text = read(next.value);
      // It is thrown when its turn comes.
      text.catch(() => {});
      ahead.push({ key: next.value, text });
    }
    const first = ahead.shift();
    if (!first) return;
    const text = await first.text;
    taken++;
    yield { key: first.key, text };
  }
}

/** As `readEach`. @throws StorageError for a key that is absent. */
export async function* readAll(driver: CreateDriver, keys: Iterable<string>): AsyncGenerator<Entry, void, undefined> {
  for await (const { key, text } of readEach(driver, keys)) {
    if (text === undefined) throw lost(key);
    yield { key, text };
  }
}

/** What says that a key is absent that must be there. */
export function lost(key: string): StorageError {
  return new StorageError(`The store has lost "${key}". Run \`seatbook verify\`, or restore the store from a backup.`);
}

/** Drivers answer with the string that was written; some, like unstorage itself, with what it parses to. */
export function toText(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}

import { type CreateDriver, recordKey, StorageError } from "@seatbook/storage";
import { listStore, type Listing } from "./listing.ts";
import { mark } from "./unfinished.ts";

/** @throws StorageError where a store to be copied to has a key that is not among `keys`. */
export function refuseStrangers(target: Listing, keys: readonly string[]): void {
  const known = new Set(keys);
  const stranger = target.keys.find((key) => !known.has(key));
  if (stranger === undefined) return;
  throw new StorageError(
    `The store to be copied to holds something else: "${stranger}" is not in what is copied. Nothing was written. ` +
      `Give a store that is empty, or one that the same copy was begun in.`,
  );
}

/** Keys by which it shows whether what is in a store is a part of another one: no two logs have the same last record. In
 *  order. */
export function samplesOf({ logs, loose }: Listing): string[] {
  return [...Array.from(logs, ([log, last]) => recordKey(log, last)), ...loose].toSorted();
}

/** The keys that a store still needs. */
export function missingIn(target: Listing, keys: readonly string[]): string[] {
  const present = new Set(target.keys);
  return keys.filter((key) => !present.has(key) || target.unseen.has(key));
}

/** Marks a store as being copied to, and throws its snapshots away: they are of what was there before. */
export async function prepareTarget(driver: CreateDriver): Promise<void> {
  await mark(driver);
  for (const key of (await listStore(driver)).snapshots) await driver.removeItem?.(key, {});
}

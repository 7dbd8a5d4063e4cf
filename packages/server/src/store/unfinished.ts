import { randomUUID } from "node:crypto";
import { type CreateDriver, StorageError } from "@seatbook/storage";
import { toText } from "./entries.ts";

/** The key that is in a store while it is copied to, so that no server works on a part of a store. */
export const unfinishedKey = "unfinished-copy";

/** The mark of a store that is being copied to, `undefined` of any other. No two stores have the same. */
export async function readMark(driver: CreateDriver): Promise<string | undefined> {
  return toText(await driver.getItem(unfinishedKey));
}

/** Marks a store as being copied to, unless it is already. */
export async function mark(driver: CreateDriver): Promise<void> {
  await driver.createItem(unfinishedKey, JSON.stringify({ copy: randomUUID() }));
}

export async function removeMark(driver: CreateDriver): Promise<void> {
  await driver.removeItem?.(unfinishedKey, {});
}

/** @throws StorageError for a store that a copy has not come to its end in. */
export async function requireFinished(driver: CreateDriver): Promise<void> {
  if ((await readMark(driver)) === undefined) return;
  throw new StorageError(
    "This store is an unfinished copy. Run the same `seatbook copy` or `seatbook restore` again, until it ends well.",
  );
}

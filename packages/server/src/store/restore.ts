import type { CreateDriver } from "@seatbook/storage";
import { StorageError } from "@seatbook/storage";
import { type BackupContent, readBackup } from "./backup-format.ts";
import { type Entry, readAll, toText } from "./entries.ts";
import { listStore } from "./listing.ts";
import type { Progress } from "./progress.ts";
import { StoreHash } from "./store-hash.ts";
import { missingIn, prepareTarget, refuseStrangers, samplesOf } from "./target.ts";
import { removeMark } from "./unfinished.ts";
import { differsAt, writeEntries } from "./write-entries.ts";

/** `restored`: how many of the `keys` were not there yet. `hash` is that of the backup and of the store. */
export type Restored = BackupContent & { restored: number };

/** Restores a backup into a store that is empty or that the same restore was begun in. The whole file is checked before
 *  anything is written, and the whole store after it. Overwrites nothing. After a crash, the same call goes on where it was.
 *  @throws StorageError with a sentence for the operator. */
export async function restoreStore(path: string, target: CreateDriver, progress: Progress): Promise<Restored> {
  const to = await listStore(target);
  const samples = new Set(samplesOf(to));
  const keys: string[] = [];
  progress.begin("Checking the backup", 0);
  const entries = readBackup(path);
  let content: BackupContent | undefined;
  let stranger: string | undefined;
  while (content === undefined) {
    const next = await entries.next();
    if (next.done) {
      content = next.value;
      break;
    }
    const { key, text } = next.value;
    keys.push(key);
    if (samples.has(key) && toText(await target.getItem(key)) !== text) stranger ??= key;
    progress.advance();
  }
  refuseStrangers(to, keys);
  if (stranger !== undefined) throw differsAt(stranger);
  await prepareTarget(target);
  const missing = missingIn(to, keys);
  progress.begin("Restoring", missing.length);
  await writeEntries(target, only(new Set(missing), readBackup(path)), progress.advance);
  await compareHash(target, content, progress);
  await removeMark(target);
  progress.end();
  return { ...content, restored: missing.length };
}

async function* only(keys: ReadonlySet<string>, entries: AsyncIterable<Entry>): AsyncGenerator<Entry, void, undefined> {
  for await (const entry of entries) if (keys.has(entry.key)) yield entry;
}

async function compareHash(target: CreateDriver, { keys, hash }: BackupContent, progress: Progress): Promise<void> {
  const listing = await listStore(target);
  progress.begin("Comparing", listing.keys.length);
  const found = new StoreHash();
  for await (const entry of readAll(target, listing.keys)) {
    found.add(entry);
    progress.advance();
  }
  if (found.keys === keys && found.digest() === hash) return;
  throw new StorageError(
    "The store is not what the backup holds: it was written to meanwhile, or held something else before. " +
      "Empty it, then restore the backup again.",
  );
}

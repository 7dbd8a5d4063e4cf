import { type CreateDriver, StorageError } from "@seatbook/storage";
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
  progress.begin("Checking the backup", 0);
  const { content, keys, differing } = await inspect(path, target, new Set(samplesOf(to)), progress.advance);
  refuseStrangers(to, keys);
  if (differing !== undefined) throw differsAt(differing);
  await prepareTarget(target);
  const missing = missingIn(to, keys);
  progress.begin("Restoring", missing.length);
  await writeEntries(target, only(new Set(missing), readBackup(path)), progress.advance);
  await compareHash(target, content, progress);
  await removeMark(target);
  return { ...content, restored: missing.length };
}

/** Reads a whole backup. `differing`: the first one of `samples` that has another value in `target`. */
async function inspect(
  path: string,
  target: CreateDriver,
  samples: ReadonlySet<string>,
  onEach: () => void,
): Promise<{ content: BackupContent; keys: string[]; differing: string | undefined }> {
  const entries = readBackup(path);
  const keys: string[] = [];
  let differing: string | undefined;
  for (;;) {
    const next = await entries.next();
    if (next.done === true) return { content: next.value, keys, differing };
    const { key, text } = next.value;
    keys.push(key);
    if (samples.has(key) && toText(await target.getItem(key)) !== text) differing ??= key;
    onEach();
  }
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

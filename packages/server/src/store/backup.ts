import { type CreateDriver, StorageError } from "@seatbook/storage";
import { type BackupContent, backupLines } from "./backup-format.ts";
import { consistentKeys } from "./cut.ts";
import { type Entry, readAll } from "./entries.ts";
import type { Progress } from "./progress.ts";
import { requireFinished } from "./unfinished.ts";

/** Writes a backup of a store by `write`, which takes all lines. Servers may work on the store meanwhile.
 *  @param createdAt ISO 8601. @throws StorageError with a sentence for the operator. */
export async function backUpStore(
  driver: CreateDriver,
  createdAt: string,
  write: (lines: AsyncIterable<string>) => Promise<void>,
  progress: Progress,
): Promise<BackupContent> {
  await requireFinished(driver);
  const keys = await consistentKeys(driver);
  if (keys.length === 0) throw new StorageError("There is nothing in the store to back up. Is its URL right?");
  progress.begin("Backing up", keys.length);
  let content: BackupContent | undefined;
  async function* lines(): AsyncGenerator<string, void, undefined> {
    content = yield* backupLines(counted(readAll(driver, keys), progress.advance), createdAt);
  }
  await write(lines());
  if (!content) throw new Error("a backup that was written has its last line");
  return content;
}

async function* counted(entries: AsyncIterable<Entry>, onEach: () => void): AsyncGenerator<Entry, void, undefined> {
  for await (const entry of entries) {
    yield entry;
    onEach();
  }
}

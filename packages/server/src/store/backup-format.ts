import { StorageError } from "@seatbook/storage";
import * as v from "valibot";
import type { Entry } from "./entries.ts";
import { readLines } from "./line-file.ts";
import { parseLine } from "./line.ts";
import { hashName, StoreHash } from "./store-hash.ts";

/** Raise it with each change that an older `restore` would not understand. */
const formatVersion = 1;

const header = v.object({
  seatbook: v.literal("backup"),
  format: v.number(),
  createdAt: v.string(),
  hash: v.string(),
});
const footer = v.strictObject({ keys: v.number(), hash: v.string() });

/** What a backup holds: how many keys, and the hash of the store. */
export type BackupContent = { keys: number; hash: string };

/** The lines of a backup, with their line breaks: a header, one for each entry in the order of the keys, and a last one with
 *  what must have come before it.
 *  @param createdAt ISO 8601.
 *  @returns what it holds, once the last line was taken. */
export async function* backupLines(
  entries: AsyncIterable<Entry>,
  createdAt: string,
): AsyncGenerator<string, BackupContent, undefined> {
  yield `${JSON.stringify({ seatbook: "backup", format: formatVersion, createdAt, hash: hashName } satisfies v.InferOutput<typeof header>)}\n`;
  const hash = new StoreHash();
  for await (const entry of entries) yield hash.add(entry);
  const content = { keys: hash.keys, hash: hash.digest() };
  yield `${JSON.stringify(content satisfies v.InferOutput<typeof footer>)}\n`;
  return content;
}

/** The entries of a backup, checked on the way: once the last one was taken, they were all.
 *  @throws StorageError for a file that is none, is damaged, or ends too soon. */
export async function* readBackup(path: string): AsyncGenerator<Entry, BackupContent, undefined> {
  const hash = new StoreHash();
  let count = 0;
  let before: string | undefined;
  let end: BackupContent | undefined;
  for await (const line of readLines(path)) {
    count++;
    if (count === 1) {
      checkHeader(path, line);
      continue;
    }
    if (end) throw damaged(path, count, "something follows the last line");
    const entry = parseLine(line);
    if (!entry) {
      end = parseJson(footer, line);
      if (!end) throw damaged(path, count, "this is no line of a backup");
      continue;
    }
    if (before !== undefined && entry.key <= before) throw damaged(path, count, "the keys are not in order");
    before = entry.key;
    hash.add(entry);
    yield entry;
  }
  if (!end) throw new StorageError(`The backup ${path} has no last line: it is not whole. Take another backup.`);
  if (hash.keys !== end.keys) {
    throw new StorageError(
      `The backup ${path} has ${hash.keys} keys, not ${end.keys}: it is not whole. Take another backup.`,
    );
  }
  if (hash.digest() !== end.hash) {
    throw new StorageError(
      `The backup ${path} is damaged: its hash is not the one in its last line. Take another backup.`,
    );
  }
  return end;
}

function checkHeader(path: string, line: string): void {
  const found = parseJson(header, line);
  if (!found) throw new StorageError(`The file ${path} is no backup of Seatbook: its first line does not say so.`);
  if (found.format !== formatVersion || found.hash !== hashName) {
    throw new StorageError(
      `The backup ${path} has the format ${found.format} with ${found.hash}; this version of Seatbook reads format ` +
        `${formatVersion} with ${hashName}. Restore it with the version that wrote it.`,
    );
  }
}

function damaged(path: string, line: number, why: string): StorageError {
  return new StorageError(`The backup ${path} is damaged at line ${line}: ${why}. Take another backup.`);
}

function parseJson<S extends v.GenericSchema>(schema: S, line: string): v.InferOutput<S> | undefined {
  try {
    const result = v.safeParse(schema, JSON.parse(line));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}

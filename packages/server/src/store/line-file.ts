import { randomUUID } from "node:crypto";
import { createReadStream, rmSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pipeline as connect, Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { StorageError } from "@seatbook/storage";
import { beforeInterrupt } from "../before-interrupt.ts";

/** The lines of a file that a line break ends; compressed where the name of the file ends in .gz.
 *  @throws StorageError for a file that cannot be read, or ends within a line. */
export async function* readLines(path: string): AsyncGenerator<string, void, undefined> {
  const file = createReadStream(path, { highWaterMark: 1 << 20 });
  const text = isCompressed(path) ? connect(file, createGunzip({ chunkSize: 1 << 18 }), () => {}) : file;
  let begun: string[] = [];
  try {
    for await (const chunk of text.setEncoding("utf8")) {
      // Not by node:readline, for which more than "\n" ends a line.
      const [first = "", ...others] = String(chunk).split("\n");
      begun.push(first);
      for (const other of others) {
        yield begun.join("");
        begun = [other];
      }
    }
  } catch (error) {
    throw unreadable(path, error);
  } finally {
    file.destroy();
  }
  if (begun.join("") !== "") throw new StorageError(`The file ${path} ends within a line: it is not whole.`);
}

function unreadable(path: string, error: unknown): unknown {
  if (!(error instanceof Error && "code" in error)) return error;
  return new StorageError(
    error.code === "ENOENT"
      ? `There is no file ${path}. Give the path of a backup.`
      : `The file ${path} cannot be read (${String(error.code)}). Is it whole, and does its name end in .gz only if it is compressed?`,
  );
}

/** Writes lines to a file, compressed where its name ends in .gz. Under that name the file is there whole or not at all. */
export async function writeLines(path: string, lines: AsyncIterable<string>): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  // A backup holds names, addresses and the secret that signs tokens.
  const file = await open(temporary, "wx", 0o600).catch((error: unknown) => {
    throw unwritable(path, error);
  });
  const takeBack = beforeInterrupt(() => rmSync(temporary, { force: true }));
  try {
    const stream = file.createWriteStream({ flush: true });
    if (isCompressed(path)) await pipeline(toReadable(lines), createGzip(), stream);
    else await pipeline(toReadable(lines), stream);
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    takeBack();
  }
}

function unwritable(path: string, error: unknown): unknown {
  if (!(error instanceof Error && "code" in error)) return error;
  return new StorageError(`The file ${path} cannot be written (${String(error.code)}). Does its folder exist?`);
}

/** Writes lines to a stream, which stays open. */
export async function streamLines(stream: Writable, lines: AsyncIterable<string>): Promise<void> {
  await pipeline(toReadable(lines), stream, { end: false });
}

function toReadable(lines: AsyncIterable<string>): Readable {
  return Readable.from(lines, { objectMode: false, highWaterMark: 1 << 16 });
}

function isCompressed(path: string): boolean {
  return path.endsWith(".gz");
}

/** Makes a new name survive power loss. Windows cannot open a folder, and writes names through its journal. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

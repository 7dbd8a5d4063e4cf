import { randomUUID } from "node:crypto";
import { statSync } from "node:fs";
import { link, mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { CreateDriver } from "../driver.ts";
import { StorageError, StoreUnavailableError } from "../errors.ts";
import { startOfKeys } from "./keys.ts";

export interface FsOptions {
  /** The folder, created if missing. */
  base: string;
}

/** One file per key below one folder, for any number of processes of one machine. Each write is on disk before it is
 *  answered (fsync of the file and of its folder). The key `a:b` is the file `a/b.json`. */
export function fs(options: FsOptions): CreateDriver {
  const base = resolve(options.base);
  const durable = new Map<string, Promise<void>>();

  /** Creates the folder, and sees to it that it survives power loss whoever created it. */
  function ensureFolder(folder: string): Promise<void> {
    let ensured = durable.get(folder);
    if (ensured === undefined) {
      ensured = createFolder(folder);
      durable.set(folder, ensured);
      ensured.catch(() => durable.delete(folder));
    }
    return ensured;
  }

  async function createFolder(folder: string): Promise<void> {
    const parent = dirname(folder);
    if (folder === base) {
      // For this user alone: names, addresses and the secret of session tokens will be in it.
      await mkdir(folder, { recursive: true, mode: 0o700 });
    } else {
      await ensureFolder(parent);
      await mkdir(folder).catch(unless("EEXIST"));
    }
    await syncFolder(parent);
  }

  /** Writes `value` beside `path` under a name that is no key, then lets `publish` give it its name in one step. */
  async function write(
    path: string,
    value: string,
    publish: (temporary: string) => Promise<boolean>,
  ): Promise<boolean> {
    const folder = dirname(path);
    await ensureFolder(folder);
    const temporary = join(folder, `.${randomUUID()}.tmp`);
    try {
      const file = await open(temporary, "wx");
      try {
        await file.writeFile(value);
        await file.sync();
      } finally {
        await file.close();
      }
      if (!(await publish(temporary))) return false;
    } finally {
      await rm(temporary, { force: true });
    }
    await syncFolder(folder);
    return true;
  }

  function keysOf(keyBase: string | undefined): Promise<string[]> {
    const start = startOfKeys(keyBase);
    return keysBelow(join(base, ...start.split(":").slice(0, -1).map(encodePart)), start);
  }

  const pathOf = (key: string): string => join(base, ...key.split(":").map(encodePart)) + SUFFIX;
  const removeItem = (key: string): Promise<void> => rm(pathOf(key), { force: true }).catch(tell);

  /** Tells trouble of the disk as what it is: it may pass, and nothing else is wrong. */
  function tell(error: unknown): never {
    if (!(error instanceof Error && "code" in error && MAY_PASS.includes(String(error.code)))) throw error;
    throw new StoreUnavailableError(`The store, the folder ${base}, cannot be used for now: ${error.message}.`, {
      cause: error,
    });
  }

  return {
    name: "fs",
    options,
    getInstance: () => base,
    hasItem: (key) => exists(pathOf(key)),
    getItem(key) {
      const path = pathOf(key);
      // The question asked most is whether there is one more record: it is answered without a round through the thread pool.
      return exists(path)
        ? readFile(path, "utf8")
            .catch(unless("ENOENT"))
            .then((value) => value ?? null, tell)
        : null;
    },
    async setItem(key, value) {
      const path = pathOf(key);
      await write(path, value, async (temporary) => {
        await rename(temporary, path);
        return true;
      }).catch(tell);
    },
    createItem(key, value) {
      const path = pathOf(key);
      if (exists(path)) return false;
      // Unlike a rename, a link does not replace what is there.
      return write(path, value, (temporary) => link(temporary, path).then(() => true, absentIf("EEXIST"))).catch(tell);
    },
    removeItem,
    getKeys: (keyBase) => keysOf(keyBase).catch(tell),
    async clear(keyBase) {
      await Promise.all((await keysOf(keyBase)).map(removeItem));
    },
    /** Processes that were killed have left what they were just writing. */
    purge: () => removeTemporary(base, Date.now() - temporaryMs).catch(tell),
    dispose() {},
  };
}

/** Unlike `existsSync`, trouble is an error: a disk that cannot be read is not the end of a log. */
function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** A disk that is full, broken or read-only, and too many open files. */
const MAY_PASS = ["ENOSPC", "EDQUOT", "EIO", "EROFS", "EMFILE", "ENFILE", "EBUSY"];

/** Neither a folder nor a temporary file ends in it, so the keys `a` and `a:b` can both exist. */
const SUFFIX = ".json";

/** Names that Windows keeps for devices. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/** One part of a key as a file name: `[a-z0-9_-]` as it is, any other character as `%` and hex, so that neither dots nor
 *  slashes lead out of the folder and a file system that folds case keeps `A` and `a` apart. */
function encodePart(part: string): string {
  if (!part.isWellFormed()) throw new StorageError(`"${part}" is not well-formed Unicode and cannot be part of a key.`);
  if (part === "") return "%";
  return part
    .replaceAll(/[^a-z0-9_-]/gu, encodeCharacter)
    .replace(DEVICE, (name) => encodeCharacter(name.slice(0, 1)) + name.slice(1));
}

function encodeCharacter(character: string): string {
  return [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
}

/** `undefined` for a file that is not ours. */
function decodePart(name: string): string | undefined {
  if (name === "%") return "";
  if (!/^(?:[a-z0-9_-]|%[0-9a-f]{2})+$/.test(name)) return undefined;
  try {
    return decodeURIComponent(name);
  } catch {
    return undefined;
  }
}

/** No write takes so long. */
const temporaryMs = 15 * 60_000;

/** Removes the temporary files in and below `folder` that nobody has written to since `before` (epoch ms). */
async function removeTemporary(folder: string, before: number): Promise<void> {
  for (const entry of (await readdir(folder, { withFileTypes: true }).catch(unless("ENOENT"))) ?? []) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await removeTemporary(path, before);
    else if (
      /^\.[0-9a-f-]{36}\.tmp$/.test(entry.name) &&
      (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) < before
    ) {
      await rm(path, { force: true });
    }
  }
}

/** Keys of the files in and below `folder`, each after `prefix`. */
async function keysBelow(folder: string, prefix: string): Promise<string[]> {
  const entries = (await readdir(folder, { withFileTypes: true }).catch(unless("ENOENT", "ENOTDIR"))) ?? [];
  const found = await Promise.all(
    entries.map(async (entry): Promise<string[]> => {
      if (entry.isDirectory()) {
        const part = decodePart(entry.name);
        return part === undefined ? [] : keysBelow(join(folder, entry.name), `${prefix}${part}:`);
      }
      const part = entry.name.endsWith(SUFFIX) ? decodePart(entry.name.slice(0, -SUFFIX.length)) : undefined;
      return part === undefined ? [] : [prefix + part];
    }),
  );
  return found.flat();
}

/** Makes the names in the folder survive power loss. Windows cannot open a folder, and writes names through its journal. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function unless(...codes: string[]): (error: unknown) => undefined {
  return (error) => {
    if (!(error instanceof Error && "code" in error && codes.includes(String(error.code)))) throw error;
  };
}

function absentIf(code: string): (error: unknown) => false {
  return (error) => unless(code)(error) ?? false;
}

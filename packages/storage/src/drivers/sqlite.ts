import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { CreateDriver } from "../driver.ts";
import { StorageError, StoreUnavailableError } from "../errors.ts";
import { hasAny } from "./has-any.ts";
import { rangeOf } from "./keys.ts";

export interface SqliteOptions {
  /** The database file, created with its folder if missing; `:memory:` keeps it in this process. */
  path: string;
  /** How long a write waits for another process's write, in milliseconds. Default 10,000. */
  busyTimeoutMs?: number;
}

/** One SQLite file, through Node's own `node:sqlite`. Any number of processes of one machine may open it; not for network
 *  file systems. Each write is on disk before it is answered (write-ahead log, synchronous FULL).
 *  @throws StorageError with a sentence for the operator. */
export function sqlite(options: SqliteOptions): CreateDriver {
  const path = options.path === ":memory:" ? options.path : resolve(options.path);
  const database = open(path, options.busyTimeoutMs ?? 10_000);
  const has = database.prepare("SELECT 1 FROM items WHERE key = ?");
  const get = database.prepare("SELECT value FROM items WHERE key = ?");
  const set = database.prepare("INSERT INTO items VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value");
  const create = database.prepare("INSERT INTO items VALUES (?, ?) ON CONFLICT DO NOTHING");
  const remove = database.prepare("DELETE FROM items WHERE key = ?");
  const keys = database.prepare("SELECT key FROM items WHERE key >= ? AND key < ? ORDER BY key");
  const clear = database.prepare("DELETE FROM items WHERE key >= ? AND key < ?");
  const checkpoint = database.prepare("PRAGMA wal_checkpoint(TRUNCATE)");
  const ask = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      throw mayPass(error) ? outOfUse(path, error) : error;
    }
  };
  const emptyLog = (): void => {
    if (ask(() => checkpoint.get())?.["busy"] === 0) return;
    throw new StoreUnavailableError(`The store, the SQLite file ${path}, is too busy for its log to be emptied.`);
  };
  return {
    name: "sqlite",
    options,
    getInstance: () => database,
    hasItem: (key) => ask(() => has.get(key)) !== undefined,
    getItem(key) {
      const row = ask(() => get.get(key));
      return row === undefined ? null : String(row["value"]);
    },
    setItem: (key, value) => void ask(() => set.run(key, value)),
    createItem: (key, value) => ask(() => create.run(key, value)).changes === 1,
    removeItem: (key) => void ask(() => remove.run(key)),
    getKeys: (base) => ask(() => keys.all(...rangeOf(base))).map((row) => String(row["key"])),
    clear: (base) => void ask(() => clear.run(...rangeOf(base))),
    async purge(words) {
      // The write-ahead log still has what the file had before.
      emptyLog();
      // Where rows have moved from page to page, the file may have them twice.
      if (path === ":memory:" || (words && !(await hasAny(path, words)))) return;
      ask(() => database.exec("VACUUM"));
      emptyLog();
    },
    dispose() {
      if (database.isOpen) database.close();
    },
  };
}

function open(path: string, timeout: number): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    if (path !== ":memory:") makeFile(path);
    database = new DatabaseSync(path, { timeout });
    useWriteAheadLog(database, Date.now() + timeout);
    // FULL syncs the log at every commit. On macOS, a sync reaches the disk itself only with fullfsync.
    database.exec("PRAGMA synchronous = FULL; PRAGMA fullfsync = ON");
    // What is overwritten or removed is overwritten in the file, too.
    database.exec("PRAGMA secure_delete = ON");
    database.exec(`CREATE TABLE IF NOT EXISTS items ${TABLE}`);
    checkTable(database);
    return database;
  } catch (error) {
    database?.close();
    throw new StorageError(
      `SEATBOOK_STORAGE names the SQLite file ${path}, which cannot be used: ${reasonOf(error)}. Give the path of a new file, or ` +
        `of one of Seatbook's that this user may write.`,
      { cause: error },
    );
  }
}

/** For this user alone: names, addresses and the secret of session tokens will be in it. */
function makeFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (!existsSync(path)) closeSync(openSync(path, "a", 0o600));
}

const TABLE = "(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID, STRICT";

/** Another program's table of this name might take a key twice. */
function checkTable(database: DatabaseSync): void {
  const found = database.prepare("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = 'items'").get();
  if (!String(found?.["sql"]).endsWith(TABLE)) throw new Error("it is another program's");
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** SQLite's own waiting does not cover this switch: of processes that open a new file together, some find it locked. */
function useWriteAheadLog(database: DatabaseSync, deadline: number): void {
  for (;;) {
    try {
      database.exec("PRAGMA journal_mode = WAL");
      return;
    } catch (error) {
      if (!isBusy(error) || Date.now() > deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

const SQLITE_BUSY = 5;

/** Busy for too long, out of memory, read-only, trouble of the disk, full, and a file that cannot be opened any more. */
const MAY_PASS = [SQLITE_BUSY, 7, 8, 10, 13, 14];

/** The low byte of an error is what it is, the rest is more of it. */
function codeOf(error: unknown): number {
  return error instanceof Error && "errcode" in error ? Number(error.errcode) & 0xff : 0;
}

function isBusy(error: unknown): boolean {
  return codeOf(error) === SQLITE_BUSY;
}

function mayPass(error: unknown): boolean {
  return MAY_PASS.includes(codeOf(error));
}

function outOfUse(path: string, error: unknown): StoreUnavailableError {
  return new StoreUnavailableError(`The store, the SQLite file ${path}, cannot be used for now: ${reasonOf(error)}.`, {
    cause: error,
  });
}

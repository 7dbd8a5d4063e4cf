import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Worker } from "node:worker_threads";
import { afterAll, describe, expect, it } from "vitest";
import { StorageError } from "../errors.ts";
import { testDriver, testProcesses } from "../testing/index.ts";
import { sqlite } from "./sqlite.ts";

const folder = mkdtempSync(join(tmpdir(), "seatbook-sqlite-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const newFile = (): string => join(folder, "below", `${++files}.db`);

testDriver({
  name: "sqlite",
  create: () => sqlite({ path: newFile() }),
  reopen: (driver) => sqlite(driver.options),
  test: { describe, it },
});

testProcesses({ name: "sqlite, several processes", url: () => `sqlite:${newFile()}`, test: { describe, it } });

describe("sqlite", () => {
  it("keeps nothing of :memory: and shares nothing of it", () => {
    const one = sqlite({ path: ":memory:" });
    expect(one.createItem("a:1", "{}")).toBe(true);
    expect(sqlite({ path: ":memory:" }).getItem("a:1")).toBeNull();
  });

  it("syncs each commit to the disk", () => {
    const database = sqlite({ path: newFile() }).getInstance?.();
    expect(database.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
    expect(database.prepare("PRAGMA synchronous").get()).toEqual({ synchronous: 2 });
  });

  it("waits for another process that is just making the file", async () => {
    const path = join(folder, "made-by-two.db");
    const other = new Worker(
      `const { DatabaseSync } = require("node:sqlite");
      const { parentPort, workerData } = require("node:worker_threads");
      const database = new DatabaseSync(workerData);
      database.exec("CREATE TABLE other (x); BEGIN IMMEDIATE");
      parentPort.postMessage("locked");
      setTimeout(() => database.close(), 100);`,
      { eval: true, workerData: path },
    );
    await once(other, "message");
    expect(sqlite({ path }).createItem("a:1", "{}")).toBe(true);
  });

  it("says what to do about a file that it cannot use", () => {
    const text = join(folder, "notes.txt");
    writeFileSync(text, "This is no database at all, and long enough to be taken for one. ".repeat(20));
    const foreign = join(folder, "foreign.db");
    const database = new DatabaseSync(foreign);
    database.exec("CREATE TABLE items (key TEXT, value TEXT)");
    database.close();
    for (const [path, reason] of [
      [folder, "unable to open database file"],
      [join(text, "below.db"), "ENOTDIR|EEXIST"],
      [text, "file is not a database"],
      [foreign, "it is another program's"],
    ] as const) {
      const open = () => sqlite({ path });
      expect(open).toThrow(StorageError);
      expect(open).toThrow(
        new RegExp(`^SEATBOOK_STORAGE names .*, which cannot be used: .*(?:${reason}).* Give the path`),
      );
    }
  });
});

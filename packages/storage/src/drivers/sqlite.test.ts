import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Worker } from "node:worker_threads";
import { afterAll, describe, expect, it } from "vitest";
import { StorageError, StoreUnavailableError } from "../errors.ts";
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

  it("tells that its disk is full as trouble that may pass, and goes on when there is room", () => {
    const driver = sqlite({ path: newFile() });
    const database = driver.getInstance?.();
    expect(driver.createItem("a:1", "{}")).toBe(true);
    const { page_count: pages } = database.prepare("PRAGMA page_count").get();
    database.exec(`PRAGMA max_page_count = ${pages}`);
    expect(() => driver.createItem("a:2", "x".repeat(100_000))).toThrow(StoreUnavailableError);
    expect(() => driver.createItem("a:2", "x".repeat(100_000))).toThrow(/cannot be used for now: .*full/);
    expect(driver.getItem("a:1")).toBe("{}");
    database.exec("PRAGMA max_page_count = 1000000");
    expect(driver.createItem("a:2", "x".repeat(100_000))).toBe(true);
  });

  it("is for its user alone", () => {
    const path = newFile();
    void sqlite({ path }).createItem("a:1", "{}");
    const modes = ["", "-wal", "-shm"].map((end) => statSync(path + end).mode & 0o777);
    expect(modes).toEqual([0o600, 0o600, 0o600]);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
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

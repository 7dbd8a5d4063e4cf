import { mkdtempSync, rmSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterAll, describe, expect, it } from "vitest";
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
    expect(() => sqlite({ path: folder })).toThrow("unable to open");
  });
});

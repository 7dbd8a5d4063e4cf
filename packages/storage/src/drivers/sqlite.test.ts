import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openDriver } from "./open.ts";

const folder = mkdtempSync(join(tmpdir(), "seatbook-open-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("openDriver", () => {
  it.each([
    ["memory:", "memory"],
    [`fs:${folder}/fs`, "fs"],
    [`sqlite:${folder}/deep/seatbook.db`, "sqlite"],
    ["sqlite::memory:", "sqlite"],
  ])("opens %s", async (url, name) => {
    const driver = await openDriver(url);
    expect(driver.name).toBe(name);
    expect(await driver.createItem("a:1", "{}")).toBe(true);
    expect(await driver.createItem("a:1", "{}")).toBe(false);
    await driver.dispose?.();
  });

  it.each([
    ["", /SEATBOOK_STORAGE names no store.*memory:, fs:, sqlite:.*sqlite:\.\/data\/seatbook\.db/],
    ["./data", /SEATBOOK_STORAGE names no store/],
    ["mongodb://localhost", /SEATBOOK_STORAGE names a store that is not known \("mongodb:"\)/],
    ["toString:", /not known/],
    ["fs:", /SEATBOOK_STORAGE is "fs:" without a path/],
    ["sqlite: ", /SEATBOOK_STORAGE is "sqlite: " without a path/],
  ])("refuses %j with a sentence", async (url, sentence) => {
    await expect(openDriver(url)).rejects.toThrow(sentence);
  });
});

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { testDriver, testProcesses } from "../testing/index.ts";
import { fs } from "./fs.ts";

const folder = mkdtempSync(join(tmpdir(), "seatbook-fs-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let folders = 0;
const newFolder = (): string => join(folder, "below", String(++folders));

testDriver({
  name: "fs",
  create: () => fs({ base: newFolder() }),
  reopen: (driver) => fs(driver.options),
  test: { describe, it },
});

testProcesses({ name: "fs, several processes", url: () => `fs:${newFolder()}`, test: { describe, it } });

describe("fs", () => {
  it("tells any two keys apart, inside its folder and whether or not the file system folds case", async () => {
    const base = newFolder();
    const driver = fs({ base });
    const keys = [
      "a",
      "a:b",
      "A",
      "..:..:x",
      ".",
      "a/b",
      "a\\b",
      "",
      ":",
      "con",
      "nul:x",
      "é",
      "e\u0301",
      "%41",
      "a.json",
      "?",
    ];
    for (const key of keys) expect(await driver.createItem(key, JSON.stringify({ key }))).toBe(true);
    for (const key of keys) expect(await driver.getItem(key)).toBe(JSON.stringify({ key }));
    expect((await driver.getKeys("", {})).toSorted()).toEqual(keys.toSorted());
    expect(await driver.getKeys("a", {})).toEqual(["a:b"]);
    const paths = readdirSync(base, { recursive: true }).map(String);
    expect(paths.filter((path) => /(?:^|[/\\])(?:con|nul)(?:[./\\]|$)/i.test(path))).toEqual([]);
    expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(paths.length);
    expect(readdirSync(join(base, "..")).every((name) => /^\d+$/.test(name))).toBe(true);
    expect(() => driver.getItem("\ud800")).toThrow("well-formed");
  });

  it("never shows what a killed process left behind, nor what is not its own", async () => {
    const base = newFolder();
    const driver = fs({ base });
    await driver.createItem("log:000000000001", "{}");
    for (const name of [".0.tmp", "000000000002.json.tmp", "Notes.json", ".DS_Store"]) {
      writeFileSync(join(base, "log", name), "half a rec");
    }
    expect(await driver.getKeys("log", {})).toEqual(["log:000000000001"]);
    expect(await driver.getItem("log:000000000002")).toBeNull();
    expect(await driver.createItem("log:000000000002", '{"n":2}')).toBe(true);
    expect(readFileSync(join(base, "log", "000000000002.json"), "utf8")).toBe('{"n":2}');
  });

  it("leaves no temporary file after writes that succeed, lose or fail", async () => {
    const base = newFolder();
    const driver = fs({ base });
    await Promise.all(Array.from({ length: 20 }, async () => driver.createItem("a:1", "{}")));
    await driver.setItem?.("a:1", '{"n":2}', {});
    rmSync(join(base, "a"), { recursive: true });
    await expect(Promise.resolve(driver.createItem("a:1", "{}"))).rejects.toThrow("ENOENT");
    expect(readdirSync(base, { recursive: true })).toEqual([]);
  });

  it("does not take trouble for absence", () => {
    const base = newFolder();
    mkdirSync(base, { recursive: true });
    symlinkSync("log", join(base, "log"));
    expect(() => fs({ base }).getItem("log:000000000001")).toThrow("ELOOP");
    expect(() => fs({ base }).hasItem("log:000000000001", {})).toThrow("ELOOP");
  });
});

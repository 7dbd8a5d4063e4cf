import { describe, expect, it } from "vitest";
import fsDriver from "unstorage/drivers/fs";
import memoryDriver from "unstorage/drivers/memory";
import { requireCreate } from "./driver.ts";
import { memory } from "./drivers/memory.ts";
import { StorageError } from "./errors.ts";
import { testDriver } from "./testing/index.ts";

describe("requireCreate", () => {
  it("gives back a driver that can create", () => {
    const driver = memory();
    expect(requireCreate(driver)).toBe(driver);
  });

  it("refuses any other with the reason and the remedy", () => {
    expect(() => requireCreate(fsDriver({ base: "." }))).toThrow(StorageError);
    expect(() => requireCreate(fsDriver({ base: "." }))).toThrow(
      /"fs" cannot create .* SEATBOOK_STORAGE .* single process/,
    );
    const { hasItem, getItem, getKeys } = memoryDriver();
    expect(() => requireCreate({ hasItem, getItem, getKeys }, { singleProcess: true })).toThrow("read-only");
  });

  it("has one queue per driver, however often it is asked", () => {
    const driver = memoryDriver();
    expect(requireCreate(driver, { singleProcess: true })).toBe(requireCreate(driver, { singleProcess: true }));
  });
});

/** Two look-ups of unstorage's own drivers can both miss before either writes; a yield makes sure that they do. */
function yielding() {
  const driver = memoryDriver();
  return {
    ...driver,
    async hasItem(key: string) {
      const has = await driver.hasItem(key, {});
      await new Promise((resolve) => setTimeout(resolve, 0));
      return has;
    },
    dispose() {},
  };
}

testDriver({
  name: "unstorage's memory in a single process",
  create: () => requireCreate(yielding(), { singleProcess: true }),
  reopen: (driver) => driver,
  skip: [{ test: "getKeys of team-1 never gives those of team-10", reason: "unstorage itself filters the keys" }],
  test: { describe, it },
});

import { describe, expect, it } from "vitest";
import { startOfKeys } from "./keys.ts";
import { memory } from "./memory.ts";
import { sqlite } from "./sqlite.ts";

describe("startOfKeys", () => {
  it.each([
    [undefined, ""],
    ["", ""],
    ["team-1", "team-1:"],
    ["team-1:", "team-1:"],
    ["team-1:sub", "team-1:sub:"],
  ])("of %j is %j", (base, start) => {
    expect(startOfKeys(base)).toBe(start);
  });
});

describe("clear", () => {
  it.each([
    ["memory", () => memory()],
    ["sqlite", () => sqlite({ path: ":memory:" })],
  ])("%s: removes what is below the base, or everything", async (_, create) => {
    const driver = create();
    for (const key of ["team-1:1", "team-1:2", "team-10:1", "team-1"]) await driver.createItem(key, "{}");
    await driver.clear?.("team-1", {});
    expect((await driver.getKeys("", {})).toSorted()).toEqual(["team-1", "team-10:1"]);
    await driver.clear?.("", {});
    expect(await driver.getKeys("", {})).toEqual([]);
  });
});

import type { Command } from "@seatbook/core";
import { memory } from "@seatbook/storage";
import { describe, expect, test } from "vitest";
import { Workspaces } from "./workspaces.ts";

const by = { type: "operator" } as const;
const now = () => Date.UTC(2026, 10, 1);

/** A store with a workspace of so many members for each entry. `readings` tells how often a log was read from its start. */
async function storeOf(sizes: Record<string, number>) {
  const store = memory();
  const filled = new Workspaces(store, now, 1_000_000);
  for (const [id, size] of Object.entries(sizes)) {
    await filled.getOrRegister(id, by, () => {});
    for (const command of commandsFor(id, size)) await filled.run(id, command, by);
  }
  const asked: string[] = [];
  const driver = {
    ...store,
    async getItem(key: string) {
      asked.push(key);
      return store.getItem(key, {});
    },
  };
  const readings = (id: string): number => asked.filter((key) => key === `workspace:${id}:000000000001`).length;
  return { driver, asked, readings };
}

function commandsFor(workspace: string, size: number): Command[] {
  const member = { name: "Ana", email: "ana@example.com", teams: [] };
  return [
    {
      type: "configure-workspace",
      workspace,
      name: workspace,
      contractStart: "2026-01-01",
      price: { currency: "EUR", unitMinor: 100 },
      legacyContractsBefore: "2023-03-01",
    },
    {
      type: "sync-directory",
      teams: [],
      members: Array.from({ length: size }, (_, index) => ({ id: `m-${index}`, ...member })),
    },
  ];
}

describe("workspaces in memory", () => {
  test("are as many as their members allow, those used last", async () => {
    const { driver, readings } = await storeOf({ a: 300, b: 300, c: 300 });
    const workspaces = new Workspaces(driver, now, 700);
    for (const id of ["a", "b", "a", "c", "a"]) await workspaces.get(id);
    expect(["a", "b", "c"].map(readings)).toEqual([1, 1, 1]);
    await workspaces.get("b");
    expect(["a", "b", "c"].map(readings)).toEqual([1, 2, 1]);
  });

  test("let others go when they grow", async () => {
    const { driver, readings } = await storeOf({ a: 300, b: 10 });
    const workspaces = new Workspaces(driver, now, 700);
    for (const id of ["a", "b"]) await workspaces.get(id);
    for (const command of commandsFor("b", 500)) await workspaces.run("b", command, by);
    for (const id of ["b", "a"]) await workspaces.get(id);
    expect(["a", "b"].map(readings)).toEqual([2, 1]);
  });

  test("hold the one that is in use, however large", async () => {
    const { driver, readings } = await storeOf({ a: 300 });
    const workspaces = new Workspaces(driver, now, 100);
    for (let time = 0; time < 3; time++) await workspaces.get("a");
    expect(readings("a")).toBe(1);
  });

  test("are read once, however many ask at the same time", async () => {
    const { driver, readings } = await storeOf({ a: 10 });
    const workspaces = new Workspaces(driver, now, 700);
    const opened = await Promise.all(Array.from({ length: 20 }, () => workspaces.get("a")));
    expect(new Set(opened.map(({ workspace }) => workspace)).size).toBe(1);
    expect(readings("a")).toBe(1);
    await expect(Promise.all([workspaces.get("none"), workspaces.get("none")])).rejects.toThrow("no such workspace");
  });

  test("are none while the command that creates them was not written", async () => {
    const { driver } = await storeOf({});
    const workspaces = new Workspaces(driver, now, 700);
    await workspaces.getOrRegister("refused", by, () => {});
    await expect(workspaces.get("refused")).rejects.toThrow("no such workspace");
    expect(await workspaces.peek("refused")).toBeUndefined();
  });

  test("cost one look-up per read", async () => {
    const { driver, asked } = await storeOf({ a: 10 });
    const workspaces = new Workspaces(driver, now, 700);
    await workspaces.get("a");
    asked.length = 0;
    await workspaces.get("a");
    expect(asked).toEqual(["workspace:a:000000000003"]);
  });
});

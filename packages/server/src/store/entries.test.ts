import { setTimeout as sleep } from "node:timers/promises";
import { type CreateDriver, memory } from "@seatbook/storage";
import { describe, expect, test } from "vitest";
import { atOnce, mostHeld, readAll, readEach } from "./entries.ts";

/** A store that answers later, and tells how many answers it owes at most. */
function slow(data: Map<string, string>): { driver: CreateDriver; most: () => number } {
  let open = 0;
  let most = 0;
  const driver: CreateDriver = {
    ...memory({ data }),
    async getItem(key) {
      most = Math.max(most, ++open);
      // The later keys answer first.
      await sleep(key.endsWith("0") ? 3 : 1);
      open--;
      return data.get(key) ?? null;
    },
  };
  return { driver, most: () => most };
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const keysOf = (count: number): string[] => Array.from({ length: count }, (_, index) => `key:${index}`);

describe("reading ahead", () => {
  test("gives the values in the order of the keys, many reads at once", async () => {
    const data = new Map(keysOf(300).map((key) => [key, `{"value of":"${key}"}`]));
    const { driver, most } = slow(data);
    const found = await all(readEach(driver, [...data.keys(), "absent"]));
    expect(found).toEqual([...Array.from(data, ([key, text]) => ({ key, text })), { key: "absent", text: undefined }]);
    expect(most()).toBeGreaterThan(atOnce / 4);
    expect(most()).toBeLessThanOrEqual(atOnce);
  });

  test("reads few large values at once", async () => {
    const text = "x".repeat(mostHeld / 4);
    const { driver, most } = slow(new Map(keysOf(60).map((key) => [key, text])));
    for await (const entry of readAll(driver, keysOf(60))) expect(entry.text.length).toBe(text.length);
    expect(most()).toBe(4);
  });

  test("throws in its turn what a read has thrown, and what is missing", async () => {
    const driver: CreateDriver = {
      ...memory({ data: new Map([["a", "{}"]]) }),
      getItem: (key) => (key === "b" ? Promise.reject(new Error("out of reach")) : key === "a" ? "{}" : null),
    };
    const found: string[] = [];
    const read = async (keys: string[]) => {
      for await (const { key } of readAll(driver, keys)) found.push(key);
    };
    await expect(read(["a", "a", "b", "a"])).rejects.toThrow("out of reach");
    await expect(read(["a", "c"])).rejects.toThrow('The store has lost "c"');
    expect(found).toEqual(["a", "a", "a"]);
  });

  test("gives what a driver has parsed as text again", async () => {
    const driver: CreateDriver = { ...memory(), getItem: () => ({ at: 1 }) };
    expect(await all(readAll(driver, ["a"]))).toEqual([{ key: "a", text: '{"at":1}' }]);
  });
});

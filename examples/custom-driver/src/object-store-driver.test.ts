import { StoreUnavailableError } from "@seatbook/storage";
import { testDriver, testProcesses } from "@seatbook/storage/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ObjectStore, startObjectStore } from "./object-store.ts";
import { objectStore } from "./object-store-driver.ts";

const started: ObjectStore[] = [];
afterAll(() => Promise.all(started.map((store) => store.stop())));

async function newStore(): Promise<ObjectStore> {
  const store = await startObjectStore();
  started.push(store);
  return store;
}

testDriver({
  name: "object store",
  create: async () => objectStore({ url: (await newStore()).url }),
  reopen: (driver) => objectStore(driver.options),
  test: { describe, it },
});

testProcesses({
  name: "object store, several processes",
  url: async () => (await newStore()).url,
  module: new URL("open-driver.ts", import.meta.url).href,
  test: { describe, it },
});

describe("object store", () => {
  let store: ObjectStore;
  beforeAll(async () => (store = await newStore()));

  it("leaves it open whether a write happened whose answer was lost, and does not write again", async () => {
    const driver = objectStore(store);
    store.loseNextAnswer();
    await expect(Promise.resolve(driver.createItem("log:1", '{"n":1}'))).rejects.toThrow(StoreUnavailableError);
    expect(await driver.getItem("log:1")).toBe('{"n":1}');
    store.loseNextAnswer();
    await expect(Promise.resolve(driver.createItem("log:1", '{"n":2}'))).rejects.toThrow(StoreUnavailableError);
    expect(await driver.getItem("log:1")).toBe('{"n":1}');
  });

  it("lists more than a page", async () => {
    const driver = objectStore(store);
    const keys = Array.from({ length: 1001 }, (_, index) => `many:${index}`);
    await Promise.all(keys.map(async (key) => driver.createItem(key, "{}")));
    expect((await driver.getKeys("many:", {})).toSorted()).toEqual(keys.toSorted());
  });

  it("tells what is out of reach", async () => {
    const gone = await startObjectStore();
    await gone.stop();
    await expect(Promise.resolve(objectStore(gone).getItem("log:1"))).rejects.toThrow(StoreUnavailableError);
  });
});

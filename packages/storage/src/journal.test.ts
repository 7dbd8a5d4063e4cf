import { crc32 } from "node:zlib";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { CreateDriver } from "./driver.ts";
import { memory } from "./drivers/memory.ts";
import { ConflictError, StorageError } from "./errors.ts";
import { add, openTally } from "./testing/tally.ts";

afterEach(() => vi.useRealTimers());

/** Memory whose look-ups end when the test says so; `asked` holds the keys in the order of asking. */
function slowLookUps() {
  const store = memory();
  const asked: string[] = [];
  const waiting: (() => void)[] = [];
  const driver: CreateDriver = {
    ...store,
    getItem(key) {
      asked.push(key);
      const found = store.getItem(key);
      return new Promise((resolve) => waiting.push(() => resolve(found)));
    },
  };
  const answer = async (): Promise<void> => {
    for (const give of waiting.splice(0)) give();
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { store, driver, asked, answer };
}

const plain = { snapshot: { everyEvents: Number.POSITIVE_INFINITY } };

describe("current", () => {
  it("is synchronous on a synchronous driver", async () => {
    const tally = openTally(memory(), "log", plain);
    await tally.run(add("a"));
    expect(tally.current()).toEqual({ labels: ["a"] });
    expect(tally.current()).toBe(tally.state);
  });

  it("shares a look-up only among calls made before it began", async () => {
    const { store, driver, asked, answer } = slowLookUps();
    const tally = openTally(driver, "log", plain);
    const opening = tally.current();
    await answer(); // there is no snapshot
    expect(asked).toEqual(["log:snapshot", "log:000000000001"]);

    await openTally(store, "log").run(add("a")); // after that look-up had asked
    const late = [tally.current(), tally.current()].map(async (state) => state);
    await answer();
    expect((await opening).labels).toEqual([]);
    expect(asked).toHaveLength(3); // one look-up for both
    await answer();
    await answer();
    expect(await Promise.all(late)).toEqual([{ labels: ["a"] }, { labels: ["a"] }]);
  });

  it("fails once, not for ever, when the store cannot be read", async () => {
    const store = memory();
    let broken = true;
    const tally = openTally(
      { ...store, getItem: async (key) => (broken ? Promise.reject(new Error("unreachable")) : store.getItem(key)) },
      "log",
    );
    const failing = [tally.current(), tally.current()].map((state) => Promise.resolve(state));
    expect((await Promise.allSettled(failing)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    broken = false;
    expect(await tally.current()).toEqual({ labels: [] });
  });

  it("refuses what is not a record instead of taking it for the end", async () => {
    const store = memory();
    void store.createItem("log:000000000001", '{"at": 1, "by"');
    expect(() => openTally(store, "log").current()).toThrow(StorageError);
  });

  it("starts over after a record that could not be folded", async () => {
    const store = memory();
    await openTally(store, "log").run(add("a"));
    await openTally(store, "log").run(add("b"));
    let broken = true;
    const tally = openTally(store, "log", {
      folded(version) {
        if (version === 2 && broken) throw new TypeError("unknown event");
      },
    });
    expect(() => tally.current()).toThrow("unknown event");
    broken = false;
    expect(tally.current()).toEqual({ labels: ["a", "b"] });
  });
});

describe("run", () => {
  it("appends without looking first, since an append succeeds only on the current state", async () => {
    const store = memory();
    const asked: string[] = [];
    const tally = openTally({ ...store, getItem: (key) => (asked.push(key), store.getItem(key)) }, "log", plain);
    await tally.current();
    asked.length = 0;
    await tally.run(add("a"));
    expect(asked).toEqual([]);
  });

  it("decides again on what another wrote, refusals included", async () => {
    const store = memory();
    const [one, other] = [openTally(store, "log"), openTally(store, "log")];
    await one.current();
    await other.run(add("a"));
    const seen: number[] = [];
    await expect(
      one.run({
        by: { writer: "test" },
        decide: ({ labels }) => {
          seen.push(labels.length);
          throw new RangeError(`refused at ${labels.length}`);
        },
      }),
    ).rejects.toThrow("refused at 1");
    expect(seen).toEqual([0, 1]);
    await other.run(add("b"));
    expect(
      await one.run({ by: { writer: "test" }, decide: () => ({ events: [], answer: (s) => s.labels.length }) }),
    ).toMatchObject({ answer: 2, version: 2, repeated: false });
  });

  it("reads the answer right after its own record, even if a reader has folded later ones", async () => {
    const store = memory();
    const other = openTally(store, "log");
    const driver: CreateDriver = {
      ...store,
      async createItem(key, value) {
        const created = await store.createItem(key, value);
        await other.run(add("later"));
        expect(tally.current()).toEqual({ labels: ["mine", "later"] });
        return created;
      },
    };
    const tally = openTally(driver, "log");
    expect(await tally.run(add("mine"))).toMatchObject({ answer: 1, version: 1, repeated: false });
    expect(tally.version).toBe(2);
  });

  it("surfaces a write of unknown outcome, and then holds what the log holds", async () => {
    const store = memory();
    let broken = true;
    const driver: CreateDriver = {
      ...store,
      async createItem(key, value) {
        const created = await store.createItem(key, value);
        if (broken) throw new Error("connection lost");
        return created;
      },
    };
    const tally = openTally(driver, "log");
    await expect(tally.run(add("a", { key: "k", request: "a" }))).rejects.toThrow("connection lost");
    broken = false;
    expect(await tally.run(add("a", { key: "k", request: "a" }))).toMatchObject({
      answer: 1,
      version: 1,
      repeated: true,
    });
    expect(await tally.current()).toEqual({ labels: ["a"] });
  });

  it("gives up with ConflictError when others are always first", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    const driver: CreateDriver = { ...memory(), createItem: () => false };
    const outcome = openTally(driver, "log").run(add("a"));
    const refused = expect(outcome).rejects.toThrow(ConflictError);
    await vi.advanceTimersByTimeAsync(100 * 50);
    await refused;
  });
});

function slowSnapshots() {
  const store = memory();
  const written: number[] = [];
  const driver: CreateDriver = {
    ...store,
    async setItem(key, value) {
      if (key === "log:snapshot") written.push(JSON.parse(value).version);
      await new Promise((resolve) => setTimeout(resolve, 5));
      await store.setItem?.(key, value, {});
    },
  };
  return { store, driver, written };
}

async function withSnapshot(): Promise<{ data: Map<string, string>; check: () => Promise<boolean | undefined> }> {
  const data = new Map<string, string>();
  const driver = memory({ data });
  const tally = openTally(driver, "log", { snapshot: { everyEvents: 5 } });
  for (const label of ["a", "b", "c", "d", "e", "f"]) await tally.run(add(label, { key: label, request: label }));
  await tally.flush();
  await tally.run(add("g"));
  return { data, check: () => openTally(driver, "log").checkSnapshot() };
}

describe("a snapshot that is checked", () => {
  it("is right, or there is none that is used", async () => {
    const { data, check } = await withSnapshot();
    expect(await check()).toBe(true);
    expect(await openTally(memory({ data }), "log", { snapshot: { format: 2 } }).checkSnapshot()).toBeUndefined();
    expect(await openTally(memory(), "log").checkSnapshot()).toBeUndefined();
    // Ahead of its log.
    for (const key of [...data.keys()].filter((each) => /:0+[2-7]$/.test(each))) data.delete(key);
    expect(await check()).toBeUndefined();
  });

  it("is none where a piece is gone: two who wrote at the same time may have left it so", async () => {
    const { data, check } = await withSnapshot();
    for (const key of [...data.keys()].filter((each) => /^log:snapshot:1-\d+:0+1$/.test(each))) data.delete(key);
    expect(await check()).toBeUndefined();
    expect((await openTally(memory({ data }), "log").current()).labels).toHaveLength(7);
  });

  it.each([
    ["a state that is another one", /^log:snapshot:1-\d+:0+1$/, '"labels":["a"', '"labels":["x"'],
    ["another version of an idempotency key", /^log:snapshot:1-\d+:0+0$/, '["b",2]', '["b",3]'],
    ["another instant", /^log:snapshot:1-\d+:0+0$/, '"at":', '"at":1'],
    ["another number of events", /^log:snapshot$/, '"events":', '"events":1'],
    ["fewer pieces", /^log:snapshot$/, /,\d+\]/, "]"],
  ])("is wrong with %s", async (_, key, before, after) => {
    const { data, check } = await withSnapshot();
    const [found = "", value = ""] = [...data].find(([each]) => key.test(each)) ?? [];
    const changed = value.replace(before, after);
    expect(changed).not.toBe(value);
    data.set(found, changed);
    const head = data.get("log:snapshot") ?? "";
    data.set("log:snapshot", head.replace(String(crc32(value)), String(crc32(changed))));
    expect(await check()).toBe(false);
  });

  it("is none where a piece is not the one that was written", async () => {
    const { data, check } = await withSnapshot();
    for (const key of [...data.keys()].filter((each) => /^log:snapshot:1-\d+:0+1$/.test(each)))
      data.set(key, '{"state":{"labels":["x","y"]}}');
    expect(await check()).toBeUndefined();
    expect((await openTally(memory({ data }), "log").current()).labels).toEqual(["a", "b", "c", "d", "e", "f", "g"]);
  });
});

describe("snapshots", () => {
  it("are written after everyEvents, then at ever longer intervals, one at a time", async () => {
    const { driver, written } = slowSnapshots();
    const tally = openTally(driver, "log", { snapshot: { everyEvents: 10 } });
    for (let n = 1; n <= 100; n++) {
      await tally.run(add(`label-${n}`));
      await tally.flush();
    }
    expect(written).toEqual([10, 20, 40, 80]);
    await Promise.all(Array.from({ length: 100 }, (_, n) => tally.run(add(`more-${n}`))));
    await tally.close();
    expect(written).toHaveLength(5);
  });

  it("are of one version, whatever is written while they are", async () => {
    const { store, driver, written } = slowSnapshots();
    const tally = openTally(driver, "log", { snapshot: { everyEvents: 9 } });
    for (let n = 1; n <= 9; n++) await tally.run(add(`label-${n}`, { key: `k-${n}`, request: "" }));
    // Nine labels are five pieces of 5 ms each, and the keys one more.
    await new Promise((resolve) => setTimeout(resolve, 1));
    for (let n = 10; n <= 15; n++) await tally.run(add(`label-${n}`, { key: `k-${n}`, request: "" }));
    await tally.close();
    expect(written).toEqual([9]);
    const folded: number[] = [];
    const later = openTally(store, "log", { folded: (version) => folded.push(version) });
    expect((await later.current()).labels).toEqual(Array.from({ length: 15 }, (_, index) => `label-${index + 1}`));
    expect(folded).toEqual([10, 11, 12, 13, 14, 15]);
    expect(await later.run(add("label-9", { key: "k-9", request: "" }))).toMatchObject({ answer: 9, repeated: true });
  });

  it("are not written by those who find that another has", async () => {
    const { driver, written } = slowSnapshots();
    const servers = [1, 2, 3].map(() => openTally(driver, "log", { snapshot: { everyEvents: 10 } }));
    for (let n = 1; n <= 40; n++) {
      await servers[n % 3]?.run(add(`label-${n}`));
      for (const server of servers) {
        await server.flush();
        await server.current();
      }
    }
    await Promise.all(servers.map((server) => server.close()));
    expect(written).toEqual([10, 20, 40]);
  });

  it("are written by those who only read, where nobody else has", async () => {
    const { store, driver, written } = slowSnapshots();
    const writer = openTally(store, "log");
    for (let n = 1; n <= 20; n++) await writer.run(add(`label-${n}`));
    const reader = openTally(driver, "log", { snapshot: { everyEvents: 10 } });
    await reader.current();
    await reader.flush();
    expect(written).toEqual([20]);
  });

  it("are read again when they are replaced while they are read", async () => {
    const store = memory();
    const writer = openTally(store, "log", { snapshot: { everyEvents: 1, sizeOf: () => 0 } });
    for (const label of ["a", "b", "c"]) await writer.run(add(label));
    await writer.close();
    let isReplaced = false;
    const driver: CreateDriver = {
      ...store,
      async getItem(key) {
        if (key.endsWith(":000001") && !isReplaced) {
          isReplaced = true;
          await writer.run(add("d"));
          await writer.run(add("e"));
          await writer.flush();
        }
        return store.getItem(key);
      },
    };
    const folded: number[] = [];
    const reader = openTally(driver, "log", { folded: (version) => folded.push(version) });
    expect((await reader.current()).labels).toEqual(["a", "b", "c", "d", "e"]);
    expect([isReplaced, folded]).toEqual([true, []]);
  });

  it("are not of a log that lost its end and went on with other records", async () => {
    const data = new Map<string, string>();
    const clock = { now: 1000 };
    const open = () => openTally(memory({ data }), "log", { now: () => clock.now++, snapshot: { everyEvents: 3 } });
    const tally = open();
    for (const label of ["a", "b", "c"]) await tally.run(add(label));
    await tally.close();
    for (const version of ["2", "3"]) data.delete(`log:00000000000${version}`);
    const later = open();
    for (const label of ["d", "e"]) await later.run(add(label));
    await later.close();
    expect((await open().current()).labels).toEqual(["a", "d", "e"]);
  });

  it("may fail", async () => {
    const driver: CreateDriver = { ...memory(), setItem: () => Promise.reject(new Error("disk full")) };
    const tally = openTally(driver, "log", { snapshot: { everyEvents: 1 } });
    await tally.run(add("a"));
    await tally.close();
    expect(await tally.log.readSnapshot()).toBeUndefined();
    expect(await tally.run(add("b"))).toMatchObject({ answer: 2 });
  });
});

describe("redact", () => {
  it("overwrites a record that exists and creates none", async () => {
    const { log, run } = (() => {
      const tally = openTally(memory(), "log");
      return { log: tally.log, run: () => tally.run(add("Ana")) };
    })();
    await run();
    const record = await log.read(1);
    if (record === undefined) throw new Error("nothing was written");
    await log.redact(1, { ...record, events: [{ label: "erased" }] });
    expect((await log.read(1))?.events).toEqual([{ label: "erased" }]);
    await expect(log.redact(2, record)).rejects.toThrow("no version 2");
    expect(await log.read(2)).toBeUndefined();
  });
});

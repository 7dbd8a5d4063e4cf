import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import type { CreateDriver } from "./driver.ts";
import { memory } from "./drivers/memory.ts";
import { ConflictError, StorageError } from "./errors.ts";
import { Journal } from "./journal.ts";
import type { Decision, Turns } from "./journal-options.ts";
import { decodeRecordNow, LARGE_RECORD } from "./packed-record.ts";

type Sum = { readonly total: number };
type Added = { n: number };

const by = { writer: "test" };

/** A sum that is folded in turns where the record is large. `onTurn` is called in each. */
function openSum(driver: CreateDriver, onTurn: () => void = () => {}): Journal<Sum, Added, typeof by> {
  return new Journal({
    driver,
    name: "log",
    now: () => 1000,
    initial: () => ({ total: 0 }),
    evolve: ({ total }, { events }) => ({ total: total + events.reduce((sum, { n }) => sum + n, 0) }),
    fork: (state) => state,
    *evolveCopy({ total }, { events }) {
      let after = total;
      for (const [index, { n }] of events.entries()) {
        after += n;
        if (index % 500 !== 0) continue;
        onTurn();
        yield;
      }
      return { total: after };
    },
  });
}

const ones = (count: number): Added[] => Array.from({ length: count }, () => ({ n: 1 }));
const add = (events: Added[]) => ({
  by,
  decide: (): Decision<Sum, Added, number> => ({ events, answer: ({ total }) => total }),
});
const addInTurns = (events: Added[], seen: number[] = []) => ({
  by,
  *decide({ total }: Sum): Turns<Decision<Sum, Added, number>> {
    seen.push(total);
    yield;
    return { events, answer: (after) => after.total };
  },
});

async function later<T>(work: () => T | Promise<T>): Promise<T> {
  for (let turn = 0; turn < 3; turn++) await nextTurn();
  return work();
}

/** The record as it is stored. */
async function stored(store: CreateDriver): Promise<string> {
  const text = await store.getItem("log:000000000001", {});
  return typeof text === "string" ? text : JSON.stringify(text);
}

test.each([LARGE_RECORD - 1, LARGE_RECORD, LARGE_RECORD + 1, 3 * LARGE_RECORD + 7])(
  "a record of %d events is read as it was written, whoever folds it",
  async (count) => {
    const store = memory();
    const journal = openSum(store);
    expect(await journal.run(add(ones(count)))).toMatchObject({ answer: count, version: 1 });
    const text = await stored(store);
    expect(text.includes('"packed"')).toBe(count >= LARGE_RECORD);
    const record = { at: 1000, by, events: ones(count) };
    expect(decodeRecordNow(JSON.parse(text))).toEqual(record);
    expect(await journal.log.read(1)).toEqual(record);
    expect(await openSum(store).current()).toEqual({ total: count });
    await journal.log.redact(1, { ...record, events: record.events.map(() => ({ n: 2 })) });
    expect(await openSum(store).current()).toEqual({ total: 2 * count });
  },
);

test("a packed record with a damaged piece is refused", async () => {
  const store = memory();
  await openSum(store).run(add(ones(LARGE_RECORD)));
  const text = await stored(store);
  await store.setItem?.("log:000000000001", text.replace(/"packed":\["..../, '"packed":["AAAA'), {});
  await expect(Promise.resolve(openSum(store).current())).rejects.toThrow(StorageError);
});

test("readers have their turn meanwhile, and see the state before until all of it is there", async () => {
  const seen: number[] = [];
  let turns = 0;
  const journal: ReturnType<typeof openSum> = openSum(memory(), () => turns++);
  await journal.run(add([{ n: 5 }]));
  const command = { isDone: false };
  const running = journal.run(addInTurns(ones(5000))).finally(() => (command.isDone = true));
  while (!command.isDone) {
    seen.push((await journal.current()).total);
    await nextTurn();
  }
  expect(await running).toMatchObject({ answer: 5005, version: 2 });
  expect(turns).toBe(10);
  expect(seen.filter((total) => total === 5).length).toBeGreaterThan(10);
  expect(seen.filter((total) => total !== 5 && total !== 5005)).toEqual([]);
});

test("a command in turns is decided again on what another has written meanwhile", async () => {
  const store = memory();
  const other = openSum(store);
  let isFirst = true;
  const journal = openSum(store, () => {
    if (isFirst) void other.run(add([{ n: 100 }]));
    isFirst = false;
  });
  const seen: number[] = [];
  const running = journal.run(addInTurns(ones(5000), seen));
  expect(await running).toMatchObject({ answer: 5100, version: 2 });
  expect(seen).toEqual([0, 100]);
});

test("where others write all the time, it takes all its turns at once in the end, and then counts as contended", async () => {
  const store = memory();
  const other = openSum(store);
  let attempts = 0;
  const journal = openSum({
    ...store,
    createItem: async (key, value) => {
      attempts++;
      await other.run(add([{ n: 1 }]));
      return store.createItem(key, value);
    },
  });
  await expect(journal.run(addInTurns(ones(1)))).rejects.toThrow(ConflictError);
  expect(attempts).toBe(100);
});

test("a dry run tells what would be, and writes nothing", async () => {
  for (const count of [0, 1, 5000]) {
    const store = memory();
    const journal = openSum(store);
    await journal.run(add([{ n: 5 }]));
    const outcome = await journal.run({ ...addInTurns(ones(count)), isDryRun: true });
    expect(outcome).toEqual({ answer: 5 + count, events: ones(count), version: 1, repeated: false });
    expect([journal.state.total, await store.hasItem("log:000000000002", {})]).toEqual([5, false]);
  }
});

test("under a key, a large command has its first answer and its events again", async () => {
  const store = memory();
  const once = { key: "k", request: "r" };
  const first = await openSum(store).run({ ...addInTurns(ones(5000)), once });
  const journal = openSum(store);
  await journal.run(add([{ n: 1 }]));
  expect(await journal.run({ ...addInTurns(ones(5000)), once })).toEqual({ ...first, repeated: true });
});

test("on a store that takes its time, whoever reads while a large record is written does not fold it again", async () => {
  const store = memory();
  let folds = 0;
  const slow: CreateDriver = {
    ...store,
    getItem: (key) => later(() => store.getItem(key, {})),
    hasItem: (key) => later(() => store.hasItem(key, {})),
    createItem: async (key, value) => {
      const created = await store.createItem(key, value);
      return later(() => created);
    },
  };
  const journal = openSum(slow, () => folds++);
  await journal.current();
  const command = { isDone: false };
  const running = journal.run(addInTurns(ones(5000))).finally(() => (command.isDone = true));
  while (!command.isDone) expect([0, 5000]).toContain((await journal.current()).total);
  expect(await running).toMatchObject({ answer: 5000 });
  expect(folds).toBe(10);
});

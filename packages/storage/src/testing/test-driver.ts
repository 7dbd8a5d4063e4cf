import assert from "node:assert/strict";
import { createStorage } from "unstorage";
import type { CreateDriver } from "../driver.ts";
import { KeyReusedError, StaleVersionError } from "../errors.ts";
import { isSnapshotKey, Log } from "../log.ts";
import type { MaybePromise } from "../maybe-promise.ts";
import { declare, type Case, type Skip, type TestRunner } from "./runner.ts";
import { add, collect, openTally } from "./tally.ts";

export interface DriverSuiteOptions {
  /** Title of the suite. */
  name: string;
  /** A driver on a new, empty store; called once per case. The suite disposes of it. */
  create: () => MaybePromise<CreateDriver>;
  /** Another driver on the store of `driver`, which may be open or disposed of. */
  reopen: (driver: CreateDriver) => MaybePromise<CreateDriver>;
  skip?: Skip[];
  /** For example vitest's or node:test's. */
  test: TestRunner;
}

/** Declares the conformance suite for a driver: what the log, and with it everything durable, relies on. */
export function testDriver({ name, create, reopen, skip = [], test }: DriverSuiteOptions): void {
  declare(test, name, [...driverCases, ...logCases, ...journalCases], skip, async (check) => {
    const opened: CreateDriver[] = [];
    const keep = (driver: CreateDriver): CreateDriver => {
      opened.push(driver);
      return driver;
    };
    const driver = keep(await create());
    try {
      await check.run({ driver, reopen: async () => keep(await reopen(driver)) });
    } finally {
      for (const one of opened.toReversed()) await one.dispose?.();
    }
  });
}

type Store = { driver: CreateDriver; reopen: () => Promise<CreateDriver> };

const FIFTY = Array.from({ length: 50 }, (_, index) => index);

/** Each would change if it were read as anything but the string it is. */
const STRINGS = [
  "",
  "123",
  "1e3",
  "true",
  "null",
  '{"a":1}',
  "line\nline\u2028",
  "Ünï ☕ 你好 🧾",
  "\u0000",
  "%2e?x#y",
];

const ascending = (a = 0, b = 0): number => a - b;
const item = (value: unknown): string => JSON.stringify({ value });

/** Drivers answer with the string, or with what it parses to. */
function valueOf(found: unknown): unknown {
  const parsed: unknown = typeof found === "string" ? JSON.parse(found) : found;
  assert.ok(typeof parsed === "object" && parsed !== null && "value" in parsed, `not a stored value: ${String(found)}`);
  return parsed.value;
}

/** `base` ends with a colon, as unstorage gives it. */
async function keysOf(driver: CreateDriver, base: string): Promise<string[]> {
  return (await driver.getKeys(base, {})).toSorted();
}

const driverCases: Case<Store>[] = [
  {
    name: "an absent key is null",
    async run({ driver }) {
      assert.equal((await driver.getItem("absent:1")) ?? null, null);
      assert.equal(await driver.hasItem("absent:1", {}), false);
      await driver.removeItem?.("absent:1", {});
    },
  },
  {
    name: "createItem creates a key once and then leaves it as it is",
    async run({ driver, reopen }) {
      assert.equal(await driver.createItem("a:1", item("first")), true);
      assert.equal(await driver.createItem("a:1", item("second")), false);
      assert.equal(valueOf(await driver.getItem("a:1")), "first");
      assert.equal(await (await reopen()).createItem("a:1", item("third")), false);
      assert.equal(valueOf(await driver.getItem("a:1")), "first");
    },
  },
  {
    name: "of 50 concurrent createItem of one key one succeeds, and its value stays",
    async run({ driver, reopen }) {
      const drivers = [driver, await reopen()];
      const created = await Promise.all(FIFTY.map(async (index) => drivers[index % 2]?.createItem("a:1", item(index))));
      assert.equal(created.filter((one) => one === true).length, 1);
      assert.equal(created.filter((one) => one === false).length, 49);
      assert.equal(valueOf(await driver.getItem("a:1")), created.indexOf(true));
    },
  },
  {
    name: "setItem writes and overwrites, removeItem makes room",
    async run({ driver }) {
      assert.ok(driver.setItem !== undefined && driver.removeItem !== undefined, "the driver must be able to write");
      await driver.setItem("a:snapshot", item(1), {});
      await driver.setItem("a:snapshot", item(2), {});
      assert.equal(valueOf(await driver.getItem("a:snapshot")), 2);
      assert.equal(await driver.hasItem("a:snapshot", {}), true);
      assert.equal(await driver.createItem("a:snapshot", item(3)), false);
      await driver.removeItem("a:snapshot", {});
      assert.equal(await driver.hasItem("a:snapshot", {}), false);
      assert.equal(await driver.createItem("a:snapshot", item(4)), true);
    },
  },
  {
    name: "values come back as they were written",
    async run({ driver, reopen }) {
      for (const [index, value] of STRINGS.entries()) await driver.createItem(`a:${index}`, item(value));
      const again = await reopen();
      for (const [index, value] of STRINGS.entries()) {
        assert.equal(valueOf(await driver.getItem(`a:${index}`)), value);
        assert.equal(valueOf(await again.getItem(`a:${index}`)), value);
      }
    },
  },
  {
    name: "a value of 1 MB comes back whole",
    async run({ driver, reopen }) {
      const value = "0123456789abcdé\n".repeat(65_536);
      assert.equal(await driver.createItem("a:1", item(value)), true);
      assert.equal(valueOf(await (await reopen()).getItem("a:1")), value);
    },
  },
  {
    name: "getKeys of team-1 never gives those of team-10",
    async run({ driver }) {
      for (const key of ["team-1:1", "team-1:2", "team-1:sub:3", "team-10:1", "team:1"]) {
        assert.equal(await driver.createItem(key, item(key)), true);
      }
      assert.deepEqual(await keysOf(driver, "team-1:"), ["team-1:1", "team-1:2", "team-1:sub:3"]);
      assert.deepEqual(await keysOf(driver, "none:"), []);
      assert.equal((await keysOf(driver, "")).length, 5);
    },
  },
  {
    name: "its clock, where it has one, gives epoch milliseconds and goes on",
    async run({ driver }) {
      if (driver.now === undefined) return;
      const first = await driver.now();
      assert.ok(Number.isSafeInteger(first) && first > Date.UTC(2020, 0) && first < Date.UTC(2200, 0), String(first));
      await new Promise((resolve) => setTimeout(resolve, 20));
      const passed = (await driver.now()) - first;
      assert.ok(passed >= 1 && passed < 60_000, `${passed} ms passed in 20 ms`);
    },
  },
  {
    name: "getItems, where the driver has it, gives what getItem gives, in the order of the keys",
    async run({ driver }) {
      if (driver.getItems === undefined) return;
      const keys = ["a:3", "a:absent", "a:1", "b:é'\"{},", "a:2"];
      for (const key of keys) if (key !== "a:absent") await driver.createItem(key, item(key));
      const found = await driver.getItems(keys.map((key) => ({ key })));
      assert.deepEqual(
        found.map(({ key }) => key),
        keys,
      );
      assert.deepEqual(
        found.map(({ value }) => (value === null ? null : valueOf(value))),
        keys.map((key) => (key === "a:absent" ? null : key)),
      );
      assert.deepEqual(await driver.getItems([]), []);
    },
  },
  {
    name: "works inside unstorage's createStorage",
    async run({ driver }) {
      const storage = createStorage({ driver });
      await storage.setItem("team-1:a", { value: "123" });
      await storage.setItem("team-10:a", { value: "true" });
      assert.deepEqual(await storage.getItem("team-1:a"), { value: "123" });
      assert.equal(await storage.hasItem("team-10:a"), true);
      assert.deepEqual(await storage.getKeys("team-1"), ["team-1:a"]);
      assert.deepEqual((await storage.getKeys()).toSorted(), ["team-10:a", "team-1:a"].toSorted());
      await storage.removeItem("team-1:a");
      assert.deepEqual(await storage.getKeys(), ["team-10:a"]);
      await storage.clear();
      assert.deepEqual(await storage.getKeys(), []);
    },
  },
  {
    name: "can be disposed of twice",
    async run({ driver, reopen }) {
      await driver.createItem("a:1", item(1));
      await driver.dispose?.();
      await driver.dispose?.();
      assert.equal(valueOf(await (await reopen()).getItem("a:1")), 1);
    },
  },
];

const logCases: Case<Store>[] = [
  {
    name: "a log reads in order past versions 9 and 99, and again after reopening",
    async run({ driver, reopen }) {
      const log = new Log<{ n: number }>(driver, "log");
      assert.equal(await log.read(1), undefined);
      for (let n = 1; n <= 101; n++) assert.equal(await log.append(n, { n }), true);
      assert.equal(await log.append(101, { n: 0 }), false);
      for (const reader of [log, new Log<{ n: number }>(await reopen(), "log")]) {
        const read = await collect(reader.readFrom(1));
        assert.deepEqual(
          read,
          Array.from({ length: 101 }, (_, index) => [index + 1, { n: index + 1 }]),
        );
        assert.equal((await collect(reader.readFrom(100))).length, 2);
        assert.equal((await collect(reader.readFrom(102))).length, 0);
        assert.equal(await reader.read(102), undefined);
      }
    },
  },
  {
    name: "the log team-1 never sees team-10",
    async run({ driver }) {
      const one = new Log<{ n: number }>(driver, "team-1");
      const ten = new Log<{ n: number }>(driver, "team-10");
      for (let n = 1; n <= 3; n++) await ten.append(n, { n });
      assert.equal(await one.read(1), undefined);
      assert.equal(await one.append(1, { n: 100 }), true);
      assert.deepEqual(await collect(one.readFrom(1)), [[1, { n: 100 }]]);
      assert.equal((await collect(ten.readFrom(1))).length, 3);
    },
  },
  {
    name: "a snapshot is never taken for a record",
    async run({ driver }) {
      const log = new Log<{ n: number }>(driver, "log");
      assert.equal(await log.readSnapshot(), undefined);
      await log.append(1, { n: 1 });
      await log.writeSnapshot({ format: 1, version: 1, events: 1 }, [{ n: 1 }, { n: 2 }]);
      await log.writeSnapshot({ format: 2, version: 1, events: 1 }, [{ n: "1e3" }]);
      const head = await log.readSnapshot();
      assert.deepEqual(
        { ...head, checksums: head?.checksums.length },
        { format: 2, version: 1, events: 1, checksums: 1 },
      );
      assert.ok(head);
      assert.deepEqual([await log.readPiece(head, 0), await log.readPiece(head, 1)], [{ n: "1e3" }, undefined]);
      assert.deepEqual(await collect(log.readFrom(1)), [[1, { n: 1 }]]);
      assert.equal((await keysOf(driver, "")).filter((key) => !isSnapshotKey(key)).length, 1);
    },
  },
  {
    name: "a snapshot leaves nothing of the one before, and nothing once it is removed",
    async run({ driver }) {
      const log = new Log<{ n: number }>(driver, "log");
      for (let n = 1; n <= 3; n++) {
        await log.append(n, { n });
        await log.writeSnapshot({ format: 1, version: n, events: n }, [{ n: 1 }, { n: 2 }]);
      }
      assert.equal((await keysOf(driver, "log:")).filter(isSnapshotKey).length, 3);
      // Its writer was slow.
      await log.writeSnapshot({ format: 1, version: 2, events: 2 }, [{ n: 1 }]);
      assert.equal((await log.readSnapshot())?.version, 3);
      assert.equal((await keysOf(driver, "log:")).filter(isSnapshotKey).length, 3);
      await driver.setItem?.("log:snapshot:1-2:000007", item("of one that was stopped"), {});
      await log.removeSnapshot();
      assert.deepEqual(await keysOf(driver, ""), ["log:000000000001", "log:000000000002", "log:000000000003"]);
    },
  },
];

const journalCases: Case<Store>[] = [
  {
    name: "a log that nobody wrote to is at version 0",
    async run({ driver }) {
      const tally = openTally(driver, "unknown");
      assert.deepEqual(await tally.current(), { labels: [] });
      assert.equal(tally.version, 0);
    },
  },
  {
    name: "50 concurrent commands through two instances: none lost, none twice, versions without gaps",
    async run({ driver, reopen }) {
      const instances = [openTally(driver, "log"), openTally(await reopen(), "log")];
      const outcomes = await Promise.all(FIFTY.map(async (index) => instances[index % 2]?.run(add(`label-${index}`))));
      const places = FIFTY.map((index) => index + 1);
      assert.deepEqual(outcomes.map((outcome) => outcome?.version).toSorted(ascending), places);
      assert.deepEqual(outcomes.map((outcome) => outcome?.answer).toSorted(ascending), places);
      const { labels } = await openTally(await reopen(), "log").current();
      assert.deepEqual(
        outcomes.map((outcome) => labels[(outcome?.answer ?? 0) - 1]),
        FIFTY.map((index) => `label-${index}`),
      );
      assert.equal(labels.length, 50);
    },
  },
  {
    name: "what one instance acknowledged another sees at once",
    async run({ driver, reopen }) {
      const writer = openTally(driver, "log");
      const reader = openTally(await reopen(), "log");
      for (let n = 1; n <= 20; n++) {
        const early = reader.current();
        await writer.run(add(`label-${n}`));
        const late = await reader.current();
        assert.equal(late.labels.length, n);
        await early;
      }
    },
  },
  {
    name: "time in the log never goes back",
    async run({ driver, reopen }) {
      await openTally(driver, "log", { now: () => 2000 }).run(add("a"));
      const tally = openTally(await reopen(), "log", { now: () => 1000 });
      await tally.run(add("b"));
      assert.equal(tally.lastAt, 2000);
      assert.deepEqual(
        (await collect(tally.log.readFrom(1))).map(([, record]) => record.at),
        [2000, 2000],
      );
    },
  },
  {
    name: "a refusal writes nothing, and the next command goes through",
    async run({ driver, reopen }) {
      const tally = openTally(driver, "log");
      const refused = tally.run({
        by: { writer: "test" },
        decide: () => {
          throw new RangeError("refused");
        },
      });
      const next = tally.run(add("a"));
      await assert.rejects(refused, new RangeError("refused"));
      assert.partialDeepStrictEqual(await next, { answer: 1, version: 1, repeated: false });
      assert.deepEqual(await openTally(await reopen(), "log").current(), { labels: ["a"] });
    },
  },
  {
    name: "an expected version that is not the log's is refused and writes nothing",
    async run({ driver, reopen }) {
      const tally = openTally(driver, "log");
      const other = openTally(await reopen(), "log");
      assert.equal((await tally.run({ ...add("a"), expectedVersion: 0 })).version, 1);
      await other.current();
      assert.equal((await tally.run({ ...add("b"), expectedVersion: 1 })).version, 2);
      await assert.rejects(
        other.run({ ...add("c"), expectedVersion: 1 }),
        (error) => error instanceof StaleVersionError && error.expected === 1 && error.actual === 2,
      );
      await assert.rejects(other.run({ ...add("c"), expectedVersion: 3 }), StaleVersionError);
      assert.equal((await other.run({ ...add("c"), expectedVersion: 2 })).version, 3);
      assert.deepEqual(await tally.current(), { labels: ["a", "b", "c"] });
    },
  },
  {
    name: "an idempotency key gets the first answer again, after later changes and after reopening",
    async run({ driver, reopen }) {
      const tally = openTally(driver, "log");
      const once = { key: "k", request: "add a" };
      assert.partialDeepStrictEqual(await tally.run(add("a", once)), { answer: 1, version: 1, repeated: false });
      await tally.run(add("b"));
      assert.partialDeepStrictEqual(await tally.run(add("a", once)), { answer: 1, version: 1, repeated: true });
      const later = openTally(await reopen(), "log");
      assert.partialDeepStrictEqual(await later.run({ ...add("a", once), expectedVersion: 0 }), {
        answer: 1,
        version: 1,
        repeated: true,
      });
      assert.deepEqual(await later.current(), { labels: ["a", "b"] });
    },
  },
  {
    name: "an idempotency key pins the answer of a command that changes nothing",
    async run({ driver, reopen }) {
      const tally = openTally(driver, "log");
      const count = {
        by: { writer: "test" },
        decide: () => ({ events: [], answer: ({ labels }: { labels: string[] }) => labels.length }),
      };
      assert.partialDeepStrictEqual(await tally.run(count), { answer: 0, version: 0, repeated: false });
      const once = { key: "k", request: "count" };
      assert.partialDeepStrictEqual(await tally.run({ ...count, once }), { answer: 0, version: 1, repeated: false });
      await tally.run(add("a"));
      const later = openTally(await reopen(), "log");
      assert.partialDeepStrictEqual(await later.run({ ...count, once }), { answer: 0, version: 1, repeated: true });
    },
  },
  {
    name: "an idempotency key with another request is refused",
    async run({ driver, reopen }) {
      const tally = openTally(driver, "log");
      await tally.run(add("a", { key: "k", request: "add a" }));
      for (const instance of [tally, openTally(await reopen(), "log")]) {
        await assert.rejects(instance.run(add("b", { key: "k", request: "add b" })), KeyReusedError);
      }
      assert.deepEqual(await tally.current(), { labels: ["a"] });
    },
  },
  {
    name: "concurrent commands with one idempotency key take effect once",
    async run({ driver, reopen }) {
      const instances = [openTally(driver, "log"), openTally(await reopen(), "log")];
      const once = { key: "__proto__", request: "add a" };
      const outcomes = await Promise.all(FIFTY.map(async (index) => instances[index % 2]?.run(add("a", once))));
      assert.equal(outcomes.filter((outcome) => outcome?.repeated === false).length, 1);
      assert.ok(outcomes.every((outcome) => outcome?.answer === 1));
      assert.deepEqual(await openTally(await reopen(), "log").current(), { labels: ["a"] });
    },
  },
  {
    name: "a snapshot spares the records it stands for, idempotency keys included",
    async run({ driver, reopen }) {
      const snapshot = { everyEvents: 1 };
      const once = { key: "k", request: "add a" };
      const tally = openTally(driver, "log", { now: () => 5000, snapshot });
      await tally.run(add("a", once));
      await tally.flush();
      await tally.run(add("b"));
      await tally.close();
      await openTally(driver, "log").run(add("c"));

      const folded: number[] = [];
      const later = openTally(await reopen(), "log", {
        now: () => 1000,
        snapshot: { ...snapshot, everyEvents: Number.POSITIVE_INFINITY },
        folded: (version) => folded.push(version),
      });
      assert.deepEqual(await later.current(), { labels: ["a", "b", "c"] });
      assert.deepEqual(folded, [3]);
      assert.equal((await later.run(add("a", once))).repeated, true);
      assert.equal((await later.run(add("d"))).version, 4);
      assert.ok(later.lastAt >= 5000);
    },
  },
  {
    name: "a snapshot that is corrupt, torn, ahead of the log or of another format is ignored",
    async run({ driver, reopen }) {
      const tally = openTally(driver, "log", { snapshot: { everyEvents: 1 } });
      await tally.run(add("a", { key: "k", request: "a" }));
      await tally.close();
      const head = await tally.log.readSnapshot();
      assert.equal(head?.checksums.length, 2);
      const [first = "", keys = "", state = ""] = (await keysOf(driver, "log:")).filter(isSnapshotKey);
      assert.equal(first, "log:snapshot");
      const damages: [key: string, value: string | undefined][] = [
        ["log:snapshot", JSON.stringify(head).slice(0, -9)],
        ["log:snapshot", "[]"],
        ["log:snapshot", "{}"],
        ["log:snapshot", item("123")],
        ["log:snapshot", JSON.stringify({ ...head, version: 2 })],
        ["log:snapshot", JSON.stringify({ ...head, version: 0 })],
        ["log:snapshot", JSON.stringify({ ...head, version: "1" })],
        ["log:snapshot", JSON.stringify({ ...head, format: 0 })],
        ["log:snapshot", JSON.stringify({ ...head, checksums: [...head.checksums, 0] })],
        ["log:snapshot", JSON.stringify({ ...head, checksums: head.checksums.toReversed() })],
        ["log:snapshot", JSON.stringify({ ...head, checksums: [] })],
        ["log:snapshot", JSON.stringify({ ...head, checksums: undefined })],
        [keys, undefined],
        [state, undefined],
        [keys, '{"at": 1, "once": [["k", 1]'],
        [keys, JSON.stringify({ at: "1", once: [] })],
        [keys, JSON.stringify({ at: 1, once: null })],
        [keys, "null"],
        [state, JSON.stringify({ state: { labels: null } })],
        [state, JSON.stringify({ state: { labels: ["z"] } })],
        [state, JSON.stringify({ state: null })],
      ];
      for (const [key, value] of damages) {
        const whole = await driver.getItem(key);
        if (value === undefined) await driver.removeItem?.(key, {});
        else await driver.setItem?.(key, value, {});
        const folded: number[] = [];
        const later = openTally(await reopen(), "log", { folded: (version) => folded.push(version) });
        assert.deepEqual(await later.current(), { labels: ["a"] }, `${key}: ${value}`);
        assert.deepEqual(folded, [1], `${key}: ${value}`);
        await driver.setItem?.(key, typeof whole === "string" ? whole : JSON.stringify(whole), {});
      }
      const folded: number[] = [];
      await openTally(await reopen(), "log", { folded: (version) => folded.push(version) }).current();
      assert.deepEqual(folded, [], "what was damaged is whole again");
    },
  },
];

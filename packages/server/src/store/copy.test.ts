import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { type CreateDriver, memory, openDriver, parseRecordKey, recordKey } from "@seatbook/storage";
import { beforeAll, describe, expect, test } from "vitest";
import { dyingAtWrite, dyingDriver } from "../test/failing-driver.ts";
import { richStore } from "../test/rich-store.ts";
import { verifyStore } from "../verify/verify.ts";
import { copyStore } from "./copy.ts";
import { atOnce } from "./entries.ts";
import { listStore } from "./listing.ts";
import { noProgress } from "./progress.ts";
import { unfinishedKey } from "./unfinished.ts";

let source: ReadonlyMap<string, string>;
/** What must be in a copy. */
let kept: ReadonlyMap<string, string>;
beforeAll(async () => {
  source = await richStore();
  kept = new Map([...source].filter(([key]) => !key.includes(":snapshot")).toSorted(([a], [b]) => (a < b ? -1 : 1)));
});

const copyTo = (target: CreateDriver, from: Iterable<[string, string]> = source) =>
  copyStore(memory({ data: new Map(from) }), target, noProgress);

/** What is in a store, in the order of the keys. */
async function contentOf(driver: CreateDriver): Promise<Map<string, unknown>> {
  const content = new Map<string, unknown>();
  for (const key of (await driver.getKeys("", {})).toSorted()) content.set(key, await driver.getItem(key));
  return content;
}

describe("a copy of a store", () => {
  test.each(["memory:", "fs:files", "sqlite:store.db"])("in %s holds the same, without snapshots", async (url) => {
    const folder = await mkdtemp(join(tmpdir(), "seatbook-copy-"));
    const target = await openDriver(url.replace(/:(.+)/, `:${folder}/$1`));
    const { hash } = await verifyStore(memory({ data: new Map(source) }), noProgress);
    expect(await copyTo(target)).toEqual({ keys: kept.size, copied: kept.size, hash });
    expect(await contentOf(target)).toEqual(kept);
    expect(await verifyStore(target, noProgress)).toMatchObject({ hash, findings: [], notes: [] });
    // Again there is nothing left to do.
    expect(await copyTo(target)).toEqual({ keys: kept.size, copied: 0, hash });
    await target.dispose?.();
    await rm(folder, { recursive: true });
  });

  test("that was killed at any write goes on where it was, and has no gap until then", async () => {
    const toCreate = kept.size + 1;
    for (let creates = 0; creates < toCreate; creates++) {
      const data = new Map<string, string>();
      await expect(copyTo(dyingDriver(data, creates))).rejects.toThrow("killed");
      expect(data.size).toBe(creates);
      expect((await listStore(memory({ data }))).unseen.size).toBe(0);
      // The first one is the mark.
      const { copied } = await copyTo(memory({ data }));
      expect(copied).toBe(kept.size - Math.max(0, creates - 1));
      expect(new Map([...data].toSorted(([a], [b]) => (a < b ? -1 : 1)))).toEqual(kept);
    }
  });

  test("writes to many logs at once, and to each in order", async () => {
    const from = new Map<string, string>();
    for (let log = 0; log < 100; log++) {
      for (let version = 1; version <= 5; version++)
        from.set(recordKey(`workspace:w${log}`, version), `{"at":${version}}`);
    }
    const last = new Map<string, number>();
    let open = 0;
    let most = 0;
    const data = new Map<string, string>();
    const store = memory({ data });
    const target: CreateDriver = {
      ...store,
      async createItem(key, value) {
        most = Math.max(most, ++open);
        const record = parseRecordKey(key);
        if (record) {
          expect(record.version).toBe((last.get(record.log) ?? 0) + 1);
          last.set(record.log, record.version);
        }
        await nextTurn();
        open--;
        return store.createItem(key, value);
      },
    };
    await copyTo(target, from);
    expect(data).toEqual(from);
    expect(most).toBe(atOnce);
  });

  test("is marked until it has ended, and what is cached of another store is thrown away", async () => {
    const data = new Map([["workspace:acme:snapshot", '{"format":3,"version":1,"state":{}}']]);
    await expect(copyTo(dyingDriver(data, 20))).rejects.toThrow("killed");
    expect(data.has(unfinishedKey)).toBe(true);
    expect(data.has("workspace:acme:snapshot")).toBe(false);
    await expect(copyTo(memory(), data)).rejects.toThrow("This store is an unfinished copy.");
    await copyTo(memory({ data }));
    expect(data.has(unfinishedKey)).toBe(false);
  });
});

describe("a copy is refused", () => {
  test("of nothing", async () => {
    await expect(copyTo(memory(), [])).rejects.toThrow("There is nothing in the store to copy from. Is its URL right?");
  });

  test("of a store to itself, by whatever URL", async () => {
    const data = new Map(kept);
    const copy = () => copyStore(memory({ data }), memory({ data }), noProgress);
    await expect(copy()).rejects.toThrow("Both URLs lead to the same store. Nothing was copied.");
    expect(data).toEqual(kept);
  });

  test("of an unfinished one to itself, which stays unfinished", async () => {
    const data = new Map([...kept, [unfinishedKey, "{}"]]);
    await expect(copyStore(memory({ data }), memory({ data }), noProgress)).rejects.toThrow("is an unfinished copy");
    expect(data.get(unfinishedKey)).toBe("{}");
  });

  test("of a store to itself, which is as it was when that was killed at any write", async () => {
    const { hash } = await verifyStore(memory({ data: new Map(kept) }), noProgress);
    for (let writes = 0; writes < 2; writes++) {
      const data = new Map(kept);
      await expect(copyStore(memory({ data }), dyingAtWrite(data, writes), noProgress)).rejects.toThrow("killed");
      expect(await verifyStore(memory({ data }), noProgress)).toMatchObject({ hash, findings: [], notes: [] });
    }
  });

  test.each([
    [
      "a key that is not copied",
      "workspace:zzz:000000000001",
      "{}",
      /"workspace:zzz:0+1" is not in what is copied\. Nothing was/,
    ],
    [
      "another last record of a log",
      "workspace:acme:000000000001",
      "{}",
      /"workspace:acme:0+1" is not the same in both\. Nothing is/,
    ],
    ["another secret", "secrets:session-tokens", "{}", /"secrets:session-tokens" is not the same in both/],
  ])("onto a store with %s", async (_, key, value, sentence) => {
    const data = new Map([[key, value]]);
    await expect(copyTo(memory({ data }))).rejects.toThrow(sentence);
    expect(data).toEqual(new Map([[key, value]]));
  });

  test("where a record in the midst of a log is another one", async () => {
    const data = new Map(kept);
    data.set(recordKey("workspace:acme", 2), "{}");
    await expect(copyTo(memory({ data }))).rejects.toThrow(
      /"workspace:acme:0+2" is not the same in both stores.*Empty/,
    );
    expect(data.get(unfinishedKey)).toBeDefined();
  });

  test("where the store is written to meanwhile", async () => {
    const data = new Map(source);
    const store = memory({ data });
    const growing: CreateDriver = {
      ...store,
      getItem(key) {
        data.set(recordKey("workspace:new", 1), "{}");
        return store.getItem(key);
      },
    };
    await expect(copyStore(growing, memory(), noProgress)).rejects.toThrow(
      /written to while it was copied.*Stop its servers/,
    );
  });

  test("where the store to copy from has a gap", async () => {
    const gap = new Map(source);
    gap.delete(recordKey("workspace:acme", 3));
    await expect(copyTo(memory(), gap)).rejects.toThrow(/has lost "workspace:acme:0+3"\. Run `seatbook verify`/);
  });

  test("where somebody else creates another value at the same time", async () => {
    const data = new Map<string, string>();
    const store = memory({ data });
    const target: CreateDriver = {
      ...store,
      createItem(key, value) {
        if (key.endsWith(":000000000002")) data.set(key, "{}");
        return store.createItem(key, value);
      },
    };
    await expect(copyTo(target)).rejects.toThrow(/holds something else/);
  });
});

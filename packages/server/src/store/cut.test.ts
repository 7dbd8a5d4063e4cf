import { hash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { type CreateDriver, memory, parseRecordKey } from "@seatbook/storage";
import { beforeAll, describe, expect, test } from "vitest";
import { billedBody, sellerSetup, TestServer, workspaceBody } from "../test/test-server.ts";
import { randomOf } from "../test/random-of.ts";
import { verifyStore } from "../verify/verify.ts";
import { consistentKeys } from "./cut.ts";
import { listStore } from "./listing.ts";
import { noProgress } from "./progress.ts";

/** A server whose writes wait until they are let through, one by one. */
class BusyServer {
  readonly data: Map<string, string>;
  readonly server: TestServer;
  readonly #random: () => number;
  readonly #waiting: (() => void)[] = [];
  #isFree = false;

  constructor(data: ReadonlyMap<string, string>, random: () => number) {
    this.data = new Map(data);
    this.#random = random;
    const store = memory({ data: this.data });
    const turn = async (): Promise<void> => {
      if (!this.#isFree) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    };
    const driver: CreateDriver = {
      ...store,
      createItem: async (key, value) => (await turn(), store.createItem(key, value)),
      setItem: async (key, value) => (await turn(), store.setItem?.(key, value, {})),
    };
    this.server = new TestServer({ driver, seller: sellerSetup, now: "2026-12-02T09:00:00Z" });
  }

  /** Lets some writes through, in any order. */
  async step(): Promise<void> {
    for (let steps = Math.floor(this.#random() * 6); steps > 0; steps--) {
      const [release] = this.#waiting.splice(Math.floor(this.#random() * this.#waiting.length), 1);
      release?.();
      for (let turn = 0; turn < 4; turn++) await nextTurn();
    }
  }

  /** Lets everything through from now on. */
  free(): void {
    this.#isFree = true;
    for (const release of this.#waiting.splice(0)) release();
  }

  /** The store as another process reads it: the server writes on between any two of its calls, and while it lists, as where a
   *  store is listed in portions. */
  asSeen(): CreateDriver {
    const store = memory({ data: this.data });
    return {
      ...store,
      getItem: async (key) => (await this.step(), store.getItem(key)),
      hasItem: async (key) => (await this.step(), store.hasItem(key, {})),
      getKeys: async () => {
        const portions = 6;
        const keys: string[] = [];
        for (let portion = 0; portion < portions; portion++) {
          keys.push(...[...this.data.keys()].filter((key) => portionOf(key) % portions === portion));
          await this.step();
        }
        return keys;
      },
    };
  }
}

function portionOf(key: string): number {
  return Number.parseInt(hash("sha256", key).slice(0, 8), 16);
}

const workspaces = ["a", "b", "c", "d"];

/** Workspaces whose October and November are to be closed. */
async function start(): Promise<Map<string, string>> {
  const data = new Map<string, string>();
  const server = new TestServer({ driver: memory({ data }), seller: sellerSetup, now: "2026-10-02T09:00:00Z" });
  for (const id of workspaces) await create(server, id);
  await server.idle();
  return data;
}

async function create(server: TestServer, id: string): Promise<void> {
  await server.operator.put(`/v1/workspaces/${id}`, { ...workspaceBody, ...billedBody });
  const members = [{ id: "ana", name: "Ana", email: "ana@acme.example", teams: ["t"] }];
  await server.operator.put(`/v1/workspaces/${id}/directory`, { teams: [{ id: "t", name: "T" }], members });
}

/** Closes months, issues and mails, cancels and issues again, and creates workspaces, all at the same time. */
async function work(server: TestServer): Promise<void> {
  await Promise.all([
    server.scheduler.run(),
    ...["e", "f", "g"].map((id) => create(server, id)),
    server.operator.post("/v1/months/2026-10/close", undefined, { "Idempotency-Key": "close" }),
  ]);
  const { items } = await server.operator.get<{ items: { number: string; type: string }[] }>("/v1/invoices?limit=200");
  await Promise.all(
    items
      .slice(0, 4)
      .map(async ({ number }) => server.operator.post(`/v1/invoices/${number}/cancel`, { reason: "Wrong" })),
  );
  await server.idle();
}

/** What is in a part of a store that is looked at while a server works. */
async function lookAt(
  seed: number,
  data: ReadonlyMap<string, string>,
  choose: (driver: CreateDriver) => Promise<readonly string[]>,
): Promise<Map<string, string>> {
  const random = randomOf(seed);
  const busy = new BusyServer(data, random);
  const working = work(busy.server);
  for (let steps = Math.floor(random() * 30); steps > 0; steps--) await busy.step();
  const keys = await choose(busy.asSeen());
  busy.free();
  await working;
  return new Map(keys.flatMap((key) => (busy.data.has(key) ? [[key, busy.data.get(key) ?? ""]] : [])));
}

const isRegister = (key: string): boolean => parseRecordKey(key)?.log === "register";

const seeds = Array.from({ length: 20 }, (_, index) => index + 1);
let started: Map<string, string>;
beforeAll(async () => {
  started = await start();
});

const findingsOf = async (part: Map<string, string>): Promise<string[]> => {
  const { findings } = await verifyStore(memory({ data: part }), noProgress);
  return findings.map(({ code, at, detail }) => `${code}: ${at}: ${detail}`);
};

describe("what is taken of a store while a server works on it", () => {
  test("is as after a crash: sound, and completed by whoever comes next", async () => {
    let unfinished = 0;
    for (const seed of seeds) {
      const part = await lookAt(seed, started, consistentKeys);
      expect([seed, await findingsOf(part)]).toEqual([seed, []]);
      const server = new TestServer({
        driver: memory({ data: part }),
        seller: sellerSetup,
        now: "2026-12-02T09:00:00Z",
      });
      const { closed, issued, failed } = await server.scheduler.run();
      expect(failed).toEqual([]);
      if (closed.length + issued.length > 0) unfinished++;
      await server.idle();
      expect([seed, await findingsOf(part)]).toEqual([seed, []]);
      expect(await server.operator.get("/v1/pending")).toEqual({ items: [] });
    }
    // Most were looked at in the midst of it.
    expect(unfinished).toBeGreaterThan(seeds.length / 2);
  });

  test("is found sound while it is written to", async () => {
    for (const seed of seeds.slice(0, 5)) {
      const random = randomOf(seed);
      const busy = new BusyServer(started, random);
      const working = work(busy.server);
      for (let steps = Math.floor(random() * 30); steps > 0; steps--) await busy.step();
      const { findings, notes } = await verifyStore(busy.asSeen(), noProgress);
      busy.free();
      await working;
      expect([seed, findings]).toEqual([seed, []]);
      expect(notes).toEqual([
        { at: "the store", detail: expect.stringContaining("Servers wrote to the store meanwhile") },
      ]);
    }
  });

  test("has all there is where no server works", async () => {
    const { keys } = await listStore(memory({ data: started }));
    expect(await consistentKeys(memory({ data: started }))).toEqual(keys);
  });

  // What the order of reading is for: other orders are not sound, and the seeds above show it.
  test.each([
    [
      "the workspaces after the register",
      async (driver: CreateDriver) => {
        const first = (await listStore(driver)).keys.filter(isRegister);
        return [...first, ...(await listStore(driver)).keys.filter((key) => !isRegister(key))];
      },
      /^number-unknown/,
    ],
    [
      "the register after the workspaces, and not their later drafts",
      async (driver: CreateDriver) => {
        const first = (await listStore(driver)).keys.filter((key) => !isRegister(key));
        return [...first, ...(await listStore(driver)).keys.filter(isRegister)];
      },
      /^number-unfounded/,
    ],
  ])("would not be sound by taking %s", async (_, choose, expected) => {
    const found = new Set<string>();
    for (const seed of seeds.slice(0, 12)) {
      for (const finding of await findingsOf(await lookAt(seed, started, choose))) found.add(finding);
    }
    expect([...found].filter((finding) => expected.test(finding))).not.toEqual([]);
  });
});

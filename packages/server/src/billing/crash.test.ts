import { randomInt } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { MonthItem, PendingRun } from "../contract/types.ts";
import type { Fault } from "../test/crashing-driver.ts";
import { randomOf } from "../test/random-of.ts";
import type { ServerProcess } from "../test/server-process.ts";
import { billedBody, workspaceBody } from "../test/test-server.ts";
import { Histories } from "./test/histories.ts";
import { mistakesIn, readLedger, standingNumbers, unbilledIn, unfinishedIn, workspaceIn } from "./test/ledger.ts";
import { trafficMistakes, undeliveredIn } from "./test/mail-traffic.ts";
import { RealServers } from "./test/real-servers.ts";
import { lateDetails, oneCancellation, oneMonth, type Scenario, wholeStory } from "./test/scenario.ts";
import { type Case, leaseAndMoreMs, simulate } from "./test/simulation.ts";

const snapshots = vi.hoisted(() => ({ afterEachRecord: false }));

// Without this, a snapshot is due after a thousand events, which no scenario here has.
vi.mock(import("@seatbook/storage"), async (importOriginal) => {
  const storage = await importOriginal();
  class EagerJournal<S, E, B> extends storage.Journal<S, E, B> {
    constructor(options: ConstructorParameters<typeof storage.Journal<S, E, B>>[0]) {
      const snapshot = options.snapshot && { ...options.snapshot, everyEvents: 1, sizeOf: () => 0 };
      super(snapshots.afterEachRecord && snapshot ? { ...options, snapshot } : options);
    }
  }
  return { ...storage, Journal: EagerJournal };
});

/** Every write and every mail of a server is a place to die: just before it, and just after it, when it has happened and
 *  nobody was told. What must hold then is in `test/ledger.ts`, `test/mail-traffic.ts` and the `broken` of `test/scenario.ts`:
 *  numbers 1 to n in order, each month one invoice, each canceled one one credit note, register and workspaces of one mind,
 *  each mail once or once more with the same Message-ID, nothing that was answered lost. */
describe("whatever crashes, R10, R11 and R12 hold", () => {
  let whole: Scenario;
  let small: Scenario;
  let histories: Histories;
  const alone = { servers: 1, seed: 1, store: "at once", faults: {}, recovery: "fresh" } as const satisfies Case;

  beforeAll(async () => {
    whole = await wholeStory();
    small = await oneMonth();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  });
  afterAll(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });
  beforeEach(() => {
    histories = new Histories();
    snapshots.afterEachRecord = false;
  });

  test("a case is one history: played again, it writes and mails the same", async () => {
    const situation: Case = {
      ...alone,
      servers: 3,
      store: "later",
      faults: { 1: { at: 20, when: "after", kind: "death" } },
    };
    const [first, second] = [await simulate(whole, situation), await simulate(whole, situation)];
    expect([...second.data]).toEqual([...first.data]);
    expect(second.office.seen).toEqual(first.office.seen);
    const other = await simulate(whole, { ...situation, seed: 8 });
    expect([...other.data]).not.toEqual([...first.data]);
  });

  test.each(["at once", "later"] as const)(
    "the only server dies at each write and mail, and a new one goes on (the store answers %s)",
    async (store) => {
      const struck = await histories.strikeEverywhere(whole, { ...alone, store }, 0);
      expect(histories.failures).toEqual([]);
      expect(struck.length).toBeGreaterThan(140);
      // Of each mail, the answer was hidden: the server died just after it, or just before it had noted the answer.
      expect(histories.repeatedMails).toBeGreaterThan(10);
    },
  );

  const crews = [2, 3].flatMap((servers) => Array.from({ length: servers }, (_, dying) => ({ servers, dying })));
  const recoveries: Case["recovery"][] = ["fresh", 0, 1];
  test.each(crews)(
    "of $servers servers at work number $dying dies at each write and mail, and a new one or any survivor goes on",
    async ({ servers, dying }) => {
      for (const recovery of recoveries.slice(0, servers)) {
        // Another seed is another interleaving.
        const seed = 100 * servers + 10 * dying + (recovery === "fresh" ? 9 : recovery);
        const situation = { ...alone, store: "later", servers, seed, recovery } as const;
        expect((await histories.strikeEverywhere(whole, situation, dying)).length).toBeGreaterThan(20);
      }
      expect(histories.failures).toEqual([]);
      expect(histories.repeatedMails).toBeGreaterThan(0);
    },
  );

  test("the one that recovers dies at each of its writes too, and so does the third: a fourth completes", async () => {
    for (const { faults: first } of await histories.strikeEverywhere(small, alone, 0)) {
      for (const { faults: two } of await histories.strikeEverywhere(small, { ...alone, faults: first }, 1)) {
        await histories.strikeEverywhere(small, { ...alone, faults: two }, 2, { moments: ["after"] });
      }
    }
    expect(histories.failures).toEqual([]);
    expect(histories.count).toBeGreaterThan(300);
  });

  test.each(["fresh", 0] as const)(
    "of two servers at work both die, each at each of its writes (who recovers: %s)",
    async (recovery) => {
      const both: Case = { ...alone, servers: 2, store: "later", seed: 3, recovery };
      for (const { faults } of await histories.strikeEverywhere(small, both, 0)) {
        await histories.strikeEverywhere(small, { ...both, faults }, 1);
      }
      expect(histories.failures).toEqual([]);
      expect(histories.count).toBeGreaterThan(80);
    },
  );

  test("in any interleaving of two or three servers, up to all of them die, and who replaces the first too", async () => {
    const random = randomOf(2026);
    const draw = (most: number) => Math.floor(random() * most);
    let struck = 0;
    for (let seed = 1000; seed < 1120; seed++) {
      const servers = 2 + draw(2);
      const fault = (): Fault => ({ at: 1 + draw(40), when: draw(2) === 0 ? "before" : "after", kind: "death" });
      const faults = Object.fromEntries(
        Array.from({ length: 1 + draw(servers + 1) }, (_, server) => [server, fault()]),
      );
      const recovery = draw(3) === 0 ? "fresh" : draw(2);
      const outcome = await histories.play(whole, { servers, seed, store: "later", faults, recovery });
      struck += outcome?.struck ?? 0;
    }
    expect(histories.failures).toEqual([]);
    expect(struck).toBeGreaterThan(120);
  });

  test("nobody calls the survivor, which had nothing to do: it finds by itself what the dead one left", async () => {
    const situation: Case = { ...alone, servers: 2, recovery: 0, ticking: true };
    const struck = await histories.strikeEverywhere(await oneCancellation(), situation, 0);
    expect(histories.failures).toEqual([]);
    expect(struck.length).toBeGreaterThan(10);
  });

  test("one of two servers stands still at each write and mail, is taken for dead, and goes on when all is done", async () => {
    let struck = 0;
    // The order in which the two get their turns decides which of them does how much.
    for (const seed of [41, 42, 43, 44]) {
      const situation: Case = { ...alone, servers: 2, store: "later", seed, recovery: 0 };
      struck += (await histories.strikeEverywhere(whole, situation, 1, { kind: "standstill" })).length;
    }
    expect(histories.failures).toEqual([]);
    expect(struck).toBeGreaterThan(120);
  });

  test("what was canceled while the server stood still that was to issue it stays canceled", async () => {
    const situation: Case = { ...alone, servers: 2, store: "later", recovery: 0 };
    await histories.strikeEverywhere(await lateDetails(), situation, 1, { kind: "standstill" });
    expect(histories.failures).toEqual([]);
  });

  test("there is a snapshot after each record: the server dies after each record, snapshot and mail", async () => {
    snapshots.afterEachRecord = true;
    const struck = await histories.strikeEverywhere(whole, { ...alone, store: "later" }, 0, { moments: ["after"] });
    expect(histories.failures).toEqual([]);
    expect(struck.length).toBeGreaterThan(130);
    expect(struck.every(({ outcome }) => outcome.data.has("register:snapshot"))).toBe(true);
  });

  test("any one call of the store or of the mail server fails, done or not, and the server lives on", async () => {
    const struck = await histories.strikeEverywhere(whole, alone, 0, { kind: "error" });
    expect(histories.failures).toEqual([]);
    expect(struck.length).toBeGreaterThan(140);
  });

  test("without a mail server, the outbox of the store has each mail exactly once", async () => {
    const struck = await histories.strikeEverywhere(whole, { ...alone, mail: "outbox" }, 0, { moments: ["after"] });
    expect(histories.failures).toEqual([]);
    for (const { outcome } of struck) {
      const outbox = [...outcome.data].filter(([key]) => key.startsWith("outbox:")).map(([, record]) => record);
      const messageIds = outbox.map((record) => /"messageId":"([^"]+)"/.exec(record)?.[1]);
      const queued = readLedger(outcome.data).workspaces.flatMap(({ mails }) => mails);
      expect([new Set(messageIds).size, messageIds.length]).toEqual([queued.length, queued.length]);
    }
  });
});

describe("two real processes over one SQLite file, killed with kill -9", () => {
  test("one, then the other, at a random moment of closing and mailing, and restarted: the same holds", async () => {
    const servers = await RealServers.open();
    try {
      await create(servers.process(0));
      for (const [round, { month, now }] of rounds.entries()) {
        await servers.process(round).send("PUT", "/v1/demo/clock", { now });
        const { moment, promised } = await killWhileClosing(servers, round, month);
        const restarted = await servers.restart(round);
        await finish(restarted, servers, Date.parse(now));

        const ledger = await servers.ledger();
        const { accepted } = servers.inbox;
        const traffic = trafficMistakes(ledger, { accepted, seen: accepted, hidden: servers.hidden });
        const open = [...unfinishedIn(ledger), ...unbilledIn(ledger), ...undeliveredIn(ledger, { accepted })];
        expect([...open, ...mistakesIn(ledger), ...traffic], moment).toEqual([]);
        expect(ledger.numbers, moment).toHaveLength((round + 1) * ids.length);
        for (const { id, invoice } of promised) {
          expect(standingNumbers(workspaceIn(ledger, id), month), `${moment}: ${id}`).toEqual([invoice]);
        }
        expect(await restarted.send("GET", "/v1/pending"), moment).toEqual({ items: [] });
        const list = "/v1/invoices?limit=200";
        expect(await restarted.send("GET", list), moment).toEqual(await servers.process(round + 1).send("GET", list));
      }
    } finally {
      await servers.close();
    }
  });
});

const ids = Array.from({ length: 30 }, (_, index) => `w-${String(index).padStart(2, "0")}`);
const rounds = [
  { month: "2026-11", now: "2026-12-01T09:00:00Z" },
  { month: "2026-12", now: "2027-01-01T09:00:00Z" },
  { month: "2027-01", now: "2027-02-01T09:00:00Z" },
  { month: "2027-02", now: "2027-03-01T09:00:00Z" },
];

/** A third by team license; of the others, every second with two addresses. */
async function create(server: ServerProcess): Promise<void> {
  await server.send("PUT", "/v1/demo/clock", { now: "2026-11-05T09:00:00Z" });
  const one = async (id: string, index: number): Promise<void> => {
    const licenseModel = index % 3 === 0 ? "team" : "user";
    const mailbox = [`ap@${id}.example`, `cfo@${id}.example`].slice(index % 2);
    await server.send("PUT", `/v1/workspaces/${id}`, { ...workspaceBody, ...billedBody, licenseModel, mailbox });
    const members = [{ id: "ana", name: "Ana", email: `ana@${id}.example`, teams: ["t"] }];
    await server.send("PUT", `/v1/workspaces/${id}/directory`, { teams: [{ id: "t", name: "Design" }], members });
  };
  await Promise.all(ids.map(one));
}

/** Both close everything at once, and one of them does not come to its end. What that one has answered until then. */
async function killWhileClosing(servers: RealServers, round: number, month: string) {
  const [victim, other] = [servers.process(round), servers.process(round + 1)];
  const promised: { id: string; invoice: string | undefined }[] = [];
  const closeOne = async (id: string): Promise<void> => {
    try {
      const { invoice } = await victim.send<MonthItem>("POST", `/v1/workspaces/${id}/months/${month}/close`);
      promised.push({ id, invoice });
    } catch {
      // Killed.
    }
  };
  const closing = ids.slice(0, 5).map(closeOne);
  const dying = victim.request("POST", "/v1/pending/run").catch(() => undefined);
  const surviving = other.send<PendingRun>("POST", "/v1/pending/run");
  const moment = await (round % 2 === 0 ? amongMails(servers) : amongWrites());
  await servers.kill(round);
  await Promise.all([...closing, dying]);
  expect((await surviving).failed, moment).toEqual([]);
  await servers.noteHidden();
  return { moment, promised };
}

async function amongMails({ inbox }: RealServers): Promise<string> {
  const count = randomInt(1, 20);
  await inbox.arrivals(count);
  return `killed when mail ${count} of the round had arrived`;
}

async function amongWrites(): Promise<string> {
  const ms = randomInt(5, 300);
  await wait(ms);
  return `killed after ${ms} ms`;
}

/** Lets time pass until nothing is left to do. */
async function finish(server: ServerProcess, servers: RealServers, start: number): Promise<void> {
  for (let passed = 1; passed <= 10; passed++) {
    const now = new Date(start + passed * leaseAndMoreMs).toISOString();
    await server.send("PUT", "/v1/demo/clock", { now });
    await server.send("POST", "/v1/pending/run");
    if (unfinishedIn(await servers.ledger()).length === 0) return;
  }
}

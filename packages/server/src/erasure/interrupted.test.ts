import type { Actor, Command } from "@seatbook/core";
import type { CreateDriver } from "@seatbook/storage";
import { beforeAll, describe, expect, test } from "vitest";
import { createApp } from "../app.ts";
import { noProgress } from "../store/progress.ts";
import { crashingDriver, type Fault, FaultError, FaultyProcess } from "../test/crashing-driver.ts";
import { apiKey, sellerSetup, tokenSecret } from "../test/fixtures.ts";
import { verifyStore } from "../verify/verify.ts";
import { runOn } from "../workspaces.ts";
import { findWords } from "./test/find-words.ts";
import { personStore, words } from "./test/person-store.ts";

const operator: Actor = { type: "operator" };
const ana = { member: "ana", keepMailbox: false };

let start: ReadonlyMap<string, string>;
beforeAll(async () => {
  start = await personStore();
});

/** A server in this process. @param snapshotEveryEvents 1: after each record, as if each had been due. */
function open(driver: CreateDriver, snapshotEveryEvents = 1000) {
  return createApp({
    driver,
    now: () => Date.parse("2026-11-05T09:00:00Z"),
    apiKeys: [apiKey],
    tokenSecret,
    snapshotEveryEvents,
    seller: sellerSetup,
    makeDocuments: async () => ({ pdf: new Uint8Array(), xml: new Uint8Array() }),
    newId: () => "",
    monotonicNow: () => 0,
  });
}

function processOn(data: Map<string, string>, fault?: Fault, turn: () => Promise<void> | void = () => {}) {
  const process = new FaultyProcess(fault, () => {});
  return { process, ...open(crashingDriver(data, process, turn)) };
}

async function expectErased(data: Map<string, string>, what: string): Promise<void> {
  expect(findWords(data, words), what).toEqual([]);
  const { findings, notes } = await verifyStore(
    crashingDriver(data, new FaultyProcess(undefined, () => {}), () => {}),
    noProgress,
  );
  expect({ findings, notes }, what).toEqual({ findings: [], notes: [] });
}

async function effectsOfErasing(): Promise<number> {
  const data = new Map(start);
  const server = processOn(data);
  const { workspace } = await server.workspaces.open("acme");
  await server.erasing.erase(workspace, ana, operator);
  await expectErased(data, "undisturbed");
  return server.process.effects;
}

describe("an erasure", () => {
  test.for(["before", "after"] as const)(
    "that dies %s any of its writes is finished by a server that starts",
    { timeout: 60_000 },
    async (when) => {
      const effects = await effectsOfErasing();
      expect(effects).toBeGreaterThan(20);
      for (let at = 1; at <= effects; at++) {
        const what = `died ${when} write ${at} of ${effects}`;
        const data = new Map(start);
        const dying = processOn(data, { at, when, kind: "death" });
        const { workspace } = await dying.workspaces.open("acme");
        // The last of them may be of a snapshot, which nobody waits for.
        const [ended] = await Promise.allSettled([dying.erasing.erase(workspace, ana, operator)]);
        if (ended.status === "rejected") expect(ended.reason, what).toBeInstanceOf(FaultError);
        const next = processOn(data);
        const { journal } = (await next.workspaces.open("acme")).workspace;
        const isBegun = journal.state.erasures.length > 0;
        expect(isBegun, what).toBe(at > 1 || when === "after");
        await next.scheduler.run();
        await next.close();
        if (isBegun) await expectErased(data, what);
        else {
          const again = (await next.workspaces.open("acme")).workspace;
          await next.erasing.erase(again, ana, operator);
          await expectErased(data, what);
        }
      }
    },
  );

  test(
    "of two members on two servers at once leaves nothing of either, however their steps interleave",
    { timeout: 60_000 },
    async () => {
      const both = [...words, "Boris Namewell", "boris@namewell.example"];
      const given = new Map(start);
      const setup = processOn(given);
      const { workspace } = await setup.workspaces.open("acme");
      const give = (command: Command) => runOn(workspace, command, operator);
      await give({
        type: "put-member",
        id: "boris",
        name: "Boris Namewell",
        email: "boris@namewell.example",
        teams: ["sales"],
      });
      await give({ type: "put-member", id: "back", name: "Back", email: "back@acme.example", teams: ["design"] });
      await give({ type: "remove-member", member: "boris" });
      await setup.close();
      for (let seed = 1; seed <= 12; seed++) {
        const data = new Map(given);
        let random = seed;
        const turn = async (): Promise<void> => {
          random = (random * 48_271) % 2_147_483_647;
          for (let count = random % 4; count > 0; count--) await Promise.resolve();
        };
        const [one, two] = [processOn(data, undefined, turn), processOn(data, undefined, turn)];
        await Promise.all([
          one.workspaces.open("acme").then((opened) => one.erasing.erase(opened.workspace, ana, operator)),
          two.workspaces
            .open("acme")
            .then((opened) => two.erasing.erase(opened.workspace, { member: "boris", keepMailbox: false }, operator)),
        ]);
        expect(findWords(data, both), `seed ${seed}`).toEqual([]);
        await expectErased(data, `seed ${seed}`);
      }
    },
  );

  test("is not undone by a server that stood still while it wrote a snapshot", async () => {
    const data = new Map(start);
    for (const key of data.keys()) if (key.includes(":snapshot")) data.delete(key);
    // Stands still among the pieces of the snapshot that it writes when it has read the log.
    const slowly = new FaultyProcess({ at: 4, when: "before", kind: "standstill" }, () => {});
    const slow = open(
      crashingDriver(data, slowly, () => Promise.resolve()),
      1,
    );
    await slow.workspaces.get("acme");
    await slowly.standstill;
    const erasing = processOn(data);
    await erasing.erasing.erase((await erasing.workspaces.open("acme")).workspace, ana, operator);
    expect(findWords(data, words)).toEqual([]);
    slowly.wake();
    await slow.close();
    await expectErased(data, "woken");
  });

  test("leaves a snapshot of before, whose writer died, to whoever opens the workspace next", async () => {
    const data = new Map(start);
    const before = Array.from(data).filter(([key]) => key.startsWith("workspace:acme:snapshot"));
    expect(before.length).toBeGreaterThan(1);
    const erasing = processOn(data);
    await erasing.erasing.erase((await erasing.workspaces.open("acme")).workspace, ana, operator);
    for (const [key, text] of before) data.set(key, text);
    const next = processOn(data);
    await next.workspaces.open("acme");
    await next.close();
    await expectErased(data, "opened");
  });
});

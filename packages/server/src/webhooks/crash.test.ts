import { beforeAll, expect, test } from "vitest";
import type { Fault } from "../test/crashing-driver.ts";
import { deliver, type DeliveryCase, somethingHappened, type Start } from "./test/delivery-history.ts";
import { answering, ok } from "./test/receiver.ts";

let start: Start;
beforeAll(async () => {
  start = await somethingHappened();
});

const messages = 5;
const alone: DeliveryCase = { servers: 1, seed: 1, faults: {} };
/** Once it fails for the time being, so that attempts are made again. */
const failingOnce = (request: number) => (request === 2 ? answering(500) : ok);

const deathAt = (at: number): Fault => ({ at, when: at % 4 === 1 ? "before" : "after", kind: "death" });

const mistakesOf = async (situation: DeliveryCase): Promise<string[]> => {
  const { mistakes } = await deliver(start, situation);
  return mistakes.map((mistake) => `${JSON.stringify(situation)}: ${mistake}`);
};

test("without a fault each message comes once, however many servers are at work", async () => {
  for (let servers = 1; servers <= 3; servers++) {
    for (let seed = 1; seed <= 6; seed++) {
      const { mistakes, taken } = await deliver(start, { ...alone, servers, seed, answer: failingOnce });
      expect(mistakes, `${servers} servers, seed ${seed}`).toEqual([]);
      expect(taken, `${servers} servers, seed ${seed}`).toHaveLength(messages);
    }
  }
});

test.each([1, 2])(
  "of %s servers the first one dies at each write and each request: every message comes, in order, the same",
  async (servers) => {
    const situation = { ...alone, servers, answer: failingOnce };
    const { effects } = await deliver(start, situation);
    const [places = 0] = effects;
    expect(places).toBeGreaterThan(servers === 1 ? 15 : 5);
    const mistakes: string[] = [];
    let struck = 0;
    let repeated = 0;
    for (let at = 1; at <= places; at++) {
      for (const when of ["before", "after"] as const) {
        const faults = { 0: { at, when, kind: "death" } as const };
        const outcome = await deliver(start, { ...situation, faults });
        struck += outcome.struck;
        repeated += outcome.taken.length - messages;
        mistakes.push(...outcome.mistakes.map((mistake) => `${when} ${at}: ${mistake}`));
        // What was taken, and not noted, comes once more: at most what one server had under way.
        expect(outcome.taken.length, `${when} ${at}`).toBeLessThanOrEqual(messages + 2);
      }
    }
    expect(mistakes).toEqual([]);
    expect(struck).toBeGreaterThan(places);
    expect(repeated).toBeGreaterThan(0);
  },
);

test("who replaces the dead one dies too, at each place", async () => {
  const [places = 0] = (await deliver(start, alone)).effects;
  const mistakes: string[] = [];
  for (let first = 1; first <= places; first += 3) {
    for (let second = 1; second <= places; second += 2) {
      mistakes.push(...(await mistakesOf({ ...alone, faults: { 0: deathAt(first), 1: deathAt(second) } })));
    }
  }
  expect(mistakes).toEqual([]);
});

test("a call of the store that fails, done or not, keeps nothing from being delivered", async () => {
  const [places = 0] = (await deliver(start, alone)).effects;
  const mistakes: string[] = [];
  for (let at = 1; at <= places; at++) {
    for (const when of ["before", "after"] as const) {
      mistakes.push(...(await mistakesOf({ ...alone, faults: { 0: { at, when, kind: "error" } } })));
    }
  }
  expect(mistakes).toEqual([]);
});

test("one of two servers stands still at each place, is taken for dead, and goes on when all is done", async () => {
  const mistakes: string[] = [];
  for (let at = 1; at <= 12; at++) {
    for (const when of ["before", "after"] as const) {
      mistakes.push(
        ...(await mistakesOf({ ...alone, servers: 2, seed: at, faults: { 0: { at, when, kind: "standstill" } } })),
      );
    }
  }
  expect(mistakes).toEqual([]);
});

test("an endpoint that answered 410 is disabled, wherever the server dies in between", async () => {
  const situation = { ...alone, answer: () => answering(410) };
  const { effects, isEnabled } = await deliver(start, situation);
  expect(isEnabled).toBe(false);
  for (let at = 1; at <= (effects[0] ?? 0); at++) {
    for (const when of ["before", "after"] as const) {
      const outcome = await deliver(start, { ...situation, faults: { 0: { at, when, kind: "death" } } });
      expect([when, at, outcome.isEnabled]).toEqual([when, at, false]);
      expect(outcome.taken).toEqual([]);
    }
  }
});

import { describe, expect, test } from "vitest";
import { reportFailure } from "./report.ts";
import { runSeeds } from "./run-seeds.ts";
import { simulate } from "./simulate.ts";

const seeds = Array.from({ length: 200 }, (_, index) => index + 1);

describe("whatever goes wrong between servers, store and mail servers", () => {
  test("200 seeds: nothing acknowledged is lost, and nothing is counted, invoiced or mailed twice", async () => {
    const steps: number[] = [];
    const { failures, figures } = await runSeeds({
      seeds,
      onResult: (result) => void steps.push(result.figures.steps),
    });
    expect(failures.map((failure) => reportFailure(failure)).join("\n")).toBe("");
    // A simulation in which nothing happens has nothing to say.
    expect(steps.length).toBe(200);
    expect(figures.steps).toBeGreaterThan(500_000);
    expect(figures.requests).toBeGreaterThan(20_000);
    expect(figures.crashes).toBeGreaterThan(1_000);
    expect(figures.lostReplies).toBeGreaterThan(200);
    expect(figures.recoveries).toBeGreaterThan(400);
    expect(figures.mails).toBeGreaterThan(2_000);
    expect(figures.closedMonths).toBeGreaterThan(600);
    expect(figures.invoices).toBeGreaterThan(600);
  }, 600_000);

  test("a seed is one history: played again, also by another process, it is the same to the byte", async () => {
    const some = [2, 3, 5];
    const first = [];
    for (const seed of some) first.push(await simulate(seed));
    const again = [];
    for (const seed of some.toReversed()) again.unshift(await simulate(seed));
    expect(again.map(({ data }) => [...data])).toEqual(first.map(({ data }) => [...data]));
    const hashes = first.map(({ hash }) => hash);
    expect(again.map(({ hash }) => hash)).toEqual(hashes);
    const elsewhere = new Map<number, string>();
    await runSeeds({ seeds: some, onResult: ({ seed, hash }) => void elsewhere.set(seed, hash) });
    expect(some.map((seed) => elsewhere.get(seed))).toEqual(hashes);
    expect(new Set(hashes).size).toBe(some.length);
  });
});

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { amountOf, type Price, type Tier } from "./money.ts";
import { slowNet } from "./test/slow-count.ts";

const tiers: Tier[] = [
  { upTo: 10, unitMinor: 4900 },
  { upTo: 20, unitMinor: 3900 },
  { upTo: null, unitMinor: 1000 },
];

test.each([
  [0, 0],
  [1, 4900],
  [10, 49_000],
])("flat: %i licenses cost %i", (licenses, minor) => {
  expect(amountOf({ currency: "EUR", unitMinor: 4900 }, licenses).net).toEqual({ currency: "EUR", minor });
});

test.each([
  [0, 0],
  [10, 49_000],
  [11, 42_900],
  [20, 78_000],
  [21, 21_000],
])("volume: all %i licenses at the price of the tier the total falls in cost %i", (licenses, minor) => {
  expect(amountOf({ currency: "EUR", tiers, tierMode: "volume" }, licenses).net.minor).toBe(minor);
});

test.each([
  [0, 0],
  [10, 49_000],
  [11, 52_900],
  [20, 88_000],
  [21, 89_000],
])("graduated: %i licenses, each at the price of its own tier, cost %i", (licenses, minor) => {
  expect(amountOf({ currency: "EUR", tiers, tierMode: "graduated" }, licenses).net.minor).toBe(minor);
});

describe("a minimum", () => {
  const price: Price = { currency: "EUR", unitMinor: 100, minimumLicenses: 5 };

  test.each([
    [0, 500, 5],
    [4, 500, 5],
    [5, 500, undefined],
    [6, 600, undefined],
  ])("of 5: %i licenses cost %i", (licenses, minor, minimumLicenses) => {
    const amount = amountOf(price, licenses);
    expect(amount.net.minor).toBe(minor);
    expect(amount.minimumLicenses).toBe(minimumLicenses);
  });
});

const price: fc.Arbitrary<Price> = fc
  .record({
    uniqueEnds: fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 4 }),
    units: fc.array(fc.nat(10_000), { minLength: 5, maxLength: 5 }),
    minimum: fc.option(fc.nat(20), { nil: undefined }),
    mode: fc.constantFrom("flat", "volume", "graduated"),
  })
  .map(({ uniqueEnds, units, minimum, mode }): Price => {
    const common = { currency: "EUR", ...(minimum !== undefined && { minimumLicenses: minimum }) };
    if (mode === "flat") return { ...common, unitMinor: units[0] ?? 0 };
    const ends = [...uniqueEnds.toSorted((a, b) => a - b), null];
    const steps = ends.map((upTo, index): Tier => ({ upTo, unitMinor: units[index] ?? 0 }));
    return { ...common, tierMode: mode === "volume" ? "volume" : "graduated", tiers: steps };
  });

test("any price costs what counting license by license gives, and the steps sum to it", () => {
  fc.assert(
    fc.property(price, fc.nat(50), (any, licenses) => {
      const { net, steps, minimumLicenses } = amountOf(any, licenses);
      expect(net.minor).toBe(slowNet(any, licenses));
      expect(steps.reduce((sum, { amount }) => sum + amount.minor, 0)).toBe(net.minor);
      for (const step of steps) expect(step.amount.minor).toBe(step.licenses * step.unitMinor);
      const billed = steps.reduce((sum, step) => sum + step.licenses, 0);
      expect(billed).toBe(minimumLicenses ?? licenses);
    }),
    { seed: 1, numRuns: 2000 },
  );
});

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seller } from "../test/seller.ts";
import type { LineItem } from "./invoice.ts";
import { percentOf, taxRateOf, taxTotals } from "./tax.ts";

function line(net: number, tax: LineItem["tax"]): LineItem {
  return { description: "x", quantity: 1, unitMinor: net, net, tax };
}

describe("tax is rounded half up, once per category and rate", () => {
  test.each([
    [0, 19, 0],
    [100, 19, 19],
    [50, 19, 10],
    [231, 19, 44],
    [1, 50, 1],
    [1, 49.99, 0],
    [10, 5, 1],
    [9, 5, 0],
    [1000, 5.5, 55],
    [12_345, 8.1, 1000],
    [9_007_199_254_740_991, 19, 1_711_367_858_400_788],
  ])("%d at %d %%: %d", (net, rate, tax) => {
    expect(percentOf(net, rate)).toBe(tax);
  });

  test("seven lines of 0.33 at 19 %: 0.44, not the 0.42 of seven rounded taxes", () => {
    const standard = { category: "S", ratePercent: 19 } as const;
    const totals = taxTotals(
      Array.from({ length: 7 }, () => line(33, standard)),
      () => ({}),
    );
    expect(totals).toEqual([{ ...standard, net: 231, tax: 44 }]);
  });

  test("categories and rates are apart, in the order in which they appear", () => {
    const rates = [
      { category: "S", ratePercent: 7 },
      { category: "S", ratePercent: 19 },
      { category: "E", ratePercent: 0 },
    ] as const;
    const lines = [line(100, rates[1]), line(200, rates[0]), line(300, rates[2]), line(1, rates[1])];
    expect(taxTotals(lines, ({ category }) => (category === "E" ? { reason: "because" } : {}))).toEqual([
      { ...rates[1], net: 101, tax: 19 },
      { ...rates[0], net: 200, tax: 14 },
      { ...rates[2], net: 300, tax: 0, reason: "because" },
    ]);
  });

  test("it is never more than half a cent away from the exact tax", () => {
    fc.assert(
      fc.property(fc.nat(10 ** 12), fc.integer({ min: 0, max: 10_000 }), (net, hundredths) => {
        const exact = BigInt(net) * BigInt(hundredths);
        const difference = BigInt(percentOf(net, hundredths / 100)) * 10_000n - exact;
        expect(difference > -5_000n && difference <= 5_000n).toBe(true);
      }),
    );
  });
});

describe("the tax treatment gives category, rate and reason", () => {
  test.each([
    [{ treatment: "standard", ratePercent: 19 }, "DE", { category: "S", ratePercent: 19 }],
    [{ treatment: "standard", ratePercent: 0 }, "DE", { category: "Z", ratePercent: 0 }],
    [{ treatment: "reverse-charge" }, "DE", { category: "AE", ratePercent: 0, reasonCode: "VATEX-EU-AE" }],
    [{ treatment: "outside-eu" }, "DE", { category: "O", ratePercent: 0, reasonCode: "VATEX-EU-O" }],
    [{ treatment: "small-business" }, "DE", { category: "E", ratePercent: 0 }],
    [{ treatment: "small-business" }, "AT", { category: "E", ratePercent: 0 }],
    [{ treatment: "small-business" }, "NL", { category: "E", ratePercent: 0 }],
    [{ treatment: "small-business" }, "FR", { category: "E", ratePercent: 0, reasonCode: "VATEX-FR-FRANCHISE" }],
  ] as const)("%j of a seller in %s", (tax, country, expected) => {
    const from = { ...seller, address: { ...seller.address, country } };
    const { reason, ...rest } = taxRateOf(tax, from, "de");
    expect(rest).toEqual(expected);
    if (tax.treatment === "standard") expect(reason).toBeUndefined();
    else expect(reason).toMatch(/Steuer|steuer|TVA/);
  });

  test("the reason is in the invoice's language, but for the words that French law prescribes", () => {
    const reasons = (["en", "de", "fr"] as const).map(
      (language) => taxRateOf({ treatment: "reverse-charge" }, seller, language).reason,
    );
    expect(new Set(reasons).size).toBe(3);
    const french = { ...seller, address: { ...seller.address, country: "FR" } };
    expect(taxRateOf({ treatment: "small-business" }, french, "en").reason).toBe(
      "TVA non applicable, article 293 B du CGI",
    );
  });
});

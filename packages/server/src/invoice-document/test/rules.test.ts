import { describe, expect, test } from "vitest";
import { en16931Rules, failedRules } from "./en16931.ts";
import { failedFrenchRules, frenchRules } from "./french.ts";
import { en16931Mutations, frenchMutations, goodDocuments, xRechnungMutations, type MutationOf } from "./mutations.ts";
import type { Rule } from "./rules.ts";
import { failedXRechnungRules, xRechnungRules } from "./xrechnung.ts";
import { xsdErrors } from "./xsd.ts";

test.each(Object.entries(goodDocuments))("the good document %s breaks nothing", (_, xml) => {
  expect(xsdErrors(xml)).toEqual([]);
  expect(failedRules(xml)).toEqual([]);
});

test("XRechnung's and France's good documents break none of their rules", () => {
  expect(failedXRechnungRules(goodDocuments.standard)).toEqual([]);
  expect(failedFrenchRules(goodDocuments.french)).toEqual([]);
});

describe.each<[name: string, rules: readonly Rule[], mutations: MutationOf[], failed: (xml: string) => string[]]>([
  ["EN 16931", en16931Rules, en16931Mutations, failedRules],
  ["XRechnung", xRechnungRules, xRechnungMutations, failedXRechnungRules],
  ["France", frenchRules, frenchMutations, failedFrenchRules],
])("%s", (_, rules, mutations, failed) => {
  test.each(mutations)("$rule fails", ({ rule, of, mutation }) => {
    expect(failed(mutation(goodDocuments[of]))).toContain(rule);
  });

  test("each rule is seen failing", () => {
    const seen = new Set(mutations.map(({ rule }) => rule));
    expect(rules.map(({ id }) => id).filter((id) => !seen.has(id))).toEqual([]);
    expect(seen.size).toBe(rules.length);
  });
});

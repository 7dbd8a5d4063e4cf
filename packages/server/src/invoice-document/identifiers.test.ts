import { describe, expect, test } from "vitest";
import { sirenOf, vatEndpoint } from "./identifiers.ts";

describe("a SIREN", () => {
  const address = { country: "FR" };

  test.each([
    ["in the VAT id", { vatId: "FR44732829320" }],
    ["in a VAT id with spaces", { vatId: "FR 44 732 829 320" }],
    ["as tax number", { taxNumber: "732829320" }],
    ["in a SIRET", { taxNumber: "732 829 320 00074" }],
    ["in the registration", { registration: "SAS au capital de 40 000 €, RCS Paris 732 829 320" }],
  ])("%s", (_, party) => {
    expect(sirenOf({ address, ...party })).toBe("732829320");
  });

  test("is found neither elsewhere nor where there is none", () => {
    expect(sirenOf({ address: { country: "BE" }, vatId: "FR44732829320" })).toBeUndefined();
    expect(sirenOf({ address, registration: "SAS au capital de 100 000 000 €" })).toBeUndefined();
    expect(sirenOf({ address })).toBeUndefined();
  });
});

test("a VAT id is an address in the scheme of its country", () => {
  expect(vatEndpoint("DE123456789")).toEqual({ scheme: "9930", id: "DE123456789" });
  expect(vatEndpoint("EL123456789")).toEqual({ scheme: "9933", id: "EL123456789" });
  expect(vatEndpoint("US123")).toBeUndefined();
  expect(vatEndpoint(undefined)).toBeUndefined();
});

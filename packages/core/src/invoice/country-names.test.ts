import { expect, test } from "vitest";
import { isCountry } from "../country.ts";
import { countryName } from "./country-names.ts";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("");
const codes = letters.flatMap((first) => letters.map((second) => first + second));

test.each(["en", "de", "fr"] as const)(
  "every country has a name in %s, of its own, and nothing else has one",
  (language) => {
    const named = codes.filter((code) => countryName(code, language) !== code);
    expect(named).toEqual(codes.filter(isCountry));
    expect(new Set(named.map((code) => countryName(code, language))).size).toBe(named.length);
  },
);

test("as it stands in an address", () => {
  expect(["DE", "CI", "XI"].map((code) => countryName(code, "fr"))).toEqual([
    "Allemagne",
    "Côte d’Ivoire",
    "Irlande du Nord",
  ]);
  expect(countryName("ZZ", "de")).toBe("ZZ");
});

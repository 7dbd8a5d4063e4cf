import { expect, test } from "vitest";
import { hasVatPrefix, isCountry } from "./country.ts";

test.each(["DE", "FR", "GB", "US", "XI", "NA"])("%s is a country", (code) => {
  expect(isCountry(code)).toBe(true);
});

test.each(["de", "EL", "UK", "XK", "ZZ", "EU", "", "DEU", "NAN"])("%s is none", (code) => {
  expect(isCountry(code)).toBe(false);
});

test("a VAT id begins with its country; Greece writes EL", () => {
  expect(["DE123456789", "EL123456789", "XI123456789"].map(hasVatPrefix)).toEqual([true, true, true]);
  expect(["123456789", "DE", "UK123456789", "de123456789", ""].map(hasVatPrefix)).toEqual(Array(5).fill(false));
});

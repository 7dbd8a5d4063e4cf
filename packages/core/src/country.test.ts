import { expect, test } from "vitest";
import { isCountry } from "./country.ts";

test.each(["DE", "FR", "GB", "US", "XI", "NA"])("%s is a country", (code) => {
  expect(isCountry(code)).toBe(true);
});

test.each(["de", "EL", "UK", "XK", "ZZ", "EU", "", "DEU", "NAN"])("%s is none", (code) => {
  expect(isCountry(code)).toBe(false);
});

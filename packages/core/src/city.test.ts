import { expect, test } from "vitest";
import { formatCity } from "./city.ts";

test("the postal code stands before the city, and behind it where that is the custom", () => {
  const address = { line1: "", city: "Boston, MA", postalCode: "02110" };
  expect(formatCity({ ...address, country: "US" })).toBe("Boston, MA 02110");
  expect(formatCity({ ...address, city: "Köln", postalCode: "50996", country: "DE" })).toBe("50996 Köln");
});

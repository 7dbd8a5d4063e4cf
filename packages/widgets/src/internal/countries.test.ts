import { isCountry } from "@seatbook/core";
import { assert } from "chai";
import { translate } from "../translations/index.ts";
import { countryNames } from "./countries.ts";
import { Format } from "./format.ts";

const letters = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
const known = letters.flatMap((first) => letters.map((second) => first + second)).filter(isCountry);

function countries(language: string) {
  const format = new Format(language, "UTC", "2026");
  return countryNames({ format, t: translate(format) });
}

const names = (language: string) => countries(language).map(([, name]) => name);

describe("countryNames", () => {
  it("has exactly the countries that core knows", () => {
    const codes = countries("en").map(([code]) => code);
    assert.deepEqual(codes.toSorted(), known);
  });

  it("is sorted by name in the language", () => {
    assert.deepEqual(names("en").slice(0, 3), ["Afghanistan", "Åland Islands", "Albania"]);
    assert.include(names("en"), "Northern Ireland");
    assert.include(names("de"), "Österreich");
    assert.isBelow(names("de").indexOf("Österreich"), names("de").indexOf("Pakistan"));
  });
});

import { countries } from "@seatbook/core";
import { assert } from "chai";
import { translate } from "../translations/index.ts";
import { countryNames } from "./countries.ts";
import { Format } from "./format.ts";

function names(language: string): string[] {
  const format = new Format(language, "UTC", "2026");
  return countryNames({ format, t: translate(format) }, [...countries]).map(([, name]) => name);
}

describe("countryNames", () => {
  it("has a name for every country", () => {
    for (const name of names("en")) assert.isAbove(name.length, 2, name);
  });

  it("is sorted by name in the language", () => {
    assert.deepEqual(names("en").slice(0, 3), ["Afghanistan", "Åland Islands", "Albania"]);
    assert.include(names("en"), "Northern Ireland");
    assert.include(names("de"), "Österreich");
    assert.isBelow(names("de").indexOf("Österreich"), names("de").indexOf("Pakistan"));
  });
});

import { expect, test } from "vitest";
import { describeMinimum } from "./wording.ts";

const languages = ["en", "de", "fr"] as const;

test.each([
  [
    5,
    3,
    "Minimum of 5 licenses; 3 in use",
    "Mindestabnahme 5 Lizenzen, davon 3 genutzt",
    "Minimum de 5 licences, dont 3 utilisées",
  ],
  [
    2,
    1,
    "Minimum of 2 licenses; 1 in use",
    "Mindestabnahme 2 Lizenzen, davon 1 genutzt",
    "Minimum de 2 licences, dont 1 utilisée",
  ],
  [
    1,
    0,
    "Minimum of 1 license; none in use",
    "Mindestabnahme 1 Lizenz, davon keine genutzt",
    "Minimum de 1 licence, dont aucune utilisée",
  ],
])("a minimum of %d of which %d are used", (minimum, used, ...expected) => {
  expect(languages.map((language) => describeMinimum(minimum, used, language))).toEqual(expected);
});

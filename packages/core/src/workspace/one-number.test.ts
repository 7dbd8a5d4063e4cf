import { describe } from "vitest";
import { zones } from "../test/histories.ts";
import { testOneNumber } from "../test/one-number.ts";

describe("the number on the screen, in the export, in the preview and on the invoice is the same number", () => {
  for (const zone of zones) testOneNumber(zone);
});

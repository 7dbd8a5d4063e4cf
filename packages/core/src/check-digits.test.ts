import { describe, expect, test } from "vitest";
import { isIban, isLeitwegId } from "./check-digits.ts";

describe("a Leitweg-ID", () => {
  test.each(["04011000-1234512345-06", "991-33333TEST-33", "992-90009-96", "04011000-12345-03"])("%s", (reference) => {
    expect(isLeitwegId(reference)).toBe(true);
  });

  test.each(["04011000-1234512345-07", "PO-4711", "2026-000123-12", "12-34", "4500017", ""])("not %j", (reference) => {
    expect(isLeitwegId(reference)).toBe(false);
  });
});

describe("an IBAN", () => {
  test.each(["DE89370400440532013000", "GB82WEST12345698765432", "FR1420041010050500013M02606"])("%s", (iban) => {
    expect(isIban(iban)).toBe(true);
  });

  test.each(["DE89370400440532013001", "DE89 3704 0044 0532 0130 00", "de89370400440532013000", "DE89", ""])(
    "not %j",
    (iban) => {
      expect(isIban(iban)).toBe(false);
    },
  );
});

import { encode } from "uqr";
import { describe, expect, test } from "vitest";
import { drawQr, epcPayload } from "./epc-qr.ts";
import { samples } from "./test/samples.ts";

const invoice = samples["de-S"];

describe("the text of the code", () => {
  test("is a SEPA credit transfer of the amount due, with the number as its reference", () => {
    expect(epcPayload(invoice)?.split("\n")).toEqual([
      "BCD",
      "002",
      "1",
      "SCT",
      "COBADEFFXXX",
      "Beispiel Software GmbH",
      "DE89370400440532013000",
      "EUR391.82",
      "",
      "",
      "2026-000101",
    ]);
  });

  test("names the seller where the account has no holder of its own, in at most 70 characters and one line", () => {
    const bank = { iban: "DE89 3704 0044 0532 0130 00" };
    const payload = epcPayload({ ...invoice, seller: { ...invoice.seller, name: `Ä\n${"x".repeat(100)}`, bank } });
    expect(payload?.split("\n").slice(4, 7)).toEqual(["", `Ä ${"x".repeat(68)}`, "DE89370400440532013000"]);
  });

  test("there is none for a credit note, another currency, nothing to pay, or more than fits", () => {
    expect(epcPayload(samples["381"])).toBeUndefined();
    expect(epcPayload(samples["us-O"])).toBeUndefined();
    expect(epcPayload({ ...invoice, gross: 0 })).toBeUndefined();
    expect(epcPayload({ ...invoice, gross: 100_000_000_000 })).toBeUndefined();
    const holder = "語".repeat(70);
    const bank = { ...invoice.seller.bank, holder };
    expect(epcPayload({ ...invoice, number: "語".repeat(50), seller: { ...invoice.seller, bank } })).toBeUndefined();
  });
});

test("the rectangles are the dark modules, and touch only left and right", () => {
  const payload = "BCD\n002\n1\nSCT";
  const { data, size } = encode(payload, { ecc: "M", boostEcc: false, border: 0 });
  const { rectangles, module } = drawQr(payload, size * 2);
  expect(module).toBe(2);
  const drawn = data.map((row) => row.map(() => 0));
  for (const { x, y, width, height } of rectangles) {
    expect(height).toBe(module);
    for (let column = x / module; column < (x + width) / module; column++) {
      const row = drawn[y / module];
      if (row) row[column] = (row[column] ?? 0) + 1;
    }
  }
  expect(drawn).toEqual(data.map((row) => row.map(Number)));
});

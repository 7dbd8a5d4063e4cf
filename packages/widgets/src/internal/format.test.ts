import { assert } from "chai";
import { Format } from "./format.ts";

const format = new Format("en", "Europe/Berlin", "2026");
const plain = (text: string) => text.replaceAll("\u00a0", " ").replaceAll("\u2060", "");

describe("Format", () => {
  for (const [currency, minor, shown] of [
    ["EUR", 492_900, "€4,929.00"],
    ["HUF", 123_456, "HUF 1,234.56"],
    ["MGA", 123_456, "MGA 1,234.56"],
    ["JPY", 4900, "JP¥4,900"],
    ["ISK", 4900, "ISK 4,900"],
    ["KWD", 12_345, "KWD 12.345"],
  ] as const)
    it(`divides ${currency} by the digits of its minor unit, and shows them`, () => {
      assert.equal(plain(format.money({ currency, minor })), shown);
    });

  it("writes a difference with its sign", () => {
    assert.equal(plain(format.moneyDifference({ currency: "HUF", minor: -1050 })), "−HUF 10.50");
    assert.equal(plain(format.moneyDifference({ currency: "EUR", minor: 1000 })), "+€10.00");
  });

  it("writes percents with the decimals they have", () => {
    assert.equal(format.percent(19), "19%");
    assert.equal(format.percent(8.25), "8.25%");
  });

  it("writes a day with its year only when that is not the running one", () => {
    assert.equal(plain(format.dayShort("2026-11-12T10:00:00.000Z")), "12 Nov");
    assert.equal(plain(format.day("2026-12-31T22:59:59.999Z")), "31 December");
    assert.equal(plain(format.day("2026-12-31T23:00:00.000Z")), "1 January 2027");
    assert.equal(plain(format.date("2026-01-01")), "1 January");
    assert.equal(plain(format.dateShort("2025-12-31")), "31 Dec 2025");
  });

  it("knows the running year in another calendar and other digits", () => {
    const thai = new Format("th", "Europe/Berlin", "2026");
    const persian = new Format("fa", "Europe/Berlin", "2026");
    assert.equal(plain(thai.dayShort("2026-11-12T10:00:00.000Z")), "12 พ.ย.");
    assert.include(thai.dayShort("2025-11-12T10:00:00.000Z"), "2568");
    assert.notInclude(persian.date("2026-12-01"), "۱۴۰۵");
  });

  it("gives the month of an instant in the time zone, whatever calendar and digits the language has", () => {
    for (const language of ["en", "th", "ar-SA", "fa"]) {
      const other = new Format(language, "Europe/Berlin", "2026");
      assert.equal(other.monthOf("2026-10-31T22:59:59.999Z"), "2026-10");
      assert.equal(other.monthOf("2026-10-31T23:00:00.000Z"), "2026-11");
    }
  });
});

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CsvColumn } from "./column.ts";
import { csvHeader, csvLine, toCsv } from "./csv.ts";
import { toDecimal } from "../decimal.ts";

type Row = { text: string; number: string };

const columns: readonly CsvColumn<Row>[] = [
  { header: "Text", type: "text", read: ({ text }) => text },
  { header: "Number", type: "decimal", read: ({ number }) => number },
];

const signs = ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"];

function cellOf(text: string): string | undefined {
  return toCsv(columns, [{ text, number: "" }], "semicolon")
    .split("\r\n")[1]
    ?.slice(0, -1);
}

describe("with a semicolon", () => {
  test("numbers have a decimal comma, negative ones no apostrophe", () => {
    expect(toCsv(columns, [{ text: "a,b", number: "-116.62" }], "semicolon")).toBe(
      '\ufeffText;Number\r\n"a,b";-116,62\r\n',
    );
    expect(toCsv(columns, [{ text: "a", number: "-116.62" }])).toBe("\ufeffText,Number\r\na,-116.62\r\n");
  });

  test.each(signs)("%j begins a formula neither there nor where a comma separates", (sign) => {
    for (const [text, safe] of [
      [`${sign}1`, `'${sign}1`],
      [`a;${sign}1`, `a;'${sign}1`],
      [`a, ${sign}1`, `a,' ${sign}1`],
      [`'${sign}1`, `''${sign}1`],
      [` \u00a0${sign}1`, `' \u00a0${sign}1`],
      [`\u0001${sign}1`, `'\u0001${sign}1`],
      [`\u2060${sign}1`, `'\u2060${sign}1`],
    ] as const) {
      expect(cellOf(text)?.replaceAll('"', "")).toBe(safe);
    }
  });
});

test("a quote before it does not hide a formula", () => {
  for (const [text, safe] of [
    ['"=1', `'"=1`],
    ['a;"=1', `a;'"=1`],
    [`a; '"-1`, `a;' '"-1`],
  ] as const) {
    expect(cellOf(text)).toBe(`"${safe.replaceAll('"', '""')}"`);
    expect(toCsv(columns, [{ text, number: "" }])).toContain(`"${safe.replaceAll('"', '""')}"`);
  }
  expect(cellOf('"Ana"')).toBe('"""Ana"""');
  expect(cellOf("'t Hooft-Berg")).toBe("'t Hooft-Berg");
});

test("piece by piece it is the same file", () => {
  const row = fc.record({ text: fc.string({ unit: "grapheme" }), number: fc.constantFrom("1.5", "-2", "") });
  fc.assert(
    fc.property(fc.array(row), fc.constantFrom("comma" as const, "semicolon" as const), (rows, separator) => {
      const pieces = [csvHeader(columns, separator), ...rows.map((each) => csvLine(columns, each, separator))];
      expect(pieces.join("")).toBe(toCsv(columns, rows, separator));
    }),
  );
});

test("dates and words are as they are, instants in UTC, and what is not there is an empty cell", () => {
  const each: readonly CsvColumn<{ at?: number }>[] = [
    { header: "Word", type: "word", read: ({ at }) => (at === undefined ? undefined : "2026-11") },
    { header: "Date", type: "date", read: ({ at }) => (at === undefined ? undefined : "2026-11-01") },
    {
      header: "Instant",
      type: "instant",
      read: ({ at }) => (at === undefined ? undefined : { at, timeZone: "Europe/Berlin" }),
    },
  ];
  expect(toCsv(each, [{ at: 1_793_487_600_000 }, {}])).toBe(
    "\ufeffWord,Date,Instant\r\n2026-11,2026-11-01,2026-10-31T23:00:00.000Z\r\n,,\r\n",
  );
});

describe("minor units as a decimal number", () => {
  test.each([
    [11_662, 2, "116.62"],
    [5, 2, "0.05"],
    [-5, 2, "-0.05"],
    [0, 2, "0.00"],
    [-0, 2, "0.00"],
    [1200, 0, "1200"],
    [-1200, 0, "-1200"],
    [1, 3, "0.001"],
    [9_007_199_254_740_991, 2, "90071992547409.91"],
  ])("%d with %d digits: %s", (minor, digits, expected) => expect(toDecimal(minor, digits)).toBe(expected));
});

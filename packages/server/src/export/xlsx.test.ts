import { hash } from "node:crypto";
import { type LicenseRow, licenseColumns, type SheetColumn } from "@seatbook/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { longestCell } from "./cells.ts";
import { collect, instantOf, readWorkbook } from "./test/read-workbook.ts";
import { toXlsx } from "./xlsx.ts";

const texts: readonly SheetColumn<string>[] = [
  { header: "Text", type: "text", width: 10, read: (text) => text },
  { header: "Word", type: "word", width: 5, read: () => "word" },
];

const instants: readonly SheetColumn<{ at: number; timeZone: string }>[] = [
  { header: "Instant", type: "instant", width: 25, read: (instant) => instant },
];

async function write<R>(columns: readonly SheetColumn<R>[], rows: readonly R[], mostRows?: number) {
  const bytes = await collect(toXlsx("Licenses", columns, rows, mostRows));
  return { bytes, ...(await readWorkbook(bytes)) };
}

const license: LicenseRow = {
  month: "2026-11",
  licenseModel: "user",
  timeZone: "Europe/Berlin",
  id: "0012",
  name: "Ana =1+1 <b>&",
  email: "ana@acme.example",
  teams: "Design; Ops",
  from: Date.parse("2026-10-31T23:00:00Z"),
  to: Date.parse("2026-11-12T09:00:00.123Z"),
  why: "Active in Design since 1 Nov 2026 00:00. Times in Europe/Berlin.",
  freeFrom: "2026-12-01",
};

describe("a workbook", () => {
  test("has a bold header that stays in sight, with filters, and columns of the widths that were asked for", async () => {
    const { sheets, parts } = await write(licenseColumns, [license, license]);
    expect(sheets).toMatchObject([{ name: "Licenses", frozenRows: 1, filter: "A1:J3" }]);
    expect(sheets[0]?.rows[0]).toEqual(licenseColumns.map(({ header }) => header));
    const sheet = parts["xl/worksheets/sheet1.xml"] ?? "";
    expect([...sheet.matchAll(/<col [^>]*width="(\d+)"/g)].map(([, width]) => Number(width))).toEqual(
      licenseColumns.map(({ width }) => width),
    );
    const [header = ""] = /<row r="1">.*?<\/row>/.exec(sheet) ?? [];
    expect(header.match(/ s="2"/g)).toHaveLength(licenseColumns.length);
    const styles = parts["xl/styles.xml"] ?? "";
    expect([...styles.matchAll(/<xf [^>]*fontId="(\d)"/g)].map(([, font]) => font)[1 + 2]).toBe("1");
    expect(styles).toContain('<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/>');
  });

  test("has text as text, days and instants as what can be reckoned with, and no cell for nothing", async () => {
    const without = { ...license, to: undefined, freeFrom: undefined, email: "" };
    const book = await write(licenseColumns, [license, without]);
    const [, first, second] = book.sheets[0]?.rows ?? [];
    expect(first).toEqual([
      "2026-11",
      "user",
      "0012",
      "Ana =1+1 <b>&",
      "ana@acme.example",
      "Design; Ops",
      // What a clock in Berlin shows.
      new Date("2026-11-01T00:00:00Z"),
      new Date("2026-11-12T10:00:00.123Z"),
      license.why,
      new Date("2026-12-01T00:00:00Z"),
    ]);
    expect(instantOf(book, "G2")).toBe(license.from);
    expect(instantOf(book, "H2")).toBe(license.to);
    expect([second?.[4], second?.[7], second?.[9]]).toEqual([null, null, null]);
    expect(book.parts["xl/worksheets/sheet1.xml"]).not.toMatch(/r="[EHJ]3"/);
  });

  test.each([
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "＝1",
    "1e3",
    "TRUE",
    "2026-11-01",
    '=HYPERLINK("http://x")',
    "'=1",
  ])("%j is text, without a change, and is no formula", async (text) => {
    const { sheets, parts } = await write(texts, [text]);
    expect(sheets[0]?.rows[1]).toEqual([text, "word"]);
    // 49 is the format of text, in which a spreadsheet keeps what is typed as it is.
    expect(parts["xl/worksheets/sheet1.xml"]).toContain('<c r="A2" s="1" t="inlineStr">');
    expect(parts["xl/styles.xml"]).toMatch(/<cellXfs count="4"><xf numFmtId="0"[^>]*\/><xf numFmtId="49"/);
    for (const part of Object.values(parts)) expect(part).not.toMatch(/<f[ >/]/);
  });

  test("reads back as it was, whatever the text is", async () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom(
        "_x0041_",
        "_x005F_",
        "__x0041_",
        "a\r\nb",
        " a ",
        "]]>",
        "&amp;",
        "\u0001",
        "\ufffe",
        "<c><f>1</f></c>",
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 20 }), async (rows) => {
        const { sheets } = await write(texts, rows);
        expect(sheets[0]?.rows.slice(1).map(([cell]) => cell ?? "")).toEqual(rows);
      }),
    );
  });

  test("tells every instant to the millisecond, also in the hour that a clock shows twice", async () => {
    const zones = ["Europe/Berlin", "UTC", "Pacific/Kiritimati", "America/St_Johns", "Asia/Kathmandu"];
    const instant = fc.record({
      at: fc.oneof(
        fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2100, 0) }),
        // From two hours before to two hours after Berlin's clocks go back.
        fc.integer({ min: Date.UTC(2026, 9, 24, 23), max: Date.UTC(2026, 9, 25, 3) }),
      ),
      timeZone: fc.constantFrom(...zones),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(instant, { minLength: 1, maxLength: 20 }), async (rows) => {
        const book = await write(instants, rows);
        expect(rows.map((_, index) => instantOf(book, `A${index + 2}`))).toEqual(rows.map(({ at }) => at));
      }),
    );
  });

  test("goes on in another sheet where one is full", async () => {
    const rows = ["a", "b", "c", "d", "e", "f", "g"];
    const { sheets } = await write(texts, rows, 4);
    expect(sheets.map(({ name }) => name)).toEqual(["Licenses", "Licenses 2", "Licenses 3"]);
    expect(sheets.map(({ filter, frozenRows }) => [filter, frozenRows])).toEqual([
      ["A1:B4", 1],
      ["A1:B4", 1],
      ["A1:B2", 1],
    ]);
    for (const { rows: own } of sheets) expect(own[0]).toEqual(["Text", "Word"]);
    expect(sheets.flatMap(({ rows: own }) => own.slice(1).map(([cell]) => cell))).toEqual(rows);
    expect((await write(texts, rows.slice(0, 3), 4)).sheets).toHaveLength(1);
  });

  test("without rows is its header", async () => {
    const { sheets } = await write(texts, []);
    expect(sheets).toMatchObject([{ rows: [["Text", "Word"]], filter: "A1:B1" }]);
  });

  test("shortens a text that no cell holds, not within a character", async () => {
    const { sheets } = await write(texts, [
      "x".repeat(longestCell),
      `${"x".repeat(longestCell - 2)}😀x`,
      "x".repeat(70_000),
    ]);
    expect(sheets[0]?.rows.slice(1).map(([cell]) => String(cell).length)).toEqual([
      longestCell,
      longestCell - 1,
      longestCell,
    ]);
    for (const [cell] of sheets[0]?.rows.slice(2) ?? []) expect(cell).toMatch(/x…$/);
  });

  test("R10: is the same file whenever and wherever it is made", async () => {
    const rows = Array.from({ length: 2_000 }, (_, index) => ({
      ...license,
      id: `member-${index}`,
      to: license.from + index,
    }));
    const { bytes } = await write(licenseColumns, rows);
    // Another one here makes other files of months that were closed long ago: of fflate, or of the code beside.
    expect(hash("sha256", bytes)).toBe("d5bcdb4d6ae6f90ac5f6a02cdc7d97b893e17a010331a167899947a85095833a");
    expect(hash("sha256", (await write(licenseColumns, rows)).bytes)).toBe(hash("sha256", bytes));
  });
});

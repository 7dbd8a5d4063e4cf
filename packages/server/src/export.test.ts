import { type CsvColumn, toCsv } from "@seatbook/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCsv, readExport } from "./test/parse-csv.ts";
import { inPath, TestServer, workspaceBody } from "./test/test-server.ts";

const columns: CsvColumn<string>[] = [
  { header: "Text", type: "text", read: (row) => row },
  { header: "Length", type: "decimal", read: (row) => String(row.length) },
];

/** The cell of `text`, read back. */
function cellOf(text: string): string {
  const [, row] = parseCsv(toCsv(columns, [text]).slice(1));
  return row?.[0] ?? "";
}

const signs = ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"];
const lead = ["", " ", "   ", "\u00a0", "\u200b", "\ufeff", "\n", "\t"];

describe("a CSV file", () => {
  test("begins with a byte order mark, and every row ends with CRLF", () => {
    expect(toCsv(columns, [])).toBe("\ufeffText,Length\r\n");
    expect(toCsv(columns, ["a", "b"])).toBe("\ufeffText,Length\r\na,1\r\nb,1\r\n");
  });

  test("reads back as it was, whatever the text is", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" })), (texts) => {
        const rows = parseCsv(toCsv(columns, texts).slice(1));
        expect(rows).toHaveLength(texts.length + 1);
        for (const [index, text] of texts.entries()) {
          const [cell = "", length] = rows[index + 1] ?? [];
          expect(length).toBe(String(text.length));
          // The only change is an apostrophe before what could run.
          expect([text, cell]).toContain(cell.replaceAll("'", "") === text.replaceAll("'", "") ? cell : text);
          expect(cell.replaceAll("'", "")).toBe(text.replaceAll("'", ""));
        }
      }),
    );
  });

  test.each([
    'a"b',
    '"',
    '""',
    "a,b",
    "a\nb",
    "a\r\nb",
    "a;b",
    " a",
    "a ",
    "ä",
    "😀",
    "",
    "'",
    "a=b",
    "a-b",
    "x@y.example",
    "1+1",
    "a\tb",
  ])("keeps %j exactly", (text) => expect(cellOf(text)).toBe(text));

  test.each(signs)("%j cannot begin a formula, whatever white space is before it", (sign) => {
    for (const start of lead.map((white) => white + sign)) {
      expect(cellOf(`${start}1+1`)).toBe(`'${start}1+1`);
      // A spreadsheet that separates by semicolon takes what follows one for a cell of its own, whatever the quotes.
      expect(cellOf(`a;${start}1+1`)).toBe(`a;'${start}1+1`);
      expect(cellOf(`a; b;${start}cmd`)).toBe(`a; b;'${start}cmd`);
    }
  });

  test("quotes a cell that a spreadsheet could split", () => {
    for (const text of ["a,b", "a;b", 'a"b', "a\nb", "a\rb", " a", "a\t"]) {
      expect(toCsv(columns, [text]).split("\r\n").slice(1).join("\r\n")).toMatch(/^"/);
    }
  });
});

const bare = (cell: string | undefined) => (cell ?? "").replaceAll(/(^|;)'/g, "$1");

describe("the export of license holders", () => {
  const header = [
    "Month",
    "License model",
    "Holder id",
    "Name",
    "E-mail",
    "Teams",
    "First billable instant",
    "Last billable instant",
    "Why",
    "Free from",
  ];
  const hostile = ["=1+1", "+49 30", "-2", "@SUM(A1)", " =x", "＝1", 'a"b,c;d', "ü 😀", "a;=1", "x".repeat(128)];

  test("has exactly these columns, rows by id, and nothing in it runs", async () => {
    for (const licenseModel of ["user", "team"] as const) {
      const server = new TestServer({ now: "2026-10-20T08:00:00Z" });
      const { operator } = server;
      const ws = "/v1/workspaces/acme";
      await operator.put(ws, { ...workspaceBody, licenseModel });
      for (const id of hostile) {
        await operator.put(`${ws}/teams/${inPath(id)}`, { name: id });
        await operator.put(`${ws}/members/${inPath(id)}`, { name: id, email: "=1+1@acme.example", teams: [id] });
      }
      server.at("2026-11-03T08:00:00Z");
      await operator.put(`${ws}/members/late`, {
        name: "Late",
        email: "late@acme.example",
        teams: hostile.slice(0, 3),
      });
      await operator.post(`${ws}/teams/${inPath("=1+1")}/archive`);

      const answer = await operator.request("GET", `${ws}/months/2026-11/licenses.csv`);
      expect(answer.headers.get("Content-Type")).toBe("text/csv; charset=utf-8");
      expect(answer.headers.get("Content-Disposition")).toBe('attachment; filename="licenses-2026-11.csv"');
      expect(answer.headers.get("X-Content-Type-Options")).toBe("nosniff");
      const [names = []] = parseCsv(answer.text.slice(1));
      expect(names).toEqual(header);

      const rows = readExport(answer.text);
      const ids = licenseModel === "user" ? [...hostile, "late"] : hostile;
      expect(rows.map((row) => bare(row["Holder id"]))).toEqual(ids.toSorted((a, b) => (a < b ? -1 : 1)));
      for (const row of rows) {
        for (const cell of Object.values(row)) {
          for (const part of cell.split(";")) expect(part).not.toMatch(/^[\s\u200b\ufeff]*[=+\-@＝＋－＠]/u);
        }
        expect(row).toMatchObject({
          Month: "2026-11",
          "License model": licenseModel,
          "First billable instant": expect.stringMatching(/^2026-1\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
          "Last billable instant": expect.stringMatching(/^(2026-11-03T08:00:00\.000Z)?$/),
          "E-mail":
            licenseModel === "team" ? "" : row["Holder id"] === "late" ? "late@acme.example" : "'=1+1@acme.example",
          Why: expect.stringMatching(
            /^Active .*since .*Times in Europe\/Berlin\.$|^Active .*archived by the operator\)\. Times in Europe\/Berlin\.$/,
          ),
          "Free from": expect.stringMatching(/^(2026-12-01)?$/),
        });
      }
      expect(rows.filter((row) => row["Free from"]).map((row) => bare(row["Holder id"]))).toEqual(["=1+1"]);
    }
  });

  test("is the same file whichever server makes it", async () => {
    const server = new TestServer();
    const { operator, driver } = server;
    const ws = "/v1/workspaces/acme";
    await operator.put(ws, workspaceBody);
    await operator.put(`${ws}/teams/t`, { name: "T" });
    for (const id of ["b", "B", "10", "9", "ä", "a", "z", "😀", "\uffff"]) {
      await operator.put(`${ws}/members/${inPath(id)}`, { name: "Same", email: "same@acme.example", teams: ["t"] });
    }
    const path = `${ws}/months/2026-11/licenses.csv`;
    const text = await operator.get<string>(path);
    const semicolons = await operator.get<string>(`${path}?separator=semicolon`);
    expect(semicolons.slice(0, 30)).toBe("\ufeffMonth;License model;Holder id");
    expect((await operator.refused("GET", `${path}?separator=tab`)).errors).toMatchObject([{ field: "separator" }]);
    expect(readExport(text).map((row) => row["Holder id"])).toEqual([
      "10",
      "9",
      "B",
      "a",
      "b",
      "z",
      "ä",
      "😀",
      "\uffff",
    ]);
    for (let count = 0; count < 3; count++) {
      expect(await new TestServer({ driver }).operator.get<string>(path)).toBe(text);
    }
  });

  test("of a month before anything was there lists nobody", async () => {
    const { operator } = new TestServer({ now: "2026-11-03T08:00:00Z" });
    const ws = "/v1/workspaces/acme";
    await operator.put(ws, { ...workspaceBody, price: { currency: "EUR", unitMinor: 4900, minimumLicenses: 5 } });
    expect(await operator.get(`${ws}/months/2026-10/licenses`)).toEqual({
      month: "2026-10",
      status: "ended",
      licenseModel: expect.any(String),
      licenses: 0,
      net: { currency: "EUR", minor: 0 },
      items: [],
    });
    expect(readExport(await operator.get<string>(`${ws}/months/2026-10/licenses.csv`))).toEqual([]);
  });
});

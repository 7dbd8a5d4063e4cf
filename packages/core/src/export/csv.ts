import { toIso } from "../month.ts";
import type { CsvColumn } from "./column.ts";

/** What stands between two cells. With a semicolon numbers have a decimal comma, as spreadsheets in German, French and many
 *  other languages expect both. */
export type Separator = "comma" | "semicolon";

/** What a spreadsheet, or whoever tidies a cell, may take away before it looks for a formula. */
const hiding = String.raw`[\s\p{Cc}\p{Default_Ignorable_Code_Point}"']*`;

/** Where a spreadsheet may take what follows for a formula: at the start, and after the separator of the other kind of
 *  countries, which is where a spreadsheet from there splits cells, quotes or not. */
function formulaStart(separators: string): RegExp {
  return new RegExp(String.raw`(?<=^|[${separators}])(?=${hiding}[=+\-@\t\r＝＋－＠])`, "gu");
}

const dialects = {
  comma: { separator: ",", decimalMark: ".", formulaStart: formulaStart(";") },
  semicolon: { separator: ";", decimalMark: ",", formulaStart: formulaStart(";,") },
} as const;
const needsQuotes = /[",\r\n;]|^\s|\s$/u;

/** RFC 4180 with a byte order mark, so that spreadsheets read it as UTF-8. An apostrophe stands before
 *  whatever in a text cell could run as a formula. */
export function toCsv<R>(columns: readonly CsvColumn<R>[], rows: Iterable<R>, separator: Separator = "comma"): string {
  const lines = [csvHeader(columns, separator)];
  for (const row of rows) lines.push(csvLine(columns, row, separator));
  return lines.join("");
}

/** How the file begins, for writing it piece by piece. */
export function csvHeader(columns: readonly CsvColumn<never>[], separator: Separator = "comma"): string {
  return `\ufeff${columns.map(({ header }) => header).join(dialects[separator].separator)}\r\n`;
}

/** One row, its CRLF included. */
export function csvLine<R>(columns: readonly CsvColumn<R>[], row: R, separator: Separator = "comma"): string {
  const cells = columns.map((column) => cellOf(column, row, separator));
  return `${cells.join(dialects[separator].separator)}\r\n`;
}

function cellOf<R>(column: CsvColumn<R>, row: R, separator: Separator): string {
  switch (column.type) {
    case "text":
      return textCell(column.read(row) ?? "", separator);
    case "word":
    case "date":
      return column.read(row) ?? "";
    case "instant": {
      const instant = column.read(row);
      return instant ? toIso(instant.at) : "";
    }
    case "decimal":
      return (column.read(row) ?? "").replace(".", dialects[separator].decimalMark);
  }
}

function textCell(text: string, separator: Separator): string {
  const safe = text.replaceAll(dialects[separator].formulaStart, "'");
  return needsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

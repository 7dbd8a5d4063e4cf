/** `text` is what people wrote and is made safe for spreadsheets; `value` is our own (dates, numbers) and stays as it is. */
export type CsvColumn<T> = { header: string; type: "text" | "value"; read: (row: T) => string | number };

/** Where a spreadsheet may take what follows for a formula, also after white space: at the start, and after a semicolon,
 *  which is where it splits cells in countries that write a decimal comma, quotes or not. */
const formulaStart = /(?<=^|;)(?=[\s\u200b-\u200f\ufeff]*[=+\-@\t\r＝＋－＠])/gu;
const needsQuotes = /[",\r\n;]|^\s|\s$/u;

/** RFC 4180 with a byte order mark, so that spreadsheets read it as UTF-8. An apostrophe stands before
 *  whatever in a text cell could run as a formula. */
export function toCsv<T>(columns: readonly CsvColumn<T>[], rows: Iterable<T>): string {
  const lines = [columns.map(({ header }) => header).join(",")];
  for (const row of rows) {
    lines.push(
      columns.map(({ type, read }) => (type === "text" ? textCell(String(read(row))) : String(read(row)))).join(","),
    );
  }
  return `\ufeff${lines.join("\r\n")}\r\n`;
}

function textCell(text: string): string {
  const safe = text.replaceAll(formulaStart, "'");
  return needsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

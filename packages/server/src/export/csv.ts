/** `text` is what people wrote and is made safe for spreadsheets; `value` is our own (dates, numbers) and stays as it is. */
export type CsvColumn<T> = { header: string; type: "text" | "value"; read: (row: T) => string | number };

/** What a spreadsheet may take for the start of a formula, also after white space. */
const formula = /^[\s\u200b-\u200f\ufeff]*[=+\-@\t\r＝＋－＠]/u;
const needsQuotes = /[",\r\n;]|^\s|\s$/u;

/** RFC 4180 with a byte order mark, so that spreadsheets read it as UTF-8. A text cell that could run as a formula begins
 *  with an apostrophe. */
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
  const safe = formula.test(text) ? `'${text}` : text;
  return needsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

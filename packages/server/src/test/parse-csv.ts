/** Reads CSV as RFC 4180 has it, character by character: rows end with CRLF, the last one too. Throws on anything else. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = "";
    if (text[at] === '"') {
      at++;
      for (;;) {
        if (at >= text.length) throw new Error("a quoted cell has no end");
        if (text[at] === '"' && text[at + 1] === '"') {
          cell += '"';
          at += 2;
        } else if (text[at] === '"') {
          at++;
          break;
        } else cell += text[at++];
      }
    } else {
      while (at < text.length && text[at] !== "," && text[at] !== "\r") {
        if (text[at] === '"' || text[at] === "\n") throw new Error(`a bare ${JSON.stringify(text[at])} at ${at}`);
        cell += text[at++];
      }
    }
    row.push(cell);
    if (text[at] === ",") at++;
    else if (text.startsWith("\r\n", at)) {
      at += 2;
      rows.push(row);
      row = [];
    } else throw new Error(`a row ends without CRLF at ${at}`);
  }
  if (row.length > 0) throw new Error("the last row has no CRLF");
  return rows;
}

const byteOrderMark = "\ufeff";

/** The rows of an export by column name. */
export function readExport(text: string): Record<string, string>[] {
  if (!text.startsWith(byteOrderMark)) throw new Error("the export has no byte order mark");
  const [header = [], ...rows] = parseCsv(text.slice(1));
  return rows.map((row) => {
    if (row.length !== header.length) throw new Error(`a row has ${row.length} cells, the header ${header.length}`);
    return Object.fromEntries(header.map((name, index) => [name, row[index] ?? ""]));
  });
}

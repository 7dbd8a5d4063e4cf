import { setImmediate as nextTurn } from "node:timers/promises";
import { type CsvColumn, csvHeader, csvLine, type Separator } from "@seatbook/core";

/** Text is handed on in pieces of about so many characters. */
const pieceLength = 1 << 17;

/** A CSV file in UTF-8, made while it is read. */
export async function* toCsvChunks<R>(
  columns: readonly CsvColumn<R>[],
  rows: AsyncIterable<R> | Iterable<R>,
  separator: Separator = "comma",
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let text = csvHeader(columns, separator);
  for await (const row of rows) {
    text += csvLine(columns, row, separator);
    if (text.length < pieceLength) continue;
    yield encoder.encode(text);
    text = "";
    // A reader who takes everything at once would keep the loop to itself.
    await nextTurn();
  }
  yield encoder.encode(text);
}

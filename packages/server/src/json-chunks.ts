import { setImmediate as nextTurn } from "node:timers/promises";

const itemsPerChunk = 2000;

/** The JSON of an object in chunks, with everybody's turn between them: lists in it, and in the objects in it, may be long. */
export async function* jsonChunks(value: object): AsyncGenerator<Uint8Array, void, undefined> {
  const encoder = new TextEncoder();
  for (const text of piecesOf(value)) {
    yield encoder.encode(text);
    await nextTurn();
  }
}

function* piecesOf(value: unknown): Generator<string, void, undefined> {
  if (Array.isArray(value)) {
    yield "[";
    for (let from = 0; from < value.length; from += itemsPerChunk) {
      const items = JSON.stringify(value.slice(from, from + itemsPerChunk));
      yield `${from === 0 ? "" : ","}${items.slice(1, -1)}`;
    }
    yield "]";
  } else if (typeof value === "object" && value !== null) {
    let separator = "{";
    for (const [key, part] of Object.entries(value)) {
      if (part === undefined) continue;
      yield `${separator}${JSON.stringify(key)}:`;
      yield* piecesOf(part);
      separator = ",";
    }
    yield separator === "{" ? "{}" : "}";
  } else yield JSON.stringify(value);
}

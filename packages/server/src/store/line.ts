import type { Entry } from "./entries.ts";

const form = /^\{"key":(?<key>"(?:[^"\\]|\\.)*"),"(?<kind>value|text)":/;

/** An entry as a line of a backup, without the line break. JSON objects stand in it as they are stored, byte for byte; any
 *  other value as a string. */
export function toLine({ key, text }: Entry): string {
  const isObject = text.startsWith("{") && text.endsWith("}") && !text.includes("\n") && text.isWellFormed();
  return `{"key":${JSON.stringify(key)},${isObject ? `"value":${text}` : `"text":${JSON.stringify(text)}`}}`;
}

/** The entry that `toLine` was given; `undefined` for any other line. */
export function parseLine(line: string): Entry | undefined {
  const found = form.exec(line);
  if (!found?.groups || !line.endsWith("}")) return undefined;
  const { key = "", kind } = found.groups;
  const rest = line.slice(found[0].length, -1);
  try {
    const text: unknown = kind === "value" ? rest : JSON.parse(rest);
    return typeof text === "string" ? { key: String(JSON.parse(key)), text } : undefined;
  } catch {
    return undefined;
  }
}

import { createReadStream } from "node:fs";

/** Whether a file has any of `words` in it, as they stand in JSON, in UTF-8. */
export async function hasAny(path: string, words: readonly string[]): Promise<boolean> {
  const needles = words
    .map((word) => Buffer.from(JSON.stringify(word).slice(1, -1)))
    .filter(({ length }) => length > 0);
  const overlap = Math.max(0, ...needles.map(({ length }) => length - 1));
  let before = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    const bytes = Buffer.concat([before, Buffer.from(chunk)]);
    if (needles.some((needle) => bytes.includes(needle))) return true;
    before = bytes.subarray(Math.max(0, bytes.length - overlap));
  }
  return false;
}

import { decodeRecordNow } from "@seatbook/storage";

/** Every way in which a word may stand in a store: as it is, in any case, in JSON with its escapes, percent-encoded, as a form
 *  sends it, and in base64 at each of its three alignments. */
export function formsOf(word: string): Buffer[] {
  const json = JSON.stringify(word).slice(1, -1);
  const escaped = json.replaceAll(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const percent = encodeURIComponent(word);
  const texts = [
    word,
    word.toLowerCase(),
    json,
    JSON.stringify(json).slice(1, -1),
    escaped,
    percent,
    percent.replaceAll("%20", "+"),
  ];
  const bytes = Buffer.from(word);
  const inBase64 = [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64url");
    // The first characters depend on what comes before, the last ones on what comes after.
    return encoded.slice(shift === 0 ? 0 : shift + 1, Math.floor(((shift + bytes.length) * 8) / 6));
  });
  const standard = inBase64.map((text) => text.replaceAll("-", "+").replaceAll("_", "/"));
  return [...new Set([...texts, ...inBase64, ...standard])].map((text) => Buffer.from(text));
}

/** What a large record holds. */
function unpacked(value: string): string {
  return value.includes('"packed"') ? JSON.stringify(decodeRecordNow(JSON.parse(value))) : "";
}

/** Which of `words` are in a store, in whatever form, with the keys where they are. */
export function findWords(data: ReadonlyMap<string, string>, words: readonly string[]): string[] {
  return words.flatMap((word) => {
    const forms = formsOf(word);
    return Array.from(data).flatMap(([key, value]) => {
      const bytes = Buffer.from(`${key}\n${value}\n${unpacked(value)}`);
      return forms.some((form) => bytes.includes(form)) ? [`${word}: ${key}`] : [];
    });
  });
}

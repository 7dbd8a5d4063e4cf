import { readFileSync } from "node:fs";

/** What layout needs to know of a font: for each code point of the Basic Multilingual Plane the advance width in
 *  thousandths of the font size, or -1 where the font has no glyph. */
export type Font = { file: string; bytes: Uint8Array; advances: Int16Array };

export type FontName = "regular" | "bold";

/** The fonts of the documents, made by scripts/subset-fonts.ts. */
export const fonts: Record<FontName, Font> = {
  regular: loadFont("NotoSans-Regular"),
  bold: loadFont("NotoSans-Bold"),
};

/** Width of a text in points, as the PDF shows it: no kerning, no ligatures. */
export function measure(text: string, font: FontName, size: number): number {
  const { advances } = fonts[font];
  let thousandths = 0;
  for (let index = 0; index < text.length; index++) thousandths += Math.max(0, advances[text.charCodeAt(index)] ?? 0);
  return (thousandths * size) / 1000;
}

/** Whether both fonts can show a code point. */
export function hasGlyph(codePoint: number): boolean {
  return Object.values(fonts).every(({ advances }) => (advances[codePoint] ?? -1) >= 0);
}

function loadFont(file: string): Font {
  const bytes = new Uint8Array(readFileSync(new URL(`./fonts/${file}.ttf`, import.meta.url)));
  return { file, bytes, advances: readAdvances(bytes) };
}

/** Source: OpenType, tables `head`, `hhea`, `hmtx` and `cmap` (format 4). */
function readAdvances(bytes: Uint8Array): Int16Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = new Map<string, number>();
  for (let record = 12; record < 12 + 16 * view.getUint16(4); record += 16) {
    tables.set(String.fromCharCode(...bytes.subarray(record, record + 4)), view.getUint32(record + 8));
  }
  const table = (tag: string): number => {
    const offset = tables.get(tag);
    if (offset === undefined) throw new Error(`The font has no table ${tag}.`);
    return offset;
  };
  const unitsPerEm = view.getUint16(table("head") + 18);
  const metrics = view.getUint16(table("hhea") + 34);
  const advanceOf = (glyph: number): number =>
    (view.getUint16(table("hmtx") + 4 * Math.min(glyph, metrics - 1)) * 1000) / unitsPerEm;

  const advances = new Int16Array(0x1_0000).fill(-1);
  for (const [codePoint, glyph] of readGlyphs(view, table("cmap"))) advances[codePoint] = advanceOf(glyph);
  return advances;
}

function* readGlyphs(view: DataView, cmap: number): Generator<[codePoint: number, glyph: number]> {
  const subtables = Array.from({ length: view.getUint16(cmap + 2) }, (_, index) => cmap + 4 + 8 * index)
    .map((record) => cmap + view.getUint32(record + 4))
    .filter((offset) => view.getUint16(offset) === 4);
  const [subtable] = subtables;
  if (subtable === undefined) throw new Error("The font has no character map of format 4.");
  const length = view.getUint16(subtable + 6);
  const ends = subtable + 14;
  const starts = ends + length + 2;
  for (let segment = 0; segment < length; segment += 2) {
    const start = view.getUint16(starts + segment);
    const end = view.getUint16(ends + segment);
    const delta = view.getUint16(starts + length + segment);
    const rangeAt = starts + 2 * length + segment;
    const range = view.getUint16(rangeAt);
    for (let codePoint = start; codePoint <= end && codePoint < 0xffff; codePoint++) {
      const found = range === 0 ? codePoint : view.getUint16(rangeAt + range + 2 * (codePoint - start));
      const glyph = found === 0 ? 0 : (found + delta) & 0xffff;
      if (glyph !== 0) yield [codePoint, glyph];
    }
  }
}

import { hasGlyph } from "./font.ts";

const replacement = "\u{fffd}";

/** Characters that the fonts lack and that are well written with others. */
const spelled: Record<string, string> = {
  "←": "<-",
  "→": "->",
  "↔": "<->",
  "⇐": "<=",
  "⇒": "=>",
  "≠": "!=",
  "≤": "<=",
  "≥": ">=",
  "≈": "~",
};

/** Code points that only change or join the one before: one picture, one replacement. Written out, since what a runtime
 *  knows of Unicode differs by its version. */
const extenders: [first: number, last: number][] = [
  [0x0300, 0x036f],
  [0x0483, 0x0489],
  [0x0591, 0x05c7],
  [0x0610, 0x061a],
  [0x064b, 0x065f],
  [0x0900, 0x0903],
  [0x093a, 0x094f],
  [0x0e31, 0x0e3a],
  [0x0e47, 0x0e4e],
  [0x1ab0, 0x1aff],
  [0x1dc0, 0x1dff],
  [0x20d0, 0x20ff],
  [0x302a, 0x302f],
  [0x3099, 0x309a],
  [0xfe00, 0xfe0f],
  [0xfe20, 0xfe2f],
  [0x1f3fb, 0x1f3ff],
  [0xe0020, 0xe007f],
  [0xe0100, 0xe01ef],
];

/** Code points that show nothing: joiners, byte order mark, marks of direction, the soft hyphen. */
const invisibles: [first: number, last: number][] = [
  [0x00ad, 0x00ad],
  [0x034f, 0x034f],
  [0x061c, 0x061c],
  [0x180e, 0x180e],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
];

const joiner = 0x200d;
const lineBreaks = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/u;
/** What most texts are made of, all of it in the fonts and in NFC. */
const plain = /^[\x20-\x7e\xa0-\xac\xae-\u{24f}]*$/u;

/** `text` as the fonts can show it, one string for each line that its author began. What has no glyph is replaced, visibly,
 *  and never lost: an invoice must not say less than what was ordered. */
export function toPrintable(text: string): string[] {
  if (plain.test(text)) return [text];
  return text.normalize("NFC").split(lineBreaks).map(toPrintableLine);
}

/** The same where there is one line only. */
export function toPrintableText(text: string): string {
  return toPrintable(text).join(" ").trim();
}

function toPrintableLine(line: string): string {
  let printed = "";
  let before = -1;
  let isJoined = false;
  for (const character of line) {
    const codePoint = character.codePointAt(0) ?? 0;
    if (isWithin(codePoint, invisibles)) {
      isJoined ||= codePoint === joiner;
      continue;
    }
    const isSecondOfFlag = isRegionalIndicator(before) && isRegionalIndicator(codePoint);
    const isPart = isJoined || isSecondOfFlag || isWithin(codePoint, extenders);
    const shown = codePoint === 9 ? " " : (spelled[character] ?? (hasGlyph(codePoint) ? character : undefined));
    if (shown !== undefined) printed += shown;
    else if (!isPart || !printed.endsWith(replacement)) printed += replacement;
    // Two letters make a flag, the next two another one.
    before = isSecondOfFlag ? -1 : codePoint;
    isJoined = false;
  }
  return printed;
}

function isRegionalIndicator(codePoint: number): boolean {
  return codePoint >= 0x1f1e6 && codePoint <= 0x1f1ff;
}

function isWithin(codePoint: number, ranges: readonly (readonly [number, number])[]): boolean {
  return ranges.some(([first, last]) => codePoint >= first && codePoint <= last);
}

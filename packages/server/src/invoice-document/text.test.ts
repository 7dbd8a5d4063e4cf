import { describe, expect, test } from "vitest";
import { hasGlyph, measure } from "./font.ts";
import { toPrintable, toPrintableText } from "./text.ts";
import { wrapLine, wrapLines } from "./wrap.ts";

const wrap = (text: string, width: number) => wrapLine(text, width, (part) => part.length);

describe("what the fonts can show", () => {
  test.each([
    ["Latin", "Straße, Œuvre, Łódź, Ñandú, İstanbul"],
    ["Vietnamese", "Đặng Thị Hương"],
    ["Greek", "Σοφία Παπαδοπούλου"],
    ["Cyrillic", "Привет, Ђорђе"],
    ["currency signs", "€ £ ¥ ₹ ₿ ₫"],
    ["punctuation", "“quoted” ‘so’ – — … • ‰ № ™"],
    ["the narrow no-break space", "5\u{202f}929,00\u{a0}€"],
  ])("%s stays as it is", (_, text) => {
    expect(toPrintable(text)).toEqual([text]);
  });

  test("composed and decomposed letters are the same", () => {
    expect(toPrintable("Đặng".normalize("NFD"))).toEqual(["Đặng"]);
  });
});

describe("what they cannot show is replaced and never lost", () => {
  test.each([
    ["Chinese, each character", "日本語", "���"],
    ["Arabic", "سلام", "����"],
    ["an emoji", "go 🚀!", "go �!"],
    ["an emoji of several", "a👩‍👩‍👧‍👦b", "a�b"],
    ["an emoji with a color of skin", "👍🏽", "�"],
    ["two emojis", "🚀🚀", "��"],
    ["flags, of two letters each", "🇩🇪🇫🇷", "��"],
    ["a heart with a variation selector", "❤️", "�"],
    ["NUL, which would cut the text", "before\0after", "before�after"],
    ["other control characters", "a\u0007b\u009fc", "a�b�c"],
    ["half a surrogate pair", "a\ud800b", "a�b"],
    ["a character for private use", "\u{e000}", "�"],
    ["a joiner before what cannot be seen", "a\u200d\ufe0fb", "ab"],
    ["marks of direction, which show nothing anyway", "\u202eabc\u202c\u200f\ufeff", "abc"],
    ["arrows", "1 → 2 ⇒ 3", "1 -> 2 => 3"],
    ["tabs", "a\tb", "a b"],
  ])("%s", (_, text, printed) => {
    expect(toPrintable(text)).toEqual([printed]);
  });

  test("every character that comes out has a glyph", () => {
    const everything = Array.from({ length: 0x1_1000 }, (_, index) => String.fromCodePoint(index * 16 + 3)).join("");
    for (const line of toPrintable(everything)) {
      for (const character of line) expect(hasGlyph(character.codePointAt(0) ?? -1)).toBe(true);
    }
  });
});

test("a line break begins a line, whichever it is", () => {
  expect(toPrintable("a\nb\r\nc\rd\u2028e\vf")).toEqual(["a", "b", "c", "d", "e", "f"]);
  expect(toPrintableText(" a\nb ")).toBe("a b");
});

describe("breaking lines", () => {
  test.each<[string, number, string[]]>([
    ["", 5, [""]],
    ["short", 5, ["short"]],
    ["one two three", 7, ["one two", "three"]],
    // The space at which a line ends takes no room.
    ["one two three", 8, ["one two", "three"]],
    ["one  two", 4, ["one", "two"]],
    ["well-known words", 8, ["well-", "known", "words"]],
    ["and/or", 4, ["and/", "or"]],
    // Neither a number nor a negative amount is torn apart.
    ["from 2026-000123 on", 11, ["from", "2026-000123", "on"]],
    ["unbreakable", 4, ["unbr", "eaka", "ble"]],
    ["a unbreakable b", 4, ["a", "unbr", "eaka", "ble", "b"]],
    ["no\u{a0}break here", 9, ["no\u{a0}break", "here"]],
    ["   ", 2, [""]],
  ])("%j in %d", (text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });

  test("loses nothing but spaces, and no line is too wide", () => {
    const text = `${"Lorem ipsum-dolor sit/amet ".repeat(100)}${"x".repeat(2000)} end`;
    const lines = wrapLines([text], 120, (part) => measure(part, "regular", 9));
    expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
    for (const line of lines) expect(measure(line, "regular", 9)).toBeLessThanOrEqual(120);
  });

  test("goes on where there is no room for a single character", () => {
    expect(wrap("abc", 0)).toEqual(["a", "b", "c"]);
  });
});

test("digits are all of one width, so that amounts stand in columns", () => {
  for (const font of ["regular", "bold"] as const) {
    const widths = Array.from("0123456789", (digit) => measure(digit, font, 10));
    expect(new Set(widths).size).toBe(1);
  }
});

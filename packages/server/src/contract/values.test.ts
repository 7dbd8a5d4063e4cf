import * as v from "valibot";
import { expect, test } from "vitest";
import { email, id, text, vatId } from "./values.ts";

const isText = (value: string) => v.is(text(200), value);

test.each(["Ana", "\u200bAna", "👩‍👩‍👧‍👦", "e\u0301", "عربى", "Ana\u00adBerg", ".", "\u{f8ff}"])(
  "%j is text for people",
  (value) => {
    expect(isText(value)).toBe(true);
  },
);

test.each([
  "",
  " ",
  "\u00a0\u3000",
  "\u200b",
  "\u00ad",
  "\u3164",
  "\u115f\u1160",
  "\uffa0",
  "\u2800",
  "\u2060 \u2800",
  "\u{e0041}",
  "\ufe0f",
  "\u202e\u202c",
])("%j shows nothing, and is refused", (value) => {
  expect(isText(value)).toBe(false);
});

test.each(["\uffff", "Ana\ufffe", "\ufdd0", "a\u{1ffff}", "a\u{10fffe}"])(
  "%j has what is no character, and is refused",
  (value) => {
    expect(isText(value)).toBe(false);
  },
);

test("an id that hosts may have given before names were held to more is still one", () => {
  expect(["\u200b", "\uffff", "\u202eabc"].map((value) => v.is(id, value))).toEqual([true, true, true]);
});

test("a VAT id is kept without what makes it readable", () => {
  expect(v.parse(vatId, "DE 123 456 789")).toBe("DE123456789");
  expect(v.parse(vatId, "CHE-123.456.789 MWST")).toBe("CHE123456789MWST");
});

test.each(["DE ", "DE-", "DE12345678", "123456789", "GR123456789", "DE\u200b123456789"])(
  "%j is no VAT id, and the remedy names the form",
  (value) => {
    const { issues } = v.safeParse(vatId, value);
    expect(issues?.map(({ message }) => message)).toEqual([
      "Give a VAT id in the form of its country, for example DE123456789. Greece writes EL.",
    ]);
  },
);

test("an e-mail address that cannot be read off the screen is refused", () => {
  expect(
    ["ana@acme.example", "ana\u200b@acme.example", "\u202eana@acme.example"].map((value) => v.is(email, value)),
  ).toEqual([true, false, false]);
});

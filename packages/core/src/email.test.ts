import { expect, test } from "vitest";
import { isEmail } from "./email.ts";

test.each([
  "ana@acme.example",
  "ana@localhost",
  "o'neil+invoices@acme.example",
  "chef@müller.example",
  "Ünï.cödé@example.com",
  "x'onload=alert(1)&b@acme.example",
  `${"x".repeat(64)}@acme.example`,
])("%j is an address", (address) => {
  expect(isEmail(address)).toBe(true);
});

test.each([
  "",
  "ana",
  "@acme.example",
  "ana@",
  "a@b@c.example",
  "a b@acme.example",
  "Ana <ana@acme.example>",
  "a@acme.example,b@acme.example",
])("%j is none", (address) => {
  expect(isEmail(address)).toBe(false);
});

test.each([
  ["a zero-width space", "a\u200bna@acme.example"],
  ["a text direction", "ana\u202e@acme.example"],
  ["an isolate", "ana@\u2066acme.example"],
  ["a soft hyphen", "ana@ac\u00adme.example"],
  ["a no-break space", "ana\u00a0b@acme.example"],
  ["a wide space", "ana\u3000b@acme.example"],
  ["a byte order mark", "\ufeffana@acme.example"],
  ["a filler", "\u3164@acme.example"],
  ["a blank Braille pattern", "\u2800@acme.example"],
  ["a control character", "ana\u0007@acme.example"],
  ["C1 control", "ana\u0085@acme.example"],
  ["a noncharacter", "ana\uffff@acme.example"],
  ["half a surrogate pair", "ana\ud800@acme.example"],
])("%s stands in no address", (_, address) => {
  expect(isEmail(address)).toBe(false);
});

test.each([
  ".ana@acme.example",
  "ana.@acme.example",
  "a..na@acme.example",
  "ana@.example",
  "ana@acme.",
  "ana@acme..example",
])("dots stand between something: %s", (address) => {
  expect(isEmail(address)).toBe(false);
});

test("what stands before the at sign has at most 64 characters", () => {
  expect(isEmail(`${"x".repeat(65)}@acme.example`)).toBe(false);
});

import { describe, expect, test } from "vitest";
import { parseLine, toLine } from "./line.ts";

describe("a line of a backup", () => {
  test.each([
    ["an object as it is stored", `{"at": 1,  "by":{}}`, `{"key":"k","value":{"at": 1,  "by":{}}}`],
    ["what only looks like an object", "{broken}", `{"key":"k","value":{broken}}`],
    ["an object in several lines", "{\n}", String.raw`{"key":"k","text":"{\n}"}`],
    ["a string", "abc", `{"key":"k","text":"abc"}`],
    ["a lone surrogate", '{"a":"\ud800"}', String.raw`{"key":"k","text":"{\"a\":\"\ud800\"}"}`],
    ["line breaks that only some know", '{"a":"\u2028\r"}', '{"key":"k","value":{"a":"\u2028\r"}}'],
  ])("has %s", (_, text, line) => {
    expect(toLine({ key: "k", text })).toBe(line);
    expect(parseLine(line)).toEqual({ key: "k", text });
  });

  test("has any key", () => {
    for (const key of ['"', "\\", '"value":', 'a"}', "\n", "", "ü"]) {
      expect(parseLine(toLine({ key, text: "{}" }))).toEqual({ key, text: "{}" });
    }
  });

  test.each([
    "",
    "{}",
    '{"key":"k"}',
    '{"key":"k","value":',
    '{"key":"k","text":1}',
    '{"key":"k","text":"a}',
    '{"keys":1}',
  ])("is not %j", (line) => expect(parseLine(line)).toBeUndefined());
});

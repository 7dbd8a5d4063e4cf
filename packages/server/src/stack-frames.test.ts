import { expect, test } from "vitest";
import { nameAndFrames } from "./stack-frames.ts";

test("the name and the frames of an error, and nothing of its message", () => {
  const error = new TypeError("ana@acme.example is\n    at fault, and so is\nbo@acme.example");
  const [name, ...frames] = nameAndFrames(error).split("\n");
  expect(name).toBe("TypeError");
  expect(frames[0]).toContain("stack-frames.test.ts");
  for (const frame of frames) expect(frame).toMatch(/^ {4}at (?!fault)/);
  expect(nameAndFrames(error)).not.toContain("acme.example");
});

test("an error without a stack has its name only, and what is no error has none", () => {
  const error = new RangeError("x");
  delete error.stack;
  expect(nameAndFrames(error)).toBe("RangeError");
  expect(nameAndFrames("ana@acme.example")).toBe("unknown error");
});

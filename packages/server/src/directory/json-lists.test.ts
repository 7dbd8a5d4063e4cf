import fc from "fast-check";
import { expect, test } from "vitest";
import { JsonLists, TooDeepError } from "./json-lists.ts";

/** What comes of a text that comes in these pieces: the object with its lists put back, or that it is no JSON. */
function piecewise(pieces: readonly Uint8Array[]): unknown {
  const lists = new Map<string, unknown[]>();
  const reader = new JsonLists((key) => {
    const items: unknown[] = [];
    lists.set(key, items);
    return (more) => void items.push(...more);
  });
  for (const piece of pieces) reader.write(piece);
  const frame = reader.end();
  if (typeof frame !== "object" || frame === null || Array.isArray(frame)) return frame;
  return Object.fromEntries(
    Object.entries(frame).map(([key, value]) => [key, Array.isArray(value) ? lists.get(key) : value]),
  );
}

function orError(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return "no JSON";
  }
}

function cut(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let from = 0;
  for (const size of [...sizes, bytes.length]) {
    pieces.push(bytes.slice(from, from + size));
    from += size;
  }
  return pieces;
}

const value = fc.jsonValue({ depthSize: "small" });
const key = fc.oneof(fc.constantFrom("teams", "members", 'a"b\\', "ключ", ""), fc.string());
const object = fc.dictionary(key, fc.oneof(fc.array(value, { maxLength: 5 }), value), { maxKeys: 4 });
const text = fc.oneof(
  fc.tuple(fc.oneof(object, value), fc.constantFrom(0, 2)).map(([json, space]) => JSON.stringify(json, null, space)),
  // Not JSON, mostly, but made of what JSON is made of.
  fc
    .array(fc.constantFrom('{"a":[', "{", "}", "[", "]", ",", ":", '"a"', '"', "\\", "1", " ", "null", "\ufeff", "é"), {
      maxLength: 14,
    })
    .map((parts) => parts.join("")),
);

// What is nested more than 32 deep, and an item of more than 1 MiB, is refused instead: see below.
test("whatever comes in whatever pieces is what JSON.parse makes of the whole", () => {
  fc.assert(
    fc.property(text, fc.array(fc.nat(7), { maxLength: 40 }), (whole, sizes) => {
      const expected = orError(() => JSON.parse(whole.replace(/^\ufeff/, "")));
      expect(orError(() => piecewise(cut(new TextEncoder().encode(whole), sizes)))).toEqual(expected);
    }),
    { numRuns: 5000 },
  );
});

test.each([
  ['{"a":[1,]}'],
  ['{"a":[,1]}'],
  ['{"a":[1,,2]}'],
  ['{"a":[ , 1]}'],
  ['{"a":[1}'],
  ['{"a":[1]]'],
  ['{"a":[1'],
  ['{"a":["x]}'],
  ['{"a":[1]}{"a":[2]}'],
  [""],
])("%s is no JSON, cut anywhere", (whole) => {
  for (let size = 0; size <= whole.length; size++) {
    expect(() => piecewise(cut(Buffer.from(whole), [size]))).toThrow(SyntaxError);
  }
});

test("each list is told as it opens, and its items before it is closed", () => {
  const told: unknown[] = [];
  const reader = new JsonLists((name) => {
    told.push(name);
    return (items) => told.push(items);
  });
  reader.write(Buffer.from('{"a": [1, 2, 3'));
  expect(told).toEqual(["a", [1, 2]]);
  reader.write(Buffer.from('4], "a": [], "b": [[5, 6], {"c": [7]}'));
  expect(told).toEqual(["a", [1, 2], [34], "a", "b", [[5, 6]]]);
  reader.write(Buffer.from("]}"));
  expect(told.at(-1)).toEqual([{ c: [7] }]);
  expect(reader.end()).toEqual({ a: [], b: [] });
});

test("what is not in a list is limited", () => {
  expect(() => new JsonLists(() => () => {}).write(Buffer.from(`{"a":"${"x".repeat(1 << 20)}"`))).toThrow(RangeError);
});

const halves = (whole: string) => [[whole.length], [1 << 14, 1 << 14], [whole.length >> 1], [whole.length - 3]];

test("an item of a list is limited to 1 MiB, however it is cut, and a list is not", () => {
  const most = `"${"x".repeat((1 << 20) - 2)}"`;
  const right = `{"a":[${most},${most}],"b":[${most}]}`;
  for (const sizes of halves(right)) expect(piecewise(cut(Buffer.from(right), sizes))).toEqual(JSON.parse(right));
  for (const wrong of [`{"a":[${most} ]}`, `{"a":[1, ${most},1]}`, `{"a":[[${most}`]) {
    for (const sizes of halves(wrong)) expect(() => piecewise(cut(Buffer.from(wrong), sizes))).toThrow(RangeError);
  }
});

test.each([
  ['{"a":', 31],
  ['{"a":[1,', 30],
  ['{"a":[],"b":{"c":', 30],
  ["", 32],
])("after %s nothing is nested more than %i deeper", (before, most) => {
  const write = (depth: number) => () => new JsonLists(() => () => {}).write(Buffer.from(before + "[".repeat(depth)));
  expect(write(most)).not.toThrow();
  expect(write(most + 1)).toThrow(TooDeepError);
});

test.each([
  ["lists without commas between them", `{"a":${"[]".repeat(400_000)}`],
  ["quotes in what is no key", `{"${String.raw`\"`.repeat(400_000)}" x :[`],
])("%s are no JSON, which takes no time to see", (_, whole) => {
  const startedAt = performance.now();
  expect(() => piecewise(cut(Buffer.from(whole), [1 << 14]))).toThrow(SyntaxError);
  expect(performance.now() - startedAt).toBeLessThan(2000);
});

test.each(['{"a":["é"]}', '{"é":[]}'])("%s in another encoding than UTF-8 is no JSON", (json) => {
  expect(() => piecewise([Buffer.from(json, "latin1")])).toThrow(SyntaxError);
  expect(() => piecewise(cut(Buffer.from(json), [3, 1, 1, 1]))).not.toThrow();
});

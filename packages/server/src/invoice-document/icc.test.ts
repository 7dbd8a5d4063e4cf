import { describe, expect, test } from "vitest";
import { makeSrgbProfile } from "./icc.ts";

const profile = makeSrgbProfile();
const view = new DataView(profile.buffer);
const ascii = (offset: number, length = 4) => String.fromCharCode(...profile.subarray(offset, offset + length));

/** Where the data of each tag is. */
const tags = new Map(
  Array.from({ length: view.getUint32(128) }, (_, index) => {
    const entry = 132 + 12 * index;
    return [ascii(entry), { offset: view.getUint32(entry + 4), size: view.getUint32(entry + 8) }] as const;
  }),
);

function numbersOf(tag: string): number[] {
  const { offset } = tags.get(tag) ?? { offset: 0 };
  return [0, 1, 2].map((index) => view.getInt32(offset + 8 + 4 * index) / 0x1_0000);
}

test("the header says what it is: a profile of version 2.1 for RGB screens", () => {
  expect(view.getUint32(0)).toBe(profile.length);
  expect(view.getUint32(8)).toBe(0x02100000);
  expect(ascii(12, 12)).toBe("mntrRGB XYZ ");
  expect(ascii(36)).toBe("acsp");
});

test("it has the nine tags that such a profile must have, all within the file and each where words of four bytes begin", () => {
  expect([...tags.keys()].toSorted()).toEqual("bTRC bXYZ cprt desc gTRC gXYZ rTRC rXYZ wtpt".split(" "));
  for (const { offset, size } of tags.values()) {
    expect(offset % 4).toBe(0);
    expect(offset + size).toBeLessThanOrEqual(profile.length);
  }
});

test("the primaries add up to the white of the connection space", () => {
  const [red, green, blue] = ["rXYZ", "gXYZ", "bXYZ"].map(numbersOf);
  const white = [0, 1, 2].map((index) => (red?.[index] ?? 0) + (green?.[index] ?? 0) + (blue?.[index] ?? 0));
  for (const [index, expected] of [0.9642, 1, 0.8249].entries()) expect(white[index]).toBeCloseTo(expected, 3);
});

describe("the tone curve is that of sRGB", () => {
  const { offset } = tags.get("rTRC") ?? { offset: 0 };
  const points = view.getUint32(offset + 8);
  const at = (value: number) => view.getUint16(offset + 12 + 2 * Math.round(value * (points - 1))) / 0xffff;

  test.each([
    [0, 0],
    [0.04045, 0.0031308],
    [0.5, 0.21404],
    [0.73536, 0.5],
    [1, 1],
  ])("%d is %d of the light", (value, light) => {
    expect(at(value)).toBeCloseTo(light, 3);
  });

  test("and the same for each color", () => {
    expect(tags.get("gTRC")).toEqual(tags.get("rTRC"));
    expect(tags.get("bTRC")).toEqual(tags.get("rTRC"));
  });
});

import { crc32, deflateSync, inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { makeDocuments } from "./documents.ts";
import { readLogo, toLogoImage } from "./logo.ts";
import { decodePng } from "./png.ts";
import { samples } from "./test/samples.ts";

type PngOptions = {
  depth?: number;
  colorType?: number;
  interlaced?: boolean;
  palette?: number[];
  transparency?: number[];
};

/** A PNG of the rows of bytes given, each with its filter before it. */
function png(width: number, height: number, rows: number[][], options: PngOptions = {}): Uint8Array {
  const { depth = 8, colorType = 2, interlaced = false, palette, transparency } = options;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colorType, 0, 0, interlaced ? 1 : 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    ...(palette ? [chunk("PLTE", Buffer.from(palette))] : []),
    ...(transparency ? [chunk("tRNS", Buffer.from(transparency))] : []),
    chunk("IDAT", deflateSync(Buffer.from(rows.flat()))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

const idOf = (pdf?: Uint8Array) => /\/ID \[ <(\w+)>/.exec(Buffer.from(pdf ?? []).toString("latin1"))?.[1];

const onePixel = png(1, 1, [[0, 1, 2, 3]]);

/** The segments that a JPEG's size is read from; a picture is not needed for that. */
function jpeg({ frame = 0xc0, components = 3, precision = 8, end = [0xff, 0xd9] } = {}): Uint8Array {
  const start = [0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0];
  const length = 8 + 3 * components;
  const sizes = [0xff, frame, 0, length, precision, 0, 120, 1, 44, components];
  const parts = Array.from({ length: components }, (_, index) => [index + 1, 0x11, 0]).flat();
  return Uint8Array.from([...start, 0xff, ...sizes, ...parts, 0xff, 0xda, 0, 2, 1, 2, 3, ...end]);
}

describe("a logo that can be used", () => {
  test("is a PNG", () => {
    expect(readLogo(png(2, 1, [[0, 1, 2, 3, 4, 5, 6]]))).toEqual({ format: "png", width: 2, height: 1 });
  });

  test.each([0xc0, 0xc1, 0xc2])("is a JPEG with frame %d", (frame) => {
    expect(readLogo(jpeg({ frame }))).toEqual({ format: "jpeg", width: 300, height: 120 });
  });

  test("is a gray JPEG", () => {
    expect(toLogoImage(jpeg({ components: 1 })).dictionary).toContain("/ColorSpace /DeviceGray");
  });
});

describe("one that cannot is refused with a sentence", () => {
  test.each<[name: string, bytes: Uint8Array, sentence: RegExp]>([
    ["a GIF", Buffer.from("GIF89a"), /neither a PNG nor a JPEG/],
    ["an SVG", Buffer.from("<svg/>"), /neither a PNG nor a JPEG/],
    ["nothing", new Uint8Array(), /neither a PNG nor a JPEG/],
    ["a file too large", new Uint8Array(204_801), /204801 bytes; at most 204800/],
    ["too many pixels", png(2001, 1, [[0]]), /2001 by 1 pixels/],
    ["no pixels", png(0, 1, [[0]]), /0 by 1 pixels/],
    ["a PNG cut short", onePixel.subarray(0, -8), /damaged, or ends too early/],
    ["a PNG that was changed", Uint8Array.from(onePixel, (byte, index) => (index === 20 ? 9 : byte)), /damaged/],
    ["a PNG with too little picture", png(2, 2, [[0, 1, 2, 3]]), /picture is damaged/],
    ["a PNG with too much picture", png(1, 1, [[0, 1, 2, 3, 4]]), /picture is damaged/],
    ["an unknown filter", png(1, 1, [[5, 1, 2, 3]]), /picture is damaged/],
    ["an interlaced PNG", png(1, 1, [[0, 1, 2, 3]], { interlaced: true }), /interlaced/],
    ["colors of no known kind", png(1, 1, [[0]], { colorType: 5 }), /colors/],
    ["a missing palette", png(1, 1, [[0, 0]], { colorType: 3 }), /palette is missing/],
    ["a JPEG for print", jpeg({ components: 4 }), /CMYK/],
    ["a JPEG cut short", jpeg({ end: [] }), /ends too early/],
    ["a lossless JPEG", jpeg({ frame: 0xc3 }), /few can read/],
    ["a JPEG of 12 bits", jpeg({ precision: 12 }), /few can read/],
    ["a JPEG without a picture", Uint8Array.from([0xff, 0xd8, 0xff, 0xd9]), /no picture/],
  ])("%s", (_, bytes, sentence) => {
    expect(() => readLogo(bytes)).toThrow(sentence);
    expect(() => readLogo(bytes)).toThrow(/^The logo .*\.$/);
  });
});

describe("a PNG is put on white", () => {
  test.each<[name: string, bytes: Uint8Array, pixels: number[]]>([
    ["color", png(2, 1, [[0, 10, 20, 30, 40, 50, 60]]), [10, 20, 30, 40, 50, 60]],
    ["16 bits", png(1, 1, [[0, 10, 255, 20, 255, 30, 255]], { depth: 16 }), [10, 20, 30]],
    [
      "gray of one bit",
      png(3, 1, [[0, 0b10100000]], { depth: 1, colorType: 0 }),
      [255, 255, 255, 0, 0, 0, 255, 255, 255],
    ],
    ["gray of four bits", png(2, 1, [[0, 0xf3]], { depth: 4, colorType: 0 }), [255, 255, 255, 51, 51, 51]],
    ["gray with alpha", png(2, 1, [[0, 0, 128, 0, 0]], { colorType: 4 }), [127, 127, 127, 255, 255, 255]],
    ["color with alpha", png(2, 1, [[0, 200, 0, 0, 51, 9, 9, 9, 255]], { colorType: 6 }), [244, 204, 204, 9, 9, 9]],
    [
      "a palette, of which one color is transparent",
      png(4, 1, [[0, 0b00011011]], {
        depth: 2,
        colorType: 3,
        palette: [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4],
        transparency: [255, 0],
      }),
      [1, 1, 1, 255, 255, 255, 3, 3, 3, 4, 4, 4],
    ],
  ])("%s", (_, bytes, pixels) => {
    expect([...decodePng(bytes).data]).toEqual(pixels);
  });

  test("each filter is taken off", () => {
    const gray = { colorType: 0 };
    const rows = [
      [0, 10, 20, 30],
      [1, 5, 5, 5],
      [2, 1, 1, 1],
      [3, 1, 1, 1],
      [4, 1, 1, 1],
    ];
    const { data } = decodePng(png(3, 5, rows, gray));
    const grays = Array.from({ length: 15 }, (_, index) => data[index * 3]);
    expect(grays).toEqual([10, 20, 30, 5, 10, 15, 6, 11, 16, 4, 8, 13, 5, 9, 14]);
  });
});

describe("in a PDF", () => {
  const checkered = png(
    4,
    2,
    [
      [0, 0, 255, 0, 255],
      [0, 0, 255, 0, 255],
    ],
    { colorType: 0 },
  );

  test("the picture is the same, and opaque", () => {
    const { dictionary, data } = toLogoImage(checkered);
    expect(dictionary).toContain("/Width 4 /Height 2 /ColorSpace /DeviceRGB /BitsPerComponent 8");
    const [first, second] = [inflateSync(data).subarray(0, 13), inflateSync(data).subarray(13)];
    expect([...first]).toEqual([2, 0, 0, 0, 255, 255, 255, 0, 0, 0, 255, 255, 255]);
    expect([...second]).toEqual([2, ...Array.from({ length: 12 }, () => 0)]);
    const pdf = Buffer.from(makeDocuments({ invoice: samples["de-S"], logo: checkered }).pdf).toString("latin1");
    expect(pdf).toContain("/Subtype /Image");
    expect(pdf).not.toContain("/SMask");
  });

  test("a large one is made smaller, and the same bytes are read once", () => {
    const rows = Array.from({ length: 40 }, () => [0, ...Array.from({ length: 2000 }, (_, x) => (x % 2) * 255)]);
    const bytes = png(2000, 40, rows, { colorType: 0 });
    const image = toLogoImage(bytes);
    expect(image).toMatchObject({ width: 2000, height: 40 });
    expect(image.dictionary).toContain("/Width 1000 /Height 20");
    expect(inflateSync(image.data).subarray(1, 4)).toEqual(Buffer.from([128, 128, 128]));
    expect(toLogoImage(Uint8Array.from(bytes))).toBe(image);
  });

  test("a JPEG is embedded as it is", () => {
    const bytes = jpeg();
    const pdf = Buffer.from(makeDocuments({ invoice: samples["de-S"], logo: bytes }).pdf).toString("latin1");
    expect(pdf).toContain(Buffer.from(bytes).toString("latin1"));
    expect(pdf).toContain("/Filter /DCTDecode");
  });

  test("another logo makes another file", () => {
    const [one, other] = [onePixel, png(1, 1, [[0, 1, 2, 4]])].map((logo) =>
      makeDocuments({ invoice: samples["de-S"], logo }),
    );
    expect(idOf(one?.pdf)).not.toBe(idOf(other?.pdf));
  });
});

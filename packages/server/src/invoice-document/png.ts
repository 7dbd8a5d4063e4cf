import { crc32, inflateSync } from "node:zlib";

/** Pixels of 8-bit red, green and blue, row by row from the top. */
export type Pixels = { width: number; height: number; data: Uint8Array };

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Samples a pixel has, by color type. */
const channelsOf: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const depthsOf: Record<number, number[]> = { 0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16] };

type Header = { width: number; height: number; depth: number; colorType: number; isInterlaced: boolean };

export function isPng(bytes: Uint8Array): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

/** Width and height in pixels. @throws Error if it is no PNG of a kind that `decodePng` reads. */
export function readPngHeader(bytes: Uint8Array): Header {
  const chunk = isPng(bytes) ? readChunks(bytes).next().value : undefined;
  if (chunk?.type !== "IHDR" || chunk.data.length !== 13) throw new Error("it does not begin as a PNG does");
  const view = viewOf(chunk.data);
  const header = {
    width: view.getUint32(0),
    height: view.getUint32(4),
    depth: view.getUint8(8),
    colorType: view.getUint8(9),
    isInterlaced: view.getUint8(12) !== 0,
  };
  if (!depthsOf[header.colorType]?.includes(header.depth)) throw new Error("its colors are of no kind that PNG knows");
  return header;
}

/** The picture on white: what is transparent in it is mixed with white. Source: PNG, 3rd edition. @throws Error, its message
 *  a clause, if the file is damaged or interlaced. */
export function decodePng(bytes: Uint8Array): Pixels {
  const header = readPngHeader(bytes);
  const { width, height, depth, colorType, isInterlaced } = header;
  if (isInterlaced) throw new Error("it is interlaced: save it without");
  const chunks = [...readChunks(bytes)];
  const find = (type: string): Uint8Array | undefined => chunks.find((chunk) => chunk.type === type)?.data;
  const palette = find("PLTE");
  if (colorType === 3 && !palette) throw new Error("its palette is missing");
  const channels = channelsOf[colorType] ?? 1;
  const rowBytes = Math.ceil((width * channels * depth) / 8);
  const packed = Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data));
  const rows = removeFilters(inflate(packed, (rowBytes + 1) * height), rowBytes, Math.ceil((channels * depth) / 8));

  const read = sampleReader(rows, rowBytes, depth, channels);
  const most = 2 ** Math.min(depth, 8) - 1;
  const toColor = colorReader(colorType, palette, find("tRNS"), most);
  const data = new Uint8Array(width * height * 3);
  let target = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [red, green, blue, alpha] = toColor((channel) => read(x, y, channel));
      data[target++] = onWhite(red, alpha);
      data[target++] = onWhite(green, alpha);
      data[target++] = onWhite(blue, alpha);
    }
  }
  return { width, height, data };
}

type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

/** Samples in, color out; of 16 bits the upper 8 count. */
function colorReader(
  colorType: number,
  palette: Uint8Array | undefined,
  transparency: Uint8Array | undefined,
  most: number,
): (sample: (channel: number) => number) => Rgba {
  if (palette && colorType === 3) {
    return (sample) => {
      const index = sample(0);
      const at = index * 3;
      return [palette[at] ?? 0, palette[at + 1] ?? 0, palette[at + 2] ?? 0, transparency?.[index] ?? 255];
    };
  }
  const scale = (value: number): number => Math.round((value * 255) / most);
  if (colorType === 0 || colorType === 4) {
    return (sample) => {
      const gray = scale(sample(0));
      return [gray, gray, gray, colorType === 4 ? scale(sample(1)) : 255];
    };
  }
  return (sample) => [sample(0), sample(1), sample(2), colorType === 6 ? sample(3) : 255];
}

function sampleReader(
  rows: Uint8Array,
  rowBytes: number,
  depth: number,
  channels: number,
): (x: number, y: number, channel: number) => number {
  if (depth >= 8) {
    const bytes = depth / 8;
    return (x, y, channel) => rows[y * rowBytes + (x * channels + channel) * bytes] ?? 0;
  }
  const mask = 2 ** depth - 1;
  return (x, y) => {
    const bit = x * depth;
    return ((rows[y * rowBytes + (bit >> 3)] ?? 0) >> (8 - depth - (bit & 7))) & mask;
  };
}

function onWhite(value: number, alpha: number): number {
  return alpha === 255 ? value : Math.round((value * alpha + 255 * (255 - alpha)) / 255);
}

function inflate(packed: Uint8Array, size: number): Uint8Array {
  let unpacked: Uint8Array | undefined;
  try {
    unpacked = inflateSync(packed, { maxOutputLength: size });
  } catch {
    // Told below.
  }
  if (unpacked?.length !== size) throw new Error("its picture is damaged");
  return unpacked;
}

/** Each row begins with how it was filtered: what was taken off each byte of it. */
function removeFilters(filtered: Uint8Array, rowBytes: number, pixelBytes: number): Uint8Array {
  const height = filtered.length / (rowBytes + 1);
  const rows = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; y++) {
    const filter = filtered[y * (rowBytes + 1)] ?? 0;
    if (filter > 4) throw new Error("its picture is damaged");
    for (let x = 0; x < rowBytes; x++) {
      const at = y * rowBytes + x;
      const left = x < pixelBytes ? 0 : (rows[at - pixelBytes] ?? 0);
      const up = y === 0 ? 0 : (rows[at - rowBytes] ?? 0);
      const upLeft = x < pixelBytes || y === 0 ? 0 : (rows[at - rowBytes - pixelBytes] ?? 0);
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, upLeft)][filter] ?? 0;
      rows[at] = (filtered[y * (rowBytes + 1) + 1 + x] ?? 0) + predicted;
    }
  }
  return rows;
}

function paeth(left: number, up: number, upLeft: number): number {
  const estimate = left + up - upLeft;
  const toLeft = Math.abs(estimate - left);
  const toUp = Math.abs(estimate - up);
  const toUpLeft = Math.abs(estimate - upLeft);
  if (toLeft <= toUp && toLeft <= toUpLeft) return left;
  return toUp <= toUpLeft ? up : upLeft;
}

function* readChunks(bytes: Uint8Array): Generator<{ type: string; data: Uint8Array }> {
  const view = viewOf(bytes);
  for (let at = signature.length; at + 12 <= bytes.length;) {
    const end = at + 8 + view.getUint32(at);
    if (end + 4 > bytes.length || crc32(bytes.subarray(at + 4, end)) !== view.getUint32(end)) break;
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    yield { type, data: bytes.subarray(at + 8, end) };
    if (type === "IEND") return;
    at = end + 4;
  }
  throw new Error("it is damaged, or ends too early");
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

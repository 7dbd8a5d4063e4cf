import { createHash } from "node:crypto";
import { zlibSync } from "fflate";
import { decodePng, isPng, type Pixels, readPngHeader } from "./png.ts";

/** In pixels. */
export type LogoSize = { width: number; height: number };

/** `dictionary` and `data` are what a PDF's image object is made of. */
export type LogoImage = LogoSize & { hash: string; dictionary: string; data: Uint8Array };

const maxBytes = 200 * 1024;
const maxPixels = 2000;

/** Four times what paper shows of the box that a logo stands in: more would make a file larger and no one the wiser. */
const mostShown = { width: 1000, height: 250 };

/** What kind of image a logo is. @throws Error with a sentence for whoever chose the file, if it is none that an invoice can
 *  show: a PNG that is not interlaced, or a JPEG in color or gray, of at most 200 KB and 2000 by 2000 pixels. */
export function readLogo(bytes: Uint8Array): { format: "png" | "jpeg" } & LogoSize {
  if (bytes.length > maxBytes) throw new Error(`The logo has ${bytes.length} bytes; at most ${maxBytes} are possible.`);
  const format = formatOf(bytes);
  try {
    const { width, height } = format === "png" ? readPngHeader(bytes) : readJpegHeader(bytes);
    if (width < 1 || height < 1 || width > maxPixels || height > maxPixels) {
      throw new Error(`it has ${width} by ${height} pixels, and from 1 to ${maxPixels} are possible`);
    }
    if (format === "png") decodePng(bytes);
    return { format, width, height };
  } catch (error) {
    const clause = error instanceof Error ? error.message : String(error);
    throw new Error(`The logo cannot be used: ${clause}.`, { cause: error });
  }
}

const kept = new Map<string, LogoImage>();
const mostKept = 8;

/** A logo as a PDF shows it. The last few are kept, since one seller's invoices all have the same. @throws as `readLogo` */
export function toLogoImage(bytes: Uint8Array): LogoImage {
  const hash = createHash("sha256").update(bytes).digest("hex");
  const known = kept.get(hash);
  if (known) return known;
  const { format, width, height } = readLogo(bytes);
  const image = { width, height, hash, ...(format === "png" ? embedPng(bytes) : embedJpeg(bytes)) };
  if (kept.size >= mostKept) kept.clear();
  kept.set(hash, image);
  return image;
}

type Embedded = Pick<LogoImage, "dictionary" | "data">;

function embedJpeg(bytes: Uint8Array): Embedded {
  const { width, height, components } = readJpegHeader(bytes);
  const space = components === 1 ? "/DeviceGray" : "/DeviceRGB";
  return { dictionary: imageDictionary(width, height, space, "/DCTDecode"), data: bytes };
}

function embedPng(bytes: Uint8Array): Embedded {
  const { width, height, data } = shrink(decodePng(bytes));
  const rows = new Uint8Array((3 * width + 1) * height);
  for (let y = 0; y < height; y++) {
    const row = y * (3 * width + 1);
    // Each byte less the one above it, which compresses best what logos are made of.
    rows[row] = 2;
    for (let x = 0; x < 3 * width; x++) {
      const at = y * 3 * width + x;
      rows[row + 1 + x] = (data[at] ?? 0) - (data[at - 3 * width] ?? 0);
    }
  }
  const parameters = `/DecodeParms << /Predictor 15 /Colors 3 /BitsPerComponent 8 /Columns ${width} >>`;
  return {
    dictionary: `${imageDictionary(width, height, "/DeviceRGB", "/FlateDecode")} ${parameters}`,
    data: zlibSync(rows, { level: 9 }),
  };
}

function imageDictionary(width: number, height: number, space: string, filter: string): string {
  return (
    `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace ${space} /BitsPerComponent 8 ` +
    `/Filter ${filter}`
  );
}

/** Each pixel becomes the mean of those it stands for. */
function shrink(pixels: Pixels): Pixels {
  const scale = Math.max(pixels.width / mostShown.width, pixels.height / mostShown.height);
  if (scale <= 1) return pixels;
  const width = Math.max(1, Math.floor(pixels.width / scale));
  const height = Math.max(1, Math.floor(pixels.height / scale));
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const top = Math.floor((y * pixels.height) / height);
    const bottom = Math.max(top + 1, Math.floor(((y + 1) * pixels.height) / height));
    for (let x = 0; x < width; x++) {
      const left = Math.floor((x * pixels.width) / width);
      const right = Math.max(left + 1, Math.floor(((x + 1) * pixels.width) / width));
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let row = top; row < bottom; row++) {
          for (let column = left; column < right; column++) {
            sum += pixels.data[(row * pixels.width + column) * 3 + channel] ?? 0;
          }
        }
        data[(y * width + x) * 3 + channel] = Math.round(sum / ((bottom - top) * (right - left)));
      }
    }
  }
  return { width, height, data };
}

function formatOf(bytes: Uint8Array): "png" | "jpeg" {
  if (isPng(bytes)) return "png";
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "jpeg";
  throw new Error("The logo is neither a PNG nor a JPEG.");
}

/** Frames that a PDF can show: baseline, extended and progressive, Huffman-coded. */
const frames = new Set([0xc0, 0xc1, 0xc2]);
const noFrames = new Set([0xc4, 0xc8, 0xcc]);

function readJpegHeader(bytes: Uint8Array): LogoSize & { components: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.at(-2) !== 0xff || bytes.at(-1) !== 0xd9) throw new Error("it ends too early");
  for (let at = 2; at + 10 <= bytes.length && bytes[at] === 0xff;) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && !noFrames.has(marker);
    if (isFrame) {
      const components = view.getUint8(at + 9);
      if (!frames.has(marker) || view.getUint8(at + 4) !== 8)
        throw new Error("it is a JPEG of a kind that few can read");
      if (components !== 1 && components !== 3) throw new Error("its colors are for print (CMYK): save it as RGB");
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7), components };
    }
    // A marker may be preceded by bytes of 255.
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  throw new Error("it has no picture");
}

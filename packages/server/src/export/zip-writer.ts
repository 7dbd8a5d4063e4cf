import { Zip, ZipDeflate } from "fflate";

/** Of what it costs to look for repetitions: more makes the file a tenth smaller and takes half as long again. */
const level = 3;

/** In the machine's zone, which fflate writes it in: the same bytes in all. ZIP knows no earlier year. */
const noTime = "1980-01-01T12:00:00";

/** Writes a ZIP archive piece by piece. The same parts make the same bytes on every machine, at any time and with every
 *  version of Node: not by its zlib, and with no clock. */
export class ZipWriter {
  readonly #zip: Zip;
  readonly #encoder = new TextEncoder();
  #chunks: Uint8Array[] = [];

  constructor() {
    this.#zip = new Zip((error, chunk) => {
      if (error) throw error;
      this.#chunks.push(chunk);
    });
  }

  /** Adds a part whose text comes in pieces. */
  begin(path: string): ZipPart {
    const part = new ZipDeflate(path, { level });
    part.mtime = noTime;
    this.#zip.add(part);
    return {
      write: (text) => part.push(this.#encoder.encode(text)),
      end: () => part.push(new Uint8Array(), true),
    };
  }

  /** Adds a whole part. */
  add(path: string, text: string): void {
    const part = this.begin(path);
    part.write(text);
    part.end();
  }

  end(): void {
    this.#zip.end();
  }

  /** What has been written since the last call. */
  take(): Uint8Array[] {
    const chunks = this.#chunks;
    this.#chunks = [];
    return chunks;
  }
}

/** Parts are written one after the other. */
export type ZipPart = { write: (text: string) => void; end: () => void };

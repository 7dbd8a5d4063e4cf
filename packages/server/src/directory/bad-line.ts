import { isUtf8 } from "node:buffer";

/** What is wrong in a file that is imported, and what to do about it. `line` counts from 1; a JSON file has fields instead. */
export type BadLine = {
  readonly file: string;
  readonly line?: number;
  readonly field?: string;
  readonly remedy: string;
};

/** The files hold no directory: everything that is wrong in them. */
export class BadFiles extends Error {
  readonly lines: readonly BadLine[];

  constructor(lines: readonly BadLine[]) {
    super("the files hold no directory");
    this.lines = lines;
  }
}

export function describeBadLine({ file, line, field, remedy }: BadLine): string {
  const place = line === undefined ? file : `${file}:${line}`;
  return field === undefined ? `${place}: ${remedy}` : `${place}: ${field}: ${remedy}`;
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The text of a file. @throws BadFiles for one that is not UTF-8, with the first such line. */
export function textOf(file: string, bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    let line = 1;
    for (let from = 0; from < bytes.length; line++) {
      const end = bytes.indexOf(0x0a, from);
      const next = end === -1 ? bytes.length : end + 1;
      if (!isUtf8(bytes.subarray(from, next))) break;
      from = next;
    }
    throw new BadFiles([{ file, line, remedy: "This is not UTF-8. Save the file as UTF-8, then import it again." }]);
  }
}

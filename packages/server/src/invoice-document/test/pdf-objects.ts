import { inflateSync } from "node:zlib";

/** `/Name`. */
export class Name {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** `12 0 R`. */
export class Reference {
  readonly id: number;

  constructor(id: number) {
    this.id = id;
  }
}

/** A word that is none of the values: an operator of a content stream, or a keyword of the file. */
export class Keyword {
  readonly word: string;

  constructor(word: string) {
    this.word = word;
  }
}

/** The bytes of `(text)` or `<hex>`, one character each. */
export class Bytes {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Dictionary = Map<string, Value>;

/** `raw` is what stands between `stream` and `endstream` and their line breaks, whatever the dictionary says of its length. */
export class Stream {
  readonly dictionary: Dictionary;
  readonly raw: Uint8Array;

  constructor(dictionary: Dictionary, raw: Uint8Array) {
    this.dictionary = dictionary;
    this.raw = raw;
  }

  /** The bytes without their compression; throws for any filter but FlateDecode. */
  content(): Uint8Array {
    const filter = this.dictionary.get("Filter");
    if (filter === undefined) return this.raw;
    const names = (Array.isArray(filter) ? filter : [filter]).map((value) => (value instanceof Name ? value.name : ""));
    if (names.length !== 1 || names[0] !== "FlateDecode") throw new Error(`filter ${names.join(", ")}`);
    return inflateSync(this.raw);
  }
}

export type Value = number | boolean | null | Name | Reference | Keyword | Bytes | Stream | Value[] | Dictionary;

/** A PDF with a classic cross-reference table, as jsPDF writes it. */
export type PdfFile = { bytes: string; trailer: Dictionary; objects: Map<number, Value> };

/** Reads the objects where the cross-reference table says that they are; throws if they are not. */
export function readPdf(pdf: Uint8Array): PdfFile {
  const bytes = Buffer.from(pdf).toString("latin1");
  const [, start] = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(bytes) ?? [];
  if (start === undefined) throw new Error("The file does not end with startxref, an offset and %%EOF.");
  const reader = new Reader(bytes, Number(start));
  if (!reader.takes("xref")) throw new Error("At the offset that startxref names there is no cross-reference table.");
  const offsets = new Map<number, number>();
  while (!reader.takes("trailer")) {
    const [first, count] = [reader.read(), reader.read()];
    if (typeof first !== "number" || typeof count !== "number") throw new Error("The cross-reference table is broken.");
    for (let index = 0; index < count; index++) {
      const [offset, , kind] = [reader.read(), reader.read(), reader.read()];
      if (typeof offset !== "number" || !(kind instanceof Keyword)) throw new Error("The table has a broken row.");
      if (kind.word === "n") offsets.set(first + index, offset);
    }
  }
  const trailer = reader.read();
  if (!(trailer instanceof Map)) throw new Error("The trailer is no dictionary.");
  const objects = new Map(Array.from(offsets, ([id, offset]) => [id, readObject(bytes, id, offset)]));
  return { bytes, trailer, objects };
}

/** The value that `value` is or refers to. */
export function resolve(file: PdfFile, value: Value | undefined): Value | undefined {
  return value instanceof Reference ? file.objects.get(value.id) : value;
}

/** The operators of a content stream, each with what stands before it. */
export function readOperators(content: Uint8Array): { operator: string; operands: Value[] }[] {
  const reader = new Reader(Buffer.from(content).toString("latin1"), 0);
  const operations: { operator: string; operands: Value[] }[] = [];
  let operands: Value[] = [];
  while (!reader.isAtEnd()) {
    const value = reader.read();
    if (value instanceof Keyword) {
      operations.push({ operator: value.word, operands });
      operands = [];
    } else {
      operands.push(value);
    }
  }
  return operations;
}

function readObject(bytes: string, id: number, offset: number): Value {
  const start = `${id} 0 obj`;
  if (!bytes.startsWith(start, offset)) throw new Error(`Object ${id} is not where the cross-reference table says.`);
  const reader = new Reader(bytes, offset + start.length);
  const value = reader.read();
  if (!(value instanceof Map) || !reader.takes("stream")) return value;
  const [lineBreak] = /^\r?\n/.exec(bytes.slice(reader.position, reader.position + 2)) ?? [];
  if (lineBreak === undefined) throw new Error(`After "stream" of object ${id} there is no line break.`);
  const from = reader.position + lineBreak.length;
  const declared = value.get("Length");
  const length = typeof declared === "number" ? declared : 0;
  // A stream may well contain the word, so the declared length is believed where it is right.
  const isRight = /^\r?\nendstream/.test(bytes.slice(from + length, from + length + 12));
  const end = isRight ? from + length : bytes.indexOf("endstream", from);
  if (!isRight && !/[\r\n]/.test(bytes[end - 1] ?? "")) {
    throw new Error(`Before "endstream" of object ${id} there is no line break.`);
  }
  const raw = isRight ? bytes.slice(from, end) : bytes.slice(from, end).replace(/\r?\n$|\r$/, "");
  return new Stream(value, Buffer.from(raw, "latin1"));
}

class Reader {
  position: number;
  readonly #text: string;

  constructor(text: string, position: number) {
    this.#text = text;
    this.position = position;
  }

  isAtEnd(): boolean {
    this.#skipBlanks();
    return this.position >= this.#text.length;
  }

  /** Moves past `word` if it comes next. */
  takes(word: string): boolean {
    this.#skipBlanks();
    if (!this.#text.startsWith(word, this.position)) return false;
    this.position += word.length;
    return true;
  }

  read(): Value {
    this.#skipBlanks();
    if (this.takes("<<")) return this.#readDictionary();
    const character = this.#text[this.position];
    if (character === undefined) throw new Error("The file ends where a value should be.");
    if (character === "[") return this.#readArray();
    if (character === "(") return this.#readText();
    if (character === "<") return this.#readHex();
    if (character === "/") return this.#readName();
    return this.#readWord();
  }

  #skipBlanks(): void {
    const blanks = /(?:[\0\t\n\f\r ]|%[^\r\n]*)*/y;
    blanks.lastIndex = this.position;
    blanks.exec(this.#text);
    this.position = blanks.lastIndex;
  }

  #readDictionary(): Dictionary {
    const dictionary: Dictionary = new Map();
    while (!this.takes(">>")) {
      const key = this.read();
      if (!(key instanceof Name)) throw new Error("A key of a dictionary is no name.");
      dictionary.set(key.name, this.read());
    }
    return dictionary;
  }

  #readArray(): Value[] {
    this.position++;
    const values: Value[] = [];
    while (!this.takes("]")) values.push(this.read());
    return values;
  }

  #readText(): Bytes {
    let text = "";
    let depth = 0;
    for (;;) {
      const character = this.#text[this.position++];
      if (character === undefined) throw new Error("A text has no end.");
      if (character === "\\") {
        text += this.#readEscape();
        continue;
      }
      if (character === "(" && depth++ === 0) continue;
      if (character === ")" && --depth === 0) return new Bytes(text);
      text += character;
    }
  }

  #readEscape(): string {
    const escape = /[0-7]{1,3}|\r\n|[^]/y;
    escape.lastIndex = this.position;
    const [found = ""] = escape.exec(this.#text) ?? [];
    this.position += found.length;
    if (/^[0-7]/.test(found)) return String.fromCharCode(Number.parseInt(found, 8) % 256);
    return { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", "\n": "", "\r": "", "\r\n": "" }[found] ?? found;
  }

  #readHex(): Bytes {
    const end = this.#text.indexOf(">", this.position);
    const digits = this.#text.slice(this.position + 1, end).replaceAll(/\s/g, "");
    if (digits.length % 2 !== 0 || /[^0-9a-fA-F]/.test(digits))
      throw new Error(`A hexadecimal text is broken: ${digits}`);
    this.position = end + 1;
    return new Bytes(Buffer.from(digits, "hex").toString("latin1"));
  }

  #readName(): Name {
    const name = this.#match(/\/[^\0\t\n\f\r ()<>[\]{}/%]*/y);
    return new Name(
      name.slice(1).replaceAll(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    );
  }

  #readWord(): Value {
    const reference = this.#match(/\d+ \d+ R(?![^\0\t\n\f\r ()<>[\]{}/%])/y);
    if (reference !== "") return new Reference(Number.parseInt(reference, 10));
    const word = this.#match(/[^\0\t\n\f\r ()<>[\]{}/%]+/y);
    if (word === "") throw new Error(`Unexpected ${this.#text[this.position]} at ${this.position}.`);
    if (word === "true" || word === "false") return word === "true";
    if (word === "null") return null;
    return /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(word) ? Number(word) : new Keyword(word);
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.position;
    const [found = ""] = pattern.exec(this.#text) ?? [];
    this.position += found.length;
    return found;
  }
}

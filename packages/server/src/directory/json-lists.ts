import { isUtf8 } from "node:buffer";

/** Thrown for what is nested more deeply than anything that is meant. */
export class TooDeepError extends Error {}

/** Takes the items of a list, some at a time. */
type TakeItems = (items: unknown[]) => void;

/** The lists that are directly in a JSON object, taken apart while its text comes in; `end` gives the object with empty lists. What
 *  is JSON, and what it means, is for `JSON.parse` alone to say: this only finds commas to cut at, bytes that stand for nothing else
 *  in UTF-8. Whatever is not JSON is a SyntaxError, at the latest at the end. */
export class JsonLists {
  readonly #open: (key: string) => TakeItems;
  /** The text without what is in the lists. */
  readonly #frame: Uint8Array[] = [];
  #frameBytes = 0;
  /** Where the member of the object begins that comes in: how much of `#frame` is before it, and of what comes next there. */
  #memberAt: readonly [chunks: number, bytes: number] = [0, 0];
  /** Text that has come in and was not parsed: of the list that is open, the beginning of an item. */
  readonly #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #isInObject = false;
  /** Whether the member that comes in has had a list. */
  #isListed = false;
  /** Takes the items of the list that is open. */
  #list: TakeItems | undefined;
  /** Whether a comma came before what is pending. */
  #isAfterComma = false;

  /** @param open is called for each list, with its key. */
  constructor(open: (key: string) => TakeItems) {
    this.#open = open;
  }

  /** @throws RangeError where more than the lists is large, or an item of one: either is parsed in one go. @throws TooDeepError */
  write(bytes: Uint8Array): void {
    let [depth, isInString, isEscaped] = [this.#depth, this.#isInString, this.#isEscaped];
    let from = 0;
    /** The last comma between two items, in `bytes`. */
    let cut = -1;
    /** Where the item that comes in begins: before `bytes`, if less than 0. */
    let itemAt = -this.#pendingBytes;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at];
      if (isInString) {
        if (isEscaped) isEscaped = false;
        else if (byte === backslash) isEscaped = true;
        else if (byte === quote) isInString = false;
      } else if (byte === quote) isInString = true;
      else if (byte === comma) {
        if (depth === 2 && this.#list !== undefined) {
          requireSmall(at - itemAt);
          cut = at;
          itemAt = at + 1;
        } else if (depth === 1) {
          this.#memberAt = [this.#frame.length, at + 1 - from];
          this.#isListed = false;
        }
      } else if (byte === openBrace || byte === openBracket) {
        depth++;
        if (depth > mostDepth) throw new TooDeepError();
        if (depth === 1) this.#isInObject = byte === openBrace;
        if (depth !== 2 || byte !== openBracket || !this.#isInObject) continue;
        this.#keep(bytes.slice(from, at + 1));
        this.#list = this.#open(this.#lastKey());
        this.#isAfterComma = false;
        from = at + 1;
        itemAt = from;
      } else if (byte === closeBrace || byte === closeBracket) {
        depth--;
        if (depth !== 1 || this.#list === undefined) continue;
        requireSmall(at - itemAt);
        this.#parse(bytes.subarray(from, at), true);
        this.#list = undefined;
        from = at;
        cut = -1;
      }
    }
    [this.#depth, this.#isInString, this.#isEscaped] = [depth, isInString, isEscaped];
    if (this.#list === undefined) {
      this.#keep(bytes.slice(from));
      return;
    }
    this.#pendingBytes = bytes.length - itemAt;
    requireSmall(this.#pendingBytes);
    if (cut < from) this.#pending.push(bytes.slice(from));
    else {
      this.#parse(bytes.subarray(from, cut), false);
      this.#isAfterComma = true;
      this.#pending.push(bytes.slice(cut + 1));
    }
  }

  #keep(bytes: Uint8Array): void {
    this.#frameBytes += bytes.length;
    if (this.#frameBytes > mostFrameBytes) throw new RangeError("more than the lists is large");
    this.#frame.push(bytes);
  }

  /** What all of it is. */
  end(): unknown {
    return JSON.parse(textOf(this.#frame, false));
  }

  #parse(rest: Uint8Array, isLast: boolean): void {
    const text = textOf([...this.#pending.splice(0), rest], true);
    // Nothing is something only where it is the whole list.
    if (text.trim() === "" && isLast && !this.#isAfterComma) return;
    const items: unknown = JSON.parse(`[${text}]`);
    if (!Array.isArray(items) || items.length === 0) throw new SyntaxError("there is a comma too many");
    this.#list?.(items);
  }

  /** The key before the list that begins where the frame ends. @throws SyntaxError where there is none. */
  #lastKey(): string {
    // Who leaves the commas out would have the same text looked through for each list.
    if (this.#isListed) throw new SyntaxError("a comma is missing");
    this.#isListed = true;
    const [chunks, bytes] = this.#memberAt;
    const member = textOf(this.#frame.slice(chunks), false, bytes);
    const [, key] = /^\s*\{?\s*("(?:[^"\\]|\\.)*")\s*:\s*\[$/s.exec(member) ?? [];
    if (key === undefined) throw new SyntaxError("a list has no key");
    return String(JSON.parse(key));
  }
}

/** @param itemBytes of an item, as far as it has come in. @throws RangeError */
function requireSmall(itemBytes: number): void {
  if (itemBytes > mostItemBytes) throw new RangeError("an item of a list is large");
}

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/** @param from the first bytes are left out. @param ignoreBOM a byte order mark is nothing at the beginning of the text, and an error elsewhere.
 *  @throws SyntaxError for what is not UTF-8: names of another encoding would be stored with what is lost of them. */
function textOf(chunks: readonly Uint8Array[], ignoreBOM: boolean, from = 0): string {
  const bytes = Buffer.concat(chunks).subarray(from);
  if (!isUtf8(bytes)) throw new SyntaxError("the text is not UTF-8");
  return new TextDecoder("utf-8", { ignoreBOM }).decode(bytes);
}

const mostFrameBytes = 1 << 20;
/** A member in 10,000 teams with ids of 20 characters has 230 kB. */
const mostItemBytes = 1 << 20;
/** A directory's own lists are 4 deep. */
const mostDepth = 32;

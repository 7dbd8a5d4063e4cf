import { isUtf8 } from "node:buffer";

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
  /** Where in `#frame` the member of the object begins that comes in. */
  #memberAt = 0;
  /** Text that has come in and was not parsed: of the list that is open, whole items and the beginning of one. */
  readonly #pending: Uint8Array[] = [];
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #isInObject = false;
  /** Takes the items of the list that is open. */
  #list: TakeItems | undefined;
  /** Whether a comma came before what is pending. */
  #isAfterComma = false;

  /** @param open is called for each list, with its key. */
  constructor(open: (key: string) => TakeItems) {
    this.#open = open;
  }

  /** @throws RangeError where more than the lists is large. */
  write(bytes: Uint8Array): void {
    let [depth, isInString, isEscaped] = [this.#depth, this.#isInString, this.#isEscaped];
    let from = 0;
    /** The last comma between two items, in `bytes`. */
    let cut = -1;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at];
      if (isInString) {
        if (isEscaped) isEscaped = false;
        else if (byte === backslash) isEscaped = true;
        else if (byte === quote) isInString = false;
      } else if (byte === quote) isInString = true;
      else if (byte === comma) {
        if (depth === 2 && this.#list !== undefined) cut = at;
        else if (depth === 1) {
          this.#keep(bytes.slice(from, at + 1));
          this.#memberAt = this.#frame.length;
          from = at + 1;
        }
      } else if (byte === openBrace || byte === openBracket) {
        depth++;
        if (depth === 1) this.#isInObject = byte === openBrace;
        if (depth !== 2 || byte !== openBracket || !this.#isInObject) continue;
        this.#keep(bytes.slice(from, at + 1));
        this.#list = this.#open(this.#lastKey());
        this.#isAfterComma = false;
        from = at + 1;
      } else if (byte === closeBrace || byte === closeBracket) {
        depth--;
        if (depth !== 1 || this.#list === undefined) continue;
        this.#parse(bytes.subarray(from, at), true);
        this.#list = undefined;
        from = at;
        cut = -1;
      }
    }
    [this.#depth, this.#isInString, this.#isEscaped] = [depth, isInString, isEscaped];
    if (this.#list === undefined) this.#keep(bytes.slice(from));
    else if (cut < from) this.#pending.push(bytes.slice(from));
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

  /** The key before the list that begins where the frame ends. */
  #lastKey(): string {
    const [, key = '""'] =
      /("(?:[^"\\]|\\.)*")\s*:\s*\[$/s.exec(textOf(this.#frame.slice(this.#memberAt), false)) ?? [];
    return String(JSON.parse(key));
  }
}

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/** @param ignoreBOM a byte order mark is nothing at the beginning of the text, and an error elsewhere.
 *  @throws SyntaxError for what is not UTF-8: names of another encoding would be stored with what is lost of them. */
function textOf(chunks: readonly Uint8Array[], ignoreBOM: boolean): string {
  const bytes = Buffer.concat(chunks);
  if (!isUtf8(bytes)) throw new SyntaxError("the text is not UTF-8");
  return new TextDecoder("utf-8", { ignoreBOM }).decode(bytes);
}

const mostFrameBytes = 1 << 20;

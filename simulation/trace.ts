import { createHash } from "node:crypto";

const kept = 80;

/** What happened, one line each: a hash of all, which two equal histories share, and the last lines for whoever looks for the
 *  cause of a failure. */
export class Trace {
  readonly #hash = createHash("sha256");
  readonly #lines: string[] = [];
  readonly #tell: ((line: string) => void) | undefined;

  /** @param tell given every line as it comes. */
  constructor(tell?: (line: string) => void) {
    this.#tell = tell;
  }

  /** @param now virtual ms. */
  note(now: number, what: string): void {
    const line = `${now.toFixed(3).padStart(12)}  ${what}`;
    this.#hash.update(`${line}\n`);
    if (this.#lines.push(line) > 2 * kept) this.#lines.splice(0, kept);
    this.#tell?.(line);
  }

  /** The last lines. */
  get last(): string[] {
    return this.#lines.slice(-kept);
  }

  /** Of all lines so far. */
  get hash(): string {
    return this.#hash.copy().digest("hex");
  }
}

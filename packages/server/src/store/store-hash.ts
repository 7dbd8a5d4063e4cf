import { createHash } from "node:crypto";
import type { Entry } from "./entries.ts";
import { toLine } from "./line.ts";

export const hashName = "sha256";

/** The hash of a store: SHA-256 over the lines of its backup, in the order of the keys. Two stores with the same hash hold the
 *  same, snapshots left out. */
export class StoreHash {
  readonly #hash = createHash(hashName);
  #keys = 0;

  /** The next entry in the order of the keys. Gives its line. */
  add(entry: Entry): string {
    const line = `${toLine(entry)}\n`;
    this.#hash.update(line);
    this.#keys++;
    return line;
  }

  /** How many entries there were. */
  get keys(): number {
    return this.#keys;
  }

  /** In hex. Nothing may be added any more. */
  digest(): string {
    return this.#hash.digest("hex");
  }
}

import { hash } from "node:crypto";
import { type CreateDriver, StorageError } from "@seatbook/storage";
import * as v from "valibot";

const stored = v.object({ base64: v.string() });

/** The sellers' logos, kept in the store by the SHA-256 of their bytes, so that an invoice keeps the one it was drafted
 *  with. */
export class Logos {
  readonly #driver: CreateDriver;
  readonly #held = new Map<string, Uint8Array>();

  constructor(driver: CreateDriver) {
    this.#driver = driver;
  }

  /** The name under which the logo can be had from now on. */
  async put(bytes: Uint8Array): Promise<string> {
    const name = hash("sha256", bytes);
    await this.#driver.createItem(keyOf(name), JSON.stringify({ base64: Buffer.from(bytes).toString("base64") }));
    return name;
  }

  /** @throws StorageError where the store has lost it: an invoice is not shown without what it was issued with. */
  async get(name: string): Promise<Uint8Array> {
    const held = this.#held.get(name);
    if (held) return held;
    const value = await this.#driver.getItem(keyOf(name));
    const parsed = v.safeParse(stored, typeof value === "string" ? JSON.parse(value) : value);
    if (!parsed.success) throw new StorageError(`The store has no logo at "${keyOf(name)}".`);
    const bytes = Buffer.from(parsed.output.base64, "base64");
    this.#held.set(name, bytes);
    return bytes;
  }
}

function keyOf(name: string): string {
  return `logos:${name}`;
}

import { hash } from "node:crypto";
import type { AnnexRow, Invoice } from "@seatbook/core";
import type { CreateDriver } from "@seatbook/storage";
import * as v from "valibot";

/** What an invoice's documents are made from. */
export type DocumentInput = { invoice: Invoice; annex?: AnnexRow[]; logo?: Uint8Array };

/** Makes the PDF with the XML embedded. The same input always makes the same bytes. */
export type MakeDocuments = (
  input: DocumentInput,
) => Promise<{ pdf: Uint8Array<ArrayBuffer>; xml: Uint8Array<ArrayBuffer> }>;

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

  async get(name: string): Promise<Uint8Array | undefined> {
    const held = this.#held.get(name);
    if (held) return held;
    const value = await this.#driver.getItem(keyOf(name));
    const parsed = v.safeParse(stored, typeof value === "string" ? JSON.parse(value) : value);
    if (!parsed.success) return undefined;
    const bytes = Buffer.from(parsed.output.base64, "base64");
    this.#held.set(name, bytes);
    return bytes;
  }
}

function keyOf(name: string): string {
  return `logos:${name}`;
}

import { hash } from "node:crypto";
import { crc32 } from "node:zlib";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** By which scanners find keys where they do not belong. */
const prefix = "sbk_";

/** 62 to the power of 43 is more than 2 to the power of 256. */
const secretLength = 43;
const checksumLength = 6;

const form = new RegExp(`^${prefix}[0-9A-Za-z]{${secretLength + checksumLength}}$`);

/** A new API key: `sbk_`, 256 random bits, and a checksum by which typing errors and look-alikes are told without a look-up.
 *  @param random gives so many random bytes. */
export function makeKey(random: (bytes: number) => Uint8Array): string {
  const body = prefix + toBase62(Buffer.from(random(32)).toString("hex"), secretLength);
  return body + checksumOf(body);
}

/** Whether a text claims to be a key. */
export function looksLikeKey(text: string): boolean {
  return text.startsWith(prefix);
}

/** Whether a text has the form of a key, and its checksum. */
export function isKey(text: string): boolean {
  return form.test(text) && checksumOf(text.slice(0, -checksumLength)) === text.slice(-checksumLength);
}

/** As which a key is kept: hex SHA-256. No slow hash, which is for what people choose: 256 random bits are not guessed. */
export function digestOf(key: string): string {
  return hash("sha256", key);
}

/** An id for a key, of 72 random bits. */
export function makeKeyId(random: (bytes: number) => Uint8Array): string {
  return `key_${toBase62(Buffer.from(random(9)).toString("hex"), 13)}`;
}

function checksumOf(body: string): string {
  return toBase62(crc32(body).toString(16), checksumLength);
}

function toBase62(hex: string, length: number): string {
  let rest = BigInt(`0x${hex}`);
  let digits = "";
  for (; rest > 0n; rest /= 62n) digits = alphabet.charAt(Number(rest % 62n)) + digits;
  return digits.padStart(length, "0");
}

import { createHash } from "node:crypto";

const READABLE = /^[a-z0-9-]{1,64}$/;

/** A host's id as one part of a storage key: `[a-z0-9-]`, up to 64 characters, stays as it is; any other string becomes
 *  `_` and its SHA-256 in hex. Total, and two ids never share a key, not even where `:` or `/` separates, `?` cuts, or the
 *  file system folds case.
 *  @example encodeKey("acme-1") // "acme-1"
 *  @example encodeKey("Acme/1") // "_" and 64 hex digits */
export function encodeKey(id: string): string {
  if (READABLE.test(id)) return id;
  // UTF-16 rather than UTF-8, which would fold every unpaired surrogate into one character.
  return `_${createHash("sha256").update(id, "utf16le").digest("hex")}`;
}

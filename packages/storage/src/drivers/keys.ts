import { StorageError } from "../errors.ts";

/** What each key below `base` starts with: `team-1` and `team-1:` mean the same, and never `team-10`. Empty: every key. */
export function startOfKeys(base: string | undefined): string {
  return base === undefined || base === "" || base.endsWith(":") ? (base ?? "") : `${base}:`;
}

/** Keys below `base` as `[from, to)`, for a store that compares them by their UTF-8 bytes, of which none is as high as
 *  U+10FFFF. */
export function rangeOf(base: string | undefined): [from: string, to: string] {
  const start = startOfKeys(base);
  return start === "" ? ["", "\u{10FFFF}"] : [start, `${start.slice(0, -1)};`];
}

/** Gives `key` back. As UTF-8, all unpaired surrogates are one character, and PostgreSQL's text cannot hold U+0000: two keys
 *  would become one, or none. @throws StorageError */
export function checkKey(key: string): string {
  if (key.isWellFormed() && !key.includes("\0")) return key;
  throw new StorageError(`${JSON.stringify(key)} is not well-formed Unicode, or has a NUL in it, and cannot be a key.`);
}

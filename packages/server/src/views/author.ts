import type { Author as Kept } from "../journals/author.ts";
import type { Author } from "../contract/types.ts";

/** @param names the API keys by id. */
export function toAuthor({ key, ...by }: Kept, names: ReadonlyMap<string, { name: string }>): Author {
  if (key === undefined) return by;
  const name = names.get(key)?.name;
  return { ...by, key: { id: key, ...(name !== undefined && { name }) } };
}

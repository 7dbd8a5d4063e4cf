const marks = /\p{M}/gu;
const ascii = /^[\u0020-\u007e]*$/;

/** Text as search and sort see it: no case, no accents. */
export function foldText(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  return text.normalize("NFKD").replace(marks, "").toLowerCase();
}

/** `entries` in the order in which lists show names: as search sees them, equal ones by id. */
export function sortedByName<T extends { readonly id: string; readonly name: string }>(entries: readonly T[]): T[] {
  return entries
    .map((entry) => ({ entry, name: foldText(entry.name) }))
    .toSorted((a, b) => {
      if (a.name !== b.name) return a.name < b.name ? -1 : 1;
      return a.entry.id < b.entry.id ? -1 : 1;
    })
    .map(({ entry }) => entry);
}

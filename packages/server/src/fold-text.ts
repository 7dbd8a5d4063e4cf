const marks = /\p{M}/gu;

/** Text as search and sort see it: no case, no accents. */
export function foldText(text: string): string {
  return text.normalize("NFKD").replace(marks, "").toLowerCase();
}

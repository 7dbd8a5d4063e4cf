/** How invoice numbers are written: text with `{year}` and `{number}`, or `{number:6}` for at least six digits.
 *  `restart`: whether each year begins again at 1. */
export type NumberFormat = { template: string; restart: "yearly" | "never" };

const placeholder = /\{(year|number(?::([1-9]))?)\}/g;

/** What is wrong with a number format, as a sentence; undefined when nothing is. */
export function numberFormatMistake({ template, restart }: NumberFormat): string | undefined {
  const names = Array.from(template.matchAll(placeholder), ([, name]) => name);
  const rest = template.replaceAll(placeholder, "");
  if (names.filter((name) => name !== "year").length !== 1) return "Write {number} or {number:6} in it, once.";
  if (!/^[A-Za-z0-9 ._/-]*$/.test(rest)) {
    return "Use letters, digits, space, dot, slash, hyphen and underscore beside {year} and {number:6}.";
  }
  if (template !== template.trim()) return "Begin and end it with something visible.";
  if (/\.(?:pdf|xml)$/i.test(template)) return "Do not end it with .pdf or .xml.";
  if (rest.length > 20) return "Use at most 20 characters beside {year} and {number:6}.";
  if (restart === "yearly" && !names.includes("year")) {
    return "Numbers that begin again each year need {year} in them.";
  }
  return undefined;
}

/** "2026-000123" for `{year}-{number:6}`. */
export function writeNumber({ template }: NumberFormat, year: string, sequence: number): string {
  return template.replaceAll(placeholder, (_, name: string, digits?: string) =>
    name === "year" ? year : String(sequence).padStart(Number(digits ?? 1), "0"),
  );
}

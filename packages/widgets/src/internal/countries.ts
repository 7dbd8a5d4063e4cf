import type { WorkspaceElement } from "./workspace-element.ts";

type Language = Pick<WorkspaceElement, "format" | "t">;

/** Northern Ireland (XI), a tax territory of its own, has no name in `Intl`. */
export const countryName = ({ format, t }: Language, code: string) =>
  code === "XI" ? t.details.northernIreland : format.nameOf("region", code);

/** Countries as [code, name], by name in the language. */
export function countryNames(language: Language, codes: readonly string[]): [code: string, name: string][] {
  return codes
    .map((code): [string, string] => [code, countryName(language, code)])
    .toSorted(([, a], [, b]) => a.localeCompare(b, language.format.locale));
}

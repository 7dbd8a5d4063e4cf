import type { WorkspaceElement } from "./workspace-element.ts";

type Language = Pick<WorkspaceElement, "format" | "t">;

/** Every country that `isCountry` of core knows, in a tenth of its bytes: a bit for each code from AA to ZZ. */
const bits = atob(
  "eFnf7u+93d4nP4QVgNQADgBcCbCf+xUAjQYYeA9AQAMAHSv0QYFP/fz/1yVLCAABQDyPUwEAAEAAUfH95zq7n5pBEARXhUAAAkAAQAAAEAAIBEAAAQ==",
);

const letters = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ");

/** Northern Ireland (XI), a tax territory of its own, has no name in `Intl`. */
export const countryName = ({ format, t }: Language, code: string) =>
  code === "XI" ? t.details.northernIreland : format.nameOf("region", code);

/** Every country as [code, name], by name in the language. */
export function countryNames(language: Language): [code: string, name: string][] {
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((_, index) => (bits.charCodeAt(index / 8) >> (index % 8)) & 1)
    .map((code): [string, string] => [code, countryName(language, code)])
    .toSorted(([, a], [, b]) => a.localeCompare(b, language.format.locale));
}

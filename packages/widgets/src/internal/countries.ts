import type { WorkspaceElement } from "./workspace-element.ts";

type Language = Pick<WorkspaceElement, "format" | "t">;

/** Every country that `isCountry` of core knows, in a fifth of its bytes: the first letter, then each second one. */
const codes =
  "ADEFGILMOQRSTUWXZ BABDEFGHIJLMNOQRSTVWYZ CACDFGHIKLMNORUVWXYZ DEJKMOZ ECEGHRST FIJKMOR GABDEFGHILMNPQRSTUWY HKMNRTU " +
  "IDELMNOQRST JEMOP KEGHIMNPRWYZ LABCIKRSTUVY MACDEFGHKLMNOPQRSTUVWXYZ NACEFGILOPRUZ OM PAEFGHKLMNRSTWY QA REOSUW " +
  "SABCDEGHIJKLMNORSTVXYZ TCDFGHJKLMNORTVWZ UAGMSYZ VACEGINU WFS XI YET ZAMW";

/** Northern Ireland (XI), a tax territory of its own, has no name in `Intl`. */
export const countryName = ({ format, t }: Language, code: string) =>
  code === "XI" ? t.details.northernIreland : format.nameOf("region", code);

/** Every country as [code, name], by name in the language. */
export function countryNames(language: Language): [code: string, name: string][] {
  return codes
    .split(" ")
    .flatMap(([first, ...others]) => others.map((second) => `${first}${second}`))
    .map((code): [string, string] => [code, countryName(language, code)])
    .toSorted(([, a], [, b]) => a.localeCompare(b, language.format.locale));
}

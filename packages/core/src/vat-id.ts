import { isCountry } from "./country.ts";

/** What follows the two letters of a country. Source: the European Commission's VIES, for the EU and Northern Ireland; the tax
 *  offices of Great Britain, Norway and Switzerland. Greece writes EL. */
const shapes: Record<string, string> = {
  AT: "U\\d{8}",
  BE: "[01]\\d{9}",
  BG: "\\d{9,10}",
  CH: "E\\d{9}(?:MWST|TVA|IVA)?",
  CY: "\\d{8}[A-Z]",
  CZ: "\\d{8,10}",
  DE: "\\d{9}",
  DK: "\\d{8}",
  EE: "\\d{9}",
  EL: "\\d{9}",
  ES: "(?:[A-Z]\\d{7}[0-9A-Z]|\\d{8}[A-Z])",
  FI: "\\d{8}",
  FR: "[0-9A-Z]{2}\\d{9}",
  GB: "(?:\\d{9}(?:\\d{3})?|(?:GD|HA)\\d{3})",
  HR: "\\d{11}",
  HU: "\\d{8}",
  IE: "\\d[0-9A-Z+*]\\d{5}[A-Z]{1,2}",
  IT: "\\d{11}",
  LT: "\\d{9}(?:\\d{3})?",
  LU: "\\d{8}",
  LV: "\\d{11}",
  MT: "\\d{8}",
  NL: "\\d{9}B\\d{2}",
  NO: "\\d{9}(?:MVA)?",
  PL: "\\d{10}",
  PT: "\\d{9}",
  RO: "\\d{2,10}",
  SE: "\\d{12}",
  SI: "\\d{8}",
  SK: "\\d{10}",
  XI: "(?:\\d{9}(?:\\d{3})?|(?:GD|HA)\\d{3})",
};

/** Whether a text, as `toVatId` makes it, has the form of its country's VAT ids; where that is not known here, whether it is
 *  the country and letters or digits. Source: EN 16931, BR-CO-09, for the country. */
export function isVatId(text: string): boolean {
  const prefix = text.slice(0, 2);
  const shape = shapes[prefix] ?? "[0-9A-Z]{2,}";
  const isPrefix = prefix === "EL" || (isCountry(prefix) && prefix !== "GR");
  return isPrefix && new RegExp(`^${shape}$`).test(text.slice(2));
}

/** A VAT id without what people write in it to read it: spaces, dots and dashes, small letters. */
export function toVatId(written: string): string {
  return written.replaceAll(/[\s.\-\u2010-\u2015]/g, "").toUpperCase();
}

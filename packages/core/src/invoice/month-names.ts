import type { Language } from "./party.ts";

// Not through Intl, whose words change with its version.
const monthNames: Record<Language, readonly string[]> = {
  en: "January February March April May June July August September October November December".split(" "),
  de: "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(" "),
  fr: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" "),
};

/** "October", as it stands within a sentence. @param month a month, or a date that begins with one. */
export function monthName(month: string, language: Language): string {
  return monthNames[language][Number(month.slice(5, 7)) - 1] ?? "";
}

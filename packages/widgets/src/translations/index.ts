import type { Format } from "../internal/format.ts";
import { en, type Translation } from "./en.ts";

const translations: Record<string, (format: Format) => Translation> = { en };

/** The texts for a language tag: its own, its primary language's, or English. */
export function translate(format: Format): Translation {
  const language = format.locale.toLowerCase();
  const translation = translations[language] ?? translations[language.split("-")[0] ?? ""] ?? en;
  return translation(format);
}

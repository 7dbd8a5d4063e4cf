import type { Format } from "../internal/format.ts";
import { en, type Translation } from "./en.ts";

/** Every text in one language, with numbers, dates and amounts written by `format`. */
export type Language = (format: Format) => Translation;

/** Texts to put in the place of others: as in `Translation`, and each may be left out. */
export type Texts = Some<Translation>;

type Some<T> = { [K in keyof T]?: T[K] extends string | ((...args: never[]) => unknown) ? T[K] : Some<T[K]> };

/** By tag, in lower case. */
type Languages = Record<string, Language>;

/** Those that an element has spoken, and those that were added. */
const languages: Languages = {};

/** Those that are fetched once an element speaks them; each file exports its language under its tag. */
const fetched: Record<string, () => Promise<Languages>> = {
  de: () => import("./de.ts"),
  fr: () => import("./fr.ts"),
};

/**
 * Adds a language, or replaces one, for elements that have yet to speak it.
 * @param tag a BCP 47 tag: `nl` also serves `nl-BE`, unless that is added too.
 */
export function addLanguage(tag: string, language: Language): void {
  languages[tag.toLowerCase()] = language;
}

const primaryOf = (tag: string) => tag.toLowerCase().split("-", 1).join("");

const languageOf = (tag: string) => languages[tag.toLowerCase()] ?? languages[primaryOf(tag)];

/** Resolves once the texts for a language tag are there. Where they cannot be fetched, English stands in. */
export async function loadLanguage(tag: string): Promise<void> {
  const primary = primaryOf(tag);
  if (languageOf(tag)) return;
  const found = await fetched[primary]?.().catch((): Languages => ({}));
  languages[primary] ??= found?.[primary] ?? en;
}

/** The texts for the language of `format`, or in English, with those of the host in their place. A language of another
 *  version may lack some: there English stands in. */
export function translate(format: Format, texts: Texts = {}): Translation {
  return replace(replace<Translation>(en(format), languageOf(format.locale)?.(format) ?? {}), texts);
}

function replace<T extends object>(all: T, some: Some<T>): T {
  const result = { ...all };
  for (const key in some) {
    const [given, text]: unknown[] = [all[key], some[key]];
    const isGroup = typeof given === "object" && given && typeof text === "object" && text;
    Object.assign(result, { [key]: isGroup ? replace(given, text) : text });
  }
  return result;
}

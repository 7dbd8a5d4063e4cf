import { Format } from "./format.ts";

/** The `lang` of the nearest element that has one, through the shadow roots around it; English without one. */
export function languageAround(element: Element): string {
  const nearest = element.closest("[lang]:not([lang=''])");
  if (nearest) return nearest.getAttribute("lang") ?? "en";
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? languageAround(root.host) : "en";
}

/** A language tag that `Intl` does not know falls back to English. */
export function formatFor(language: string, zone: string, year: string): Format {
  try {
    Intl.getCanonicalLocales(language);
    return new Format(language, zone, year);
  } catch {
    return new Format("en", zone, year);
  }
}

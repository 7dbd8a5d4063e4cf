/** The words for each plural category of a language; `other` is always there. */
export type Plurals = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

/** Picks the words for a count by the language's plural rules. */
export function plurals(language: string): (count: number, words: Plurals) => string {
  const rules = new Intl.PluralRules(language);
  return (count, words) => words[rules.select(count)] ?? words.other;
}

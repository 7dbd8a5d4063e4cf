import { type Language, minorDigits, type Month, monthName, toDecimal } from "@seatbook/core";

// Not through Intl: its data changes with the version of ICU, and a document never does.

const noBreakSpace = "\u{a0}";
const narrowNoBreakSpace = "\u{202f}";

const groupSeparators: Record<Language, string> = { en: ",", de: ".", fr: narrowNoBreakSpace };
const decimalMarks: Record<Language, string> = { en: ".", de: ",", fr: "," };
const beforePercent: Record<Language, string> = { en: "", de: noBreakSpace, fr: narrowNoBreakSpace };

/** Signs that stand for one currency only; any other is written as its code. */
const signs: Record<string, string> = { EUR: "€", GBP: "£", USD: "$" };

/** A whole number: 1,234 / 1.234 / 1 234. */
export function formatCount(count: number, language: Language): string {
  return group(String(count), language);
}

/** An amount in the minor unit of `currency`: €5,929.00 / 5.929,00 € / 5 929,00 €. */
export function formatMoney(minor: number, currency: string, language: Language): string {
  const [whole = "", fraction] = toDecimal(Math.abs(minor), minorDigits(currency)).split(".");
  const grouped = group(whole, language);
  const amount = fraction === undefined ? grouped : `${grouped}${decimalMarks[language]}${fraction}`;
  const minus = minor < 0 ? "-" : "";
  const sign = signs[currency];
  if (language !== "en") return `${minus}${amount}${noBreakSpace}${sign ?? currency}`;
  return `${minus}${sign ?? `${currency}${noBreakSpace}`}${amount}`;
}

/** `ratePercent` has at most two decimals: 8.1% / 8,1 % / 8,1 %. */
export function formatPercent(ratePercent: number, language: Language): string {
  return `${toRate(ratePercent).replace(".", decimalMarks[language])}${beforePercent[language]}%`;
}

/** `date` is YYYY-MM-DD: 1 November 2026 / 1. November 2026 / 1er novembre 2026. */
export function formatDate(date: string, language: Language): string {
  const { day, year } = readDate(date);
  return `${formatDay(day, language)} ${monthName(date, language)} ${year}`;
}

/** An instant (epoch ms) as people say it: 22 November 2026, 10:04 (Europe/Berlin) / 22. November 2026 um 10:04 Uhr (…) /
 *  22 novembre 2026 à 10 h 04 (…). */
export function formatInstant(instant: number, timeZone: string, language: Language): string {
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  const date = formatDate(local.toPlainDate().toString(), language);
  const minute = String(local.minute).padStart(2, "0");
  const hour = String(local.hour).padStart(2, "0");
  const said = {
    en: `${date}, ${hour}:${minute}`,
    de: `${date} um ${hour}:${minute}${noBreakSpace}Uhr`,
    fr: `${date} à ${local.hour}${noBreakSpace}h${noBreakSpace}${minute}`,
  }[language];
  return `${said} (${timeZone})`;
}

/** October 2026 / Oktober 2026 / octobre 2026. */
export function formatMonth(month: Month, language: Language): string {
  return `${monthName(month, language)} ${readDate(month).year}`;
}

/** From `first` to `last`, both included: 1–31 October 2026 / 1.–31. Oktober 2026 / du 1er au 31 octobre 2026. */
export function formatPeriod({ first, last }: { first: string; last: string }, language: Language): string {
  const from = readDate(first);
  const to = readDate(last);
  const isOneMonth = from.year === to.year && from.month === to.month;
  const start = isOneMonth ? formatDay(from.day, language) : formatDate(first, language);
  const end = formatDate(last, language);
  // Where it does not fit into a line, the second date stands as a whole in the next.
  if (language === "fr") return `du ${start} au ${end.replaceAll(" ", noBreakSpace)}`;
  return `${start}${isOneMonth ? "–" : " – "}${end}`;
}

/** An IBAN in groups of four. */
export function formatIban(iban: string): string {
  return (
    iban
      .replaceAll(/\s/gu, "")
      .match(/.{1,4}/gu)
      ?.join(" ") ?? ""
  );
}

/** "d’Acme" / "de Northwind": of a name in French. Not before an h, which may be aspirated. */
export function ofName(name: string): string {
  return /^[aeiouœ]/iu.test(name.normalize("NFD")) ? `d’${name}` : `de ${name}`;
}

/** A Swiss VAT id as Switzerland writes it: CHE-123.456.789 MWST. Any other is as it was given. */
export function formatVatId(vatId: string): string {
  return vatId.replace(/^CHE(\d{3})(\d{3})(\d{3})(.*)$/u, "CHE-$1.$2.$3 $4").trimEnd();
}

/** A rate of at most two decimals without zeros at its end: 19, 5.5. */
export function toRate(ratePercent: number): string {
  return toDecimal(Math.round(ratePercent * 100), 2).replace(/\.?0+$/u, "");
}

function group(digits: string, language: Language): string {
  return digits.replaceAll(/(?<=\d)(?=(?:\d{3})+$)/gu, groupSeparators[language]);
}

function formatDay(day: number, language: Language): string {
  if (language === "de") return `${day}.`;
  return language === "fr" && day === 1 ? "1er" : String(day);
}

function readDate(date: string): { year: number; month: number; day: number } {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  return { year, month, day };
}

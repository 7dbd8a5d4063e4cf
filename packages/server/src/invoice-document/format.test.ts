import type { Language } from "@seatbook/core";
import { describe, expect, test } from "vitest";
import {
  formatCount,
  formatDate,
  formatIban,
  formatInstant,
  formatMoney,
  formatMonth,
  formatPercent,
  formatPeriod,
  formatVatId,
  ofName,
  toRate,
} from "./format.ts";

const languages: Language[] = ["en", "de", "fr"];
const inEach = (format: (language: Language) => string) => languages.map(format);

describe("amounts", () => {
  test.each<[minor: number, currency: string, en: string, de: string, fr: string]>([
    [592900, "EUR", "€5,929.00", "5.929,00\u{a0}€", "5\u{202f}929,00\u{a0}€"],
    [5, "EUR", "€0.05", "0,05\u{a0}€", "0,05\u{a0}€"],
    [0, "EUR", "€0.00", "0,00\u{a0}€", "0,00\u{a0}€"],
    [
      100_000_000_000,
      "USD",
      "$1,000,000,000.00",
      "1.000.000.000,00\u{a0}$",
      "1\u{202f}000\u{202f}000\u{202f}000,00\u{a0}$",
    ],
    [99999, "GBP", "£999.99", "999,99\u{a0}£", "999,99\u{a0}£"],
    [123456, "CHF", "CHF\u{a0}1,234.56", "1.234,56\u{a0}CHF", "1\u{202f}234,56\u{a0}CHF"],
    [5929, "JPY", "JPY\u{a0}5,929", "5.929\u{a0}JPY", "5\u{202f}929\u{a0}JPY"],
    [1234567, "KWD", "KWD\u{a0}1,234.567", "1.234,567\u{a0}KWD", "1\u{202f}234,567\u{a0}KWD"],
    // What Intl of some versions takes for a currency without decimals.
    [12345, "HUF", "HUF\u{a0}123.45", "123,45\u{a0}HUF", "123,45\u{a0}HUF"],
    [-592900, "EUR", "-€5,929.00", "-5.929,00\u{a0}€", "-5\u{202f}929,00\u{a0}€"],
    [
      Number.MAX_SAFE_INTEGER,
      "EUR",
      "€90,071,992,547,409.91",
      "90.071.992.547.409,91\u{a0}€",
      "90\u{202f}071\u{202f}992\u{202f}547\u{202f}409,91\u{a0}€",
    ],
  ])("%d %s", (minor, currency, ...expected) => {
    expect(inEach((language) => formatMoney(minor, currency, language))).toEqual(expected);
  });

  test("what is no whole number of minor units is refused", () => {
    expect(() => formatMoney(0.5, "EUR", "en")).toThrow(RangeError);
    expect(() => formatMoney(2 ** 53, "EUR", "en")).toThrow(RangeError);
  });
});

test.each<[count: number, en: string, de: string, fr: string]>([
  [0, "0", "0", "0"],
  [999, "999", "999", "999"],
  [1000, "1,000", "1.000", "1\u{202f}000"],
  [1234567, "1,234,567", "1.234.567", "1\u{202f}234\u{202f}567"],
])("a count of %d", (count, ...expected) => {
  expect(inEach((language) => formatCount(count, language))).toEqual(expected);
});

test.each<[rate: number, plain: string, en: string, de: string, fr: string]>([
  [19, "19", "19%", "19\u{a0}%", "19\u{202f}%"],
  [10, "10", "10%", "10\u{a0}%", "10\u{202f}%"],
  [100, "100", "100%", "100\u{a0}%", "100\u{202f}%"],
  [0, "0", "0%", "0\u{a0}%", "0\u{202f}%"],
  [5.5, "5.5", "5.5%", "5,5\u{a0}%", "5,5\u{202f}%"],
  [8.25, "8.25", "8.25%", "8,25\u{a0}%", "8,25\u{202f}%"],
  // In binary a little less than it says.
  [0.29, "0.29", "0.29%", "0,29\u{a0}%", "0,29\u{202f}%"],
])("a rate of %d percent", (rate, plain, ...expected) => {
  expect(toRate(rate)).toBe(plain);
  expect(inEach((language) => formatPercent(rate, language))).toEqual(expected);
});

test.each<[date: string, en: string, de: string, fr: string]>([
  ["2026-11-01", "1 November 2026", "1. November 2026", "1er novembre 2026"],
  ["2026-03-02", "2 March 2026", "2. März 2026", "2 mars 2026"],
  ["2028-02-29", "29 February 2028", "29. Februar 2028", "29 février 2028"],
])("the date %s", (date, ...expected) => {
  expect(inEach((language) => formatDate(date, language))).toEqual(expected);
});

test.each<[instant: string, en: string, de: string, fr: string]>([
  [
    "2026-10-04T11:00:00Z",
    "4 October 2026, 13:00",
    "4. Oktober 2026 um 13:00\u{a0}Uhr",
    "4 octobre 2026 à 13\u{a0}h\u{a0}00",
  ],
  [
    "2026-10-31T23:04:59Z",
    "1 November 2026, 00:04",
    "1. November 2026 um 00:04\u{a0}Uhr",
    "1er novembre 2026 à 0\u{a0}h\u{a0}04",
  ],
])("the instant %s", (instant, ...expected) => {
  expect(inEach((language) => formatInstant(Date.parse(instant), "Europe/Berlin", language))).toEqual(
    expected.map((said) => `${said} (Europe/Berlin)`),
  );
});

test.each([
  ["Acme", "d’Acme"],
  ["École 42", "d’École 42"],
  ["œuvre", "d’œuvre"],
  ["Northwind", "de Northwind"],
  ["Hertz", "de Hertz"],
  ["Yves", "de Yves"],
  ["3M", "de 3M"],
])("in French what is of %s is %s", (name, expected) => {
  expect(ofName(name)).toBe(expected);
});

test("a month", () => {
  expect(inEach((language) => formatMonth("2026-08", language))).toEqual(["August 2026", "August 2026", "août 2026"]);
});

test.each<[first: string, last: string, en: string, de: string, fr: string]>([
  ["2026-10-01", "2026-10-31", "1–31 October 2026", "1.–31. Oktober 2026", "du 1er au 31\u{a0}octobre\u{a0}2026"],
  [
    "2026-12-15",
    "2027-01-14",
    "15 December 2026 – 14 January 2027",
    "15. Dezember 2026 – 14. Januar 2027",
    "du 15 décembre 2026 au 14\u{a0}janvier\u{a0}2027",
  ],
])("the period from %s to %s", (first, last, ...expected) => {
  expect(inEach((language) => formatPeriod({ first, last }, language))).toEqual(expected);
});

test("an IBAN stands in groups of four, however it was written", () => {
  expect(formatIban("DE02120300000000202051")).toBe("DE02 1203 0000 0000 2020 51");
  expect(formatIban("DE02 1203 0000 0000 2020 51")).toBe("DE02 1203 0000 0000 2020 51");
});

test("a Swiss VAT id is set as Switzerland writes it, any other as it is", () => {
  expect(["CHE123456789MWST", "CHE123456789", "CHE-123.456.789 TVA", "FR44732829320"].map(formatVatId)).toEqual([
    "CHE-123.456.789 MWST",
    "CHE-123.456.789",
    "CHE-123.456.789 TVA",
    "FR44732829320",
  ]);
});

import { minorDigits } from "@seatbook/core";
import type { Money } from "@seatbook/server/contract";

const numberFormat = kept(Intl.NumberFormat);
const listFormat = kept(Intl.ListFormat);
const dateFormat = kept(Intl.DateTimeFormat);
const displayNames = kept(Intl.DisplayNames);

/** Numbers, money, dates and lists in one language and one time zone. Days are written with their year only when it is not
 *  `year`, the year of the running month. */
export class Format {
  readonly locale: string;
  readonly timeZone: string;
  readonly year: string;

  constructor(locale: string, timeZone: string, year: string) {
    // Plain English writes dates the international way, "12 November"; en-US and others write theirs.
    this.locale = locale === "en" ? "en-GB" : locale;
    this.timeZone = timeZone;
    this.year = year;
  }

  number(value: number): string {
    return numberFormat(this.locale).format(value);
  }

  /** A difference with its sign, for example "−19"; "0" without one. */
  difference(value: number): string {
    return minus(numberFormat(this.locale, { signDisplay: "exceptZero" }), value);
  }

  /** "19%" for 19. */
  percent(rate: number): string {
    return numberFormat(this.locale, { style: "percent", maximumFractionDigits: 2 }).format(rate / 100);
  }

  /** "12.3 MB". */
  megabytes(bytes: number): string {
    const options = { style: "unit", unit: "megabyte", maximumFractionDigits: 1 } as const;
    return numberFormat(this.locale, options).format(bytes / 1e6);
  }

  money({ currency, minor }: Money): string {
    return this.#currency(currency).format(minor / 10 ** minorDigits(currency));
  }

  moneyDifference({ currency, minor }: Money): string {
    return minus(this.#currency(currency, { signDisplay: "exceptZero" }), minor / 10 ** minorDigits(currency));
  }

  /** The name of a country (ISO 3166-1 alpha-2) or of a language. */
  nameOf(type: "region" | "language", code: string): string {
    return displayNames(this.locale, { type }).of(code) ?? code;
  }

  /** "November" for 2026-11. */
  month(month: string): string {
    return this.#dates({ month: "long" }, "UTC").format(new Date(`${month}-01`));
  }

  /** "November 2026". */
  monthAndYear(month: string): string {
    return this.#dates({ month: "long", year: "numeric" }, "UTC").format(new Date(`${month}-01`));
  }

  /** "Nov". */
  monthShort(month: string): string {
    return this.#dates({ month: "short" }, "UTC").format(new Date(`${month}-01`));
  }

  /** "1 December" for 2026-12-01, a date without a time. */
  date(date: string): string {
    return this.#day("long", date, "UTC");
  }

  /** "1 Dec" for 2026-12-01, a date without a time. */
  dateShort(date: string): string {
    return this.#day("short", date, "UTC");
  }

  /** "12 November" for an instant, in the time zone. */
  day(instant: string): string {
    return this.#day("long", instant);
  }

  /** "12 Nov" for an instant, in the time zone. */
  dayShort(instant: string): string {
    return this.#day("short", instant);
  }

  /** "10:04" for an instant, in the time zone. */
  time(instant: string): string {
    return this.#dates({ hour: "2-digit", minute: "2-digit" }).format(new Date(instant));
  }

  /** "12 November, 10:04" for an instant, in the time zone. */
  dayAndTime(instant: string): string {
    return this.list([this.day(instant), this.time(instant)]);
  }

  /** "1–12 November": the days that [from, to) touches. */
  days(from: string, to: string): string {
    const last = new Date(Date.parse(to) - 1);
    return this.#dates({ day: "numeric", month: "long" }).formatRange(new Date(from), last);
  }

  /** Whether a month begins at this instant, in the time zone. */
  isMonthEnd(instant: string): boolean {
    const month = this.#dates({ year: "numeric", month: "numeric" });
    return month.format(new Date(instant)) !== month.format(new Date(Date.parse(instant) - 1));
  }

  list(items: string[]): string {
    return listFormat(this.locale, { type: "unit", style: "short" }).format(items);
  }

  /** The month of an instant, in the time zone, as YYYY-MM. */
  monthOf(instant: string, timeZone = this.timeZone): string {
    // Swedish writes dates as ISO 8601 does.
    return dateFormat("sv", { timeZone, year: "numeric", month: "2-digit" }).format(new Date(instant));
  }

  /** With the digits of ISO 4217, which are what an amount's minor unit means. `Intl` shows fewer for some currencies. */
  #currency(currency: string, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
    const digits = minorDigits(currency);
    return numberFormat(this.locale, {
      style: "currency",
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      ...options,
    });
  }

  #day(month: "long" | "short", instant: string, timeZone = this.timeZone): string {
    const year = this.monthOf(instant, timeZone).slice(0, 4) === this.year ? undefined : "numeric";
    return unbroken(this.#dates({ day: "numeric", month, year }, timeZone).format(new Date(instant)));
  }

  #dates(options: Intl.DateTimeFormatOptions, timeZone = this.timeZone): Intl.DateTimeFormat {
    return dateFormat(this.locale, { ...options, timeZone });
  }
}

/** Makes a formatter for the same language and options once: that takes many times as long as to format. */
function kept<Wanted extends unknown[], Formatter>(Kind: new (...wanted: Wanted) => Formatter) {
  const made: Record<string, Formatter> = {};
  return (...wanted: Wanted): Formatter => (made[JSON.stringify(wanted)] ??= new Kind(...wanted));
}

/** No line ends within a date: "2 May" is not torn apart. */
function unbroken(date: string): string {
  return date.replaceAll(" ", "\u00a0");
}

/** Formats with a true minus sign, which lines up with plus and digits; no line ends after it. */
function minus(format: Intl.NumberFormat, value: number): string {
  return format
    .formatToParts(value)
    .map((part) => (part.type === "minusSign" ? "−\u2060" : part.value))
    .join("");
}

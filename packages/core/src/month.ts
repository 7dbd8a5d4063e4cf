/** A calendar month, `YYYY-MM`. */
export type Month = `${number}-${number}`;

const monthPattern = /^\d{4}-(?:0[1-9]|1[0-2])$/;
const zonePattern = /^[A-Za-z]/;
const firstInstants = new Map<string, number>();

export function isMonth(value: string): value is Month {
  return monthPattern.test(value);
}

/** Whether `value` is an IANA time zone of this runtime; a bare offset such as `+01:00` is none. */
export function isTimeZone(value: string): boolean {
  if (!zonePattern.test(value)) return false;
  try {
    // Not through Intl, which also knows names that Temporal, which counts, does not (JST).
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(value);
    return true;
  } catch {
    return false;
  }
}

/** The month `count` months after `month` (before, when negative). */
export function addMonths(month: Month, count: number): Month {
  const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + count;
  return toMonth(Math.floor(months / 12), (months % 12) + 1);
}

/** First instant of `month` in `timeZone`, in epoch milliseconds. Where clocks skip midnight, the first one after it. */
export function firstInstant(month: Month, timeZone: string): number {
  const key = `${month} ${timeZone}`;
  let instant = firstInstants.get(key);
  if (instant === undefined) {
    instant = Temporal.PlainDate.from(`${month}-01`).toZonedDateTime(timeZone).epochMilliseconds;
    firstInstants.set(key, instant);
  }
  return instant;
}

/** The month that a clock in `timeZone` shows at `instant` (epoch milliseconds). */
export function monthAt(instant: number, timeZone: string): Month {
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  return toMonth(local.year, local.month);
}

/** The date (YYYY-MM-DD) that a calendar in `timeZone` shows at `instant` (epoch milliseconds). */
export function dateAt(instant: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** A day by the clock of a server, in ms; one by a calendar may have an hour more or less. */
export const dayMs = 86_400_000;

/** The date (YYYY-MM-DD) so many days after `date`. */
export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

function toMonth(year: number, monthOfYear: number): Month {
  const month = `${String(year).padStart(4, "0")}-${String(monthOfYear).padStart(2, "0")}`;
  if (!isMonth(month)) throw new RangeError(`${month} is outside the years 0 to 9999`);
  return month;
}

/** An instant (epoch milliseconds) as ISO 8601 in UTC, with milliseconds. */
export function toIso(instant: number): string {
  return Temporal.Instant.fromEpochMilliseconds(instant).toString({ fractionalSecondDigits: 3 });
}

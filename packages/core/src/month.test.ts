import { describe, expect, test } from "vitest";
import { addMonths, firstInstant, isMonth, isTimeZone, type Month, monthAt } from "./month.ts";
import { instant } from "./test/workspace.ts";

test.each([
  ["2026-01", 1, "2026-02"],
  ["2026-12", 1, "2027-01"],
  ["2026-01", -1, "2025-12"],
  ["2026-05", -17, "2024-12"],
  ["2026-05", 0, "2026-05"],
  ["0001-01", -12, "0000-01"],
  ["9998-12", 12, "9999-12"],
] as const)("%s and %i months is %s", (month, count, expected) => {
  expect(addMonths(month, count)).toBe(expected);
});

test("there is no month after the year 9999 and none before the year 0", () => {
  expect(() => addMonths("9999-12", 1)).toThrow(RangeError);
  expect(() => addMonths("0000-01", -1)).toThrow(RangeError);
});

test.each(["2026-13", "2026-00", "2026-1", "26-01", "2026-01-01", " 2026-01", "2026-01\n", "+002026-01", ""])(
  "%j is no month",
  (text) => expect(isMonth(text)).toBe(false),
);

test("a time zone is an IANA name", () => {
  for (const zone of ["Europe/Berlin", "UTC", "Asia/Kathmandu"]) expect(isTimeZone(zone), zone).toBe(true);
  for (const zone of ["+01:00", "Mars/Olympus", "", " UTC", "-05:00"]) expect(isTimeZone(zone), zone).toBe(false);
});

describe("the first instant of a month", () => {
  test.each<[Month, string, string]>([
    ["2026-11", "Europe/Berlin", "2026-10-31T23:00Z"],
    ["2026-04", "Europe/Berlin", "2026-03-31T22:00Z"],
    ["2026-11", "Asia/Kathmandu", "2026-10-31T18:15Z"],
    ["2026-11", "Pacific/Kiritimati", "2026-10-31T10:00Z"],
    // Samoa went over the date line: there was no 30 December 2011.
    ["2011-12", "Pacific/Apia", "2011-12-01T10:00Z"],
    ["2012-01", "Pacific/Apia", "2011-12-31T10:00Z"],
    // Clocks went from 0:00 to 1:00: there was no midnight.
    ["2011-10", "America/Asuncion", "2011-10-01T04:00Z"],
    ["2017-10", "America/Asuncion", "2017-10-01T04:00Z"],
    ["1995-10", "America/Sao_Paulo", "1995-10-01T03:00Z"],
    // Clocks went back from 0:01 to 23:01: the month began twice, and the first time counts.
    ["2009-11", "America/St_Johns", "2009-11-01T02:30Z"],
  ])("%s in %s is %s", (month, timeZone, expected) => {
    expect(firstInstant(month, timeZone)).toBe(instant(expected));
  });

  test.each<[Month, string]>([
    ["0001-02", "Europe/Berlin"],
    ["1970-01", "UTC"],
    ["2400-03", "America/New_York"],
    ["9999-12", "UTC"],
  ])("%s in %s is the first that shows it", (month, timeZone) => {
    const first = firstInstant(month, timeZone);
    expect(monthAt(first, timeZone)).toBe(month);
    expect(monthAt(first - 1, timeZone)).toBe(addMonths(month, -1));
  });
});

test("where clocks skip the first midnight of a month, it begins at one o'clock", () => {
  const first = firstInstant("2017-10", "America/Asuncion");
  const local = Temporal.Instant.fromEpochMilliseconds(first).toZonedDateTimeISO("America/Asuncion");
  expect(local.toPlainDateTime().toString()).toBe("2017-10-01T01:00:00");
  expect(monthAt(first - 1, "America/Asuncion")).toBe("2017-09");
});

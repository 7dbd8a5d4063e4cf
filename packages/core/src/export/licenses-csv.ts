import { type Month, toIso } from "../month.ts";
import type { FrozenLicense, LicenseModel, Span } from "../workspace/events.ts";
import type { Period } from "../workspace/state.ts";
import type { SheetColumn } from "./column.ts";
import { toCsv } from "./csv.ts";
import { explain } from "./explain.ts";

/** What an export tells of one license. Instants are epoch ms; `to` is absent while it goes on. */
export type LicenseRow = {
  month: Month;
  licenseModel: LicenseModel;
  timeZone: string;
  id: string;
  name: string;
  email: string;
  teams: string;
  from: number;
  to: number | undefined;
  why: string;
  freeFrom: string | undefined;
};

/** The columns of every export of license holders, as CSV and as a workbook. They are a promise to whoever reads the file by
 *  program, and to R10: add none, move none, rename none. */
export const licenseColumns: readonly SheetColumn<LicenseRow>[] = [
  { header: "Month", type: "word", width: 10, read: ({ month }) => month },
  { header: "License model", type: "word", width: 16, read: ({ licenseModel }) => licenseModel },
  { header: "Holder id", type: "text", width: 24, read: ({ id }) => id },
  { header: "Name", type: "text", width: 28, read: ({ name }) => name },
  { header: "E-mail", type: "text", width: 32, read: ({ email }) => email },
  { header: "Teams", type: "text", width: 32, read: ({ teams }) => teams },
  {
    header: "First billable instant",
    type: "instant",
    width: 25,
    read: ({ from, timeZone }) => ({ at: from, timeZone }),
  },
  {
    header: "Last billable instant",
    type: "instant",
    width: 25,
    read: ({ to, timeZone }) => (to === undefined ? undefined : { at: to, timeZone }),
  },
  { header: "Why", type: "text", width: 90, read: ({ why }) => why },
  { header: "Free from", type: "date", width: 13, read: ({ freeFrom }) => freeFrom },
];

/** A license as data that no longer depends on anything. `at` is the instant it is made (epoch ms): what goes on after it has
 *  no last instant yet. */
export function toLicenseRow(license: FrozenLicense, period: Period, at: number): LicenseRow {
  const { holder, spans, freeFrom } = license;
  const { month, terms } = period;
  return {
    month,
    licenseModel: terms.licenseModel,
    timeZone: terms.timeZone,
    id: holder.id,
    name: holder.name,
    email: holder.type === "member" ? holder.email : "",
    teams: [...new Set(spans.map(({ team }) => team.name))].join("; "),
    ...billableInstants(spans, at),
    why: explain(license, period, at),
    freeFrom,
  };
}

/** The license holders of a month as CSV, one row each, in the order given. */
export function licensesCsv(licenses: Iterable<FrozenLicense>, period: Period, at: number): string {
  return toCsv(
    licenseColumns,
    Iterator.from(licenses).map((license) => toLicenseRow(license, period, at)),
  );
}

/** First and last billable instant, ISO 8601 in UTC; the end is exclusive, and null while it goes on at `at` (epoch ms). */
export function billable(spans: readonly Span[], at: number): { from: string; to: string | null } {
  const { from, to } = billableInstants(spans, at);
  return { from: toIso(from), to: to === undefined ? null : toIso(to) };
}

function billableInstants(spans: readonly Span[], at: number): { from: number; to: number | undefined } {
  const from = Math.min(...spans.map((span) => span.from));
  const to = Math.max(...spans.map((span) => span.to));
  return { from, to: to > at ? undefined : to };
}

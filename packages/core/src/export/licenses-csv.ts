import { toIso } from "../month.ts";
import type { FrozenLicense, Span } from "../workspace/events.ts";
import type { Period } from "../workspace/state.ts";
import { type CsvColumn, toCsv } from "./csv.ts";
import { explain } from "./explain.ts";

/** The license holders of a month as CSV, one row each, in the order given. `at` is the instant it is made (epoch ms):
 *  what goes on after it has no last instant yet. The columns are a promise to whoever reads the file by program, and to
 *  R10: add none, move none, rename none. */
export function licensesCsv(licenses: Iterable<FrozenLicense>, period: Period, at: number): string {
  const columns: CsvColumn<FrozenLicense>[] = [
    { header: "Month", type: "value", read: () => period.month },
    { header: "License model", type: "value", read: () => period.terms.licenseModel },
    { header: "Holder id", type: "text", read: ({ holder }) => holder.id },
    { header: "Name", type: "text", read: ({ holder }) => holder.name },
    { header: "E-mail", type: "text", read: ({ holder }) => (holder.type === "member" ? holder.email : "") },
    { header: "Teams", type: "text", read: ({ spans }) => [...new Set(spans.map(({ team }) => team.name))].join("; ") },
    { header: "First billable instant", type: "value", read: ({ spans }) => billable(spans, at).from },
    { header: "Last billable instant", type: "value", read: ({ spans }) => billable(spans, at).to ?? "" },
    { header: "Why", type: "text", read: (license) => explain(license, period, at) },
    { header: "Free from", type: "value", read: ({ freeFrom }) => freeFrom ?? "" },
  ];
  return toCsv(columns, licenses);
}

/** First and last billable instant, ISO 8601 in UTC; the end is exclusive, and null while it goes on at `at` (epoch ms). */
export function billable(spans: readonly Span[], at: number): { from: string; to: string | null } {
  const from = Math.min(...spans.map((span) => span.from));
  const to = Math.max(...spans.map((span) => span.to));
  return { from: toIso(from), to: to > at ? null : toIso(to) };
}

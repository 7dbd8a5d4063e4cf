import type { LicenseModel, Month } from "@seatbook/core";
import type { License } from "../contract/types.ts";
import { type CsvColumn, toCsv } from "./csv.ts";

/** The columns are a promise to whoever reads the file by program, and to R10: add none, move none, rename none. */
function columnsOf(month: Month, licenseModel: LicenseModel): CsvColumn<License>[] {
  return [
    { header: "Month", type: "value", read: () => month },
    { header: "License model", type: "value", read: () => licenseModel },
    { header: "Holder id", type: "text", read: ({ holder }) => holder.id },
    { header: "Name", type: "text", read: ({ holder }) => holder.name },
    { header: "E-mail", type: "text", read: ({ holder }) => (holder.type === "member" ? holder.email : "") },
    { header: "Teams", type: "text", read: ({ spans }) => [...new Set(spans.map(({ team }) => team.name))].join("; ") },
    { header: "First billable instant", type: "value", read: ({ from }) => from },
    { header: "Last billable instant", type: "value", read: ({ to }) => to ?? "" },
    { header: "Why", type: "text", read: ({ why }) => why },
    { header: "Free from", type: "value", read: ({ freeFrom }) => freeFrom ?? "" },
  ];
}

/** The license holders of a month, one row each, by id. */
export function licensesCsv(month: Month, licenseModel: LicenseModel, licenses: Iterable<License>): string {
  return toCsv(columnsOf(month, licenseModel), licenses);
}

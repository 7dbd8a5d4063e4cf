import {
  addMonths,
  firstMonth,
  type LicenseRow,
  licenseColumns,
  type Month,
  periodOf,
  toLicenseRow,
} from "@seatbook/core";
import type { FileStream, View } from "../respond.ts";
import { toMonth, withLicenses } from "../views/month.ts";
import { toCsvChunks } from "./csv-chunks.ts";
import { toXlsx } from "./xlsx.ts";

export type LicenseFormat = "csv" | "xlsx";

/** The license holders of one month. @throws Refusal `month-unknown`. */
export async function monthFile(view: View, month: Month, format: LicenseFormat): Promise<FileStream> {
  return toFile(`licenses-${month}`, format, await rowsOf(view, month));
}

/** The license holders of every month from the first to the running one.
 *  @param reopen gives the workspace as it is now. While a large file is on its way the workspace may move on: each month is of
 *  one version, and as it was closed if it was closed in the meantime. */
export function allMonthsFile(view: View, format: LicenseFormat, reopen: () => Promise<View>): FileStream {
  const months: Month[] = [];
  for (let month = firstMonth(view.state); month <= view.month; month = addMonths(month, 1)) months.push(month);
  return toFile("licenses", format, rowsOfAll(months, reopen));
}

async function* rowsOfAll(months: readonly Month[], reopen: () => Promise<View>): AsyncGenerator<LicenseRow> {
  for (const month of months) yield* await rowsOf(await reopen(), month);
}

async function rowsOf(view: View, month: Month): Promise<Iterable<LicenseRow>> {
  // Refuses a month that the workspace does not have.
  const { status } = toMonth(view, month);
  const period = periodOf(view.state, month);
  return withLicenses(view, month, (list) => {
    const rows = Iterator.from(list).map(({ freeze }) => toLicenseRow(freeze(), period, view.at));
    // What is not closed is read at once, before the state moves on. What is closed is read while it is sent.
    return status === "closed" ? rows : rows.toArray();
  });
}

const contentTypes = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

function toFile(
  name: string,
  format: LicenseFormat,
  rows: AsyncIterable<LicenseRow> | Iterable<LicenseRow>,
): FileStream {
  const chunks = format === "csv" ? toCsvChunks(licenseColumns, rows) : toXlsx("Licenses", licenseColumns, rows);
  return { name: `${name}.${format}`, contentType: contentTypes[format], chunks };
}

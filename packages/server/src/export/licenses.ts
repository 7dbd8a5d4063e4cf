import { setImmediate as nextTurn } from "node:timers/promises";
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
import { type ListedLicense, toMonth, withLicenses } from "../views/month.ts";
import { toCsvChunks } from "./csv-chunks.ts";
import { toXlsx } from "./xlsx.ts";

export type LicenseFormat = "csv" | "xlsx";

/** Rows of a live month that are read before others get their turn. */
const rowsAtOnce = 500;

/** How often a live month is read from the beginning because the workspace has moved on; then it is read in one go. */
const mostReadings = 3;

/** The license holders of one month. @param open gives the workspace as it is now. @throws Refusal `month-unknown`. */
export async function monthFile(open: () => Promise<View>, month: Month, format: LicenseFormat): Promise<FileStream> {
  return toFile(`licenses-${month}`, format, await rowsOf(open, month));
}

/** The license holders of every month from the first to the running one.
 *  @param open gives the workspace as it is now. While a large file is on its way the workspace may move on: each month is of
 *  one version, and as it was closed if it was closed in the meantime. */
export function allMonthsFile(view: View, format: LicenseFormat, open: () => Promise<View>): FileStream {
  const months: Month[] = [];
  for (let month = firstMonth(view.state); month <= view.month; month = addMonths(month, 1)) months.push(month);
  return toFile("licenses", format, rowsOfAll(months, open));
}

async function* rowsOfAll(months: readonly Month[], open: () => Promise<View>): AsyncGenerator<LicenseRow> {
  for (const month of months) yield* await rowsOf(open, month);
}

/** What is not closed is read before the state moves on. What is closed is read while it is sent. */
async function rowsOf(open: () => Promise<View>, month: Month): Promise<Iterable<LicenseRow>> {
  for (let reading = 1; ; reading++) {
    const view = await open();
    // Refuses a month that the workspace does not have.
    const { status } = toMonth(view, month);
    const period = periodOf(view.state, month);
    const toRow = ({ freeze }: ListedLicense) => toLicenseRow(freeze(), period, view.at);
    const rows = await withLicenses(view, month, (list) => {
      if (status === "closed") return Iterator.from(list).map(toRow);
      return reading < mostReadings ? readInTurns(view, list, toRow) : list.map(toRow);
    });
    if (rows) return rows;
  }
}

/** Undefined where the workspace has moved on in between. */
async function readInTurns<T>(
  { workspace: { journal } }: View,
  list: readonly ListedLicense[],
  toRow: (license: ListedLicense) => T,
): Promise<T[] | undefined> {
  const { version } = journal;
  const rows: T[] = [];
  for (const license of list) {
    if (rows.length % rowsAtOnce === rowsAtOnce - 1) await nextTurn();
    if (journal.version !== version) return undefined;
    rows.push(toRow(license));
  }
  return rows;
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

import { setImmediate as nextTurn } from "node:timers/promises";
import {
  addMonths,
  firstMonth,
  type LicenseRow,
  licenseColumns,
  type Month,
  periodOf,
  type Separator,
  toLicenseRow,
} from "@seatbook/core";
import { type FileStream, untilStill, type View } from "../respond.ts";
import { type ListedLicense, toMonth, withLicenses } from "../views/month.ts";
import { toCsvChunks } from "./csv-chunks.ts";
import { toXlsx } from "./xlsx.ts";

export type LicenseFormat = { type: "csv"; separator: Separator } | { type: "xlsx" };

/** Rows of a live month that are read before others get their turn. */
const rowsAtOnce = 500;

/** The license holders of one month; undefined where the workspace has moved on while others got their turn.
 *  @throws Refusal `month-unknown`. */
export async function monthFile(
  view: View,
  month: Month,
  format: LicenseFormat,
  turns: boolean,
): Promise<FileStream | undefined> {
  const rows = await rowsOf(view, month, turns);
  return rows && toFile(`licenses-${month}`, format, rows);
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
  for (const month of months) yield* await untilStill(async (turns) => rowsOf(await open(), month, turns));
}

/** What is not closed is read before the state moves on; undefined where it did. What is closed is read while it is sent. */
async function rowsOf(view: View, month: Month, turns: boolean): Promise<Iterable<LicenseRow> | undefined> {
  // Refuses a month that the workspace does not have.
  const { status } = toMonth(view, month);
  const period = periodOf(view.state, month);
  const toRow = ({ freeze }: ListedLicense) => toLicenseRow(freeze(), period, view.at);
  return withLicenses(view, month, (list) => {
    if (status === "closed") return Iterator.from(list).map(toRow);
    return turns ? readInTurns(view, list, toRow) : list.map(toRow);
  });
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
  const chunks =
    format.type === "csv"
      ? toCsvChunks(licenseColumns, rows, format.separator)
      : toXlsx("Licenses", licenseColumns, rows);
  return { name: `${name}.${format.type}`, contentType: contentTypes[format.type], chunks };
}

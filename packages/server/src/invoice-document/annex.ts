import type { AnnexRow, Invoice } from "@seatbook/core";
import { grid, styles } from "./design.ts";
import { type Flow, type Line, placeLine, setText, widthOf } from "./flow.ts";
import { formatCount, formatMonth } from "./format.ts";
import { type Column, type Row, addTable } from "./table.ts";
import type { Words } from "./words.ts";

const gap = 14;
const padding = 3.5;

type AnnexColumn = { label: string; read: (row: AnnexRow) => string };

/** The license holders that an invoice bills, from a new page on. */
export function addAnnex(flow: Flow, invoice: Invoice, rows: readonly AnnexRow[], words: Words): void {
  const { language, month, licenseModel } = invoice;
  flow.breakPage();
  flow.add(placeLine(words.holders, styles.headline, grid.left, flow.y));
  flow.y += styles.headline.leading;
  const subtitle = words.holdersOf(rows.length, formatCount(rows.length, language), formatMonth(month, language));
  flow.add(placeLine(subtitle, styles.note, grid.left, flow.y));
  flow.y += styles.note.leading + 14;

  const all: AnnexColumn[] = [
    { label: words.holderColumns[licenseModel], read: ({ name }) => name },
    { label: words.email, read: ({ email }) => email ?? "" },
    { label: words.teams, read: ({ teams }) => teams.join(", ") },
  ];
  // A column that would be empty takes no room.
  const filled = all.filter(({ read }, index) => index === 0 || rows.some((row) => read(row) !== ""));
  const numberRight = grid.left + widthOf(formatCount(rows.length, language), styles.note);
  const available = grid.right - numberRight - gap * filled.length;
  const widths = shareOut(
    available,
    filled.map(({ read }) => rows.reduce((most, row) => Math.max(most, widthOf(read(row), styles.small)), 0)),
  );
  let x = numberRight + gap;
  const columns: Column[] = [{ label: "", x: numberRight, align: "right" }];
  for (const [index, { label }] of filled.entries()) {
    columns.push({ label, x, align: "left" });
    x += (widths[index] ?? 0) + gap;
  }
  addTable(flow, {
    columns,
    padding,
    rows: rows.map((row, index): Row => [
      [{ text: formatCount(index + 1, language), style: styles.note }],
      ...filled.map(({ read }, column): Line[] => setText(read(row), styles.small, widths[column] ?? 0)),
    ]),
  });
}

/** Divides `available` among columns: each gets what it wants, or an equal share of what those that want less have left. What
 *  no one wants goes to all. */
function shareOut(available: number, wanted: readonly number[]): number[] {
  const widths = wanted.map(() => 0);
  let left = available;
  const fromLeast = [...wanted.entries()].toSorted(([, a], [, b]) => a - b);
  for (const [rank, [column, wish]] of fromLeast.entries()) {
    const width = Math.min(wish, left / (wanted.length - rank));
    widths[column] = width;
    left -= width;
  }
  return widths.map((width) => width + Math.max(0, left) / widths.length);
}

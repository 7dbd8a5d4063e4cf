import { grid, hairline, ink, styles } from "./design.ts";
import { type Flow, heightOf, type Line, placeLine, placeLineRight } from "./flow.ts";
import type { Color, PlacedRule } from "./page.ts";

/** `x` is the left end of a column to the left, the right end of one to the right. */
export type Column = { label: string; x: number; align: "left" | "right" };

/** The lines of the cell of each column. */
export type Row = readonly (readonly Line[])[];

/** `padding` is above and below what is in a row. `below` is how much must follow the last row on its page. */
export type Table = { columns: readonly Column[]; rows: readonly Row[]; padding: number; below?: number };

/** How tall a row may be to move to the next page as a whole; a taller one is broken where the page ends. */
const keptTogether = 130;
const headHeight = styles.label.leading + 5;

/** A table from the left to the right margin, over as many pages as it takes; on each it begins with its head. */
export function addTable(flow: Flow, table: Table): void {
  const { rows, padding, below = 0 } = table;
  const [first] = rows;
  flow.need(headHeight + Math.min(keptTogether, first ? rowHeight(first, padding) : 0));
  addHead(flow, table);
  for (const [index, row] of rows.entries()) {
    const extra = index === rows.length - 1 ? below : 0;
    const height = rowHeight(row, padding) + extra;
    const most = Math.min(keptTogether + extra, flow.pageRoom - headHeight);
    if (height > flow.room && height <= most) continueTable(flow, table);
    addRow(flow, table, row);
  }
}

function addHead(flow: Flow, { columns }: Table): void {
  for (const column of columns) addLine(flow, column, { text: column.label, style: styles.label }, flow.y);
  flow.y += headHeight;
  flow.add(ruleAcross(flow.y, 0.75, ink));
}

function continueTable(flow: Flow, table: Table): void {
  flow.breakPage();
  addHead(flow, table);
}

function addRow(flow: Flow, table: Table, row: Row): void {
  let rest = row;
  let least = 0;
  for (;;) {
    const room = flow.room - 2 * table.padding;
    const counts = rest.map((lines) => Math.max(countFitting(lines, room), least));
    const part = rest.map((lines, column) => lines.slice(0, counts[column]));
    if (part.some((lines) => lines.length > 0)) addPart(flow, table, part);
    rest = rest.map((lines, column) => lines.slice(counts[column]));
    if (rest.every((lines) => lines.length === 0)) break;
    continueTable(flow, table);
    // A page that is empty takes a line of each cell, whatever room there is.
    least = 1;
  }
  flow.add(ruleAcross(flow.y, 0.5, hairline));
}

function addPart(flow: Flow, { columns, padding }: Table, part: Row): void {
  for (const [index, column] of columns.entries()) {
    let y = flow.y + padding;
    for (const line of part[index] ?? []) {
      addLine(flow, column, line, y);
      y += line.style.leading;
    }
  }
  flow.y += rowHeight(part, padding);
}

function addLine(flow: Flow, { x, align }: Column, { text, style }: Line, top: number): void {
  if (text === "") return;
  flow.add(align === "left" ? placeLine(text, style, x, top) : placeLineRight(text, style, x, top));
}

function countFitting(lines: readonly Line[], room: number): number {
  let left = room;
  let count = 0;
  for (const { style } of lines) {
    left -= style.leading;
    if (left < 0) break;
    count++;
  }
  return count;
}

function rowHeight(row: Row, padding: number): number {
  return Math.max(...row.map(heightOf)) + 2 * padding;
}

function ruleAcross(y: number, thickness: number, color: Color): PlacedRule {
  return { kind: "rule", x: grid.left, y, width: grid.right - grid.left, thickness, color };
}

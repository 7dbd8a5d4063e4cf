import type { Invoice } from "@seatbook/core";
import { grid, mm, styles } from "./design.ts";
import { type Flow, heightOf, type Line, placeLines, setText } from "./flow.ts";
import { makePayment } from "./payment.ts";
import { type Block, makeSums } from "./sums.ts";
import type { Words } from "./words.ts";

/** What an invoice ends with: the sums, beside them why no tax is charged and what the law wants said, and how to pay. */
export type Closing = { sums: Block; payment: Block | undefined; notes: readonly Line[][] };

const notesWidth = grid.middle - grid.left - 10 * mm;
/** Notes that are taller follow the rest, where they may be broken over pages. */
const mostBeside = 110;
const betweenNotes = 4;
const gap = 6 * mm;

export function makeClosing(invoice: Invoice, words: Words): Closing {
  const reasons = invoice.taxes.flatMap(({ reason }) => (reason === undefined ? [] : [reason]));
  const texts = [...new Set(reasons), ...(invoice.notes ?? []).map(({ text }) => text)];
  const setNotes = (width: number): Line[][] => texts.map((text) => setText(text, styles.note, width));
  const beside = setNotes(notesWidth);
  const isBeside = heightOfNotes(beside) <= mostBeside;
  const sums = makeSums(invoice, words);
  return {
    sums: isBeside ? withNotes(sums, beside) : sums,
    payment: makePayment(invoice, words),
    notes: isBeside ? [] : setNotes(grid.right - grid.left),
  };
}

/** How much must follow the table on its last page: a sum stands below what it sums. */
export function heightOfSums({ sums }: Closing): number {
  return gap + sums.height;
}

export function addClosing(flow: Flow, { sums, payment, notes }: Closing): void {
  for (const block of payment ? [sums, payment] : [sums]) {
    flow.need(gap + block.height);
    flow.addGap(gap);
    flow.add(...block.draw(flow.y));
    flow.y += block.height;
  }
  flow.addGap(gap);
  for (const lines of notes) {
    flow.addLines(lines, grid.left);
    flow.y += betweenNotes;
  }
}

function withNotes(sums: Block, notes: readonly Line[][]): Block {
  // The first line of the notes stands on the baseline of the first sum.
  const offset = 2;
  return {
    height: Math.max(sums.height, offset + heightOfNotes(notes)),
    draw: (top) => {
      let y = top + offset;
      const placed = notes.flatMap((lines) => {
        const items = placeLines(lines, grid.left, y);
        y += heightOf(lines) + betweenNotes;
        return items;
      });
      return [...placed, ...sums.draw(top)];
    },
  };
}

function heightOfNotes(notes: readonly Line[][]): number {
  return notes.reduce((sum, lines) => sum + heightOf(lines) + betweenNotes, 0);
}

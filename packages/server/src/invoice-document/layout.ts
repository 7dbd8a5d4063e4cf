import type { AnnexRow, Invoice } from "@seatbook/core";
import { addAnnex } from "./annex.ts";
import { addClosing, heightOfSums, makeClosing } from "./closing.ts";
import { accent, grid, letter, mm, styles } from "./design.ts";
import { Flow, type Line, setText } from "./flow.ts";
import { makeFooter } from "./footer.ts";
import { formatDate, formatMoney } from "./format.ts";
import { drawLetterhead, drawRunningHead } from "./letterhead.ts";
import { lineItemTable } from "./line-items.ts";
import type { LogoSize } from "./logo.ts";
import type { Page } from "./page.ts";
import { addTable } from "./table.ts";
import { settlementOf, type Words, words } from "./words.ts";

const aboveFooter = 5 * mm;

/** An invoice as pages of placed texts, rules and shapes: everything that its PDF shows. `annex` follows on pages of its
 *  own. */
export function layOut(
  invoice: Invoice,
  { annex, logo }: { annex?: readonly AnnexRow[] | undefined; logo?: LogoSize | undefined },
): Page[] {
  const said = words[invoice.language];
  const footer = makeFooter(invoice, said);
  const letterhead = drawLetterhead(invoice, said, logo);
  const flow = new Flow(Math.max(letter.body, letterhead.bottom + 8 * mm), footer.top - aboveFooter, () =>
    drawRunningHead(invoice),
  );
  flow.add(...letterhead.items);
  addHeadline(flow, invoice, said);

  const closing = makeClosing(invoice, said);
  addTable(flow, { ...lineItemTable(invoice, said), below: heightOfSums(closing) });
  addClosing(flow, closing);
  if (annex) addAnnex(flow, invoice, annex, said);

  const { pages } = flow;
  return pages.map((page, index) => [...page, ...footer.draw(index + 1, pages.length)]);
}

/** The amount first, and what is to be done about it. */
function addHeadline(flow: Flow, invoice: Invoice, said: Words): void {
  const { gross, currency, language, corrects, reason } = invoice;
  const amount = formatMoney(gross, currency, language);
  const width = grid.right - grid.left;
  const lines: Line[] = [
    ...setText(headlineOf(invoice, said, amount), styles.headline, width),
    ...(corrects
      ? setText(said.corrects(corrects.number, formatDate(corrects.issuedOn, language)), styles.body, width)
      : []),
    ...(reason === undefined ? [] : setText(said.reason(reason), styles.body, width)),
    ...(corrects ? setText(settlementOf(corrects, said), styles.body, width) : []),
  ];
  const bar = { x: grid.left, y: flow.y, width: 9 * mm, height: 2 };
  flow.add({ kind: "shape", rectangles: [bar], color: accent });
  flow.y += 9;
  flow.addLines(lines, grid.left);
  flow.y += 6 * mm;
}

function headlineOf({ type, gross, dueOn, language }: Invoice, said: Words, amount: string): string {
  if (type === "credit-note") return said.credited(amount);
  return gross > 0 ? said.due(amount, formatDate(dueOn, language)) : said.nothingDue(amount);
}

import type { Invoice } from "@seatbook/core";
import { grid, mm, panel, type Style, styles, white } from "./design.ts";
import { drawQr, epcPayload } from "./epc-qr.ts";
import { baselineOf, heightOf, limitLines, type Line, placeLines, placeText, setText, widthOf } from "./flow.ts";
import { formatDate, formatIban, formatMoney } from "./format.ts";
import type { Page, Rectangle } from "./page.ts";
import type { Block } from "./sums.ts";
import type { Words } from "./words.ts";

const padding = 4.5 * mm;
const labelWidth = 34 * mm;
const factGap = 2;
const mostLines = 6;
const codeSize = 27 * mm;
/** How many modules of a QR code must be light around it. */
const quietModules = 4;
const ink = styles.body.color;

/** How to pay an invoice, with a code that banking apps read where it is in euros. None for a credit note. */
export function makePayment(invoice: Invoice, words: Words): Block | undefined {
  const { type, gross, currency, language, dueOn, seller, number } = invoice;
  if (type !== "invoice" || gross <= 0) return undefined;
  const code = makeCode(invoice, words);
  const width = grid.right - grid.left - 2 * padding - (code ? code.width + padding : 0);
  const x = grid.left + padding;
  const facts: [label: string, value: string, style: Style][] = [
    [words.amount, formatMoney(gross, currency, language), styles.strong],
    [words.accountHolder, seller.bank.holder ?? seller.name, styles.body],
    [words.iban, formatIban(seller.bank.iban), styles.body],
    [words.bic, seller.bank.bic ?? "", styles.body],
    [words.paymentReference, number, styles.strong],
  ];
  const lead = [
    ...setText(words.payment, styles.heading, width),
    ...setText(words.paymentTerms(formatDate(dueOn, language)), styles.note, width),
  ];
  const rows = facts
    .filter(([, value]) => value !== "")
    .map(([label, value, style]) => {
      const lines = setText(value, style, width - labelWidth);
      return { label, lines: limitLines(lines, mostLines, width - labelWidth), style };
    });
  const leadHeight = heightOf(lead) + 7;
  const textHeight = leadHeight + rows.reduce((sum, { lines }) => sum + heightOf(lines) + factGap, -factGap);
  const height = 2 * padding + Math.max(textHeight, code?.height ?? 0);
  return {
    height,
    draw: (top) => {
      const box = { x: grid.left, y: top, width: grid.right - grid.left, height };
      const items: Page = [fill([box], panel), ...placeLines(lead, x, top + padding)];
      let y = top + padding + leadHeight;
      for (const { label, lines, style } of rows) {
        items.push(placeText(label, styles.note, x, y + baselineOf(style)), ...placeLines(lines, x + labelWidth, y));
        y += heightOf(lines) + factGap;
      }
      if (code) items.push(...code.draw(grid.right - padding - code.width, top + (height - code.height) / 2));
      return items;
    },
  };
}

/** The code on white, with what it is for below it. */
function makeCode(
  invoice: Invoice,
  words: Words,
): { width: number; height: number; draw: (x: number, y: number) => Page } | undefined {
  const payload = epcPayload(invoice);
  if (payload === undefined) return undefined;
  const { rectangles, module } = drawQr(payload, codeSize);
  const quiet = quietModules * module;
  const width = codeSize + 2 * quiet;
  const caption: Line = { text: words.scan, style: styles.label };
  return {
    width,
    height: width + caption.style.leading + 2,
    draw: (x, y) => [
      fill([{ x, y, width, height: width }], white),
      fill(
        rectangles.map((one) => ({ ...one, x: x + quiet + one.x, y: y + quiet + one.y })),
        ink,
      ),
      placeText(
        caption.text,
        caption.style,
        x + (width - widthOf(caption.text, caption.style)) / 2,
        y + width + 2 + baselineOf(caption.style),
      ),
    ],
  };
}

function fill(rectangles: Rectangle[], color: Style["color"]): Page[number] {
  return { kind: "shape", rectangles, color };
}

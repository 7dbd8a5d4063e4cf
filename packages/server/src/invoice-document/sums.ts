import type { Invoice } from "@seatbook/core";
import { grid, ink, type Style, styles } from "./design.ts";
import { type Line, placeLine, placeLineRight, setText, widthOf } from "./flow.ts";
import { formatMoney, formatPercent } from "./format.ts";
import type { Page } from "./page.ts";
import type { Words } from "./words.ts";

/** A part that is not broken over pages, `height` tall, drawn from `top` on. */
export type Block = { height: number; draw: (top: number) => Page };

type SumRow = { label: Line[]; amount: string; style: Style; isStacked: boolean };

const row: Style = { ...styles.body, leading: 15.5 };
const total: Style = { ...styles.total, leading: 21 };
const width = grid.right - grid.middle;
const gap = 8;
/** Below that a label is no longer readable beside its amount. */
const leastLabel = 70;
const aroundRule = 4;

/** Net, the tax of each rate, and the total, below the table's figures. */
export function makeSums({ type, net, taxes, tax: taxSum, gross, currency, language }: Invoice, words: Words): Block {
  const money = (minor: number): string => formatMoney(minor, currency, language);
  const rows = [
    makeRow(words.netTotal, money(net), row),
    ...taxes.map((tax) => {
      const base = taxes.length > 1 ? money(tax.net) : undefined;
      const label = words.tax(tax.category, formatPercent(tax.ratePercent, language), base);
      return makeRow(label, money(tax.tax), row);
    }),
  ];
  const charged = taxSum > 0 ? words.total : words.totalUntaxed;
  const last = makeRow(type === "invoice" ? charged : words.totalCredited, money(gross), total);
  const ruleAt = rows.reduce((sum, one) => sum + heightOfRow(one), 0) + aroundRule;
  return {
    height: ruleAt + aroundRule + heightOfRow(last),
    draw: (top) => {
      const items: Page = [];
      let y = top;
      for (const one of rows) {
        items.push(...drawRow(one, y));
        y += heightOfRow(one);
      }
      const rule = { kind: "rule", x: grid.middle, y: top + ruleAt, width, thickness: 0.75, color: ink } as const;
      return [...items, rule, ...drawRow(last, top + ruleAt + aroundRule)];
    },
  };
}

function makeRow(label: string, amount: string, style: Style): SumRow {
  const beside = width - widthOf(amount, style) - gap;
  const isStacked = widthOf(label, style) > beside && beside < leastLabel;
  return { label: setText(label, style, isStacked ? width : beside), amount, style, isStacked };
}

function heightOfRow({ label, style, isStacked }: SumRow): number {
  return (label.length + (isStacked ? 1 : 0)) * style.leading;
}

function drawRow({ label, amount, style, isStacked }: SumRow, top: number): Page {
  const amountTop = top + (isStacked ? label.length : label.length - 1) * style.leading;
  return [
    ...label.map(({ text }, index) => placeLine(text, style, grid.middle, top + index * style.leading)),
    placeLineRight(amount, style, grid.right, amountTop),
  ];
}

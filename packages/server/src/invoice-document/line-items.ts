import type { Invoice } from "@seatbook/core";
import { grid, styles } from "./design.ts";
import { setText, type Line, widthOf } from "./flow.ts";
import { formatCount, formatMoney, formatPercent } from "./format.ts";
import type { Column, Row, Table } from "./table.ts";
import type { Words } from "./words.ts";

const gap = 16;
/** Long tables stand closer, and take fewer pages. */
const padding = { few: 6, many: 4 };
const mostFew = 12;

/** What is billed: the figures stand to the right, each column as wide as its widest; `least` keeps most invoices alike. */
export function lineItemTable({ lines, taxes, currency, language }: Invoice, words: Words): Omit<Table, "below"> {
  const money = (minor: number): string => formatMoney(minor, currency, language);
  const hasRates = taxes.length > 1;
  const rates = lines.map(({ tax }) => formatPercent(tax.ratePercent, language));
  const figures: { label: string; texts: string[]; least: number }[] = [
    { label: words.quantity, texts: lines.map(({ quantity }) => formatCount(quantity, language)), least: 42 },
    { label: words.unitPrice, texts: lines.map(({ unitMinor }) => money(unitMinor)), least: 64 },
    ...(hasRates ? [{ label: words.taxRate, texts: rates, least: 36 }] : []),
    { label: words.net, texts: lines.map(({ net }) => money(net)), least: 64 },
  ];
  let right = grid.right;
  const figureColumns = figures.toReversed().map(({ label, texts, least }): Column => {
    const widest = texts.reduce(
      (most, text) => Math.max(most, widthOf(text, styles.body)),
      widthOf(label, styles.label),
    );
    const column: Column = { label, x: right, align: "right" };
    right -= Math.max(widest, least) + gap;
    return column;
  });
  const description: Column = { label: words.description, x: grid.left, align: "left" };
  const rows = lines.map((line, index): Row => [
    [
      ...setText(line.description, styles.body, right - grid.left),
      ...(line.note === undefined ? [] : setText(line.note, styles.note, right - grid.left)),
    ],
    ...figures.map(({ texts }): Line[] => [{ text: texts[index] ?? "", style: styles.body }]),
  ]);
  return {
    columns: [description, ...figureColumns.toReversed()],
    rows,
    padding: lines.length > mostFew ? padding.many : padding.few,
  };
}

import { formatCity, type Invoice } from "@seatbook/core";
import { grid, ink, letter, mm, runningHead, type Style, styles } from "./design.ts";
import {
  baselineOf,
  heightOf,
  limitLines,
  type Line,
  placeLines,
  placeText,
  placeTextRight,
  setText,
  shorten,
  widthOf,
} from "./flow.ts";
import { formatDate, formatPeriod, formatVatId } from "./format.ts";
import { isFrench, isOutsideScope, sirenOf } from "./identifiers.ts";
import type { LogoSize } from "./logo.ts";
import type { Page } from "./page.ts";
import { toPrintableText } from "./text.ts";
import { titleOf } from "./title.ts";
import type { Words } from "./words.ts";

const logoBox = { width: 62 * mm, height: 14 * mm };
/** What a pixel of a logo measures at most, so that a small one is not blown up: 96 to the inch. */
const pixel = 0.75;

const factLabelWidth = 27 * mm;
const factGap = 3;
/** How large a name is set, the larger the shorter it is, and in how many lines at most. */
const nameSizes = [
  [15, 1],
  [13, 1],
  [12, 2],
  [9.5, 5],
] as const;
const leastNameSize = 9.5;
const mostAddressLines = 20;
const mostFactLines = 8;

/** What a first page begins with: who writes, to whom, and the facts that the letter is filed by. `bottom` is the lower end
 *  of it. */
export function drawLetterhead(
  invoice: Invoice,
  words: Words,
  logo: LogoSize | undefined,
): { items: Page; bottom: number } {
  const facts = drawFacts(invoice, words);
  const address = addressLines(invoice);
  return {
    items: [
      ...drawSender(invoice, logo),
      placeText(words.titles[invoice.type], styles.title, grid.middle, letter.title),
      ...facts.items,
      ...drawReturnAddress(invoice),
      ...placeLines(address, grid.left, letter.address),
    ],
    bottom: Math.max(facts.bottom, letter.address + heightOf(address)),
  };
}

/** The logo, or the seller's name in its place. */
function drawSender({ seller }: Invoice, logo: LogoSize | undefined): Page {
  if (logo) {
    const scale = Math.min(pixel, logoBox.width / logo.width, logoBox.height / logo.height);
    const size = { width: logo.width * scale, height: logo.height * scale };
    return [{ kind: "logo", x: grid.left, y: letter.top, ...size }];
  }
  const width = grid.middle - grid.left - 5 * mm;
  for (const [size, most] of nameSizes) {
    const style: Style = { font: "bold", size, leading: size * 1.25, color: ink };
    const lines = setText(seller.name, style, width);
    if (lines.length > most && size !== leastNameSize) continue;
    // The first line stands on the same baseline as the title.
    return placeLines(limitLines(lines, most, width), grid.left, letter.title - baselineOf(style));
  }
  return [];
}

function drawFacts(invoice: Invoice, words: Words): { items: Page; bottom: number } {
  const { customer, language } = invoice;
  const siren = isFrench(invoice) ? sirenOf(customer) : undefined;
  const facts: [label: string, value: string | undefined, style?: Style][] = [
    [words.number, invoice.number, styles.strong],
    [words.issuedOn, formatDate(invoice.issuedOn, language)],
    [words.dueOn, invoice.type === "invoice" ? formatDate(invoice.dueOn, language) : undefined],
    [words.period, formatPeriod(invoice.period, language)],
    [words.operation, isFrench(invoice) ? words.services : undefined],
    [words.reference, customer.reference],
    [words.yourVatId, isOutsideScope(invoice) ? undefined : customer.vatId && formatVatId(customer.vatId)],
    [words.yourSiren, siren],
  ];
  const x = grid.middle + factLabelWidth;
  const items: Page = [];
  let y = letter.facts;
  for (const [label, value, style = styles.body] of facts) {
    if (value === undefined || value === "") continue;
    const lines = limitLines(setText(value, style, grid.right - x), mostFactLines, grid.right - x);
    // Label and value share a baseline.
    items.push(placeText(label, styles.note, grid.middle, y + baselineOf(style)), ...placeLines(lines, x, y));
    y += heightOf(lines) + factGap;
  }
  return { items, bottom: y };
}

/** Who sent it, above the address in the window of the envelope: in one line, or else in two. The whole of it is at the
 *  foot of the page. */
function drawReturnAddress({ seller }: Invoice): Page {
  const { name, address } = seller;
  const style = styles.fine;
  const [sender = "", ...from] = [name, address.line1, formatCity(address)].map(toPrintableText);
  const whole = [sender, ...from].join(" · ");
  const lines = widthOf(whole, style) <= letter.addressWidth ? [whole] : [sender, from.join(" · ")];
  return lines.map((line, index) => {
    const baseline = letter.returnAddress - (lines.length - 1 - index) * style.leading;
    return placeText(shorten(line, style, letter.addressWidth), style, grid.left, baseline);
  });
}

function addressLines({ customer, seller }: Invoice): Line[] {
  const { name, address } = customer;
  const isForeign = address.country !== seller.address.country;
  const country = isForeign ? address.countryName : undefined;
  const lines = [name, address.line1, address.line2, formatCity(address), country].flatMap((text) =>
    text === undefined || text === "" ? [] : setText(text, styles.address, letter.addressWidth),
  );
  return limitLines(lines, mostAddressLines, letter.addressWidth);
}

/** The head of a following page. */
export function drawRunningHead(invoice: Invoice): Page {
  const style = styles.note;
  const name = shorten(toPrintableText(invoice.seller.name), style, grid.middle - grid.left - 5 * mm);
  const title = shorten(titleOf(invoice), style, grid.right - grid.middle);
  return [
    placeText(name, style, grid.left, runningHead.baseline),
    placeTextRight(title, style, grid.right, runningHead.baseline),
  ];
}

import { formatCity, type Invoice } from "@seatbook/core";
import { footer, grid, hairline, mm, styles } from "./design.ts";
import { heightOf, limitLines, type Line, placeLines, placeText, placeTextRight, setText, shorten } from "./flow.ts";
import { formatVatId } from "./format.ts";
import { isOutsideScope, sirenOf } from "./identifiers.ts";
import type { Page } from "./page.ts";
import { titleOf } from "./title.ts";
import type { Words } from "./words.ts";

const middle = grid.left + 50 * mm;
const columnGap = 5 * mm;
const gapAbovePageNumber = 7;
const gapBelowRule = 6;
const mostLines = 30;

/** What a letter says about its sender at the foot of each page. `top` is where it begins. */
export type Footer = { top: number; draw: (page: number, pages: number) => Page };

export function makeFooter(invoice: Invoice, words: Words): Footer {
  const columns = [
    { x: grid.left, lines: addressLines(invoice, middle - grid.left - columnGap) },
    { x: middle, lines: registryLines(invoice, words, grid.middle - middle - columnGap) },
    { x: grid.middle, lines: contactLines(invoice, grid.right - grid.middle) },
  ];
  const height = Math.max(...columns.map(({ lines }) => heightOf(lines)));
  const linesTop = footer.lastBaseline - styles.fine.leading - gapAbovePageNumber - height;
  const top = linesTop - gapBelowRule;
  return {
    top,
    draw: (page, pages) => [
      { kind: "rule", x: grid.left, y: top, width: grid.right - grid.left, thickness: 0.5, color: hairline },
      ...columns.flatMap(({ x, lines }) => placeLines(lines, x, linesTop)),
      placeText(
        shorten(titleOf(invoice), styles.fine, grid.middle - grid.left),
        styles.fine,
        grid.left,
        footer.lastBaseline,
      ),
      placeTextRight(words.page(page, pages), styles.fine, grid.right, footer.lastBaseline),
    ],
  };
}

function addressLines({ seller, customer }: Invoice, width: number): Line[] {
  const { line1, line2, country, countryName } = seller.address;
  const isForeign = country !== customer.address.country;
  const texts = [line1, line2, formatCity(seller.address), isForeign ? countryName : undefined];
  return limitLines([...setText(seller.name, styles.fineStrong, width), ...setTexts(texts, width)], mostLines, width);
}

function registryLines(invoice: Invoice, words: Words, width: number): Line[] {
  const { seller } = invoice;
  const { registration, taxNumber, vatId } = seller;
  // One of the two must be there.
  const isVatIdShown = !isOutsideScope(invoice) || taxNumber === undefined;
  const siren = sirenOf(seller);
  const isSaid = siren !== undefined && (registration ?? "").replaceAll(/\s/gu, "").includes(siren);
  const texts = [
    registration,
    siren === undefined || isSaid ? undefined : words.siren(siren),
    taxNumber && words.taxNumber(taxNumber),
    isVatIdShown && vatId ? words.vatId(formatVatId(vatId)) : undefined,
  ];
  return limitLines(setTexts(texts, width), mostLines, width);
}

function contactLines({ seller }: Invoice, width: number): Line[] {
  const { name, phone, email } = seller.contact;
  return limitLines(setTexts([name, phone, email], width), mostLines, width);
}

function setTexts(texts: readonly (string | undefined)[], width: number): Line[] {
  return texts.flatMap((text) => (text === undefined || text === "" ? [] : setText(text, styles.fine, width)));
}

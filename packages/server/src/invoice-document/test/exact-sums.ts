import type { Invoice } from "@seatbook/core";
import { all, millionths, numberOf, parseXml, textOf, type Element } from "./cii.ts";
import { at, lineAt, taxIds } from "./rules.ts";

/** The yen has no smaller unit; of the currencies that tests use, all others have hundredths. */
function perUnit(currency: string): bigint {
  return currency === "JPY" ? 1_000_000n : 10_000n;
}

/** Where `xml` is not, to the last cent, the invoice that it was made from; a sentence each. The official rules leave room:
 *  they take a tax that is 0.99 off, never multiply quantity and price, and know no credit note's sign. */
export function inexactSums(invoice: Invoice, xml: string): string[] {
  const document = parseXml(xml);
  return [
    ...lineProblems(invoice, document),
    ...taxProblems(invoice, document),
    ...totalProblems(invoice, document),
    ...creditNoteProblems(invoice, document),
    ...vatIdProblems(invoice, document),
  ];
}

function* lineProblems({ lines, currency }: Invoice, document: Element): Generator<string> {
  const elements = all(document, at.line);
  if (elements.length !== lines.length) yield `There are ${elements.length} lines instead of ${lines.length}.`;
  for (const [index, line] of lines.entries()) {
    const element = elements[index];
    if (!element) return;
    const quantity = numberOf(element, lineAt.quantity);
    const price = numberOf(element, lineAt.price);
    const net = numberOf(element, lineAt.net);
    if (quantity !== BigInt(line.quantity) * 1_000_000n) yield `Line ${index + 1} has another quantity.`;
    if (price !== BigInt(line.unitMinor) * perUnit(currency)) yield `Line ${index + 1} has another price.`;
    if (net !== BigInt(line.net) * perUnit(currency)) yield `Line ${index + 1} has another net amount.`;
    if (net === undefined || net * 1_000_000n !== (quantity ?? 0n) * (price ?? 0n)) {
      yield `The net amount of line ${index + 1} is not quantity times price.`;
    }
    const rate = millionths(textOf(element, `${lineAt.tax}/RateApplicablePercent`)) ?? 0n;
    if (rate !== toMillionths(line.tax.ratePercent)) yield `Line ${index + 1} has another rate.`;
    if (textOf(element, `${lineAt.tax}/CategoryCode`) !== line.tax.category)
      yield `Line ${index + 1} has another category.`;
  }
}

function* taxProblems({ taxes, currency }: Invoice, document: Element): Generator<string> {
  const nets = new Map<string, bigint>();
  for (const line of all(document, at.line)) {
    const key = categoryAndRate(all(line, lineAt.tax)[0]);
    nets.set(key, (nets.get(key) ?? 0n) + (numberOf(line, lineAt.net) ?? 0n));
  }
  const breakdowns = all(document, at.taxes);
  if (breakdowns.length !== nets.size) yield `There are ${breakdowns.length} breakdowns instead of ${nets.size}.`;
  for (const breakdown of breakdowns) {
    const key = categoryAndRate(breakdown);
    const basis = numberOf(breakdown, "BasisAmount");
    const tax = numberOf(breakdown, "CalculatedAmount");
    const rate = numberOf(breakdown, "RateApplicablePercent") ?? 0n;
    if (basis === undefined || basis !== nets.get(key)) {
      yield `The basis of ${key} is not the sum of its lines.`;
      continue;
    }
    if (tax !== roundHalfUp(basis * rate, 100_000_000n * perUnit(currency)) * perUnit(currency)) {
      yield `The tax of ${key} is not its basis times its rate, rounded once.`;
    }
    const isPlanned = taxes.some(
      (total) =>
        nameOf(total.category, toMillionths(total.ratePercent)) === key &&
        BigInt(total.net) * perUnit(currency) === basis &&
        BigInt(total.tax) * perUnit(currency) === tax,
    );
    if (!isPlanned) yield `The breakdown of ${key} is not the invoice's.`;
  }
}

function* totalProblems({ net, tax, gross, currency }: Invoice, document: Element): Generator<string> {
  const totals = [
    ["LineTotalAmount", net, "BT-106"],
    ["TaxBasisTotalAmount", net, "BT-109"],
    ["TaxTotalAmount", tax, "BT-110"],
    ["GrandTotalAmount", gross, "BT-112"],
    ["DuePayableAmount", gross, "BT-115"],
  ] as const;
  for (const [name, minor, term] of totals) {
    if (numberOf(document, `${at.totals}/${name}`) !== BigInt(minor) * perUnit(currency))
      yield `${term} is another amount.`;
  }
  if (textOf(document, `${at.settlement}/InvoiceCurrencyCode`) !== currency) yield "The currency is another one.";
}

function* creditNoteProblems({ type, corrects }: Invoice, document: Element): Generator<string> {
  const code = textOf(document, `${at.document}/TypeCode`);
  if (code !== (type === "invoice" ? "380" : "381")) yield `The type is ${code}.`;
  const amounts = [`${at.line}/${lineAt.net}`, `${at.line}/${lineAt.quantity}`, `${at.taxes}/CalculatedAmount`];
  const totals = all(document, at.totals).flatMap(({ children }) => children);
  for (const { name, text } of [...amounts.flatMap((path) => all(document, path)), ...totals]) {
    if ((millionths(text.trim()) ?? -1n) < 0n) yield `${name} is negative.`;
  }
  const reference = `${at.settlement}/InvoiceReferencedDocument`;
  if (textOf(document, `${reference}/IssuerAssignedID`) !== corrects?.number) {
    yield "The number of the preceding invoice is another one.";
  }
  const date = textOf(document, `${reference}/FormattedIssueDateTime/DateTimeString`);
  if (date !== corrects?.issuedOn.replaceAll("-", "")) yield "The date of the preceding invoice is another one.";
}

/** BR-AE-02 lets a registration stand in for the buyer's VAT id; the law does not. */
function* vatIdProblems({ customer, taxes }: Invoice, document: Element): Generator<string> {
  if (!taxes.some(({ category }) => category === "AE" || category === "K")) return;
  const [id] = taxIds(all(document, at.buyer)[0], "VA");
  if (id === undefined || id !== customer.vatId) yield "The buyer's VAT id is missing.";
}

/** The amounts without VAT, of each tax, with VAT and due of `xml` that `text`, a PDF's, does not show in any way of writing
 *  them. */
export function unprintedTotals(xml: string, text: string): string[] {
  const document = parseXml(xml);
  const [totals] = all(document, at.totals);
  if (!totals) return ["no totals"];
  const paths = ["TaxBasisTotalAmount", "GrandTotalAmount", "DuePayableAmount"];
  const amounts = [...paths.flatMap((path) => all(totals, path)), ...all(document, `${at.taxes}/CalculatedAmount`)];
  return amounts.map((amount) => amount.text.trim()).filter((amount) => !shows(text, amount));
}

/** Whether a number is in a text, its thousands grouped by a point, a comma, an apostrophe, a space or not at all. That of
 *  French is a narrow no-break one, of which pdftotext makes a common one. */
function shows(text: string, amount: string): boolean {
  const [whole = "", fraction] = amount.split(".");
  const groups = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, "[.,'’ \u00a0\u202f]?");
  const decimals = fraction === undefined ? "" : `[.,]${fraction}`;
  return new RegExp(`(?<!\\d)(?<!\\d[.,'’\u00a0\u202f])${groups}${decimals}(?!\\d)(?![.,]\\d)`).test(text);
}

function categoryAndRate(tax: Element | undefined): string {
  if (!tax) return "none";
  return nameOf(textOf(tax, "CategoryCode") ?? "", numberOf(tax, "RateApplicablePercent") ?? 0n);
}

/** "S 19 %". */
function nameOf(category: string, rateMillionths: bigint): string {
  return `${category} ${Number(rateMillionths) / 1_000_000} %`;
}

function toMillionths(percent: number): bigint {
  return BigInt(Math.round(percent * 100)) * 10_000n;
}

function roundHalfUp(dividend: bigint, divisor: bigint): bigint {
  return (2n * dividend + divisor) / (2n * divisor);
}

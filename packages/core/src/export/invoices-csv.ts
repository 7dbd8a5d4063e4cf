import { minorDigits } from "../currency.ts";
import type { Invoice, TaxTotal } from "../invoice/invoice.ts";
import type { Language } from "../invoice/party.ts";
import type { InvoiceStatus } from "../workspace/invoices.ts";
import type { CsvColumn } from "./column.ts";
import { toDecimal } from "../decimal.ts";

/** What has happened to an invoice since it was frozen. `paidOn` is YYYY-MM-DD. */
export type InvoiceProgress = { status: InvoiceStatus; paidOn?: string };

/** What accounting books at once: what an invoice or credit note has at one tax category and rate. */
export type InvoiceRow = { workspace: string; invoice: Invoice; total: TaxTotal; progress: InvoiceProgress };

/** The columns of the invoices for accounting. They are a promise to whoever imports them (docs/exports.md): add only behind
 *  the last, move none, rename none. Amounts are positive, and "S/H" says on which side of the customer's account they
 *  are booked; the signed ones are for adding up. */
export const invoiceColumns: readonly CsvColumn<InvoiceRow>[] = [
  { header: "Number", type: "text", read: ({ invoice }) => invoice.number },
  { header: "Type", type: "word", read: ({ invoice }) => invoice.type },
  { header: "Issued on", type: "date", read: ({ invoice }) => invoice.issuedOn },
  { header: "S/H", type: "word", read: ({ invoice }) => (invoice.type === "credit-note" ? "H" : "S") },
  { header: "Currency", type: "word", read: ({ invoice }) => invoice.currency },
  { header: "Gross", type: "decimal", read: (row) => amount(row, row.total.net + row.total.tax) },
  { header: "Net", type: "decimal", read: (row) => amount(row, row.total.net) },
  { header: "Tax", type: "decimal", read: (row) => amount(row, row.total.tax) },
  { header: "Tax category", type: "word", read: ({ total }) => total.category },
  { header: "Tax percent", type: "decimal", read: ({ total }) => String(total.ratePercent) },
  {
    header: "Signed gross",
    type: "decimal",
    read: (row) => amount(row, signOf(row) * (row.total.net + row.total.tax)),
  },
  { header: "Signed net", type: "decimal", read: (row) => amount(row, signOf(row) * row.total.net) },
  { header: "Signed tax", type: "decimal", read: (row) => amount(row, signOf(row) * row.total.tax) },
  { header: "Posting text", type: "text", read: ({ invoice }) => postingText(invoice) },
  { header: "Month", type: "word", read: ({ invoice }) => invoice.month },
  { header: "Service from", type: "date", read: ({ invoice }) => invoice.period.first },
  { header: "Service to", type: "date", read: ({ invoice }) => invoice.period.last },
  { header: "Due on", type: "date", read: ({ invoice }) => invoice.dueOn },
  { header: "Workspace id", type: "text", read: ({ workspace }) => workspace },
  { header: "Customer", type: "text", read: ({ invoice }) => invoice.customer.name },
  { header: "Country", type: "word", read: ({ invoice }) => invoice.customer.address.country },
  { header: "VAT id", type: "text", read: ({ invoice }) => invoice.customer.vatId },
  { header: "Customer reference", type: "text", read: ({ invoice }) => invoice.customer.reference },
  { header: "Status", type: "word", read: ({ progress }) => progress.status },
  { header: "Paid on", type: "date", read: ({ progress }) => progress.paidOn },
  { header: "Corrects", type: "text", read: ({ invoice }) => invoice.corrects?.number },
];

/** One row for each tax category and rate of a document; they add up to its totals. */
export function toInvoiceRows(workspace: string, invoice: Invoice, progress: InvoiceProgress): InvoiceRow[] {
  return invoice.taxes.map((total) => ({ workspace, invoice, total, progress }));
}

function amount({ invoice }: InvoiceRow, minor: number): string {
  return toDecimal(minor, minorDigits(invoice.currency));
}

function signOf({ invoice }: InvoiceRow): 1 | -1 {
  return invoice.type === "credit-note" ? -1 : 1;
}

const creditNoteWords: Record<Language, string> = { en: "Credit note for", de: "Korrektur zu", fr: "Avoir sur" };

/** As many characters as DATEV's Buchungstext takes. */
const longestPostingText = 60;

function postingText({ lines: [line], language, corrects }: Invoice): string {
  const what = line?.description ?? "";
  const text = corrects ? `${creditNoteWords[language]} ${corrects.number}: ${what}` : what;
  return Array.from(text).slice(0, longestPostingText).join("");
}

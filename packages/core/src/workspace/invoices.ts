import type { Seller } from "../invoice/party.ts";
import { missingForInvoice } from "../invoice/requirements.ts";
import { addDays, type Month } from "../month.ts";
import { termsOf } from "./periods.ts";
import type { InvoiceEntry, State } from "./state.ts";

/** An entry that has its number. */
export type IssuedEntry = InvoiceEntry & Required<Pick<InvoiceEntry, "issued">>;

export type InvoiceStatus = "open" | "overdue" | "paid" | "canceled";

/** The issued invoice or credit note of that number. */
export function invoiceByNumber(state: State, number: string): IssuedEntry | undefined {
  return issuedInvoices(state).find(({ issued }) => issued.number === number);
}

/** The invoices and credit notes that have their numbers, in order. */
export function issuedInvoices(state: State): IssuedEntry[] {
  return state.invoices.filter((entry): entry is IssuedEntry => entry.issued !== undefined);
}

/** The invoice or credit note that the record of version `draft` drafted. */
export function invoiceByDraft(state: State, draft: number): InvoiceEntry | undefined {
  return state.invoices.find((entry) => entry.draft === draft);
}

/** The entry as the register has numbered it, whether the workspace has learned that or not. A credit note is due on the day
 *  it is issued. */
export function issuedAs(entry: InvoiceEntry, number: string, issuedOn: string): IssuedEntry {
  const days = entry.type === "invoice" ? entry.paymentDays : 0;
  return { ...entry, issued: { number, issuedOn, dueOn: addDays(issuedOn, days) } };
}

/** The invoice of a month that is not canceled, drafted or issued; a month has at most one. */
export function standingInvoice(state: State, month: Month): InvoiceEntry | undefined {
  return state.invoices.find((entry) => entry.month === month && entry.type === "invoice" && !entry.isCanceled);
}

/** The credit note that cancels the invoice of that number. */
export function creditNoteOf(state: State, number: string): IssuedEntry | undefined {
  return issuedInvoices(state).find(({ corrects }) => corrects === number);
}

/** Whether a credit note cancels an invoice that was not paid, so that nothing is paid back. */
export function isSettledByOffset(state: State, { corrects }: InvoiceEntry): boolean {
  return corrects !== undefined && invoiceByNumber(state, corrects)?.paidOn === undefined;
}

/** @param today YYYY-MM-DD where the workspace is. An invoice is overdue from the day after its due date; a credit note,
 *  which is paid to the customer, never is. */
export function invoiceStatus(state: State, entry: InvoiceEntry, today: string): InvoiceStatus {
  if (entry.isCanceled) return "canceled";
  if (entry.paidOn !== undefined || isSettledByOffset(state, entry)) return "paid";
  const isOverdue = entry.type === "invoice" && entry.issued !== undefined && today > entry.issued.dueOn;
  return isOverdue ? "overdue" : "open";
}

/** Closed months whose invoice waits for nothing any more. */
export function draftableMonths(state: State, seller: Seller): Month[] {
  return state.deferred.filter((month) => {
    const { price } = termsOf(state, month);
    return missingForInvoice(state.profile, price.currency, seller).length === 0;
  });
}

/** Drafts that the register has given no number that the workspace knows of, in order. */
export function unissuedDrafts(state: State): InvoiceEntry[] {
  return state.invoices.filter(({ issued }) => !issued);
}

import type { Month } from "../month.ts";
import type { InvoiceEntry, State } from "./state.ts";

export type InvoiceStatus = "open" | "overdue" | "paid" | "canceled";

/** The issued invoice or credit note of that number. */
export function invoiceByNumber(state: State, number: string): InvoiceEntry | undefined {
  return state.invoices.find(({ issued }) => issued?.number === number);
}

/** The invoice of a month that is not canceled, drafted or issued; a month has at most one. */
export function standingInvoice(state: State, month: Month): InvoiceEntry | undefined {
  return state.invoices.find((entry) => entry.month === month && entry.type === "invoice" && !entry.isCanceled);
}

/** The credit note that cancels the invoice of that number. */
export function creditNoteOf(state: State, number: string): InvoiceEntry | undefined {
  return state.invoices.find(({ corrects }) => corrects === number);
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

/** Drafts that the register has given no number that the workspace knows of, in order. */
export function unissuedDrafts(state: State): InvoiceEntry[] {
  return state.invoices.filter(({ issued }) => !issued);
}

import {
  creditNoteOf,
  dateAt,
  type Invoice,
  type InvoiceEntry,
  invoiceStatus,
  type Mail,
  monthOf,
  type State,
  termsOf,
  toIso,
} from "@seatbook/core";
import { mailsOf } from "../billing/pending.ts";
import { canBeXRechnung } from "../invoice-document/xml.ts";
import type { Invoice as InvoiceView, InvoiceItem, Mail as MailView } from "../contract/types.ts";

/** The day (YYYY-MM-DD) in the workspace at `at` (epoch ms). */
export function dayIn(state: State, at: number): string {
  return dateAt(at, termsOf(state, monthOf(state, at)).timeZone);
}

/** Empty for a draft that has no number yet: nobody is to see it. @param at epoch ms. */
export function toInvoiceItem(state: State, entry: InvoiceEntry, at: number): InvoiceItem[] {
  const { draft, type, month, issued, currency, net, tax, gross, licenses, licenseModel, paidOn, corrects } = entry;
  if (!issued) return [];
  const money = (minor: number) => ({ currency, minor });
  const creditNote = creditNoteOf(state, issued.number)?.issued?.number;
  return [
    {
      ...issued,
      type,
      month,
      status: invoiceStatus(state, entry, dayIn(state, at)),
      net: money(net),
      tax: money(tax),
      gross: money(gross),
      licenses,
      licenseModel,
      ...(paidOn !== undefined && { paidOn }),
      ...(corrects !== undefined && { corrects }),
      ...(creditNote !== undefined && { creditNote }),
      mails: mailsOf(state, draft).map(toMail),
    },
  ];
}

export function toMail({ id, to, status, at, attempts, dueAt, detail }: Mail): MailView {
  return {
    id,
    to,
    status,
    at: toIso(at),
    attempts,
    ...(status === "queued" && attempts > 0 && { retryAt: toIso(dueAt) }),
    ...(detail !== undefined && { detail }),
  };
}

/** The frozen invoice with what has happened to it since. */
export function toInvoice(item: InvoiceItem, invoice: Invoice): InvoiceView {
  const { period, language, seller, customer, lines, taxes, currency, reason } = invoice;
  const money = (minor: number) => ({ currency, minor });
  const { logo: _, accountingEmail: __, ...shownSeller } = seller;
  const { email: ___, ...shownCustomer } = customer;
  return {
    ...item,
    period,
    language,
    seller: shownSeller,
    customer: shownCustomer,
    lines: lines.map(({ description, note, quantity, unitMinor, net, tax }) => ({
      description,
      ...(note !== undefined && { note }),
      quantity,
      unit: money(unitMinor),
      net: money(net),
      ...tax,
    })),
    taxes: taxes.map(({ category, ratePercent, net, tax, reason: why }) => ({
      category,
      ratePercent,
      net: money(net),
      tax: money(tax),
      ...(why !== undefined && { reason: why }),
    })),
    ...(reason !== undefined && { reason }),
    xrechnung: canBeXRechnung(invoice),
  };
}

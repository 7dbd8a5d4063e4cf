import {
  creditNoteOf,
  dayOf,
  type Invoice,
  invoiceByDraft,
  invoiceByNumber,
  invoiceStatus,
  issuedAs,
  type IssuedEntry,
  type Mail,
  mailsAbout,
  Refusal,
  type State,
  toIso,
} from "@seatbook/core";
import { readInvoice } from "../billing/frozen.ts";
import type { Invoice as InvoiceView, InvoiceItem, Mail as MailView } from "../contract/types.ts";
import { canBeXRechnung } from "../invoice-document/xml.ts";
import type { Numbered } from "../billing/seller-register.ts";
import type { View } from "../respond.ts";

/** @throws Refusal `invoice-not-found`, also for one that has no number yet: nobody is to see it. */
export function findInvoice(state: State, number: string): IssuedEntry {
  const entry = invoiceByNumber(state, number);
  if (!entry) throw new Refusal("invoice-not-found", "number");
  return entry;
}

/** What the register has numbered, whether a crash has kept the workspace from learning it or not. */
export function findNumbered(state: State, { draft, number, issuedOn }: Numbered): IssuedEntry {
  const entry = invoiceByDraft(state, draft);
  if (!entry) throw new Error("the register numbers drafts that there are");
  return issuedAs(entry, number, issuedOn);
}

/** @param at epoch ms. */
export function toInvoiceItem(state: State, entry: IssuedEntry, at: number): InvoiceItem {
  const { draft, type, month, issued, currency, net, tax, gross, licenses, licenseModel, paidOn, corrects } = entry;
  const money = (minor: number) => ({ currency, minor });
  const creditNote = creditNoteOf(state, issued.number)?.issued?.number;
  return {
    ...issued,
    type,
    month,
    status: invoiceStatus(state, entry, dayOf(state, at)),
    net: money(net),
    tax: money(tax),
    gross: money(gross),
    licenses,
    licenseModel,
    ...(paidOn !== undefined && { paidOn }),
    ...(corrects !== undefined && { corrects }),
    ...(creditNote !== undefined && { creditNote }),
    mails: lastMails(state, draft).map(toMail),
  };
}

/** However often an invoice was sent again, whoever looks at it wants to know where it is now. */
function lastMails(state: State, draft: number): Mail[] {
  const mails = mailsAbout(state, draft);
  return mails.filter(({ to }, index) => !mails.slice(index + 1).some((later) => later.to === to));
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
export async function toInvoice({ workspace, state, at }: View, entry: IssuedEntry): Promise<InvoiceView> {
  // Before anything else is awaited: the state moves on.
  const item = toInvoiceItem(state, entry, at);
  return merge(item, await readInvoice(workspace, entry));
}

function merge(item: InvoiceItem, invoice: Invoice): InvoiceView {
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

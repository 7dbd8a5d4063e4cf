import type { Seller } from "../invoice/party.ts";
import { missingForInvoice } from "../invoice/requirements.ts";
import { addMonths, type Month } from "../month.ts";
import { refusals } from "../refusals.ts";
import { unfinishedErasures } from "./erasure.ts";
import { draftableMonths, invoiceByDraft, unissuedDrafts } from "./invoices.ts";
import { attemptDueAt, mailsAbout } from "./mails.ts";
import { closesAt, monthOf, nextToClose, termsOf } from "./periods.ts";
import { type ClosedMonth, instantOf, type InvoiceEntry, isClockBehind, type Mail, type State } from "./state.ts";

/** Something that should have come to its end, and why it has not, as one sentence. */
export type Pending = {
  kind:
    | "clock-behind"
    | "month-not-closed"
    | "invoice-missing"
    | "billing-details-missing"
    | "number-missing"
    | "mailbox-missing"
    | "mail-waiting"
    | "mail-failed"
    | "erasure-unfinished";
  month?: Month;
  number?: string;
  detail: string;
};

/** What a workspace has that should have come to its end. `seller` is absent where the server issues no invoices.
 *  @param now the server's clock, epoch ms. */
export function pendingOf(state: State, now: number, seller: Seller | undefined): Pending[] {
  return [
    ...overdueMonths(state, now),
    ...waitingInvoices(state, seller),
    ...unmailed(state),
    ...troubledMails(state),
    ...erasures(state),
  ];
}

/** When a workspace has something to do next, epoch ms; the past where it has it now. */
export function nextDue(state: State, seller: Seller | undefined): number {
  const hasUnfinished = seller && (unissuedDrafts(state).length > 0 || draftableMonths(state, seller).length > 0);
  const attempts = state.mails.map((mail) => attemptDueAt(mail) ?? Infinity);
  const isWaiting = hasUnfinished || unfinishedErasures(state).length > 0;
  return Math.min(closesAt(state), isWaiting ? -Infinity : Infinity, ...attempts);
}

function overdueMonths(state: State, now: number): Pending[] {
  if (isClockBehind(state, now)) return [{ kind: "clock-behind", detail: refusals["clock-behind"].sentence }];
  const at = instantOf(state, now);
  if (closesAt(state) > at) return [];
  const months: Pending[] = [];
  for (let month = nextToClose(state); month < monthOf(state, at); month = addMonths(month, 1)) {
    months.push({ kind: "month-not-closed", month, detail: "The month has ended and is not closed." });
  }
  return months;
}

function waitingInvoices(state: State, seller: Seller | undefined): Pending[] {
  const deferred = state.deferred.map((month): Pending => {
    const [missing] = missingForInvoice(state.profile, termsOf(state, month).price.currency, seller);
    return missing
      ? { kind: "billing-details-missing", month, detail: refusals[missing.code].sentence }
      : { kind: "number-missing", month, detail: "The invoice is not issued yet." };
  });
  const drafts = unissuedDrafts(state).map(({ month }): Pending => ({
    kind: "number-missing",
    month,
    detail: "The invoice has no number yet.",
  }));
  return [...(seller ? uninvoiced(state) : []), ...deferred, ...drafts];
}

/** Months that were closed without an invoice, by a server that issues none, after others had been invoiced. */
function uninvoiced(state: State): Pending[] {
  const [first] = [...state.invoices.map(({ month }) => month), ...state.deferred].toSorted();
  const isUninvoiced = ({ month, net }: ClosedMonth): boolean =>
    first !== undefined &&
    month > first &&
    net.minor > 0 &&
    !state.deferred.includes(month) &&
    !state.invoices.some((entry) => entry.month === month);
  return state.closed.filter(isUninvoiced).map(({ month }) => ({
    kind: "invoice-missing",
    month,
    detail:
      "A server without SEATBOOK_SELLER has closed this month. Issue its invoice by hand, and set it on all servers.",
  }));
}

/** Open invoices by user license that nobody was mailed, because there was no mailbox. */
function unmailed(state: State): Pending[] {
  const isUnmailed = (entry: InvoiceEntry): boolean =>
    entry.type === "invoice" &&
    entry.licenseModel === "user" &&
    entry.issued !== undefined &&
    entry.paidOn === undefined &&
    !entry.isCanceled &&
    mailsAbout(state, entry.draft).length === 0;
  return state.invoices.filter(isUnmailed).map(({ month, issued }) => ({
    kind: "mailbox-missing",
    month,
    ...(issued && { number: issued.number }),
    detail: "There was no mailbox to send it to. Set one, then send the invoice.",
  }));
}

function troubledMails(state: State): Pending[] {
  return state.mails.flatMap((mail): Pending[] => {
    const { to, about, status } = mail;
    const detail = [`${to}: ${mail.detail ?? ""}`, ...(mail.cause === undefined ? [] : [mail.cause])].join(" ");
    const entry = about.kind === "invoice" ? invoiceByDraft(state, about.draft) : undefined;
    const invoice = entry && { month: entry.month, ...(entry.issued && { number: entry.issued.number }) };
    if (status === "failed" || status === "bounced") {
      return isMadeUpFor(state, mail) ? [] : [{ kind: "mail-failed", ...invoice, detail }];
    }
    const isWaiting = status === "queued" && mail.attempts > 0;
    return isWaiting ? [{ kind: "mail-waiting", ...invoice, detail }] : [];
  });
}

/** Whether nothing is to be done about a mail that has failed: the invoice went to whom it should since, or is settled; a mail
 *  about the mailbox is of no interest once the change is over. */
function isMadeUpFor(state: State, mail: Mail): boolean {
  const { about } = mail;
  if (about.kind === "mailbox-confirmation") return state.mailboxChange?.version !== about.change;
  if (about.kind === "mailbox-notice") return true;
  const entry = invoiceByDraft(state, about.draft);
  if (entry?.isCanceled || entry?.paidOn !== undefined) return true;
  const isGone = !state.profile.mailbox?.includes(mail.to);
  const mails = mailsAbout(state, about.draft);
  return mails.slice(mails.indexOf(mail) + 1).some(({ to, status }) => to === mail.to || (isGone && status === "sent"));
}

function erasures(state: State): Pending[] {
  return unfinishedErasures(state).map(({ member }) => ({
    kind: "erasure-unfinished",
    detail: `The personal data of the member "${member}" is being erased. It is gone on when the store is in reach.`,
  }));
}

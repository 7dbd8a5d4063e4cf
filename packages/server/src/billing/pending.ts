import {
  addMonths,
  closesAt,
  type InvoiceEntry,
  type Mail,
  missingForInvoice,
  monthOf,
  nextToClose,
  refusals,
  type State,
  termsOf,
  unissuedDrafts,
} from "@seatbook/core";
import type { PendingItem } from "../contract/types.ts";

type Found = Pick<PendingItem, "kind" | "detail"> & Partial<Pick<PendingItem, "month" | "number">>;

/** What a workspace has that should have come to its end, and why it has not. @param at epoch ms. */
export function pendingOf(state: State, at: number): PendingItem[] {
  const found: Found[] = [
    ...overdueMonths(state, at),
    ...waitingInvoices(state),
    ...unmailed(state),
    ...troubledMails(state),
  ];
  return found.map((item) => ({ workspace: state.id, name: state.profile.name, ...item }));
}

function overdueMonths(state: State, at: number): Found[] {
  if (closesAt(state) > at) return [];
  const months: Found[] = [];
  for (let month = nextToClose(state); month < monthOf(state, at); month = addMonths(month, 1)) {
    months.push({ kind: "month-not-closed", month, detail: "The month has ended and is not closed." });
  }
  return months;
}

function waitingInvoices(state: State): Found[] {
  const deferred = state.deferred.map((month): Found => {
    const [missing] = missingForInvoice(state.profile, termsOf(state, month).price.currency);
    return missing
      ? { kind: "billing-details-missing", month, detail: refusals[missing.code].sentence }
      : { kind: "number-missing", month, detail: "The invoice is not issued yet." };
  });
  const drafts = unissuedDrafts(state).map(({ month }): Found => ({
    kind: "number-missing",
    month,
    detail: "The invoice has no number yet.",
  }));
  return [...deferred, ...drafts];
}

/** Open invoices by user license that nobody was mailed, because there was no mailbox. */
function unmailed(state: State): Found[] {
  const isUnmailed = (entry: InvoiceEntry): boolean =>
    entry.type === "invoice" &&
    entry.licenseModel === "user" &&
    entry.issued !== undefined &&
    entry.paidOn === undefined &&
    !entry.isCanceled &&
    mailsOf(state, entry.draft).length === 0;
  return state.invoices.filter(isUnmailed).map(({ month, issued }) => ({
    kind: "mailbox-missing",
    month,
    ...(issued && { number: issued.number }),
    detail: "There was no mailbox to send it to. Set one, then send the invoice.",
  }));
}

function troubledMails(state: State): Found[] {
  return state.mails.flatMap((mail): Found[] => {
    const { to, about, status, detail = "" } = mail;
    const entry = about.kind === "invoice" ? state.invoices.find(({ draft }) => draft === about.draft) : undefined;
    const invoice = entry && { month: entry.month, ...(entry.issued && { number: entry.issued.number }) };
    if (status === "failed" || status === "bounced") {
      return isMadeUpFor(state, mail) ? [] : [{ kind: "mail-failed", ...invoice, detail: `${to}: ${detail}` }];
    }
    const isWaiting = status === "queued" && mail.attempts > 0;
    return isWaiting ? [{ kind: "mail-waiting", ...invoice, detail: `${to}: ${detail}` }] : [];
  });
}

/** Whether nothing is to be done about a mail that has failed: the invoice went to whom it should since, or is settled; a mail
 *  about the mailbox is of no interest once the change is over. */
function isMadeUpFor(state: State, mail: Mail): boolean {
  const { about } = mail;
  if (about.kind === "mailbox-confirmation") return state.mailboxChange?.version !== about.change;
  if (about.kind === "mailbox-notice") return true;
  const entry = state.invoices.find(({ draft }) => draft === about.draft);
  if (entry?.isCanceled || entry?.paidOn !== undefined) return true;
  const isGone = !state.profile.mailbox?.includes(mail.to);
  const mails = mailsOf(state, about.draft);
  return mails.slice(mails.indexOf(mail) + 1).some(({ to, status }) => to === mail.to || (isGone && status === "sent"));
}

export function mailsOf(state: State, draft: number): Mail[] {
  return state.mails.filter(({ about }) => about.kind === "invoice" && about.draft === draft);
}

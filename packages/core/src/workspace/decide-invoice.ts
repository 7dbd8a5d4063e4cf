import { draftCreditNote, draftInvoice, type Invoicing } from "../invoice/draft.ts";
import { missingForInvoice } from "../invoice/requirements.ts";
import { amountOf, type Money } from "../money.ts";
import { dayMs, type Month } from "../month.ts";
import { Refusal } from "../refusals.ts";
import type { Command, InvoiceCommand } from "./commands.ts";
import type { WorkspaceEvent } from "./events.ts";
import { invoiceByDraft, invoiceByNumber, isSettledByOffset, issuedAs, standingInvoice } from "./invoices.ts";
import { licenses } from "./licenses.ts";
import { isUnderWay, mailsAbout, queueMails } from "./mails.ts";
import { dayOf, firstMonth, monthOf, nextToClose, termsOf } from "./periods.ts";
import { type ClosedMonth, type InvoiceEntry, recordOf, type State } from "./state.ts";

/** How often an invoice is mailed within 24 hours, and how often a mail is tried again because somebody asked for it. */
const mostSendings = 10;

/** Freezes the month's license list, and drafts its invoice in the same record. Source: R10. */
export function closeMonth(
  state: State,
  { month, rule, invoicing }: Extract<Command, { type: "close-month" }>,
  at: number,
): WorkspaceEvent[] | Refusal {
  if (state.closed.some((closed) => closed.month === month)) return [];
  if (month < firstMonth(state)) return new Refusal("month-unknown", "month");
  if (month >= monthOf(state, at)) return new Refusal("month-not-ended", "month");
  if (month !== nextToClose(state)) return new Refusal("month-out-of-order", "month");
  const { licenseModel, price } = termsOf(state, month);
  const list = licenses(state, month, rule).map((license) => license.freeze());
  const { net } = amountOf(price, list.length);
  const closed: WorkspaceEvent = { type: "MonthClosed", month, licenseModel, rule, net, licenses: list };
  if (!invoicing || net.minor === 0) return [closed];
  const drafted = draft(state, { month, licenseModel, licenses: list.length, net }, invoicing);
  return [closed, drafted instanceof Refusal ? { type: "InvoiceDeferred", month } : drafted];
}

export function decideInvoice(state: State, command: InvoiceCommand, at: number): WorkspaceEvent[] | Refusal {
  switch (command.type) {
    case "draft-invoice":
      return command.invoicing ? draftClosed(state, command.month, command.invoicing) : new Refusal("seller-missing");
    case "draft-deferred-invoice":
      // Whoever asks may have looked a while ago: what was drafted since, and perhaps canceled, is not drafted again unasked.
      return state.deferred.includes(command.month) ? draftClosed(state, command.month, command.invoicing) : [];
    case "issue-invoice":
      return issue(state, command);
    case "cancel-invoice":
      return cancel(state, command);
    case "record-payment":
      return recordPayment(state, command, at);
    case "send-invoice":
      return send(state, command.number, at);
  }
}

function draftClosed(state: State, month: Month, invoicing: Invoicing): WorkspaceEvent[] | Refusal {
  const closed = state.closed.find((candidate) => candidate.month === month);
  if (!closed) return new Refusal(month < firstMonth(state) ? "month-unknown" : "month-not-closed", "month");
  if (closed.net.minor === 0) return new Refusal("nothing-to-bill", "month");
  if (standingInvoice(state, month)) return [];
  const drafted = draft(state, closed, invoicing);
  return drafted instanceof Refusal ? drafted : [drafted];
}

/** The invoice of a closed month by the details of today; the refusal names the first one that is missing. */
function draft(
  state: State,
  { month, licenseModel, licenses: count, net }: Pick<ClosedMonth, "month" | "licenseModel" | "licenses" | "net">,
  invoicing: Invoicing,
): WorkspaceEvent | Refusal {
  const { customer, tax, mailbox } = state.profile;
  const [missing] = missingForInvoice(state.profile, net.currency, invoicing.seller);
  if (missing) return new Refusal(missing.code, missing.field);
  if (!customer || !tax) throw new Error("a workspace that lacks nothing has a customer and a tax treatment");
  const { price } = termsOf(state, month);
  const amount = amountOf(price, count);
  requireSame(amount.net, net);
  const isGraduated = "tierMode" in price && price.tierMode === "graduated";
  const billed = { month, licenseModel, licenses: count, isGraduated, ...amount };
  return { type: "InvoiceDrafted", invoice: draftInvoice(billed, invoicing, customer, tax, mailbox?.[0]) };
}

function requireSame(computed: Money, frozen: Money): void {
  if (computed.minor !== frozen.minor || computed.currency !== frozen.currency) {
    throw new Error("a closed month's amount is what its price makes of its licenses");
  }
}

/** The workspace learns the number; what is billed by user license is mailed. Source: R12. */
function issue(
  state: State,
  { draft: version, number, issuedOn }: Extract<InvoiceCommand, { type: "issue-invoice" }>,
): WorkspaceEvent[] | Refusal {
  const entry = invoiceByDraft(state, version);
  if (!entry) return new Refusal("invoice-not-found");
  if (entry.issued) return [];
  return [
    { type: "InvoiceIssued", draft: version, ...issuedAs(entry, number, issuedOn).issued },
    ...(entry.licenseModel === "user" ? mailInvoice(state, entry, state.profile.mailbox ?? []) : []),
  ];
}

function mailInvoice(state: State, entry: InvoiceEntry, addresses: readonly string[]): WorkspaceEvent[] {
  return queueMails(state, addresses, { kind: "invoice", draft: entry.draft });
}

function cancel(
  state: State,
  { invoice, reason }: Extract<InvoiceCommand, { type: "cancel-invoice" }>,
): WorkspaceEvent[] | Refusal {
  const entry = invoiceByNumber(state, invoice.number);
  if (!entry) return new Refusal("invoice-not-found");
  if (entry.type === "credit-note") return new Refusal("credit-note-not-cancelable");
  if (entry.isCanceled) return [];
  return [
    { type: "InvoiceCanceled", number: invoice.number, reason },
    { type: "InvoiceDrafted", invoice: draftCreditNote(invoice, reason, entry.paidOn) },
  ];
}

function recordPayment(
  state: State,
  { number, paidOn }: Extract<InvoiceCommand, { type: "record-payment" }>,
  at: number,
): WorkspaceEvent[] | Refusal {
  const entry = invoiceByNumber(state, number);
  if (!entry) return new Refusal("invoice-not-found");
  if (paidOn > dayOf(state, at)) return new Refusal("payment-in-future", "paidOn");
  if (entry.paidOn === paidOn) return [];
  if (entry.paidOn !== undefined) return new Refusal("payment-recorded", "paidOn");
  if (entry.isCanceled) return new Refusal("invoice-canceled");
  if (isSettledByOffset(state, entry)) return new Refusal("credit-note-settled");
  if (paidOn < entry.issued.issuedOn) return new Refusal("payment-before-issue", "paidOn");
  return [{ type: "InvoicePaid", number, paidOn }];
}

/** To every address of the mailbox: a mail that waits for another attempt is tried at once, one under way is left alone. */
function send(state: State, number: string, at: number): WorkspaceEvent[] | Refusal {
  const entry = invoiceByNumber(state, number);
  if (!entry) return new Refusal("invoice-not-found");
  if (entry.isCanceled) return new Refusal("invoice-canceled");
  const { mailbox = [] } = state.profile;
  if (mailbox.length === 0) return new Refusal("mailbox-missing");
  const mails = mailsAbout(state, entry.draft);
  const open = mails.filter(isUnderWay);
  const retried = open.filter(
    ({ to, status, attempts, dueAt }) => mailbox.includes(to) && status === "queued" && attempts > 0 && at < dueAt,
  );
  const fresh = mailbox.filter((address) => !open.some(({ to }) => to === address));
  const sendings = new Set(
    mails.filter(({ version }) => at - recordOf(state, version).at < dayMs).map(({ version }) => version),
  );
  if (fresh.length > 0 && sendings.size >= mostSendings) return new Refusal("too-many-sendings");
  if (retried.some(({ asked = 0 }) => asked >= mostSendings)) return new Refusal("too-many-sendings");
  return [
    ...retried.map(({ id }) => ({ type: "MailRetryRequested", mail: id }) as const),
    ...mailInvoice(state, entry, fresh),
  ];
}

import type { WorkspaceEvent } from "./events.ts";
import type { InvoiceEntry, Mail, State } from "./state.ts";

export type BillingEvent = Extract<
  WorkspaceEvent,
  { type: `Invoice${string}` } | { type: `Mail${string}` } | { type: `Mailbox${string}` }
>;

/** Folds what happens to invoices, mails and the mailbox into `state`, in place. */
export function applyBilling(state: State, event: BillingEvent, at: number): void {
  switch (event.type) {
    case "InvoiceDrafted": {
      const { type, month, licenseModel, licenses, currency, net, tax, gross, paymentDays, corrects } = event.invoice;
      const entry: InvoiceEntry = {
        draft: state.version,
        type,
        month,
        licenseModel,
        licenses,
        currency,
        net,
        tax,
        gross,
        paymentDays,
        ...(corrects && { corrects: corrects.number }),
        isCanceled: false,
      };
      state.invoices = [...state.invoices, entry];
      state.deferred = state.deferred.filter((deferred) => deferred !== month);
      break;
    }
    case "InvoiceDeferred":
      state.deferred = [...state.deferred, event.month];
      break;
    case "InvoiceIssued": {
      const { draft, number, issuedOn, dueOn } = event;
      changeInvoice(state, (entry) => entry.draft === draft, { issued: { number, issuedOn, dueOn } });
      break;
    }
    case "InvoiceCanceled":
      changeInvoice(state, hasNumber(event.number), { isCanceled: true });
      break;
    case "InvoicePaid":
      changeInvoice(state, hasNumber(event.number), { paidOn: event.paidOn });
      break;
    case "MailQueued": {
      const { mail: id, to, about } = event;
      state.mails = [
        ...state.mails,
        { id, version: state.version, to, about, status: "queued", attempts: 0, at, dueAt: at },
      ];
      break;
    }
    case "MailAttemptStarted":
      changeMail(state, event.mail, { status: "sending", attempts: event.attempt, at });
      break;
    case "MailAttemptEnded": {
      const { outcome, detail, cause, retryAt } = event;
      if (outcome === "accepted") changeMail(state, event.mail, { status: "sent", at, detail, cause });
      else if (retryAt === undefined) changeMail(state, event.mail, { status: "failed", at, detail, cause });
      else changeMail(state, event.mail, { status: "queued", at, dueAt: retryAt, detail, cause });
      break;
    }
    case "MailRetryRequested":
      changeMail(state, event.mail, ({ asked = 0 }) => ({ dueAt: at, asked: asked + 1 }));
      break;
    case "MailBounced":
      changeMail(state, event.mail, { status: "bounced", at, detail: event.detail });
      break;
    case "MailboxChangeRequested": {
      const { mailbox, unconfirmed, expiresAt } = event;
      state.mailboxChange = { version: state.version, mailbox, unconfirmed, expiresAt };
      break;
    }
    case "MailboxConfirmationResent":
      if (state.mailboxChange) state.mailboxChange = { ...state.mailboxChange, expiresAt: event.expiresAt };
      break;
    case "MailboxAddressConfirmed": {
      const change = state.mailboxChange;
      const unconfirmed = change?.unconfirmed.filter((address) => address !== event.address) ?? [];
      if (change) state.mailboxChange = { ...change, unconfirmed };
      break;
    }
    case "MailboxChanged":
      state.profile = { ...state.profile, mailbox: event.mailbox };
      state.mailboxChange = undefined;
      break;
    case "MailboxChangeWithdrawn":
      state.mailboxChange = undefined;
      break;
  }
}

function hasNumber(number: string): (entry: InvoiceEntry) => boolean {
  return ({ issued }) => issued?.number === number;
}

function changeInvoice(state: State, isMeant: (entry: InvoiceEntry) => boolean, change: Partial<InvoiceEntry>): void {
  state.invoices = state.invoices.map((entry) => (isMeant(entry) ? { ...entry, ...change } : entry));
}

function changeMail(state: State, id: string, change: Partial<Mail> | ((mail: Mail) => Partial<Mail>)): void {
  state.mails = state.mails.map((mail) =>
    mail.id === id ? { ...mail, ...(typeof change === "function" ? change(mail) : change) } : mail,
  );
}

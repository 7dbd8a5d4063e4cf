/** Every refusal of a command, with the sentence that a person reads. `kind` says what a server answers:
 *  `absent` 404, `rule` 409, `invalid` 422, `limit` 429. */
export const refusals = {
  "workspace-not-found": { kind: "absent", sentence: "There is no such workspace." },
  "team-not-found": { kind: "absent", sentence: "There is no such team in this workspace." },
  "member-not-found": { kind: "absent", sentence: "There is no such member in this workspace." },
  "month-unknown": {
    kind: "absent",
    sentence: "This workspace has no such month. Its months run from the first with any activity to the next one.",
  },
  "inactive-members-changed": {
    kind: "rule",
    sentence: "The inactive members changed since you looked. Nothing was removed. Look again.",
  },
  "restore-expired": {
    kind: "rule",
    sentence: "A member can be restored for 30 days after the removal. Add the member again instead.",
  },
  "member-present": {
    kind: "rule",
    sentence: "This member can access the workspace. Remove the member first, then erase.",
  },
  "member-erased": {
    kind: "rule",
    sentence:
      "The personal data of this member was erased, so that there is nobody to restore. Add the member again instead.",
  },
  "mailbox-has-address": {
    kind: "rule",
    sentence:
      "An address of this member is in the mailbox, or in a change of it that waits for confirmation. Set another mailbox first; or, where the address is the company's, keep it there (`keepMailbox=true`).",
  },
  "mail-under-way": {
    kind: "rule",
    sentence: "A mail to this member's address is just being sent. Nothing was erased. Try again in a minute.",
  },
  "erasure-not-found": { kind: "absent", sentence: "There is no such erasure in this workspace." },
  "month-not-ended": {
    kind: "rule",
    sentence: "This month has not ended in the workspace's time zone. Close it after its last instant.",
  },
  "month-out-of-order": { kind: "rule", sentence: "An earlier month is not closed yet. Close months in order." },
  "since-month-closed": {
    kind: "rule",
    sentence: "The month of `since` is closed and never changes. Give an instant in a month that is not closed.",
  },
  "since-in-future": { kind: "invalid", sentence: "`since` is in the future. Give an instant that has passed." },
  "since-overlaps": {
    kind: "invalid",
    sentence: "`since` is before the member was added, or before an earlier stay ended. Give a later instant.",
  },
  "month-not-closed": {
    kind: "rule",
    sentence: "This month is not closed yet. Its invoice is written when it closes.",
  },
  "nothing-to-bill": { kind: "rule", sentence: "This month has nothing to bill, so it has no invoice." },
  "seller-missing": {
    kind: "rule",
    sentence: "This server issues no invoices. Set SEATBOOK_SELLER, and start it again.",
  },
  "customer-missing": {
    kind: "rule",
    sentence: "The billing details are missing. Give name and address of whom the invoices are for.",
  },
  "tax-missing": { kind: "rule", sentence: "The tax treatment is missing. The operator sets it with the workspace." },
  "invoice-not-found": { kind: "absent", sentence: "There is no such invoice." },
  "credit-note-not-cancelable": {
    kind: "rule",
    sentence: "This is a credit note, and credit notes are not canceled. Issue the month's invoice again instead.",
  },
  "invoice-canceled": { kind: "rule", sentence: "This invoice was canceled. There is nothing to pay." },
  "credit-note-settled": {
    kind: "rule",
    sentence: "This credit note settles an invoice that was not paid. There is nothing to pay back.",
  },
  "payment-recorded": { kind: "rule", sentence: "The payment was recorded before, for another day." },
  "customer-reference-missing": {
    kind: "rule",
    sentence:
      "An XRechnung needs the customer's reference (in Germany the Leitweg-ID). Give it with the billing details: the invoices from then on have it.",
  },
  "customer-address-missing": {
    kind: "rule",
    sentence:
      "An XRechnung needs an address of the customer's: a mailbox, a VAT id, or a Leitweg-ID as the reference. The invoices from then on have it.",
  },
  "mailbox-missing": { kind: "rule", sentence: "There is no mailbox to send it to. Set the mailbox first." },
  "mailbox-by-operator": {
    kind: "rule",
    sentence: "Here the mailbox is changed by the provider's accounting. Ask them to change it.",
  },
  "mailbox-change-not-found": {
    kind: "absent",
    sentence:
      "No change of the mailbox waits for confirmation: it was confirmed, withdrawn or replaced, or has expired.",
  },
  "mailbox-address-confirmed": { kind: "rule", sentence: "This address was confirmed before. The link works once." },
  "too-many-confirmations": {
    kind: "limit",
    sentence:
      "Too many confirmation mails were sent today, for this workspace or to one of these addresses. Try again tomorrow.",
  },
  "too-many-sendings": {
    kind: "limit",
    sentence: "This invoice was mailed very often today. Look whether the addresses are right, and try again tomorrow.",
  },
  "clock-behind": {
    kind: "rule",
    sentence:
      "The store has records from after what this server's clock says. Set the clocks of all servers right, then try again.",
  },
  "mail-not-sent": { kind: "rule", sentence: "This mail was not sent yet, so that it cannot have come back." },
  "mail-not-found": { kind: "absent", sentence: "There is no such mail." },
  "webhook-endpoint-not-found": { kind: "absent", sentence: "There is no such webhook endpoint." },
  "webhook-delivery-not-found": {
    kind: "absent",
    sentence: "This endpoint was sent no such message. Take the id from its deliveries.",
  },
  "webhook-endpoint-disabled": {
    kind: "rule",
    sentence: "This endpoint is disabled, so that nothing is sent to it. Enable it first.",
  },
  "too-many-webhook-endpoints": {
    kind: "rule",
    sentence: "There are 100 webhook endpoints, and no more can be had. Delete one, or have one endpoint for several.",
  },
  "vat-id-missing": {
    kind: "invalid",
    sentence: "Reverse charge needs the customer's VAT id. Give it, or another tax treatment.",
  },
  "seller-vat-id-missing": {
    kind: "invalid",
    sentence:
      "Reverse charge needs the seller's VAT id. Give it in the seller's file, or set another tax treatment here.",
  },
  "currency-not-invoiceable": {
    kind: "invalid",
    sentence: "Invoices have at most two decimals, and this currency has more. Give a price in another currency.",
  },
  "payment-in-future": { kind: "invalid", sentence: "This day is in the future. Give the day of the payment." },
  "payment-before-issue": {
    kind: "invalid",
    sentence: "This day is before the day of issue. Give the day of the payment.",
  },
  "team-unknown": { kind: "invalid", sentence: "A team of this list does not exist. Add the team first." },
  "member-unknown": { kind: "invalid", sentence: "A member of this list does not exist. Add the member first." },
  "identity-taken": {
    kind: "rule",
    sentence: "Another one is known by this name or external id. Look it up and change that one, or give another.",
  },
  "duplicate-id": { kind: "invalid", sentence: "An id stands in this list twice. List each team and member once." },
} as const;

export type RefusalCode = keyof typeof refusals;

/** Why a command was not carried out: nothing changed. `field` names the input at fault, where there is one. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly field: string | undefined;

  constructor(code: RefusalCode, field?: string) {
    super(refusals[code].sentence);
    this.name = "Refusal";
    this.code = code;
    this.field = field;
  }
}

import type { BillingDetailsInput } from "../client/client.ts";

/** A person or a team, as events name them. */
export interface Named {
  id: string;
  name: string;
}

export interface TeamEventDetail {
  workspace: string;
  team: Named;
}

export interface MembersEventDetail {
  workspace: string;
  members: Named[];
}

export interface InvoiceEventDetail {
  workspace: string;
  /** The invoice's or credit note's number. */
  number: string;
}

export interface MailboxEventDetail {
  workspace: string;
  /** The addresses of the change: those that are asked for, that get their links again, or that are withdrawn. */
  mailbox: string[];
}

export interface BillingDetailsEventDetail {
  workspace: string;
  details: BillingDetailsInput;
}

/** Fired before the action, cancelable: `preventDefault()` and nothing happens. */
export interface TeamsAdminEventMap {
  "team-archive": CustomEvent<TeamEventDetail>;
  "team-archived": CustomEvent<TeamEventDetail>;
  "team-unarchive": CustomEvent<TeamEventDetail>;
  "team-unarchived": CustomEvent<TeamEventDetail>;
}

/** The verbs are fired before the action and can be canceled; the past tense is fired once it is done. */
export interface MembersAdminEventMap {
  "member-remove": CustomEvent<MembersEventDetail>;
  "member-removed": CustomEvent<MembersEventDetail>;
  "member-restore": CustomEvent<MembersEventDetail>;
  "member-restored": CustomEvent<MembersEventDetail>;
  "inactive-members-remove": CustomEvent<MembersEventDetail>;
  "inactive-members-removed": CustomEvent<MembersEventDetail>;
}

/** The verbs are fired before the action and can be canceled; the past tense is fired once it is done. */
export interface BillingSettingsEventMap {
  "invoice-send": CustomEvent<InvoiceEventDetail>;
  "invoice-sent": CustomEvent<InvoiceEventDetail>;
  "mailbox-change": CustomEvent<MailboxEventDetail>;
  "mailbox-change-requested": CustomEvent<MailboxEventDetail>;
  "mailbox-confirmation-resend": CustomEvent<MailboxEventDetail>;
  "mailbox-confirmation-resent": CustomEvent<MailboxEventDetail>;
  "mailbox-change-withdraw": CustomEvent<MailboxEventDetail>;
  "mailbox-change-withdrawn": CustomEvent<MailboxEventDetail>;
  "billing-details-save": CustomEvent<BillingDetailsEventDetail>;
  "billing-details-saved": CustomEvent<BillingDetailsEventDetail>;
}

export type SeatbookEventMap = TeamsAdminEventMap & MembersAdminEventMap & BillingSettingsEventMap;

/** What other widgets on the page listen for, to show the new numbers. */
export const doneEvents = [
  "team-archived",
  "team-unarchived",
  "member-removed",
  "member-restored",
  "inactive-members-removed",
] as const satisfies (keyof SeatbookEventMap)[];

declare global {
  // The events bubble, so a page may listen on the document.
  interface HTMLElementEventMap extends SeatbookEventMap {}
  interface DocumentEventMap extends SeatbookEventMap {}
  interface WindowEventMap extends SeatbookEventMap {}
}

import type { Month } from "../month.ts";
import type { InvoiceDraft } from "../invoice/invoice.ts";
import type { Customer, Language } from "../invoice/party.ts";
import type { Money, Price } from "../money.ts";

export type LicenseModel = "team" | "user";
export type CountingRule = "any-in-month" | "month-start";
export type MemberRole = "owner" | "admin" | "member";

/** Who gave a command: an operator's API key, a session's member, or the server itself (the scheduler). */
export type Actor = { type: "operator" } | { type: "member"; id: string } | { type: "system" };

export type Tax =
  | { treatment: "standard"; ratePercent: number }
  | { treatment: "reverse-charge" | "outside-eu" | "small-business" };

/** What takes effect at once when it changes. */
export type Profile = {
  name: string;
  /** YYYY-MM-DD. */
  contractStart: string;
  contract: "standard" | "enterprise";
  /** What the operator set; absent where R1 decides. */
  licenseModel?: LicenseModel;
  tax?: Tax;
  customer?: Customer;
  mailbox?: string[];
};

/** What takes effect with a month (R7): from the first instant of `from` until other terms follow. */
export type Terms = { from: Month; licenseModel: LicenseModel; timeZone: string; price: Price };

/** A license of a closed month, as it was frozen. Instants are epoch milliseconds. */
export type FrozenLicense = {
  holder: { type: "team"; id: string; name: string } | { type: "member"; id: string; name: string; email: string };
  spans: Span[];
  /** YYYY-MM-DD, where the holder is free from the next month on. */
  freeFrom?: string;
};

export type CauseKind =
  | "team-added"
  | "team-unarchived"
  | "team-archived"
  | "member-joined-team"
  | "member-left-team"
  | "member-removed";

/** What started or ended a span, when (epoch milliseconds), by whom (a member by the name of the day it was asked), in which
 *  record of the log. */
export type Cause = { what: CauseKind; at: number; by: Actor & { name?: string }; version: number };

/** A stretch [from, to), cut to the month, in which one team made a license count. `to` is the month's end where the
 *  stretch outlasts it; then there is no `endedBy`. */
export type Span = {
  team: { id: string; name: string };
  from: number;
  to: number;
  startedBy: Cause;
  endedBy?: Cause;
};

/** Who writes a mail that is not about an invoice, and in which language. */
export type Correspondence = { sender: { name: string; email: string }; language: Language };

/** What a mail is about: an invoice (by the version of the record that drafted it), an address that asks to be confirmed
 *  (until `expiresAt`, epoch ms), or the notice to the mailbox that was in force. */
export type MailSubject =
  | { kind: "invoice"; draft: number }
  | ({ kind: "mailbox-confirmation"; change: number; expiresAt: number } & Correspondence)
  | ({ kind: "mailbox-notice"; mailbox: string[] } & Correspondence);

/** How an attempt to mail ended: the receiving server took it, may take it later, or will not. */
export type MailOutcome = "accepted" | "deferred" | "refused";

/** By what an identity provider knows a member, as it gave it (SCIM). Where there is none, what the host gave stands for it, see
 *  `identityOf`. */
export type MemberIdentity = {
  /** Unique among the members that the provider sees, upper or lower case. */
  userName: string;
  externalId?: string;
  displayName?: string;
  givenName?: string;
  familyName?: string;
  /** Where it is not the given and the family name. */
  formattedName?: string;
  /** The provider deleted the member, and does not see it any more until it is added or restored. */
  isDeleted?: true;
};

/** By what an identity provider knows a team. */
export type TeamIdentity = {
  externalId?: string;
  /** The provider deleted the team, and does not see it any more until it creates or somebody unarchives it. */
  isDeleted?: true;
};
/** A mail that an erasure is about. `address`: to which of the person's addresses it is, 1 is the first that the log has; absent
 *  where it is to somebody else and quotes one. */
export type ErasedMail = { mail: string; address?: number };

/** Where an erased person's name or address stays, and what for: it is the company's mailbox, somebody else's address too, or the
 *  customer's billing details; what was issued has to be kept by law (`draft` is its version), and what the operator wrote is the
 *  operator's to change. */
export type Kept =
  | { what: "mailbox" | "shared-address" | "billing-details" }
  | { what: "invoice" | "cancel-reason"; draft: number }
  | { what: "team-name"; team: string };

/** The history of a workspace. Each record of its log holds the events of one command, with its instant and its actor.
 *  `since` (epoch milliseconds) is never after that instant. */
export type WorkspaceEvent =
  | { type: "WorkspaceCreated"; workspace: string; profile: Profile; terms: Terms }
  | { type: "WorkspaceChanged"; profile: Profile }
  | { type: "TermsChanged"; terms: Terms }
  | { type: "TeamAdded"; team: string; name: string; since: number }
  | { type: "TeamRenamed"; team: string; name: string }
  /** `isUnlisted`: a directory no longer listed it. One that lists it again unarchives it. */
  | { type: "TeamArchived"; team: string; isUnlisted?: true }
  | { type: "TeamUnarchived"; team: string }
  /** `teams`: those that the member joined besides, at the same instant. */
  | {
      type: "MemberAdded";
      member: string;
      name: string;
      email: string;
      role: MemberRole;
      teams?: string[];
      since: number;
    }
  | { type: "MemberChanged"; member: string; name: string; email: string; role: MemberRole }
  | { type: "MemberJoinedTeam"; member: string; team: string; since: number }
  | { type: "MemberLeftTeam"; member: string; team: string }
  | { type: "MemberRemoved"; member: string }
  | { type: "MemberRestored"; member: string }
  | { type: "MemberProvisioned"; member: string; identity: MemberIdentity }
  | { type: "TeamProvisioned"; team: string; identity: TeamIdentity }
  /** Everything personal in the records before this one is overwritten from here on. `addresses`: which of the person's addresses
   *  (1 is the first that the log has) are erased wherever they stand; the others are somebody else's too. */
  | { type: "MemberErased"; member: string; addresses: number[]; mails: ErasedMail[]; kept: Kept[] }
  /** It is: of the erasure with that version, nothing is left. */
  | { type: "ErasureCompleted"; erasure: number }
  | {
      type: "MonthClosed";
      month: Month;
      licenseModel: LicenseModel;
      rule: CountingRule;
      net: Money;
      licenses: FrozenLicense[];
    }
  /** An invoice or credit note is known by the version of the record that drafted it, until the register has given it its
   *  number. */
  | { type: "InvoiceDrafted"; invoice: InvoiceDraft }
  /** The closed month is to be invoiced once the details that are missing are there. */
  | { type: "InvoiceDeferred"; month: Month }
  | { type: "InvoiceIssued"; draft: number; number: string; issuedOn: string; dueOn: string }
  | { type: "InvoiceCanceled"; number: string; reason: string }
  | { type: "InvoicePaid"; number: string; paidOn: string }
  | { type: "MailQueued"; mail: string; to: string; about: MailSubject }
  /** Whoever writes it may make the attempt: of two servers, one. */
  | { type: "MailAttemptStarted"; mail: string; attempt: number }
  /** `detail`: what the receiving server said, or what else went wrong. `cause`: what the operator has to know of it besides.
   *  `retryAt` (epoch ms) where another attempt follows. */
  | {
      type: "MailAttemptEnded";
      mail: string;
      attempt: number;
      outcome: MailOutcome;
      detail: string;
      cause?: string;
      retryAt?: number;
    }
  | { type: "MailRetryRequested"; mail: string }
  | { type: "MailBounced"; mail: string; detail: string }
  /** `unconfirmed`: the addresses that were not in the mailbox. */
  | { type: "MailboxChangeRequested"; mailbox: string[]; unconfirmed: string[]; expiresAt: number }
  | { type: "MailboxConfirmationResent"; expiresAt: number }
  | { type: "MailboxAddressConfirmed"; address: string }
  | { type: "MailboxChanged"; mailbox: string[] }
  | { type: "MailboxChangeWithdrawn" };

/** One command's events, when (epoch milliseconds, never before the record before) and by whom. */
export type WorkspaceRecord = { at: number; by: Actor; events: WorkspaceEvent[] };

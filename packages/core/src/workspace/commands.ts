import type { Invoice } from "../invoice/invoice.ts";
import type { Invoicing } from "../invoice/draft.ts";
import type { Customer, Seller } from "../invoice/party.ts";
import type { Price } from "../money.ts";
import type { Month } from "../month.ts";
import type {
  Correspondence,
  CountingRule,
  Kept,
  LicenseModel,
  MailOutcome,
  MemberIdentity,
  MemberRole,
  Tax,
} from "./events.ts";

export type TeamEntry = { id: string; name: string; since?: number; archived?: boolean };
export type MemberEntry = {
  id: string;
  name: string;
  email: string;
  role?: MemberRole;
  teams?: string[];
  since?: number;
};

/** `since` in epoch milliseconds. `legacyContractsBefore` (YYYY-MM-DD) is the server's cut-off date of R1. */
export type Command =
  | {
      type: "configure-workspace";
      workspace: string;
      name: string;
      contractStart: string;
      contract?: "standard" | "enterprise";
      licenseModel?: LicenseModel;
      timeZone?: string;
      price: Price;
      tax?: Tax;
      customer?: Customer;
      mailbox?: string[];
      legacyContractsBefore: string;
      /** Who issues the invoices, where the server does: then what is set must fit on one. */
      seller?: Seller;
    }
  | { type: "set-billing-details"; customer: Customer }
  | ({ type: "put-team" } & Omit<TeamEntry, "archived">)
  | ({ type: "put-member" } & MemberEntry)
  | { type: "sync-directory"; teams: TeamEntry[]; members: MemberEntry[] }
  | { type: "archive-team" | "unarchive-team"; team: string }
  | { type: "remove-member" | "restore-member"; member: string }
  /** `caller` is the member who asks; without `fingerprint` no earlier look is compared (a preview). */
  | { type: "remove-inactive-members"; caller?: string; fingerprint?: string }
  /** Without `invoicing` the month is closed without an invoice. */
  | { type: "close-month"; month: Month; rule: CountingRule; invoicing?: Invoicing }
  | ProvisioningCommand
  | InvoiceCommand
  | MailCommand
  | MailboxCommand
  | ErasureCommand;

/** A member as an identity provider wants it. Without `role` it stays what it is. */
export type ProvisionedMember = {
  name: string;
  email: string;
  role?: MemberRole;
  identity: Omit<MemberIdentity, "isDeleted">;
  isActive: boolean;
};

/** A team as an identity provider wants it: exactly the members of `only`, or these besides and without those. */
export type ProvisionedTeam = {
  name: string;
  externalId?: string;
  roster: { only: Iterable<string> } | { joining: Iterable<string>; leaving: Iterable<string> };
};

/** From an identity provider (SCIM). `ids` are for one that is new: the first that is free becomes its id. */
export type ProvisioningCommand =
  | { type: "provision-member"; ids: string[]; entry: ProvisionedMember }
  | { type: "change-provisioned-member"; member: string; entry: ProvisionedMember }
  | { type: "deprovision-member"; member: string }
  | { type: "provision-team"; ids: string[]; entry: ProvisionedTeam }
  | { type: "change-provisioned-team"; team: string; entry: ProvisionedTeam }
  | { type: "deprovision-team"; team: string };

export type InvoiceCommand =
  /** For a closed month that has no invoice, or only canceled ones. */
  | { type: "draft-invoice"; month: Month; invoicing?: Invoicing }
  /** For a month whose invoice waits for details. */
  | { type: "draft-deferred-invoice"; month: Month; invoicing: Invoicing }
  /** Passes on what the register gave. `issuedOn`: YYYY-MM-DD. */
  | { type: "issue-invoice"; draft: number; number: string; issuedOn: string }
  /** `invoice` as it was frozen. */
  | { type: "cancel-invoice"; invoice: Invoice; reason: string }
  | { type: "record-payment"; number: string; paidOn: string }
  | { type: "send-invoice"; number: string };

export type MailCommand =
  | { type: "start-mail"; mail: string }
  /** `detail`: what the receiving server said, or what else went wrong; `cause`: for the operator alone. */
  | { type: "end-mail"; mail: string; attempt: number; outcome: MailOutcome; detail: string; cause?: string }
  | { type: "report-bounce"; mail: string; detail: string };

export type MailboxCommand =
  | ({ type: "request-mailbox"; mailbox: string[] } & MailboxSetup)
  | ({ type: "resend-mailbox-confirmation" | "withdraw-mailbox" } & MailboxSetup)
  /** `change` is the version of the request; `isForOperator`: nobody but the operator may have made it. */
  | { type: "confirm-mailbox"; change: number; address: string; isForOperator?: boolean };

/** What the log holds of a person, up to the version that the command is decided on. The first address is number 1. */
export type PersonalData = {
  names: string[];
  addresses: { address: string; isShared: boolean }[];
  /** Drafts of invoices and credit notes that name the person as the customer, or in the reason. */
  kept: Extract<Kept, { draft: number }>[];
};

export type ErasureCommand =
  /** `keepMailbox`: an address that is in the mailbox is the company's and stays. */
  | { type: "erase-member"; member: string; found: PersonalData; keepMailbox?: boolean }
  /** All that the record of version `erasure` asks for was overwritten. */
  | { type: "complete-erasure"; erasure: number };

/** How the server is set up, and for whom: `sender` signs the mails, and is absent where no invoices are issued; whoever asks may
 *  not change the mailbox where that is for the operator alone. */
export type MailboxSetup = { sender?: Correspondence["sender"]; isForOperator?: boolean };

// Written by scripts/generate-client.ts from the OpenAPI document of the server.
export interface Money {
  currency: string;
  minor: number;
}

export type Price =
  | {
      /** An ISO 4217 code. */
      currency: string;
      unitMinor: number;
      minimumLicenses?: number | undefined;
    }
  | {
      /** An ISO 4217 code. */
      currency: string;
      tiers: readonly {
        upTo: number | null;
        unitMinor: number;
      }[];
      tierMode: "volume" | "graduated";
      minimumLicenses?: number | undefined;
    };

export type Tax =
  | {
      treatment: "standard";
      ratePercent: number;
    }
  | {
      treatment: "reverse-charge" | "outside-eu" | "small-business";
    };

export interface Address {
  line1: string;
  line2?: string | undefined;
  postalCode: string;
  city: string;
  /** An ISO 3166 code. */
  country: string;
}

export interface Customer {
  name: string;
  address: Address;
  vatId?: string | undefined;
  reference?: string | undefined;
  language: Language;
}

export type LicenseModel = "team" | "user";

export type Language = "en" | "de" | "fr";

export type MemberRole = "owner" | "admin" | "member";

export type SessionRole = "admin" | "billing" | "viewer";

export interface WorkspaceInput {
  name: string;
  contractStart: string | string;
  contract?: "standard" | "enterprise" | undefined;
  licenseModel?: LicenseModel | undefined;
  /** An IANA time zone. */
  timeZone?: string | undefined;
  price: Price;
  tax?: Tax | undefined;
  customer?: Customer | undefined;
  mailbox?: readonly string[] | undefined;
}

export interface TeamInput {
  name: string;
  since?: string | undefined;
}

export interface MemberInput {
  name: string;
  email: string;
  role?: MemberRole | undefined;
  teams?: readonly string[] | undefined;
  since?: string | undefined;
}

export interface DirectoryInput {
  teams: readonly {
    id: string;
    name: string;
    since?: string | undefined;
    archived?: boolean | undefined;
  }[];
  members: readonly {
    id: string;
    name: string;
    email: string;
    role?: MemberRole | undefined;
    teams?: readonly string[] | undefined;
    since?: string | undefined;
  }[];
}

export interface SessionInput {
  workspace: string;
  member: string;
  role: SessionRole;
  ttlSeconds?: number | undefined;
}

export interface ApiKeyInput {
  name: string;
  scopes: readonly ("read" | "write" | "billing" | "keys")[];
  workspace?: string | undefined;
  expiresAt?: string | undefined;
}

export interface RotationInput {
  overlapHours?: number | undefined;
}

export interface PreviewInput {
  commands: readonly (
    | {
        type: "archive-team" | "unarchive-team";
        team: string;
      }
    | {
        type: "remove-member";
        member: string;
      }
    | {
        type: "remove-inactive-members";
      }
  )[];
}

export interface RemoveInactiveMembersInput {
  fingerprint: string;
}

export interface MailboxInput {
  mailbox: readonly string[];
}

export interface CancellationInput {
  reason: string;
}

export interface PaymentInput {
  paidOn: string;
}

export interface BounceInput {
  detail: string;
}

export interface WebhookEndpointInput {
  url: string;
  description?: string | undefined;
  workspaces?: readonly string[] | undefined;
  events?: readonly WebhookEvent[] | undefined;
}

export interface WebhookEndpointChange {
  url?: string | undefined;
  description?: string | null | undefined;
  workspaces?: readonly string[] | null | undefined;
  events?: readonly WebhookEvent[] | null | undefined;
  enabled?: boolean | undefined;
}

export interface WebhookSecretRotation {
  overlapHours?: number | undefined;
}

export interface WebhookRecovery {
  since: string;
}

/** Who did it: an operator's API key, a session's member (the name where the directory has it), or the server itself. */
export type Actor =
  | {
      type: "operator";
    }
  | {
      type: "member";
      id: string;
      name?: string | undefined;
    }
  | {
      type: "system";
    };

/** Who did it, and by which way. */
export type Author =
  | {
      type: "operator";
      /** The API key; of a session, the one that made it. Absent for the keys of SEATBOOK_API_KEYS. */
      key?:
        | {
            id: string;
            name?: string | undefined;
          }
        | undefined;
      /** By which way it came. Absent from what was recorded before this was kept. */
      via?: "api" | "scim" | "session" | "link" | "command-line" | undefined;
      /** The request's id, as the server's log has it and the answer carried it (`X-Request-Id`). */
      request?: string | undefined;
    }
  | {
      type: "member";
      id: string;
      name?: string | undefined;
      /** The API key; of a session, the one that made it. Absent for the keys of SEATBOOK_API_KEYS. */
      key?:
        | {
            id: string;
            name?: string | undefined;
          }
        | undefined;
      /** By which way it came. Absent from what was recorded before this was kept. */
      via?: "api" | "scim" | "session" | "link" | "command-line" | undefined;
      /** The request's id, as the server's log has it and the answer carried it (`X-Request-Id`). */
      request?: string | undefined;
    }
  | {
      type: "system";
      /** The API key; of a session, the one that made it. Absent for the keys of SEATBOOK_API_KEYS. */
      key?:
        | {
            id: string;
            name?: string | undefined;
          }
        | undefined;
      /** By which way it came. Absent from what was recorded before this was kept. */
      via?: "api" | "scim" | "session" | "link" | "command-line" | undefined;
      /** The request's id, as the server's log has it and the answer carried it (`X-Request-Id`). */
      request?: string | undefined;
    };

export type Permission =
  | "members.read"
  | "members.remove"
  | "teams.read"
  | "teams.archive"
  | "billing.read"
  | "billing.manage"
  | "licenses.export";

/** `ending`: how many of these licenses end with the month (free from the next one, if nothing changes). */
export interface Estimate {
  month: string;
  start: string;
  end: string;
  licenseModel: LicenseModel;
  licenses: number;
  net: Money;
  ending: number;
  /** How `net` is computed. `minimumLicenses` is there only where it raised the number of billed licenses. */
  steps: {
    licenses: number;
    unitMinor: number;
    amount: Money;
  }[];
  minimumLicenses?: number | undefined;
}

export interface Counts {
  members: number;
  activeMembers: number;
  inactiveMembers: number;
  removedMembers: number;
  teams: number;
  activeTeams: number;
  archivedTeams: number;
}

export interface Workspace {
  id: string;
  name: string;
  version: number;
  licenseModel: LicenseModel;
  /** Only while a change of model waits for the start of the next month. */
  nextLicenseModel?: "team" | "user" | undefined;
  timeZone: string;
  nextTimeZone?: string | undefined;
  countingRule: "any-in-month" | "month-start";
  counts: Counts;
  currentMonth: Estimate;
  nextMonth: Estimate;
  lastClosedMonth?: string | undefined;
  permissions: Permission[];
}

export interface WorkspaceItem {
  id: string;
  name: string;
  licenseModel: LicenseModel;
  timeZone: string;
  version: number;
}

/** `unreadable`: ids of workspaces on this page that the store does not give back as it should. */
export interface WorkspacePage {
  items: WorkspaceItem[];
  total: number;
  nextCursor?: string | undefined;
  unreadable?: string[] | undefined;
}

export interface Member {
  id: string;
  name: string;
  email: string;
  role: MemberRole;
  status: "active" | "inactive" | "removed";
  joinedAt: string;
  /** The teams the member is in now, archived ones included, by name. */
  teams: {
    id: string;
    name: string;
    archived: boolean;
  }[];
  /** Of an inactive member: since when. */
  inactiveSince?: string | undefined;
  /** Of an inactive member: the team or teams whose end made it so; empty for one who was never in an active team. */
  lastTeams?:
    | {
        id: string;
        name: string;
      }[]
    | undefined;
  removedAt?: string | undefined;
  restorableUntil?: string | undefined;
  /** Whether the member is a license of the running month, and of the next if nothing changes. Always false under team license. */
  billed: {
    currentMonth: boolean;
    nextMonth: boolean;
  };
  /** Billed for the running month, and free from this date if nothing changes. */
  freeFrom?: string | undefined;
}

export interface MemberDetail {
  id: string;
  name: string;
  email: string;
  role: MemberRole;
  status: "active" | "inactive" | "removed";
  joinedAt: string;
  /** The teams the member is in now, archived ones included, by name. */
  teams: {
    id: string;
    name: string;
    archived: boolean;
  }[];
  /** Of an inactive member: since when. */
  inactiveSince?: string | undefined;
  /** Of an inactive member: the team or teams whose end made it so; empty for one who was never in an active team. */
  lastTeams?:
    | {
        id: string;
        name: string;
      }[]
    | undefined;
  removedAt?: string | undefined;
  restorableUntil?: string | undefined;
  /** Whether the member is a license of the running month, and of the next if nothing changes. Always false under team license. */
  billed: {
    currentMonth: boolean;
    nextMonth: boolean;
  };
  /** Billed for the running month, and free from this date if nothing changes. */
  freeFrom?: string | undefined;
  /** The months, newest first, at most twelve and the running one, for which this member is a license, and why. */
  licenses: {
    month: string;
    status: "open" | "ended" | "closed";
    holder:
      | {
          type: "team";
          id: string;
          name: string;
        }
      | {
          type: "member";
          id: string;
          name: string;
          email: string;
        };
    /** The first billable instant. */
    from: string;
    /** The end of the last billable stretch; null while it goes on. */
    to: string | null;
    spans: Span[];
    /** One English sentence that says why. */
    why: string;
    freeFrom?: string | undefined;
  }[];
}

export interface MemberPage {
  items: Member[];
  total: number;
  nextCursor?: string | undefined;
}

export interface Erasure {
  member: string;
  status: "done" | "pending";
  erasedAt: string;
  kept: {
    what: "mailbox" | "shared-address" | "billing-details" | "invoice" | "cancel-reason" | "team-name";
    number?: string | undefined;
    team?: string | undefined;
    why: string;
  }[];
}

export interface InactiveMembers {
  members: Member[];
  protected: {
    member: Member;
    reason: "caller" | "owner";
  }[];
  fingerprint: string;
}

export interface RemovedMembers {
  removed: string[];
}

export interface Team {
  id: string;
  name: string;
  status: "active" | "archived";
  members: number;
  /** Next month's licenses that only this team makes: what archiving it would save. */
  licensesOnlyThisTeam: number;
  addedAt: string;
  archivedAt?: string | undefined;
}

export interface TeamPage {
  items: Team[];
  total: number;
  nextCursor?: string | undefined;
}

export interface License {
  holder:
    | {
        type: "team";
        id: string;
        name: string;
      }
    | {
        type: "member";
        id: string;
        name: string;
        email: string;
      };
  /** The first billable instant. */
  from: string;
  /** The end of the last billable stretch; null while it goes on. */
  to: string | null;
  spans: Span[];
  /** One English sentence that says why. */
  why: string;
  freeFrom?: string | undefined;
}

/** A stretch of time, [from, to), cut to the month, that made a license count. `to` is null while it goes on. */
export interface Span {
  team: {
    id: string;
    name: string;
  };
  from: string;
  to: string | null;
  startedBy: Cause;
  endedBy?: Cause | undefined;
}

export interface Cause {
  what:
    | "team-added"
    | "team-unarchived"
    | "team-archived"
    | "member-joined-team"
    | "member-left-team"
    | "member-removed";
  at: string;
  by: Actor;
  /** The entry of the audit trail that recorded it. */
  version: number;
}

export interface Month {
  month: string;
  status: "open" | "ended" | "closed";
  licenseModel: LicenseModel;
  licenses: number;
  net: Money;
  closedAt?: string | undefined;
  /** The number of the invoice that stands for the month: not a canceled one. */
  invoice?: string | undefined;
}

/** Oldest first. */
export type MonthList = Month[];

export interface MonthLicenses {
  month: string;
  status: "open" | "ended" | "closed";
  licenseModel: LicenseModel;
  licenses: number;
  net: Money;
  closedAt?: string | undefined;
  /** The number of the invoice that stands for the month: not a canceled one. */
  invoice?: string | undefined;
  items: License[];
  nextCursor?: string | undefined;
}

export interface MonthClosings {
  month: string;
  closed: string[];
  refused: {
    workspace: string;
    code: string;
    detail: string;
  }[];
}

export interface Change {
  month: string;
  licenseModel: LicenseModel;
  before: {
    licenses: number;
    net: Money;
  };
  after: {
    licenses: number;
    net: Money;
  };
}

export interface Preview {
  currentMonth: Change;
  nextMonth: Change;
  counts: {
    before: Counts;
    after: Counts;
  };
}

export interface DirectoryChange {
  dryRun: boolean;
  changes: {
    teamsAdded: string[];
    teamsRenamed: string[];
    teamsArchived: string[];
    teamsUnarchived: string[];
    membersAdded: string[];
    membersChanged: string[];
    membersRemoved: string[];
    joined: {
      member: string;
      team: string;
    }[];
    left: {
      member: string;
      team: string;
    }[];
  };
  effect: Preview;
}

/** `detail`: what the receiving server said last, or why it was not reached. `at`: when the status last changed. */
export interface Mail {
  id: string;
  to: string;
  status: "queued" | "sending" | "sent" | "failed" | "bounced";
  at: string;
  attempts: number;
  /** Queued again after an attempt that failed for the time being. */
  retryAt?: string | undefined;
  detail?: string | undefined;
}

/** Amounts are positive, those of a credit note too. `dueOn` of a credit note is the day it was issued. */
export interface InvoiceItem {
  number: string;
  type: "invoice" | "credit-note";
  month: string;
  issuedOn: string;
  dueOn: string;
  status: "open" | "overdue" | "paid" | "canceled";
  net: Money;
  tax: Money;
  gross: Money;
  licenses: number;
  licenseModel: LicenseModel;
  paidOn?: string | undefined;
  /** Of a credit note: the invoice that it cancels. */
  corrects?: string | undefined;
  /** Of a canceled invoice: its credit note, once that has its number. */
  creditNote?: string | undefined;
  /** The last mail to each address, in the order in which they were queued. */
  mails: Mail[];
}

export interface InvoicePage {
  items: InvoiceItem[];
  total: number;
  nextCursor?: string | undefined;
}

/** An invoice or credit note as it was frozen. */
export interface Invoice {
  number: string;
  type: "invoice" | "credit-note";
  month: string;
  issuedOn: string;
  dueOn: string;
  status: "open" | "overdue" | "paid" | "canceled";
  net: Money;
  tax: Money;
  gross: Money;
  licenses: number;
  licenseModel: LicenseModel;
  paidOn?: string | undefined;
  /** Of a credit note: the invoice that it cancels. */
  corrects?: string | undefined;
  /** Of a canceled invoice: its credit note, once that has its number. */
  creditNote?: string | undefined;
  /** The last mail to each address, in the order in which they were queued. */
  mails: Mail[];
  period: {
    first: string;
    last: string;
  };
  language: Language;
  seller: {
    name: string;
    address: {
      line1: string;
      line2?: string | undefined;
      postalCode: string;
      city: string;
      /** An ISO 3166 code. */
      country: string;
      countryName: string;
    };
    vatId?: string | undefined;
    taxNumber?: string | undefined;
    registration?: string | undefined;
    contact: {
      name: string;
      phone: string;
      email: string;
    };
    bank: {
      iban: string;
      bic?: string | undefined;
      holder?: string | undefined;
    };
  };
  customer: {
    name: string;
    address: {
      line1: string;
      line2?: string | undefined;
      postalCode: string;
      city: string;
      /** An ISO 3166 code. */
      country: string;
      countryName: string;
    };
    vatId?: string | undefined;
    reference?: string | undefined;
  };
  lines: {
    description: string;
    note?: string | undefined;
    quantity: number;
    unit: Money;
    net: Money;
    category: "S" | "Z" | "E" | "AE" | "K" | "G" | "O";
    ratePercent: number;
  }[];
  taxes: {
    category: "S" | "Z" | "E" | "AE" | "K" | "G" | "O";
    ratePercent: number;
    net: Money;
    tax: Money;
    reason?: string | undefined;
  }[];
  /** Of a credit note: why the invoice was canceled. */
  reason?: string | undefined;
  /** Whether `.xml?profile=xrechnung` can be had: the customer has a reference, and an address. */
  xrechnung: boolean;
}

export interface SellerInvoiceItem {
  workspace: string;
  number: string;
  type: "invoice" | "credit-note";
  month: string;
  issuedOn: string;
  dueOn: string;
  status: "open" | "overdue" | "paid" | "canceled";
  net: Money;
  tax: Money;
  gross: Money;
  licenses: number;
  licenseModel: LicenseModel;
  paidOn?: string | undefined;
  /** Of a credit note: the invoice that it cancels. */
  corrects?: string | undefined;
  /** Of a canceled invoice: its credit note, once that has its number. */
  creditNote?: string | undefined;
  /** The last mail to each address, in the order in which they were queued. */
  mails: Mail[];
}

/** `unreadable`: the numbers on this page whose workspaces the store does not give back as it should. */
export interface SellerInvoicePage {
  items: SellerInvoiceItem[];
  total: number;
  nextCursor?: string | undefined;
  unreadable?: string[] | undefined;
}

/** Whom the invoices are addressed to. A new workspace has none of it. */
export interface BillingDetails {
  name?: string | undefined;
  address?: Address | undefined;
  /** The address as it is written on the invoices, with the country. */
  addressLines?: string[] | undefined;
  vatId?: string | undefined;
  reference?: string | undefined;
  language?: Language | undefined;
  /** Set by the operator. */
  tax?:
    | {
        treatment: "standard";
        ratePercent: number;
      }
    | {
        treatment: "reverse-charge" | "outside-eu" | "small-business";
      }
    | undefined;
  /** What is missing for an invoice: while anything is, months close and their invoices wait for it. */
  missing: FieldError[];
  /** What must be given when the details are changed, besides name, address and language. */
  required: "vatId"[];
  /** The codes that `address.country` may have. */
  countries: string[];
}

/** `mailed`: invoices are mailed to it (user license); otherwise they are only there to download. */
export interface Mailbox {
  mailbox: string[];
  mailed: boolean;
  change?:
    | {
        /** `mail`: the link that was mailed to it last, where it is a new address. */
        mailbox: {
          address: string;
          confirmed: boolean;
          mail?: Mail | undefined;
        }[];
        requestedAt: string;
        requestedBy: Actor;
        /** When the links that were mailed last stop working. */
        expiresAt: string;
      }
    | undefined;
  /** A change that was not confirmed in time, for a week after `expiredAt`; the mailbox stayed as it was. */
  expiredChange?:
    | {
        mailbox: string[];
        expiredAt: string;
      }
    | undefined;
  /** There where only the operator changes the mailbox: whom to ask. */
  accountingContact?:
    | {
        name: string;
        phone: string;
        email: string;
      }
    | undefined;
}

/** A mail of a workspace, and what it is about. `cause`: what the operator has to know besides `detail`. */
export interface WorkspaceMail {
  id: string;
  to: string;
  status: "queued" | "sending" | "sent" | "failed" | "bounced";
  at: string;
  attempts: number;
  /** Queued again after an attempt that failed for the time being. */
  retryAt?: string | undefined;
  detail?: string | undefined;
  about: "invoice" | "mailbox-confirmation" | "mailbox-notice";
  number?: string | undefined;
  cause?: string | undefined;
}

export interface WorkspaceMailPage {
  items: WorkspaceMail[];
  total: number;
  nextCursor?: string | undefined;
}

/** A mail that was written to the store because no SMTP server is set. */
export interface OutboxMail {
  messageId: string;
  at: string;
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  attachments: {
    name: string;
    contentType: string;
    href: string;
  }[];
}

export interface OutboxPage {
  items: OutboxMail[];
  total: number;
  nextCursor?: string | undefined;
}

/** What has not come to its end by itself, and why; also a workspace that the store does not give back as it should. */
export interface PendingItem {
  workspace: string;
  name: string;
  kind:
    | "unreadable"
    | "clock-behind"
    | "month-not-closed"
    | "invoice-missing"
    | "billing-details-missing"
    | "number-missing"
    | "mailbox-missing"
    | "mail-waiting"
    | "mail-failed"
    | "erasure-unfinished";
  month?: string | undefined;
  number?: string | undefined;
  detail: string;
}

export interface PendingPage {
  items: PendingItem[];
  nextCursor?: string | undefined;
}

export interface PendingRun {
  closed: {
    workspace: string;
    month: string;
  }[];
  issued: {
    workspace: string;
    number: string;
  }[];
  /** How many mails were accepted by the receiving servers. */
  sent: number;
  failed: {
    workspace: string;
    detail: string;
  }[];
}

export interface Session {
  token: string;
  expiresAt: string;
}

export interface ApiKey {
  id: string;
  name: string;
  scopes: ("read" | "write" | "billing" | "keys")[];
  workspace?: string | undefined;
  createdAt: string;
  createdBy: Author;
  expiresAt?: string | undefined;
  lastUsedOn?: string | undefined;
  revokedAt?: string | undefined;
  overlapUntil?: string | undefined;
}

export interface NewApiKey {
  id: string;
  name: string;
  scopes: ("read" | "write" | "billing" | "keys")[];
  workspace?: string | undefined;
  createdAt: string;
  createdBy: Author;
  expiresAt?: string | undefined;
  lastUsedOn?: string | undefined;
  revokedAt?: string | undefined;
  overlapUntil?: string | undefined;
  key: string;
}

export interface ApiKeyPage {
  items: ApiKey[];
  total: number;
  nextCursor?: string | undefined;
}

export interface Access {
  access: boolean;
}

export interface AuditEntry {
  version: number;
  at: string;
  by: Author;
  events: {
    type: string;
    [field: string]: unknown;
  }[];
}

export interface AuditPage {
  items: AuditEntry[];
  total: number;
  nextCursor?: string | undefined;
}

export type WebhookEvent =
  | "member.removed"
  | "member.restored"
  | "team.archived"
  | "team.unarchived"
  | "month.closed"
  | "invoice.issued"
  | "mailbox.changed";

/** The body of a webhook. */
export type WebhookPayload =
  | {
      type: "member.removed";
      /** When it happened. */
      timestamp: string;
      data: {
        workspace: string;
        /** The version of the workspace that recorded it. */
        version: number;
        member: string;
      };
    }
  | {
      type: "member.restored";
      /** When it happened. */
      timestamp: string;
      data: {
        workspace: string;
        /** The version of the workspace that recorded it. */
        version: number;
        member: string;
      };
    }
  | {
      type: "team.archived";
      /** When it happened. */
      timestamp: string;
      data: {
        workspace: string;
        /** The version of the workspace that recorded it. */
        version: number;
        team: string;
      };
    }
  | {
      type: "team.unarchived";
      /** When it happened. */
      timestamp: string;
      data: {
        workspace: string;
        /** The version of the workspace that recorded it. */
        version: number;
        team: string;
      };
    }
  | {
      type: "month.closed";
      /** When it happened. */
      timestamp: string;
      data: {
        workspace: string;
        /** The version of the workspace that recorded it. */
        version: number;
        month: string;
        licenseModel: LicenseModel;
        licenses: number;
        net: Money;
      };
    }
  | {
      type: "invoice.issued";
      /** When it happened. */
      timestamp: string;
      data: {
        workspace: string;
        /** The version of the workspace that recorded it. */
        version: number;
        number: string;
        type: "invoice" | "credit-note";
        month: string;
        issuedOn: string;
        dueOn: string;
        net: Money;
        tax: Money;
        gross: Money;
      };
    }
  | {
      type: "mailbox.changed";
      /** When it happened. */
      timestamp: string;
      data: {
        workspace: string;
        /** The version of the workspace that recorded it. */
        version: number;
        /** How many the mailbox has now. */
        addresses: number;
      };
    }
  | {
      type: "webhook.ping";
      timestamp: string;
      data: {
        endpoint: string;
      };
    };

export interface WebhookEndpoint {
  id: string;
  url: string;
  description?: string | undefined;
  /** It is told of these workspaces; absent: of all. */
  workspaces?: string[] | undefined;
  /** It is told of these events; absent: of all. */
  events?: WebhookEvent[] | undefined;
  enabled: boolean;
  createdAt: string;
  /** It is told of what happened from then on: when it was created, or enabled last. */
  since: string;
  disabledAt?: string | undefined;
  /** Why it was disabled, where that was not asked for. */
  disabledReason?: string | undefined;
  /** Until then the secret before signs too. */
  oldSecretUntil?: string | undefined;
}

/** `secret`: `whsec_…`. It is not shown again. */
export interface WebhookEndpointWithSecret {
  id: string;
  url: string;
  description?: string | undefined;
  /** It is told of these workspaces; absent: of all. */
  workspaces?: string[] | undefined;
  /** It is told of these events; absent: of all. */
  events?: WebhookEvent[] | undefined;
  enabled: boolean;
  createdAt: string;
  /** It is told of what happened from then on: when it was created, or enabled last. */
  since: string;
  disabledAt?: string | undefined;
  /** Why it was disabled, where that was not asked for. */
  disabledReason?: string | undefined;
  /** Until then the secret before signs too. */
  oldSecretUntil?: string | undefined;
  secret: string;
}

export interface WebhookEndpointList {
  items: WebhookEndpoint[];
}

/** What was done to an endpoint, and by whom. */
export interface WebhookEndpointRecord {
  version: number;
  at: string;
  by: Author;
  events: {
    type: string;
    [field: string]: unknown;
  }[];
}

export interface WebhookEndpointHistory {
  items: WebhookEndpointRecord[];
}

/** `status`: the HTTP status, where there was an answer. `response`: its beginning. `error`: why it counts as failed. */
export interface WebhookAttempt {
  at: string;
  durationMs: number;
  status?: number | undefined;
  response?: string | undefined;
  error?: string | undefined;
}

/** A message to an endpoint. `failed`: the last attempt has failed, and no other one follows unless it is asked for. */
export interface WebhookDelivery {
  /** The `webhook-id` of every attempt. */
  id: string;
  event: WebhookEvent;
  workspace: string;
  /** The version of the workspace that recorded it. */
  version: number;
  occurredAt: string;
  status: "pending" | "delivered" | "failed";
  attempts: WebhookAttempt[];
  /** When the attempt that is under way began. */
  attemptingSince?: string | undefined;
  nextAttemptAt?: string | undefined;
}

/** A page may be shorter than asked for; the end is where there is no `nextCursor`. */
export interface WebhookDeliveryPage {
  items: WebhookDelivery[];
  nextCursor?: string | undefined;
}

/** How the attempt went that was made at once. */
export interface WebhookTest {
  id: string;
  delivered: boolean;
  at: string;
  durationMs: number;
  status?: number | undefined;
  response?: string | undefined;
  error?: string | undefined;
}

/** How many messages are sent again. */
export interface WebhookResends {
  messages: number;
}

export interface Health {
  status: "running";
}

/** Whether this server should be sent requests, and why not. */
export interface Readiness {
  status: "ready" | "not-ready";
  server: "running" | "stopping";
  store: "reachable" | "unreachable" | "damaged";
  /** `behind` and `ahead` of the store's clock by more than an hour. */
  clock: "sane" | "behind" | "ahead" | "unknown";
}

/** RFC 9457. `code` is stable; `errors` names each wrong field. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ProblemCode;
  errors?: FieldError[] | undefined;
}

/** - `malformed-json`: The body is not JSON.
 *  - `malformed-body`: The body cannot be read.
 *  - `malformed-path`: The address cannot be read.
 *  - `malformed-cursor`: The cursor is not one of this list.
 *  - `token-missing`: No token was sent.
 *  - `token-invalid`: The token is not valid.
 *  - `token-stale`: The token has expired.
 *  - `forbidden`: This token does not allow that.
 *  - `route-not-found`: There is nothing at this address.
 *  - `widgets-not-built`: The widgets are not built.
 *  - `api-key-not-found`: There is no such API key.
 *  - `api-key-revoked`: This API key was revoked. Make another one.
 *  - `api-key-told-once`: The text of an API key is told once.
 *  - `clock-moves-forward`: The clock only moves forward.
 *  - `contended`: Too many changes at once.
 *  - `stale-version`: The workspace changed since you looked.
 *  - `body-too-large`: The body is too large.
 *  - `address-too-long`: The address is too long.
 *  - `invalid-input`: Some fields are not valid.
 *  - `idempotency-key-reused`: This idempotency key was used for another request.
 *  - `too-many-requests`: Too many requests in a short time.
 *  - `request-abandoned`: Whoever asked does not wait for the answer any more.
 *  - `internal-error`: Something went wrong on the server.
 *  - `storage-failed`: The store did not answer as it should.
 *  - `store-unavailable`: The store is out of reach for the moment.
 *  - `busy`: The server has too much to do at once. Try again in a few seconds.
 *  - `workspace-not-found`: There is no such workspace.
 *  - `team-not-found`: There is no such team in this workspace.
 *  - `member-not-found`: There is no such member in this workspace.
 *  - `month-unknown`: This workspace has no such month. Its months run from the first with any activity to the next one.
 *  - `inactive-members-changed`: The inactive members changed since you looked. Nothing was removed. Look again.
 *  - `restore-expired`: A member can be restored for 30 days after the removal. Add the member again instead.
 *  - `member-present`: This member can access the workspace. Remove the member first, then erase.
 *  - `member-erased`: The personal data of this member was erased, so that there is nobody to restore. Add the member again instead.
 *  - `mailbox-has-address`: An address of this member is in the mailbox, or in a change of it that waits for confirmation. Set another mailbox first; or, where the address is the company's, keep it there (`keepMailbox=true`).
 *  - `mail-under-way`: A mail to this member's address is just being sent. Nothing was erased. Try again in a minute.
 *  - `erasure-not-found`: There is no such erasure in this workspace.
 *  - `month-not-ended`: This month has not ended in the workspace's time zone. Close it after its last instant.
 *  - `month-out-of-order`: An earlier month is not closed yet. Close months in order.
 *  - `since-month-closed`: The month of `since` is closed and never changes. Give an instant in a month that is not closed.
 *  - `since-in-future`: `since` is in the future. Give an instant that has passed.
 *  - `since-overlaps`: `since` is before the member was added, or before an earlier stay ended. Give a later instant.
 *  - `month-not-closed`: This month is not closed yet. Its invoice is written when it closes.
 *  - `nothing-to-bill`: This month has nothing to bill, so it has no invoice.
 *  - `seller-missing`: This server issues no invoices. Set SEATBOOK_SELLER, and start it again.
 *  - `customer-missing`: The billing details are missing. Give name and address of whom the invoices are for.
 *  - `tax-missing`: The tax treatment is missing. The operator sets it with the workspace.
 *  - `invoice-not-found`: There is no such invoice.
 *  - `credit-note-not-cancelable`: This is a credit note, and credit notes are not canceled. Issue the month's invoice again instead.
 *  - `invoice-canceled`: This invoice was canceled. There is nothing to pay.
 *  - `credit-note-settled`: This credit note settles an invoice that was not paid. There is nothing to pay back.
 *  - `payment-recorded`: The payment was recorded before, for another day.
 *  - `customer-reference-missing`: An XRechnung needs the customer's reference (in Germany the Leitweg-ID). Give it with the billing details: the invoices from then on have it.
 *  - `customer-address-missing`: An XRechnung needs an address of the customer's: a mailbox, a VAT id, or a Leitweg-ID as the reference. The invoices from then on have it.
 *  - `mailbox-missing`: There is no mailbox to send it to. Set the mailbox first.
 *  - `mailbox-by-operator`: Here the mailbox is changed by the provider's accounting. Ask them to change it.
 *  - `mailbox-change-not-found`: No change of the mailbox waits for confirmation: it was confirmed, withdrawn or replaced, or has expired.
 *  - `mailbox-address-confirmed`: This address was confirmed before. The link works once.
 *  - `too-many-confirmations`: Too many confirmation mails were sent today, for this workspace or to one of these addresses. Try again tomorrow.
 *  - `too-many-sendings`: This invoice was mailed very often today. Look whether the addresses are right, and try again tomorrow.
 *  - `clock-behind`: The store has records from after what this server's clock says. Set the clocks of all servers right, then try again.
 *  - `mail-not-sent`: This mail was not sent yet, so that it cannot have come back.
 *  - `mail-not-found`: There is no such mail.
 *  - `webhook-endpoint-not-found`: There is no such webhook endpoint.
 *  - `webhook-delivery-not-found`: This endpoint was sent no such message. Take the id from its deliveries.
 *  - `webhook-endpoint-disabled`: This endpoint is disabled, so that nothing is sent to it. Enable it first.
 *  - `too-many-webhook-endpoints`: There are 100 webhook endpoints, and no more can be had. Delete one, or have one endpoint for several.
 *  - `vat-id-missing`: Reverse charge needs the customer's VAT id. Give it, or another tax treatment.
 *  - `seller-vat-id-missing`: Reverse charge needs the seller's VAT id. Give it in the seller's file, or set another tax treatment here.
 *  - `currency-not-invoiceable`: Invoices have at most two decimals, and this currency has more. Give a price in another currency.
 *  - `payment-in-future`: This day is in the future. Give the day of the payment.
 *  - `payment-before-issue`: This day is before the day of issue. Give the day of the payment.
 *  - `team-unknown`: A team of this list does not exist. Add the team first.
 *  - `member-unknown`: A member of this list does not exist. Add the member first.
 *  - `identity-taken`: Another one is known by this name or external id. Look it up and change that one, or give another.
 *  - `duplicate-id`: An id stands in this list twice. List each team and member once. */
export type ProblemCode =
  | "malformed-json"
  | "malformed-body"
  | "malformed-path"
  | "malformed-cursor"
  | "token-missing"
  | "token-invalid"
  | "token-stale"
  | "forbidden"
  | "route-not-found"
  | "widgets-not-built"
  | "api-key-not-found"
  | "api-key-revoked"
  | "api-key-told-once"
  | "clock-moves-forward"
  | "contended"
  | "stale-version"
  | "body-too-large"
  | "address-too-long"
  | "invalid-input"
  | "idempotency-key-reused"
  | "too-many-requests"
  | "request-abandoned"
  | "internal-error"
  | "storage-failed"
  | "store-unavailable"
  | "busy"
  | "workspace-not-found"
  | "team-not-found"
  | "member-not-found"
  | "month-unknown"
  | "inactive-members-changed"
  | "restore-expired"
  | "member-present"
  | "member-erased"
  | "mailbox-has-address"
  | "mail-under-way"
  | "erasure-not-found"
  | "month-not-ended"
  | "month-out-of-order"
  | "since-month-closed"
  | "since-in-future"
  | "since-overlaps"
  | "month-not-closed"
  | "nothing-to-bill"
  | "seller-missing"
  | "customer-missing"
  | "tax-missing"
  | "invoice-not-found"
  | "credit-note-not-cancelable"
  | "invoice-canceled"
  | "credit-note-settled"
  | "payment-recorded"
  | "customer-reference-missing"
  | "customer-address-missing"
  | "mailbox-missing"
  | "mailbox-by-operator"
  | "mailbox-change-not-found"
  | "mailbox-address-confirmed"
  | "too-many-confirmations"
  | "too-many-sendings"
  | "clock-behind"
  | "mail-not-sent"
  | "mail-not-found"
  | "webhook-endpoint-not-found"
  | "webhook-delivery-not-found"
  | "webhook-endpoint-disabled"
  | "too-many-webhook-endpoints"
  | "vat-id-missing"
  | "seller-vat-id-missing"
  | "currency-not-invoiceable"
  | "payment-in-future"
  | "payment-before-issue"
  | "team-unknown"
  | "member-unknown"
  | "identity-taken"
  | "duplicate-id";

export interface FieldError {
  field: string;
  message: string;
}

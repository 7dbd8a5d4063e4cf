// Written by scripts/generate-client.ts from the OpenAPI document of the server.
/** An amount of money. */
export interface Money {
  /** An ISO 4217 code. */
  currency: string;
  /** In the currency's minor unit: cents of a euro, yen of a yen. */
  minor: number;
}

/** What a license costs a month: one price for each (`unitMinor`), or tiers. */
export type Price =
  | {
      /** An ISO 4217 code. */
      currency: string;
      /** What one license costs a month, before tax, in the currency's minor unit (cents). */
      unitMinor: number;
      /** At least so many licenses are billed each month, however few there are. */
      minimumLicenses?: number | undefined;
    }
  | {
      /** An ISO 4217 code. */
      currency: string;
      /** From the smallest number of licenses to the largest. */
      tiers: readonly {
        /** The last license that the tier is for; null in the last tier. */
        upTo: number | null;
        /** What a license of the tier costs a month, before tax, in minor units. */
        unitMinor: number;
      }[];
      /** `volume`: every license costs what the tier says that the number of licenses falls into. `graduated`: each license costs what its own tier says. */
      tierMode: "volume" | "graduated";
      /** At least so many licenses are billed each month, however few there are. */
      minimumLicenses?: number | undefined;
    };

/** How the invoices are taxed. Without it no invoice can be issued. */
export type Tax =
  | {
      /** `standard`: with the rate given. `reverse-charge`: the customer owes the tax, in another country of the EU. `outside-eu`: not taxable here. `small-business`: the seller charges none. */
      treatment: "standard";
      /** In percent, for example 19. */
      ratePercent: number;
    }
  | {
      /** `standard`: with the rate given. `reverse-charge`: the customer owes the tax, in another country of the EU. `outside-eu`: not taxable here. `small-business`: the seller charges none. */
      treatment: "reverse-charge" | "outside-eu" | "small-business";
    };

/** A postal address. */
export interface Address {
  /** Street and number. */
  line1: string;
  /** What else the post needs. */
  line2?: string | undefined;
  /** The postal code. */
  postalCode: string;
  /** The city. */
  city: string;
  /** An ISO 3166 code. */
  country: string;
}

/** Whom the invoices are addressed to. Without it none can be issued. */
export interface Customer {
  /** The company that the invoices are addressed to. */
  name: string;
  address: Address;
  /** The VAT id. Spaces, dots and dashes in it mean nothing. */
  vatId?: string | undefined;
  /** What the customer wants on its invoices: an order number, or the Leitweg-ID of a public buyer. */
  reference?: string | undefined;
  language: Language;
}

/** `team`: every team that is not archived is a license. `user`: every member of such a team is one, once. */
export type LicenseModel = "team" | "user";

/** In which the invoices are written. */
export type Language = "en" | "de" | "fr";

/** What the member is in the directory. Owners are never removed as inactive. */
export type MemberRole = "owner" | "admin" | "member";

/** What the session may do: the security scheme `sessionToken` lists it for each role. */
export type SessionRole = "admin" | "billing" | "viewer";

export interface WorkspaceInput {
  /** The workspace's name, as the widgets show it. */
  name: string;
  /** The day on which the contract began. From before the server's cut-off date, it is billed by user license. */
  contractStart: string | string;
  /** Individual enterprise contracts are billed by user license, unless `licenseModel` says otherwise. */
  contract?: "standard" | "enterprise" | undefined;
  licenseModel?: LicenseModel | undefined;
  /** The IANA time zone in which months begin and end. A new workspace without one has UTC. */
  timeZone?: string | undefined;
  price: Price;
  tax?: Tax | undefined;
  customer?: Customer | undefined;
  /** The addresses that invoices are mailed to. */
  mailbox?: readonly string[] | undefined;
}

export interface TeamInput {
  /** The team's name. */
  name: string;
  /** For what is new and began earlier than now, as far back as the first month that is not closed. */
  since?: string | undefined;
}

export interface MemberInput {
  /** The member's name. */
  name: string;
  /** The member's e-mail address. */
  email: string;
  role?: MemberRole | undefined;
  /** The ids of the teams that the member is in: exactly these. Left out, nothing changes. */
  teams?: readonly string[] | undefined;
  /** For what is new and began earlier than now, as far back as the first month that is not closed. */
  since?: string | undefined;
}

export interface DirectoryInput {
  /** All teams. One that is not listed is archived. */
  teams: readonly {
    /** Your own id, which never changes. */
    id: string;
    /** The team's name. */
    name: string;
    /** For what is new and began earlier than now, as far back as the first month that is not closed. */
    since?: string | undefined;
    /** Whether the team is archived. Left out, it stays as it is. */
    archived?: boolean | undefined;
  }[];
  /** All members. One who is not listed is removed. */
  members: readonly {
    /** Your own id, which never changes. */
    id: string;
    /** The member's name. */
    name: string;
    /** The member's e-mail address. */
    email: string;
    role?: MemberRole | undefined;
    /** The ids of the teams that the member is in: exactly these. Left out, nothing changes. */
    teams?: readonly string[] | undefined;
    /** For what is new and began earlier than now, as far back as the first month that is not closed. */
    since?: string | undefined;
  }[];
}

export interface SessionInput {
  /** The workspace that the session is for. */
  workspace: string;
  /** The member who is signed in at your product. */
  member: string;
  role: SessionRole;
  /** How long the token is good for; an hour where it is left out. */
  ttlSeconds?: number | undefined;
}

export interface ApiKeyInput {
  /** What the key is for, to tell it from others. */
  name: string;
  /** What the key may do: the security scheme `apiKey` says what each scope is. */
  scopes: readonly ("read" | "write" | "billing" | "webhooks" | "keys")[];
  /** Binds the key to this workspace. Left out, it is for all. */
  workspace?: string | undefined;
  /** When the key ends by itself. Left out, it works until it is revoked. */
  expiresAt?: string | undefined;
}

export interface RotationInput {
  /** How long the text so far works too; 24 where it is left out. */
  overlapHours?: number | undefined;
}

export interface PreviewInput {
  /** What would be done, in this order. Each command once. */
  commands: readonly (
    | {
        /** What would be done. */
        type: "archive-team" | "unarchive-team";
        /** The team's id. */
        team: string;
      }
    | {
        /** What would be done. */
        type: "remove-member";
        /** The member's id. */
        member: string;
      }
    | {
        /** What would be done. */
        type: "remove-inactive-members";
      }
  )[];
}

export interface RemoveInactiveMembersInput {
  /** That of the list which was looked at: if others are inactive now, nobody is removed. */
  fingerprint: string;
}

export interface MailboxInput {
  /** The addresses that invoices are mailed to. */
  mailbox: readonly string[];
}

export interface CancellationInput {
  /** Why, as the credit note says it. */
  reason: string;
}

export interface PaymentInput {
  /** The day on which the money came. */
  paidOn: string;
}

export interface BounceInput {
  /** What the receiving server has said. */
  detail: string;
}

export interface WebhookEndpointInput {
  /** Where messages are sent: https, on the public internet unless the server allows more. */
  url: string;
  /** What it is for, to tell it from others. */
  description?: string | undefined;
  /** It is told of these workspaces. Left out: of all, new ones too. */
  workspaces?: readonly string[] | undefined;
  /** It is told of these events. Left out: of all. */
  events?: readonly WebhookEvent[] | undefined;
}

export interface WebhookEndpointChange {
  /** Where messages are sent: https, on the public internet unless the server allows more. */
  url?: string | undefined;
  /** What it is for, to tell it from others; null for nothing. */
  description?: string | null | undefined;
  /** It is told of these workspaces; null for all. */
  workspaces?: readonly string[] | null | undefined;
  /** It is told of these events; null for all. */
  events?: readonly WebhookEvent[] | null | undefined;
  /** Whether it is told of anything. What happens while it is not is sent only where `recoverWebhooks` asks for it. */
  enabled?: boolean | undefined;
}

export interface WebhookSecretRotation {
  /** How long the secret so far signs too; 24 where it is left out. */
  overlapHours?: number | undefined;
}

export interface WebhookRecovery {
  /** The first instant of what is sent again. */
  since: string;
}

/** Who did it: an operator's API key, a session's member (the name where the directory has it), or the server itself. */
export type Actor =
  | {
      /** Which kind it is. */
      type: "operator";
    }
  | {
      /** Which kind it is. */
      type: "member";
      /** The member's id, as the host gave it. */
      id: string;
      /** The member's name. */
      name?: string | undefined;
    }
  | {
      /** Which kind it is. */
      type: "system";
    };

/** Who did it, and by which way. */
export type Author =
  | {
      /** Which kind it is. */
      type: "operator";
      /** The API key; of a session, the one that made it. Absent for the keys of SEATBOOK_API_KEYS. */
      key?:
        | {
            /** The key's id. */
            id: string;
            /** The key's name. */
            name?: string | undefined;
          }
        | undefined;
      /** By which way it came. Absent from what was recorded before this was kept. */
      via?: "api" | "scim" | "session" | "link" | "command-line" | undefined;
      /** The request's id, as the server's log has it and the answer carried it (`X-Request-Id`). */
      request?: string | undefined;
    }
  | {
      /** Which kind it is. */
      type: "member";
      /** The member's id, as the host gave it. */
      id: string;
      /** The member's name. */
      name?: string | undefined;
      /** The API key; of a session, the one that made it. Absent for the keys of SEATBOOK_API_KEYS. */
      key?:
        | {
            /** The key's id. */
            id: string;
            /** The key's name. */
            name?: string | undefined;
          }
        | undefined;
      /** By which way it came. Absent from what was recorded before this was kept. */
      via?: "api" | "scim" | "session" | "link" | "command-line" | undefined;
      /** The request's id, as the server's log has it and the answer carried it (`X-Request-Id`). */
      request?: string | undefined;
    }
  | {
      /** Which kind it is. */
      type: "system";
      /** The API key; of a session, the one that made it. Absent for the keys of SEATBOOK_API_KEYS. */
      key?:
        | {
            /** The key's id. */
            id: string;
            /** The key's name. */
            name?: string | undefined;
          }
        | undefined;
      /** By which way it came. Absent from what was recorded before this was kept. */
      via?: "api" | "scim" | "session" | "link" | "command-line" | undefined;
      /** The request's id, as the server's log has it and the answer carried it (`X-Request-Id`). */
      request?: string | undefined;
    };

/** What a session or a key may do. */
export type Permission =
  | "members.read"
  | "members.remove"
  | "teams.read"
  | "teams.archive"
  | "billing.read"
  | "billing.manage"
  | "licenses.export";

/** What a month comes to so far, or will come to if nothing changes. */
export interface Estimate {
  /** The month, in the workspace's time zone. */
  month: string;
  /** Its first instant. */
  start: string;
  /** The first instant of the next month. */
  end: string;
  licenseModel: LicenseModel;
  /** How many licenses there are. */
  licenses: number;
  /** What they cost, before tax. */
  net: Money;
  /** How many of these licenses end with the month: free from the next one, if nothing changes. */
  ending: number;
  /** How `net` is computed. */
  steps: {
    /** How many licenses are of the step. */
    licenses: number;
    /** What each of them costs, in the currency's minor unit. */
    unitMinor: number;
    /** What they cost together. */
    amount: Money;
  }[];
  /** The least that is billed, only where it raised the number of billed licenses. */
  minimumLicenses?: number | undefined;
}

/** How many members and teams there are now. */
export interface Counts {
  /** Active and inactive members. */
  members: number;
  /** Members of at least one team that is not archived. */
  activeMembers: number;
  /** Members of no such team. */
  inactiveMembers: number;
  /** Members who were removed. */
  removedMembers: number;
  /** Active and archived teams. */
  teams: number;
  /** Teams that are not archived. */
  activeTeams: number;
  /** Teams that are archived. */
  archivedTeams: number;
}

export interface Workspace {
  /** The workspace's id, as the host gave it. */
  id: string;
  /** The workspace's name. */
  name: string;
  /** How many entries its audit trail has. */
  version: number;
  licenseModel: LicenseModel;
  /** Only while a change of model waits for the start of the next month. */
  nextLicenseModel?: LicenseModel | undefined;
  /** The IANA time zone in which months begin and end. */
  timeZone: string;
  /** Only while a change of time zone waits for the start of the next month. */
  nextTimeZone?: string | undefined;
  /** `any-in-month`: whoever was billable at any instant of the month counts. `month-start`: whoever was at its first. */
  countingRule: "any-in-month" | "month-start";
  counts: Counts;
  /** The running month, so far. */
  currentMonth: Estimate;
  /** The next month, if nothing changes from now on. */
  nextMonth: Estimate;
  /** The last month that is closed. */
  lastClosedMonth?: string | undefined;
  /** What who asks may do. */
  permissions: Permission[];
}

export interface WorkspaceItem {
  /** The workspace's id, as the host gave it. */
  id: string;
  /** The workspace's name. */
  name: string;
  /** How many entries its audit trail has. */
  version: number;
  licenseModel: LicenseModel;
  /** The IANA time zone in which months begin and end. */
  timeZone: string;
}

/** A page of workspaces. */
export interface WorkspacePage {
  /** The items of this page. */
  items: WorkspaceItem[];
  /** How many items there are on all pages. */
  total: number;
  /** Pass it as `cursor` for the next page; absent on the last. */
  nextCursor?: string | undefined;
  /** Ids of workspaces on this page that the store does not give back as it should. */
  unreadable?: string[] | undefined;
}

export interface Member {
  /** The member's id, as the host gave it. */
  id: string;
  /** The member's name. */
  name: string;
  /** The member's e-mail address. Empty where the personal data was erased. */
  email: string;
  role: MemberRole;
  /** `active`: in at least one team that is not archived. `inactive`: in none. `removed`: without access. */
  status: "active" | "inactive" | "removed";
  /** When the member was added first. */
  joinedAt: string;
  /** The teams the member is in now, archived ones included, by name. */
  teams: {
    /** The team's id, as the host gave it. */
    id: string;
    /** The team's name. */
    name: string;
    /** Whether the team is archived. */
    archived: boolean;
  }[];
  /** Of an inactive member: since when. */
  inactiveSince?: string | undefined;
  /** Of an inactive member: the team or teams whose end made it so; empty for one who was never in an active team. */
  lastTeams?:
    | {
        /** The team's id, as the host gave it. */
        id: string;
        /** The team's name. */
        name: string;
      }[]
    | undefined;
  /** Of a removed member: since when. */
  removedAt?: string | undefined;
  /** Of a removed member: until when `restoreMember` is possible. Absent where the personal data was erased. */
  restorableUntil?: string | undefined;
  /** Whether the member is a license of the running month, and of the next if nothing changes. Always false under team license. */
  billed: {
    /** Whether the member is a license of the running month. */
    currentMonth: boolean;
    /** Whether the member will be one of the next, if nothing changes. */
    nextMonth: boolean;
  };
  /** Billed for the running month, and free from this date if nothing changes. */
  freeFrom?: string | undefined;
}

export interface MemberDetail {
  /** The member's id, as the host gave it. */
  id: string;
  /** The member's name. */
  name: string;
  /** The member's e-mail address. Empty where the personal data was erased. */
  email: string;
  role: MemberRole;
  /** `active`: in at least one team that is not archived. `inactive`: in none. `removed`: without access. */
  status: "active" | "inactive" | "removed";
  /** When the member was added first. */
  joinedAt: string;
  /** The teams the member is in now, archived ones included, by name. */
  teams: {
    /** The team's id, as the host gave it. */
    id: string;
    /** The team's name. */
    name: string;
    /** Whether the team is archived. */
    archived: boolean;
  }[];
  /** Of an inactive member: since when. */
  inactiveSince?: string | undefined;
  /** Of an inactive member: the team or teams whose end made it so; empty for one who was never in an active team. */
  lastTeams?:
    | {
        /** The team's id, as the host gave it. */
        id: string;
        /** The team's name. */
        name: string;
      }[]
    | undefined;
  /** Of a removed member: since when. */
  removedAt?: string | undefined;
  /** Of a removed member: until when `restoreMember` is possible. Absent where the personal data was erased. */
  restorableUntil?: string | undefined;
  /** Whether the member is a license of the running month, and of the next if nothing changes. Always false under team license. */
  billed: {
    /** Whether the member is a license of the running month. */
    currentMonth: boolean;
    /** Whether the member will be one of the next, if nothing changes. */
    nextMonth: boolean;
  };
  /** Billed for the running month, and free from this date if nothing changes. */
  freeFrom?: string | undefined;
  /** The months, newest first, at most twelve and the running one, for which this member is a license, and why. */
  licenses: {
    /** The month, in the workspace's time zone. */
    month: string;
    /** `open`: it is not over. `ended`: it is, and was not closed yet. `closed`: its licenses do not change any more. */
    status: "open" | "ended" | "closed";
    /** Whom the license is for: a team by team license, a member by user license. */
    holder:
      | {
          /** Which kind it is. */
          type: "team";
          /** The team's id, as the host gave it. */
          id: string;
          /** The team's name. */
          name: string;
        }
      | {
          /** Which kind it is. */
          type: "member";
          /** The member's id, as the host gave it. */
          id: string;
          /** The member's name. */
          name: string;
          /** The member's e-mail address. */
          email: string;
        };
    /** The first billable instant. */
    from: string;
    /** The end of the last billable stretch; null while it goes on. */
    to: string | null;
    /** The stretches of time that make it a license. */
    spans: Span[];
    /** One English sentence that says why. */
    why: string;
    /** The day from which it is free, if nothing changes. */
    freeFrom?: string | undefined;
  }[];
}

export interface MemberPage {
  /** The items of this page. */
  items: Member[];
  /** How many items there are on all pages. */
  total: number;
  /** Pass it as `cursor` for the next page; absent on the last. */
  nextCursor?: string | undefined;
}

/** What was erased of a person, and what is kept. */
export interface Erasure {
  /** The member's id, as the host gave it. */
  member: string;
  /** `done`: nothing of it is left in the store. `pending`: it is being overwritten. */
  status: "done" | "pending";
  /** When it was asked for. */
  erasedAt: string;
  /** Where the name or an address stay, and why. */
  kept: {
    /** Where it stays. */
    what: "mailbox" | "shared-address" | "billing-details" | "invoice" | "cancel-reason" | "team-name";
    /** Of the invoice or credit note, once it has one. */
    number?: string | undefined;
    /** The team's id, as the host gave it. */
    team?: string | undefined;
    /** Why it stays. */
    why: string;
  }[];
}

export interface InactiveMembers {
  /** Whom removing the inactive members would remove. */
  members: Member[];
  /** The inactive members who would stay. */
  protected: {
    /** Who would stay. */
    member: Member;
    /** `caller`: it is who asks. `owner`: owners are removed one by one. */
    reason: "caller" | "owner";
  }[];
  /** Stands for exactly these members: `removeInactiveMembers` takes it. */
  fingerprint: string;
}

export interface RemovedMembers {
  /** The ids of the members who were removed. */
  removed: string[];
}

export interface Team {
  /** The team's id, as the host gave it. */
  id: string;
  /** The team's name. */
  name: string;
  /** Whether it is archived. */
  status: "active" | "archived";
  /** How many members are in it. */
  members: number;
  /** Next month's licenses that only this team makes: what archiving it would save. */
  licensesOnlyThisTeam: number;
  /** When it began. */
  addedAt: string;
  /** Of an archived team: since when. */
  archivedAt?: string | undefined;
}

export interface TeamPage {
  /** The items of this page. */
  items: Team[];
  /** How many items there are on all pages. */
  total: number;
  /** Pass it as `cursor` for the next page; absent on the last. */
  nextCursor?: string | undefined;
}

export interface License {
  /** Whom the license is for: a team by team license, a member by user license. */
  holder:
    | {
        /** Which kind it is. */
        type: "team";
        /** The team's id, as the host gave it. */
        id: string;
        /** The team's name. */
        name: string;
      }
    | {
        /** Which kind it is. */
        type: "member";
        /** The member's id, as the host gave it. */
        id: string;
        /** The member's name. */
        name: string;
        /** The member's e-mail address. */
        email: string;
      };
  /** The first billable instant. */
  from: string;
  /** The end of the last billable stretch; null while it goes on. */
  to: string | null;
  /** The stretches of time that make it a license. */
  spans: Span[];
  /** One English sentence that says why. */
  why: string;
  /** The day from which it is free, if nothing changes. */
  freeFrom?: string | undefined;
}

/** A stretch of time, [from, to), cut to the month, that made a license count. */
export interface Span {
  /** The team by which it counted. */
  team: {
    /** The team's id, as the host gave it. */
    id: string;
    /** The team's name. */
    name: string;
  };
  /** Its first instant. */
  from: string;
  /** The first instant after it; null while it goes on. */
  to: string | null;
  /** What it began with, which may be before the month. */
  startedBy: Cause;
  /** What it ended with, where that has happened. */
  endedBy?: Cause | undefined;
}

export interface Cause {
  /** What began or ended the stretch. */
  what:
    | "team-added"
    | "team-unarchived"
    | "team-archived"
    | "member-joined-team"
    | "member-left-team"
    | "member-removed";
  /** When it happened. */
  at: string;
  by: Actor;
  /** The entry of the audit trail that recorded it. */
  version: number;
}

export interface Month {
  /** The month, in the workspace's time zone. */
  month: string;
  /** `open`: it is not over. `ended`: it is, and was not closed yet. `closed`: its licenses do not change any more. */
  status: "open" | "ended" | "closed";
  licenseModel: LicenseModel;
  /** How many licenses it has, or had until now. */
  licenses: number;
  /** What they cost, before tax. */
  net: Money;
  /** When it was closed. */
  closedAt?: string | undefined;
  /** The number of the invoice that stands for the month: not a canceled one. */
  invoice?: string | undefined;
}

/** Oldest first. */
export type MonthList = Month[];

export interface MonthLicenses {
  /** The month, in the workspace's time zone. */
  month: string;
  /** `open`: it is not over. `ended`: it is, and was not closed yet. `closed`: its licenses do not change any more. */
  status: "open" | "ended" | "closed";
  licenseModel: LicenseModel;
  /** How many licenses it has, or had until now. */
  licenses: number;
  /** What they cost, before tax. */
  net: Money;
  /** When it was closed. */
  closedAt?: string | undefined;
  /** The number of the invoice that stands for the month: not a canceled one. */
  invoice?: string | undefined;
  /** The licenses, by name of their holders. */
  items: License[];
  /** Pass it as `cursor` for the next page; absent on the last. */
  nextCursor?: string | undefined;
}

export interface MonthClosings {
  /** The month, in the workspace's time zone. */
  month: string;
  /** The ids of the workspaces whose month was closed, or was already. */
  closed: string[];
  /** The workspaces where it was refused. */
  refused: {
    /** The workspace's id, as the host gave it. */
    workspace: string;
    /** The code of the refusal. */
    code: string;
    /** Why, as a sentence. */
    detail: string;
  }[];
}

export interface Change {
  /** The month, in the workspace's time zone. */
  month: string;
  licenseModel: LicenseModel;
  /** As it is now. */
  before: {
    /** How many licenses there are. */
    licenses: number;
    /** What they cost, before tax. */
    net: Money;
  };
  /** As it would be, or is, with the change. */
  after: {
    /** How many licenses there are. */
    licenses: number;
    /** What they cost, before tax. */
    net: Money;
  };
}

export interface Preview {
  /** The running month. */
  currentMonth: Change;
  /** The next month. */
  nextMonth: Change;
  /** Members and teams. */
  counts: {
    /** As it is now. */
    before: Counts;
    /** As it would be, or is, with the change. */
    after: Counts;
  };
}

export interface DirectoryChange {
  /** Whether it would be done only, and nothing was changed. */
  dryRun: boolean;
  /** What is different. */
  changes: {
    /** The teams that are new. */
    teamsAdded: string[];
    /** The teams that have another name. */
    teamsRenamed: string[];
    /** The teams that are archived now. */
    teamsArchived: string[];
    /** The teams that are active again. */
    teamsUnarchived: string[];
    /** The members who are new, or added again. */
    membersAdded: string[];
    /** The members with another name, address or role. */
    membersChanged: string[];
    /** The members who were removed. */
    membersRemoved: string[];
    /** Who has joined which team. */
    joined: {
      /** The member's id, as the host gave it. */
      member: string;
      /** The team's id, as the host gave it. */
      team: string;
    }[];
    /** Who has left which team. */
    left: {
      /** The member's id, as the host gave it. */
      member: string;
      /** The team's id, as the host gave it. */
      team: string;
    }[];
  };
  /** What that comes to. */
  effect: Preview;
}

/** A mail, and how far it is. */
export interface Mail {
  /** The mail's id in the workspace. */
  id: string;
  /** The address it is for. */
  to: string;
  /** `sent`: the receiving server took it. `bounced`: it came back later. `failed`: it was given up. */
  status: "queued" | "sending" | "sent" | "failed" | "bounced";
  /** When the status last changed. */
  at: string;
  /** How often it was tried. */
  attempts: number;
  /** Queued again after an attempt that failed for the time being. */
  retryAt?: string | undefined;
  /** What the receiving server said last, or why it was not reached. */
  detail?: string | undefined;
}

/** Amounts are positive, those of a credit note too. `dueOn` of a credit note is the day it was issued. */
export interface InvoiceItem {
  /** Its number. Invoices and credit notes share one series without gaps. */
  number: string;
  /** What it is. */
  type: "invoice" | "credit-note";
  /** The month that it is for. */
  month: string;
  /** The day on which it was issued. */
  issuedOn: string;
  /** The day until which it is to be paid. */
  dueOn: string;
  /** `overdue`: open, and past its due day. `canceled`: a credit note stands against it. */
  status: "open" | "overdue" | "paid" | "canceled";
  /** The amount before tax. */
  net: Money;
  /** The tax. */
  tax: Money;
  /** The amount that is to be paid. */
  gross: Money;
  /** How many licenses it is for. */
  licenses: number;
  licenseModel: LicenseModel;
  /** The day on which it was paid. */
  paidOn?: string | undefined;
  /** Of a credit note: the invoice that it cancels. */
  corrects?: string | undefined;
  /** Of a canceled invoice: its credit note, once that has its number. */
  creditNote?: string | undefined;
  /** The last mail to each address, in the order in which they were queued. */
  mails: Mail[];
}

export interface InvoicePage {
  /** The items of this page. */
  items: InvoiceItem[];
  /** How many items there are on all pages. */
  total: number;
  /** Pass it as `cursor` for the next page; absent on the last. */
  nextCursor?: string | undefined;
}

/** An invoice or credit note as it was frozen. */
export interface Invoice {
  /** Its number. Invoices and credit notes share one series without gaps. */
  number: string;
  /** What it is. */
  type: "invoice" | "credit-note";
  /** The month that it is for. */
  month: string;
  /** The day on which it was issued. */
  issuedOn: string;
  /** The day until which it is to be paid. */
  dueOn: string;
  /** `overdue`: open, and past its due day. `canceled`: a credit note stands against it. */
  status: "open" | "overdue" | "paid" | "canceled";
  /** The amount before tax. */
  net: Money;
  /** The tax. */
  tax: Money;
  /** The amount that is to be paid. */
  gross: Money;
  /** How many licenses it is for. */
  licenses: number;
  licenseModel: LicenseModel;
  /** The day on which it was paid. */
  paidOn?: string | undefined;
  /** Of a credit note: the invoice that it cancels. */
  corrects?: string | undefined;
  /** Of a canceled invoice: its credit note, once that has its number. */
  creditNote?: string | undefined;
  /** The last mail to each address, in the order in which they were queued. */
  mails: Mail[];
  /** The days that are billed. */
  period: {
    /** The first of them. */
    first: string;
    /** The last of them. */
    last: string;
  };
  language: Language;
  /** Who has issued it. */
  seller: {
    /** The company. */
    name: string;
    /** Its address. */
    address: {
      /** Street and number. */
      line1: string;
      /** What else the post needs. */
      line2?: string | undefined;
      /** The postal code. */
      postalCode: string;
      /** The city. */
      city: string;
      /** An ISO 3166 code. */
      country: string;
      /** The country in the language of the invoice. */
      countryName: string;
    };
    /** The VAT id. */
    vatId?: string | undefined;
    /** The tax number, where there is no VAT id. */
    taxNumber?: string | undefined;
    /** Where the company is registered, and as what. */
    registration?: string | undefined;
    /** Whom to ask. */
    contact: {
      /** A person or a department. */
      name: string;
      /** The telephone number. */
      phone: string;
      /** The e-mail address. */
      email: string;
    };
    /** Where the money goes. */
    bank: {
      /** The account. */
      iban: string;
      /** The bank. */
      bic?: string | undefined;
      /** Whose account it is, where not the company's. */
      holder?: string | undefined;
    };
  };
  /** Whom it is addressed to. */
  customer: {
    /** The company. */
    name: string;
    /** Its address. */
    address: {
      /** Street and number. */
      line1: string;
      /** What else the post needs. */
      line2?: string | undefined;
      /** The postal code. */
      postalCode: string;
      /** The city. */
      city: string;
      /** An ISO 3166 code. */
      country: string;
      /** The country in the language of the invoice. */
      countryName: string;
    };
    /** The VAT id. */
    vatId?: string | undefined;
    /** The customer's own reference. */
    reference?: string | undefined;
  };
  /** What is billed; the lines sum to `net`. */
  lines: {
    /** What it is, in the language of the invoice. */
    description: string;
    /** What else there is to say of it. */
    note?: string | undefined;
    /** How many licenses. */
    quantity: number;
    /** What each of them costs. */
    unit: Money;
    /** What they cost together, before tax. */
    net: Money;
    /** The tax category, a code of UNTDID 5305. */
    category: "S" | "Z" | "E" | "AE" | "K" | "G" | "O";
    /** The tax rate, in percent. */
    ratePercent: number;
  }[];
  /** The tax, by rate. */
  taxes: {
    /** The tax category, a code of UNTDID 5305. */
    category: "S" | "Z" | "E" | "AE" | "K" | "G" | "O";
    /** The tax rate, in percent. */
    ratePercent: number;
    /** The amount that is taxed. */
    net: Money;
    /** The tax on it. */
    tax: Money;
    /** Why no tax is charged. */
    reason?: string | undefined;
  }[];
  /** Of a credit note: why the invoice was canceled. */
  reason?: string | undefined;
  /** Whether `.xml?profile=xrechnung` can be had: the customer has a reference, and an address. */
  xrechnung: boolean;
}

export interface SellerInvoiceItem {
  /** The workspace's id, as the host gave it. */
  workspace: string;
  /** Its number. Invoices and credit notes share one series without gaps. */
  number: string;
  /** What it is. */
  type: "invoice" | "credit-note";
  /** The month that it is for. */
  month: string;
  /** The day on which it was issued. */
  issuedOn: string;
  /** The day until which it is to be paid. */
  dueOn: string;
  /** `overdue`: open, and past its due day. `canceled`: a credit note stands against it. */
  status: "open" | "overdue" | "paid" | "canceled";
  /** The amount before tax. */
  net: Money;
  /** The tax. */
  tax: Money;
  /** The amount that is to be paid. */
  gross: Money;
  /** How many licenses it is for. */
  licenses: number;
  licenseModel: LicenseModel;
  /** The day on which it was paid. */
  paidOn?: string | undefined;
  /** Of a credit note: the invoice that it cancels. */
  corrects?: string | undefined;
  /** Of a canceled invoice: its credit note, once that has its number. */
  creditNote?: string | undefined;
  /** The last mail to each address, in the order in which they were queued. */
  mails: Mail[];
}

/** A page of invoices and credit notes of all workspaces. */
export interface SellerInvoicePage {
  /** The items of this page. */
  items: SellerInvoiceItem[];
  /** How many items there are on all pages. */
  total: number;
  /** Pass it as `cursor` for the next page; absent on the last. */
  nextCursor?: string | undefined;
  /** The numbers on this page whose workspaces the store does not give back as it should. */
  unreadable?: string[] | undefined;
}

/** Whom the invoices are addressed to. A new workspace has none of it. */
export interface BillingDetails {
  /** The company that the invoices are addressed to. */
  name?: string | undefined;
  address?: Address | undefined;
  /** The address as it is written on the invoices, with the country. */
  addressLines?: string[] | undefined;
  /** The VAT id. */
  vatId?: string | undefined;
  /** What the customer wants on its invoices. */
  reference?: string | undefined;
  language?: Language | undefined;
  /** Set by the operator. */
  tax?: Tax | undefined;
  /** What is missing for an invoice: while anything is, months close and their invoices wait for it. */
  missing: FieldError[];
  /** What must be given when the details are changed, besides name, address and language. */
  required: "vatId"[];
  /** The codes that `address.country` may have. */
  countries: string[];
}

/** Where invoices are mailed. */
export interface Mailbox {
  /** The addresses in force. */
  mailbox: string[];
  /** Whether invoices are mailed to it (user license); otherwise they are only there to download. */
  mailed: boolean;
  /** A change that waits for each new address to be confirmed. Until then the old mailbox stays in force. */
  change?:
    | {
        /** The addresses that it will have. */
        mailbox: {
          /** An e-mail address. */
          address: string;
          /** Whether it is confirmed, or was in force before. */
          confirmed: boolean;
          /** The link that was mailed to it last, where it is a new address. */
          mail?: Mail | undefined;
        }[];
        /** When the change was asked for. */
        requestedAt: string;
        requestedBy: Actor;
        /** When the links that were mailed last stop working. */
        expiresAt: string;
      }
    | undefined;
  /** A change that was not confirmed in time, for a week after `expiredAt`; the mailbox stayed as it was. */
  expiredChange?:
    | {
        /** The addresses that it would have had. */
        mailbox: string[];
        /** When its links stopped working. */
        expiredAt: string;
      }
    | undefined;
  /** There where only the operator changes the mailbox: whom to ask. */
  accountingContact?:
    | {
        /** A person or a department. */
        name: string;
        /** The telephone number. */
        phone: string;
        /** The e-mail address. */
        email: string;
      }
    | undefined;
}

/** A mail of a workspace, and what it is about. */
export interface WorkspaceMail {
  /** The mail's id in the workspace. */
  id: string;
  /** The address it is for. */
  to: string;
  /** `sent`: the receiving server took it. `bounced`: it came back later. `failed`: it was given up. */
  status: "queued" | "sending" | "sent" | "failed" | "bounced";
  /** When the status last changed. */
  at: string;
  /** How often it was tried. */
  attempts: number;
  /** Queued again after an attempt that failed for the time being. */
  retryAt?: string | undefined;
  /** What the receiving server said last, or why it was not reached. */
  detail?: string | undefined;
  /** What it is about. */
  about: "invoice" | "mailbox-confirmation" | "mailbox-notice";
  /** The invoice or credit note that comes with it. */
  number?: string | undefined;
  /** What the operator has to know besides `detail`. */
  cause?: string | undefined;
}

export interface WorkspaceMailPage {
  /** The items of this page. */
  items: WorkspaceMail[];
  /** How many items there are on all pages. */
  total: number;
  /** Pass it as `cursor` for the next page; absent on the last. */
  nextCursor?: string | undefined;
}

/** A mail that was written to the store because no SMTP server is set. */
export interface OutboxMail {
  /** Its `Message-ID`. */
  messageId: string;
  /** When it was written. */
  at: string;
  /** The sender. */
  from: string;
  /** The address it is for. */
  to: string;
  /** The subject. */
  subject: string;
  /** The mail as plain text. */
  text: string;
  /** The mail as HTML. */
  html: string;
  /** The files that come with it. */
  attachments: {
    /** The file's name. */
    name: string;
    /** Its media type. */
    contentType: string;
    /** Where it can be read. */
    href: string;
  }[];
}

export interface OutboxPage {
  /** The items of this page. */
  items: OutboxMail[];
  /** How many items there are on all pages. */
  total: number;
  /** Pass it as `cursor` for the next page; absent on the last. */
  nextCursor?: string | undefined;
}

/** What has not come to its end by itself, and why; also a workspace that the store does not give back as it should. */
export interface PendingItem {
  /** The workspace's id, as the host gave it. */
  workspace: string;
  /** The workspace's name, where it can be read. */
  name: string;
  /** What has not come to its end. */
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
  /** The month that it is about. */
  month?: string | undefined;
  /** The invoice or credit note that it is about. */
  number?: string | undefined;
  /** Why, and what to do. */
  detail: string;
}

export interface PendingPage {
  /** The items. */
  items: PendingItem[];
  /** Pass it as `cursor` for the next page; absent on the last. */
  nextCursor?: string | undefined;
}

export interface PendingRun {
  /** The months that were closed. */
  closed: {
    /** The workspace's id, as the host gave it. */
    workspace: string;
    /** The month, in the workspace's time zone. */
    month: string;
  }[];
  /** The invoices and credit notes that got their numbers. */
  issued: {
    /** The workspace's id, as the host gave it. */
    workspace: string;
    /** The number. */
    number: string;
  }[];
  /** How many mails were accepted by the receiving servers. */
  sent: number;
  /** What could not be done. */
  failed: {
    /** The workspace's id, as the host gave it. */
    workspace: string;
    /** Why. */
    detail: string;
  }[];
}

export interface Session {
  /** The token, for the widgets or for requests of its own. */
  token: string;
  /** Until when it is good. */
  expiresAt: string;
}

/** An API key, never its text. */
export interface ApiKey {
  /** The key's id, which is no secret. */
  id: string;
  /** What the key is for. */
  name: string;
  /** What the key may do. */
  scopes: ("read" | "write" | "billing" | "webhooks" | "keys")[];
  /** The workspace that it is bound to. Absent: it is for all. */
  workspace?: string | undefined;
  /** When it was made. */
  createdAt: string;
  createdBy: Author;
  /** When it ends by itself. */
  expiresAt?: string | undefined;
  /** The last day (UTC) that it was used on. */
  lastUsedOn?: string | undefined;
  /** When it was revoked. */
  revokedAt?: string | undefined;
  /** Until when texts from before a rotation are accepted too. */
  overlapUntil?: string | undefined;
}

export interface NewApiKey {
  /** The key's id, which is no secret. */
  id: string;
  /** What the key is for. */
  name: string;
  /** What the key may do. */
  scopes: ("read" | "write" | "billing" | "webhooks" | "keys")[];
  /** The workspace that it is bound to. Absent: it is for all. */
  workspace?: string | undefined;
  /** When it was made. */
  createdAt: string;
  createdBy: Author;
  /** When it ends by itself. */
  expiresAt?: string | undefined;
  /** The last day (UTC) that it was used on. */
  lastUsedOn?: string | undefined;
  /** When it was revoked. */
  revokedAt?: string | undefined;
  /** Until when texts from before a rotation are accepted too. */
  overlapUntil?: string | undefined;
  /** The key's text. It is not shown again. */
  key: string;
}

export interface ApiKeyPage {
  /** The items of this page. */
  items: ApiKey[];
  /** How many items there are on all pages. */
  total: number;
  /** Pass it as `cursor` for the next page; absent on the last. */
  nextCursor?: string | undefined;
}

/** What was done to an API key, and by whom. */
export interface ApiKeyRecord {
  /** The number of the record, among those of all keys. */
  version: number;
  /** When it was done. */
  at: string;
  by: Author;
  /** What was done, in order. */
  events: {
    /** What was done. */
    type: string;
    [field: string]: unknown;
  }[];
}

export interface ApiKeyHistory {
  /** The records, the first one first. */
  items: ApiKeyRecord[];
}

export interface Access {
  /** Whether the member has access now. */
  access: boolean;
}

export interface AuditEntry {
  /** The number of the entry, from 1 without gaps. */
  version: number;
  /** When it happened. */
  at: string;
  by: Author;
  /** What happened, in order: each event with the ids and values that are its own. */
  events: {
    /** What happened. */
    type: string;
    [field: string]: unknown;
  }[];
}

export interface AuditPage {
  /** The items of this page. */
  items: AuditEntry[];
  /** How many items there are on all pages. */
  total: number;
  /** Pass it as `cursor` for the next page; absent on the last. */
  nextCursor?: string | undefined;
}

/** What happened. */
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
      /** What happened. */
      type: "member.removed";
      /** When it happened. */
      timestamp: string;
      /** To what it happened. */
      data: {
        /** The workspace's id, as the host gave it. */
        workspace: string;
        /** The version of the workspace that recorded it. */
        version: number;
        /** The member's id, as the host gave it. */
        member: string;
      };
    }
  | {
      /** What happened. */
      type: "member.restored";
      /** When it happened. */
      timestamp: string;
      /** To what it happened. */
      data: {
        /** The workspace's id, as the host gave it. */
        workspace: string;
        /** The version of the workspace that recorded it. */
        version: number;
        /** The member's id, as the host gave it. */
        member: string;
      };
    }
  | {
      /** What happened. */
      type: "team.archived";
      /** When it happened. */
      timestamp: string;
      /** To what it happened. */
      data: {
        /** The workspace's id, as the host gave it. */
        workspace: string;
        /** The version of the workspace that recorded it. */
        version: number;
        /** The team's id, as the host gave it. */
        team: string;
      };
    }
  | {
      /** What happened. */
      type: "team.unarchived";
      /** When it happened. */
      timestamp: string;
      /** To what it happened. */
      data: {
        /** The workspace's id, as the host gave it. */
        workspace: string;
        /** The version of the workspace that recorded it. */
        version: number;
        /** The team's id, as the host gave it. */
        team: string;
      };
    }
  | {
      /** What happened. */
      type: "month.closed";
      /** When it happened. */
      timestamp: string;
      /** To what it happened. */
      data: {
        /** The workspace's id, as the host gave it. */
        workspace: string;
        /** The version of the workspace that recorded it. */
        version: number;
        /** The month, in the workspace's time zone. */
        month: string;
        licenseModel: LicenseModel;
        /** How many licenses are billed. */
        licenses: number;
        /** What they cost, before tax. */
        net: Money;
      };
    }
  | {
      /** What happened. */
      type: "invoice.issued";
      /** When it happened. */
      timestamp: string;
      /** To what it happened. */
      data: {
        /** The workspace's id, as the host gave it. */
        workspace: string;
        /** The version of the workspace that recorded it. */
        version: number;
        /** Its number. */
        number: string;
        /** What it is. */
        type: "invoice" | "credit-note";
        /** The month that it is for. */
        month: string;
        /** The day on which it was issued. */
        issuedOn: string;
        /** The day until which it is to be paid. */
        dueOn: string;
        /** The amount before tax. */
        net: Money;
        /** The tax. */
        tax: Money;
        /** The amount that is to be paid. */
        gross: Money;
      };
    }
  | {
      /** What happened. */
      type: "mailbox.changed";
      /** When it happened. */
      timestamp: string;
      /** To what it happened. */
      data: {
        /** The workspace's id, as the host gave it. */
        workspace: string;
        /** The version of the workspace that recorded it. */
        version: number;
        /** How many the mailbox has now. */
        addresses: number;
      };
    }
  | {
      /** What an endpoint is tested with. */
      type: "webhook.ping";
      /** When it was sent. */
      timestamp: string;
      /** What is tested. */
      data: {
        /** The endpoint's id. */
        endpoint: string;
      };
    };

export interface WebhookEndpoint {
  /** The endpoint's id. */
  id: string;
  /** Where messages are sent. */
  url: string;
  /** What it is for. */
  description?: string | undefined;
  /** It is told of these workspaces; absent: of all. */
  workspaces?: string[] | undefined;
  /** It is told of these events; absent: of all. */
  events?: WebhookEvent[] | undefined;
  /** Whether it is told of anything. */
  enabled: boolean;
  /** When it was created. */
  createdAt: string;
  /** It is told of what happened from then on: when it was created, or enabled last. */
  since: string;
  /** When it was disabled. */
  disabledAt?: string | undefined;
  /** Why it was disabled, where that was not asked for. */
  disabledReason?: string | undefined;
  /** Until then the secret before signs too. */
  oldSecretUntil?: string | undefined;
}

export interface WebhookEndpointWithSecret {
  /** The endpoint's id. */
  id: string;
  /** Where messages are sent. */
  url: string;
  /** What it is for. */
  description?: string | undefined;
  /** It is told of these workspaces; absent: of all. */
  workspaces?: string[] | undefined;
  /** It is told of these events; absent: of all. */
  events?: WebhookEvent[] | undefined;
  /** Whether it is told of anything. */
  enabled: boolean;
  /** When it was created. */
  createdAt: string;
  /** It is told of what happened from then on: when it was created, or enabled last. */
  since: string;
  /** When it was disabled. */
  disabledAt?: string | undefined;
  /** Why it was disabled, where that was not asked for. */
  disabledReason?: string | undefined;
  /** Until then the secret before signs too. */
  oldSecretUntil?: string | undefined;
  /** Messages are signed with it: `whsec_…`. It is not shown again. */
  secret: string;
}

export interface WebhookEndpointList {
  /** All endpoints. */
  items: WebhookEndpoint[];
}

/** What was done to an endpoint, and by whom. */
export interface WebhookEndpointRecord {
  /** The number of the record, among those of all endpoints. */
  version: number;
  /** When it was done. */
  at: string;
  by: Author;
  /** What was done, in order. */
  events: {
    /** What was done. */
    type: string;
    [field: string]: unknown;
  }[];
}

export interface WebhookEndpointHistory {
  /** The records, the first one first. */
  items: WebhookEndpointRecord[];
}

/** One attempt to send a message. */
export interface WebhookAttempt {
  /** When it began. */
  at: string;
  /** How long it took, in milliseconds. */
  durationMs: number;
  /** The HTTP status, where there was an answer. */
  status?: number | undefined;
  /** The beginning of the answer. */
  response?: string | undefined;
  /** Why it counts as failed. */
  error?: string | undefined;
}

/** A message to an endpoint. */
export interface WebhookDelivery {
  /** The `webhook-id` of every attempt. */
  id: string;
  event: WebhookEvent;
  /** The workspace's id, as the host gave it. */
  workspace: string;
  /** The version of the workspace that recorded it. */
  version: number;
  /** When it happened. */
  occurredAt: string;
  /** `failed`: the last attempt has failed, and no other one follows unless it is asked for. */
  status: "pending" | "delivered" | "failed";
  /** The attempts so far, the first one first. */
  attempts: WebhookAttempt[];
  /** When the attempt that is under way began. */
  attemptingSince?: string | undefined;
  /** When it is tried again. */
  nextAttemptAt?: string | undefined;
}

/** A page may be shorter than asked for; the end is where there is no `nextCursor`. */
export interface WebhookDeliveryPage {
  /** What is pending, and then what is settled, newest first. */
  items: WebhookDelivery[];
  /** Pass it as `cursor` for the next page; absent on the last. */
  nextCursor?: string | undefined;
}

/** How the attempt went that was made at once. */
export interface WebhookTest {
  /** Its `webhook-id`. */
  id: string;
  /** Whether the endpoint took it. */
  delivered: boolean;
  /** When it began. */
  at: string;
  /** How long it took, in milliseconds. */
  durationMs: number;
  /** The HTTP status, where there was an answer. */
  status?: number | undefined;
  /** The beginning of the answer. */
  response?: string | undefined;
  /** Why it counts as failed. */
  error?: string | undefined;
}

export interface WebhookResends {
  /** How many messages are sent again. */
  messages: number;
}

export interface Health {
  /** This process answers. */
  status: "running";
}

/** Whether this server should be sent requests, and why not. */
export interface Readiness {
  /** `ready`: send it requests. */
  status: "ready" | "not-ready";
  /** Whether the process is about to end. */
  server: "running" | "stopping";
  /** Whether the store answers, with what it should. */
  store: "reachable" | "unreachable" | "damaged";
  /** `behind` and `ahead` of the store's clock by more than an hour. */
  clock: "sane" | "behind" | "ahead" | "unknown";
}

/** RFC 9457 problem details. */
export interface Problem {
  /** `urn:seatbook:problem:` and the code. */
  type: string;
  /** What the code means, as a sentence. */
  title: string;
  /** The HTTP status. */
  status: number;
  /** What is wrong here and what to do, as a sentence for people. */
  detail: string;
  code: ProblemCode;
  /** Each wrong field. */
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

/** What is wrong with one field. */
export interface FieldError {
  /** Where it is, for example `members.4711.email`. */
  field: string;
  /** What to do about it. */
  message: string;
}

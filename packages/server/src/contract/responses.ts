import * as v from "valibot";
import { scopes } from "../api-keys/scopes.ts";
import { ways } from "../journals/author.ts";
import { codes, problemOf } from "./problem-codes.ts";
import { address, described, language, licenseModel, memberRole, money, tax } from "./values.ts";

export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
export const month = v.pipe(v.string(), v.metadata({ pattern: "^\\d{4}-\\d{2}$", examples: ["2026-11"] }));
/** ISO 8601 in UTC. */
export const instant = v.pipe(v.string(), v.metadata({ format: "date-time", examples: ["2026-11-03T09:00:00.000Z"] }));
/** YYYY-MM-DD in the workspace's time zone. */
export const date = v.pipe(v.string(), v.metadata({ format: "date", examples: ["2026-11-03"] }));

export const actor = described(
  "Who did it: an operator's API key, a session's member (the name where the directory has it), or the server itself.",
  v.variant("type", [
    v.object({ type: v.literal("operator") }),
    v.object({ type: v.literal("member"), id: v.string(), name: v.optional(v.string()) }),
    v.object({ type: v.literal("system") }),
  ]),
);

const origin = {
  key: v.optional(
    described(
      "The API key; of a session, the one that made it. Absent for the keys of SEATBOOK_API_KEYS.",
      v.object({ id: v.string(), name: v.optional(v.string()) }),
    ),
  ),
  via: v.optional(
    described("By which way it came. Absent from what was recorded before this was kept.", v.picklist(ways)),
  ),
  request: v.optional(
    described("The request's id, as the server's log has it and the answer carried it (`X-Request-Id`).", v.string()),
  ),
};

export const author = described(
  "Who did it, and by which way.",
  v.variant("type", [
    v.object({ type: v.literal("operator"), ...origin }),
    v.object({ type: v.literal("member"), id: v.string(), name: v.optional(v.string()), ...origin }),
    v.object({ type: v.literal("system"), ...origin }),
  ]),
);

const priceStep = described(
  "One step of an amount: so many licenses at that unit price. The steps sum to the net amount.",
  v.object({ licenses: count, unitMinor: count, amount: money }),
);

export const estimate = described(
  "`ending`: how many of these licenses end with the month (free from the next one, if nothing changes).",
  v.object({
    month,
    start: instant,
    end: instant,
    licenseModel,
    licenses: count,
    net: money,
    ending: count,
    steps: described(
      "How `net` is computed. `minimumLicenses` is there only where it raised the number of billed licenses.",
      v.array(priceStep),
    ),
    minimumLicenses: v.optional(count),
  }),
);

export const counts = v.object({
  members: count,
  activeMembers: count,
  inactiveMembers: count,
  removedMembers: count,
  teams: count,
  activeTeams: count,
  archivedTeams: count,
});

export const permission = v.picklist([
  "members.read",
  "members.remove",
  "teams.read",
  "teams.archive",
  "billing.read",
  "billing.manage",
  "licenses.export",
]);

export const workspaceSummary = v.object({
  id: v.string(),
  name: v.string(),
  version: count,
  licenseModel,
  nextLicenseModel: v.optional(
    described("Only while a change of model waits for the start of the next month.", licenseModel),
  ),
  timeZone: v.string(),
  nextTimeZone: v.optional(v.string()),
  countingRule: v.picklist(["any-in-month", "month-start"]),
  counts,
  currentMonth: estimate,
  nextMonth: estimate,
  lastClosedMonth: v.optional(month),
  permissions: v.array(permission),
});

export const workspaceItem = v.object({
  id: v.string(),
  name: v.string(),
  licenseModel,
  timeZone: v.string(),
  version: count,
});

const teamRef = v.object({ id: v.string(), name: v.string(), archived: v.boolean() });

export const member = v.object({
  id: v.string(),
  name: v.string(),
  email: v.string(),
  role: memberRole,
  status: v.picklist(["active", "inactive", "removed"]),
  joinedAt: instant,
  teams: described("The teams the member is in now, archived ones included, by name.", v.array(teamRef)),
  inactiveSince: v.optional(described("Of an inactive member: since when.", instant)),
  lastTeams: v.optional(
    described(
      "Of an inactive member: the team or teams whose end made it so; empty for one who was never in an active team.",
      v.array(v.object({ id: v.string(), name: v.string() })),
    ),
  ),
  removedAt: v.optional(instant),
  /** Absent where the personal data was erased: there is nobody to restore. */
  restorableUntil: v.optional(instant),
  billed: described(
    "Whether the member is a license of the running month, and of the next if nothing changes. Always false under team license.",
    v.object({ currentMonth: v.boolean(), nextMonth: v.boolean() }),
  ),
  freeFrom: v.optional(described("Billed for the running month, and free from this date if nothing changes.", date)),
});

export const cause = v.object({
  what: v.picklist([
    "team-added",
    "team-unarchived",
    "team-archived",
    "member-joined-team",
    "member-left-team",
    "member-removed",
  ]),
  at: instant,
  by: actor,
  version: described("The entry of the audit trail that recorded it.", count),
});

export const span = described(
  "A stretch of time, [from, to), cut to the month, that made a license count. `to` is null while it goes on.",
  v.object({
    team: v.object({ id: v.string(), name: v.string() }),
    from: instant,
    to: v.nullable(instant),
    startedBy: cause,
    endedBy: v.optional(cause),
  }),
);

export const license = v.object({
  holder: v.variant("type", [
    v.object({ type: v.literal("team"), id: v.string(), name: v.string() }),
    v.object({ type: v.literal("member"), id: v.string(), name: v.string(), email: v.string() }),
  ]),
  from: described("The first billable instant.", instant),
  to: described("The end of the last billable stretch; null while it goes on.", v.nullable(instant)),
  spans: v.array(span),
  why: described("One English sentence that says why.", v.string()),
  freeFrom: v.optional(date),
});

const monthStatus = v.picklist(["open", "ended", "closed"]);

export const memberDetail = v.object({
  ...member.entries,
  licenses: described(
    "The months, newest first, at most twelve and the running one, for which this member is a license, and why.",
    v.array(v.object({ month, status: monthStatus, ...license.entries })),
  ),
});

export const inactiveMembers = v.object({
  members: v.array(member),
  protected: v.array(v.object({ member, reason: v.picklist(["caller", "owner"]) })),
  fingerprint: v.string(),
});

export const removed = v.object({ removed: v.array(v.string()) });

export const team = v.object({
  id: v.string(),
  name: v.string(),
  status: v.picklist(["active", "archived"]),
  members: count,
  licensesOnlyThisTeam: described(
    "Next month's licenses that only this team makes: what archiving it would save.",
    count,
  ),
  addedAt: instant,
  archivedAt: v.optional(instant),
});

const figures = v.object({ licenses: count, net: money });
export const change = v.object({ month, licenseModel, before: figures, after: figures });

export const preview = v.object({
  currentMonth: change,
  nextMonth: change,
  counts: v.object({ before: counts, after: counts }),
});

export const monthItem = v.object({
  month,
  status: monthStatus,
  licenseModel,
  licenses: count,
  net: money,
  closedAt: v.optional(instant),
  invoice: v.optional(
    described("The number of the invoice that stands for the month: not a canceled one.", v.string()),
  ),
});

export const monthLicenses = v.object({
  ...monthItem.entries,
  items: v.array(license),
  nextCursor: v.optional(v.string()),
});

export const mail = described(
  "`detail`: what the receiving server said last, or why it was not reached. `at`: when the status last changed.",
  v.object({
    id: v.string(),
    to: v.string(),
    status: v.picklist(["queued", "sending", "sent", "failed", "bounced"]),
    at: instant,
    attempts: count,
    retryAt: v.optional(described("Queued again after an attempt that failed for the time being.", instant)),
    detail: v.optional(v.string()),
  }),
);

export const invoiceItem = described(
  "Amounts are positive, those of a credit note too. `dueOn` of a credit note is the day it was issued.",
  v.object({
    number: v.string(),
    type: v.picklist(["invoice", "credit-note"]),
    month,
    issuedOn: date,
    dueOn: date,
    status: v.picklist(["open", "overdue", "paid", "canceled"]),
    net: money,
    tax: money,
    gross: money,
    licenses: count,
    licenseModel,
    paidOn: v.optional(date),
    corrects: v.optional(described("Of a credit note: the invoice that it cancels.", v.string())),
    creditNote: v.optional(described("Of a canceled invoice: its credit note, once that has its number.", v.string())),
    mails: described("The last mail to each address, in the order in which they were queued.", v.array(mail)),
  }),
);

export const sellerInvoiceItem = v.object({ workspace: v.string(), ...invoiceItem.entries });

const printedAddress = v.object({ ...address.entries, countryName: v.string() });
const taxRate = { category: v.picklist(["S", "Z", "E", "AE", "K", "G", "O"]), ratePercent: v.number() };

export const invoice = described(
  "An invoice or credit note as it was frozen.",
  v.object({
    ...invoiceItem.entries,
    period: v.object({ first: date, last: date }),
    language,
    seller: v.object({
      name: v.string(),
      address: printedAddress,
      vatId: v.optional(v.string()),
      taxNumber: v.optional(v.string()),
      registration: v.optional(v.string()),
      contact: v.object({ name: v.string(), phone: v.string(), email: v.string() }),
      bank: v.object({ iban: v.string(), bic: v.optional(v.string()), holder: v.optional(v.string()) }),
    }),
    customer: v.object({
      name: v.string(),
      address: printedAddress,
      vatId: v.optional(v.string()),
      reference: v.optional(v.string()),
    }),
    lines: v.array(
      v.object({
        description: v.string(),
        note: v.optional(v.string()),
        quantity: count,
        unit: money,
        net: money,
        ...taxRate,
      }),
    ),
    taxes: v.array(v.object({ ...taxRate, net: money, tax: money, reason: v.optional(v.string()) })),
    reason: v.optional(described("Of a credit note: why the invoice was canceled.", v.string())),
    xrechnung: described(
      "Whether `.xml?profile=xrechnung` can be had: the customer has a reference, and an address.",
      v.boolean(),
    ),
  }),
);

export const fieldError = v.object({ field: v.string(), message: v.string() });

export const billingDetails = described(
  "Whom the invoices are addressed to. A new workspace has none of it.",
  v.object({
    name: v.optional(v.string()),
    address: v.optional(address),
    addressLines: v.optional(
      described("The address as it is written on the invoices, with the country.", v.array(v.string())),
    ),
    vatId: v.optional(v.string()),
    reference: v.optional(v.string()),
    language: v.optional(language),
    tax: v.optional(described("Set by the operator.", tax)),
    missing: described(
      "What is missing for an invoice: while anything is, months close and their invoices wait for it.",
      v.array(fieldError),
    ),
    required: described(
      "What must be given when the details are changed, besides name, address and language.",
      v.array(v.picklist(["vatId"])),
    ),
    countries: described("The codes that `address.country` may have.", v.array(v.string())),
  }),
);

export const mailbox = described(
  "`mailed`: invoices are mailed to it (user license); otherwise they are only there to download.",
  v.object({
    mailbox: v.array(v.string()),
    mailed: v.boolean(),
    /** A change that waits for each new address to be confirmed. Until then the old mailbox stays in force. */
    change: v.optional(
      v.object({
        mailbox: described(
          "`mail`: the link that was mailed to it last, where it is a new address.",
          v.array(v.object({ address: v.string(), confirmed: v.boolean(), mail: v.optional(mail) })),
        ),
        requestedAt: instant,
        requestedBy: actor,
        expiresAt: described("When the links that were mailed last stop working.", instant),
      }),
    ),
    expiredChange: v.optional(
      described(
        "A change that was not confirmed in time, for a week after `expiredAt`; the mailbox stayed as it was.",
        v.object({ mailbox: v.array(v.string()), expiredAt: instant }),
      ),
    ),
    accountingContact: v.optional(
      described(
        "There where only the operator changes the mailbox: whom to ask.",
        v.object({ name: v.string(), phone: v.string(), email: v.string() }),
      ),
    ),
  }),
);

export const pendingItem = described(
  "What has not come to its end by itself, and why; also a workspace that the store does not give back as it should.",
  v.object({
    workspace: v.string(),
    name: v.string(),
    kind: v.picklist([
      "unreadable",
      "clock-behind",
      "month-not-closed",
      "invoice-missing",
      "billing-details-missing",
      "number-missing",
      "mailbox-missing",
      "mail-waiting",
      "mail-failed",
      "erasure-unfinished",
    ]),
    month: v.optional(month),
    number: v.optional(v.string()),
    detail: v.string(),
  }),
);
export const pending = v.object({ items: v.array(pendingItem), nextCursor: v.optional(v.string()) });

export const pendingRun = v.object({
  closed: v.array(v.object({ workspace: v.string(), month })),
  issued: v.array(v.object({ workspace: v.string(), number: v.string() })),
  sent: described("How many mails were accepted by the receiving servers.", count),
  failed: v.array(v.object({ workspace: v.string(), detail: v.string() })),
});

export const outboxMail = described(
  "A mail that was written to the store because no SMTP server is set.",
  v.object({
    messageId: v.string(),
    at: instant,
    from: v.string(),
    to: v.string(),
    subject: v.string(),
    text: v.string(),
    html: v.string(),
    attachments: v.array(v.object({ name: v.string(), contentType: v.string(), href: v.string() })),
  }),
);

export const workspaceMail = described(
  "A mail of a workspace, and what it is about. `cause`: what the operator has to know besides `detail`.",
  v.object({
    ...mail.entries,
    about: v.picklist(["invoice", "mailbox-confirmation", "mailbox-notice"]),
    number: v.optional(v.string()),
    cause: v.optional(v.string()),
  }),
);

/** What was erased of a person, and what is kept. `done`: nothing of it is left in the store; `pending`: it is being overwritten. */
export const erasure = v.object({
  member: v.string(),
  status: v.picklist(["done", "pending"]),
  erasedAt: instant,
  /** Where name or address stay, and why. `number`: of the invoice or credit note, once it has one. */
  kept: v.array(
    v.object({
      what: v.picklist(["mailbox", "shared-address", "billing-details", "invoice", "cancel-reason", "team-name"]),
      number: v.optional(v.string()),
      team: v.optional(v.string()),
      why: v.string(),
    }),
  ),
});

export const session = v.object({ token: v.string(), expiresAt: instant });
export const access = v.object({ access: v.boolean() });

export const directoryChange = v.object({
  dryRun: v.boolean(),
  changes: v.object({
    teamsAdded: v.array(v.string()),
    teamsRenamed: v.array(v.string()),
    teamsArchived: v.array(v.string()),
    teamsUnarchived: v.array(v.string()),
    membersAdded: v.array(v.string()),
    membersChanged: v.array(v.string()),
    membersRemoved: v.array(v.string()),
    joined: v.array(v.object({ member: v.string(), team: v.string() })),
    left: v.array(v.object({ member: v.string(), team: v.string() })),
  }),
  effect: preview,
});

export const auditEntry = v.object({
  version: count,
  at: instant,
  by: author,
  events: v.array(v.looseObject({ type: v.string() })),
});

const apiKeyEntries = {
  id: v.string(),
  name: v.string(),
  scopes: v.array(v.picklist(scopes)),
  /** There where it is bound to one. */
  workspace: v.optional(v.string()),
  createdAt: instant,
  createdBy: author,
  expiresAt: v.optional(instant),
  /** The last day (UTC) that it was used on. */
  lastUsedOn: v.optional(date),
  revokedAt: v.optional(instant),
  /** Until when texts from before a rotation are accepted too. */
  overlapUntil: v.optional(instant),
};

/** An API key, never its text. */
export const apiKey = v.object(apiKeyEntries);

/** `key` is its text, which is told this once. */
export const newApiKey = v.object({ ...apiKeyEntries, key: v.string() });

export const closeAll = v.object({
  month,
  closed: v.array(v.string()),
  refused: v.array(v.object({ workspace: v.string(), code: v.string(), detail: v.string() })),
});

export const demoClock = v.object({ now: instant });

export const health = v.object({ status: v.literal("running") });

export const readiness = described(
  "Whether this server should be sent requests, and why not.",
  v.object({
    status: v.picklist(["ready", "not-ready"]),
    server: v.picklist(["running", "stopping"]),
    store: v.picklist(["reachable", "unreachable", "damaged"]),
    clock: described(
      "`behind` and `ahead` of the store's clock by more than an hour.",
      v.picklist(["sane", "behind", "ahead", "unknown"]),
    ),
  }),
);

/** All codes, for a client to switch on. */
export const problemCode = described(
  codes.map((code) => `- \`${code}\`: ${problemOf(code).title}`).join("\n"),
  v.picklist(codes),
);

export const problem = described(
  "RFC 9457. `code` is stable; `errors` names each wrong field.",
  v.object({
    type: v.string(),
    title: v.string(),
    status: v.number(),
    detail: v.string(),
    code: problemCode,
    errors: v.optional(v.array(fieldError)),
  }),
);

/** A page of a list: pass `nextCursor` as `cursor` for the next one; absent on the last. */
const page = <T extends v.GenericSchema>(item: T) =>
  v.object({ items: v.array(item), total: count, nextCursor: v.optional(v.string()) });

export const memberPage = page(member);
export const teamPage = page(team);
export const invoicePage = page(invoiceItem);
export const workspaceMailPage = page(workspaceMail);
export const outboxPage = page(outboxMail);
export const apiKeyPage = page(apiKey);
export const auditPage = page(auditEntry);
export const months = described("Oldest first.", v.array(monthItem));

export const workspaces = described(
  "`unreadable`: ids of workspaces on this page that the store does not give back as it should.",
  v.object({ ...page(workspaceItem).entries, unreadable: v.optional(v.array(v.string())) }),
);

export const sellerInvoices = described(
  "`unreadable`: the numbers on this page whose workspaces the store does not give back as it should.",
  v.object({
    ...page(sellerInvoiceItem).entries,
    unreadable: v.optional(v.array(v.string())),
  }),
);

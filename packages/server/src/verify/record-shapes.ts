import type {
  InvoiceDraft,
  NumberGiven,
  WebhookDeliveryEvent,
  WebhookEndpointEvent,
  WorkspaceEvent,
} from "@seatbook/core";
import * as v from "valibot";
import { language, licenseModel, memberRole, money, month, price, webhookEvent } from "../contract/values.ts";
import type { MailWritten } from "../billing/outbox.ts";
import type { ClockSet } from "../demo-clock.ts";
import { scopes } from "../api-keys/scopes.ts";
import type { ApiKeyEvent } from "../journals/api-key-journal.ts";
import { type Author, ways } from "../journals/author.ts";
import type { CatalogEvent } from "../journals/catalog-journal.ts";

// What the records of each log look like. Stricter than JSON, looser than requests: the rules of what may be asked for change
// with time, and what was written by those of its day is right.

const string = v.string();
const instant = v.pipe(v.number(), v.safeInteger());
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const version = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const date = v.pipe(v.string(), v.isoDate());
const mailbox = v.array(string);

const origin = {
  key: v.exactOptional(string),
  via: v.exactOptional(v.picklist(ways)),
  request: v.exactOptional(string),
};
const author = v.variant("type", [
  v.strictObject({ type: v.literal("operator"), ...origin }),
  v.strictObject({ type: v.literal("member"), id: string, ...origin }),
  v.strictObject({ type: v.literal("system"), ...origin }),
]);

const address = {
  line1: string,
  line2: v.exactOptional(string),
  postalCode: string,
  city: string,
  country: string,
};
const printedAddress = v.strictObject({ ...address, countryName: string });

const customer = v.strictObject({
  name: string,
  address: v.strictObject(address),
  vatId: v.exactOptional(string),
  reference: v.exactOptional(string),
  language,
});

const tax = v.variant("treatment", [
  v.strictObject({ treatment: v.literal("standard"), ratePercent: v.number() }),
  v.strictObject({ treatment: v.picklist(["reverse-charge", "outside-eu", "small-business"]) }),
]);

const profile = v.strictObject({
  name: string,
  contractStart: date,
  contract: v.picklist(["standard", "enterprise"]),
  licenseModel: v.exactOptional(licenseModel),
  tax: v.exactOptional(tax),
  customer: v.exactOptional(customer),
  mailbox: v.exactOptional(mailbox),
});

const terms = v.strictObject({ from: month, licenseModel, timeZone: string, price });

const cause = v.strictObject({
  what: v.picklist([
    "team-added",
    "team-unarchived",
    "team-archived",
    "member-joined-team",
    "member-left-team",
    "member-removed",
  ]),
  at: instant,
  by: v.variant("type", [
    v.strictObject({ type: v.literal("operator"), name: v.exactOptional(string) }),
    v.strictObject({ type: v.literal("member"), id: string, name: v.exactOptional(string) }),
    v.strictObject({ type: v.literal("system"), name: v.exactOptional(string) }),
  ]),
  version,
});

const frozenLicense = v.strictObject({
  holder: v.variant("type", [
    v.strictObject({ type: v.literal("team"), id: string, name: string }),
    v.strictObject({ type: v.literal("member"), id: string, name: string, email: string }),
  ]),
  spans: v.array(
    v.strictObject({
      team: v.strictObject({ id: string, name: string }),
      from: instant,
      to: instant,
      startedBy: cause,
      endedBy: v.exactOptional(cause),
    }),
  ),
  freeFrom: v.exactOptional(date),
});

const taxRate = { category: v.picklist(["S", "Z", "E", "AE", "K", "G", "O"]), ratePercent: v.number() };

const invoiceDraft = v.strictObject({
  format: v.literal(1),
  type: v.picklist(["invoice", "credit-note"]),
  month,
  period: v.strictObject({ first: date, last: date }),
  licenseModel,
  licenses: count,
  language,
  currency: string,
  seller: v.strictObject({
    name: string,
    address: printedAddress,
    vatId: v.exactOptional(string),
    taxNumber: v.exactOptional(string),
    registration: v.exactOptional(string),
    contact: v.strictObject({ name: string, phone: string, email: string }),
    bank: v.strictObject({ iban: string, bic: v.exactOptional(string), holder: v.exactOptional(string) }),
    accountingEmail: string,
    logo: v.exactOptional(string),
  }),
  customer: v.strictObject({
    name: string,
    address: printedAddress,
    vatId: v.exactOptional(string),
    reference: v.exactOptional(string),
    email: v.exactOptional(string),
  }),
  lines: v.array(
    v.strictObject({
      description: string,
      note: v.exactOptional(string),
      quantity: count,
      unitMinor: count,
      net: count,
      tax: v.strictObject(taxRate),
    }),
  ),
  taxes: v.array(
    v.strictObject({
      ...taxRate,
      net: count,
      tax: count,
      reasonCode: v.exactOptional(string),
      reason: v.exactOptional(string),
    }),
  ),
  net: count,
  tax: count,
  gross: count,
  notes: v.exactOptional(v.array(v.strictObject({ code: v.picklist(["PMT", "PMD", "AAB"]), text: string }))),
  paymentDays: count,
  annex: v.exactOptional(v.literal(true)),
  corrects: v.exactOptional(v.strictObject({ number: string, issuedOn: date, paidOn: v.exactOptional(date) })),
  reason: v.exactOptional(string),
}) satisfies v.GenericSchema<unknown, InvoiceDraft>;

const correspondence = { sender: v.strictObject({ name: string, email: string }), language };

const mailSubject = v.variant("kind", [
  v.strictObject({ kind: v.literal("invoice"), draft: version }),
  v.strictObject({ kind: v.literal("mailbox-confirmation"), change: version, expiresAt: instant, ...correspondence }),
  v.strictObject({ kind: v.literal("mailbox-notice"), mailbox, ...correspondence }),
]);

const member = { member: string, name: string, email: string, role: memberRole };

export const workspaceEvent = v.variant("type", [
  v.strictObject({ type: v.literal("WorkspaceCreated"), workspace: string, profile, terms }),
  v.strictObject({ type: v.literal("WorkspaceChanged"), profile }),
  v.strictObject({ type: v.literal("TermsChanged"), terms }),
  v.strictObject({ type: v.literal("TeamAdded"), team: string, name: string, since: instant }),
  v.strictObject({ type: v.literal("TeamRenamed"), team: string, name: string }),
  v.strictObject({ type: v.literal("TeamArchived"), team: string, isUnlisted: v.exactOptional(v.literal(true)) }),
  v.strictObject({ type: v.literal("TeamUnarchived"), team: string }),
  v.strictObject({
    type: v.literal("MemberAdded"),
    ...member,
    teams: v.exactOptional(v.array(string)),
    since: instant,
  }),
  v.strictObject({ type: v.literal("MemberChanged"), ...member }),
  v.strictObject({ type: v.literal("MemberJoinedTeam"), member: string, team: string, since: instant }),
  v.strictObject({ type: v.literal("MemberLeftTeam"), member: string, team: string }),
  v.strictObject({ type: v.literal("MemberRemoved"), member: string }),
  v.strictObject({ type: v.literal("MemberRestored"), member: string }),
  v.strictObject({
    type: v.literal("MemberProvisioned"),
    member: string,
    identity: v.strictObject({
      userName: string,
      externalId: v.exactOptional(string),
      displayName: v.exactOptional(string),
      givenName: v.exactOptional(string),
      familyName: v.exactOptional(string),
      formattedName: v.exactOptional(string),
      isDeleted: v.exactOptional(v.literal(true)),
    }),
  }),
  v.strictObject({
    type: v.literal("TeamProvisioned"),
    team: string,
    identity: v.strictObject({
      externalId: v.exactOptional(string),
      isDeleted: v.exactOptional(v.literal(true)),
    }),
  }),
  v.strictObject({
    type: v.literal("MemberErased"),
    member: string,
    addresses: v.array(version),
    mails: v.array(v.strictObject({ mail: string, address: v.exactOptional(version) })),
    kept: v.array(
      v.variant("what", [
        v.strictObject({ what: v.picklist(["mailbox", "shared-address", "billing-details"]) }),
        v.strictObject({ what: v.picklist(["invoice", "cancel-reason"]), draft: version }),
        v.strictObject({ what: v.literal("team-name"), team: string }),
      ]),
    ),
  }),
  v.strictObject({ type: v.literal("ErasureCompleted"), erasure: version }),
  v.strictObject({
    type: v.literal("MonthClosed"),
    month,
    licenseModel,
    rule: v.picklist(["any-in-month", "month-start"]),
    net: money,
    licenses: v.array(frozenLicense),
  }),
  v.strictObject({ type: v.literal("InvoiceDrafted"), invoice: invoiceDraft }),
  v.strictObject({ type: v.literal("InvoiceDeferred"), month }),
  v.strictObject({ type: v.literal("InvoiceIssued"), draft: version, number: string, issuedOn: date, dueOn: date }),
  v.strictObject({ type: v.literal("InvoiceCanceled"), number: string, reason: string }),
  v.strictObject({ type: v.literal("InvoicePaid"), number: string, paidOn: date }),
  v.strictObject({ type: v.literal("MailQueued"), mail: string, to: string, about: mailSubject }),
  v.strictObject({ type: v.literal("MailAttemptStarted"), mail: string, attempt: version }),
  v.strictObject({
    type: v.literal("MailAttemptEnded"),
    mail: string,
    attempt: version,
    outcome: v.picklist(["accepted", "deferred", "refused"]),
    detail: string,
    cause: v.exactOptional(string),
    retryAt: v.exactOptional(instant),
  }),
  v.strictObject({ type: v.literal("MailRetryRequested"), mail: string }),
  v.strictObject({ type: v.literal("MailBounced"), mail: string, detail: string }),
  v.strictObject({ type: v.literal("MailboxChangeRequested"), mailbox, unconfirmed: mailbox, expiresAt: instant }),
  v.strictObject({ type: v.literal("MailboxConfirmationResent"), expiresAt: instant }),
  v.strictObject({ type: v.literal("MailboxAddressConfirmed"), address: string }),
  v.strictObject({ type: v.literal("MailboxChanged"), mailbox }),
  v.strictObject({ type: v.literal("MailboxChangeWithdrawn") }),
]) satisfies v.GenericSchema<unknown, WorkspaceEvent>;

export const numberGiven = v.strictObject({
  type: v.literal("NumberGiven"),
  workspace: string,
  draft: version,
  number: string,
  series: string,
  sequence: version,
  issuedOn: date,
}) satisfies v.GenericSchema<unknown, NumberGiven>;

export const workspaceRegistered = v.strictObject({
  type: v.literal("WorkspaceRegistered"),
  workspace: string,
}) satisfies v.GenericSchema<unknown, CatalogEvent>;

export const mailWritten = v.strictObject({
  type: v.literal("MailWritten"),
  mail: v.strictObject({
    messageId: string,
    from: string,
    to: string,
    subject: string,
    text: string,
    html: string,
    attachments: v.array(v.strictObject({ name: string, contentType: string, href: string })),
  }),
}) satisfies v.GenericSchema<unknown, MailWritten>;

export const clockSet = v.strictObject({
  type: v.literal("ClockSet"),
  now: instant,
}) satisfies v.GenericSchema<unknown, ClockSet>;

const webhookSettings = v.strictObject({
  url: string,
  description: v.exactOptional(string),
  workspaces: v.exactOptional(v.array(string)),
  events: v.exactOptional(v.array(webhookEvent)),
});

export const webhookEndpointEvent = v.variant("type", [
  v.strictObject({
    type: v.literal("WebhookEndpointCreated"),
    endpoint: string,
    settings: webhookSettings,
    secret: string,
  }),
  v.strictObject({ type: v.literal("WebhookEndpointChanged"), endpoint: string, settings: webhookSettings }),
  v.strictObject({ type: v.literal("WebhookEndpointEnabled"), endpoint: string }),
  v.strictObject({
    type: v.literal("WebhookEndpointDisabled"),
    endpoint: string,
    reason: v.exactOptional(string),
  }),
  v.strictObject({
    type: v.literal("WebhookSecretRotated"),
    endpoint: string,
    secret: string,
    overlapUntil: instant,
  }),
  v.strictObject({
    type: v.literal("WebhookSecretResealed"),
    endpoint: string,
    sealed: string,
    secret: string,
  }),
  v.strictObject({ type: v.literal("WebhookEndpointDeleted"), endpoint: string }),
]) satisfies v.GenericSchema<unknown, WebhookEndpointEvent>;

const webhookMessage = { workspace: string, version, index: count, event: webhookEvent, occurredAt: instant };

const webhookAttempt = v.strictObject({
  at: instant,
  durationMs: count,
  status: v.exactOptional(count),
  response: v.exactOptional(string),
  error: v.exactOptional(string),
});

export const webhookDeliveryEvent = v.variant("type", [
  v.strictObject({ type: v.literal("WebhookAttemptStarted"), attempt: version, ...webhookMessage }),
  v.strictObject({
    type: v.literal("WebhookAttemptFailed"),
    workspace: string,
    attempt: webhookAttempt,
    retryAt: instant,
    isUncounted: v.exactOptional(v.literal(true)),
  }),
  v.strictObject({
    type: v.literal("WebhookMessageSettled"),
    message: v.strictObject(webhookMessage),
    outcome: v.picklist(["delivered", "failed"]),
    attempts: v.array(webhookAttempt),
    condemns: v.exactOptional(string),
  }),
  v.strictObject({ type: v.literal("WebhookResendRequested"), messages: v.array(v.strictObject(webhookMessage)) }),
  v.strictObject({ type: v.literal("WebhookRecordsPassed"), workspaces: v.array(v.tuple([string, version])) }),
]) satisfies v.GenericSchema<unknown, WebhookDeliveryEvent>;
const digest = v.pipe(string, v.regex(/^[0-9a-f]{64}$/));

export const apiKeyEvent = v.variant("type", [
  v.strictObject({
    type: v.literal("ApiKeyCreated"),
    key: string,
    name: string,
    scopes: v.array(v.picklist(scopes)),
    workspace: v.exactOptional(string),
    expiresAt: v.exactOptional(instant),
    digest,
  }),
  v.strictObject({ type: v.literal("ApiKeyRotated"), key: string, digest, overlapUntil: instant }),
  v.strictObject({ type: v.literal("ApiKeyRevoked"), key: string }),
  v.strictObject({ type: v.literal("ApiKeyUsed"), key: string, on: date }),
]) satisfies v.GenericSchema<unknown, ApiKeyEvent>;

/** A record of a log with such events, by whoever may write it. */
export function recordOf<E extends v.GenericSchema>(event: E) {
  return v.strictObject({
    at: instant,
    by: author satisfies v.GenericSchema<unknown, Author>,
    events: v.array(event),
    once: v.exactOptional(v.strictObject({ key: string, request: string, answer: v.unknown() })),
  });
}

import { crc32 } from "node:zlib";
import type { NumberGiven, WebhookDeliveryEvent, WebhookEndpointEvent, WorkspaceEvent } from "@seatbook/core";
import { memory, recordKey } from "@seatbook/storage";
import { beforeAll, describe, expect, test } from "vitest";
import { noProgress } from "../store/progress.ts";
import { richStore } from "../test/rich-store.ts";
import type { FindingCode } from "./findings.ts";
import { verifyStore } from "./verify.ts";

type AnyEvent =
  | WorkspaceEvent
  | NumberGiven
  | WebhookEndpointEvent
  | WebhookDeliveryEvent
  | { type: "WorkspaceRegistered"; workspace: string };
type Type = AnyEvent["type"];
type EventOf<T extends Type> = Extract<AnyEvent, { type: T }>;
type StoredRecord = {
  at: number;
  by: unknown;
  events: AnyEvent[];
  once?: { key: string; request?: string; answer?: unknown };
};

const acme = "workspace:acme";
const york = "workspace:_67d5e5dc3813a0817790222de5fb11958a1e8421bc60edbc45549eca0937c074";

let healthy: ReadonlyMap<string, string>;
beforeAll(async () => {
  healthy = await richStore();
});

/** A store that somebody damages. */
class Damaged {
  readonly data = new Map(healthy);

  /** Overwrites a value. */
  put(key: string, value: unknown): this {
    this.data.set(key, typeof value === "string" ? value : JSON.stringify(value));
    return this;
  }

  remove(key: string): this {
    this.data.delete(key);
    return this;
  }

  record(log: string, version: number): StoredRecord {
    return JSON.parse(this.data.get(recordKey(log, version)) ?? "");
  }

  edit(log: string, version: number, change: (record: StoredRecord) => void): this {
    const record = this.record(log, version);
    change(record);
    return this.put(recordKey(log, version), record);
  }

  /** The version of the `nth` record of a log with an event of that type. */
  versionOf(log: string, type: Type, nth = 1): number {
    let seen = 0;
    for (let version = 1; this.data.has(recordKey(log, version)); version++) {
      if (this.record(log, version).events.some((event) => event.type === type) && ++seen === nth) return version;
    }
    throw new Error(`${log} has no record ${nth} with ${type}`);
  }

  lastVersionOf(log: string): number {
    let version = 0;
    while (this.data.has(recordKey(log, version + 1))) version++;
    return version;
  }

  /** Changes the first event of that type in the `nth` record that has one. */
  change<T extends Type>(log: string, type: T, change: (event: EventOf<T>) => void, nth = 1): this {
    return this.edit(log, this.versionOf(log, type, nth), ({ events }) => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- found by its type
      change(events.find((event) => event.type === type) as EventOf<T>);
    });
  }

  drop(log: string, type: Type, nth = 1): this {
    return this.edit(log, this.versionOf(log, type, nth), (record) => {
      record.events = record.events.filter((event) => event.type !== type);
    });
  }

  /** Appends a record with these events to a log, at the instant of the last one. */
  append(log: string, ...events: AnyEvent[]): this {
    const last = this.lastVersionOf(log);
    return this.put(recordKey(log, last + 1), { at: this.record(log, last).at, by: { type: "system" }, events });
  }

  eventOf<T extends Type>(log: string, type: T, nth = 1): EventOf<T> {
    const { events } = this.record(log, this.versionOf(log, type, nth));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- found by its type
    return events.find((event) => event.type === type) as EventOf<T>;
  }
}

/** Where it must be found: the log or key, and the version where there is one. */
type Expected = { at: string; version?: number; code: FindingCode; detail: RegExp };
type Damage = [what: string, damage: (store: Damaged) => Expected | void, expected?: Expected];

const erasures: Damage[] = [
  [
    "the name of an erased member is put back",
    (store) => {
      const version = store.versionOf(acme, "MemberAdded");
      store.edit(acme, version, ({ events }) => {
        for (const event of events) if ("email" in event && event.member === "di") event.name = "DI";
      });
      return {
        at: acme,
        version: store.versionOf(acme, "ErasureCompleted"),
        code: "erased-left",
        detail: new RegExp(`^The member "di" was erased, and version ${version} still has the name or the address`),
      };
    },
  ],
  [
    "an erased member is named by a group that was answered",
    (store) => {
      const version = store.versionOf(acme, "MemberAdded");
      const answer = { members: [{ value: "di", display: "DI", type: "User" }] };
      store.edit(acme, version, (record) => (record.once = { key: "group", request: "x", answer }));
      return {
        at: acme,
        version: store.versionOf(acme, "ErasureCompleted"),
        code: "erased-left",
        detail: new RegExp(`^The member "di" was erased, and version ${version} still has the name or the address`),
      };
    },
  ],
  [
    "an erasure ends that was not begun",
    (store) => void store.append(acme, { type: "ErasureCompleted", erasure: 3 }),
    { at: acme, code: "event-refused", detail: /^An erasure of version 3 has ended that was not begun/ },
  ],
  [
    "a member is erased who is there",
    (store) => void store.append(acme, { type: "MemberErased", member: "bo", addresses: [], mails: [], kept: [] }),
    { at: acme, code: "event-refused", detail: /^The event MemberErased cannot be: the member "bo" is there/ },
  ],
];

const logs: Damage[] = [
  [
    "a version is missing",
    (store) => void store.remove(recordKey(acme, 4)),
    { at: acme, version: 4, code: "version-missing", detail: /^Version 4 is missing, and later ones are there\.$/ },
  ],
  [
    "the first version is missing",
    (store) => void store.remove(recordKey(acme, 1)),
    { at: acme, version: 1, code: "version-missing", detail: /^Version 1 is missing/ },
  ],
  [
    "a version is far beyond the others",
    (store) => void store.put(recordKey(acme, 999_999_999_999), "{}"),
    { at: acme, code: "version-missing", detail: /^Version \d+ is missing/ },
  ],
  [
    "a version of the register is missing",
    (store) => void store.remove(recordKey("register", 3)),
    { at: "register", version: 3, code: "version-missing", detail: /^Version 3 is missing/ },
  ],
  [
    "a version of the catalog is missing",
    (store) => void store.remove(recordKey("workspaces", 2)),
    { at: "workspaces", version: 2, code: "version-missing", detail: /^Version 2 is missing/ },
  ],
  [
    "a version of the outbox is missing",
    (store) => void store.remove(recordKey("outbox", 1)),
    { at: "outbox", version: 1, code: "version-missing", detail: /^Version 1 is missing/ },
  ],
  [
    "a version of the log of API keys is missing",
    (store) => void store.remove(recordKey("api-keys", 1)),
    { at: "api-keys", version: 1, code: "version-missing", detail: /^Version 1 is missing/ },
  ],
  [
    "an API key is rotated that was not made",
    (store) => void store.put(recordKey("api-keys", 1), { at: 0, by: { type: "operator" }, events: [] }),
    { at: "api-keys", version: 2, code: "event-refused", detail: /^ApiKey\w+ is of no API key/ },
  ],
  [
    "a record has an API key's text instead of its hash",
    (store) =>
      void store.put(recordKey("api-keys", 1), {
        at: 0,
        by: { type: "operator", via: "api" },
        events: [{ type: "ApiKeyCreated", key: "key_1", name: "Host", scopes: ["read"], digest: "sbk_1" }],
      }),
    { at: "api-keys", version: 1, code: "record-shape", detail: /digest/ },
  ],
  [
    "a record is torn",
    (store) => void store.put(recordKey(acme, 2), (store.data.get(recordKey(acme, 2)) ?? "").slice(0, -10)),
    { at: acme, version: 2, code: "record-unreadable", detail: /is not JSON/ },
  ],
  [
    "a record is no record",
    (store) => void store.put(recordKey(acme, 2), []),
    { at: acme, version: 2, code: "record-shape", detail: /what a record of this log has/ },
  ],
  [
    "a record lacks its instant",
    (store) => void store.put(recordKey("outbox", 1), { by: { type: "system" }, events: [] }),
    { at: "outbox", version: 1, code: "record-shape", detail: /^"at" of the record/ },
  ],
  [
    "an event has a type that there is not",
    (store) => void store.edit(acme, 1, ({ events: [event] }) => Object.assign(event ?? {}, { type: "WorkspaceSold" })),
    { at: acme, version: 1, code: "record-shape", detail: /^"events\.0\.type" of the record/ },
  ],
  [
    "an event has a field that there is not",
    (store) => void store.change(acme, "TeamRenamed", (event) => Object.assign(event, { color: "red" })),
    { at: acme, code: "record-shape", detail: /^"events\.0\.color" of the record/ },
  ],
  [
    "a number is a string",
    (store) => void store.change(acme, "MonthClosed", ({ net }) => Object.assign(net, { minor: "9800" })),
    { at: acme, code: "record-shape", detail: /^"events\.0\.net\.minor"/ },
  ],
  [
    "time goes back",
    (store) => void store.edit(acme, 4, (record) => (record.at -= 86_400_000 * 60)),
    { at: acme, version: 4, code: "time-back", detail: /dated before the record before it/ },
  ],
  [
    "an idempotency key comes twice",
    (store) => {
      const { once } = store.record(acme, 1);
      store.edit(acme, 2, (record) => Object.assign(record, { once }));
    },
    { at: acme, version: 2, code: "key-repeated", detail: /the idempotency key of version 1/ },
  ],
];

const directory: Damage[] = [
  [
    "a workspace is created twice",
    (store) => void store.append("workspace:idle", store.eventOf("workspace:idle", "WorkspaceCreated")),
    { at: "workspace:idle", code: "event-refused", detail: /WorkspaceCreated is where only/ },
  ],
  [
    "a log does not begin with its workspace",
    (store) => void store.edit("workspace:idle", 1, (record) => (record.events = [])),
    { at: "workspace:idle", version: 1, code: "event-refused", detail: /does not create the workspace/ },
  ],
  [
    "terms take effect in the running month",
    (store) => void store.change(acme, "TermsChanged", ({ terms }) => (terms.from = "2026-09")),
    { at: acme, code: "event-refused", detail: /set in 2026-09 take effect in 2026-09/ },
  ],
  [
    "a team is added twice",
    (store) => void store.append(acme, { type: "TeamAdded", team: "design", name: "X", since: 0 }),
    { at: acme, code: "event-refused", detail: /the team "design" was added before/ },
  ],
  [
    "a team that was never added is renamed",
    (store) => void store.change(acme, "TeamRenamed", (event) => (event.team = "nobody")),
    { at: acme, code: "event-refused", detail: /there is no team "nobody"/ },
  ],
  [
    "an archived team is archived",
    (store) => void store.append(acme, { type: "TeamArchived", team: "old" }),
    { at: acme, code: "event-refused", detail: /the team "old" is archived already/ },
  ],
  [
    "an active team is unarchived",
    (store) => void store.append(acme, { type: "TeamUnarchived", team: "design" }),
    { at: acme, code: "event-refused", detail: /the team "design" is active already/ },
  ],
  [
    "a member is added twice",
    (store) => void store.change(acme, "MemberAdded", (event) => (event.member = "bo"), 2),
    { at: acme, code: "event-refused", detail: /the member "bo" is there already/ },
  ],
  [
    "a member who is not there changes",
    (store) => void store.change(acme, "MemberChanged", (event) => (event.member = "nobody")),
    { at: acme, code: "event-refused", detail: /there is no member "nobody"/ },
  ],
  [
    "an identity provider knows a member who never was there",
    (store) =>
      void store.append(acme, { type: "MemberProvisioned", member: "nobody", identity: { userName: "nobody" } }),
    { at: acme, code: "event-refused", detail: /there is no member "nobody"/ },
  ],
  [
    "an identity provider knows a team that never was there",
    (store) => void store.append(acme, { type: "TeamProvisioned", team: "none", identity: {} }),
    { at: acme, code: "event-refused", detail: /there is no team "none"/ },
  ],
  [
    "a member joins a team twice",
    (store) =>
      void store.append(acme, {
        type: "MemberJoinedTeam",
        member: "ana",
        team: "design",
        since: Date.parse("2026-11-03"),
      }),
    { at: acme, code: "event-refused", detail: /the member "ana" is already in the team "design"/ },
  ],
  [
    "a member leaves a team that they are not in",
    (store) => void store.change(acme, "MemberLeftTeam", (event) => (event.team = "old")),
    { at: acme, code: "event-refused", detail: /the member "bo" is not in the team "old"/ },
  ],
  [
    "a member is removed twice",
    (store) => void store.append(acme, { type: "MemberRemoved", member: "di" }),
    { at: acme, code: "event-refused", detail: /the member "di" is not there/ },
  ],
  [
    "a member who is there is restored",
    (store) => void store.append(acme, { type: "MemberRestored", member: "ana" }),
    {
      at: acme,
      code: "event-refused",
      detail: /MemberRestored could not come of any command\. It would have changed nothing/,
    },
  ],
  [
    "a member is restored after the time for it",
    (store) => void store.append(acme, { type: "MemberRestored", member: "di" }),
    { at: acme, code: "event-refused", detail: /can be restored for 30 days/ },
  ],
  [
    "something began after it was recorded",
    (store) =>
      void store.append(acme, { type: "TeamAdded", team: "new", name: "New", since: Date.parse("2027-01-01") }),
    { at: acme, code: "event-refused", detail: /it began after it was recorded/ },
  ],
  [
    "something began in a closed month",
    (store) =>
      void store.append(acme, { type: "TeamAdded", team: "new", name: "New", since: Date.parse("2026-08-20") }),
    { at: acme, code: "event-refused", detail: /it began in a month that was closed/ },
  ],
];

const months: Damage[] = [
  [
    "a month is closed twice",
    (store) => void store.append("workspace:idle", store.eventOf("workspace:idle", "MonthClosed")),
    { at: "workspace:idle", code: "month-out-of-order", detail: /^2026-08 was closed before\.$/ },
  ],
  [
    "a month is left out",
    (store) => void store.change("workspace:idle", "MonthClosed", (event) => (event.month = "2026-09")),
    { at: "workspace:idle", code: "month-out-of-order", detail: /^2026-09 was closed where 2026-08 was next\.$/ },
  ],
  [
    "a month is closed before it has ended",
    (store) =>
      void store.append("workspace:idle", { ...store.eventOf("workspace:idle", "MonthClosed"), month: "2026-11" }),
    { at: "workspace:idle", code: "month-out-of-order", detail: /^2026-11 was closed before it had ended\.$/ },
  ],
  [
    "a license is missing in a closed month",
    (store) => void store.change(acme, "MonthClosed", (event) => void event.licenses.pop()),
    {
      at: acme,
      code: "month-recount",
      detail: /^The license list of 2026-08 .* it has 2 holders, the history 3, .* "cy"\.$/,
    },
  ],
  [
    "a license of a closed month is of somebody else",
    (store) => void store.change(acme, "MonthClosed", ({ licenses: [first] }) => first && (first.holder.id = "di")),
    { at: acme, code: "month-recount", detail: /differ first at "ana"/ },
  ],
  [
    "a license of a closed month counts for another reason",
    (store) =>
      void store.change(
        acme,
        "MonthClosed",
        ({ licenses }) => licenses[1]?.spans[0] && (licenses[1].spans[0].from += 1),
      ),
    { at: acme, code: "month-recount", detail: /differ first at "bo"/ },
  ],
  [
    "the history of a closed month lacks somebody",
    (store) =>
      void store.edit(acme, 2, (record) => {
        record.events = record.events.filter((event) => !("member" in event && event.member === "cy"));
      }),
    { at: acme, code: "month-recount", detail: /it has 3 holders, the history 2, and they differ first at "cy"/ },
  ],
  [
    "the net of a closed month is another one",
    (store) => void store.change(acme, "MonthClosed", ({ net }) => (net.minor += 1)),
    { at: acme, code: "month-amount", detail: /^2026-08 was closed by user license at 14701 EUR; .* 14700 EUR/ },
  ],
  [
    "the license model of a closed month is another one",
    (store) => void store.change(york, "MonthClosed", (event) => (event.licenseModel = "user")),
    { at: york, code: "month-amount", detail: /closed by user license .* its terms make it team license/ },
  ],
];

const invoices: Damage[] = [
  [
    "a line item does not add up",
    (store) =>
      void store.change(acme, "InvoiceDrafted", ({ invoice: { lines } }) => lines[0] && (lines[0].quantity += 1)),
    { at: acme, code: "invoice-amount", detail: /^The sums of the invoice of 2026-08 do not add up\.$/ },
  ],
  [
    "the tax is not the rate's",
    (store) =>
      void store.change(acme, "InvoiceDrafted", ({ invoice }) => {
        invoice.tax += 1;
        invoice.gross += 1;
        if (invoice.taxes[0]) invoice.taxes[0].tax += 1;
      }),
    { at: acme, code: "invoice-amount", detail: /do not add up/ },
  ],
  [
    "an invoice is over more than was closed",
    (store) => void store.change(acme, "InvoiceDrafted", ({ invoice }) => (invoice.licenses += 1)),
    { at: acme, code: "invoice-amount", detail: /^The invoice of 2026-08 is over 4 licenses .* closed with 3/ },
  ],
  [
    "a month has two invoices",
    (store) => void store.append(acme, store.eventOf(acme, "InvoiceDrafted")),
    { at: acme, code: "invoice-repeated", detail: /^2026-08 has an invoice already that is not canceled\.$/ },
  ],
  [
    "a month has an invoice, and is not closed",
    (store) => void store.drop(acme, "MonthClosed", 3),
    { at: acme, code: "invoice-unfounded", detail: /^2026-10 has an invoice, and is not closed\.$/ },
  ],
  [
    "an invoice is canceled twice",
    (store) => void store.append(york, store.eventOf(york, "InvoiceCanceled"), creditNoteOf(store)),
    { at: york, code: "invoice-repeated", detail: /^2026-000001 was canceled before\.$/ },
  ],
  [
    "an invoice is canceled without a credit note",
    (store) => void store.append(acme, { type: "InvoiceCanceled", number: "2026-000003", reason: "" }),
    { at: acme, code: "credit-note-unfounded", detail: /^2026-000003 was canceled without a credit note\.$/ },
  ],
  [
    "a credit note cancels nothing",
    (store) => void store.drop(york, "InvoiceCanceled"),
    { at: york, code: "credit-note-unfounded", detail: /corrects "2026-000001", which is not canceled by it/ },
  ],
  [
    "a credit note is over less than its invoice",
    (store) =>
      void store.edit(york, store.versionOf(york, "InvoiceCanceled"), ({ events }) => {
        for (const event of events) if (event.type === "InvoiceDrafted") event.invoice.gross -= 1;
      }),
    { at: york, code: "credit-note-unfounded", detail: /is not over the same month and amounts/ },
  ],
  [
    "somebody else's invoice is canceled",
    (store) => void store.append(acme, { type: "InvoiceCanceled", number: "2026-000099", reason: "" }),
    {
      at: acme,
      code: "invoice-unfounded",
      detail: /^2026-000099 was canceled, and is no invoice of this workspace\.$/,
    },
  ],
  [
    "what is not closed waits for its invoice",
    (store) => void store.append(acme, { type: "InvoiceDeferred", month: "2026-12" }),
    { at: acme, code: "invoice-unfounded", detail: /^The invoice of 2026-12 was put off/ },
  ],
  [
    "an invoice is issued twice",
    (store) => void store.append(acme, store.eventOf(acme, "InvoiceIssued")),
    { at: acme, code: "event-refused", detail: /InvoiceIssued .* changed nothing/ },
  ],
  [
    "an invoice is due on another day",
    (store) => void store.change(acme, "InvoiceIssued", (event) => (event.dueOn = "2027-01-01")),
    { at: acme, code: "event-refused", detail: /InvoiceIssued .* another event/ },
  ],
  [
    "an invoice is paid before it was issued",
    (store) => void store.change(acme, "InvoicePaid", (event) => (event.paidOn = "2026-09-01")),
    { at: acme, code: "event-refused", detail: /InvoicePaid .* before the day of issue/ },
  ],
  [
    "a logo is missing",
    (store) => void store.remove([...store.data.keys()].find((key) => key.startsWith("logos:")) ?? ""),
    { at: york, code: "logo-missing", detail: /^The logo [0-9a-f]{64} of an invoice is missing\.$/ },
  ],
];

function creditNoteOf(store: Damaged): AnyEvent {
  const { events } = store.record(york, store.versionOf(york, "InvoiceCanceled"));
  const creditNote = events.find(({ type }) => type === "InvoiceDrafted");
  if (!creditNote) throw new Error("a canceled invoice has a credit note");
  return creditNote;
}

const register: Damage[] = [
  [
    "a number is left out",
    (store) =>
      void store.change(
        "register",
        "NumberGiven",
        (event) => Object.assign(event, { number: "2026-000099", sequence: 99 }),
        11,
      ),
    {
      at: "register",
      version: 11,
      code: "number-out-of-order",
      detail: /^2026-000099 is number 99 of its series, where 11 was next\.$/,
    },
  ],
  [
    "a number is given twice",
    (store) =>
      void store.change(
        "register",
        "NumberGiven",
        (event) => Object.assign(event, { number: "2026-000002", sequence: 2 }),
        3,
      ),
    { at: "register", version: 3, code: "number-repeated", detail: /^2026-000002 was given before\.$/ },
  ],
  [
    "a draft has two numbers",
    (store) => {
      const first = store.eventOf("register", "NumberGiven");
      store.append("register", { ...first, number: "2026-000012", sequence: 12, issuedOn: "2026-11-03" });
    },
    {
      at: "register",
      version: 12,
      code: "number-repeated",
      detail: /^The draft 4 of "New York\/1" has 2026-000001, and was given 2026-000012\.$/,
    },
  ],
  [
    "a number is dated before the one before it",
    (store) => void store.change("register", "NumberGiven", (event) => (event.issuedOn = "2026-01-01"), 5),
    {
      at: "register",
      version: 5,
      code: "number-out-of-order",
      detail: /dated 2026-01-01, the number before it 2026-09-20/,
    },
  ],
  [
    "a number is not written as its sequence number is",
    (store) => void store.change("register", "NumberGiven", (event) => (event.number = "2026-000077"), 11),
    {
      at: "register",
      version: 11,
      code: "number-out-of-order",
      detail: /^2026-000077 is not how number 11 of 2026-11-03 is written\.$/,
    },
  ],
  [
    "a number is given to what drafted no invoice",
    (store) =>
      void store.append("register", {
        ...store.eventOf("register", "NumberGiven", 11),
        draft: 1,
        number: "2026-000012",
        sequence: 12,
      }),
    {
      at: "register",
      version: 12,
      code: "number-unfounded",
      detail: /^2026-000012 was given to version 1 of "late", which drafted no invoice\.$/,
    },
  ],
  [
    "a number is given to a workspace that there is not",
    (store) =>
      void store.append("register", {
        ...store.eventOf("register", "NumberGiven", 11),
        workspace: "gone",
        number: "2026-000012",
        sequence: 12,
      }),
    { at: "register", version: 12, code: "number-unfounded", detail: /of "gone", which drafted no invoice/ },
  ],
  [
    "a workspace knows another number than the register gave",
    (store) => void store.change(acme, "InvoiceIssued", (event) => (event.number = "2026-000099"), 3),
    { at: acme, code: "number-unknown", detail: /bears 2026-000099 of 2026-11-03, which the register did not give it/ },
  ],
  [
    "a workspace knows another day than the register gave",
    (store) => void store.change("register", "NumberGiven", (event) => (event.issuedOn = "2026-11-04"), 11),
    { at: "workspace:late", code: "number-unknown", detail: /bears 2026-000011 of 2026-11-03/ },
  ],
  [
    "the register has lost its last number",
    (store) => void store.remove(recordKey("register", 11)),
    { at: "workspace:late", code: "number-unknown", detail: /bears 2026-000011/ },
  ],
];

const mails: Damage[] = [
  [
    "an invoice by user license is not mailed",
    (store) => void store.drop(acme, "MailQueued"),
    { at: acme, code: "mail-not-queued", detail: /is issued and mailed to 0 addresses, and the mailbox has 1/ },
  ],
  [
    "a mail has a name of another record",
    (store) => void store.change(acme, "MailQueued", (event) => (event.mail = "1-1")),
    { at: acme, code: "mail-attempt", detail: /^The mail 1-1 was queued as number 1 of version \d+\.$/ },
  ],
  [
    "a mail is about an invoice that is not there",
    (store) => void store.change(acme, "MailQueued", ({ about }) => about.kind === "invoice" && (about.draft = 1)),
    { at: acme, code: "mail-attempt", detail: /about an invoice that is not there/ },
  ],
  [
    "an attempt is claimed twice",
    (store) => void store.append(acme, store.eventOf(acme, "MailAttemptStarted")),
    { at: acme, code: "mail-attempt", detail: /^The attempt 1 of the mail \S+ was claimed after 1/ },
  ],
  [
    "an attempt ends that was not begun",
    (store) => void store.append(acme, { ...store.eventOf(acme, "MailAttemptEnded"), attempt: 2 }),
    { at: acme, code: "mail-attempt", detail: /^The attempt 2 of the mail \S+ ended, and was not begun\.$/ },
  ],
  [
    "an attempt ends twice",
    (store) => void store.append(acme, store.eventOf(acme, "MailAttemptEnded")),
    { at: acme, code: "mail-attempt", detail: /ended when the mail was (?:sent|bounced)\.$/ },
  ],
  [
    "an attempt is made of a mail that there is not",
    (store) => void store.append(acme, { type: "MailAttemptStarted", mail: "1-1", attempt: 1 }),
    { at: acme, code: "mail-attempt", detail: /^There is no mail 1-1\.$/ },
  ],
  [
    "a mail comes back that was not sent",
    (store) => void store.append(acme, { type: "MailBounced", mail: "1-1", detail: "" }),
    { at: acme, code: "event-refused", detail: /MailBounced .* no such mail/ },
  ],
  [
    "a mailbox changes that nobody asked for",
    (store) => void store.append(acme, { type: "MailboxChanged", mailbox: ["thief@evil.example"] }),
    { at: acme, code: "mailbox-change", detail: /an address that was not asked for and confirmed/ },
  ],
  [
    "an address is confirmed that was not asked for",
    (store) => void store.change(acme, "MailboxAddressConfirmed", (event) => (event.address = "thief@evil.example")),
    { at: acme, code: "event-refused", detail: /MailboxAddressConfirmed could not come/ },
  ],
  [
    "a change is withdrawn that nobody asked for",
    (store) => void store.append(acme, { type: "MailboxChangeWithdrawn" }),
    { at: acme, code: "mailbox-change", detail: /MailboxChangeWithdrawn is about a change .* not asked for/ },
  ],
];

const deliveries = "webhook-deliveries:endpoint-1";

const webhooks: Damage[] = [
  [
    "a webhook endpoint is changed that was never created",
    (store) => void store.append("webhook-endpoints", { type: "WebhookEndpointEnabled", endpoint: "other" }),
    { at: "webhook-endpoints", code: "webhook-endpoint-contradicts", detail: /"other" is not there to be changed/ },
  ],
  [
    "a webhook endpoint is created twice",
    (store) => void store.append("webhook-endpoints", store.eventOf("webhook-endpoints", "WebhookEndpointCreated")),
    { at: "webhook-endpoints", code: "webhook-endpoint-contradicts", detail: /"endpoint-1" was created before/ },
  ],
  [
    "webhooks were sent to an endpoint that never was",
    (store) => void store.put("webhook-deliveries:other:000000000001", { at: 0, by: { type: "system" }, events: [] }),
    { at: "webhook-deliveries:other", code: "webhook-endpoint-unknown", detail: /^There never was an endpoint/ },
  ],
  [
    "a message to an endpoint is settled that was not under way",
    (store) => void store.append(deliveries, store.eventOf(deliveries, "WebhookMessageSettled")),
    { at: deliveries, code: "webhook-out-of-order", detail: /another message is under way/ },
  ],
  [
    "a message to an endpoint is begun while another one is under way",
    (store) => {
      const { message } = store.eventOf(deliveries, "WebhookMessageSettled");
      const start = { type: "WebhookAttemptStarted", attempt: 1 } as const;
      store.append(deliveries, { ...start, ...message, workspace: "other" });
      store.append(deliveries, { ...start, ...message, workspace: "other", version: 99 });
    },
    { at: deliveries, code: "webhook-out-of-order", detail: /^Of the workspace "other"/ },
  ],
  [
    "a delivery has no outcome",
    (store) =>
      void store.edit(deliveries, store.versionOf(deliveries, "WebhookMessageSettled"), ({ events }) => {
        for (const event of events) Reflect.deleteProperty(event, "outcome");
      }),
    { at: deliveries, code: "record-shape", detail: /"events.0.outcome" of the record/ },
  ],
];

const others: Damage[] = [
  [
    "a workspace is not listed",
    (store) => void store.change("workspaces", "WorkspaceRegistered", (event) => (event.workspace = "other")),
    { at: acme, code: "workspace-unlisted", detail: /^The catalog does not list this workspace\.$/ },
  ],
  [
    "a workspace is listed twice",
    (store) => void store.append("workspaces", { type: "WorkspaceRegistered", workspace: "acme" }),
    { at: "workspaces", code: "workspace-listed-twice", detail: /^The workspace "acme" was listed before\.$/ },
  ],
  [
    "a log has the name of another workspace",
    (store) => void store.change("workspace:idle", "WorkspaceCreated", (event) => (event.workspace = "other")),
    {
      at: "workspace:idle",
      version: 1,
      code: "workspace-misnamed",
      detail: /^This is the log of the workspace "other"/,
    },
  ],
  [
    "a team that was never added is left",
    (store) => void store.append(acme, { type: "MemberLeftTeam", member: "nobody", team: "old" }),
    { at: acme, code: "cannot-fold", detail: /names a member that it never added: nobody/ },
  ],
  [
    "a logo is another one",
    (store) => {
      const key = [...store.data.keys()].find((each) => each.startsWith("logos:")) ?? "";
      store.put(key, { base64: Buffer.from("another logo").toString("base64") });
      return { at: key, code: "logo-damaged", detail: /^The logo is not the one that its key names\.$/ };
    },
  ],
  [
    "the secret cannot be read",
    (store) => void store.put("secrets:session-tokens", "{}"),
    { at: "secrets:session-tokens", code: "secret-unreadable", detail: /cannot be read/ },
  ],
  [
    "a copy was not finished",
    (store) => void store.put("unfinished-copy", "{}"),
    { at: "unfinished-copy", code: "unfinished-copy", detail: /parts of it are missing/ },
  ],
  [
    "a snapshot has a member more",
    (store) => {
      const [key = "", value = ""] = [...store.data].findLast(([each]) => /:snapshot:.*:\d{6}$/.test(each)) ?? [];
      const changed = value.replaceAll('"m1099"', '"m9999"');
      const head = key.replace(/:snapshot:.*/, ":snapshot");
      store.put(key, changed);
      store.put(head, (store.data.get(head) ?? "").replace(String(crc32(value)), String(crc32(changed))));
      return { at: "workspace:large", code: "snapshot-differs", detail: /not what the records of the log amount to/ };
    },
  ],
];

describe("a store with a rich history", () => {
  test("has nothing wrong with it", async () => {
    const { hash, ...found } = await verifyStore(memory({ data: new Map(healthy) }), noProgress);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    const keys = [...healthy.keys()].filter((key) => !key.includes(":snapshot")).length;
    expect(found).toEqual({ keys, workspaces: 5, numbers: 11, findings: [], untold: [], notes: [] });
    expect(healthy.size).toBeGreaterThan(keys);
  });

  test.each([
    ["lacks a piece", (data: Map<string, string>, piece: string) => data.delete(piece)],
    [
      "has one that is damaged",
      (data: Map<string, string>, piece: string) => data.set(piece, '{"state":{"members":[]}}'),
    ],
  ])("has nothing wrong with it where a snapshot %s, which no server uses then", async (what, damage) => {
    const data = new Map(healthy);
    damage(data, [...data.keys()].findLast((each) => /:snapshot:.*:\d{6}$/.test(each)) ?? "");
    const { findings, notes } = await verifyStore(memory({ data }), noProgress);
    expect(findings).toEqual([]);
    expect(notes).toEqual([{ at: "workspace:large", detail: expect.stringContaining(what) }]);
  });

  test.each([
    ...logs,
    ...directory,
    ...erasures,
    ...months,
    ...invoices,
    ...register,
    ...mails,
    ...webhooks,
    ...others,
  ])("is found damaged where %s", async (_, damage, expected) => {
    const store = new Damaged();
    const where = damage(store) ?? expected;
    if (!where) throw new Error("say where it must be found");
    const { findings } = await verifyStore(memory({ data: store.data }), noProgress);
    const { at, version, code, detail } = where;
    expect(findings).toContainEqual({
      at,
      ...((version !== undefined || findings.find((each) => each.code === code)?.version !== undefined) && {
        version: version ?? expect.any(Number),
      }),
      code,
      detail: expect.stringMatching(detail),
      remedy: expect.stringMatching(/\.$/),
    });
  });
});

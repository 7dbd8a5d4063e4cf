import { ForkableMap } from "../forkable-map.ts";
import { dayMs, type Month } from "../month.ts";
import type { Money } from "../money.ts";
import type { Erasure } from "./erasure.ts";
import type {
  Actor,
  CountingRule,
  LicenseModel,
  MailSubject,
  MemberIdentity,
  MemberRole,
  Profile,
  TeamIdentity,
  Terms,
} from "./events.ts";
import { Identities } from "./identities.ts";
import type { Interval, Stay } from "./intervals.ts";
import { Rosters } from "./rosters.ts";
import type { Turns } from "../turns.ts";

/** `addedAt`: the first instant it was there. `activity`: when it was not archived. `changed`: the version of the last record that
 *  changed the team or who is in it. */
export type Team = {
  readonly id: string;
  readonly name: string;
  readonly addedAt: number;
  /** Archived because a directory no longer listed it. */
  readonly isUnlisted: boolean;
  readonly identity?: TeamIdentity;
  readonly changed: number;
  readonly activity: readonly Stay[];
};

export type Membership = { readonly team: string; readonly stays: readonly Stay[] };

/** `presence`: when the member could access the workspace. `activity`: when in at least one active team, disjoint and in
 *  order. `changed`: the version of the last record that changed the member. */
export type Member = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: MemberRole;
  readonly identity?: MemberIdentity;
  readonly changed: number;
  readonly presence: readonly Stay[];
  readonly memberships: readonly Membership[];
  readonly activity: readonly Interval[];
};

/** A month of the workspace, [from, to) in epoch milliseconds, under the terms in force. */
export type Period = Interval & { readonly month: Month; readonly terms: Terms };

export type ClosedMonth = {
  readonly month: Month;
  readonly licenseModel: LicenseModel;
  readonly rule: CountingRule;
  readonly licenses: number;
  readonly net: Money;
  readonly at: number;
  /** The record that holds the frozen license list. */
  readonly version: number;
};

/** An invoice or credit note, without what is only needed to write its documents: that is in the record of version `draft`.
 *  Amounts in the currency's minor unit. Number and dates are there once the register has given them. */
export type InvoiceEntry = {
  readonly draft: number;
  readonly type: "invoice" | "credit-note";
  readonly month: Month;
  readonly licenseModel: LicenseModel;
  readonly licenses: number;
  readonly currency: string;
  readonly net: number;
  readonly tax: number;
  readonly gross: number;
  readonly paymentDays: number;
  readonly issued?: { readonly number: string; readonly issuedOn: string; readonly dueOn: string };
  readonly paidOn?: string;
  /** Of a credit note: the number of the invoice it cancels. */
  readonly corrects?: string;
  readonly isCanceled: boolean;
};

/** `version`: the record that queued it. `at`: when the status last changed. `dueAt`: when the next attempt may be made, of a
 *  mail that is queued. Epoch ms. `asked`: how many attempts somebody has asked for before they were due. `cause`: what the
 *  operator has to know besides `detail`. */
export type Mail = {
  readonly id: string;
  readonly version: number;
  readonly to: string;
  readonly about: MailSubject;
  readonly status: "queued" | "sending" | "sent" | "failed" | "bounced";
  readonly attempts: number;
  readonly at: number;
  readonly dueAt: number;
  readonly asked?: number;
  readonly detail?: string;
  readonly cause?: string | undefined;
};

/** A change of the mailbox that waits for addresses to be confirmed. `version` is that of its record, which tells who asked and
 *  when. `expiresAt` in epoch ms. */
export type MailboxChange = {
  readonly version: number;
  readonly mailbox: readonly string[];
  readonly unconfirmed: readonly string[];
  readonly expiresAt: number;
};

/** A month's number, kept current. `ending`: how many of the holders are free from the next month on, by what is known. */
export type Tally = {
  readonly period: Period;
  readonly next: Period;
  readonly rule: CountingRule;
  licenses: number;
  ending: number;
};

/** A workspace at one version of its log. `evolve` moves it on in place; `fork` gives a copy to try things on. */
export type State = {
  id: string;
  version: number;
  /** When and by whom each record was written; the index is the version. */
  records: { at: number; by: Actor }[];
  profile: Profile;
  /** In order of `from`. */
  terms: Terms[];
  closed: ClosedMonth[];
  /** In the order in which they were drafted. */
  invoices: readonly InvoiceEntry[];
  /** Closed months whose invoice waits for billing details. */
  deferred: readonly Month[];
  /** In the order in which they were queued. */
  mails: readonly Mail[];
  mailboxChange: MailboxChange | undefined;
  /** In the order in which they were asked for. */
  erasures: readonly Erasure[];
  /** The earliest instant at which anything was there. */
  earliest: number;
  teams: ForkableMap<string, Team>;
  members: ForkableMap<string, Member>;
  rosters: Rosters;
  identities: Identities;
  /** Members with access that are in no active team. */
  inactive: ForkableMap<string, true>;
  /** The version at which the inactive members, or the role of one of them, last changed. */
  inactiveVersion: number;
  activeTeams: number;
  activeMembers: number;
  tallies: Tally[];
};

/** A workspace before its first record: version 0. */
export function initialState(): State {
  return {
    id: "",
    version: 0,
    records: [{ at: -Infinity, by: { type: "system" } }],
    profile: { name: "", contractStart: "", contract: "standard" },
    terms: [],
    closed: [],
    invoices: [],
    deferred: [],
    mails: [],
    mailboxChange: undefined,
    erasures: [],
    earliest: Infinity,
    teams: new ForkableMap(),
    members: new ForkableMap(),
    rosters: new Rosters(),
    identities: new Identities(),
    inactive: new ForkableMap(),
    inactiveVersion: 0,
    activeTeams: 0,
    activeMembers: 0,
    tallies: [],
  };
}

/** A cheap copy that can evolve by itself. The original must not move on while the copy is in use. */
export function fork(state: State): State {
  return {
    ...state,
    records: [...state.records],
    terms: [...state.terms],
    closed: [...state.closed],
    teams: state.teams.fork(),
    members: state.members.fork(),
    rosters: state.rosters.fork(),
    identities: state.identities.fork(),
    inactive: state.inactive.fork(),
    tallies: state.tallies.map((tally) => ({ ...tally })),
  };
}

/** A copy that stands by itself, made in turns. The original must not move on before the last. */
export function* copyState(state: State): Turns<State> {
  return {
    ...state,
    records: [...state.records],
    terms: [...state.terms],
    closed: [...state.closed],
    teams: yield* state.teams.copy(),
    members: yield* state.members.copy(),
    rosters: yield* state.rosters.copy(),
    // It fills itself when it is asked for.
    identities: new Identities(),
    inactive: yield* state.inactive.copy(),
    tallies: state.tallies.map((tally) => ({ ...tally })),
  };
}

export function isTeamActive(team: Team): boolean {
  return team.activity.at(-1)?.to === Infinity;
}

export function isPresent(member: Member): boolean {
  return member.presence.at(-1)?.to === Infinity;
}

export function isActive(member: Member): boolean {
  return member.activity.at(-1)?.to === Infinity;
}

/** The memberships the member has now, those of archived teams included. */
export function currentMemberships(member: Member): Membership[] {
  return member.memberships.filter(({ stays }) => stays.at(-1)?.to === Infinity);
}

/** When the last record was written; -Infinity before the first. */
export function lastAt(state: State): number {
  return state.records.at(-1)?.at ?? -Infinity;
}

/** When and by whom the record of that version was written. @throws RangeError */
export function recordOf(state: State, version: number): State["records"][number] {
  const record = state.records[version];
  if (!record) throw new RangeError(`no record has the version ${version}`);
  return record;
}

/** How far ahead of a server's clock a record may be before one of the two must be wrong. */
const toleratedSkewMs = dayMs;

/** Whether records are so far ahead of the server's clock (`now`, epoch ms) that nothing may be billed by it: what a wrong clock
 *  has dated would date every invoice from then on. */
export function isClockBehind(state: State, now: number): boolean {
  return lastAt(state) > now + toleratedSkewMs;
}

/** The instant at which something is done or looked at when the server's clock says `now` (epoch ms): never before the last
 *  record, which another server's clock may have dated. */
export function instantOf(state: State, now: number): number {
  return Math.max(now, lastAt(state));
}

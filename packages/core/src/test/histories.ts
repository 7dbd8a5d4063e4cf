import * as fc from "fast-check";
import type { Price } from "../money.ts";
import type { Month } from "../month.ts";
import type { Command } from "../workspace/commands.ts";
import type { Actor, CountingRule, LicenseModel, MemberRole } from "../workspace/events.ts";
import { monthAfter, type SlowCount } from "./slow-count.ts";

export const zones = [
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "UTC",
] as const;

const hour = 3_600_000;
const day = 24 * hour;

/** Where a command comes to lie: the months and the clock changes are where a count goes wrong. */
type Move = { toward: "now" | "later" | "month-end" | "clock-change"; ms: number };
type Since = { from: "ago" | "month-start" | "earlier-month-start"; ms: number };
type Wish =
  | { type: "put-team"; team: number; since: Since | undefined }
  | { type: "put-member"; entry: MemberWish }
  | { type: "sync-directory"; teams: TeamWish[]; members: MemberWish[] }
  | { type: "archive-team" | "unarchive-team"; team: number }
  | { type: "remove-member" | "restore-member"; member: number }
  | { type: "remove-inactive-members"; caller: number | undefined }
  | { type: "configure-workspace"; terms: TermsWish }
  | { type: "close-month"; ahead: number; rule: CountingRule };
type Directory = Extract<Wish, { type: "sync-directory" }>;
type TeamWish = { team: number; archived: boolean | undefined; since: Since | undefined };
type MemberWish = {
  member: number;
  teams: number[] | undefined;
  role: MemberRole | undefined;
  since: Since | undefined;
};
type TermsWish = {
  timeZone: string | undefined;
  licenseModel: LicenseModel | undefined;
  contract: "standard" | "enterprise" | undefined;
  contractStart: string;
  price: Price;
};

export type Step = { move: Move; wish: Wish; by: Actor };

/** What happens in one workspace, before it is known at which instants: `instantOf` and `commandOf` tell. */
export type History = {
  start: number;
  /** What is there from the start. */
  directory: Directory;
  teams: string[];
  members: string[];
  terms: TermsWish & { timeZone: string };
  /** How long after its end a month is closed; undefined where that is left to the steps. */
  closeAfterMs: number | undefined;
  rule: CountingRule;
  steps: Step[];
};

const nastyIds = [
  ..."a|b|A|10|9|__proto__|constructor|toString|a:b|a/b|a,b|ä|😀|%|?x|membership".split("|"),
  "x".repeat(128),
  '["team"]',
];
const starts = ["2026-10-20", "2026-03-02", "2011-12-01", "2023-12-15", "2024-02-10", "2029-03-20"];
const jitters = [0, -1, 1, -hour, hour];
const rules: CountingRule[] = ["any-in-month", "month-start"];
const actors: Actor[] = [{ type: "operator" }, { type: "member", id: "a" }, { type: "system" }];
const prices: Price[] = [
  { currency: "EUR", unitMinor: 4900 },
  { currency: "EUR", unitMinor: 1, minimumLicenses: 3 },
  {
    currency: "USD",
    tierMode: "volume",
    tiers: [
      { upTo: 1, unitMinor: 1000 },
      { upTo: 3, unitMinor: 700 },
      { upTo: null, unitMinor: 90 },
    ],
  },
  {
    currency: "USD",
    tierMode: "graduated",
    minimumLicenses: 2,
    tiers: [
      { upTo: 1, unitMinor: 1000 },
      { upTo: 3, unitMinor: 700 },
      { upTo: null, unitMinor: 90 },
    ],
  },
];

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const since = maybe(
  fc.oneof(
    fc.record({
      from: fc.constant("ago" as const),
      ms: fc.constantFrom(0, 0, 1, 1, hour, hour, 3 * day, 3 * day, 40 * day, -1),
    }),
    fc.record({
      from: fc.constantFrom("month-start" as const, "earlier-month-start" as const),
      ms: fc.constantFrom(...jitters),
    }),
  ),
);
const anyTeam = fc.nat(3);
const anyMember = fc.nat(4);
const memberWish: fc.Arbitrary<MemberWish> = fc.record({
  member: anyMember,
  teams: fc.oneof(
    { weight: 1, arbitrary: fc.constant(undefined) },
    { weight: 5, arbitrary: fc.uniqueArray(anyTeam, { maxLength: 3 }) },
  ),
  role: maybe(fc.constantFrom<MemberRole>("owner", "admin", "member")),
  since,
});
const terms = (anyZone: fc.Arbitrary<string | undefined>): fc.Arbitrary<TermsWish> =>
  fc.record({
    timeZone: anyZone,
    licenseModel: maybe(fc.constantFrom<LicenseModel>("team", "user")),
    contract: maybe(fc.constantFrom("standard", "enterprise")),
    contractStart: fc.constantFrom("2023-02-28", "2023-03-01"),
    price: fc.constantFrom(...prices),
  });
/** Mostly without a team that does not exist. */
const directory = (atLeast: number): fc.Arbitrary<Directory> =>
  fc
    .record({
      type: fc.constant("sync-directory"),
      teams: fc.uniqueArray(fc.record({ team: anyTeam, archived: maybe(fc.boolean()), since }), {
        minLength: atLeast,
        maxLength: 4,
        selector: ({ team }) => team,
      }),
      members: fc.uniqueArray(memberWish, { minLength: atLeast, maxLength: 5, selector: ({ member }) => member }),
      knowsAll: fc.integer({ min: 0, max: 9 }).map((dice) => dice > 0),
    })
    .map(({ type, teams, members, knowsAll }): Directory => {
      const listed = new Set(teams.map(({ team }) => team));
      const isKnown = (team: number): boolean => !knowsAll || listed.has(team);
      return { type, teams, members: members.map((each) => ({ ...each, teams: each.teams?.filter(isKnown) })) };
    });
const later = fc.oneof(fc.constantFrom(1, hour), fc.integer({ min: 1, max: 12 * day }));
const anyMove: fc.Arbitrary<Move> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ toward: fc.constant("now"), ms: fc.constant(0) }) },
  { weight: 3, arbitrary: fc.record({ toward: fc.constant("later"), ms: later }) },
  { weight: 4, arbitrary: fc.record({ toward: fc.constant("month-end"), ms: fc.constantFrom(...jitters) }) },
  { weight: 1, arbitrary: fc.record({ toward: fc.constant("clock-change"), ms: fc.constantFrom(...jitters) }) },
);
const anyWish: fc.Arbitrary<Wish> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant("put-team"), team: anyTeam, since }) },
  { weight: 9, arbitrary: fc.record({ type: fc.constant("put-member"), entry: memberWish }) },
  { weight: 5, arbitrary: fc.record({ type: fc.constant("archive-team"), team: anyTeam }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant("unarchive-team"), team: anyTeam }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant("remove-member"), member: anyMember }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("restore-member"), member: anyMember }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("remove-inactive-members"), caller: maybe(anyMember) }) },
  {
    weight: 3,
    arbitrary: directory(0),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("configure-workspace"),
      terms: terms(maybe(fc.constantFrom(...zones))),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("close-month"),
      ahead: fc.integer({ min: -2, max: 1 }),
      rule: fc.constantFrom(...rules),
    }),
  },
);

/** Histories of a workspace that begins in `timeZone`. */
export const histories = (timeZone: string): fc.Arbitrary<History> =>
  fc.record({
    start: fc.constantFrom(...starts).map((date) => Temporal.Instant.from(`${date}T09:00Z`).epochMilliseconds),
    directory: directory(2),
    teams: fc.shuffledSubarray(nastyIds, { minLength: 4, maxLength: 4 }),
    members: fc.shuffledSubarray(nastyIds, { minLength: 5, maxLength: 5 }),
    terms: terms(fc.constant(timeZone)).map((each) => ({ ...each, timeZone })),
    closeAfterMs: fc.constantFrom(undefined, 0, 1, 3 * hour),
    rule: fc.constantFrom(...rules),
    steps: fc.array(fc.record({ move: anyMove, wish: anyWish, by: fc.constantFrom(...actors) }), {
      minLength: 3,
      maxLength: 18,
      size: "max",
    }),
  });

/** The instant `move` leads to, never before `last`. */
export function instantOf(move: Move, slow: SlowCount, last: number): number {
  switch (move.toward) {
    case "now":
      return last;
    case "later":
      return last + move.ms;
    case "month-end":
      return Math.max(last, slow.endOf(slow.monthAt(last)) + move.ms);
    case "clock-change": {
      const local = Temporal.Instant.fromEpochMilliseconds(last).toZonedDateTimeISO(
        slow.termsOf(slow.monthAt(last)).timeZone,
      );
      const change = local.getTimeZoneTransition("next")?.epochMilliseconds ?? Infinity;
      return change > last + 60 * day ? last + day : Math.max(last, change + move.ms);
    }
  }
}

export function configurationOf(wanted: TermsWish): Command {
  return {
    type: "configure-workspace",
    workspace: "w",
    name: "W",
    legacyContractsBefore: "2023-03-01",
    ...given(wanted),
    contractStart: wanted.contractStart,
    price: wanted.price,
  };
}

export function commandOf(wanted: Wish, history: History, slow: SlowCount, at: number): Command {
  const teamId = (index: number): string => history.teams[index] ?? "";
  const memberId = (index: number): string => history.members[index] ?? "";
  const instant = (from: Since | undefined): number | undefined => from && sinceOf(from, slow, at);
  const memberEntry = (entry: MemberWish) => ({
    id: memberId(entry.member),
    name: memberId(entry.member),
    email: "same@example.com",
    ...given({ role: entry.role, teams: entry.teams?.map(teamId), since: instant(entry.since) }),
  });
  switch (wanted.type) {
    case "put-team":
      return {
        type: "put-team",
        id: teamId(wanted.team),
        name: teamId(wanted.team),
        ...given({ since: instant(wanted.since) }),
      };
    case "put-member":
      return { type: "put-member", ...memberEntry(wanted.entry) };
    case "sync-directory":
      return {
        type: "sync-directory",
        teams: wanted.teams.map((entry) => ({
          id: teamId(entry.team),
          name: teamId(entry.team),
          ...given({ archived: entry.archived, since: instant(entry.since) }),
        })),
        members: wanted.members.map(memberEntry),
      };
    case "archive-team":
    case "unarchive-team":
      return { type: wanted.type, team: teamId(wanted.team) };
    case "remove-member":
    case "restore-member":
      return { type: wanted.type, member: memberId(wanted.member) };
    case "remove-inactive-members":
      return {
        type: "remove-inactive-members",
        ...(wanted.caller !== undefined && { caller: memberId(wanted.caller) }),
      };
    case "configure-workspace":
      return configurationOf(wanted.terms);
    case "close-month":
      return { type: "close-month", month: monthAfter(slow.monthAt(at), wanted.ahead), rule: wanted.rule };
  }
}

function sinceOf({ from, ms }: Since, slow: SlowCount, at: number): number {
  if (from === "ago") return at - ms;
  const month: Month = slow.monthAt(at);
  return slow.startOf(from === "month-start" ? month : monthAfter(month, -1)) + ms;
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the fields that are undefined. */
function given<T extends object>(fields: T): Given<T>;
function given(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

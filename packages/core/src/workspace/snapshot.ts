import { ForkableMap } from "../forkable-map.ts";
import type { Interval, Stay } from "./intervals.ts";
import { Rosters } from "./rosters.ts";
import { isActive, isPresent, isTeamActive, type MailboxChange, type Member, type State } from "./state.ts";

/** Raise it whenever the shape below, or what `evolve` makes of the log, changes. */
export const snapshotFormat = 3;

/** Numbers in a row, four for a stay (from, to, started, ended) and two for an interval; `to` is null while it lasts. */
type Numbers = (number | null)[];
type TeamRow = [id: string, name: string, addedAt: number, isUnlisted: boolean, activity: Numbers];
type MemberRow = [
  id: string,
  name: string,
  email: string,
  role: Member["role"],
  presence: Numbers,
  memberships: [team: string, stays: Numbers][],
  activity: Numbers,
];

export type Snapshot = Pick<
  State,
  "id" | "version" | "profile" | "terms" | "closed" | "invoices" | "deferred" | "mails" | "inactiveVersion"
> & {
  mailboxChange: MailboxChange | null;
  /** null before the first record. */
  earliest: number | null;
  records: State["records"];
  teams: TeamRow[];
  members: MemberRow[];
};

/** The state as JSON data; what can be told from the rest is left out. */
export function encodeState(state: State): Snapshot {
  const { id, version, profile, terms, closed, invoices, deferred, mails, inactiveVersion, earliest, records } = state;
  return {
    id,
    version,
    profile,
    terms,
    closed,
    invoices,
    deferred,
    mails,
    mailboxChange: state.mailboxChange ?? null,
    inactiveVersion,
    earliest: earliest === Infinity ? null : earliest,
    records: records.slice(1),
    teams: Array.from(state.teams.values(), (team) => [
      team.id,
      team.name,
      team.addedAt,
      team.isUnlisted,
      encodeStays(team.activity),
    ]),
    members: Array.from(state.members.values(), (member) => [
      member.id,
      member.name,
      member.email,
      member.role,
      encodeStays(member.presence),
      member.memberships.map(({ team, stays }) => [team, encodeStays(stays)]),
      member.activity.flatMap(({ from, to }) => [from, finite(to)]),
    ]),
  };
}

/** The state that `encodeState` was given. */
export function decodeState(snapshot: Snapshot): State {
  const { id, version, profile, terms, closed, invoices, deferred, mails, inactiveVersion, earliest, records } =
    snapshot;
  const state: State = {
    id,
    version,
    profile,
    terms,
    closed,
    invoices,
    deferred,
    mails,
    mailboxChange: snapshot.mailboxChange ?? undefined,
    inactiveVersion,
    earliest: earliest ?? Infinity,
    records: [{ at: -Infinity, by: { type: "system" } }, ...records],
    teams: new ForkableMap(),
    members: new ForkableMap(),
    rosters: new Rosters(() => memberships(snapshot.members)),
    inactive: new ForkableMap(),
    activeTeams: 0,
    activeMembers: 0,
    tallies: [],
  };
  for (const [teamId, name, addedAt, isUnlisted, activity] of snapshot.teams) {
    const team = { id: teamId, name, addedAt, isUnlisted, activity: decodeStays(activity) };
    state.teams.set(teamId, team);
    if (isTeamActive(team)) state.activeTeams++;
  }
  for (const [memberId, name, email, role, presence, teams, activity] of snapshot.members) {
    const member: Member = {
      id: memberId,
      name,
      email,
      role,
      presence: decodeStays(presence),
      memberships: teams.map(([team, stays]) => ({ team, stays: decodeStays(stays) })),
      activity: decodeIntervals(activity),
    };
    state.members.set(memberId, member);
    if (isActive(member)) state.activeMembers++;
    else if (isPresent(member)) state.inactive.set(memberId, true);
  }
  return state;
}

function* memberships(members: MemberRow[]): Generator<[team: string, member: string]> {
  for (const [member, , , , , rows] of members) {
    for (const [team, stays] of rows) if (stays.at(-3) === null) yield [team, member];
  }
}

function encodeStays(stays: readonly Stay[]): Numbers {
  return stays.flatMap(({ from, to, started, ended }) => [from, finite(to), started, ended]);
}

function decodeStays(numbers: Numbers): Stay[] {
  const stays: Stay[] = [];
  for (let index = 0; index < numbers.length; index += 4) {
    stays.push({
      from: numbers[index] ?? 0,
      to: numbers[index + 1] ?? Infinity,
      started: numbers[index + 2] ?? 0,
      ended: numbers[index + 3] ?? 0,
    });
  }
  return stays;
}

function decodeIntervals(numbers: Numbers): Interval[] {
  const intervals: Interval[] = [];
  for (let index = 0; index < numbers.length; index += 2) {
    intervals.push({ from: numbers[index] ?? 0, to: numbers[index + 1] ?? Infinity });
  }
  return intervals;
}

function finite(instant: number): number | null {
  return instant === Infinity ? null : instant;
}

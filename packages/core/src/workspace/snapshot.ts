import type { Interval, Stay } from "./intervals.ts";
import { Rosters } from "./rosters.ts";
import {
  currentMemberships,
  isActive,
  isPresent,
  isTeamActive,
  type MailboxChange,
  type Member,
  type State,
  type Team,
} from "./state.ts";

/** Raise it whenever the shape below, what is in which piece, or what `evolve` makes of the log changes. */
export const snapshotFormat = 6;

/** Numbers in a row, four for a stay (from, to, started, ended) and two for an interval; `to` is null while it lasts. */
type Numbers = (number | null)[];
type TeamRow = [
  id: string,
  name: string,
  addedAt: number,
  isUnlisted: boolean,
  changed: number,
  identity: Team["identity"] | null,
  activity: Numbers,
];
type MemberRow = [
  id: string,
  name: string,
  email: string,
  role: Member["role"],
  changed: number,
  identity: Member["identity"] | null,
  presence: Numbers,
  memberships: [team: string, stays: Numbers][],
  activity: Numbers,
];

type Head = Pick<
  State,
  "id" | "version" | "profile" | "terms" | "closed" | "invoices" | "deferred" | "mails" | "erasures" | "inactiveVersion"
> & {
  mailboxChange: MailboxChange | null;
  /** null before the first record. */
  earliest: number | null;
};

/** The head comes first, then records, teams and members, each in their order. */
export type SnapshotPiece =
  | { head: Head }
  | { records: State["records"] }
  | { teams: TeamRow[] }
  | { members: MemberRow[] };

/** So many that a piece is written in a few milliseconds, and so few that no store finds it too large. */
const rowsPerPiece = 500;

/** The state as JSON data, piece by piece; what can be told from the rest is left out. All of it is as it is when the first
 *  piece is asked for: the state may move on before the others are. */
export function* encodeState(state: State): Generator<SnapshotPiece, void, undefined> {
  const { id, version, profile, invoices, deferred, mails, erasures, inactiveVersion, earliest } = state;
  const records = state.records.slice(1);
  // Teams and members are never changed, only replaced.
  const teams = [...state.teams.values()];
  const members = [...state.members.values()];
  yield {
    head: {
      id,
      version,
      profile,
      terms: [...state.terms],
      closed: [...state.closed],
      invoices,
      deferred,
      mails,
      erasures,
      mailboxChange: state.mailboxChange ?? null,
      inactiveVersion,
      earliest: earliest === Infinity ? null : earliest,
    },
  };
  for (const rows of inPieces(records)) yield { records: rows };
  for (const rows of inPieces(teams)) yield { teams: rows.map(encodeTeam) };
  for (const rows of inPieces(members)) yield { members: rows.map(encodeMember) };
}

/** Folds the next piece of what `encodeState` gave into `state`, in place; the first one into `initialState()`. */
export function decodeState(state: State, piece: SnapshotPiece): State {
  if ("head" in piece) {
    const { mailboxChange, earliest, ...head } = piece.head;
    Object.assign(state, head, { mailboxChange: mailboxChange ?? undefined, earliest: earliest ?? Infinity });
    state.rosters = new Rosters(() => memberships(state.members.values()));
  } else if ("records" in piece) state.records.push(...piece.records);
  else if ("teams" in piece) for (const row of piece.teams) addTeam(state, row);
  else addMembers(state, piece.members);
  return state;
}

function* inPieces<T>(rows: readonly T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += rowsPerPiece) yield rows.slice(from, from + rowsPerPiece);
}

function encodeTeam({ id, name, addedAt, isUnlisted, changed, identity, activity }: Team): TeamRow {
  return [id, name, addedAt, isUnlisted, changed, identity ?? null, encodeStays(activity)];
}

function encodeMember(member: Member): MemberRow {
  const { id, name, email, role, changed, identity, presence, memberships: teams, activity } = member;
  return [
    id,
    name,
    email,
    role,
    changed,
    identity ?? null,
    encodeStays(presence),
    teams.map(({ team, stays }) => [team, encodeStays(stays)]),
    activity.flatMap(({ from, to }) => [from, finite(to)]),
  ];
}

function addTeam(state: State, [id, name, addedAt, isUnlisted, changed, identity, activity]: TeamRow): void {
  const known = identity && { identity };
  const team: Team = { id, name, addedAt, isUnlisted, changed, ...known, activity: decodeStays(activity) };
  state.teams.set(id, team);
  if (isTeamActive(team)) state.activeTeams++;
}

function addMembers(state: State, rows: readonly MemberRow[]): void {
  // Much of what is in a row begins and ends together, and what is never changed can be shared.
  const stays = sharing(decodeStays);
  const intervals = sharing(decodeIntervals);
  for (const [id, name, email, role, changed, identity, presence, teams, activity] of rows) {
    const member: Member = {
      id,
      name,
      email,
      role,
      changed,
      ...(identity && { identity }),
      presence: stays(presence),
      memberships: teams.map(([team, numbers]) => ({ team, stays: stays(numbers) })),
      activity: intervals(activity),
    };
    state.members.set(id, member);
    if (isActive(member)) state.activeMembers++;
    else if (isPresent(member)) state.inactive.set(id, true);
  }
}

/** `decode`, which gives the same object again for the same numbers as the last time. */
function sharing<T>(decode: (numbers: Numbers) => T): (numbers: Numbers) => T {
  let last: Numbers = [];
  let decoded = decode(last);
  return (numbers) => {
    if (numbers.length !== last.length || numbers.some((number, index) => number !== last[index])) {
      last = numbers;
      decoded = decode(numbers);
    }
    return decoded;
  };
}

function* memberships(members: Iterable<Member>): Generator<[team: string, member: string]> {
  for (const member of members) {
    for (const { team } of currentMemberships(member)) yield [team, member.id];
  }
}

function encodeStays(stays: readonly Stay[]): Numbers {
  const numbers: Numbers = [];
  for (const { from, to, started, ended } of stays) numbers.push(from, finite(to), started, ended);
  return numbers;
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

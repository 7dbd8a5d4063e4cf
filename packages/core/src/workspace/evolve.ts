import type { Actor, WorkspaceEvent, WorkspaceRecord } from "./events.ts";
import { applyBilling } from "./evolve-billing.ts";
import { eraseMail, erasedIdentity, erasedName, isErased } from "./erasure.ts";
import { type Interval, type Stay, together, union } from "./intervals.ts";
import {
  copyState,
  isActive,
  isPresent,
  isTeamActive,
  type Member,
  type Membership,
  type State,
  type Team,
} from "./state.ts";
import { recount } from "./tally.ts";
import { allAtOnce, entriesPerTurn, type Turns } from "../turns.ts";

/** Folds one record, the next of the log, into `state`, in place. */
export function evolve(state: State, record: WorkspaceRecord): State {
  return allAtOnce(evolveInTurns(state, record));
}

/** As `evolve`, in turns where the record changes much: before the last one `state` is half changed. */
export function* evolveInTurns(state: State, record: WorkspaceRecord): Turns<State> {
  state.version++;
  state.records.push({ at: record.at, by: identityOf(record.by) });
  const starts = new Starts(state.version);
  for (const [index, event] of record.events.entries()) {
    const rest = apply(state, event, record.at, starts);
    if (rest) yield* rest;
    if (index % entriesPerTurn === entriesPerTurn - 1) yield;
  }
  return state;
}

/** As `evolve`, of a large record in turns: `state` stays as it is, and must, until the one that comes of it is there. */
export function* evolveCopy(state: State, record: WorkspaceRecord): Turns<State> {
  const copy = yield* copyState(state);
  return yield* evolveInTurns(copy, record);
}

const operator: Actor = { type: "operator" };
const system: Actor = { type: "system" };

/** Who it was, without what a log may keep of the way besides. */
function identityOf(by: Actor): Actor {
  if (by.type === "member") return { type: "member", id: by.id };
  return by.type === "operator" ? operator : system;
}

/** @returns what is left to do before the next event, where that may be much. */
function apply(state: State, event: WorkspaceEvent, at: number, starts: Starts): Turns<void> | undefined {
  switch (event.type) {
    case "WorkspaceCreated":
      state.id = event.workspace;
      state.profile = event.profile;
      state.terms = [event.terms];
      state.earliest = at;
      break;
    case "WorkspaceChanged":
      state.profile = event.profile;
      break;
    case "TermsChanged": {
      const { from } = event.terms;
      state.terms = [...state.terms.filter((terms) => terms.from < from), event.terms];
      state.tallies = [];
      break;
    }
    case "TeamAdded": {
      state.earliest = Math.min(state.earliest, event.since);
      const activity = starts.staysFrom(event.since);
      return setTeam(
        state,
        { id: event.team, name: event.name, addedAt: event.since, isUnlisted: false, changed: state.version, activity },
        event.since,
      );
    }
    case "TeamRenamed":
      return setTeam(state, { ...teamOf(state, event.team), name: event.name }, at);
    case "TeamArchived": {
      const team = teamOf(state, event.team);
      const activity = end(state, team.activity, at);
      // Added and archived by one command, it was never active.
      const last = activity.at(-1);
      const isNever = last !== undefined && last.from === last.to && last.started === last.ended;
      const isUnlisted = event.isUnlisted ?? false;
      return setTeam(state, { ...team, isUnlisted, activity: isNever ? activity.slice(0, -1) : activity }, at);
    }
    case "TeamUnarchived": {
      const team = teamOf(state, event.team);
      const activity = [...team.activity, ...starts.staysFrom(at)];
      return setTeam(state, { ...team, ...visible(team), isUnlisted: false, activity }, at);
    }
    case "MemberAdded": {
      const { member: id, name, email, role, since, teams = [] } = event;
      const past = state.members.get(id);
      state.earliest = Math.min(state.earliest, since);
      const memberships =
        teams.length === 0 ? past?.memberships : join(state, id, past?.memberships, teams, since, starts);
      const activity =
        teams.length === 0 ? past?.activity : activityOf(state, memberships ?? [], past?.activity ?? [], since);
      setMember(state, {
        id,
        name,
        email,
        role,
        ...(past && !isErased(past) && visible(past)),
        changed: state.version,
        presence: past ? [...past.presence, ...starts.staysFrom(since)] : starts.staysFrom(since),
        memberships: memberships ?? [],
        activity: starts.share(activity ?? []),
      });
      break;
    }
    case "MemberChanged": {
      const member = memberOf(state, event.member);
      if (member.role !== event.role && state.inactive.has(member.id)) state.inactiveVersion = state.version;
      setMember(state, {
        ...member,
        name: event.name,
        email: event.email,
        role: event.role,
        changed: state.version,
      });
      break;
    }
    case "MemberJoinedTeam": {
      const member = memberOf(state, event.member);
      const memberships = join(state, member.id, member.memberships, [event.team], event.since, starts);
      const activity = activityOf(state, memberships, member.activity, event.since);
      setMember(state, { ...member, memberships, activity, changed: state.version });
      break;
    }
    case "MemberLeftTeam": {
      const member = memberOf(state, event.member);
      const memberships = leave(state, member, at, (team) => team === event.team);
      const activity = activityOf(state, memberships, member.activity, at);
      setMember(state, { ...member, memberships, activity, changed: state.version });
      break;
    }
    case "MemberRemoved": {
      const member = memberOf(state, event.member);
      const memberships = leave(state, member, at, () => true);
      const activity = activityOf(state, memberships, member.activity, at);
      const presence = end(state, member.presence, at);
      setMember(state, { ...member, presence, memberships, activity, changed: state.version });
      break;
    }
    case "MemberRestored": {
      const member = memberOf(state, event.member);
      const presence = [...member.presence, ...starts.staysFrom(at)];
      setMember(state, { ...member, ...visible(member), changed: state.version, presence });
      break;
    }
    case "MemberProvisioned":
      setMember(state, { ...memberOf(state, event.member), identity: event.identity, changed: state.version });
      break;
    case "TeamProvisioned":
      return setTeam(state, { ...teamOf(state, event.team), identity: event.identity }, at);
    case "MemberErased": {
      const { member: id, mails, kept } = event;
      setMember(state, {
        ...memberOf(state, id),
        name: erasedName,
        email: "",
        identity: { ...erasedIdentity, isDeleted: true },
        changed: state.version,
      });
      state.mails = state.mails.map((mail) => {
        const erased = mails.find((each) => each.mail === mail.id);
        return erased ? eraseMail(mail, erased, state.version, at) : mail;
      });
      state.erasures = [...state.erasures, { version: state.version, member: id, kept, isDone: false }];
      break;
    }
    case "ErasureCompleted":
      state.erasures = state.erasures.map((erasure) =>
        erasure.version === event.erasure ? { ...erasure, isDone: true } : erasure,
      );
      break;
    case "MonthClosed": {
      const { month, licenseModel, rule, net, licenses } = event;
      state.closed.push({ month, licenseModel, rule, net, licenses: licenses.length, at, version: state.version });
      break;
    }
    default:
      applyBilling(state, event, at);
  }
  return undefined;
}

/** What begins with one record. It is never changed, so whatever begins alike is one object: of 100,000 members who join together,
 *  each has little of its own. */
class Starts {
  readonly #started: number;
  #stays: readonly Stay[] = [];
  #activity: readonly Interval[] = [];
  readonly #memberships = new Map<string, Membership>();

  /** @param version the record's. */
  constructor(version: number) {
    this.#started = version;
  }

  /** One stay. */
  staysFrom(from: number): readonly Stay[] {
    if (this.#stays[0]?.from !== from) {
      this.#stays = [{ from, to: Infinity, started: this.#started, ended: 0 }];
      this.#memberships.clear();
    }
    return this.#stays;
  }

  /** The first membership of anybody in the team. */
  membership(team: string, from: number): Membership {
    const stays = this.staysFrom(from);
    let membership = this.#memberships.get(team);
    if (!membership) {
      membership = { team, stays };
      this.#memberships.set(team, membership);
    }
    return membership;
  }

  /** The same as `activity`. */
  share(activity: readonly Interval[]): readonly Interval[] {
    if (activity.length > 1) return activity;
    const [one] = activity;
    const [last] = this.#activity;
    if (one?.from !== last?.from || one?.to !== last?.to) this.#activity = activity;
    return this.#activity;
  }
}

function end(state: State, stays: readonly Stay[], to: number): Stay[] {
  return stays.map((stay) => (stay.to === Infinity ? { ...stay, to, ended: state.version } : stay));
}

function teamOf(state: State, id: string): Team {
  const team = state.teams.get(id);
  if (!team) throw new Error(`the log names a team that it never added: ${id}`);
  return team;
}

function memberOf(state: State, id: string): Member {
  const member = state.members.get(id);
  if (!member) throw new Error(`the log names a member that it never added: ${id}`);
  return member;
}

/** The memberships with those of `teams` begun. */
function join(
  state: State,
  member: string,
  memberships: readonly Membership[] = [],
  teams: readonly string[],
  since: number,
  starts: Starts,
): Membership[] {
  const joined = teams.map((team) => {
    state.rosters.join(team, member);
    touchTeam(state, team);
    const before = memberships.find((membership) => membership.team === team);
    return before ? { team, stays: [...before.stays, ...starts.staysFrom(since)] } : starts.membership(team, since);
  });
  return memberships.length === 0 ? joined : [...memberships.filter(({ team }) => !teams.includes(team)), ...joined];
}

/** The memberships with those that are left ended. */
function leave(state: State, member: Member, at: number, isLeft: (team: string) => boolean): Membership[] {
  return member.memberships.map((membership) => {
    if (!isLeft(membership.team) || membership.stays.at(-1)?.to !== Infinity) return membership;
    state.rosters.leave(membership.team, member.id);
    touchTeam(state, membership.team);
    return { team: membership.team, stays: end(state, membership.stays, at) };
  });
}

/** What is added or unarchived again, an identity provider sees again. */
function visible<T extends { isDeleted?: true }>({ identity }: { readonly identity?: T }) {
  if (!identity) return {};
  const { isDeleted: _, ...seen } = identity;
  return { identity: seen };
}

/** Notes that it changed who is in the team. */
function touchTeam(state: State, id: string): void {
  const team = teamOf(state, id);
  if (team.changed !== state.version) state.teams.set(id, { ...team, changed: state.version });
}

/** The activity read off the memberships and the teams' own activity, where nothing changed before `since`: what ended earlier stands,
 *  so that a long history is not read again with every event. @param before the activity so far. */
function activityOf(
  state: State,
  memberships: readonly Membership[],
  before: readonly Interval[],
  since: number,
): readonly Interval[] {
  const settled = before.findLastIndex(({ to }) => to < since) + 1;
  const from = Math.min(since, before[settled]?.from ?? since);
  const intervals: Interval[] = [];
  for (const { team, stays } of memberships) {
    for (const stay of endingFrom(stays, from)) {
      for (const active of endingFrom(teamOf(state, team).activity, from)) {
        const common = together(stay, active);
        if (common) intervals.push(common);
      }
    }
  }
  const rest = union(intervals);
  return settled === 0 ? rest : [...before.slice(0, settled), ...rest];
}

/** The stays, which are in order, that end at `instant` or later. */
function endingFrom(stays: readonly Stay[], instant: number): readonly Stay[] {
  const first = stays.findLastIndex(({ to }) => to < instant) + 1;
  return first === 0 ? stays : stays.slice(first);
}

/** `since`: nothing about the team changed before it. @returns what that changes of its members, left to do. */
function setTeam(state: State, team: Team, since: number): Turns<void> | undefined {
  const before = state.teams.get(team.id);
  state.teams.set(team.id, { ...team, changed: state.version });
  if (before?.activity === team.activity) return undefined;
  state.activeTeams += Number(isTeamActive(team)) - Number(before !== undefined && isTeamActive(before));
  recount(state, "team", before?.activity ?? [], team.activity);
  return setActivities(state, team.id, since);
}

/** Has what changed of a team's activity in that of its members. */
function* setActivities(state: State, team: string, since: number): Turns<void> {
  let count = 0;
  for (const id of state.rosters.of(team).keys()) {
    // Before them, so that of many teams with a few members each takes a turn, too.
    if (count++ % entriesPerTurn === 0) yield;
    const member = memberOf(state, id);
    setMember(state, { ...member, activity: activityOf(state, member.memberships, member.activity, since) });
  }
}

function setMember(state: State, member: Member): void {
  const before = state.members.get(member.id);
  state.members.set(member.id, member);
  state.identities.note(before, member);
  const active = isActive(member);
  state.activeMembers += Number(active) - Number(before !== undefined && isActive(before));
  const inactive = isPresent(member) && !active;
  if (inactive !== state.inactive.has(member.id)) {
    state.inactiveVersion = state.version;
    if (inactive) state.inactive.set(member.id, true);
    else state.inactive.delete(member.id);
  }
  if (before?.activity !== member.activity) recount(state, "user", before?.activity ?? [], member.activity);
}

import type { Actor, WorkspaceEvent, WorkspaceRecord } from "./events.ts";
import { applyBilling } from "./evolve-billing.ts";
import { eraseMail, erasedIdentity, erasedName, isErased } from "./erasure.ts";
import { type Interval, type Stay, together, union } from "./intervals.ts";
import { copyState, isActive, isPresent, isTeamActive, type Member, type State, type Team } from "./state.ts";
import { recount } from "./tally.ts";
import { entriesPerTurn, type Turns } from "./turns.ts";

/** Folds one record, the next of the log, into `state`, in place. */
export function evolve(state: State, record: WorkspaceRecord): State {
  state.version++;
  state.records.push({ at: record.at, by: identityOf(record.by) });
  for (const event of record.events) apply(state, event, record.at);
  return state;
}

/** As `evolve`, of a large record in turns: `state` stays as it is, and must, until the one that comes of it is there. */
export function* evolveCopy(state: State, record: WorkspaceRecord): Turns<State> {
  const copy = yield* copyState(state);
  copy.version++;
  copy.records.push({ at: record.at, by: identityOf(record.by) });
  for (const [index, event] of record.events.entries()) {
    apply(copy, event, record.at);
    // A team may change all of its members.
    if (index % entriesPerTurn === entriesPerTurn - 1 || event.type === "TeamArchived") yield;
  }
  return copy;
}

const operator: Actor = { type: "operator" };
const system: Actor = { type: "system" };

/** Who it was, without what a log may keep of the way besides. */
function identityOf(by: Actor): Actor {
  if (by.type === "member") return { type: "member", id: by.id };
  return by.type === "operator" ? operator : system;
}

function apply(state: State, event: WorkspaceEvent, at: number): void {
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
      const activity = [begin(state, event.since)];
      setTeam(
        state,
        { id: event.team, name: event.name, addedAt: event.since, isUnlisted: false, changed: state.version, activity },
        event.since,
      );
      break;
    }
    case "TeamRenamed":
      setTeam(state, { ...teamOf(state, event.team), name: event.name }, at);
      break;
    case "TeamArchived": {
      const team = teamOf(state, event.team);
      const activity = end(state, team.activity, at);
      // Added and archived by one command, it was never active.
      const last = activity.at(-1);
      const isNever = last !== undefined && last.from === last.to && last.started === last.ended;
      const isUnlisted = event.isUnlisted ?? false;
      setTeam(state, { ...team, isUnlisted, activity: isNever ? activity.slice(0, -1) : activity }, at);
      break;
    }
    case "TeamUnarchived": {
      const team = teamOf(state, event.team);
      const activity = [...team.activity, begin(state, at)];
      setTeam(state, { ...team, ...visible(team), isUnlisted: false, activity }, at);
      break;
    }
    case "MemberAdded": {
      const { member: id, name, email, role, since, teams = [] } = event;
      const past = state.members.get(id);
      state.earliest = Math.min(state.earliest, since);
      const added: Member = {
        id,
        name,
        email,
        role,
        ...(past && !isErased(past) && visible(past)),
        changed: state.version,
        presence: [...(past?.presence ?? []), begin(state, since)],
        memberships: past?.memberships ?? [],
        activity: past?.activity ?? [],
      };
      setMember(state, teams.length === 0 ? added : withActivity(state, join(state, added, teams, since), since));
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
      setMember(state, withActivity(state, join(state, member, [event.team], event.since), event.since));
      break;
    }
    case "MemberLeftTeam": {
      const member = memberOf(state, event.member);
      const left = leave(state, member, at, (team) => team === event.team);
      setMember(state, withActivity(state, left, at));
      break;
    }
    case "MemberRemoved": {
      const member = leave(state, memberOf(state, event.member), at, () => true);
      setMember(state, withActivity(state, { ...member, presence: end(state, member.presence, at) }, at));
      break;
    }
    case "MemberRestored": {
      const member = memberOf(state, event.member);
      const presence = [...member.presence, begin(state, at)];
      setMember(state, { ...member, ...visible(member), changed: state.version, presence });
      break;
    }
    case "MemberProvisioned":
      setMember(state, { ...memberOf(state, event.member), identity: event.identity, changed: state.version });
      break;
    case "TeamProvisioned":
      setTeam(state, { ...teamOf(state, event.team), identity: event.identity }, at);
      break;
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
}

function begin(state: State, from: number): Stay {
  return { from, to: Infinity, started: state.version, ended: 0 };
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

function join(state: State, member: Member, teams: readonly string[], since: number): Member {
  const stay = begin(state, since);
  const earlier = member.memberships.filter(({ team }) => !teams.includes(team));
  const joined = teams.map((team) => {
    state.rosters.join(team, member.id);
    touchTeam(state, team);
    const before = member.memberships.find((membership) => membership.team === team);
    return { team, stays: [...(before?.stays ?? []), stay] };
  });
  return { ...member, memberships: [...earlier, ...joined], changed: state.version };
}

function leave(state: State, member: Member, at: number, isLeft: (team: string) => boolean): Member {
  const memberships = member.memberships.map((membership) => {
    if (!isLeft(membership.team) || membership.stays.at(-1)?.to !== Infinity) return membership;
    state.rosters.leave(membership.team, member.id);
    touchTeam(state, membership.team);
    return { team: membership.team, stays: end(state, membership.stays, at) };
  });
  return { ...member, memberships, changed: state.version };
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

/** The member with `activity` read off the memberships and the teams' own activity, where nothing changed before `since`:
 *  what ended earlier stands, so that a long history is not read again with every event. */
function withActivity(state: State, member: Member, since: number): Member {
  const settled = member.activity.findLastIndex(({ to }) => to < since) + 1;
  const from = Math.min(since, member.activity[settled]?.from ?? since);
  const intervals: Interval[] = [];
  for (const { team, stays } of member.memberships) {
    for (const stay of endingFrom(stays, from)) {
      for (const active of endingFrom(teamOf(state, team).activity, from)) {
        const common = together(stay, active);
        if (common) intervals.push(common);
      }
    }
  }
  return { ...member, activity: [...member.activity.slice(0, settled), ...union(intervals)] };
}

/** The stays, which are in order, that end at `instant` or later. */
function endingFrom(stays: readonly Stay[], instant: number): readonly Stay[] {
  return stays.slice(stays.findLastIndex(({ to }) => to < instant) + 1);
}

/** `since`: nothing about the team changed before it. */
function setTeam(state: State, team: Team, since: number): void {
  const before = state.teams.get(team.id);
  state.teams.set(team.id, { ...team, changed: state.version });
  if (before?.activity === team.activity) return;
  state.activeTeams += Number(isTeamActive(team)) - Number(before !== undefined && isTeamActive(before));
  recount(state, "team", before?.activity ?? [], team.activity);
  for (const id of state.rosters.of(team.id).keys()) {
    setMember(state, withActivity(state, memberOf(state, id), since));
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

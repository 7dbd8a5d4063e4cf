import type { Counts, Member, MemberDetail, Team } from "@seatbook/server/contract";
import {
  archivedAt,
  counts,
  isActive,
  oncePerDirectory,
  statuses,
  statusOf,
  type Directory,
  type FakeMember,
  type FakeTeam,
} from "./directory.ts";
import { spansOf, type Licenses } from "./licenses.ts";
import type { Settings } from "./options.ts";
import { addMonths, dayMs, iso } from "./time.ts";

/** People and teams as the server tells of them. */
export class Views {
  readonly #settings: Settings;
  readonly #month: string;
  readonly #licenses: Licenses;

  /** `month`: the running one. */
  constructor(month: string, licenses: Licenses, settings: Settings) {
    this.#month = month;
    this.#licenses = licenses;
    this.#settings = settings;
  }

  member(member: FakeMember, directory: Directory): Member {
    const { teams } = directory;
    const status = statusOf(member, directory);
    const bounds = this.#licenses.boundsOf(this.#month);
    const current = spansOf(member, bounds, directory);
    const goesOn = current.some(({ to }) => to === bounds[1]);
    const isBilled = this.#settings.licenseModel === "user" && current.length > 0;
    return {
      id: member.id,
      name: member.name,
      email: member.email,
      role: member.role,
      status,
      joinedAt: iso(member.joinedAt),
      teams: member.memberships
        .flatMap(({ team, to }) => (to === Infinity ? (teams.get(team) ?? []) : []))
        .map((team) => ({ id: team.id, name: team.name, archived: !isActive(team) }))
        .toSorted((a, b) => a.name.localeCompare(b.name)),
      ...(status === "inactive" && lastActive(member, directory)),
      ...(member.removedAt !== undefined && {
        removedAt: iso(member.removedAt),
        restorableUntil: iso(member.removedAt + 30 * dayMs),
      }),
      billed: { currentMonth: isBilled, nextMonth: isBilled && goesOn },
      ...(isBilled && !goesOn && { freeFrom: `${addMonths(this.#month, 1)}-01` }),
    };
  }

  memberDetail(member: FakeMember, directory: Directory): MemberDetail {
    const months = Array.from({ length: 12 }, (_, index) => addMonths(this.#month, -index));
    const licenses = months.flatMap((month) => {
      const license = this.#licenses.memberLicense(member, month, directory);
      const status = month === this.#month ? ("open" as const) : ("closed" as const);
      return license ? [{ month, status, ...license }] : [];
    });
    return { ...this.member(member, directory), licenses: this.#settings.licenseModel === "user" ? licenses : [] };
  }

  team(team: FakeTeam, directory: Directory): Team {
    const { members, only } = teamCounts(directory).get(team.id) ?? { members: 0, only: 0 };
    const end = archivedAt(team);
    return {
      id: team.id,
      name: team.name,
      status: isActive(team) ? "active" : "archived",
      members,
      licensesOnlyThisTeam: !isActive(team) ? 0 : this.#settings.nextLicenseModel === "team" ? 1 : only,
      addedAt: iso(team.active[0]?.from ?? 0),
      ...(end !== Infinity && { archivedAt: iso(end) }),
    };
  }
}

export const countsOf = oncePerDirectory((directory): Counts => {
  const found = { active: 0, inactive: 0, removed: 0 };
  for (const status of statuses(directory)) found[status] += 1;
  const teams = [...directory.teams.values()];
  const activeTeams = teams.filter(isActive).length;
  return {
    members: found.active + found.inactive,
    activeMembers: found.active,
    inactiveMembers: found.inactive,
    removedMembers: found.removed,
    teams: teams.length,
    activeTeams,
    archivedTeams: teams.length - activeTeams,
  };
});

/** Of each team how many members it has, and how many of them no other active team has. */
const teamCounts = oncePerDirectory((directory) => {
  const found = new Map([...directory.teams.keys()].map((id) => [id, { members: 0, only: 0 }]));
  for (const { memberships } of directory.members)
    for (const membership of memberships) {
      const team = found.get(membership.team);
      if (!team || membership.to !== Infinity) continue;
      team.members += 1;
      if (memberships.every((other) => other.team === membership.team || !counts(other, directory))) team.only += 1;
    }
  return found;
});

/** Since when a member is in no active team, and which ones were the last. */
function lastActive({ memberships }: FakeMember, { teams }: Directory): Pick<Member, "inactiveSince" | "lastTeams"> {
  const ended = memberships.flatMap(({ team: id, to }) => {
    const team = teams.get(id);
    return team ? [{ team, to: Math.min(to, archivedAt(team)) }] : [];
  });
  const end = Math.max(...ended.map(({ to }) => to));
  return {
    ...(Number.isFinite(end) && { inactiveSince: iso(end) }),
    lastTeams: ended.flatMap(({ team, to }) => (to === end ? [{ id: team.id, name: team.name }] : [])),
  };
}

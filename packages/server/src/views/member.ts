import {
  addMonths,
  currentMemberships,
  isBilled,
  isErased,
  isTeamActive,
  type Member,
  type Period,
  periodOf,
  restorableUntil,
  type State,
  together,
  toIso,
} from "@seatbook/core";
import type { Member as MemberView } from "../contract/types.ts";
import { sortedByName } from "../fold-text.ts";
import { joinedAt, statusOf } from "../member-index.ts";
import type { View } from "../respond.ts";

/** Gives the view of one member after another, all off the same version. */
export function memberViews({ state, month, services }: View): (member: Member) => MemberView {
  const { rule } = services;
  const current = periodOf(state, month);
  const next = periodOf(state, addMonths(month, 1));
  const isLicense = (member: Member, period: Period) =>
    period.terms.licenseModel === "user" && isBilled(member.activity, period, rule);
  return (member) => {
    const status = statusOf(member);
    const isBilledNow = isLicense(member, current);
    const presence = member.presence.at(-1);
    return {
      id: member.id,
      name: member.name,
      email: member.email,
      role: member.role,
      status,
      joinedAt: toIso(joinedAt(member)),
      teams: teamsOf(state, member),
      ...(status === "inactive" && inactivityOf(state, member)),
      ...(status === "removed" && {
        removedAt: toIso(presence?.to ?? 0),
        ...(!isErased(member) && { restorableUntil: toIso(restorableUntil(member)) }),
      }),
      billed: { currentMonth: isBilledNow, nextMonth: isLicense(member, next) },
      ...(isBilledNow && !isBilled(member.activity, next, rule) && { freeFrom: `${next.month}-01` }),
    };
  };
}

function teamsOf(state: State, member: Member): MemberView["teams"] {
  const teams = currentMemberships(member).flatMap((membership) => state.teams.get(membership.team) ?? []);
  return sortedByName(teams).map((team) => ({ id: team.id, name: team.name, archived: !isTeamActive(team) }));
}

/** Since when the member is inactive, and the teams whose end made it so. */
function inactivityOf(state: State, member: Member): Pick<MemberView, "inactiveSince" | "lastTeams"> {
  const added = member.presence.at(-1)?.from ?? 0;
  const end = member.activity.at(-1)?.to ?? -Infinity;
  if (end < added) return { inactiveSince: toIso(added), lastTeams: [] };
  const lastTeams = member.memberships.flatMap(({ team: id, stays }) => {
    const team = state.teams.get(id);
    const wasLast = stays.some((stay) => team?.activity.some((active) => together(stay, active)?.to === end));
    return team && wasLast ? [{ id, name: team.name }] : [];
  });
  return { inactiveSince: toIso(end), lastTeams };
}

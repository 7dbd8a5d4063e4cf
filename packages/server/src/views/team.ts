import { isTeamActive, type Member, type State, type Team, termsOf, toIso } from "@seatbook/core";
import type { Team as TeamView } from "../contract/types.ts";

/** @param next the month after the running one. */
export function toTeam(state: State, team: Team, next: `${number}-${number}`): TeamView {
  const isActive = isTeamActive(team);
  const last = team.activity.at(-1);
  return {
    id: team.id,
    name: team.name,
    status: isActive ? "active" : "archived",
    members: memberCount(state, team.id),
    licensesOnlyThisTeam: isActive ? licensesOnlyThisTeam(state, team.id, next) : 0,
    addedAt: toIso(team.addedAt),
    ...(!isActive && { archivedAt: toIso(last?.to ?? team.addedAt) }),
  };
}

export function memberCount(state: State, team: string): number {
  return state.rosters.of(team).size;
}

function licensesOnlyThisTeam(state: State, team: string, next: `${number}-${number}`): number {
  if (termsOf(state, next).licenseModel === "team") return 1;
  let count = 0;
  for (const id of state.rosters.of(team).keys()) {
    const member = state.members.get(id);
    if (member && !isInOtherActiveTeam(state, member, team)) count++;
  }
  return count;
}

function isInOtherActiveTeam(state: State, member: Member, team: string): boolean {
  return member.memberships.some((membership) => {
    if (membership.team === team || membership.stays.at(-1)?.to !== Infinity) return false;
    const other = state.teams.get(membership.team);
    return other !== undefined && isTeamActive(other);
  });
}

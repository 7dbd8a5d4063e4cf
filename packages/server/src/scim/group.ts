import { type State, type Team, teamIdentityOf, toIso } from "@seatbook/core";
import { metaOf } from "./meta.ts";
import { atOnce } from "./steps.ts";

export const groupSchema = "urn:ietf:params:scim:schemas:core:2.0:Group";

/** A team as a SCIM group. @param withMembers false where nobody asks for them: there may be many. */
export function toGroup(state: State, team: Team, base: string, withMembers: boolean) {
  return atOnce(groupInSteps(state, team, base, withMembers));
}

/** So many members are read in one step. */
const membersPerStep = 100;

export function* groupInSteps(state: State, team: Team, base: string, withMembers: boolean) {
  const { externalId } = teamIdentityOf(team);
  const members: ReturnType<typeof toMember>[] = [];
  for (const id of withMembers ? state.rosters.of(team.id).keys() : []) {
    members.push(toMember(state, id, base));
    if (members.length % membersPerStep === 0) yield membersPerStep;
  }
  return {
    schemas: [groupSchema],
    id: team.id,
    ...(externalId !== undefined && { externalId }),
    displayName: team.name,
    ...(withMembers && { members }),
    meta: metaOf(state, "Group", `${base}/Groups/${encodeURIComponent(team.id)}`, {
      created: toIso(team.addedAt),
      changed: team.changed,
      version: team.changed,
    }),
  };
}

function toMember(state: State, id: string, base: string) {
  const display = state.members.get(id)?.name;
  return {
    value: id,
    ...(display !== undefined && { display }),
    type: "User",
    $ref: `${base}/Users/${encodeURIComponent(id)}`,
  };
}

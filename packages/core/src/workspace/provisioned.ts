import type { TeamIdentity } from "./events.ts";
import { isPresent, isTeamActive, type Member, type State, type Team } from "./state.ts";

/** By what an identity provider knows the team; the host's id stands for what no provider gave. */
export function teamIdentityOf(team: Pick<Team, "id" | "identity">): TeamIdentity {
  return team.identity ?? { externalId: team.id };
}

/** Whether an identity provider sees the member: whom it deleted is gone for it, who was only removed is there, inactive. */
export function isProvisioned(member: Member): boolean {
  return isPresent(member) || member.identity?.isDeleted !== true;
}

export function isTeamProvisioned(team: Team): boolean {
  return isTeamActive(team) || team.identity?.isDeleted !== true;
}

/** The members that an identity provider sees and knows by that name, upper or lower case. */
export function membersNamed({ identities, members }: State, userName: string): Member[] {
  return identities.named(members, userName).filter(isProvisioned);
}

/** The members that an identity provider sees and knows by that id of its own. */
export function membersWithExternalId({ identities, members }: State, externalId: string): Member[] {
  return identities.withExternalId(members, externalId).filter(isProvisioned);
}

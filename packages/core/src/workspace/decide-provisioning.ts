import { Refusal } from "../refusals.ts";
import type { ProvisionedMember, ProvisionedTeam, ProvisioningCommand } from "./commands.ts";
import { wasErased } from "./erasure.ts";
import type { MemberIdentity, TeamIdentity, WorkspaceEvent } from "./events.ts";
import { identityOf } from "./identities.ts";
import {
  isProvisioned,
  isTeamProvisioned,
  membersNamed,
  membersWithExternalId,
  teamIdentityOf,
} from "./provisioned.ts";
import { restorableUntil } from "./restore.ts";
import { isPresent, isTeamActive, type Member, type State, type Team } from "./state.ts";

/** What an identity provider wants of members and teams. Source: RFC 7644; who is meant, `docs/decisions/0031-scim.md`. */
export function decideProvisioning(state: State, command: ProvisioningCommand, at: number): WorkspaceEvent[] | Refusal {
  switch (command.type) {
    case "provision-member":
      return provisionMember(state, command, at);
    case "change-provisioned-member": {
      const { entry } = command;
      const member = state.members.get(command.member);
      if (!member || !isProvisioned(member)) return new Refusal("member-not-found");
      return memberConflict(state, entry, member, true) ?? toMember(state, member, entry, at);
    }
    case "deprovision-member": {
      const member = state.members.get(command.member);
      if (!member || !isProvisioned(member)) return new Refusal("member-not-found");
      const identity: MemberIdentity = { ...identityOf(member), isDeleted: true };
      return [
        ...(isPresent(member) ? [{ type: "MemberRemoved", member: member.id } as const] : []),
        { type: "MemberProvisioned", member: member.id, identity },
      ];
    }
    case "provision-team":
      return provisionTeam(state, command, at);
    case "change-provisioned-team": {
      const { entry } = command;
      const team = state.teams.get(command.team);
      if (!team || !isTeamProvisioned(team)) return new Refusal("team-not-found");
      const conflict = teamWithExternalId(state, entry.externalId, isTeamProvisioned);
      if (conflict && conflict.id !== team.id) return new Refusal("identity-taken", "externalId");
      return toTeam(state, team, entry, at);
    }
    case "deprovision-team": {
      const team = state.teams.get(command.team);
      if (!team || !isTeamProvisioned(team)) return new Refusal("team-not-found");
      const identity: TeamIdentity = { ...teamIdentityOf(team), isDeleted: true };
      return [
        ...(isTeamActive(team) ? [{ type: "TeamArchived", team: team.id, isUnlisted: true } as const] : []),
        { type: "TeamProvisioned", team: team.id, identity },
      ];
    }
  }
}

/** Adds a member. Who was removed and is the same person, by the provider's id or else by the name, is restored or added again. */
function provisionMember(
  state: State,
  { ids, entry }: Extract<ProvisioningCommand, { type: "provision-member" }>,
  at: number,
): WorkspaceEvent[] | Refusal {
  const { userName, externalId } = entry.identity;
  const byId = externalId === undefined ? [] : state.identities.withExternalId(state.members, externalId);
  const known =
    byId.find((member) => isPresent(member)) ??
    byId[0] ??
    state.identities
      .named(state.members, userName)
      .find((member) => !isPresent(member) && isSameExternalId(member.identity?.externalId, externalId));
  if (known && isPresent(known)) return new Refusal("identity-taken", "externalId");
  const conflict = memberConflict(state, entry, known, false);
  if (conflict) return conflict;
  if (known) return toMember(state, known, entry, at);
  const id = freeId(ids, state.members);
  const { name, email, role = "member" } = entry;
  return [
    { type: "MemberAdded", member: id, name, email, role, since: at },
    ...(entry.isActive ? [] : [{ type: "MemberRemoved", member: id } as const]),
    { type: "MemberProvisioned", member: id, identity: entry.identity },
  ];
}

/** Names and ids are unique among the members that the provider sees. But the host may give two people one address: who keeps a
 *  name keeps it, and `mayShare` says whether also with somebody who is there. */
function memberConflict(
  state: State,
  { identity: { userName, externalId } }: ProvisionedMember,
  self: Member | undefined,
  mayShare: boolean,
): Refusal | undefined {
  const isOther = ({ id }: Member): boolean => id !== self?.id;
  const isKept = self !== undefined && identityOf(self).userName.toLowerCase() === userName.toLowerCase();
  const namesakes = membersNamed(state, userName).filter(isOther);
  if (namesakes.some((member) => !isKept || (!mayShare && isPresent(member)))) {
    return new Refusal("identity-taken", "userName");
  }
  if (externalId !== undefined && membersWithExternalId(state, externalId).some(isOther)) {
    return new Refusal("identity-taken", "externalId");
  }
  return undefined;
}

/** From the member as it is to the one that is wanted. Who is active again is restored while R9 allows it. */
function toMember(state: State, member: Member, entry: ProvisionedMember, at: number): WorkspaceEvent[] {
  const { id } = member;
  const { name, email, role = member.role, identity, isActive } = entry;
  const isThere = isPresent(member);
  const isAddedAgain = isActive && !isThere && (at > restorableUntil(member) || wasErased(state, member));
  const events: WorkspaceEvent[] = [];
  if (isAddedAgain) events.push({ type: "MemberAdded", member: id, name, email, role, since: at });
  else {
    if (isActive && !isThere) events.push({ type: "MemberRestored", member: id });
    if (member.name !== name || member.email !== email || member.role !== role) {
      events.push({ type: "MemberChanged", member: id, name, email, role });
    }
    if (!isActive && isThere) events.push({ type: "MemberRemoved", member: id });
  }
  const known = identityOf({ id, name, email, ...(member.identity && { identity: member.identity }) });
  const { isDeleted = false, ...kept } = known;
  if (!isSameIdentity(identity, kept) || (isDeleted && !isActive)) {
    events.push({ type: "MemberProvisioned", member: id, identity });
  }
  return events;
}

/** Adds a team. One that the provider deleted, and is the same by the provider's id or else by the name, is there again, and
 *  unarchived if it was archived for being deleted. */
function provisionTeam(
  state: State,
  { ids, entry }: Extract<ProvisioningCommand, { type: "provision-team" }>,
  at: number,
): WorkspaceEvent[] | Refusal {
  const { name, externalId } = entry;
  const byId = teamWithExternalId(state, externalId, () => true);
  const namesakes = Array.from(state.teams.values()).filter(
    (team) => team.name === name && isSameExternalId(team.identity?.externalId, externalId),
  );
  const known = byId ?? namesakes.find((team) => !isTeamProvisioned(team));
  if (byId && isTeamProvisioned(byId)) return new Refusal("identity-taken", "externalId");
  if (namesakes.some((team) => isTeamProvisioned(team))) return new Refusal("identity-taken", "displayName");
  if (known) return toTeam(state, known, entry, at);
  const id = freeId(ids, state.teams);
  const joined = rosterEvents(state, id, entry.roster, at);
  if (joined instanceof Refusal) return joined;
  return [
    { type: "TeamAdded", team: id, name, since: at },
    ...joined,
    { type: "TeamProvisioned", team: id, identity: identityWith(externalId) },
  ];
}

/** From the team as it is to the one that is wanted. Who is not wanted in it leaves before it is active again. */
function toTeam(state: State, team: Team, entry: ProvisionedTeam, at: number): WorkspaceEvent[] | Refusal {
  const roster = rosterEvents(state, team.id, entry.roster, at);
  if (roster instanceof Refusal) return roster;
  const { isDeleted = false, externalId } = teamIdentityOf(team);
  const isUnarchived = isDeleted && !isTeamActive(team) && team.isUnlisted;
  const leaving = roster.filter(({ type }) => type === "MemberLeftTeam");
  const joining = roster.filter(({ type }) => type === "MemberJoinedTeam");
  const events: WorkspaceEvent[] = leaving;
  if (team.name !== entry.name) events.push({ type: "TeamRenamed", team: team.id, name: entry.name });
  if (isUnarchived) events.push({ type: "TeamUnarchived", team: team.id });
  for (const event of joining) events.push(event);
  if (externalId !== entry.externalId || (isDeleted && !isUnarchived)) {
    events.push({ type: "TeamProvisioned", team: team.id, identity: identityWith(entry.externalId) });
  }
  return events;
}

/** Who joins and leaves. Who was removed is in no team, and is left out: a provider may list people that it deactivated. */
function rosterEvents(
  state: State,
  team: string,
  roster: ProvisionedTeam["roster"],
  at: number,
): Extract<WorkspaceEvent, { type: "MemberJoinedTeam" | "MemberLeftTeam" }>[] | Refusal {
  const current = new Set(state.rosters.of(team).keys());
  const wanted = new Set("only" in roster ? roster.only : roster.joining);
  for (const id of wanted) if (!state.members.has(id)) return new Refusal("member-unknown", "members");
  const leaving = "only" in roster ? current.difference(wanted) : current.intersection(new Set(roster.leaving));
  const joining = Array.from(wanted.difference(current)).filter((id) => {
    const member = state.members.get(id);
    return member !== undefined && isPresent(member);
  });
  return [
    ...Array.from(leaving, (member) => ({ type: "MemberLeftTeam", member, team }) as const),
    ...joining.map((member) => ({ type: "MemberJoinedTeam", member, team, since: at }) as const),
  ];
}

function teamWithExternalId(
  state: State,
  externalId: string | undefined,
  isMeant: (team: Team) => boolean,
): Team | undefined {
  if (externalId === undefined) return undefined;
  for (const team of state.teams.values()) {
    if (teamIdentityOf(team).externalId === externalId && isMeant(team)) return team;
  }
  return undefined;
}

/** Whether the provider's ids do not tell the two apart: one that is not given, or that no provider gave, does not. */
function isSameExternalId(known: string | undefined, given: string | undefined): boolean {
  return known === undefined || given === undefined || known === given;
}

function identityWith(externalId: string | undefined): TeamIdentity {
  return externalId === undefined ? {} : { externalId };
}

const identityFields = ["userName", "externalId", "displayName", "givenName", "familyName", "formattedName"] as const;

function isSameIdentity(a: MemberIdentity, b: MemberIdentity): boolean {
  return identityFields.every((field) => a[field] === b[field]);
}

/** @throws Error where none of `ids` is free, which the caller must see to. */
function freeId(ids: readonly string[], taken: { has(id: string): boolean }): string {
  const id = ids.find((each) => !taken.has(each));
  if (id === undefined) throw new Error("no id was given that is free");
  return id;
}

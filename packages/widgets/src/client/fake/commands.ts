import { ClientError, type PreviewCommand } from "../client.ts";
import {
  inactiveMembers,
  isActive,
  kim,
  type Cause,
  type Directory,
  type FakeMember,
  type FakeTeam,
} from "./directory.ts";
import { iso } from "./time.ts";

/** What the directory is after a command, now being in epoch milliseconds. */
export function carryOut(command: PreviewCommand, directory: Directory, now: number): Directory {
  switch (command.type) {
    case "archive-team":
    case "unarchive-team":
      return setArchived(command.team, command.type === "archive-team", directory, now);
    case "remove-member":
      return removeMembers([command.member], directory, now);
    case "remove-inactive-members":
      return removeMembers(
        inactiveMembers(directory).goes.map(({ id }) => id),
        directory,
        now,
      );
  }
}

export function restoreMember(id: string, directory: Directory): Directory {
  const { removedAt: _undone, ...restored } = findMember(id, directory);
  return {
    ...directory,
    version: directory.version + 1,
    members: directory.members.map((member) => (member.id === id ? restored : member)),
  };
}

export function findMember(id: string, { members }: Directory): FakeMember {
  const member = members.find((each) => each.id === id);
  if (!member) throw new ClientError("member-not-found", 404, "There is no such member in this workspace.");
  return member;
}

function removeMembers(ids: string[], directory: Directory, now: number): Directory {
  const gone = new Set(ids);
  let { version } = directory;
  const members = directory.members.map((member) => {
    if (!gone.has(member.id)) return member;
    const end = { to: now, endedBy: causeOf("member-removed", now, ++version) };
    const memberships = member.memberships.map((each) => (each.to === Infinity ? { ...each, ...end } : each));
    return { ...member, removedAt: now, memberships };
  });
  return { ...directory, version, members };
}

function setArchived(id: string, archived: boolean, directory: Directory, now: number): Directory {
  const team = directory.teams.get(id);
  if (!team) throw new ClientError("team-not-found", 404, "There is no such team in this workspace.");
  if (archived !== isActive(team)) return directory;
  const version = directory.version + 1;
  const cause = causeOf(archived ? "team-archived" : "team-unarchived", now, version);
  const active: FakeTeam["active"] = archived
    ? team.active.map((stretch) => (stretch.to === Infinity ? { ...stretch, to: now, endedBy: cause } : stretch))
    : [...team.active, { from: now, to: Infinity, startedBy: cause }];
  return { ...directory, version, teams: new Map(directory.teams).set(id, { ...team, active }) };
}

const causeOf = (what: Cause["what"], now: number, version: number): Cause => ({
  what,
  at: iso(now),
  by: kim,
  version,
});

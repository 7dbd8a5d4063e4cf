import { entriesPerTurn, type Turns, type WorkspaceEvent } from "@seatbook/core";
import type { DirectoryChange } from "../contract/types.ts";

/** The events of a directory sync, by kind. */
export function* toDirectoryChanges(events: readonly WorkspaceEvent[]): Turns<DirectoryChange["changes"]> {
  const changes: DirectoryChange["changes"] = {
    teamsAdded: [],
    teamsRenamed: [],
    teamsArchived: [],
    teamsUnarchived: [],
    membersAdded: [],
    membersChanged: [],
    membersRemoved: [],
    joined: [],
    left: [],
  };
  for (const [index, event] of events.entries()) {
    if (index % (16 * entriesPerTurn) === 0) yield;
    if (event.type === "TeamAdded") changes.teamsAdded.push(event.team);
    else if (event.type === "TeamRenamed") changes.teamsRenamed.push(event.team);
    else if (event.type === "TeamArchived") changes.teamsArchived.push(event.team);
    else if (event.type === "TeamUnarchived") changes.teamsUnarchived.push(event.team);
    else if (event.type === "MemberAdded") {
      changes.membersAdded.push(event.member);
      for (const team of event.teams ?? []) changes.joined.push({ member: event.member, team });
    } else if (event.type === "MemberChanged") changes.membersChanged.push(event.member);
    else if (event.type === "MemberRemoved") changes.membersRemoved.push(event.member);
    else if (event.type === "MemberJoinedTeam") changes.joined.push({ member: event.member, team: event.team });
    else if (event.type === "MemberLeftTeam") changes.left.push({ member: event.member, team: event.team });
  }
  return changes;
}

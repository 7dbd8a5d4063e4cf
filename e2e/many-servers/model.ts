import type { AuditEntry, Counts } from "@seatbook/server";

/** A second opinion on what a workspace is after each of its records, in as few lines as that takes. */
export class Model {
  readonly #teams = new Map<string, { isArchived: boolean }>();
  readonly #members = new Map<string, { isRemoved: boolean; teams: Set<string> }>();

  apply({ events }: AuditEntry): void {
    for (const event of events) {
      const team = "team" in event ? String(event["team"]) : "";
      const member = this.#members.get("member" in event ? String(event["member"]) : "");
      if (event.type === "TeamAdded") this.#teams.set(team, { isArchived: false });
      else if (event.type === "TeamArchived") this.#teams.set(team, { isArchived: true });
      else if (event.type === "TeamUnarchived") this.#teams.set(team, { isArchived: false });
      else if (event.type === "MemberAdded") {
        const teams = Array.isArray(event["teams"]) ? event["teams"].map(String) : [];
        this.#members.set(String(event["member"]), { isRemoved: false, teams: new Set(teams) });
      } else if (event.type === "MemberJoinedTeam") member?.teams.add(team);
      else if (event.type === "MemberLeftTeam") member?.teams.delete(team);
      else if (event.type === "MemberRestored" && member !== undefined) member.isRemoved = false;
      else if (event.type === "MemberRemoved" && member !== undefined) {
        member.isRemoved = true;
        member.teams.clear();
      }
    }
  }

  get counts(): Counts {
    const members = [...this.#members.values()].filter(({ isRemoved }) => !isRemoved);
    const active = members.filter(({ teams }) => [...teams].some((id) => this.#teams.get(id)?.isArchived === false));
    const archived = [...this.#teams.values()].filter(({ isArchived }) => isArchived);
    return {
      members: members.length,
      activeMembers: active.length,
      inactiveMembers: members.length - active.length,
      removedMembers: this.#members.size - members.length,
      teams: this.#teams.size,
      activeTeams: this.#teams.size - archived.length,
      archivedTeams: archived.length,
    };
  }
}

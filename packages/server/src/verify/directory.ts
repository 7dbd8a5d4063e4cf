import { isPresent, isTeamActive, nextToClose, periodOf, type State, type WorkspaceEvent } from "@seatbook/core";
import type { Problem } from "./findings.ts";
import type { Step } from "./history-check.ts";

/** Teams and members come and go one after the other: what is archived was active, who is removed was there. */
export class DirectoryCheck {
  #version = 0;
  /** What earlier events of the same record have made of teams, members and memberships. */
  readonly #teams = new Map<string, boolean>();
  readonly #members = new Map<string, boolean>();
  readonly #memberships = new Map<string, boolean>();

  problems(event: WorkspaceEvent, step: Step): Problem[] {
    if (step.version !== this.#version) this.#begin(step.version);
    const contradiction =
      this.#contradiction(event, step.state) ?? ("since" in event ? sinceMistake(event, step) : undefined);
    return contradiction === undefined
      ? []
      : [{ code: "event-refused", detail: `The event ${event.type} cannot be: ${contradiction}.` }];
  }

  #begin(version: number): void {
    this.#version = version;
    this.#teams.clear();
    this.#members.clear();
    this.#memberships.clear();
  }

  #contradiction(event: WorkspaceEvent, state: State): string | undefined {
    switch (event.type) {
      case "TeamAdded": {
        const isKnown = this.#isActive(state, event.team) !== undefined;
        this.#teams.set(event.team, true);
        return isKnown ? `the team "${event.team}" was added before` : undefined;
      }
      case "TeamRenamed":
        return this.#isActive(state, event.team) === undefined ? `there is no team "${event.team}"` : undefined;
      case "TeamArchived":
      case "TeamUnarchived": {
        const isActive = this.#isActive(state, event.team);
        const archives = event.type === "TeamArchived";
        this.#teams.set(event.team, !archives);
        if (isActive === undefined) return `there is no team "${event.team}"`;
        return isActive === archives
          ? undefined
          : `the team "${event.team}" is ${archives ? "archived" : "active"} already`;
      }
      case "MemberAdded": {
        const isThere = this.#isThere(state, event.member);
        this.#members.set(event.member, true);
        for (const team of event.teams ?? []) this.#memberships.set(membershipOf(event.member, team), true);
        if (isThere) return `the member "${event.member}" is there already`;
        const unknown = event.teams?.find((team) => this.#isActive(state, team) === undefined);
        return unknown === undefined ? undefined : `there is no team "${unknown}"`;
      }
      case "MemberChanged":
      case "MemberProvisioned":
        return this.#isKnown(state, event.member) ? undefined : `there is no member "${event.member}"`;
      case "TeamProvisioned":
        return this.#isActive(state, event.team) === undefined ? `there is no team "${event.team}"` : undefined;
      case "MemberJoinedTeam":
      case "MemberLeftTeam": {
        const joins = event.type === "MemberJoinedTeam";
        const isIn = this.#isIn(state, event.member, event.team);
        this.#memberships.set(membershipOf(event.member, event.team), joins);
        if (!this.#isThere(state, event.member)) return `the member "${event.member}" is not there`;
        if (this.#isActive(state, event.team) === undefined) return `there is no team "${event.team}"`;
        if (isIn !== joins) return undefined;
        return `the member "${event.member}" is ${joins ? "already" : "not"} in the team "${event.team}"`;
      }
      case "MemberRemoved": {
        const isThere = this.#isThere(state, event.member);
        this.#members.set(event.member, false);
        return isThere ? undefined : `the member "${event.member}" is not there`;
      }
      case "MemberErased":
        if (!state.members.has(event.member)) return `there is no member "${event.member}"`;
        return this.#isThere(state, event.member) ? `the member "${event.member}" is there` : undefined;
      default:
        return undefined;
    }
  }

  /** `undefined` for a team that was never added. */
  #isActive(state: State, id: string): boolean | undefined {
    const team = state.teams.get(id);
    return this.#teams.get(id) ?? (team && isTeamActive(team));
  }

  #isThere(state: State, id: string): boolean {
    const member = state.members.get(id);
    return this.#members.get(id) ?? (member !== undefined && isPresent(member));
  }

  #isKnown(state: State, id: string): boolean {
    return this.#members.has(id) || state.members.has(id);
  }

  #isIn(state: State, member: string, team: string): boolean {
    return this.#memberships.get(membershipOf(member, team)) ?? state.rosters.of(team).has(member);
  }
}

function membershipOf(member: string, team: string): string {
  return JSON.stringify([member, team]);
}

function sinceMistake({ since }: { since: number }, { state, at }: Step): string | undefined {
  if (since > at) return "it began after it was recorded";
  const isClosed = state.closed.length > 0 && since < periodOf(state, nextToClose(state)).from;
  return isClosed ? "it began in a month that was closed" : undefined;
}

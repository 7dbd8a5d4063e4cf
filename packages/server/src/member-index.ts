import { isActive, isPresent, type Member, type State, type WorkspaceEvent } from "@seatbook/core";
import { foldText } from "./fold-text.ts";

export type MemberStatus = "active" | "inactive" | "removed";
export type MemberSort = "name" | "email" | "joined";

/** What a member is sorted by; `joined` is epoch ms of the first day in the workspace. */
export type MemberEntry = { readonly id: string; name: string; email: string; joined: number };

export function statusOf(member: Member): MemberStatus {
  if (!isPresent(member)) return "removed";
  return isActive(member) ? "active" : "inactive";
}

export function joinedAt(member: Member): number {
  return member.presence[0]?.from ?? 0;
}

/** `query`: every word stands in the name or the address. `team`: is in it now. */
export type MemberFilter = { query: string; status: MemberStatus | undefined; team: string | undefined };

const keptLists = 32;

/** A workspace's members in each order that lists ask for, kept up from one version to the next. */
export class MemberIndex {
  readonly #entries = new Map<string, MemberEntry>();
  readonly #sorted: Record<MemberSort, MemberEntry[]> = { name: [], email: [], joined: [] };
  /** Members whose entry may have changed since the orders were made. */
  readonly #changed = new Set<string>();
  /** Lists of one version, so that the pages of a list are one walk. */
  readonly #lists = new Map<string, readonly MemberEntry[]>();
  #listsVersion = 0;

  /** Takes note of events that are being folded into the state. */
  note(events: readonly WorkspaceEvent[]): void {
    for (const event of events) {
      if (event.type === "MemberAdded" || event.type === "MemberChanged") this.#changed.add(event.member);
    }
  }

  /** The members that `filter` lets through, in order; equal ones by id. Without a status, all but removed members. */
  list(state: State, sort: { by: MemberSort; descending: boolean }, filter: MemberFilter): readonly MemberEntry[] {
    if (state.version !== this.#listsVersion || this.#lists.size >= keptLists) this.#lists.clear();
    this.#listsVersion = state.version;
    const key = JSON.stringify([sort, filter]);
    let list = this.#lists.get(key);
    if (!list) {
      this.#refresh(state);
      const matching = this.#sorted[sort.by].filter(matcherOf(state, filter));
      list = sort.descending ? matching.toSorted(compareBy(sort.by, -1)) : matching;
      this.#lists.set(key, list);
    }
    return list;
  }

  #refresh(state: State): void {
    let isChanged = this.#read(state, this.#changed);
    this.#changed.clear();
    // The first time, or after a snapshot, there are members that no event told of.
    if (this.#entries.size < state.members.size) isChanged = this.#read(state, state.members.keys());
    if (!isChanged) return;
    for (const by of ["name", "email", "joined"] as const) this.#sorted[by].sort(compareBy(by, 1));
  }

  /** Whether any of `ids` is a member; a command that was tried and not written names some that are not. */
  #read(state: State, ids: Iterable<string>): boolean {
    let isAny = false;
    for (const id of ids) {
      const member = state.members.get(id);
      if (!member) continue;
      isAny = true;
      const fields = { name: foldText(member.name), email: foldText(member.email), joined: joinedAt(member) };
      const entry = this.#entries.get(id);
      if (entry) Object.assign(entry, fields);
      else this.#add({ id, ...fields });
    }
    return isAny;
  }

  #add(entry: MemberEntry): void {
    this.#entries.set(entry.id, entry);
    for (const order of Object.values(this.#sorted)) order.push(entry);
  }
}

function matcherOf(state: State, { query, status, team }: MemberFilter): (entry: MemberEntry) => boolean {
  const words = foldText(query)
    .split(/\s+/)
    .filter((word) => word !== "");
  const roster = team === undefined ? undefined : state.rosters.of(team);
  return (entry) => {
    if (roster && !roster.has(entry.id)) return false;
    if (!words.every((word) => entry.name.includes(word) || entry.email.includes(word))) return false;
    const member = state.members.get(entry.id);
    const actual = member && statusOf(member);
    return status === undefined ? actual !== "removed" : actual === status;
  };
}

function compareBy(by: MemberSort, direction: 1 | -1): (a: MemberEntry, b: MemberEntry) => number {
  return (a, b) => {
    if (a[by] !== b[by]) return a[by] < b[by] ? -direction : direction;
    if (a.id === b.id) return 0;
    return a.id < b.id ? -1 : 1;
  };
}

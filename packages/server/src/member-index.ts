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

/** The lists that are kept hold so many entries, for each member. */
const keptEntriesPerMember = 4;

/** A workspace's members in each order that lists ask for, kept up from one version to the next. */
export class MemberIndex {
  readonly #entries = new Map<string, MemberEntry>();
  readonly #orders: Record<MemberSort, { sorted: MemberEntry[]; isStale: boolean }> = {
    name: { sorted: [], isStale: false },
    email: { sorted: [], isStale: false },
    joined: { sorted: [], isStale: false },
  };
  /** Members whose entry may have changed since the entries were read. */
  readonly #changed = new Set<string>();
  /** Of one version, by order and filter, so that the pages of a list are one walk. */
  readonly #lists = new Map<string, readonly MemberEntry[]>();
  #keptEntries = 0;
  #listsVersion = 0;

  /** Takes note of events that were folded into the state. */
  note(events: readonly WorkspaceEvent[]): void {
    for (const event of events) {
      if (event.type === "MemberAdded" || event.type === "MemberChanged" || event.type === "MemberErased") {
        this.#changed.add(event.member);
      }
    }
  }

  /** The members that `filter` lets through, in order; equal ones by id. Without a status, all but removed members. */
  list(
    state: State,
    { by, descending }: { by: MemberSort; descending: boolean },
    filter: MemberFilter,
  ): readonly MemberEntry[] {
    if (state.version !== this.#listsVersion || this.#keptEntries > keptEntriesPerMember * state.members.size) {
      this.#lists.clear();
      this.#keptEntries = 0;
    }
    this.#listsVersion = state.version;
    this.#refresh(state);
    const folded = { ...filter, query: foldText(filter.query) };
    const ascending = (): readonly MemberEntry[] =>
      this.#keep(`${by} ${JSON.stringify(folded)}`, () =>
        this.#candidates(by, folded).filter(matcherOf(state, folded)),
      );
    return descending ? this.#keep(`-${by} ${JSON.stringify(folded)}`, () => turned(ascending(), by)) : ascending();
  }

  #keep(key: string, make: () => readonly MemberEntry[]): readonly MemberEntry[] {
    let list = this.#lists.get(key);
    if (!list) {
      list = make();
      this.#lists.set(key, list);
      this.#keptEntries += list.length;
    }
    return list;
  }

  /** Who types on looks among those who were found so far. */
  #candidates(by: MemberSort, { query, status, team }: MemberFilter): readonly MemberEntry[] {
    for (let length = query.length - 1; length > 0; length--) {
      const wider = this.#lists.get(`${by} ${JSON.stringify({ query: query.slice(0, length), status, team })}`);
      if (wider) return wider;
    }
    return this.#sorted(by);
  }

  #sorted(by: MemberSort): readonly MemberEntry[] {
    const order = this.#orders[by];
    if (order.isStale) order.sorted.sort(compareBy(by));
    order.isStale = false;
    return order.sorted;
  }

  #refresh(state: State): void {
    let isChanged = this.#read(state, this.#changed);
    this.#changed.clear();
    // The first time, or after a snapshot, there are members that no event told of.
    if (this.#entries.size < state.members.size) isChanged = this.#read(state, state.members.keys());
    if (isChanged) for (const order of Object.values(this.#orders)) order.isStale = true;
  }

  /** Whether any of `ids` is a member. */
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
    for (const { sorted } of Object.values(this.#orders)) sorted.push(entry);
  }
}

/** @param filter with a query that is folded. */
function matcherOf(state: State, { query, status, team }: MemberFilter): (entry: MemberEntry) => boolean {
  const words = query.split(/\s+/).filter((word) => word !== "");
  const roster = team === undefined ? undefined : state.rosters.of(team);
  return (entry) => {
    if (roster && !roster.has(entry.id)) return false;
    if (!words.every((word) => entry.name.includes(word) || entry.email.includes(word))) return false;
    const member = state.members.get(entry.id);
    const actual = member && statusOf(member);
    return status === undefined ? actual !== "removed" : actual === status;
  };
}

function compareBy(by: MemberSort): (a: MemberEntry, b: MemberEntry) => number {
  return (a, b) => {
    if (a[by] !== b[by]) return a[by] < b[by] ? -1 : 1;
    if (a.id === b.id) return 0;
    return a.id < b.id ? -1 : 1;
  };
}

/** The other way round; equal ones stay in the order of their ids. */
function turned(ascending: readonly MemberEntry[], by: MemberSort): MemberEntry[] {
  const descending: MemberEntry[] = [];
  let equal: MemberEntry[] = [];
  for (const entry of ascending.toReversed()) {
    if (entry[by] !== equal[0]?.[by]) {
      for (const each of equal.toReversed()) descending.push(each);
      equal = [];
    }
    equal.push(entry);
  }
  return descending.concat(equal.toReversed());
}

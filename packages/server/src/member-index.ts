import {
  allAtOnce,
  isActive,
  isPresent,
  type Member,
  type State,
  type Turns,
  type WorkspaceEvent,
} from "@seatbook/core";
import { foldText } from "./fold-text.ts";
import { inTurns } from "./in-turns.ts";
import { replaceInTurns, sortInTurns } from "./sort-in-turns.ts";

export type MemberStatus = "active" | "inactive" | "removed";
export type MemberSort = "name" | "email" | "joined";

/** What a member is sorted by; `joined` is epoch ms of the first day in the workspace. */
export type MemberEntry = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly joined: number;
};

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

/** With more than so many members to read or to sort, a list is made ready in turns first. */
const fewMembers = 2000;

/** Members in the orders that lists have asked for so far. An entry is replaced, never changed. `unread`: ids of members whose entry may
 *  have changed since. `unsorted`: ids of those that are not where they belong, and the entries that stand for them. */
type Orders = {
  readonly entries: Map<string, MemberEntry>;
  readonly unread: Set<string>;
  readonly sorted: Map<
    MemberSort,
    { readonly list: readonly MemberEntry[]; readonly unsorted: Map<string, MemberEntry | undefined> }
  >;
};

/** A workspace's members in each order that lists ask for, kept up from one version to the next. */
export class MemberIndex {
  #orders: Orders = { entries: new Map(), unread: new Set(), sorted: new Map() };
  /** What a large record leads to, until it is there. */
  #prepared: { events: readonly WorkspaceEvent[]; orders: Orders } | undefined;
  /** What is being made ready in turns. */
  #next: Orders | undefined;
  #reading: Promise<void> | undefined;
  /** Of one version, by order and filter, so that the pages of a list are one walk. */
  readonly #lists = new Map<string, readonly MemberEntry[]>();
  #keptEntries = 0;
  #listsVersion = 0;

  /** Takes note of events that were folded into the state. */
  note(events: readonly WorkspaceEvent[]): void {
    const prepared = this.#prepared;
    this.#prepared = undefined;
    if (prepared?.events === events) this.#orders = prepared.orders;
    // Before the first list there is nothing that could be old.
    else if (this.#orders.sorted.size > 0) noteIn(this.#orders, events);
    if (this.#next) noteIn(this.#next, events);
  }

  /** Gets ready for events that may be folded next, in turns. @param after the state that they lead to. */
  *prepare(events: readonly WorkspaceEvent[], after: State): Turns<void> {
    // Who has no lists needs none afterwards.
    if (this.#orders.sorted.size === 0) return;
    const orders = copyOf(this.#orders);
    noteIn(orders, events);
    yield;
    yield* read(orders, () => after);
    for (const by of orders.sorted.keys()) yield* sort(orders, by);
    this.#prepared = { events, orders };
  }

  /** Whether a list in this order takes no time worth speaking of. */
  isReady(state: State, by: MemberSort): boolean {
    const { entries, unread, sorted } = this.#orders;
    const unsorted = sorted.get(by)?.unsorted.size ?? state.members.size;
    return state.members.size - entries.size + unread.size + unsorted <= fewMembers;
  }

  /** Gets ready for lists in this order while others have their turn. @param now gives the state, which may move on meanwhile. */
  getReady(now: () => State, by: MemberSort): Promise<void> {
    this.#reading ??= this.#getReady(now, by).finally(() => {
      this.#reading = undefined;
      this.#next = undefined;
    });
    return this.#reading;
  }

  async #getReady(now: () => State, by: MemberSort): Promise<void> {
    const before = this.#orders;
    const next = copyOf(before);
    this.#next = next;
    await inTurns(read(next, now));
    await inTurns(sort(next, by));
    // Where a large record has come meanwhile, it has brought orders of its own.
    if (this.#orders === before) this.#orders = next;
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
    allAtOnce(read(this.#orders, () => state));
    const folded = { ...filter, query: foldText(filter.query) };
    const ascending = (): readonly MemberEntry[] =>
      this.#keep(`${by} ${JSON.stringify(folded)}`, () =>
        isEverybody(state, folded)
          ? allAtOnce(sort(this.#orders, by))
          : this.#candidates(by, folded).filter(matcherOf(state, folded)),
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
    return allAtOnce(sort(this.#orders, by));
  }
}

function noteIn({ unread }: Orders, events: readonly WorkspaceEvent[]): void {
  for (const event of events) {
    if (event.type === "MemberAdded" || event.type === "MemberChanged" || event.type === "MemberErased") {
      unread.add(event.member);
    }
  }
}

function copyOf({ entries, unread, sorted }: Orders): Orders {
  const orders: Orders = { entries: new Map(entries), unread: new Set(unread), sorted: new Map() };
  for (const [by, { list, unsorted }] of sorted) orders.sorted.set(by, { list, unsorted: new Map(unsorted) });
  return orders;
}

function* read(orders: Orders, now: () => State): Turns<void> {
  yield* readEach(orders, now, orders.unread);
  // The first time, or after a snapshot, there are members that no event told of.
  if (orders.entries.size < now().members.size) yield* readEach(orders, now, now().members.keys());
}

function* readEach({ entries, unread, sorted }: Orders, now: () => State, ids: Iterable<string>): Turns<void> {
  let count = 0;
  for (const id of ids) {
    unread.delete(id);
    const member = now().members.get(id);
    if (!member) continue;
    for (const { unsorted } of sorted.values()) if (!unsorted.has(id)) unsorted.set(id, entries.get(id));
    entries.set(id, { id, name: foldText(member.name), email: foldText(member.email), joined: joinedAt(member) });
    if (++count % membersPerTurn === 0) yield;
  }
}

const membersPerTurn = 2048;

function* sort({ entries, sorted }: Orders, by: MemberSort): Turns<readonly MemberEntry[]> {
  const order = sorted.get(by);
  if (order?.unsorted.size === 0) return order.list;
  const added = order ? [...order.unsorted.keys()].flatMap((id) => entries.get(id) ?? []) : [...entries.values()];
  const removed = order ? [...order.unsorted.values()].filter((entry) => entry !== undefined) : [];
  yield;
  const [inOrder, out] = [yield* sortInTurns(added, compare[by]), yield* sortInTurns(removed, compare[by])];
  const list = yield* replaceInTurns(order?.list ?? [], out, inOrder, compare[by]);
  // Nothing is read while it is sorted.
  sorted.set(by, { list, unsorted: new Map() });
  return list;
}

/** Whether there is nobody to leave out, so that nobody needs to be looked at. */
function isEverybody(state: State, { query, status, team }: MemberFilter): boolean {
  const present = state.activeMembers + state.inactive.size;
  return query === "" && status === undefined && team === undefined && present === state.members.size;
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

const byId = (a: MemberEntry, b: MemberEntry): number => {
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
};

/** One function each: one for all takes twice as long. */
const compare: Record<MemberSort, (a: MemberEntry, b: MemberEntry) => number> = {
  name: (a, b) => {
    if (a.name === b.name) return byId(a, b);
    return a.name < b.name ? -1 : 1;
  },
  email: (a, b) => {
    if (a.email === b.email) return byId(a, b);
    return a.email < b.email ? -1 : 1;
  },
  joined: (a, b) => a.joined - b.joined || byId(a, b),
};

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

import type { Page, Team } from "@seatbook/server/contract";
import type { MembersQuery, TeamsQuery } from "../client.ts";
import { statuses, type Directory, type FakeMember } from "./directory.ts";

const byName = new Intl.Collator("en");

interface Slice {
  cursor?: string;
  limit?: number;
}

/** A page of a list; the cursor is the position of its first item. */
export function page<T>(items: readonly T[], { limit = 50, cursor }: Slice): Page<T> {
  const from = Number(cursor ?? 0);
  return {
    items: items.slice(from, from + limit),
    total: items.length,
    ...(from + limit < items.length && { nextCursor: String(from + limit) }),
  };
}

export function findTeams(teams: readonly Team[], { query, status, sort = "name" }: TeamsQuery): Team[] {
  const matches = matcher(query);
  const found = teams.filter((team) => (!status || team.status === status) && matches(team.name.toLowerCase()));
  const direction = sort.startsWith("-") ? -1 : 1;
  return found.toSorted((a, b) =>
    sort.endsWith("members") ? direction * (a.members - b.members) : direction * byName.compare(a.name, b.name),
  );
}

/** The members in each order. The orders, and what is searched, are made once: nobody's name ever changes, nor the place in
 *  the directory. */
export class MemberList {
  readonly #members: readonly FakeMember[];
  readonly #orders = new Map<string, readonly number[]>();
  #texts: readonly string[] | undefined;
  #last: { key: string; directory: Directory; found: readonly FakeMember[] } | undefined;

  constructor({ members }: Directory) {
    this.#members = members;
  }

  find(query: MembersQuery, directory: Directory): readonly FakeMember[] {
    const { cursor: _cursor, limit: _limit, ...wanted } = query;
    const key = JSON.stringify(wanted);
    // The next page is of the same list.
    if (this.#last?.key !== key || this.#last.directory !== directory)
      this.#last = { key, directory, found: this.#find(wanted, directory) };
    return this.#last.found;
  }

  #find({ query, status, team, sort = "name" }: MembersQuery, directory: Directory): readonly FakeMember[] {
    const known = statuses(directory);
    const texts = query ? this.#searched : [];
    const matches = matcher(query);
    const found: FakeMember[] = [];
    for (const place of this.#orderBy(sort.replace("-", ""))) {
      const member = directory.members[place];
      const isListed = status ? known[place] === status : known[place] !== "removed";
      if (!member || !isListed || !matches(texts[place] ?? "")) continue;
      if (!team || member.memberships.some((each) => each.team === team && each.to === Infinity)) found.push(member);
    }
    return sort.startsWith("-") ? found.toReversed() : found;
  }

  /** Name and address of each member, in lower case. */
  get #searched(): readonly string[] {
    this.#texts ??= this.#members.map(({ name, email }) => `${name}\n${email}`.toLowerCase());
    return this.#texts;
  }

  #orderBy(column: string): readonly number[] {
    let order = this.#orders.get(column);
    if (!order) this.#orders.set(column, (order = this.#sort(column)));
    return order;
  }

  #sort(column: string): number[] {
    const members = this.#members;
    const places = members.map((_, place) => place);
    if (column === "joined")
      return places.toSorted((a, b) => (members[a]?.joinedAt ?? 0) - (members[b]?.joinedAt ?? 0));
    const keys = members.map(({ name, email }) => (column === "email" ? email : name));
    return places.toSorted((a, b) => byName.compare(keys[a] ?? "", keys[b] ?? ""));
  }
}

/** Tells whether a text, in lower case, has each word of a search. */
function matcher(query = ""): (text: string) => boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return (text) => words.every((word) => text.includes(word));
}

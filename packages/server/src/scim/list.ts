import {
  isProvisioned,
  isTeamProvisioned,
  type Member,
  membersNamed,
  membersWithExternalId,
  type State,
  type Team,
} from "@seatbook/core";
import type { Filter } from "scim2-parse-filter";
import { demanded, matches, mentions, parseFilter } from "./filter.ts";
import { groupSchema, toGroup } from "./group.ts";
import { attributeNames, isAsked, type Projection } from "./projection.ts";
import { ScimError } from "./scim-error.ts";
import { attributesOf, toUser, userSchema } from "./user.ts";

export const listSchema = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/** The most resources of one answer. */
export const mostResults = 200;

/** What is asked for. `startIndex` begins with 1; what is less is taken for 1, and a `count` that is less than 0 for 0. */
export type ScimQuery = {
  filter: string | undefined;
  startIndex: number;
  count: number;
  projection: Projection;
};

/** Lets others get their turn, and tells whether the state is still the one that is walked over. */
export type TakeTurn = () => Promise<boolean>;

/** The users of a page, in the order in which they came. Like the other lists: undefined where the state has moved on. */
export function listUsers(state: State, query: ScimQuery, base: string, takeTurn?: TakeTurn) {
  return pageOf(usersOf(state, filterOf(query), base), (member) => toUser(state, member, base), query, takeTurn);
}

export function listGroups(state: State, query: ScimQuery, base: string, takeTurn?: TakeTurn) {
  return pageOf(groupsOf(state, filterOf(query), base), groupBuilder(state, query, base), query, takeTurn);
}

/** Users first, then groups. */
export function listResources(state: State, query: ScimQuery, base: string, takeTurn?: TakeTurn) {
  const filter = filterOf(query);
  const build = groupBuilder(state, query, base);
  function* found(): Generator<(() => object) | undefined> {
    for (const member of usersOf(state, filter, base)) yield member && (() => toUser(state, member, base));
    for (const team of groupsOf(state, filter, base)) yield team && (() => build(team));
  }
  return pageOf(found(), (make) => make(), query, takeTurn);
}

function filterOf({ filter }: ScimQuery): Filter | undefined {
  return filter === undefined ? undefined : parseFilter(filter);
}

function groupBuilder(state: State, { projection }: ScimQuery, base: string): (team: Team) => object {
  const withMembers = isAsked(projection, "members");
  return (team) => toGroup(state, team, base, withMembers);
}

/** Those that match; undefined for each one that was looked at and does not. */
function* usersOf(state: State, filter: Filter | undefined, base: string): Generator<Member | undefined> {
  const isWhole = filter !== undefined && (mentions(filter, "groups") || mentions(filter, "meta"));
  for (const member of filter ? candidates(state, filter) : state.members.values()) {
    if (!isProvisioned(member)) yield undefined;
    else if (!filter) yield member;
    else {
      const light = { schemas: [userSchema], id: member.id, ...attributesOf(member) };
      yield matches(filter, isWhole ? toUser(state, member, base) : light) ? member : undefined;
    }
  }
}

/** Providers look for one user by a name or id before each change: that is found without a walk over all. */
function candidates(state: State, filter: Filter): Iterable<Member> {
  const userName = demanded(filter, "userName");
  if (userName !== undefined) return membersNamed(state, userName);
  const externalId = demanded(filter, "externalId");
  if (externalId !== undefined) return membersWithExternalId(state, externalId);
  const id = demanded(filter, "id");
  if (id === undefined) return state.members.values();
  const member = state.members.get(id);
  return member ? [member] : [];
}

function* groupsOf(state: State, filter: Filter | undefined, base: string): Generator<Team | undefined> {
  const id = filter && demanded(filter, "id");
  const only = id === undefined ? undefined : state.teams.get(id);
  const teams = id === undefined ? state.teams.values() : only ? [only] : [];
  const withMembers = filter !== undefined && mentions(filter, "members");
  for (const team of teams) {
    if (!isTeamProvisioned(team)) yield undefined;
    else if (!filter) yield team;
    else {
      const group = { ...toGroup(state, team, base, withMembers), schemas: [groupSchema] };
      yield matches(filter, group) ? team : undefined;
    }
  }
}

/** So many are looked at before others get their turn: a few milliseconds' worth. */
const walkedAtOnce = 200;

async function pageOf<T>(
  found: Iterable<T | undefined>,
  build: (entry: T) => object,
  { startIndex, count }: ScimQuery,
  takeTurn: TakeTurn | undefined,
) {
  const first = Math.max(startIndex, 1);
  const most = Math.min(Math.max(count, 0), mostResults);
  const entries: T[] = [];
  let walked = 0;
  let total = 0;
  for (const entry of found) {
    if (++walked % walkedAtOnce === 0 && takeTurn && !(await takeTurn())) return undefined;
    if (entry === undefined) continue;
    total++;
    if (total >= first && entries.length < most) entries.push(entry);
  }
  return {
    schemas: [listSchema],
    totalResults: total,
    startIndex: first,
    itemsPerPage: entries.length,
    Resources: entries.map(build),
  };
}

/** The query of a body to `.search`. @throws ScimError `invalidValue`. */
export function toSearchQuery(body: Record<string, unknown>): ScimQuery {
  const { filter, startIndex = 1, count = 100, attributes = [], excludedAttributes = [] } = body;
  if (filter !== undefined && typeof filter !== "string")
    throw new ScimError("invalidFilter", "filter: Give a string.");
  return {
    filter,
    startIndex: wholeNumber("startIndex", startIndex),
    count: wholeNumber("count", count),
    projection: {
      attributes: attributeNames(names("attributes", attributes)),
      excludedAttributes: attributeNames(names("excludedAttributes", excludedAttributes)),
    },
  };
}

function wholeNumber(field: string, value: unknown): number {
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  throw new ScimError("invalidValue", `${field}: Give a whole number.`);
}

/** More than all attributes and their parts: each part of each value is looked for among them. */
const mostNames = 100;

function names(field: string, value: unknown): string[] {
  const isList = Array.isArray(value) && value.length <= mostNames;
  if (isList && value.every((name) => typeof name === "string")) return value;
  throw new ScimError("invalidValue", `${field}: Give a list of at most ${mostNames} attributes.`);
}

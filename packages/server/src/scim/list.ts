import {
  isProvisioned,
  isTeamProvisioned,
  type Member,
  membersNamed,
  membersWithExternalId,
  type State,
} from "@seatbook/core";
import type { Filter } from "scim2-parse-filter";
import { demanded, matches, matchesInSteps, mentions, parseFilter } from "./filter.ts";
import { groupInSteps } from "./group.ts";
import { attributeNames, isAsked, project, type Projection } from "./projection.ts";
import { ScimError } from "./scim-error.ts";
import { inSteps, type Steps, type TakeTurn } from "./steps.ts";
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

/** A page of what is found. */
export type Page = { schemas: string[]; totalResults: number; startIndex: number; itemsPerPage: number };

/** What of the resources of a page is asked for, each as JSON: together they may be long. */
export type Listed = { page: Page; resources: string[] };

/** What goes by in a walk: how much was looked at, or one that is found, still to be made. */
type Walk = Generator<number | Steps<object>, void, undefined>;

/** How much it is to look at a user or a group, without its groups or members. */
const resourceWeight = 10;

/** The users of a page, in the order in which they came. Like the other lists: undefined where the state has moved on. */
export function listUsers(state: State, query: ScimQuery, base: string, takeTurn?: TakeTurn) {
  return inSteps(pageOf(usersOf(state, filterOf(query), base), query), takeTurn);
}

export function listGroups(state: State, query: ScimQuery, base: string, takeTurn?: TakeTurn) {
  return inSteps(pageOf(groupsOf(state, filterOf(query), base, query), query), takeTurn);
}

/** Users first, then groups. */
export function listResources(state: State, query: ScimQuery, base: string, takeTurn?: TakeTurn) {
  const filter = filterOf(query);
  function* found(): Walk {
    yield* usersOf(state, filter, base);
    yield* groupsOf(state, filter, base, query);
  }
  return inSteps(pageOf(found(), query), takeTurn);
}

function filterOf({ filter }: ScimQuery): Filter | undefined {
  return filter === undefined ? undefined : parseFilter(filter);
}

function* userInSteps(state: State, member: Member, base: string) {
  const user = toUser(state, member, base);
  yield user.groups.length;
  return user;
}

function* usersOf(state: State, filter: Filter | undefined, base: string): Walk {
  const isWhole = filter !== undefined && (mentions(filter, "groups") || mentions(filter, "meta"));
  for (const member of filter ? candidates(state, filter) : state.members.values()) {
    yield resourceWeight;
    if (!isProvisioned(member)) continue;
    const isFound =
      !filter ||
      (isWhole
        ? yield* matchesInSteps(filter, yield* userInSteps(state, member, base), "groups")
        : matches(filter, { schemas: [userSchema], id: member.id, ...attributesOf(member) }));
    if (isFound) yield userInSteps(state, member, base);
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

function* groupsOf(state: State, filter: Filter | undefined, base: string, { projection }: ScimQuery): Walk {
  const id = filter && demanded(filter, "id");
  const only = id === undefined ? undefined : state.teams.get(id);
  const teams = id === undefined ? state.teams.values() : only ? [only] : [];
  const isWhole = filter !== undefined && mentions(filter, "members");
  for (const team of teams) {
    yield resourceWeight;
    if (!isTeamProvisioned(team)) continue;
    const isFound =
      !filter || (yield* matchesInSteps(filter, yield* groupInSteps(state, team, base, isWhole), "members"));
    if (isFound) yield groupInSteps(state, team, base, isAsked(projection, "members"));
  }
}

/** So many characters of JSON are as much to write as a comparison is to make. */
const charactersPerComparison = 100;

function* pageOf(found: Walk, { startIndex, count, projection }: ScimQuery): Steps<Listed> {
  const first = Math.max(startIndex, 1);
  const most = Math.min(Math.max(count, 0), mostResults);
  const chosen: Steps<object>[] = [];
  let total = 0;
  for (const step of found) {
    if (typeof step === "number") yield step;
    else if (++total >= first && chosen.length < most) chosen.push(step);
  }
  const resources: string[] = [];
  for (const resource of chosen) {
    const json = JSON.stringify(project(yield* resource, projection));
    resources.push(json);
    yield resourceWeight + json.length / charactersPerComparison;
  }
  const page = { schemas: [listSchema], totalResults: total, startIndex: first, itemsPerPage: chosen.length };
  return { page, resources };
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

import { type ProvisionedTeam, type State, type Team, teamIdentityOf } from "@seatbook/core";
import * as v from "valibot";
import { text } from "../contract/values.ts";
import { matches } from "./filter.ts";
import { type Change, Comparisons, readPatch } from "./patch-request.ts";
import { ScimError } from "./scim-error.ts";
import { isRecord } from "./user.ts";

const known = new Set(["displayname", "externalid", "members"]);
const readOnly = new Set(["id", "meta", "schemas"]);
/** Providers send an operation for each member. */
const mostOperations = 10_000;
const name = text(200);

/** The team that a SCIM group wants, the body of a POST or PUT. @throws ScimError `invalidValue`. */
export function toProvisionedTeam(body: Record<string, unknown>): ProvisionedTeam {
  const group = Object.fromEntries(Object.entries(body).map(([key, value]) => [key.toLowerCase(), value]));
  const displayName = read("displayName", group["displayname"]);
  if (displayName === undefined) throw new ScimError("invalidValue", "displayName is missing. Give the group's name.");
  const externalId = read("externalId", group["externalid"]);
  return {
    name: displayName,
    ...(externalId !== undefined && { externalId }),
    roster: { only: memberIds(group["members"]) },
  };
}

/** The team after what the body of a PATCH asks for. @throws ScimError */
export function patchTeam(state: State, team: Team, body: Record<string, unknown>): ProvisionedTeam {
  const { externalId } = teamIdentityOf(team);
  let patched: ProvisionedTeam = {
    name: team.name,
    ...(externalId !== undefined && { externalId }),
    roster: { joining: [], leaving: [] },
  };
  const roster = new RosterChange();
  for (const change of readPatch(body, { known, readOnly, mostOperations })) {
    if (change.attribute === "members") roster.apply(state, team, change);
    else patched = withText(patched, change);
  }
  return { ...patched, roster: roster.change };
}

function withText(
  { externalId, ...group }: ProvisionedTeam,
  { op, attribute, sub, filter, value }: Change,
): ProvisionedTeam {
  if (sub !== undefined || filter) throw new ScimError("invalidPath", "path: This attribute has no parts.");
  const given = op === "remove" ? undefined : read(attribute, value);
  if (attribute === "externalid") return { ...group, ...(given !== undefined && { externalId: given }) };
  if (given === undefined) throw new ScimError("mutability", "displayName: A group has a name.");
  return { ...group, name: given, ...(externalId !== undefined && { externalId }) };
}

/** What a row of operations comes to for who is in a team: without a list of all members, so that one more costs no more in a large
 *  team than in a small one. */
class RosterChange {
  #only: Set<string> | undefined;
  readonly #comparisons = new Comparisons('Give the ids: members[value eq "4711"], or a value.');
  readonly #joining = new Set<string>();
  readonly #leaving = new Set<string>();

  get change(): ProvisionedTeam["roster"] {
    return this.#only ? { only: this.#only } : { joining: this.#joining, leaving: this.#leaving };
  }

  apply(state: State, team: Team, { op, filter, sub, value }: Change): void {
    if (sub !== undefined)
      throw new ScimError("mutability", "members: Who a member is cannot be changed. Remove and add.");
    if (op === "remove") {
      const isAll = !filter && (value === undefined || value === null);
      if (isAll) this.#only = new Set();
      else for (const id of filter ? this.#meant(state, team, filter) : memberIds(value)) this.#remove(id);
      return;
    }
    if (filter) throw new ScimError("invalidPath", "path: Members are added and replaced without a filter.");
    const ids = memberIds(value);
    if (op === "replace") this.#only = new Set(ids);
    else for (const id of ids) this.#add(id);
  }

  #add(id: string): void {
    this.#only?.add(id);
    this.#joining.add(id);
    this.#leaving.delete(id);
  }

  #remove(id: string): void {
    this.#only?.delete(id);
    this.#joining.delete(id);
    this.#leaving.add(id);
  }

  #meant(state: State, team: Team, filter: NonNullable<Change["filter"]>): string[] {
    if (filter.op === "eq" && filter.attrPath.toLowerCase() === "value" && typeof filter.compValue === "string") {
      return [filter.compValue];
    }
    this.#comparisons.add(filter);
    const current = this.#only ?? new Set([...state.rosters.of(team.id).keys(), ...this.#joining]);
    return Array.from(current).filter((id) =>
      matches(filter, { value: id, display: state.members.get(id)?.name, type: "User" }, "members."),
    );
  }
}

/** The ids in `[{value}]`. One that stands there twice counts once. */
function memberIds(members: unknown): string[] {
  if (members === undefined || members === null) return [];
  const list: unknown[] = Array.isArray(members) ? members : [members];
  return list.map((entry) => {
    const id = isRecord(entry) ? Object.entries(entry).find(([key]) => key.toLowerCase() === "value")?.[1] : entry;
    if (typeof id !== "string" || id === "")
      throw new ScimError("invalidValue", "members.value: Give the id of a user.");
    return id;
  });
}

function read(field: string, value: unknown): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  const result = v.safeParse(name, value, { abortPipeEarly: true });
  if (result.success) return result.output;
  throw new ScimError("invalidValue", `${field}: ${result.issues[0].message}`);
}

import {
  currentMemberships,
  identityOf,
  isEmail,
  isPresent,
  isTeamProvisioned,
  type Member,
  type MemberRole,
  type ProvisionedMember,
  type State,
  toIso,
} from "@seatbook/core";
import * as v from "valibot";
import { email, text } from "../contract/values.ts";
import { joinedAt } from "../member-index.ts";
import { ScimError } from "./scim-error.ts";
import { metaOf } from "./meta.ts";

export const userSchema = "urn:ietf:params:scim:schemas:core:2.0:User";

/** A member as a SCIM user. The name is the provider's as long as it is the member's; where the host gave another one since, it is that.
 *  @param base the address that SCIM's begin with. */
export function toUser(state: State, member: Member, base: string) {
  const teams = currentMemberships(member).flatMap(({ team }) => state.teams.get(team) ?? []);
  const groups = teams.filter(isTeamProvisioned);
  const version = Math.max(member.changed, ...groups.map(({ changed }) => changed));
  return {
    schemas: [userSchema],
    id: member.id,
    ...attributesOf(member),
    groups: groups.map(({ id, name }) => ({
      value: id,
      display: name,
      type: "direct",
      $ref: `${base}/Groups/${encodeURIComponent(id)}`,
    })),
    meta: metaOf(state, "User", `${base}/Users/${encodeURIComponent(member.id)}`, {
      created: toIso(joinedAt(member)),
      changed: member.changed,
      version,
    }),
  };
}

/** What of a user can be changed. */
export function attributesOf(member: Member) {
  const { userName, externalId, displayName, givenName, familyName, formattedName } = identityOf(member);
  const isProvidersName = nameOf(identityOf(member)) === member.name;
  const formatted = formattedName ?? joined(givenName, familyName);
  const name = {
    ...(formatted !== "" && { formatted }),
    ...(givenName !== undefined && { givenName }),
    ...(familyName !== undefined && { familyName }),
  };
  const shown = isProvidersName ? displayName : member.name;
  return {
    userName,
    ...(externalId !== undefined && { externalId }),
    ...(shown !== undefined && { displayName: shown }),
    ...(Object.keys(name).length > 0 && { name }),
    emails: [{ value: member.email, type: "work", primary: true }],
    roles: [{ value: member.role, primary: true }],
    active: isPresent(member),
  };
}

const longText = text(200);
const attributes = {
  userName: text(254),
  externalId: text(200),
  displayName: longText,
  givenName: longText,
  familyName: longText,
  formattedName: longText,
};

/** The member that a SCIM user wants. What Seatbook has no place for is left out: see docs/scim.md.
 *  @param user with the names of attributes as `canonicalUser` gives them. @param before the member so far: a whole name that was
 *  made of its parts is sent back as it was read, and goes with them. @throws ScimError `invalidValue`. */
export function toProvisionedMember(user: Record<string, unknown>, before?: Member): ProvisionedMember {
  const names = isRecord(user["name"]) ? user["name"] : {};
  const userName = read("userName", user["userName"], attributes.userName);
  if (userName === undefined)
    throw new ScimError("invalidValue", "userName is missing. Give the name the user signs in with.");
  const externalId = read("externalId", user["externalId"], attributes.externalId);
  const displayName = read("displayName", user["displayName"], attributes.displayName);
  const givenName = read("name.givenName", names["givenName"], attributes.givenName);
  const familyName = read("name.familyName", names["familyName"], attributes.familyName);
  const formatted = read("name.formatted", names["formatted"], attributes.formattedName);
  const known = before && identityOf(before);
  const isMade =
    formatted === joined(givenName, familyName) ||
    (known && known.formattedName === undefined && formatted === joined(known.givenName, known.familyName));
  const formattedName = isMade ? undefined : formatted;
  const identity = {
    userName,
    ...(externalId !== undefined && { externalId }),
    ...(displayName !== undefined && { displayName }),
    ...(givenName !== undefined && { givenName }),
    ...(familyName !== undefined && { familyName }),
    ...(formattedName !== undefined && { formattedName }),
  };
  const role = roleOf(user["roles"]);
  return {
    name: nameOf(identity),
    email: addressOf(user["emails"], userName),
    ...(role !== undefined && { role }),
    identity,
    isActive: user["active"] === undefined ? true : toBoolean("active", user["active"]),
  };
}

/** True and false, and the words for them, which Entra ID sends. @throws ScimError `invalidValue`. */
export function toBoolean(field: string, value: unknown): boolean {
  if (typeof value === "boolean") return value;
  const word = typeof value === "string" ? value.toLowerCase() : undefined;
  if (word === "true" || word === "false") return word === "true";
  throw new ScimError("invalidValue", `${field}: Give true or false.`);
}

/** Absent where nothing or an empty text was given. */
function read(field: string, value: unknown, schema: v.GenericSchema<unknown, string>): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  const result = v.safeParse(schema, value, { abortPipeEarly: true });
  if (result.success) return result.output;
  throw new ScimError("invalidValue", `${field}: ${result.issues[0].message}`);
}

type Names = Omit<ProvisionedMember["identity"], "externalId">;

/** The member's name in Seatbook, at most 200 characters. */
function nameOf({ displayName, formattedName, givenName, familyName, userName }: Names): string {
  const name = displayName ?? formattedName ?? (joined(givenName, familyName) || userName);
  return Array.from(name).slice(0, 200).join("");
}

function joined(givenName: string | undefined, familyName: string | undefined): string {
  return [givenName, familyName].filter((part) => part !== undefined).join(" ");
}

/** The primary address, else the one for work, else the first; else the user name, where it is one. */
function addressOf(emails: unknown, userName: string): string {
  const given = Array.isArray(emails) ? emails.filter(isRecord).filter((each) => hasText(each["value"])) : [];
  const chosen =
    given.find((each) => each["primary"] !== undefined && toBoolean("emails.primary", each["primary"])) ??
    given.find(({ type }) => typeof type === "string" && type.toLowerCase() === "work") ??
    given[0];
  const address = read("emails.value", chosen?.["value"], email);
  if (address !== undefined) return address;
  if (isEmail(userName)) return userName;
  throw new ScimError("invalidValue", "emails: Give an address, or a userName that is one.");
}

const ranks: readonly MemberRole[] = ["owner", "admin", "member"];

/** The highest of the roles that Seatbook has; undefined where none is said. */
function roleOf(roles: unknown): MemberRole | undefined {
  if (!Array.isArray(roles)) return undefined;
  const values = roles
    .filter(isRecord)
    .flatMap(({ value }) => (typeof value === "string" ? [value.toLowerCase()] : []));
  return ranks.find((role) => values.includes(role));
}

function hasText(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

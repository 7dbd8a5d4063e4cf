import type { Filter } from "scim2-parse-filter";
import { matches } from "./filter.ts";
import { type Change, Comparisons, readPatch } from "./patch-request.ts";
import { ScimError } from "./scim-error.ts";
import { isRecord, toBoolean } from "./user.ts";

type Attributes = Record<string, unknown>;

/** What of a user can be changed, by its name in lower case; `null` has no parts. */
const parts = new Map<string, [name: string, parts: readonly string[] | null]>([
  ["username", ["userName", null]],
  ["externalid", ["externalId", null]],
  ["displayname", ["displayName", null]],
  ["active", ["active", null]],
  ["name", ["name", ["formatted", "givenName", "familyName"]]],
  ["emails", ["emails", ["value", "type", "primary"]]],
  ["roles", ["roles", ["value", "type", "primary"]]],
]);
const lists = new Set(["emails", "roles"]);
const known = new Set(parts.keys());
/** So many values a list has at most: each that is added is held against the others. */
const mostValues = 100;
/** Longer than any address or role. Each part may be held against every comparison of a PATCH. */
const longestPart = 2000;
/** A user has few attributes, and each change of a list walks over it. */
const mostOperations = 100;
const readOnly = new Set(["id", "meta", "groups", "schemas"]);

/** The attributes of a user that Seatbook has a place for, by the names of the schema: upper and lower case are the same in them. */
export function canonicalUser(body: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(body).flatMap(([key, value]) => {
      const [name] = parts.get(key.toLowerCase()) ?? [];
      return name === undefined ? [] : [[name, canonicalValue(key.toLowerCase(), value)]];
    }),
  );
}

/** The user after what the body of a PATCH asks for. @throws ScimError */
export function patchUser(user: Attributes, body: Attributes): Attributes {
  const comparisons = new Comparisons("Give the whole list as a value.");
  return readPatch(body, { known, readOnly, mostOperations }).reduce((patched, change) => {
    if (change.filter) comparisons.add(change.filter);
    return apply(patched, change);
  }, user);
}

function canonicalValue(attribute: string, value: unknown): unknown {
  const names = parts.get(attribute)?.[1];
  if (!names) return value;
  if (!lists.has(attribute)) return canonicalEntry(names, value);
  if (value === null || value === undefined) return value;
  // One entry may stand for a list of one, and one value for an entry.
  const entries: unknown[] = Array.isArray(value) ? value : [value];
  requireShort(attribute, entries);
  return entries.map((entry) => {
    const canonical = canonicalEntry(names, typeof entry === "string" ? { value: entry } : entry);
    if (isRecord(canonical)) for (const part of Object.values(canonical)) requireSmall(attribute, part);
    return canonical;
  });
}

function requireShort(attribute: string, values: readonly unknown[]): void {
  if (values.length > mostValues)
    throw new ScimError("invalidValue", `${attribute}: Give at most ${mostValues} values.`);
}

function requireSmall(attribute: string, part: unknown): void {
  const isSmall = typeof part === "string" ? part.length <= longestPart : typeof part !== "object" || part === null;
  if (!isSmall) throw new ScimError("invalidValue", `${attribute}: Give texts of at most ${longestPart} characters.`);
}

function canonicalEntry(names: readonly string[], entry: unknown): unknown {
  if (!isRecord(entry)) return entry;
  return Object.fromEntries(
    Object.entries(entry).flatMap(([key, value]) => {
      const name = names.find((each) => each.toLowerCase() === key.toLowerCase());
      return name === undefined || value === null ? [] : [[name, value]];
    }),
  );
}

function apply(user: Attributes, change: Change): Attributes {
  const [name, names] = parts.get(change.attribute) ?? [];
  if (name === undefined) return user;
  if (!names) {
    if (change.sub !== undefined || change.filter) throw new ScimError("invalidPath", `path: ${name} has no parts.`);
    return { ...user, [name]: change.op === "remove" ? undefined : change.value };
  }
  const sub = change.sub === undefined ? undefined : names.find((each) => each.toLowerCase() === change.sub);
  // A part that Seatbook has no place for.
  if (change.sub !== undefined && sub === undefined) return user;
  return {
    ...user,
    [name]: lists.has(name) ? applyToList(user[name], change, sub) : applyToName(user[name], change, sub),
  };
}

function applyToName(before: unknown, { op, value, filter }: Change, sub: string | undefined): unknown {
  if (filter) throw new ScimError("invalidPath", "path: name is one value, and takes no filter.");
  const name = isRecord(before) ? before : {};
  if (sub !== undefined) return { ...name, [sub]: op === "remove" ? undefined : value };
  if (op === "remove" || value === null) return undefined;
  const given = canonicalValue("name", value);
  if (!isRecord(given)) throw new ScimError("invalidValue", "name: Give an object with givenName and familyName.");
  return { ...name, ...given };
}

function applyToList(before: unknown, change: Change, sub: string | undefined): unknown {
  const { op, attribute, filter, value } = change;
  const list = (Array.isArray(before) ? before : []).filter(isRecord);
  const meant = new Set(filter ? list.filter((entry) => matches(filter, entry, `${attribute}.`)) : list);
  if (sub !== undefined) {
    if (op === "remove") return list.map((entry) => (meant.has(entry) ? { ...entry, [sub]: undefined } : entry));
    requireSmall(attribute, value);
    if (meant.size > 0) return list.map((entry) => (meant.has(entry) ? { ...entry, [sub]: value } : entry));
    // Entra ID replaces an address that is not there yet.
    requireShort(attribute, [...list, value]);
    return withEntry(list, { ...describedBy(filter), [sub]: value });
  }
  const given = canonicalValue(attribute, value);
  const entries = Array.isArray(given) ? given.filter(isRecord) : [];
  if (op === "remove") {
    const isListed = (entry: Attributes): boolean =>
      entries.length === 0 || entries.some((each) => each["value"] === entry["value"]);
    return list.filter((entry) => !(meant.has(entry) && isListed(entry)));
  }
  if (filter) {
    if (meant.size === 0) throw new ScimError("noTarget", "path: No value of this list is meant.");
    const changed = Object.assign({}, ...entries);
    return list.map((entry) => (meant.has(entry) ? { ...entry, ...changed } : entry));
  }
  if (op === "replace") return entries;
  const longer = entries.reduce(withEntry, list);
  requireShort(attribute, longer);
  return longer;
}

/** The list with one more, once. There is one primary value: the one that is given as such last. */
function withEntry(list: Attributes[], entry: Attributes): Attributes[] {
  const isPrimary = entry["primary"] !== undefined && toBoolean("primary", entry["primary"]);
  const others = list.filter((each) => each["value"] !== entry["value"] || each["type"] !== entry["type"]);
  const secondary = (each: Attributes) => (each["primary"] === false ? each : { ...each, primary: false });
  return [...(isPrimary ? others.map(secondary) : others), entry];
}

/** The value that a filter such as `type eq "work"` tells of. @throws ScimError `noTarget` for any other filter. */
function describedBy(filter: Filter | undefined): Attributes {
  if (!filter) return {};
  if (filter.op === "eq") {
    const name = ["value", "type", "primary"].find((each) => each === filter.attrPath.toLowerCase());
    return name === undefined ? {} : { [name]: filter.compValue };
  }
  if (filter.op === "and") return Object.assign({}, ...filter.filters.map(describedBy));
  throw new ScimError("noTarget", "path: No value of this list is meant.");
}

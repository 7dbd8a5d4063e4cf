import { type Compare, type Filter, parse } from "scim2-parse-filter";
import { ScimError } from "./scim-error.ts";
import type { Steps } from "./steps.ts";

/** Longer than any provider asks, and short enough to be read at once. */
const longestFilter = 2000;
/** So many comparisons may be made for each of a workspace's members. */
export const mostComparisons = 20;

/** @throws ScimError `invalidFilter`. */
export function parseFilter(text: string): Filter {
  if (text.length <= longestFilter) {
    try {
      const filter = parse(text);
      if (comparisonsOf(filter) <= mostComparisons) return filter;
    } catch {
      // Answered below, without the parser's words, which quote what was sent.
    }
  }
  throw new ScimError(
    "invalidFilter",
    'The filter cannot be read, or is too long. Give one such as userName eq "ana@acme.example".',
  );
}

export function comparisonsOf(filter: Filter): number {
  if (filter.op === "and" || filter.op === "or")
    return filter.filters.reduce((sum, part) => sum + comparisonsOf(part), 0);
  if (filter.op === "not") return comparisonsOf(filter.filter);
  return filter.op === "[]" ? comparisonsOf(filter.valFilter) : 1;
}

/** Of these, upper and lower case differ (`caseExact` in the schema). */
const caseExact = new Set([
  "id",
  "members",
  "groups",
  "externalid",
  "members.value",
  "groups.value",
  "meta.location",
  "meta.version",
]);

/** Whether `filter` lets the resource through. Names of attributes are the same in upper and lower case, and so are most values.
 *  Source: RFC 7644, section 3.4.2.2. */
export function matches(filter: Filter, resource: unknown, prefix = ""): boolean {
  switch (filter.op) {
    case "and":
      return filter.filters.every((part) => matches(part, resource, prefix));
    case "or":
      return filter.filters.some((part) => matches(part, resource, prefix));
    case "not":
      return !matches(filter.filter, resource, prefix);
    case "[]": {
      const path = pathOf(filter.attrPath);
      return valuesAt(resource, path).some((value) => matches(filter.valFilter, value, `${path.join(".")}.`));
    }
    case "pr":
      return valuesAt(resource, pathOf(filter.attrPath)).some((value) => value !== "");
    default: {
      const path = pathOf(filter.attrPath);
      const isExact = caseExact.has(prefix + path.join("."));
      const values = valuesAt(resource, path).map((value) => simple(value));
      if (filter.op === "ne") return !values.some((value) => compare("eq", value, filter.compValue, isExact));
      if (filter.op === "eq" && filter.compValue === null) return values.length === 0;
      return values.some((value) => compare(filter.op, value, filter.compValue, isExact));
    }
  }
}

/** So many values of a list are looked through in one step. */
const valuesPerStep = 100;

/** As `matches`, in steps where the list that is named so has many values. */
export function* matchesInSteps(filter: Filter, resource: object, list: string): Steps<boolean> {
  const values: unknown = Reflect.get(resource, list);
  const count = Array.isArray(values) ? values.length : 0;
  if (!Array.isArray(values) || count <= valuesPerStep) {
    yield count * comparisonsOf(filter);
    return matches(filter, resource);
  }
  const pieces: object[] = [];
  for (let from = 0; from < count; from += valuesPerStep) {
    pieces.push({ ...resource, [list]: values.slice(from, from + valuesPerStep) });
  }
  return yield* matchesPieces(filter, pieces, list);
}

/** @param pieces the resource again and again, each time with other values of the list. */
function* matchesPieces(filter: Filter, pieces: readonly object[], list: string): Steps<boolean> {
  switch (filter.op) {
    case "and":
      for (const part of filter.filters) if (!(yield* matchesPieces(part, pieces, list))) return false;
      return true;
    case "or":
      for (const part of filter.filters) if (yield* matchesPieces(part, pieces, list)) return true;
      return false;
    case "not":
      return !(yield* matchesPieces(filter.filter, pieces, list));
    default: {
      // Whatever else is asked is true where it is true of one value; these where it is true of each.
      const isOfEach = filter.op === "ne" || (filter.op === "eq" && filter.compValue === null);
      for (const piece of mentions(filter, list) ? pieces : pieces.slice(0, 1)) {
        yield valuesPerStep * comparisonsOf(filter);
        if (matches(filter, piece) !== isOfEach) return !isOfEach;
      }
      return isOfEach;
    }
  }
}

/** The value that the filter demands of `attribute`, wherever else it looks: what it lets through can be looked up. */
export function demanded(filter: Filter, attribute: string): string | undefined {
  if (filter.op === "and") {
    for (const part of filter.filters) {
      const value = demanded(part, attribute);
      if (value !== undefined) return value;
    }
  }
  if (filter.op !== "eq" || typeof filter.compValue !== "string") return undefined;
  return pathOf(filter.attrPath).join(".") === attribute.toLowerCase() ? filter.compValue : undefined;
}

/** Whether the filter looks at `attribute` or a part of it. */
export function mentions(filter: Filter, attribute: string): boolean {
  switch (filter.op) {
    case "and":
    case "or":
      return filter.filters.some((part) => mentions(part, attribute));
    case "not":
      return mentions(filter.filter, attribute);
    default:
      return pathOf(filter.attrPath)[0] === attribute.toLowerCase();
  }
}

/** The names of a path in lower case, without the URN of a core schema. */
function pathOf(attrPath: string): string[] {
  return attrPath
    .slice(attrPath.lastIndexOf(":") + 1)
    .toLowerCase()
    .split(".");
}

/** What stands at the path; of a list, in each entry. */
function valuesAt(resource: unknown, [name, ...rest]: readonly string[]): unknown[] {
  if (Array.isArray(resource))
    return resource.flatMap((entry) => valuesAt(entry, name === undefined ? [] : [name, ...rest]));
  if (name === undefined) return resource === undefined || resource === null ? [] : [resource];
  if (typeof resource !== "object" || resource === null) return [];
  return Object.entries(resource).flatMap(([key, value]) => (key.toLowerCase() === name ? valuesAt(value, rest) : []));
}

/** A complex value stands for its `value`. */
function simple(value: unknown): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, "value") : value;
}

function compare(op: Compare["op"], value: unknown, wanted: Compare["compValue"], isExact: boolean): boolean {
  if (typeof value !== "string" || typeof wanted !== "string") {
    if (op === "eq") return value === wanted;
    return false;
  }
  const [a, b] = isExact ? [value, wanted] : [value.toLowerCase(), wanted.toLowerCase()];
  switch (op) {
    case "co":
      return a.includes(b);
    case "sw":
      return a.startsWith(b);
    case "ew":
      return a.endsWith(b);
    case "eq":
      return a === b || order(a, b) === 0;
    case "ne":
      return a !== b;
    case "gt":
      return order(a, b) > 0;
    case "ge":
      return order(a, b) >= 0;
    case "lt":
      return order(a, b) < 0;
    case "le":
      return order(a, b) <= 0;
  }
}

const dateTime = /^\d{4}-\d\d-\d\dt\d\d:\d\d/i;

/** Instants by when they are, whatever their precision and offset; all else by its characters. */
function order(a: string, b: string): number {
  if (dateTime.test(a) && dateTime.test(b)) return Date.parse(a.toUpperCase()) - Date.parse(b.toUpperCase());
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

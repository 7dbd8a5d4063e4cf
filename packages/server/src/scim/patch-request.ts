import type { Filter } from "scim2-parse-filter";
import { comparisonsOf, mostComparisons, parseFilter } from "./filter.ts";
import { ScimError } from "./scim-error.ts";
import { isRecord } from "./user.ts";

export const patchSchema = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/** One change of one attribute. `filter` chooses among the values of a list, `sub` is a part of a value. Names in lower case. */
export type Change = {
  op: "add" | "replace" | "remove";
  attribute: string;
  filter: Filter | undefined;
  sub: string | undefined;
  value: unknown;
};

/** What of a resource can be changed. Names in lower case. */
export type Patchable = {
  known: ReadonlySet<string>;
  readOnly: ReadonlySet<string>;
  /** Also so many changes: an operation without a path may ask for many. */
  mostOperations: number;
};

/** The changes that the body of a PATCH asks for, in order, of the attributes of `known`: a resource may have many that
 *  Seatbook has no place for. Takes what Entra ID sends besides RFC 7644: operations in capitals, and dotted names and URNs in a value
 *  without a path. Those of `readOnly` are refused in a path, and passed over in a value, where Okta sends the id along.
 *  @throws ScimError */
export function readPatch(body: Record<string, unknown>, patchable: Patchable): Change[] {
  const { mostOperations } = patchable;
  const { schemas, operations } = Object.fromEntries(
    Object.entries(body).map(([key, value]) => [key.toLowerCase(), value]),
  );
  if (!Array.isArray(schemas) || !schemas.includes(patchSchema)) {
    throw new ScimError("invalidSyntax", `schemas: Give ["${patchSchema}"].`);
  }
  if (!Array.isArray(operations) || operations.length === 0 || operations.length > mostOperations) {
    throw new ScimError("invalidSyntax", `Operations: Give a list of 1 to ${mostOperations} operations.`);
  }
  const changes: Change[] = [];
  for (const operation of operations) {
    for (const change of changesOf(operation, patchable)) {
      if (changes.length === mostOperations) {
        throw new ScimError("invalidSyntax", `Operations: Change at most ${mostOperations} attributes.`);
      }
      changes.push(change);
    }
  }
  return changes;
}

/** Counts what the filters of one PATCH compare each value with: they look through a list again and again. */
export class Comparisons {
  readonly #remedy: string;
  #made = 0;

  constructor(remedy: string) {
    this.#remedy = remedy;
  }

  /** @throws ScimError `invalidFilter` where there are too many. */
  add(filter: Filter): void {
    this.#made += comparisonsOf(filter);
    if (this.#made > mostComparisons) throw new ScimError("invalidFilter", `path: Too many filters. ${this.#remedy}`);
  }
}

function* changesOf(operation: unknown, { known, readOnly }: Patchable): Generator<Change> {
  if (!isRecord(operation)) throw new ScimError("invalidSyntax", "Operations: Give an object for each operation.");
  const op = operationOf(operation["op"]);
  const { path, value } = operation;
  if (path !== undefined && path !== null && typeof path !== "string") {
    throw new ScimError("invalidPath", "path: Give a string.");
  }
  if (typeof path === "string" && path !== "") {
    const target = readPath(path);
    if (target && readOnly.has(target.attribute)) {
      throw new ScimError("mutability", "path: This attribute is read only.");
    }
    if (target && known.has(target.attribute)) yield changeOf(op, target, value);
    return;
  }
  if (op === "remove") throw new ScimError("noTarget", "path: Say what is to be removed.");
  if (!isRecord(value)) throw new ScimError("invalidValue", "value: Without a path, give an object with attributes.");
  for (const [key, part] of Object.entries(value)) {
    const target = readPath(key);
    if (target && known.has(target.attribute)) yield changeOf(op, target, part);
  }
}

function operationOf(op: unknown): Change["op"] {
  const word = typeof op === "string" ? op.toLowerCase() : undefined;
  if (word === "add" || word === "replace" || word === "remove") return word;
  throw new ScimError("invalidSyntax", 'op: Give "add", "replace" or "remove".');
}

/** What a path says, before its filter is read. */
type Target = { attribute: string; filter: string | undefined; sub: string | undefined };

function changeOf(op: Change["op"], { filter, ...target }: Target, value: unknown): Change {
  return { op, ...target, filter: filter === undefined ? undefined : parseFilter(filter), value };
}

/** `attribute`, `attribute.sub`, `attribute[filter]` or `attribute[filter].sub`; undefined for one of another schema. */
function readPath(path: string): Target | undefined {
  const local = path.replace(/^urn:ietf:params:scim:schemas:core:2\.0:(?:User|Group):/i, "");
  if (/^urn:/i.test(local)) return undefined;
  const [, attribute, filter, sub] = /^([a-z$][\w$-]*)(?:\[(.*)\])?(?:\.([a-z$][\w$-]*))?$/is.exec(local) ?? [];
  if (attribute === undefined) {
    throw new ScimError("invalidPath", 'path: Give an attribute such as displayName, or emails[type eq "work"].value.');
  }
  return { attribute: attribute.toLowerCase(), filter, sub: sub?.toLowerCase() };
}

import type { Filter } from "scim2-parse-filter";
import { parseFilter } from "./filter.ts";
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

const mostOperations = 10_000;

/** The changes that the body of a PATCH asks for, in order, of the attributes of `known` (lower case): a resource may have many that
 *  Seatbook has no place for. Takes what Entra ID sends besides RFC 7644: operations in capitals, and dotted names and URNs in a value
 *  without a path. Those of `readOnly` are refused in a path, and passed over in a value, where Okta sends the id along.
 *  @throws ScimError */
export function readPatch(
  body: Record<string, unknown>,
  { known, readOnly }: { known: ReadonlySet<string>; readOnly: ReadonlySet<string> },
): Change[] {
  const { schemas, operations } = Object.fromEntries(
    Object.entries(body).map(([key, value]) => [key.toLowerCase(), value]),
  );
  if (!Array.isArray(schemas) || !schemas.includes(patchSchema)) {
    throw new ScimError("invalidSyntax", `schemas: Give ["${patchSchema}"].`);
  }
  if (!Array.isArray(operations) || operations.length === 0 || operations.length > mostOperations) {
    throw new ScimError("invalidSyntax", `Operations: Give a list of 1 to ${mostOperations} operations.`);
  }
  return operations.flatMap((operation: unknown) => {
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
      return target && known.has(target.attribute) ? [{ op, ...target, value }] : [];
    }
    if (op === "remove") throw new ScimError("noTarget", "path: Say what is to be removed.");
    if (!isRecord(value)) throw new ScimError("invalidValue", "value: Without a path, give an object with attributes.");
    return Object.entries(value).flatMap(([key, part]) => {
      const target = readPath(key);
      return target && known.has(target.attribute) ? [{ op, ...target, value: part }] : [];
    });
  });
}

function operationOf(op: unknown): Change["op"] {
  const word = typeof op === "string" ? op.toLowerCase() : undefined;
  if (word === "add" || word === "replace" || word === "remove") return word;
  throw new ScimError("invalidSyntax", 'op: Give "add", "replace" or "remove".');
}

/** `attribute`, `attribute.sub`, `attribute[filter]` or `attribute[filter].sub`; undefined for one of another schema. */
function readPath(path: string): Pick<Change, "attribute" | "filter" | "sub"> | undefined {
  const local = path.replace(/^urn:ietf:params:scim:schemas:core:2\.0:(?:User|Group):/i, "");
  if (/^urn:/i.test(local)) return undefined;
  const [, attribute, filter, sub] = /^([a-z$][\w$-]*)(?:\[(.*)\])?(?:\.([a-z$][\w$-]*))?$/is.exec(local) ?? [];
  if (attribute === undefined) {
    throw new ScimError("invalidPath", 'path: Give an attribute such as displayName, or emails[type eq "work"].value.');
  }
  return {
    attribute: attribute.toLowerCase(),
    filter: filter === undefined ? undefined : parseFilter(filter),
    sub: sub?.toLowerCase(),
  };
}

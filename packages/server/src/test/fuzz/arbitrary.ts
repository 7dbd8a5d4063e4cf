import fc from "fast-check";
import type { OpenApiDocument, Schema } from "../../openapi/document-types.ts";

/** Stands in a request for an id that exists when it is sent: the `pick`th of its pool. */
export class Hole {
  readonly pool: string;
  readonly pick: number;

  constructor(pool: string, pick: number) {
    this.pool = pool;
    this.pick = pick;
  }
}

/** The pool of what a field of that name refers to. */
const poolOfField: Record<string, string> = {
  workspace: "ws",
  workspaces: "ws",
  team: "team",
  teams: "team",
  member: "member",
  members: "member",
  fingerprint: "fingerprint",
  cursor: "cursor",
  number: "number",
};

export const holeOf = (pool: string): fc.Arbitrary<Hole> => fc.nat(1000).map((pick) => new Hole(pool, pick));

const byFormat: Record<string, readonly string[]> = {
  "date-time": [
    "2026-10-20T00:00:00Z",
    "2026-11-01T08:00:00+01:00",
    "2026-10-01T00:00:00.001Z",
    "2026-12-01T00:00:00Z",
  ],
  date: ["2024-01-01", "2026-11-01", "2022-12-31", "2026-10-31"],
  email: ["ana@acme.example", "bo@acme.example", "ü@exämple.example"],
  uri: ["https://hooks.acme.example/seatbook", "http://127.0.0.1/", "ftp://x"],
};

/** Values of a JSON Schema. Where it names less than the server asks for, most are valid all the same. @param field the name
 *  under which it stands. */
export function arbitraryOf(document: OpenApiDocument, schema: Schema, field = ""): fc.Arbitrary<unknown> {
  const of = (part: Schema, name = field) => arbitraryOf(document, part, name);
  if (schema.$ref !== undefined) {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf("/") + 1);
    const found = document.components.schemas[name];
    if (!found) throw new Error(`The document has no ${schema.$ref}`);
    // An example is valid for sure.
    const [example] = found.examples ?? [];
    const { examples: _, ...plain } = found;
    return example === undefined ? of(plain) : fc.oneof({ weight: 4, arbitrary: of(plain) }, fc.constant(example));
  }
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const options = schema.oneOf ?? schema.anyOf;
  if (options) return fc.oneof(...options.map((option) => of(option)));
  const given = schema.examples ?? [];
  switch (schema.type) {
    case "string":
      return stringOf(schema, field);
    case "integer":
    case "number": {
      const { minimum = 0, maximum = 1_000_000 } = schema;
      const near = fc.integer({ min: minimum, max: Math.min(maximum, minimum + 30) });
      return fc.oneof({ weight: 4, arbitrary: near }, fc.integer({ min: minimum, max: maximum }));
    }
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array": {
      const { minItems = 0, maxItems = 4, items = {} } = schema;
      return fc.array(of(items), { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, 4)) });
    }
    case "object": {
      const { properties = {}, required = [] } = schema;
      const entries = Object.entries(properties).map(([name, part]) => {
        // In a list of teams, `id` is a team's.
        return [name, name === "id" ? of(part, field) : of(part, name)] as const;
      });
      return fc.record(Object.fromEntries(entries), { requiredKeys: [...required] });
    }
    default:
      return given.length > 0 ? fc.constantFrom(...given) : fc.constant({});
  }
}

function stringOf({ format, pattern, examples = [], minLength = 0, maxLength = 20 }: Schema, field: string) {
  const pool = poolOfField[field];
  if (pool !== undefined) return fc.oneof({ weight: 9, arbitrary: holeOf(pool) }, text(minLength, maxLength));
  const known = [...examples, ...(format === undefined ? [] : (byFormat[format] ?? []))];
  if (known.length > 0) return fc.constantFrom(...known);
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  return text(minLength, maxLength);
}

function text(minLength: number, maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: "grapheme", minLength, maxLength: Math.min(maxLength, 20) });
}

/** What a part of a valid body is replaced by. */
export const wrongValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, true, 0, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER, "", " ", [], {}, [[]], [null]),
  fc.constantFrom(
    "\ud800",
    "a\u0000b",
    "x".repeat(300),
    "\u202e",
    "__proto__",
    "../..",
    "2026-13",
    "9999-12-31T23:59:59Z",
  ),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.double(),
  fc.jsonValue({ maxDepth: 3 }),
);

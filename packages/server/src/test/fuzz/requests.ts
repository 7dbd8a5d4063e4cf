import fc from "fast-check";
import type { OpenApiDocument, OperationObject, ParameterObject } from "../../openapi/document-types.ts";
import { partsOf, replaced } from "../json-parts.ts";
import { arbitraryOf, type Hole, holeOf, wrongValue } from "./arbitrary.ts";

export const callers = ["operator", "admin", "billing", "viewer", "other", "removed", "nobody", "garbage"] as const;
export type Caller = (typeof callers)[number];

type Change = { at: number; to: unknown; how: "replace" | "add" | "drop" };

/** A body: JSON with changes, or something that is none. */
export type Body =
  | { kind: "none" }
  | { kind: "json"; value: unknown; changes: readonly Change[] }
  | { kind: "raw"; text: string }
  | { kind: "truncated"; value: unknown }
  | { kind: "deep"; depth: number }
  | { kind: "huge"; bytes: number };

export type FuzzRequest = {
  operationId: string;
  method: string;
  template: string;
  caller: Caller;
  path: Record<string, Hole | string>;
  query: Record<string, unknown>;
  headers: Record<string, string>;
  contentType: string | undefined;
  body: Body;
};

const weighted = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary });

const caller = fc.oneof(
  weighted(12, fc.constant<Caller>("operator")),
  weighted(3, fc.constant<Caller>("admin")),
  weighted(2, fc.constantFrom<Caller>("billing", "viewer")),
  weighted(1, fc.constantFrom<Caller>(...callers)),
);

/** Segments of a path as they are sent: odd encodings, what is no id, and what is another address. */
const oddSegment = fc.oneof(
  fc.constantFrom("%ZZ", "%", "%00", "%0d%0a", "..%2f..", "%2e%2e", "a%2Fb", "%ED%A0%80", "%C0%AF", "%20", "nowhere"),
  fc.constantFrom(
    "0000-01",
    "9999-12",
    "2026-13",
    "x".repeat(129),
    "__proto__",
    "%F0%9F%98%80",
    "~",
    ";a=b",
    "2026-11",
  ),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 10 }).map((text) => encodeURIComponent(text)),
);

const headers = fc.record(
  {
    "Idempotency-Key": fc.constantFrom("a", "b", "c", "x y", "", "k".repeat(201)),
    "If-Match": fc.constantFrom(
      "*",
      '"1.2026-11.any-in-month.operator"',
      '"99.2026-11.any-in-month.operator"',
      "W/x",
      '"',
    ),
    "If-None-Match": fc.constantFrom("*", '"1"', "x", ","),
    Origin: fc.constantFrom("https://app.acme.example", "null"),
    Accept: fc.constantFrom("text/html", "*/*;q=0", ""),
    "Accept-Encoding": fc.constantFrom("br", "gzip;q=0", "x"),
  },
  { requiredKeys: [] },
);

/** Requests to every operation of the document: half of them as it says, half of them wrong in one way or another. */
export function fuzzRequests(document: OpenApiDocument): fc.Arbitrary<FuzzRequest> {
  const operations = Object.entries(document.paths).flatMap(([template, item]) =>
    Object.entries(item).map(([method, operation]) => requestOf(document, method.toUpperCase(), template, operation)),
  );
  return fc.oneof(...operations);
}

function requestOf(document: OpenApiDocument, method: string, template: string, operation: OperationObject) {
  const parameters = (operation.parameters ?? []).flatMap((parameter) => ("$ref" in parameter ? [] : [parameter]));
  const named = (place: string) => parameters.filter((parameter) => parameter.in === place);
  const [mediaType = "application/json", { schema } = {}] =
    Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const valid = {
    operationId: fc.constant(operation.operationId),
    method: fc.constant(method),
    template: fc.constant(template),
    caller: fc.constant<Caller>("operator"),
    path: fc.record(Object.fromEntries(named("path").map(({ name }) => [name, holeOf(name)]))),
    query: queryOf(document, named("query")),
    headers: fc.constant<Record<string, string>>({}),
    contentType: fc.constant<string | undefined>(mediaType),
    body: schema ? arbitraryOf(document, schema).map((value): Body => ({ kind: "json", value, changes: [] })) : none,
  };
  const wild = {
    ...valid,
    method: fc.oneof(
      weighted(20, valid.method),
      weighted(1, fc.constantFrom("GET", "PUT", "POST", "DELETE", "PATCH", "HEAD")),
    ),
    caller,
    path: fc.record(
      Object.fromEntries(
        named("path").map(({ name }) => [name, fc.oneof(weighted(8, holeOf(name)), weighted(1, oddSegment))]),
      ),
    ),
    query: fc.oneof(weighted(2, valid.query), weighted(1, oddQuery(named("query")))),
    headers: fc.oneof(weighted(2, valid.headers), weighted(1, headers.map(withoutUndefined))),
    contentType: fc.oneof(
      weighted(12, valid.contentType),
      weighted(
        1,
        fc.constantFrom(
          undefined,
          "text/plain",
          "application/x-www-form-urlencoded",
          "application/json; charset=utf-16",
        ),
      ),
    ),
    body: fc.oneof(weighted(6, schema ? changed(arbitraryOf(document, schema)) : none), weighted(1, oddBody)),
  };
  return fc.oneof(fc.record(valid), fc.record(wild));
}

const none = fc.constant<Body>({ kind: "none" });

function queryOf(document: OpenApiDocument, parameters: readonly ParameterObject[]) {
  const entries = parameters.map(({ name, schema }) => [name, arbitraryOf(document, schema, name)] as const);
  const required = parameters.flatMap(({ name, required: isRequired }) => (isRequired ? [name] : []));
  const some = fc.record(Object.fromEntries(entries), { requiredKeys: required });
  return fc.oneof(
    weighted(1, some),
    weighted(1, required.length > 0 ? some : fc.constant<Record<string, unknown>>({})),
  );
}

function oddQuery(parameters: readonly ParameterObject[]): fc.Arbitrary<Record<string, unknown>> {
  const name = fc.constantFrom("__proto__", "limit", "cursor", "x", ...parameters.map((parameter) => parameter.name));
  const value = fc.oneof(
    fc.constantFrom("", "0", "201", "-1", "1e3", "true", "999999999", "9999999999", "\u0000", "x".repeat(20_000)),
    fc.string({ unit: "grapheme" }),
  );
  return fc.dictionary(name, value, { maxKeys: 3, noNullPrototype: true });
}

function changed(body: fc.Arbitrary<unknown>): fc.Arbitrary<Body> {
  const change = fc.record({
    at: fc.nat(30),
    to: wrongValue,
    how: fc.constantFrom("replace", "replace", "replace", "add", "drop"),
  });
  const changes = fc.array(change, { maxLength: 2 });
  return fc.record({ kind: fc.constant("json"), value: body, changes });
}

const oddBody: fc.Arbitrary<Body> = fc.oneof(
  none,
  fc.record({ kind: fc.constant("raw"), text: fc.string({ unit: "binary", maxLength: 40 }) }),
  fc.record({
    kind: fc.constant("raw"),
    text: fc.constantFrom("{", "nul", '{"a":1,"a":2}', "\ufeff{}", '{"\\ud800":1}', '"\\u0000"', "[1,]", "{}", "[]"),
  }),
  fc.record({ kind: fc.constant("truncated"), value: fc.object({ maxDepth: 2 }) }),
  fc.record({ kind: fc.constant("deep"), depth: fc.constantFrom(100, 10_000, 200_000) }),
  fc.record({ kind: fc.constant("huge"), bytes: fc.constantFrom(1 << 20, (1 << 20) + 100, 9 << 20) }),
);

function withoutUndefined(given: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** The text of a body, with its holes filled. */
export function writeBody(body: Body, fill: (value: unknown) => unknown): string | undefined {
  switch (body.kind) {
    case "none":
      return undefined;
    case "json":
      return JSON.stringify(body.changes.reduce(apply, fill(body.value)));
    case "raw":
      return body.text;
    case "truncated":
      return JSON.stringify(body.value).slice(0, -1);
    case "deep":
      return "[".repeat(body.depth) + "]".repeat(body.depth);
    case "huge":
      return JSON.stringify({ name: "x".repeat(body.bytes) });
  }
}

function apply(value: unknown, { at, to, how }: Change): unknown {
  if (how === "add" && typeof value === "object" && value !== null && !Array.isArray(value))
    return { ...value, unknown: to };
  const parts = [...partsOf(value)];
  const [path] = parts[at % Math.max(parts.length, 1)] ?? [];
  return path ? replaced(value, path, how === "drop" ? undefined : to) : value;
}

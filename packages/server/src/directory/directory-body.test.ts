import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import * as v from "valibot";
import { expect, test } from "vitest";
import { putDirectory } from "../contract/requests.ts";
import { invalidInput } from "../middleware/validate.ts";
import { ProblemError } from "../problem.ts";
import { DirectoryBody } from "./directory-body.ts";

/** What was answered before anything came in pieces. */
function whole(text: string): unknown {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { code: "malformed-json" };
  }
  const result = v.safeParse(putDirectory, body);
  if (result.success) return result.output;
  const { code, errors } = invalidInput(result.issues);
  return { code, errors };
}

function inPieces(text: string, size: number): unknown {
  const body = new DirectoryBody();
  const bytes = new TextEncoder().encode(text);
  for (let from = 0; from < bytes.length; from += size) body.write(bytes.subarray(from, from + size));
  try {
    return body.end();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { code: error.code, ...(error.errors && { errors: error.errors }) };
  }
}

const orWrong = <T>(right: fc.Arbitrary<T>, ...wrong: unknown[]) =>
  fc.oneof({ weight: 9, arbitrary: right }, { weight: 1, arbitrary: fc.constantFrom(...wrong) });
const id = orWrong(fc.string({ minLength: 1, maxLength: 6 }), "", ".", "\u0007", 7, null);
const team = fc.record(
  {
    id,
    name: orWrong(fc.constantFrom("A", "Ä 🐢"), " ", "x".repeat(201)),
    archived: orWrong(fc.boolean(), "no"),
    since: orWrong(fc.constant("2026-11-01T00:00:00Z"), "yesterday"),
    more: fc.constant(1),
  },
  { requiredKeys: ["id", "name"] },
);
const member = fc.record(
  {
    id,
    name: orWrong(fc.constantFrom("Ana", "Bo"), ""),
    email: orWrong(fc.constant("ana@acme.example"), "ana"),
    role: orWrong(fc.constantFrom("owner", "member"), "chief"),
    teams: orWrong(fc.array(id, { maxLength: 3 }), "a", [1]),
    since: orWrong(fc.constant("2026-11-01T01:00:00+01:00"), 5),
  },
  { requiredKeys: ["id", "name", "email"] },
);
const list = <T>(item: fc.Arbitrary<T>) =>
  orWrong(fc.array(orWrong(item, null, 1, [], "x"), { maxLength: 8 }), null, {}, "x", [[]]);
/** Members of the object in any order, some twice or not at all. */
const directory = fc
  .array(
    fc.oneof(
      fc.tuple(fc.constant("teams"), list(team)),
      fc.tuple(fc.constant("members"), list(member)),
      fc.tuple(fc.constantFrom("more", "__proto__"), fc.constantFrom(1, [], [{}], {})),
    ),
    { maxLength: 4 },
  )
  .map((parts) => `{${parts.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(", ")}}`);
const text = fc.oneof(
  { weight: 20, arbitrary: directory },
  { weight: 1, arbitrary: fc.constantFrom("", "[]", "null", "7", '{"teams":[', '{"teams":[],"members":[],}', "[[1]]") },
  { weight: 4, arbitrary: fc.tuple(directory, fc.nat(60)).map(([whole_, cut]) => whole_.slice(0, -1 - cut)) },
);

// But for what is too large or too deep, which is none of these: see below.
test("a body in pieces comes to the same as the whole, in every directory, right or wrong", () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 40 }), (body, size) => {
      expect(inPieces(body, size)).toEqual(whole(body));
    }),
    { numRuns: 3000 },
  );
});

test("of many mistakes the first hundred fields are named, in the order of the lists", () => {
  const members = Array.from({ length: 300 }, (_, index) => ({ id: `m${index}`, name: "", email: "no" }));
  const body = JSON.stringify({ members, teams: [{ id: "a" }], extra: 1 });
  expect(inPieces(body, 1000)).toEqual(whole(body));
  expect(inPieces(body, 1000)).toMatchObject({
    code: "invalid-input",
    errors: expect.arrayContaining([
      { field: "teams.0.name", message: "This field is missing." },
      { field: "members.48.email", message: "Give an e-mail address, for example ana@acme.example." },
    ]),
  });
});

test("nothing but teams and members may be large", () => {
  expect(inPieces(JSON.stringify({ teams: [], members: [], more: "x".repeat(1 << 20) }), 1 << 16)).toEqual({
    code: "body-too-large",
  });
});

test("a team or member has at most 1 MiB", () => {
  const members = [{ id: "a", name: "x".repeat(1 << 20), email: "ana@acme.example" }];
  expect(inPieces(JSON.stringify({ teams: [], members }), 1 << 14)).toEqual({ code: "body-too-large" });
});

test("what is nested deeply is refused as soon as it is seen, wherever it stands", () => {
  const deep = `${"[".repeat(2_000_000)}${"]".repeat(2_000_000)}`;
  for (const body of [deep, `{"teams":[],"members":[${deep}]}`, `{"teams":[],"members":[],"more":${deep}}`]) {
    expect(inPieces(body, 1 << 14)).toEqual({ code: "malformed-body" });
  }
});

test("of a member with many mistakes the first hundred fields are named", () => {
  const members = [{ id: "a", name: "A", email: "ana@acme.example", teams: Array.from({ length: 9000 }, () => 1) }];
  const body = JSON.stringify({ teams: [], members });
  expect(inPieces(body, 1 << 14)).toEqual(whole(body));
});

/** What is in use once nothing is left to be collected. */
function heapUsed(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc()");
  return process.memoryUsage().heapUsed;
}

test.each([
  ["too large", "x".repeat((1 << 20) + 1)],
  ["too deep", "[".repeat(40)],
  ["not JSON", "]}]"],
])("of a body that is %s nothing is held while the rest comes in", (_, wrong) => {
  const body = new DirectoryBody();
  body.write(Buffer.from('{"teams":['));
  for (let index = 0; index < 100_000; index++) body.write(Buffer.from(`{"id":"t${index}","name":"Team ${index}"},`));
  const before = heapUsed();
  body.write(Buffer.from(wrong));
  expect(heapUsed()).toBeLessThan(before - 5e6);
  expect(() => body.end()).toThrow(ProblemError);
});

import { memory } from "@seatbook/storage";
import fc from "fast-check";
import { expect, test } from "vitest";
import { DemoClock } from "./demo-clock.ts";
import { patchSchema } from "./scim/patch-request.ts";
import { partsOf, replaced } from "./test/json-parts.ts";
import { billedBody, sellerSetup, TestServer, workspaceBody } from "./test/test-server.ts";

const dictionary = [
  "acme",
  "t1",
  "m1",
  "idle",
  "2026-10",
  "2026-11",
  "EUR",
  "Europe/Berlin",
  "user",
  "team",
  "admin",
  "owner",
  "archive-team",
  "unarchive-team",
  "remove-member",
  "remove-inactive-members",
  "standard",
  "volume",
  "graduated",
  "2026-10-20T00:00:00Z",
  "1999-01-01T00:00:00Z",
  "9998-12-31T23:59:59Z",
  "2026-02-30T00:00:00Z",
  "2024-01-01",
  "",
  " ",
  "__proto__",
  "constructor",
  "../..",
  "ana@acme.example",
  "\ud800",
  "a\u0000b",
  "x".repeat(300),
];

const names = [
  "name",
  "contractStart",
  "contract",
  "licenseModel",
  "timeZone",
  "price",
  "currency",
  "unitMinor",
  "tiers",
  "upTo",
  "tierMode",
  "minimumLicenses",
  "tax",
  "treatment",
  "ratePercent",
  "customer",
  "address",
  "mailbox",
  "since",
  "id",
  "email",
  "role",
  "teams",
  "members",
  "archived",
  "workspace",
  "member",
  "team",
  "ttlSeconds",
  "reason",
  "paidOn",
  "detail",
  "vatId",
  "language",
  "fingerprint",
  "commands",
  "type",
  "now",
  "__proto__",
  "constructor",
  "toString",
  "length",
];

const scalar = fc.oneof(
  fc.constantFrom(...dictionary),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.integer(),
  fc.double(),
  fc.constantFrom(0, 1, -1, 3600, 1e21, Number.MAX_SAFE_INTEGER, null, true, false),
);

const { anything } = fc.letrec<{ anything: unknown }>((tie) => ({
  anything: fc.oneof(
    { maxDepth: 5 },
    scalar,
    fc.array(tie("anything"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...names), tie("anything"), { maxKeys: 6 }),
  ),
}));

const scimUser = {
  userName: "ana@acme.example",
  externalId: "m1",
  displayName: "Ana",
  name: { givenName: "Ana", familyName: "Li" },
  emails: [{ value: "ana@acme.example", type: "work", primary: true }],
  roles: [{ value: "owner" }],
  active: true,
};
const patchOf = (...Operations: object[]) => ({ schemas: [patchSchema], Operations });

/** What each route takes, to begin from. */
const valid: Record<string, object> = {
  "PUT /v1/workspaces/:ws": {
    ...workspaceBody,
    tax: { treatment: "standard", ratePercent: 19 },
    mailbox: ["a@b.example"],
  },
  "PUT /v1/workspaces/:ws/directory": {
    teams: [
      { id: "t1", name: "One", archived: true },
      { id: "t2", name: "Two", since: "2026-10-20T00:00:00Z" },
    ],
    members: [{ id: "m1", name: "Ana", email: "ana@acme.example", role: "owner", teams: ["t1", "t2"] }],
  },
  "PUT /v1/workspaces/:ws/teams/:team": { name: "One", since: "2026-10-20T00:00:00Z" },
  "PUT /v1/workspaces/:ws/members/:member": { name: "Ana", email: "ana@acme.example", role: "admin", teams: ["t1"] },
  "POST /v1/workspaces/:ws/inactive-members/remove": { fingerprint: "5:" },
  "POST /v1/workspaces/:ws/preview": {
    commands: [
      { type: "archive-team", team: "t1" },
      { type: "remove-member", member: "m1" },
      { type: "remove-inactive-members" },
      { type: "unarchive-team", team: "t1" },
    ],
  },
  "POST /v1/sessions": { workspace: "acme", member: "m1", role: "viewer", ttlSeconds: 60 },
  "PUT /v1/workspaces/:ws/billing-details": billedBody.customer,
  "PUT /v1/workspaces/:ws/mailbox": { mailbox: ["new@acme.example", "ap@acme.example"] },
  "POST /v1/workspaces/:ws/mails/:mail/bounce": { detail: "mailbox unavailable" },
  "POST /v1/invoices/:number/cancel": { reason: "Wrong address" },
  "POST /v1/invoices/:number/payments": { paidOn: "2026-11-01" },
  "POST /v1/workspaces/:ws/scim/v2/Users": scimUser,
  "PUT /v1/workspaces/:ws/scim/v2/Users/:user": scimUser,
  "PATCH /v1/workspaces/:ws/scim/v2/Users/:user": patchOf(
    { op: "replace", path: 'emails[type eq "work"].value', value: "other@acme.example" },
    { op: "Add", value: { displayName: "Ana", active: "False" } },
  ),
  "POST /v1/workspaces/:ws/scim/v2/Users/.search": { filter: 'userName sw "a"', attributes: ["emails"], count: 1 },
  "POST /v1/workspaces/:ws/scim/v2/Groups": { displayName: "One", externalId: "t1", members: [{ value: "m1" }] },
  "PUT /v1/workspaces/:ws/scim/v2/Groups/:group": { displayName: "One", members: [{ value: "m1" }] },
  "PATCH /v1/workspaces/:ws/scim/v2/Groups/:group": patchOf(
    { op: "add", path: "members", value: [{ value: "m1" }] },
    { op: "remove", path: 'members[value eq "idle"]' },
    { op: "replace", value: { displayName: "Two" } },
  ),
  "POST /v1/workspaces/:ws/scim/v2/Groups/.search": { filter: "members pr", excludedAttributes: ["members"] },
  "POST /v1/workspaces/:ws/scim/v2/.search": { filter: "id pr", startIndex: 2 },
  "PUT /v1/demo/clock": { now: "2026-11-20T00:00:00Z" },
};

type Change = { at: number; value: unknown };

/** Puts each change's value in the place of one of the parts of `body`. */
function changed(body: unknown, changes: readonly Change[]): unknown {
  return changes.reduce((result, { at, value }) => {
    const parts = [...partsOf(result)];
    const [path] = parts[at % Math.max(parts.length, 1)] ?? [];
    return path ? replaced(result, path, value) : result;
  }, body);
}

const segment = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom("t1", "m1", "idle", "2026-10", "2026-11", "2026-000001", "8-1") },
  { weight: 1, arbitrary: fc.constantFrom("9999-12", "0000-01", "%ZZ", "%00", "..%2f", "nowhere") },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 10 }).map(encodeURIComponent) },
);

const query = fc.dictionary(
  fc.constantFrom(
    ..."query|status|team|sort|cursor|limit|after|dryRun|__proto__|filter|startIndex|count|attributes".split("|"),
  ),
  fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom(
      "1",
      "200",
      "true",
      "name",
      "-joined",
      "active",
      "t1",
      "999999999",
      "W10",
      "id pr",
      'userName eq "a"',
    ),
  ),
  { maxKeys: 3 },
);

const headers = fc.record(
  {
    "Idempotency-Key": fc.constantFrom("a", "b", "x y"),
    "If-Match": fc.constantFrom("*", '"1.2026-11.any-in-month"', '"999999999999999.2026-11.any-in-month"', "W/x", '"'),
    "If-None-Match": fc.constantFrom("*", '"1.2026-11.any-in-month"', "x"),
  },
  { requiredKeys: [] },
);

test("whatever is sent to whatever route, it is no server error, and the workspace can be read afterwards", async () => {
  const driver = memory();
  const server = new TestServer({
    driver,
    now: "2026-10-05T09:00:00Z",
    seller: sellerSetup,
    demoClock: await DemoClock.open(driver, () => 0),
  });
  const { operator } = server;
  await operator.put("/v1/workspaces/acme", { ...workspaceBody, ...billedBody });
  await operator.put("/v1/workspaces/acme/teams/t1", { name: "One" });
  await operator.put("/v1/workspaces/acme/members/m1", { name: "Ana", email: "ana@acme.example", teams: ["t1"] });
  await operator.put("/v1/workspaces/acme/members/idle", { name: "Ida", email: "ida@acme.example" });
  server.at("2026-11-01T09:00:00Z");
  await operator.post("/v1/workspaces/acme/months/2026-10/close");

  const requests = fc.record({
    route: fc.constantFrom(...server.routes),
    isElsewhere: fc.integer({ min: 0, max: 19 }).map((drawn) => drawn === 0),
    segments: fc.array(segment, { minLength: 2, maxLength: 2 }),
    query: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: query }),
    headers: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: headers }),
    changes: fc.array(fc.record({ at: fc.nat(30), value: fc.oneof(scalar, anything) }), { maxLength: 2 }),
    other: fc.oneof(
      { weight: 7, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.oneof(anything, fc.string()) },
    ),
  });
  const answered = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(requests, async ({ route, segments, isElsewhere, ...sent }) => {
      const [method = "", pattern = ""] = route.split(" ");
      const parts = [...segments];
      const path = pattern
        .replace(":ws", isElsewhere ? (segments[0] ?? "") : "acme")
        .replaceAll(/:(\w+)(\{[^}]*\})?/g, (_, name: string, file?: string) => {
          const part = parts.shift() ?? "m1";
          return file === undefined ? part : `${part}.${name}`;
        });
      const search = new URLSearchParams(Object.entries(sent.query)).toString();
      const body = sent.other ?? (valid[route] && changed(valid[route], sent.changes));
      // `request` itself refuses an undocumented status, an answer off its schema, and anything from 500 on.
      const { status } = await operator.request(method, `${path}?${search}`, {
        ...(method !== "GET" && body !== undefined && { body }),
        headers: Object.fromEntries(Object.entries(sent.headers).filter(([, value]) => value !== undefined)),
      });
      answered.set(`${method} ${status}`, (answered.get(`${method} ${status}`) ?? 0) + 1);
      expect((await operator.request("GET", "/v1/workspaces/acme")).status).toBe(200);
    }),
    { numRuns: 4000 },
  );
  // Not all of it is refused at the door.
  for (const outcome of ["GET 200", "PUT 200", "POST 200"]) {
    expect(answered.get(outcome), outcome).toBeGreaterThan(20);
  }
  await operator.get("/v1/workspaces/acme/events?limit=200");
  await operator.get("/v1/workspaces/acme/months/2026-11/licenses.csv");
  await operator.get("/v1/workspaces/acme/invoices/2026-000001");
});

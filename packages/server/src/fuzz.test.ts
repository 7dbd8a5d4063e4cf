import { memory } from "@seatbook/storage";
import fc from "fast-check";
import { expect, test } from "vitest";
import { DemoClock } from "./demo-clock.ts";
import { TestServer, workspaceBody } from "./test/test-server.ts";

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

/** Shapes near enough to valid ones to come past the first check. */
const nearlyValid = fc.oneof(
  fc.record(
    { name: scalar, email: scalar, teams: fc.array(scalar), since: scalar, role: scalar },
    { requiredKeys: ["name"] },
  ),
  fc.record({
    teams: fc.array(
      fc.record({ id: scalar, name: scalar, since: scalar, archived: scalar }, { requiredKeys: ["id", "name"] }),
    ),
    members: fc.array(
      fc.record(
        { id: scalar, name: scalar, email: scalar, teams: fc.array(scalar) },
        { requiredKeys: ["id", "name", "email"] },
      ),
    ),
  }),
  fc.record({
    name: scalar,
    contractStart: scalar,
    timeZone: scalar,
    price: fc.record({ currency: scalar, unitMinor: scalar }),
  }),
  fc.record({
    commands: fc.array(fc.record({ type: scalar, team: scalar, member: scalar }, { requiredKeys: ["type"] })),
  }),
  fc.record({ workspace: scalar, member: scalar, role: scalar, ttlSeconds: scalar }),
  fc.record({ now: scalar }),
);

const segment = fc.oneof(
  fc.constantFrom("acme", "t1", "m1", "2026-10", "2026-11", "9999-12", "0000-01", "%ZZ", "%00", "..%2f", "nowhere"),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 10 }).map(encodeURIComponent),
);

const query = fc.dictionary(
  fc.constantFrom("query", "status", "team", "sort", "cursor", "limit", "after", "dryRun", "__proto__"),
  fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom("1", "200", "true", "name", "-joined", "active", "t1", "999999999", "W10"),
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
    demoClock: await DemoClock.open(driver, () => 0),
  });
  const { operator } = server;
  await operator.put("/v1/workspaces/acme", workspaceBody);
  await operator.put("/v1/workspaces/acme/teams/t1", { name: "One" });
  await operator.put("/v1/workspaces/acme/members/m1", { name: "Ana", email: "ana@acme.example", teams: ["t1"] });
  await operator.put("/v1/workspaces/acme/members/idle", { name: "Ida", email: "ida@acme.example" });
  server.at("2026-11-01T09:00:00Z");

  const requests = fc.record({
    route: fc.constantFrom(...server.routes),
    segments: fc.array(segment, { minLength: 3, maxLength: 3 }),
    query,
    headers,
    body: fc.oneof(anything, nearlyValid, fc.string()),
  });
  await fc.assert(
    fc.asyncProperty(requests, async ({ route, segments, ...sent }) => {
      const [method = "", pattern = ""] = route.split(" ");
      const parts = [...segments];
      // Mostly the workspace that there is.
      const path = pattern.replaceAll(/:(\w+)/g, (_, name) =>
        name === "ws" && parts[2] !== "nowhere" ? "acme" : (parts.shift() ?? "x"),
      );
      const search = new URLSearchParams(Object.entries(sent.query)).toString();
      // `request` itself refuses an undocumented status, an answer off its schema, and anything from 500 on.
      await operator.request(method, `${path}?${search}`, {
        ...(method !== "GET" && { body: sent.body }),
        headers: Object.fromEntries(Object.entries(sent.headers).filter(([, value]) => value !== undefined)),
      });
      expect((await operator.request("GET", "/v1/workspaces/acme")).status).toBe(200);
    }),
    { numRuns: 1500 },
  );
  await operator.all("/v1/workspaces/acme/events");
  await operator.get("/v1/workspaces/acme/months/2026-11/licenses.csv");
});

import { type Permission, permissionsOf, type SessionRole } from "@seatbook/core";
import { memory } from "@seatbook/storage";
import { SignJWT, UnsecuredJWT } from "jose";
import { beforeEach, describe, expect, test } from "vitest";
import { makeKeyId } from "./api-keys/key-text.ts";
import type { InactiveMembers, Problem } from "./contract/types.ts";
import { DemoClock } from "./demo-clock.ts";
import { isScimPath } from "./scim/scim-error.ts";
import { partsOf, replaced } from "./test/json-parts.ts";
import {
  billedBody,
  type Client,
  sellerSetup,
  type Send,
  TestServer,
  tokenSecret,
  workspaceBody,
} from "./test/test-server.ts";
import { messageIdOf } from "./webhooks/message-ids.ts";
import { toWidgetsBundle } from "./widgets-bundle.ts";

type Row = {
  /** A path that the operator's request succeeds at. `acme` stands where a workspace stands. */
  path: string;
  /** What the operator's request succeeds with; none for routes that take no fields. */
  body?: (operator: Client) => Promise<Record<string, unknown>>;
  /** Whether every field may be left out. */
  isOptional?: true;
  /** Who may, besides the operator. */
  allowed: "operator only" | Permission;
  /** What has to be there first. */
  given?: (operator: Client) => Promise<unknown>;
};

const fields = (value: Record<string, unknown>) => async () => value;

/** October closed, with invoice 2026-000001 in the mailbox. */
async function invoiced(by: Client): Promise<void> {
  await by.put("/v1/workspaces/acme", { ...workspaceBody, ...billedBody });
  await by.post("/v1/workspaces/acme/months/2026-10/close");
  await server.idle();
}

const endpointPath = "/v1/webhook-endpoints/endpoint-1";
const endpointBody = { url: "https://app.acme.example/webhooks", description: "Billing", workspaces: ["acme"] };

async function withEndpoint(by: Client): Promise<void> {
  await by.post("/v1/webhook-endpoints", endpointBody);
}
/** As the server's first key is called, by what is random here. */
const firstKey = makeKeyId((bytes) => new Uint8Array(bytes).fill(2));
const makesKey = (by: Client) => by.post("/v1/api-keys", { name: "Host", scopes: ["read"] });

/** One row for every route; a route without one fails the test below. */
const rows: Record<string, Row> = {
  "GET /v1/workspaces": { path: "/v1/workspaces", allowed: "operator only" },
  "PUT /v1/workspaces/:ws": {
    path: "/v1/workspaces/acme",
    allowed: "operator only",
    body: fields({
      ...workspaceBody,
      contract: "standard",
      tax: { treatment: "standard", ratePercent: 19 },
      customer: {
        name: "Acme GmbH",
        address: { line1: "Weg 1", line2: "Haus 2", postalCode: "10115", city: "Berlin", country: "DE" },
        vatId: "DE123456789",
        reference: "PO 7",
        language: "de",
      },
      mailbox: ["billing@acme.example"],
    }),
  },
  "GET /v1/workspaces/:ws": { path: "/v1/workspaces/acme", allowed: "billing.read" },
  "PUT /v1/workspaces/:ws/directory": {
    path: "/v1/workspaces/acme/directory",
    allowed: "operator only",
    body: fields({
      teams: [{ id: "t2", name: "Two", since: "2026-10-20T00:00:00Z", archived: false }],
      members: [
        {
          id: "m2",
          name: "Bo",
          email: "bo@acme.example",
          role: "admin",
          teams: ["t2"],
          since: "2026-10-20T00:00:00Z",
        },
      ],
    }),
  },
  "GET /v1/workspaces/:ws/teams": { path: "/v1/workspaces/acme/teams", allowed: "teams.read" },
  "PUT /v1/workspaces/:ws/teams/:team": {
    path: "/v1/workspaces/acme/teams/t2",
    allowed: "operator only",
    body: fields({ name: "Two", since: "2026-10-20T00:00:00Z" }),
  },
  "POST /v1/workspaces/:ws/teams/:team/archive": {
    path: "/v1/workspaces/acme/teams/t1/archive",
    allowed: "teams.archive",
  },
  "POST /v1/workspaces/:ws/teams/:team/unarchive": {
    path: "/v1/workspaces/acme/teams/t1/unarchive",
    allowed: "teams.archive",
    given: (operator) => operator.post("/v1/workspaces/acme/teams/t1/archive"),
  },
  "GET /v1/workspaces/:ws/members": { path: "/v1/workspaces/acme/members", allowed: "members.read" },
  "GET /v1/workspaces/:ws/members/:member": { path: "/v1/workspaces/acme/members/m1", allowed: "members.read" },
  "PUT /v1/workspaces/:ws/members/:member": {
    path: "/v1/workspaces/acme/members/m2",
    allowed: "operator only",
    body: fields({
      name: "Bo",
      email: "bo@acme.example",
      role: "member",
      teams: ["t1"],
      since: "2026-10-20T00:00:00Z",
    }),
  },
  "DELETE /v1/workspaces/:ws/members/:member": { path: "/v1/workspaces/acme/members/m1", allowed: "members.remove" },
  "POST /v1/workspaces/:ws/members/:member/erase": {
    path: "/v1/workspaces/acme/members/m1/erase",
    allowed: "operator only",
    given: (operator) => operator.delete("/v1/workspaces/acme/members/m1"),
  },
  "POST /v1/workspaces/:ws/members/:member/restore": {
    path: "/v1/workspaces/acme/members/m1/restore",
    allowed: "members.remove",
    given: (operator) => operator.delete("/v1/workspaces/acme/members/m1"),
  },
  "GET /v1/workspaces/:ws/inactive-members": { path: "/v1/workspaces/acme/inactive-members", allowed: "members.read" },
  "POST /v1/workspaces/:ws/inactive-members/remove": {
    path: "/v1/workspaces/acme/inactive-members/remove",
    allowed: "members.remove",
    body: async (operator) => {
      const { fingerprint } = await operator.get<InactiveMembers>("/v1/workspaces/acme/inactive-members");
      return { fingerprint };
    },
  },
  "POST /v1/workspaces/:ws/preview": {
    path: "/v1/workspaces/acme/preview",
    allowed: "billing.read",
    body: fields({ commands: [{ type: "archive-team", team: "t1" }, { type: "remove-inactive-members" }] }),
  },
  "GET /v1/workspaces/:ws/months": { path: "/v1/workspaces/acme/months", allowed: "billing.read" },
  "GET /v1/workspaces/:ws/months/:month/licenses": {
    path: "/v1/workspaces/acme/months/2026-10/licenses",
    allowed: "billing.read",
  },
  "GET /v1/workspaces/:ws/months/:month/licenses.csv": {
    path: "/v1/workspaces/acme/months/2026-10/licenses.csv",
    allowed: "licenses.export",
  },
  "GET /v1/workspaces/:ws/months/:month/licenses.xlsx": {
    path: "/v1/workspaces/acme/months/2026-10/licenses.xlsx",
    allowed: "licenses.export",
  },
  "GET /v1/workspaces/:ws/licenses.csv": { path: "/v1/workspaces/acme/licenses.csv", allowed: "licenses.export" },
  "GET /v1/workspaces/:ws/licenses.xlsx": { path: "/v1/workspaces/acme/licenses.xlsx", allowed: "licenses.export" },
  "GET /v1/workspaces/:ws/invoices.csv": {
    path: "/v1/workspaces/acme/invoices.csv",
    allowed: "billing.read",
    given: invoiced,
  },
  "GET /v1/invoices.csv": { path: "/v1/invoices.csv", allowed: "operator only", given: invoiced },
  "POST /v1/workspaces/:ws/months/:month/close": {
    path: "/v1/workspaces/acme/months/2026-10/close",
    allowed: "operator only",
  },
  "POST /v1/months/:month/close": { path: "/v1/months/2026-10/close", allowed: "operator only" },
  "POST /v1/workspaces/:ws/months/:month/invoice": {
    path: "/v1/workspaces/acme/months/2026-10/invoice",
    allowed: "operator only",
    given: invoiced,
  },
  "GET /v1/workspaces/:ws/invoices": { path: "/v1/workspaces/acme/invoices", allowed: "billing.read" },
  "GET /v1/workspaces/:ws/invoices/:number": {
    path: "/v1/workspaces/acme/invoices/2026-000001",
    allowed: "billing.read",
    given: invoiced,
  },
  "GET /v1/workspaces/:ws/invoices/:pdf{.+\\.pdf}": {
    path: "/v1/workspaces/acme/invoices/2026-000001.pdf",
    allowed: "billing.read",
    given: invoiced,
  },
  "GET /v1/workspaces/:ws/invoices/:xml{.+\\.xml}": {
    path: "/v1/workspaces/acme/invoices/2026-000001.xml",
    allowed: "billing.read",
    given: invoiced,
  },
  "POST /v1/workspaces/:ws/invoices/:number/send": {
    path: "/v1/workspaces/acme/invoices/2026-000001/send",
    allowed: "billing.manage",
    given: invoiced,
  },
  "GET /v1/workspaces/:ws/billing-details": {
    path: "/v1/workspaces/acme/billing-details",
    allowed: "billing.read",
  },
  "PUT /v1/workspaces/:ws/billing-details": {
    path: "/v1/workspaces/acme/billing-details",
    allowed: "billing.manage",
    body: fields({ ...billedBody.customer, reference: "PO 7" }),
  },
  "GET /v1/workspaces/:ws/mailbox": { path: "/v1/workspaces/acme/mailbox", allowed: "billing.read" },
  "PUT /v1/workspaces/:ws/mailbox": {
    path: "/v1/workspaces/acme/mailbox",
    allowed: "billing.manage",
    body: fields({ mailbox: ["new@acme.example"] }),
  },
  "POST /v1/workspaces/:ws/mailbox/resend": {
    path: "/v1/workspaces/acme/mailbox/resend",
    allowed: "billing.manage",
    given: (operator) => operator.put("/v1/workspaces/acme/mailbox", { mailbox: ["new@acme.example"] }),
  },
  "POST /v1/workspaces/:ws/mailbox/withdraw": {
    path: "/v1/workspaces/acme/mailbox/withdraw",
    allowed: "billing.manage",
  },
  "GET /v1/workspaces/:ws/mails": { path: "/v1/workspaces/acme/mails", allowed: "operator only" },
  "POST /v1/workspaces/:ws/mails/:mail/bounce": {
    path: "/v1/workspaces/acme/mails/7-1/bounce",
    allowed: "operator only",
    body: fields({ detail: "mailbox unavailable" }),
    given: invoiced,
  },
  "GET /v1/invoices": { path: "/v1/invoices", allowed: "operator only" },
  "POST /v1/invoices/:number/cancel": {
    path: "/v1/invoices/2026-000001/cancel",
    allowed: "operator only",
    body: fields({ reason: "Wrong address" }),
    given: invoiced,
  },
  "POST /v1/invoices/:number/payments": {
    path: "/v1/invoices/2026-000001/payments",
    allowed: "operator only",
    body: fields({ paidOn: "2026-11-01" }),
    given: invoiced,
  },
  "GET /v1/pending": { path: "/v1/pending", allowed: "operator only" },
  "POST /v1/pending/run": { path: "/v1/pending/run", allowed: "operator only" },
  "GET /v1/outbox": { path: "/v1/outbox", allowed: "operator only" },
  "POST /v1/sessions": {
    path: "/v1/sessions",
    allowed: "operator only",
    body: fields({ workspace: "acme", member: "m1", role: "admin", ttlSeconds: 60 }),
  },
  "GET /v1/api-keys": { path: "/v1/api-keys", allowed: "operator only" },
  "POST /v1/api-keys": {
    path: "/v1/api-keys",
    allowed: "operator only",
    body: fields({ name: "Host", scopes: ["read"], workspace: "acme", expiresAt: "2027-01-01T00:00:00Z" }),
  },
  "POST /v1/api-keys/:key/rotate": {
    path: `/v1/api-keys/${firstKey}/rotate`,
    allowed: "operator only",
    body: fields({ overlapHours: 1 }),
    isOptional: true,
    given: makesKey,
  },
  "GET /v1/api-keys/:key/events": {
    path: `/v1/api-keys/${firstKey}/events`,
    allowed: "operator only",
    given: makesKey,
  },
  "DELETE /v1/api-keys/:key": { path: `/v1/api-keys/${firstKey}`, allowed: "operator only", given: makesKey },
  "GET /v1/workspaces/:ws/access/:member": { path: "/v1/workspaces/acme/access/m1", allowed: "operator only" },
  "GET /v1/workspaces/:ws/events": { path: "/v1/workspaces/acme/events", allowed: "operator only" },
  "POST /v1/webhook-endpoints": {
    path: "/v1/webhook-endpoints",
    allowed: "operator only",
    body: fields({ ...endpointBody, events: ["team.archived"] }),
  },
  "GET /v1/webhook-endpoints": { path: "/v1/webhook-endpoints", allowed: "operator only", given: withEndpoint },
  "GET /v1/webhook-endpoints/:endpoint": { path: endpointPath, allowed: "operator only", given: withEndpoint },
  "PATCH /v1/webhook-endpoints/:endpoint": {
    path: endpointPath,
    allowed: "operator only",
    body: fields({ url: "https://app.acme.example/hooks", enabled: false }),
    given: withEndpoint,
  },
  "DELETE /v1/webhook-endpoints/:endpoint": { path: endpointPath, allowed: "operator only", given: withEndpoint },
  "POST /v1/webhook-endpoints/:endpoint/rotate-secret": {
    path: `${endpointPath}/rotate-secret`,
    allowed: "operator only",
    body: fields({ overlapHours: 2 }),
    given: withEndpoint,
  },
  "POST /v1/webhook-endpoints/:endpoint/test": {
    path: `${endpointPath}/test`,
    allowed: "operator only",
    given: withEndpoint,
  },
  "GET /v1/webhook-endpoints/:endpoint/events": {
    path: `${endpointPath}/events`,
    allowed: "operator only",
    given: withEndpoint,
  },
  "GET /v1/webhook-endpoints/:endpoint/deliveries": {
    path: `${endpointPath}/deliveries`,
    allowed: "operator only",
    given: withEndpoint,
  },
  "POST /v1/webhook-endpoints/:endpoint/deliveries/:delivery/resend": {
    path: `${endpointPath}/deliveries/${messageIdOf("endpoint-1", { workspace: "acme", version: 5, index: 0 })}/resend`,
    allowed: "operator only",
    given: async (by) => {
      await withEndpoint(by);
      await by.post("/v1/workspaces/acme/teams/t1/archive");
      await server.webhooks.run();
    },
  },
  "POST /v1/webhook-endpoints/:endpoint/recover": {
    path: `${endpointPath}/recover`,
    allowed: "operator only",
    body: fields({ since: "2026-10-20T00:00:00Z" }),
    given: withEndpoint,
  },
  "PUT /v1/demo/clock": {
    path: "/v1/demo/clock",
    allowed: "operator only",
    body: fields({ now: "2026-11-02T00:00:00Z" }),
  },
};

const publicRoutes = [
  "GET /:file{widgets[\\w.-]*\\.js}",
  "GET /widgets/:version/:file",
  "GET /openapi.json",
  "GET /",
  "GET /docs",
  "GET /docs/style.css",
  "GET /docs/script.js",
  "GET /healthz",
  "GET /readyz",
  // Not public, and not in the API either: health.test.ts.
  "GET /metrics",
  "GET /mailbox/confirm",
  "POST /mailbox/confirm",
];
const roles: SessionRole[] = ["admin", "billing", "viewer"];
const secondsOf = (instant: string) => Date.parse(instant) / 1000;

let store: Map<string, string>;
let server: TestServer;
let operator: Client;
let demoClock: DemoClock;

beforeEach(async () => {
  store = new Map();
  let draws = 0;
  const driver = memory({ data: store });
  demoClock = await DemoClock.open(driver, () => Date.parse("2026-11-01T09:00:00Z"));
  server = new TestServer({
    driver,
    now: "2026-10-05T09:00:00Z",
    demoClock,
    widgets: await toWidgetsBundle({ "widgets.js": Buffer.from("export {};") }),
    seller: sellerSetup,
    random: (bytes) => new Uint8Array(bytes).fill(++draws),
  });
  operator = server.operator;
  await operator.put("/v1/workspaces/acme", workspaceBody);
  await operator.put("/v1/workspaces/acme/teams/t1", { name: "One" });
  await operator.put("/v1/workspaces/acme/members/m1", { name: "Ana", email: "ana@acme.example", teams: ["t1"] });
  await operator.put("/v1/workspaces/acme/members/idle", { name: "Ida", email: "ida@acme.example" });
  server.at("2026-11-01T09:00:00Z");
});

/** The refusal, after which the store holds what it held before, to the byte. */
async function refusedLeavingAll(client: Client, method: string, path: string, send?: Send): Promise<Problem> {
  const before = [...store];
  const problem = await client.refused(method, path, send);
  expect([...store], `${method} ${path} left something behind`).toEqual(before);
  return problem;
}

const claims = { workspace: "acme", role: "admin" };

function tokenOf(secret: Uint8Array, { audience = "seatbook", expires = "2026-11-01T10:00:00Z" } = {}) {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256" })
    .setSubject("m1")
    .setAudience(audience)
    .setIssuedAt(secondsOf("2026-11-01T08:59:00Z"))
    .setExpirationTime(secondsOf(expires))
    .sign(secret);
}

test("every route has a row", () => {
  const routes = server.app.routes
    // Those of SCIM, which writes its problems in its own form, are in scim/refusals.test.ts.
    .filter(({ method, path }) => method !== "ALL" && !isScimPath(path))
    .map(({ method, path }) => `${method} ${path}`);
  expect(new Set(routes)).toEqual(new Set([...Object.keys(rows), ...publicRoutes]));
});

describe.each(Object.entries(rows))("%s", (route, row) => {
  const [method = ""] = route.split(" ");
  const { path, allowed } = row;
  const isWrite = method !== "GET";

  const prepare = async (): Promise<Send> => {
    await row.given?.(operator);
    const body = await row.body?.(operator);
    await server.idle();
    return body === undefined ? {} : { body };
  };

  test("answers the operator, and the roles that are allowed", async () => {
    const send = await prepare();
    for (const role of roles) {
      const session = await server.session("acme", role);
      const isAllowed = allowed !== "operator only" && permissionsOf[role].includes(allowed);
      if (isAllowed && !isWrite) expect((await session.request(method, path, send)).status).toBe(200);
      if (!isAllowed) {
        const { status, code } = await refusedLeavingAll(session, method, path, send);
        expect([role, status, code]).toEqual([role, 403, "forbidden"]);
      }
    }
    expect((await operator.request(method, path, send)).status).toBe(200);
  });

  test("refuses whoever has no valid token: 401", async () => {
    const send = await prepare();
    const payload = { ...claims, sub: "m1", aud: "seatbook" };
    const tokens: Record<string, [token: string | undefined, code: string]> = {
      none: [undefined, "token-missing"],
      garbage: ["garbage", "token-invalid"],
      "garbage in three parts": ["a.b.c", "token-invalid"],
      stale: [await tokenOf(tokenSecret, { expires: "2026-11-01T09:00:00Z" }), "token-stale"],
      "another secret": [await tokenOf(new Uint8Array(32).fill(7)), "token-invalid"],
      "another audience": [await tokenOf(tokenSecret, { audience: "elsewhere" }), "token-invalid"],
      "alg none": [
        new UnsecuredJWT(payload).setExpirationTime(secondsOf("2026-11-01T10:00:00Z")).encode(),
        "token-invalid",
      ],
      "part of the key": ["operator-key", "token-invalid"],
      "two keys": ["operator-key-0123456789-0123456789 x", "token-missing"],
    };
    for (const [what, [token, code]] of Object.entries(tokens)) {
      const problem = await refusedLeavingAll(server.client(token), method, path, send);
      expect([what, problem.status, problem.code]).toEqual([what, 401, code]);
    }
  });

  test("refuses an administrator who was removed, at once, also through another server: 403", async () => {
    await operator.put("/v1/workspaces/acme/members/boss", { name: "Bo", email: "bo@acme.example", role: "admin" });
    const session = await server.session("acme", "admin", "boss");
    await operator.delete("/v1/workspaces/acme/members/boss");
    const send = await prepare();
    const second = new TestServer({ driver: server.driver, seller: sellerSetup, demoClock });
    second.now = server.now;
    for (const each of [server, second]) {
      const problem = await refusedLeavingAll(each.client(session.token), method, path, send);
      expect([problem.status, problem.code]).toEqual([403, "forbidden"]);
    }
  });

  if (path.startsWith("/v1/workspaces/acme"))
    test("is not there for another workspace's token: 404", async () => {
      const send = await prepare();
      await operator.put("/v1/workspaces/other", workspaceBody);
      const session = await server.session("other", "admin", "m1");
      const existing = await refusedLeavingAll(session, method, path, send);
      const absent = await refusedLeavingAll(session, method, path.replace("acme", "nowhere"), send);
      expect(existing).toEqual(absent);
      expect([existing.status, existing.code]).toEqual([404, "workspace-not-found"]);
      if (route !== "PUT /v1/workspaces/:ws") {
        expect(await operator.refused(method, path.replace("acme", "nowhere"), send)).toEqual(absent);
      }
    });

  if (isWrite)
    test("refuses a body that is no JSON, too large, or not of its shape", async () => {
      const { body } = await prepare();
      const json = JSON.stringify(body ?? {});
      const refuse = async (send: Send) => {
        const { status, code, errors = [] } = await refusedLeavingAll(operator, method, path, send);
        // One sentence of our own for each field, without what was sent.
        expect(new Set(errors.map(({ field }) => field)).size).toBe(errors.length);
        for (const { field, message } of errors) {
          expect([field, message]).toEqual([field, expect.stringMatching(/^[A-Z][^]*[.]$/)]);
          expect(message).not.toMatch(/Expected|Invalid|received|xxx/);
        }
        if (status === 422) expect(errors).not.toHaveLength(0);
        return [status, code];
      };

      for (const malformed of ["{", `${json}}`, "{'a': 1}", "\u0000", "NaN", "[1,]"]) {
        expect(await refuse({ body: malformed }), malformed).toEqual([400, "malformed-json"]);
      }
      for (const type of [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "x",
        "",
      ]) {
        expect(await refuse({ body: json, headers: { "Content-Type": type } }), type).toEqual([400, "malformed-body"]);
      }
      const untyped = new TextEncoder().encode(json);
      const headers = { Authorization: `Bearer ${operator.token}` };
      expect((await server.app.request(path, { method, headers, body: untyped })).status).toBe(400);
      for (const wrong of ["[]", "null", "1", '"text"', "true", "[{}]"]) {
        expect(await refuse({ body: wrong }), wrong).toEqual([422, "invalid-input"]);
      }
      for (const name of ["unknown", "__proto__", "constructor", "toString", "hasOwnProperty", ""]) {
        const extended = json.replace(/\}$/, `${json === "{}" ? "" : ","}${JSON.stringify(name)}:1}`);
        expect(await refuse({ body: extended }), extended).toEqual([422, "invalid-input"]);
      }
      for (const [what, wrong] of wrongValues(JSON.parse(json))) {
        if (row.isOptional && JSON.stringify(wrong) === "{}") continue;
        expect(await refuse({ body: wrong }), what).toEqual([422, "invalid-input"]);
      }
    });

  if (isWrite)
    test("refuses 10 MB, with and without Content-Length: 413", async () => {
      await prepare();
      const before = [...store];
      const bytes = new TextEncoder().encode(`{"name":"${"x".repeat(10_000_000)}"}`);
      const chunked = () =>
        new ReadableStream<Uint8Array>({
          start(controller) {
            for (let at = 0; at < bytes.length; at += 100_000) controller.enqueue(bytes.subarray(at, at + 100_000));
            controller.close();
          },
        });
      const headers = { Authorization: `Bearer ${operator.token}`, "Content-Type": "application/json" };
      const sent: RequestInit[] = [
        { body: bytes, headers: { ...headers, "Content-Length": String(bytes.length) } },
        { body: chunked(), headers, duplex: "half" },
      ];
      for (const init of sent) {
        const response = await server.app.request(path, { method, ...init });
        expect([response.status, await response.json()]).toMatchObject([413, { code: "body-too-large", status: 413 }]);
      }
      expect([...store]).toEqual(before);
    });

  if (isWrite && !path.endsWith("/preview"))
    test("refuses an idempotency key that is none", async () => {
      const send = await prepare();
      for (const key of ["", " ", "a b", "x".repeat(201), "ü"]) {
        const headers = { "Idempotency-Key": key };
        expect(await refusedLeavingAll(operator, method, path, { ...send, headers })).toMatchObject({ status: 422 });
      }
    });

  test("refuses what cannot stand in its path", async () => {
    const send = await prepare();
    const segments = path.split("/");
    for (const [index, parameter] of route.split(" ")[1]?.split("/").entries() ?? []) {
      if (!parameter.startsWith(":")) continue;
      const at = (segment: string) => segments.with(index, segment).join("/");
      for (const malformed of ["%", "%zz", "%E4", "%ED%A0%80", "a%C3"]) {
        const { status, code } = await refusedLeavingAll(operator, method, at(malformed), send);
        expect([malformed, status, code]).toEqual([malformed, 400, "malformed-path"]);
      }
      for (const wrong of ["%00", "%0A", "a%0D%0Ab", "%E2%80%A8", "%20", "%7F", "%C2%85", "x".repeat(129)]) {
        const { status, code } = await refusedLeavingAll(operator, method, at(wrong), send);
        expect([wrong, status, code]).toEqual([wrong, 422, "invalid-input"]);
      }
    }
    if (!path.includes("2026-10")) return;
    const to = (month: string) => path.replace("2026-10", encodeURIComponent(month));
    // None after the next one, however far away, and none to close before the first; closing all lists each refusal.
    for (const month of ["0000-01", "0001-01", "1999-12", "2027-01", "9999-12"]) {
      const isEarlier = month >= "1970" && month < "2026" && !isWrite;
      const expected = path.startsWith("/v1/months") || isEarlier ? 200 : month > "2026" && isWrite ? 409 : 404;
      expect([month, (await operator.request(method, to(month), send)).status]).toEqual([month, expected]);
    }
    for (const month of ["2026-13", "2026-00", "2026-1", "26-10", "2026-10-01", "current", "+02026-10", "2026-10 "]) {
      expect([month, (await refusedLeavingAll(operator, method, to(month), send)).status]).toEqual([month, 422]);
    }
  });
});

/** `body` with one value after the other, also within, replaced by others of a wrong type, or taken out of its range. */
function* wrongValues(body: unknown): Generator<[what: string, body: unknown]> {
  for (const [path, value] of partsOf(body)) {
    const wrong: unknown[] = [null, {}, [], true, 1.5, -1, 1e300, "", " ", "a\nb", "\ud800", "x".repeat(1001), [[]]];
    for (const replacement of wrong) {
      if (typeof replacement === typeof value && isFine(path, replacement)) continue;
      yield [`${path.join(".")} = ${JSON.stringify(replacement)}`, replaced(body, path, replacement)];
    }
  }
}

/** Where a value of the right type is in range after all. */
function isFine(path: (string | number)[], value: unknown): boolean {
  if (typeof value === "boolean") return true;
  if (Array.isArray(value)) return value.length === 0;
  return (path.at(-1) === "ratePercent" || path.at(-1) === "overlapHours") && value === 1.5;
}

test("takes every time zone that it can count in, and no other", async () => {
  const known = [...Intl.supportedValuesOf("timeZone"), "EST5EDT", "US/Eastern", "GMT", "Etc/GMT+12", "europe/berlin"];
  // Intl takes the second ones, Temporal does not.
  const unknown = [
    "Mars/Olympus",
    "+01:00",
    "Z",
    "",
    "2026-11-01T00:00Z",
    "JST",
    "CST",
    "ACT",
    "SystemV/EST5",
    "Factory",
  ];
  for (const timeZone of known) await operator.put("/v1/workspaces/zone", { ...workspaceBody, timeZone });
  for (const timeZone of unknown) {
    const body = { ...workspaceBody, timeZone };
    const { errors } = await refusedLeavingAll(operator, "PUT", "/v1/workspaces/zone", { body });
    expect(errors).toEqual([{ field: "timeZone", message: expect.any(String) }]);
  }
});

test("a workspace that is refused leaves nothing, not even its id", async () => {
  const body = { ...workspaceBody, ...billedBody, tax: { treatment: "reverse-charge" } };
  const { vatId: _, ...customer } = billedBody.customer;
  const refused = { body: { ...body, customer } };
  const { code } = await refusedLeavingAll(operator, "PUT", "/v1/workspaces/new", refused);
  expect(code).toBe("vat-id-missing");
});

test("a workspace that is refused is not listed", async () => {
  const send = { body: workspaceBody, headers: { "If-Match": '"3.2026-11.any-in-month"' } };
  await refusedLeavingAll(operator, "PUT", "/v1/workspaces/new", send);
});

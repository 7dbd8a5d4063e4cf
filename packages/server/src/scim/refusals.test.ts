import { memory } from "@seatbook/storage";
import { beforeEach, expect, test } from "vitest";
import type { Session } from "../contract/types.ts";
import { type Client, type Send, TestServer, workspaceBody } from "../test/test-server.ts";
import { patchSchema } from "./patch-request.ts";
import { base } from "./test/replay.ts";
import { isScimPath } from "./scim-error.ts";

const user = { userName: "bo@acme.example", externalId: "m2" };
const patch = { schemas: [patchSchema], Operations: [{ op: "replace", value: { displayName: "Bo" } }] };

/** What each write takes. */
const bodies: Record<string, object> = {
  "POST /Users": user,
  "PUT /Users/:user": user,
  "PATCH /Users/:user": patch,
  "POST /Users/.search": {},
  "POST /Groups": { displayName: "Two" },
  "PUT /Groups/:group": { displayName: "Two" },
  "PATCH /Groups/:group": patch,
  "POST /Groups/.search": {},
  "POST /.search": {},
};

const prefix = "/v1/workspaces/:ws/scim/v2";
const routes = new TestServer().routes
  .filter((route) => isScimPath(route.split(" ")[1] ?? ""))
  .map((route): [route: string, method: string, path: string] => {
    const [method = "", pattern = ""] = route.split(" ");
    const path = pattern
      .slice(prefix.length)
      .replace(":user", "m1")
      .replace(":group", "t1")
      .replace(":schema", pattern.includes("/Schemas/") ? "urn:ietf:params:scim:schemas:core:2.0:User" : "User");
    return [`${method} ${pattern.slice(prefix.length)}`, method, base + path];
  });

let server: TestServer;
let store: Map<string, string>;
let operator: Client;

beforeEach(async () => {
  store = new Map();
  server = new TestServer({ driver: memory({ data: store }) });
  operator = server.operator;
  await operator.put("/v1/workspaces/acme", workspaceBody);
  await operator.put("/v1/workspaces/acme/teams/t1", { name: "One" });
  await operator.put("/v1/workspaces/acme/members/m1", { name: "Ana", email: "ana@acme.example", teams: ["t1"] });
});

const told = (status: string) => ({ status, detail: expect.stringMatching(/^[A-Z].*\.$/) });

/** Status and SCIM body of a request that changes nothing. `TestServer` holds the body against SCIM's form. */
async function refused(by: Client, method: string, path: string, send: Send) {
  const before = [...store];
  const { status, body } = await by.request(method, path, send);
  expect([...store]).toEqual(before);
  return [status, body];
}

test("every route that takes a body has one here", () => {
  const writes = routes.map(([route]) => route).filter((route) => /^(?:POST|PUT|PATCH) /.test(route));
  expect(new Set(writes)).toEqual(new Set(Object.keys(bodies)));
  expect(routes.length).toBeGreaterThan(18);
});

test.each(routes)("%s", async (route, method, path) => {
  const body = bodies[route];
  const send: Send = body ? { body } : {};

  for (const token of [undefined, "garbage", "a.b.c"]) {
    expect(await refused(server.client(token), method, path, send)).toMatchObject([401, told("401")]);
  }
  for (const role of ["admin", "billing", "viewer"] as const) {
    expect(await refused(await server.session("acme", role), method, path, send)).toMatchObject([403, told("403")]);
  }

  await operator.put("/v1/workspaces/other", workspaceBody);
  const { token } = await operator.post<Session>("/v1/sessions", { workspace: "other", member: "m1", role: "admin" });
  const elsewhere = server.client(token);
  const existing = await refused(elsewhere, method, path, send);
  const absent = path.replace("acme", "nowhere");
  expect(existing).toMatchObject([404, told("404")]);
  expect(await refused(elsewhere, method, absent, send)).toEqual(existing);
  expect(await refused(operator, method, absent, send)).toEqual(existing);

  for (const malformed of ["%zz", "a%C3"]) {
    expect(await refused(operator, method, path.replace("acme", malformed), send)).toMatchObject([400, told("400")]);
  }
  expect(await refused(operator, method, path.replace("acme", "%00"), send)).toMatchObject([
    400,
    { scimType: "invalidValue" },
  ]);

  if (body) {
    for (const wrong of ["{", "[]", "null", '"x"', "1"]) {
      expect(await refused(operator, method, path, { body: wrong })).toMatchObject([
        400,
        { scimType: "invalidSyntax" },
      ]);
    }
    const headers = { "Content-Type": "text/plain" };
    expect(await refused(operator, method, path, { body, headers })).toMatchObject([
      400,
      { scimType: "invalidSyntax" },
    ]);
    const long = { body: { ...body, padding: "x".repeat(9 << 20) } };
    expect(await refused(operator, method, path, long)).toMatchObject([413, told("413")]);
  }

  const { status } = await operator.request(method, path, send);
  expect([200, 201, 204]).toContain(status);
});

test("an address that there is not is refused in SCIM's form too", async () => {
  expect(await refused(operator, "GET", `${base}/Me`, {})).toMatchObject([404, { status: "404" }]);
  expect(await refused(operator, "POST", `${base}/Bulk`, { body: {} })).toMatchObject([404, { status: "404" }]);
  expect(await refused(operator, "GET", `${base}/Schemas/User`, {})).toMatchObject([404, { status: "404" }]);
});

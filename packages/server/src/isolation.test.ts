import { refusals, type SessionRole } from "@seatbook/core";
import { memory } from "@seatbook/storage";
import { SignJWT, UnsecuredJWT } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { scopes } from "./api-keys/scopes.ts";
import type { ApiKey, NewApiKey } from "./contract/types.ts";
import { DemoClock } from "./demo-clock.ts";
import { documentationOf } from "./openapi.ts";
import { type Client, TestServer, tokenSecret, workspaceBody } from "./test/test-server.ts";
import { publicRoutes, type Rule, whoMay } from "./test/who-may.ts";

const noon = "2026-11-01T12:00:00Z";
const roles: readonly SessionRole[] = ["admin", "billing", "viewer"];

const open = async (driver = memory()) =>
  new TestServer({ driver, now: noon, demoClock: await DemoClock.open(driver, () => Date.parse(noon)) });

/** Every route of the server, as the router has it. */
async function routesOf(): Promise<Map<string, object>> {
  const { app } = await open();
  const found = new Map<string, object>();
  for (const { method, path, handler } of app.routes) {
    if (method === "ALL") continue;
    const route = `${method} ${path}`;
    found.set(route, { ...found.get(route), ...documentationOf(handler)?.access });
  }
  return found;
}

/** As the address of a route in a workspace. What it names besides need not be there: who may not is told before. */
function pathOf(route: string, workspace: string): string {
  const [, pattern = ""] = route.split(" ");
  return pattern
    .replace(":ws", workspace)
    .replace(":month", "2026-10")
    .replace(/:(pdf|xml)\{.*\}/, "2026-000001.$1")
    .replaceAll(/:(\w+)/g, "none");
}

const secondsAt = (instant: string) => Date.parse(instant) / 1000;

const payload = { workspace: "acme", role: "admin", sub: "host", aud: "seatbook", iat: secondsAt(noon) };

function signed(claims: object, { secret = tokenSecret, alg = "HS256", expires = "2026-11-01T13:00:00Z" } = {}) {
  return new SignJWT({ ...payload, ...claims })
    .setProtectedHeader({ alg })
    .setExpirationTime(secondsAt(expires))
    .sign(secret);
}

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Whoever has none of the credentials that count: 401. */
async function strangers(operator: Client, server: TestServer): Promise<Record<string, string | undefined>> {
  const make = (wanted: Partial<ApiKey> = {}) =>
    operator.post<NewApiKey>("/v1/api-keys", { name: "Key", scopes: [...scopes], ...wanted });
  const revoked = await make();
  const expired = await make({ expiresAt: "2026-11-01T12:00:01Z" });
  const rotated = await make();
  const session = await server
    .client(revoked.key)
    .post<{ token: string }>("/v1/sessions", { workspace: "acme", member: "host", role: "admin" });
  await operator.delete(`/v1/api-keys/${revoked.id}`);
  await operator.post(`/v1/api-keys/${rotated.id}/rotate`, { overlapHours: 0 });
  const right = await signed({});
  const [head = "", body = "", signature = ""] = right.split(".");
  return {
    nobody: undefined,
    "a revoked key": revoked.key,
    "an expired key": expired.key,
    "a key that was rotated": rotated.key,
    "a key of another server": (
      await new TestServer().operator.post<NewApiKey>("/v1/api-keys", {
        name: "Key",
        scopes: [...scopes],
      })
    ).key,
    "a session of a revoked key": session.token,
    "an expired session": await signed({}, { expires: noon }),
    "a token of another secret": await signed({}, { secret: new Uint8Array(32).fill(7) }),
    "a token of another audience": await signed({ aud: "elsewhere" }),
    "a token of another algorithm": await signed({}, { alg: "HS384" }),
    "a token without algorithm": new UnsecuredJWT(payload)
      .setExpirationTime(secondsAt("2026-11-01T13:00:00Z"))
      .encode(),
    "a token with the signature taken off": `${encoded({ alg: "none" })}.${body}.`,
    "a token whose claims were changed": `${head}.${encoded({ ...payload, workspace: "globex" })}.${signature}`,
    "a token with a role that is none": await signed({ role: "operator" }),
    "a key's hash": "0".repeat(64),
  };
}

let server: TestServer;
let second: TestServer;
let refused: Record<string, string | undefined>;
const sessions = new Map<SessionRole, Client>();
let foreignSession: Client;
let foreignKey: Client;
const lacking = new Map<string, Client>();
const bound = new Map<string, Client>();
let removedSession: Client;

beforeAll(async () => {
  const driver = memory();
  [server, second] = [await open(driver), await open(driver)];
  const { operator } = server;
  for (const id of ["acme", "globex"]) {
    await operator.put(`/v1/workspaces/${id}`, workspaceBody);
    await operator.put(`/v1/workspaces/${id}/members/ana`, { name: "Ana", email: "ana@acme.example" });
  }
  refused = await strangers(operator, server);
  const keyOf = async (wanted: Partial<ApiKey>) => {
    const { key } = await operator.post<NewApiKey>("/v1/api-keys", { name: "Key", scopes: [...scopes], ...wanted });
    return second.client(key);
  };
  const tokenOf = async (workspace: string, role: SessionRole, member: string) =>
    second.client((await server.session(workspace, role, member)).token);
  for (const role of roles) sessions.set(role, await tokenOf("acme", role, "host"));
  foreignSession = await tokenOf("globex", "admin", "ana");
  foreignKey = await keyOf({ workspace: "globex" });
  for (const scope of scopes) {
    lacking.set(scope, await keyOf({ scopes: scopes.filter((each) => each !== scope) }));
    bound.set(scope, await keyOf({ scopes: [scope], workspace: "acme" }));
  }
  removedSession = await tokenOf("acme", "admin", "ana");
  await operator.delete("/v1/workspaces/acme/members/ana");
  server.at("2026-11-01T12:00:01Z");
  second.at("2026-11-01T12:00:01Z");
});

test("every route is in the table, and nothing else", async () => {
  const routes = [...(await routesOf()).keys()];
  expect(new Set(routes)).toEqual(new Set([...Object.keys(whoMay), ...publicRoutes]));
});

test("every route declares what the table says", async () => {
  for (const [route, access] of await routesOf()) {
    const rule = whoMay[route];
    expect([route, Reflect.get(access, "apiKey")]).toEqual([route, rule && [rule.scope]]);
    expect([route, "session" in access]).toEqual([route, rule?.roles !== undefined]);
  }
});

test("a route that sessions may use names their workspace, so that removal and workspace are looked at", () => {
  const homeless = Object.entries(whoMay).filter(([route, rule]) => rule.roles && !route.includes("/:ws"));
  expect(homeless).toEqual([]);
});

/** The status and code, by the second server of the two. */
async function ask(client: Client, route: string, workspace = "acme") {
  const [method = ""] = route.split(" ");
  const { status, body } = await client.request(method, pathOf(route, workspace));
  return { status, code: codeOf(body) };
}

/** SCIM has no codes of ours: what it is told by there is the sentence. */
function codeOf(body: unknown): unknown {
  const { code, detail, status } = Object(body);
  if (code !== undefined) return code;
  if (detail === refusals["workspace-not-found"].sentence) return "workspace-not-found";
  return status === "403" ? "forbidden" : undefined;
}

const notThere = { status: 404, code: "workspace-not-found" };
const forbidden = { status: 403, code: "forbidden" };

const isLetThrough = ({ status, code }: { status: number; code: unknown }) =>
  status !== 401 && status !== 403 && code !== "workspace-not-found";

describe.each(Object.entries(whoMay))("%s", (route, { scope, roles: allowed = [], bound: boundTo }: Rule) => {
  const namesWorkspace = route.includes("/:ws");

  test("is closed to whoever has no credentials that count", async () => {
    for (const [who, token] of Object.entries(refused)) {
      expect([who, (await ask(second.client(token), route)).status]).toEqual([who, 401]);
    }
  });

  test("is not there for another workspace's session and key", async () => {
    expect(await ask(foreignSession, route)).toEqual(namesWorkspace ? notThere : forbidden);
    if (namesWorkspace) expect(await ask(foreignKey, route)).toEqual(notThere);
    expect(await ask(foreignSession, route, "nowhere")).toEqual(namesWorkspace ? notThere : forbidden);
  });

  test("lets the roles through that may, and no other", async () => {
    for (const role of roles) {
      const session = sessions.get(role) ?? removedSession;
      const answer = await ask(session, route);
      if (allowed.includes(role)) expect([role, answer, isLetThrough(answer)]).toEqual([role, answer, true]);
      else expect([role, answer]).toEqual([role, forbidden]);
    }
  });

  test("is closed to a member who was removed through another server", async () => {
    const answer = await ask(removedSession, route);
    // Where fields are missing, that is told first: nothing was read or done by then.
    expect([403, 422]).toContain(answer.status);
    if (route.startsWith("GET ")) expect(answer).toEqual(forbidden);
  });

  test("lets keys through that have its scope, and no other", async () => {
    for (const [missing, key] of lacking) {
      const answer = await ask(key, route);
      if (missing === scope) expect([missing, answer]).toEqual([missing, forbidden]);
      else expect([missing, answer, isLetThrough(answer)]).toEqual([missing, answer, true]);
    }
  });

  test("keeps a key that is bound to a workspace to that", async () => {
    const key = bound.get(scope) ?? foreignKey;
    const answer = await ask(key, route);
    if (namesWorkspace || boundTo) expect([answer, isLetThrough(answer)]).toEqual([answer, true]);
    else expect(answer).toEqual(forbidden);
  });
});

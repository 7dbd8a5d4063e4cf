import { memory } from "@seatbook/storage";
import { describe, expect, test } from "vitest";
import { apiKey, inPath, TestServer, tokenSecret, workspaceBody } from "./test/test-server.ts";

const app = "https://app.example.com";
const ws = "/v1/workspaces/acme";

const allowed = (headers: Headers) => headers.get("Access-Control-Allow-Origin");

test("a slash at the end of an address means nothing", async () => {
  const { operator } = new TestServer({});
  await operator.put(ws, workspaceBody);
  expect(await operator.get(`${ws}/`)).toEqual(await operator.get(ws));
});

describe("cross-origin requests", () => {
  const server = new TestServer({ origins: [app, "https://second.example"] });

  test("an allowed origin may read every answer, refusals too", async () => {
    await server.operator.put(ws, workspaceBody);
    for (const [token, path, status] of [
      [apiKey, ws, 200],
      [undefined, ws, 401],
      ["garbage", ws, 401],
      [apiKey, "/v1/workspaces/nowhere", 404],
      [apiKey, "/v1/nothing", 404],
      [apiKey, `${ws}/members?limit=0`, 422],
      [apiKey, `${ws}/members/%ZZ`, 400],
    ] as const) {
      const answer = await server.client(token).request("GET", path, { headers: { Origin: app } });
      expect([path, answer.status, allowed(answer.headers)]).toEqual([path, status, app]);
      expect(answer.headers.get("Access-Control-Expose-Headers")).toContain("ETag");
      expect(answer.headers.get("Vary")).toMatch(/\bOrigin\b/);
      expect(answer.headers.get("Access-Control-Allow-Credentials")).toBeNull();
    }
  });

  test("a body that is too large, and 304, can be read too", async () => {
    const headers = { Origin: app };
    const large = await server.operator.request("PUT", ws, { body: "x".repeat(2 << 20), headers });
    expect([large.status, allowed(large.headers)]).toEqual([413, app]);
    const { etag } = await server.operator.request("GET", ws, { headers });
    const unchanged = await server.operator.request("GET", ws, { headers: { ...headers, "If-None-Match": etag } });
    expect([unchanged.status, allowed(unchanged.headers)]).toEqual([304, app]);
  });

  test.each([
    "https://evil.example",
    "https://app.example.com.evil.example",
    "http://app.example.com",
    "null",
    `${app}/`,
  ])("the origin %s may not", async (origin) => {
    const answer = await server.operator.request("GET", ws, { headers: { Origin: origin } });
    expect([answer.status, allowed(answer.headers)]).toEqual([200, null]);
    expect(answer.headers.get("Vary")).toMatch(/\bOrigin\b/);
    const preflight = await server.request("OPTIONS", ws, {
      headers: { Origin: origin, "Access-Control-Request-Method": "PUT" },
    });
    expect(allowed(preflight.headers)).toBeNull();
  });

  test.each(["GET", "PUT", "POST", "DELETE"])(
    "a preflight of %s needs no token and names what may be sent",
    async (method) => {
      const answer = await server.request("OPTIONS", `${ws}/members/m1`, {
        headers: {
          Origin: app,
          "Access-Control-Request-Method": method,
          "Access-Control-Request-Headers": "authorization,content-type,idempotency-key,if-match,if-none-match",
        },
      });
      expect([answer.status, answer.text, allowed(answer.headers)]).toEqual([204, "", app]);
      const list = (name: string) => (answer.headers.get(name) ?? "").toLowerCase().split(/,\s*/);
      expect(list("Access-Control-Allow-Methods")).toContain(method.toLowerCase());
      expect(list("Access-Control-Allow-Headers")).toEqual(
        expect.arrayContaining(["authorization", "content-type", "idempotency-key", "if-match", "if-none-match"]),
      );
      expect(answer.headers.get("Vary")).toMatch(/\bOrigin\b/);
    },
  );
});

describe("headers", () => {
  test("answers are private, of the type they say, and carry their request's id", async () => {
    const server = new TestServer();
    await server.operator.put(ws, workspaceBody);
    for (const path of [ws, "/v1/workspaces", `${ws}/months/2026-11/licenses.csv`, `${ws}/teams/none`]) {
      const { headers } = await server.operator.request("GET", path);
      expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(headers.get("X-Request-Id")).toMatch(/^request-\d+$/);
      expect(headers.get("Cache-Control")).toMatch(/private|no-store/);
      expect(headers.get("Vary")).toMatch(/\bAuthorization\b/);
    }
    const { headers } = await server.request("GET", ws);
    expect(headers.get("WWW-Authenticate")).toMatch(/^Bearer\b/);
  });
});

describe("the log", () => {
  test("names no id, address, token or key, whatever is asked and however it ends", async () => {
    const secrets = [
      "ana.berg@acme.example",
      "Ana Berg",
      "bo@acme.example",
      "Secret Team",
      "idem-key-1",
      apiKey,
      "garbage-token",
    ];
    const server = new TestServer();
    const { operator } = server;
    const [ana = ""] = secrets;
    const at = `/v1/workspaces/${inPath(ana)}`;
    await operator.put(at, { ...workspaceBody, name: "Ana Berg", mailbox: [ana] });
    await operator.put(
      `${at}/teams/${inPath("Secret Team")}`,
      { name: "Secret Team" },
      { "Idempotency-Key": "idem-key-1" },
    );
    await operator.put(`${at}/members/${inPath(ana)}`, { name: "Ana Berg", email: ana, teams: ["Secret Team"] });
    const session = await server.session(ana, "admin", ana);
    secrets.push(session.token ?? "");
    await session.get(`${at}/members?query=${inPath(ana)}&team=${inPath("Secret Team")}`);
    await session.get(`${at}/members/${inPath(ana)}`);
    await session.refused("GET", `${at}/members/${inPath("bo@acme.example")}`);
    await session.refused("GET", `/v1/workspaces/${inPath("bo@acme.example")}`);
    await server.client("garbage-token").refused("GET", `${at}/members/${inPath(ana)}?token=${apiKey}`);
    await operator.refused("PUT", `${at}/members/${inPath(ana)}`, { body: { name: "Ana Berg", email: "Ana Berg" } });
    await operator.refused("POST", `/v1/${inPath(ana)}`, { body: "{Ana Berg" });
    await server.request("GET", `/${inPath(ana)}`);
    await session.post(`${at}/teams/${inPath("Secret Team")}/archive`);

    const lines = server.log.map((entry) => JSON.stringify(entry));
    expect(lines).toHaveLength(13);
    for (const line of lines) {
      for (const secret of secrets) {
        expect(line).not.toContain(secret);
        expect(line).not.toContain(inPath(secret));
      }
    }
    expect(server.log[4]).toEqual({
      level: "info",
      requestId: "request-5",
      method: "GET",
      route: "/v1/workspaces/:ws/members",
      status: 200,
      durationMs: 0,
    });
  });

  test("of an unforeseen error says where, and not what was read", async () => {
    const driver = memory();
    const server = new TestServer({ driver });
    await server.operator.put(ws, workspaceBody);
    const broken = new TestServer({
      driver: {
        ...driver,
        getItem: () => {
          throw new TypeError(`cannot read ana@acme.example ${apiKey}\nsecond line ana@acme.example`);
        },
      },
    });
    const response = await broken.app.request(ws, { headers: { Authorization: `Bearer ${apiKey}` } });
    const body = await response.text();
    expect([response.status, JSON.parse(body)]).toMatchObject([500, { code: "internal-error" }]);
    expect(body).not.toContain("ana@acme.example");
    const [entry] = broken.log;
    expect(entry).toMatchObject({ level: "error", status: 500, error: expect.stringMatching(/^TypeError\n {4}at /) });
    expect(JSON.stringify(entry)).not.toContain("acme");
    // The store answers again, and so does the server.
    expect((await server.operator.request("GET", ws)).status).toBe(200);
  });

  test("without keys the operator's routes are closed, with several each opens them", async () => {
    const closed = new TestServer({ apiKeys: [] });
    for (const token of ["", apiKey, "undefined", "null"]) {
      expect((await closed.client(token).refused("GET", "/v1/workspaces")).status).toBe(401);
    }
    const several = new TestServer({ apiKeys: [apiKey, `${apiKey}-2`], tokenSecret });
    for (const token of [apiKey, `${apiKey}-2`]) await several.client(token).get("/v1/workspaces");
    for (const token of [`${apiKey}-3`, apiKey.slice(1), apiKey.toUpperCase(), `${apiKey},${apiKey}-2`]) {
      expect((await several.client(token).refused("GET", "/v1/workspaces")).status).toBe(401);
    }
  });
});

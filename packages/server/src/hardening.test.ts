import { connect } from "node:net";
import { Hono } from "hono";
import { memory } from "@seatbook/storage";
import { describe, expect, test, vi } from "vitest";
import type { NewApiKey } from "./contract/types.ts";
import { listen } from "./listen.ts";
import type { OpenApiDocument } from "./openapi/document-types.ts";
import { attachment } from "./send.ts";
import { apiKey, billedBody, inPath, sellerSetup, TestServer, workspaceBody } from "./test/test-server.ts";
import { toWidgetsBundle } from "./widgets-bundle.ts";

const ws = "/v1/workspaces/acme";
const page = "https://app.example.com";

describe("security headers", () => {
  test("are on every answer: found, refused, not there, not changed, and outside of the API", async () => {
    const server = new TestServer();
    const { operator } = server;
    await operator.put(ws, workspaceBody);
    const { etag } = await operator.request("GET", ws);
    const unchanged = await operator.request("GET", ws, { headers: { "If-None-Match": etag } });
    expect(unchanged.status).toBe(304);
    const answers = [
      unchanged,
      await operator.request("GET", ws),
      await operator.request("GET", `${ws}/months/2026-11/licenses.csv`),
      await operator.request("PUT", ws, { body: "{" }),
      await server.request("GET", ws),
      await server.request("GET", "/nothing"),
      await server.request("GET", "/healthz"),
      await operator.request("GET", "/metrics"),
      await server.request("GET", "/openapi.json"),
    ];
    for (const { headers } of answers) {
      expect(Object.fromEntries(headers)).toMatchObject({
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
        "cross-origin-resource-policy": "same-origin",
      });
    }
  });

  test.each(["/docs", "/docs/style.css", "/docs/script.js", "/mailbox/confirm?token=x"])(
    "are on the page or part of one at %s, with a policy of its own that lets nothing foreign in",
    async (path) => {
      const { headers } = await new TestServer().app.request(path);
      expect(Object.fromEntries(headers)).toMatchObject({
        "x-content-type-options": "nosniff",
        "content-security-policy": expect.stringMatching(/^default-src 'none';.* frame-ancestors 'none'$/),
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
      });
      expect(headers.get("Content-Security-Policy")).not.toMatch(/\*|https?:|unsafe/);
    },
  );

  test("let any page load the widgets", async () => {
    const server = new TestServer({ widgets: await toWidgetsBundle({ "widgets.js": Buffer.from("export {};") }) });
    const found = await server.request("GET", "/widgets.js");
    const unchanged = await server.request("GET", "/widgets.js", { headers: { "If-None-Match": found.etag } });
    expect([found.status, unchanged.status]).toEqual([200, 304]);
    for (const { headers } of [found, unchanged]) {
      expect(headers.get("Cross-Origin-Resource-Policy")).toBe("cross-origin");
      expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
    }
  });
});

describe("the name of a file to save", () => {
  test.each([
    ["licenses-2026-11.csv", "licenses-2026-11.csv"],
    ['a"; filename="b.html', "a-filename-b.html"],
    ["a\r\nSet-Cookie: b=1", "a-Set-Cookie-b-1"],
    ["Grüße;€\u0000\u2028.pdf", "Gr-e-.pdf"],
    ["..\\..//x%22", "..-..-x-22"],
  ])("%j is sent as %j", (name, sent) => {
    const header = attachment(name);
    expect(header).toEqual({ "Content-Disposition": `attachment; filename="${sent}"` });
    expect(() => new Headers(header)).not.toThrow();
  });

  test("has nothing of an id or a name, at any route", async () => {
    const strange = 'Ü"; filename="x.html\'€%0d%0a';
    const server = new TestServer({ seller: sellerSetup, now: "2026-11-01T09:00:00Z" });
    const { operator } = server;
    const path = `/v1/workspaces/${inPath(strange)}`;
    const { customer } = billedBody;
    const body = {
      ...workspaceBody,
      ...billedBody,
      licenseModel: "team",
      name: strange,
      customer: { ...customer, name: strange },
    };
    await operator.put(path, body);
    await operator.put(`${path}/teams/${inPath(strange)}`, { name: strange });
    server.at("2026-12-02T09:00:00Z");
    await operator.post(`${path}/months/2026-11/close`);
    await server.idle();
    const [invoice] = (await operator.get<{ items: { number: string }[] }>(`${path}/invoices`)).items;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is what openApiDocument made
    const { paths } = (await server.request("GET", "/openapi.json")).body as OpenApiDocument;
    const files = Object.entries(paths).filter(([, { get }]) =>
      Object.values(get?.responses ?? {}).some(
        (answer) => "headers" in answer && answer.headers?.["Content-Disposition"],
      ),
    );
    expect(files.length).toBeGreaterThanOrEqual(5);
    for (const [template] of files) {
      const asked = template
        .replace("/v1/workspaces/{ws}", path)
        .replace("{month}", "2026-11")
        .replace("{number}", invoice?.number ?? "");
      // One route after the other.
      const { status, headers } = await operator.request("GET", asked);
      expect([template, status]).toEqual([template, 200]);
      expect(headers.get("Content-Disposition"), template).toMatch(/^attachment; filename="[\w.-]+"$/);
    }
  });
});

describe("origins", () => {
  test.each([
    "null",
    "https://app.example.com:8443",
    "https://app.example.com.evil.example",
    "https://evil-app.example.com",
    "https://app.example.comx",
    "https://evil.example/https://app.example.com",
    "https://APP.example.com",
    "https://app.example.com/",
    "http://app.example.com",
    "https://app.example.com,https://evil.example",
    "*",
    "",
  ])("that are not exactly as configured may read nothing, as %j", async (origin) => {
    const server = new TestServer({ origins: [page] });
    await server.operator.put(ws, workspaceBody);
    for (const method of ["GET", "OPTIONS"]) {
      const headers = { Origin: origin, "Access-Control-Request-Method": "GET" };
      const answer = await server.operator.request(method, ws, { headers });
      expect(answer.headers.get("Access-Control-Allow-Origin")).toBeNull();
      expect(answer.headers.get("Access-Control-Allow-Credentials")).toBeNull();
    }
  });
});

/** The operator of a server with a workspace. */
async function open() {
  const server = new TestServer();
  await server.operator.put(ws, workspaceBody);
  return server.operator;
}

describe("what is too large, too deep or too much", () => {
  test.each([
    ["lists in lists", "[".repeat(400_000) + "]".repeat(400_000)],
    ["objects in objects", `${'{"name":'.repeat(100_000)}1${"}".repeat(100_000)}`],
    ["lists in a field", `{"name":${"[".repeat(400_000)}${"]".repeat(400_000)}}`],
    ["lists that do not end", "[".repeat(900_000)],
    ["many fields", `{${Array.from({ length: 60_000 }, (_, index) => `"f${index}":1`).join(",")}}`],
  ])("%s are refused in less than two seconds", async (_, body) => {
    const operator = await open();
    const startedAt = performance.now();
    const { status } = await operator.refused("PUT", `${ws}/teams/t1`, { body });
    expect([400, 422]).toContain(status);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  test("of two fields of one name the last one counts, and __proto__ is a field like any other", async () => {
    const operator = await open();
    const body = '{"name":"One","name":"Two"}';
    expect((await operator.request("PUT", `${ws}/teams/t1`, { body })).body).toMatchObject({ name: "Two" });
    const proto = '{"name":"One","__proto__":{"isAdmin":true}}';
    expect(await operator.refused("PUT", `${ws}/teams/t1`, { body: proto })).toMatchObject({ status: 422 });
    expect(Object.hasOwn(Object.prototype, "isAdmin")).toBe(false);
  });

  test("addresses and parameters", async () => {
    const operator = await open();
    expect(await operator.refused("GET", `${ws}/members?query=${"x".repeat(20_000)}`)).toMatchObject({
      status: 414,
      code: "address-too-long",
    });
    expect(await operator.refused("GET", `${ws}/members?${"a=1&".repeat(60)}`)).toMatchObject({ status: 400 });
  });
});

/** What a server answers to raw bytes, until it ends the connection. */
async function raw(url: string, bytes: string): Promise<{ text: string; ms: number }> {
  const startedAt = performance.now();
  const { port, hostname } = new URL(url);
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.on("data", (chunk) => (text += chunk.toString()));
    socket.on("error", reject);
    socket.on("close", () => resolve({ text, ms: performance.now() - startedAt }));
  });
}

describe("on a connection", () => {
  const { fetch } = new Hono()
    .post("/", async (c) => c.text(await c.req.text()))
    // A body that was cut off.
    .onError((_, c) => c.text("", 400));
  const limits = { headersTimeout: 300, requestTimeout: 600, connectionsCheckingInterval: 50 };

  test("whoever does not end the headers, or the body, is cut off with 408", async () => {
    const { url, close } = await listen(fetch, 0, "127.0.0.1", limits);
    const headers = await raw(url, "POST / HTTP/1.1\r\nHost: a\r\nX-Slow: ");
    expect(headers.text).toMatch(/^HTTP\/1\.1 408 /);
    expect(headers.ms).toBeLessThan(3_000);
    const body = await raw(url, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nslow");
    expect(body.text).toMatch(/^HTTP\/1\.1 408 /);
    expect(body.ms).toBeLessThan(3_000);
    await close();
  });

  test("headers without end get 431", async () => {
    const { url, close } = await listen(fetch, 0, "127.0.0.1", limits);
    expect((await raw(url, `GET / HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(40_000)}\r\n\r\n`)).text).toMatch(
      /^HTTP\/1\.1 431 /,
    );
    await close();
  });
});

describe("a body that does not come to its end", () => {
  test.each([
    ["POST", "/mailbox/confirm", "application/x-www-form-urlencoded"],
    ["PUT", `${ws}/members/ana`, "application/json"],
    ["PUT", `${ws}/directory`, "application/json"],
    ["POST", `${ws}/teams/design/archive`, "application/json"],
    ["POST", `${ws}/scim/v2/Users`, "application/scim+json"],
    ["POST", "/v1/sessions", "text/plain"],
  ])("is no fault of the server: %s %s", async (method, path, type) => {
    const server = new TestServer();
    await server.operator.put(ws, workspaceBody);
    server.log.length = 0;
    const { url, close } = await listen(server.app.fetch, 0, "127.0.0.1");
    for (const length of ["Content-Length: 500\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n5\r\n{"]) {
      const { hostname, port } = new URL(url);
      const socket = connect(Number(port), hostname);
      const head = `${method} ${path} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${apiKey}\r\nContent-Type: ${type}\r\n`;
      socket.end(head + length);
    }
    await vi.waitFor(() => expect(server.log).toHaveLength(2));
    for (const entry of server.log)
      expect(entry).toMatchObject({ level: "info", status: 408, code: "request-abandoned" });
    await close();
  });
});

describe("GET …/access/:member", () => {
  const path = `${ws}/access/ana`;

  test("keeps its tag while other things change, and a removal through another server is seen at once", async () => {
    const driver = memory();
    const [server, second] = [new TestServer({ driver }), new TestServer({ driver })];
    const { operator } = server;
    await operator.put(ws, workspaceBody);
    await operator.put(`${ws}/members/ana`, { name: "Ana", email: "ana@acme.example" });
    const { key } = await operator.post<NewApiKey>("/v1/api-keys", { name: "Host", scopes: ["read"] });
    const { etag, body } = await operator.request("GET", path);
    expect(body).toEqual({ access: true });
    await operator.put(`${ws}/members/bo`, { name: "Bo", email: "bo@acme.example" });
    server.at("2026-12-01T00:00:00Z");
    second.at("2026-12-01T00:00:00Z");
    const headers = { "If-None-Match": etag };
    for (const client of [second.operator, second.client(key)]) {
      expect(await client.request("GET", path, { headers })).toMatchObject({ status: 304, text: "", etag });
    }
    await operator.delete(`${ws}/members/ana`);
    for (const client of [second.operator, second.client(key), operator]) {
      expect(await client.request("GET", path, { headers })).toMatchObject({ status: 200, body: { access: false } });
    }
    await second.operator.post(`${ws}/members/ana/restore`);
    expect(await operator.request("GET", path, { headers })).toMatchObject({ status: 304 });
  });
});

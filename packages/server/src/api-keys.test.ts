import { memory } from "@seatbook/storage";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isKey, makeKey } from "./api-keys/key-text.ts";
import { covers, type Grant, scopes } from "./api-keys/scopes.ts";
import type { ApiKey, AuditEntry, NewApiKey, Session } from "./contract/types.ts";
import { type Client, inPath, TestServer, workspaceBody } from "./test/test-server.ts";

const ws = "/v1/workspaces/acme";
const other = "/v1/workspaces/globex";

type Wanted = Partial<Pick<ApiKey, "name" | "scopes" | "workspace" | "expiresAt">>;

async function twoWorkspaces(options: ConstructorParameters<typeof TestServer>[0] = {}) {
  const server = new TestServer(options);
  for (const path of [ws, other]) {
    await server.operator.put(path, workspaceBody);
    await server.operator.put(`${path}/members/ana`, { name: "Ana", email: "ana@acme.example" });
  }
  return server;
}

const make = (by: Client, wanted: Wanted = {}) =>
  by.post<NewApiKey>("/v1/api-keys", { name: "Host", scopes: ["read", "write", "billing"], ...wanted });

const digest = /[0-9a-f]{64}/;

const random = (bytes: number) => fc.uint8Array({ minLength: bytes, maxLength: bytes });

const isWithin = (inner: Grant, outer: Grant) =>
  inner.scopes.every((scope) => outer.scopes.includes(scope)) &&
  (outer.workspace ?? inner.workspace) === inner.workspace &&
  (inner.expiresAt ?? Infinity) <= (outer.expiresAt ?? Infinity);

/** A key with every scope in one workspace. */
async function bound() {
  const server = await twoWorkspaces();
  const { key, id } = await make(server.operator, { scopes: [...scopes], workspace: "acme" });
  return { server, id, client: server.client(key) };
}

describe("the text of an API key", () => {
  test("can be told from other texts, and every key from every other", () => {
    fc.assert(
      fc.property(random(32), random(32), (one, two) => {
        const key = makeKey(() => one);
        expect(key).toMatch(/^sbk_[0-9A-Za-z]{49}$/);
        expect(isKey(key)).toBe(true);
        expect(key === makeKey(() => two)).toBe(Buffer.from(one).equals(Buffer.from(two)));
      }),
    );
  });

  test("with a character changed, left out or swapped with the next is none", () => {
    fc.assert(
      fc.property(random(32), fc.nat(52), fc.constantFrom("0", "a", "Z", "_", "-", " "), (bytes, at, character) => {
        const key = makeKey(() => bytes);
        const changed = key.slice(0, at) + character + key.slice(at + 1);
        const swapped = key.slice(0, at) + key.slice(at + 1, at + 2) + key.charAt(at) + key.slice(at + 2);
        expect(isKey(changed)).toBe(changed === key);
        expect(isKey(swapped)).toBe(swapped === key);
        expect(isKey(key.slice(0, at) + key.slice(at + 1))).toBe(false);
      }),
    );
  });
});

describe("API keys", () => {
  test("are told once, listed without their text, and kept as a hash", async () => {
    const data = new Map<string, string>();
    const server = await twoWorkspaces({ driver: memory({ data }) });
    const { key, ...made } = await make(server.operator, { name: "Host's backend", expiresAt: "2027-01-01T00:00:00Z" });
    expect(made).toEqual({
      id: expect.stringMatching(/^key_\w{13}$/),
      name: "Host's backend",
      scopes: ["read", "write", "billing"],
      createdAt: "2026-11-01T09:00:00.000Z",
      createdBy: { type: "operator", via: "api", request: expect.stringMatching(/^request-\d+$/) },
      expiresAt: "2027-01-01T00:00:00.000Z",
    });
    expect(await server.operator.get("/v1/api-keys")).toEqual({ items: [made], total: 1 });
    const stored = [...data].flat().join("\n");
    expect(stored).not.toContain(key.slice(4, 20));
    expect(stored).toMatch(digest);
  });

  test("show the last day on which they were used, noted once a day", async () => {
    const data = new Map<string, string>();
    const server = await twoWorkspaces({ driver: memory({ data }) });
    const { key } = await make(server.operator);
    const used = server.client(key);
    for (const day of ["2026-11-03", "2026-11-04"]) {
      server.at(`${day}T23:59:59Z`);
      for (let request = 0; request < 3; request++) await used.get(ws);
      expect(await server.operator.get("/v1/api-keys")).toMatchObject({ items: [{ lastUsedOn: day }] });
    }
    expect([...data.keys()].filter((name) => name.startsWith("api-keys:"))).toHaveLength(3);
  });

  test.each([
    [["read"], "GET", ws, undefined],
    [["write"], "PUT", `${ws}/teams/design`, { name: "Design" }],
    [["billing"], "PUT", ws, workspaceBody],
    [["keys"], "GET", "/v1/api-keys", undefined],
  ] as const)("with the scopes %j alone may %s %s", async ([scope], method, path, body) => {
    const server = await twoWorkspaces();
    for (const each of scopes) {
      const { key } = await make(server.operator, { scopes: [each] });
      const { status } = await server.client(key).request(method, path, { body });
      expect([each, status]).toEqual([each, each === scope ? 200 : 403]);
    }
  });

  test("that lack a scope say which", async () => {
    const server = await twoWorkspaces();
    const { key } = await make(server.operator, { scopes: ["read"] });
    const { detail } = await server.client(key).refused("PUT", `${ws}/teams/design`, { body: { name: "Design" } });
    expect(detail).toBe('This API key lacks the scope "write".');
  });

  test("show what they may do in what they read, and not what another may", async () => {
    const server = await twoWorkspaces();
    const [all, reading] = await Promise.all([make(server.operator), make(server.operator, { scopes: ["read"] })]);
    const known = await server.client(all.key).request("GET", ws);
    expect(known.body).toMatchObject({ permissions: expect.arrayContaining(["members.remove"]) });
    const answer = await server.client(reading.key).request("GET", ws, { headers: { "If-None-Match": known.etag } });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      permissions: ["members.read", "teams.read", "billing.read", "licenses.export"],
    });
  });

  test("revoked, expired or not of this server are refused, on every server at once", async () => {
    const driver = memory();
    const server = await twoWorkspaces({ driver });
    const second = new TestServer({ driver });
    const revoked = await make(server.operator);
    const expiring = await make(server.operator, { expiresAt: "2026-11-01T10:00:00Z" });
    await second.client(revoked.key).get(ws);
    await server.operator.delete(`/v1/api-keys/${revoked.id}`);
    expect(await second.client(revoked.key).refused("GET", ws)).toMatchObject({
      status: 401,
      code: "token-invalid",
      detail: "This API key was revoked.",
    });
    await second.client(expiring.key).get(ws);
    second.at("2026-11-01T10:00:00Z");
    expect(await second.client(expiring.key).refused("GET", ws)).toMatchObject({ status: 401, code: "token-stale" });
    const foreign = await make(new TestServer().operator);
    for (const key of [foreign.key, foreign.key.slice(0, -1), "sbk_", `${revoked.key}0`]) {
      expect(await second.client(key).refused("GET", ws)).toMatchObject({ status: 401, code: "token-invalid" });
    }
    expect(await server.operator.get("/v1/api-keys")).toMatchObject({
      items: [{ id: expiring.id }, { id: revoked.id, revokedAt: "2026-11-01T09:00:00.000Z" }],
    });
  });

  test("are rotated with an overlap, and twice within it", async () => {
    const server = await twoWorkspaces();
    const { operator } = server;
    const { id, key: first } = await make(operator);
    const works = async (key: string) => (await server.client(key).request("GET", ws)).status === 200;
    const second = await operator.post<NewApiKey>(`/v1/api-keys/${id}/rotate`, { overlapHours: 2 });
    expect(second).toMatchObject({ id, overlapUntil: "2026-11-01T11:00:00.000Z" });
    const third = await operator.post<NewApiKey>(`/v1/api-keys/${id}/rotate`);
    expect(third).toMatchObject({ id, overlapUntil: "2026-11-02T09:00:00.000Z" });
    const all = [first, second.key, third.key];
    expect(await Promise.all(all.map(works))).toEqual([true, true, true]);
    server.at("2026-11-01T11:00:00Z");
    expect(await Promise.all(all.map(works))).toEqual([false, true, true]);
    expect(await server.client(first).refused("GET", ws)).toMatchObject({ status: 401, code: "token-stale" });
    const fourth = await operator.post<NewApiKey>(`/v1/api-keys/${id}/rotate`, { overlapHours: 0 });
    expect(await Promise.all([...all, fourth.key].map(works))).toEqual([false, false, false, true]);
    await operator.delete(`/v1/api-keys/${id}`);
    expect(await operator.refused("POST", `/v1/api-keys/${id}/rotate`)).toMatchObject({ code: "api-key-revoked" });
    expect(await works(fourth.key)).toBe(false);
  });

  test("rotated at once, as after a leak, end the sessions that they have made, and otherwise they go on", async () => {
    const server = await twoWorkspaces();
    const { id, key } = await make(server.operator);
    const session = async (by: string) => {
      const wanted = { workspace: "acme", member: "host", role: "viewer" };
      const { token } = await server.client(by).post<Session>("/v1/sessions", wanted);
      return server.client(token);
    };
    const first = await session(key);
    server.now += 1_000;
    const second = await server.operator.post<NewApiKey>(`/v1/api-keys/${id}/rotate`, { overlapHours: 1 });
    await first.get(ws);
    server.now += 1_000;
    const third = await server.operator.post<NewApiKey>(`/v1/api-keys/${id}/rotate`, { overlapHours: 0 });
    expect(await first.refused("GET", ws)).toMatchObject({ status: 401, code: "token-stale" });
    expect(await server.client(second.key).refused("GET", ws)).toMatchObject({ status: 401 });
    await (await session(third.key)).get(ws);
  });

  test("are made once for an idempotency key, and their text is not told again", async () => {
    const server = await twoWorkspaces();
    const body = { name: "Host", scopes: ["read"] };
    const headers = { "Idempotency-Key": "once" };
    const { id, key } = await server.operator.post<NewApiKey>("/v1/api-keys", body, headers);
    const refused = await server.operator.request("POST", "/v1/api-keys", { body, headers });
    expect(refused).toMatchObject({ status: 409, body: { code: "api-key-told-once" } });
    expect(refused.text).toContain(id);
    expect(refused.text).not.toContain(key);
    expect(await server.operator.get("/v1/api-keys")).toMatchObject({ total: 1 });
  });

  test("keep who made and ended them, and which key that was", async () => {
    const server = await twoWorkspaces();
    const parent = await make(server.operator, { scopes: [...scopes] });
    const child = await make(server.client(parent.key), { scopes: ["read"] });
    const { items } = await server.operator.get<{ items: ApiKey[] }>("/v1/api-keys");
    const author = { type: "operator", key: { id: parent.id, name: "Host" } };
    expect(items.find(({ id }) => id === child.id)?.createdBy).toMatchObject(author);
    await server.client(parent.key).post(`/v1/api-keys/${child.id}/rotate`, { overlapHours: 1 });
    await server.client(child.key).get(ws);
    await server.operator.delete(`/v1/api-keys/${child.id}`);
    const history = await server.operator.request("GET", `/v1/api-keys/${child.id}/events`);
    expect(history.body).toMatchObject({
      items: [
        { by: author, events: [{ type: "ApiKeyCreated", name: "Host", scopes: ["read"] }] },
        { by: author, events: [{ type: "ApiKeyRotated", overlapUntil: "2026-11-01T10:00:00.000Z" }] },
        { by: { type: "operator", via: "api" }, events: [{ type: "ApiKeyRevoked" }] },
      ],
    });
    expect(history.text).not.toContain("digest");
    expect(await server.operator.refused("GET", "/v1/api-keys/key_none/events")).toMatchObject({
      status: 404,
      code: "api-key-not-found",
    });
  });

  test.each([
    [{ name: "" }, "name"],
    [{ scopes: [] }, "scopes"],
    [{ scopes: ["read", "read"] }, "scopes"],
    [{ scopes: ["admin"] }, "scopes.0"],
    [{ expiresAt: "2026-11-01T09:00:00Z" }, "expiresAt"],
    [{ workspace: ".." }, "workspace"],
    [{ rights: "all" }, "rights"],
  ])("are not made of %j", async (wanted, field) => {
    const body = { name: "Host", scopes: ["read"], ...wanted };
    const { errors } = await new TestServer().operator.refused("POST", "/v1/api-keys", { body });
    expect(errors?.map((error) => error.field)).toEqual([field]);
  });
});

describe("an API key gives and changes only keys that may do no more than itself", () => {
  const grants = fc.record(
    {
      scopes: fc.subarray([...scopes], { minLength: 1 }),
      workspace: fc.constantFrom("acme", "globex"),
      expiresAt: fc.constantFrom(1, 2),
    },
    { requiredKeys: ["scopes"] },
  );

  test("so a chain of keys never leads to more", () => {
    fc.assert(
      fc.property(grants, grants, grants, (one, two, three) => {
        expect(covers(one, two)).toBe(isWithin(two, one));
        if (covers(one, two) && covers(two, three)) expect(covers(one, three)).toBe(true);
      }),
    );
  });

  test("neither makes, rotates nor revokes one", async () => {
    const server = await twoWorkspaces();
    const strong = await make(server.operator);
    const expiring = { scopes: ["keys", "read"] as const, expiresAt: "2026-12-01T00:00:00Z" };
    const weak = server.client((await make(server.operator, { ...expiring, scopes: [...expiring.scopes] })).key);
    for (const wanted of [
      { scopes: ["write"], expiresAt: "2026-12-01T00:00:00Z" },
      { scopes: ["read"] },
      { scopes: ["read"], expiresAt: "2026-12-01T00:00:01Z" },
    ]) {
      const body = { name: "More", ...wanted };
      expect(await weak.refused("POST", "/v1/api-keys", { body })).toMatchObject({ status: 403, code: "forbidden" });
    }
    expect(await weak.refused("POST", `/v1/api-keys/${strong.id}/rotate`)).toMatchObject({ status: 403 });
    expect(await weak.refused("DELETE", `/v1/api-keys/${strong.id}`)).toMatchObject({ status: 403 });
    await server.client(strong.key).get(ws);
    await make(weak, { scopes: ["read"], expiresAt: "2026-12-01T00:00:00Z" });
  });
});

describe("a key that is bound to a workspace", () => {
  test("works there, and to it no other is there", async () => {
    const { client } = await bound();
    await client.put(`${ws}/members/bo`, { name: "Bo", email: "bo@acme.example" });
    expect(await client.get("/v1/workspaces")).toMatchObject({ items: [{ id: "acme" }], total: 1 });
    const foreign = await client.request("GET", other);
    const absent = await client.request("GET", "/v1/workspaces/nowhere");
    expect([foreign.status, foreign.text]).toEqual([404, absent.text]);
    for (const [method, path, body] of [
      ["PUT", other, workspaceBody],
      ["PUT", "/v1/workspaces/new", workspaceBody],
      ["GET", `${other}/events`, undefined],
      ["GET", `${other}/access/ana`, undefined],
      ["POST", "/v1/sessions", { workspace: "globex", member: "ana", role: "viewer" }],
      ["POST", "/v1/invoices/2026-000001/cancel", { reason: "No" }],
    ] as const) {
      expect([method, path, (await client.request(method, path, { body })).status]).toEqual([method, path, 404]);
    }
    for (const [method, path] of [
      ["POST", "/v1/months/2026-10/close"],
      ["GET", "/v1/outbox"],
      ["GET", "/v1/pending"],
      ["POST", "/v1/pending/run"],
      ["GET", "/metrics"],
    ] as const) {
      expect([path, (await client.request(method, path)).status]).toEqual([path, 403]);
    }
  });

  test("knows of the keys of that workspace alone", async () => {
    const { server, id, client } = await bound();
    const elsewhere = await make(server.operator, { workspace: "globex" });
    const everywhere = await make(server.operator);
    expect(await client.get("/v1/api-keys")).toMatchObject({ items: [{ id }], total: 1 });
    for (const hidden of [elsewhere, everywhere]) {
      expect(await client.refused("DELETE", `/v1/api-keys/${hidden.id}`)).toMatchObject({ code: "api-key-not-found" });
    }
    expect(await client.refused("POST", "/v1/api-keys", { body: { name: "More", scopes: ["read"] } })).toMatchObject({
      status: 403,
    });
    await make(client, { workspace: "acme" });
  });
});

describe("sessions that a key makes", () => {
  const session = { workspace: "acme", member: "host" };

  test("may do no more than the key", async () => {
    const server = await twoWorkspaces();
    const may: Record<string, ApiKey["scopes"]> = {
      viewer: ["read"],
      billing: ["read", "billing"],
      admin: ["read", "write", "billing"],
    };
    for (const [role, needed] of Object.entries(may)) {
      for (const given of fc.sample(fc.subarray([...scopes], { minLength: 1 }), { numRuns: 30, seed: 1 })) {
        const { key } = await make(server.operator, { scopes: given });
        const { status } = await server.client(key).request("POST", "/v1/sessions", { body: { ...session, role } });
        expect([role, given, status]).toEqual([
          role,
          given,
          needed.every((scope) => given.includes(scope)) ? 200 : 403,
        ]);
      }
    }
  });

  test("end with it, on every server, and say which key it was", async () => {
    const driver = memory();
    const server = await twoWorkspaces({ driver });
    const second = new TestServer({ driver });
    const made = await make(server.operator);
    const body = { ...session, role: "admin" };
    const { token } = await server.client(made.key).post<Session>("/v1/sessions", body);
    await second.client(token).get(ws);
    await server.operator.delete(`/v1/api-keys/${made.id}`);
    expect(await second.client(token).refused("GET", ws)).toMatchObject({ status: 401, code: "token-invalid" });
    expect(await second.client(token).refused("GET", `/v1/workspaces/${inPath("nowhere")}`)).toMatchObject({
      status: 401,
    });
  });

  test("outlive a rotation of it", async () => {
    const server = await twoWorkspaces();
    const made = await make(server.operator);
    const { token } = await server.client(made.key).post<Session>("/v1/sessions", { ...session, role: "admin" });
    await server.operator.post(`/v1/api-keys/${made.id}/rotate`, { overlapHours: 0 });
    await server.client(token).get(ws);
  });
});

test("two keys that use one idempotency key do not meet", async () => {
  const server = await twoWorkspaces();
  const clients = [await make(server.operator), await make(server.operator)].map(({ key }) => server.client(key));
  for (const [index, client] of clients.entries()) {
    await client.put(`${ws}/teams/t${index}`, { name: "Team" }, { "Idempotency-Key": "1" });
  }
  const entries = await server.operator.all<AuditEntry>(`${ws}/events`);
  expect(
    entries.flatMap(({ events }) => events.map(({ type }) => type)).filter((type) => type === "TeamAdded"),
  ).toHaveLength(2);
});

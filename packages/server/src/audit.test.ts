import { memory } from "@seatbook/storage";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import type { AuditEntry, NewApiKey, Session } from "./contract/types.ts";
import { TestServer, workspaceBody } from "./test/test-server.ts";

const ws = "/v1/workspaces/acme";

async function opened() {
  const data = new Map<string, string>();
  const server = new TestServer({ driver: memory({ data }) });
  await server.operator.put(ws, workspaceBody);
  await server.operator.put(`${ws}/members/ana`, { name: "Ana", email: "ana@acme.example", role: "admin" });
  await server.operator.put(`${ws}/teams/design`, { name: "Design" });
  const key = await server.operator.post<NewApiKey>("/v1/api-keys", {
    name: "Host's backend",
    scopes: ["read", "write", "billing"],
  });
  return { data, server, key };
}

describe("the audit trail", () => {
  test("takes no id in an address for a way", async () => {
    const { server } = await opened();
    await server.operator.put(`${ws}/teams/scim`, { name: "Identity" });
    await server.operator.put("/v1/workspaces/scim", workspaceBody);
    const entries = await Promise.all(
      [ws, "/v1/workspaces/scim"].map(async (each) => (await server.operator.all<AuditEntry>(`${each}/events`)).at(-1)),
    );
    expect(entries.map((entry) => entry?.by.via)).toEqual(["api", "api"]);
  });

  test("says which key, which member, which way and which request, as the server's log has it", async () => {
    const { server, key } = await opened();
    const client = server.client(key.key);
    const put = await client.request("PUT", `${ws}/teams/sales`, { body: { name: "Sales" } });
    const { token } = await client.post<Session>("/v1/sessions", { workspace: "acme", member: "ana", role: "admin" });
    const archive = await server.client(token).request("POST", `${ws}/teams/sales/archive`);
    const bySeed = await server.session("acme", "admin", "ana");
    await bySeed.post(`${ws}/teams/sales/unarchive`);
    const entries = (await server.operator.all<AuditEntry>(`${ws}/events`)).slice(-3);
    const named = { id: key.id, name: "Host's backend" };
    expect(entries.map(({ by }) => by)).toEqual([
      { type: "operator", key: named, via: "api", request: put.headers.get("X-Request-Id") },
      {
        type: "member",
        id: "ana",
        name: "Ana",
        key: named,
        via: "session",
        request: archive.headers.get("X-Request-Id"),
      },
      { type: "member", id: "ana", name: "Ana", via: "session", request: expect.any(String) },
    ]);
    for (const { by } of entries) {
      expect(server.log.find(({ requestId }) => requestId === by.request)).toMatchObject({ status: 200 });
    }
  });

  test("has no addresses, and what counts and is closed does not know the way", async () => {
    const { data, server, key } = await opened();
    const client = server.client(key.key);
    await client.put(`${ws}/members/ana`, { name: "Ana", email: "ana@acme.example", teams: ["design"] });
    server.at("2026-12-02T09:00:00Z");
    await client.post(`${ws}/months/2026-11/close`);
    const closed = [...data.values()].find((value) => value.includes('"MonthClosed"')) ?? "";
    const { by, events } = v.parse(v.object({ by: v.looseObject({}), events: v.unknown() }), JSON.parse(closed));
    expect(by).toMatchObject({ key: key.id, via: "api" });
    expect(JSON.stringify(events)).not.toMatch(/"(?:via|request|key)"/);
    expect([...data.values()].join("\n")).not.toMatch(/"(?:ip|address|remoteAddress)":"\d/);
  });

  test("a retry with the same idempotency key is the same request, whatever its id and its address", async () => {
    const { server, key } = await opened();
    const headers = {
      Authorization: `Bearer ${key.key}`,
      "Idempotency-Key": "once",
      "Content-Type": "application/json",
    };
    const from = async (remoteAddress: string) => {
      const init = { method: "PUT", headers, body: JSON.stringify({ name: "Sales" }) };
      const response = await server.app.request(`${ws}/teams/sales`, init, { incoming: { socket: { remoteAddress } } });
      return [response.status, await response.text()];
    };
    const first = await from("192.0.2.1");
    expect(first[0]).toBe(200);
    expect(await from("198.51.100.2")).toEqual(first);
    await server.operator.post(`/v1/api-keys/${key.id}/rotate`, { overlapHours: 0 });
    expect((await from("192.0.2.1"))[0]).toBe(401);
  });
});

describe("the server's log", () => {
  test("has what was refused, with the key and the problem, and no credentials", async () => {
    const { server, key } = await opened();
    await server.operator.delete(`/v1/api-keys/${key.id}`);
    const reading = await server.operator.post<NewApiKey>("/v1/api-keys", { name: "Reads", scopes: ["read"] });
    server.log.length = 0;
    await server.client(undefined).refused("GET", ws);
    await server.client("guess").refused("GET", ws);
    await server.client(key.key).refused("GET", ws);
    await server.client(reading.key).refused("DELETE", `${ws}/members/ana`);
    expect(server.log).toMatchObject([
      { status: 401, code: "token-missing" },
      { status: 401, code: "token-invalid" },
      { status: 401, code: "token-invalid" },
      { status: 403, code: "forbidden", key: reading.id, route: "/v1/workspaces/:ws/members/:member" },
    ]);
    for (const secret of [key.key, reading.key, "guess", "ana"])
      expect(JSON.stringify(server.log)).not.toContain(secret);
  });
});

import { memory } from "@seatbook/storage";
import { describe, expect, test } from "vitest";
import { TestServer } from "./test/test-server.ts";

/** Servers on one store, the first of which tells what it asks the store for. */
async function twoServers() {
  const store = memory();
  const asked: string[] = [];
  const server = new TestServer({
    driver: {
      ...store,
      getItem: (key) => (asked.push("getItem"), store.getItem(key, {})),
      hasItem: (key) => (asked.push("hasItem"), store.hasItem(key, {})),
      createItem: (key, value) => (asked.push("createItem"), store.createItem(key, value)),
    },
  });
  await server.operator.put("/v1/workspaces/acme", {
    name: "Acme",
    contractStart: "2024-05-01",
    price: { currency: "EUR", unitMinor: 4900 },
  });
  await server.operator.put("/v1/workspaces/acme/teams/design", { name: "Design" });
  asked.length = 0;
  return { server, other: new TestServer({ driver: store }), asked };
}

describe("what a request asks the store for", () => {
  test("a command that nobody is in the way of: to create one key", async () => {
    const { server, asked } = await twoServers();
    await server.operator.post("/v1/workspaces/acme/teams/design/archive");
    expect(asked).toEqual(["createItem"]);
  });

  test("a read: whether there is one more record", async () => {
    const { server, asked } = await twoServers();
    await server.operator.get("/v1/workspaces/acme");
    expect(asked).toEqual(["getItem"]);
  });

  test("a command that changes nothing, or is refused: whether that still holds", async () => {
    const { server, asked } = await twoServers();
    await server.operator.put("/v1/workspaces/acme/teams/design", { name: "Design" });
    expect(asked).toEqual(["getItem"]);
    asked.length = 0;
    expect((await server.operator.request("POST", "/v1/workspaces/acme/teams/absent/archive")).status).toBe(404);
    expect(asked).toEqual(["getItem"]);
  });

  test("a command that is decided on a state that is old is decided again", async () => {
    const { server, other } = await twoServers();
    await other.operator.put("/v1/workspaces/acme/teams/sales", { name: "Sales" });
    await other.operator.put("/v1/workspaces/acme/members/ana", { name: "Ana", email: "ana@acme.example" });
    // Neither of both is known to this server yet.
    await server.operator.post("/v1/workspaces/acme/teams/sales/archive");
    await server.operator.put("/v1/workspaces/acme/members/bo", { name: "Bo", email: "bo@acme.example" });
    const { counts } = await other.operator.get<{ counts: object }>("/v1/workspaces/acme");
    expect(counts).toMatchObject({ members: 2, teams: 2, archivedTeams: 1 });
  });

  test("who was removed by another server has lost access at once", async () => {
    const { server, other } = await twoServers();
    await server.operator.put("/v1/workspaces/acme/members/ana", { name: "Ana", email: "ana@acme.example" });
    const ana = await server.session("acme", "admin", "ana");
    await other.operator.request("DELETE", "/v1/workspaces/acme/members/ana");
    expect((await ana.request("POST", "/v1/workspaces/acme/teams/design/archive")).status).toBe(403);
    const { counts } = await other.operator.get<{ counts: object }>("/v1/workspaces/acme");
    expect(counts).toMatchObject({ archivedTeams: 0 });
  });
});

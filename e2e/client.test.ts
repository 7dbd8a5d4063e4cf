// @seatbook/client as it is published, against a server that runs: over real connections, which break.
import { createServer, type IncomingMessage, request as ask, type Server, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { Worker } from "node:worker_threads";
import { createClient, type SeatbookClient } from "@seatbook/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ServerProcess } from "./support/process.ts";

const apiKey = "operator-key-0123456789-0123456789";

let server: ServerProcess;
let seatbook: SeatbookClient;

beforeAll(async () => {
  server = await ServerProcess.start("packages/server/src/cli.ts", [], {
    SEATBOOK_API_KEYS: apiKey,
    SEATBOOK_PORT: "0",
    SEATBOOK_STORAGE: "memory:",
  });
  seatbook = createClient({ url: server.url, apiKey });
});
afterAll(() => server.stop());

/** A new workspace, with one team of its own. */
async function create(id: string, client = seatbook) {
  const workspace = client.workspace(id);
  await workspace.putWorkspace({
    name: id,
    contractStart: "2024-05-01",
    licenseModel: "user",
    timeZone: "Europe/Berlin",
    price: { currency: "EUR", unitMinor: 4900 },
  });
  await workspace.putTeam("design", { name: "Design" });
  return workspace;
}

async function* people(count: number) {
  for (let index = 0; index < count; index += 1) {
    const id = `m${String(index).padStart(5, "0")}`;
    yield { id, name: `Ünal ${id}`, email: `${id}@acme.example`, teams: ["design"] };
  }
}

describe("over a connection", () => {
  test("a directory of 3,000 is streamed, and listed again page by page", async () => {
    const acme = await create("streamed");
    const { changes } = await acme.putDirectory({ teams: [{ id: "design", name: "Design" }], members: people(3000) });
    expect(changes.membersAdded).toHaveLength(3000);
    const ids: string[] = [];
    for await (const { id } of acme.listMembers({ limit: 200 })) ids.push(id);
    expect(ids).toEqual(changes.membersAdded.toSorted());
  });

  test("an id of any kind is one id", async () => {
    for (const id of ["a/b", "ü", "%2F", "a b?#&+"]) {
      const workspace = await create(id);
      await workspace.putMember(id, { name: "Ana", email: "ana@acme.example", teams: ["design"] });
      expect((await workspace.getMember(id)).id).toBe(id);
    }
  });

  test("a file is read while it comes in, and ends with the signal", async () => {
    const acme = await create("exported");
    await acme.putDirectory({ teams: [{ id: "design", name: "Design" }], members: people(2000) });
    const { currentMonth } = await acme.getWorkspace();
    const csv = await acme.downloadLicensesCsv(currentMonth.month);
    expect(csv.headers.get("Content-Disposition")).toContain(".csv");
    expect((await csv.text()).trim().split("\n")).toHaveLength(2001);
    const controller = new AbortController();
    const file = await acme.downloadLicensesXlsx(currentMonth.month, { signal: controller.signal });
    controller.abort(new Error("enough"));
    await expect(file.arrayBuffer()).rejects.toThrow("enough");
  });

  test("what has not changed is not sent again", async () => {
    const acme = await create("unchanged");
    const previous = await acme.listTeams().page().withResponse();
    const again = await acme.listTeams({ previous }).page().withResponse();
    expect([again.response.status, again.data]).toEqual([304, previous.data]);
  });

  test("a server that is not there is told as such", async () => {
    const nobody = createClient({ url: "http://127.0.0.1:9", apiKey, maxRetries: 0 });
    await expect(nobody.getHealth()).rejects.toMatchObject({ code: "connection-failed", status: 0 });
  });

  test("a worker has the client, too", async () => {
    const worker = new Worker(new URL("support/client-worker.ts", import.meta.url), { workerData: server.url });
    const [health] = await once(worker, "message");
    expect(health).toEqual({ status: "running" });
    await worker.terminate();
  });
});

describe("over a connection that breaks", () => {
  let proxy: Server;
  /** What becomes of the next requests: answered, or carried out with the answer lost. */
  let fate: ("lose" | "refuse")[] = [];
  let asked = 0;
  let breaking: SeatbookClient;

  beforeAll(async () => {
    proxy = createServer((request, response) => void pass(request, response));
    proxy.listen(0, "127.0.0.1");
    await once(proxy, "listening");
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
    const { port } = proxy.address() as AddressInfo;
    breaking = createClient({ url: `http://127.0.0.1:${port}`, apiKey });
  });
  afterAll(() => proxy.close());

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    asked += 1;
    const becomes = fate.shift();
    const body = await buffer(request);
    if (becomes === "refuse") return void response.destroy();
    const passed = ask(server.url + (request.url ?? ""), { method: request.method, headers: request.headers });
    passed.end(body);
    const [answer]: IncomingMessage[] = await once(passed, "response");
    if (!answer) return void response.destroy();
    const content = await buffer(answer);
    if (becomes === "lose") return void response.destroy();
    response.writeHead(answer.statusCode ?? 500, answer.headers).end(content);
  }

  test.each(["refuse", "lose"] as const)("a change takes effect once: %s", async (what) => {
    const id = `once-${what}`;
    const acme = await create(id);
    await acme.putMember("ana", { name: "Ana", email: "ana@acme.example", teams: ["design"] });
    const { etag } = await acme.getWorkspace().withResponse();
    [fate, asked] = [[what], 0];
    const member = { name: "Ana Silva", email: "ana@acme.example" };
    const changed = await breaking.workspace(id).putMember("ana", member, { ifMatch: etag });
    expect([changed.name, asked]).toEqual(["Ana Silva", 2]);
    [fate, asked] = [[what, what], 0];
    const archived = await breaking.workspace(id).archiveTeam("design");
    expect([archived.status, asked]).toEqual(["archived", 3]);
    const types: string[] = [];
    for await (const { events } of acme.listEvents()) types.push(...events.map(({ type }) => type));
    expect(types.filter((type) => type === "TeamArchived")).toHaveLength(1);
  });

  test("a list goes on where it was", async () => {
    const acme = await create("listed");
    await acme.putDirectory({ teams: [{ id: "design", name: "Design" }], members: people(30) });
    fate = [];
    const ids: string[] = [];
    for await (const { id } of breaking.workspace("listed").listMembers({ limit: 10 })) {
      ids.push(id);
      if (ids.length === 10) fate = ["lose"];
    }
    expect(ids).toHaveLength(30);
    expect(new Set(ids).size).toBe(30);
  });
});

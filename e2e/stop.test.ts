import { mkdtemp, rm } from "node:fs/promises";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ServerProcess } from "./support/process.ts";

const apiKey = "an-api-key-for-this-test-of-40-characters";
const clients = 64;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seatbook-stop-"));
});
afterAll(() => rm(folder, { recursive: true }));

const start = () =>
  ServerProcess.start("packages/server/src/cli.ts", [], {
    SEATBOOK_PORT: "0",
    SEATBOOK_STORAGE: `sqlite:${join(folder, "seatbook.db")}`,
    SEATBOOK_API_KEYS: apiKey,
    SEATBOOK_RATE_LIMITS: "off",
  });

/** What became of one request: its status, or the error of a client that got none. */
function send(agent: Agent, url: string, method: string, body?: object): Promise<number | string> {
  return new Promise((resolve) => {
    const headers = { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" };
    const sent = request(url, { agent, method, headers }, (response) => {
      response.on("end", () => resolve(response.statusCode ?? 0)).on("error", (error) => resolve(error.message));
      response.resume();
    });
    sent.on("error", (error) => resolve("code" in error ? String(error.code) : error.message));
    sent.end(body && JSON.stringify(body));
  });
}

test(`SIGTERM while ${clients} clients read and write: whatever was taken is answered, and what was answered is there`, async () => {
  const server = await start();
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const workspace = (client: number): string => `${server.url}/v1/workspaces/w-${client % 8}`;
  const price = { currency: "EUR", unitMinor: 100 };
  for (let client = 0; client < 8; client++) {
    const body = { name: "Acme", contractStart: "2026-01-01", price };
    expect(await send(agent, workspace(client), "PUT", body)).toBe(200);
  }
  const acknowledged: { client: number; team: string }[] = [];
  const failures: string[] = [];
  const load = { answered: 0, isRefused: false };
  const work = async (_: unknown, client: number): Promise<void> => {
    for (let step = 0; !load.isRefused; step++) {
      const team = `t-${client}-${step}`;
      const isWrite = step % 2 === 0;
      const outcome = isWrite
        ? await send(agent, `${workspace(client)}/teams/${team}`, "PUT", { name: team })
        : await send(agent, `${workspace(client)}/members`, "GET");
      if (outcome === 200 && isWrite) acknowledged.push({ client, team });
      if (outcome === 200) load.answered++;
      else if (outcome === "ECONNREFUSED") load.isRefused = true;
      else failures.push(`${isWrite ? "PUT" : "GET"}: ${outcome}`);
    }
  };
  const working = Array.from({ length: clients }, work);
  while (load.answered < 2_000) await sleep(10);
  expect(await server.stop("SIGTERM")).toBe(0);
  await Promise.all(working);
  agent.destroy();
  expect(failures).toEqual([]);
  expect(acknowledged.length).toBeGreaterThan(500);

  const again = await start();
  for (let client = 0; client < 8; client++) {
    const headers = { Authorization: `Bearer ${apiKey}` };
    const written = new Set<string>();
    for (let after = 0; ;) {
      const events = `${again.url}/v1/workspaces/w-${client}/events?after=${after}&limit=200`;
      const { items }: { items: { version: number; events: object[] }[] } = JSON.parse(
        await (await fetch(events, { headers })).text(),
      );
      for (const item of items) for (const name of JSON.stringify(item).match(/t-\d+-\d+/g) ?? []) written.add(name);
      const last = items.at(-1);
      if (last === undefined) break;
      after = last.version;
    }
    const lost = acknowledged.filter((one) => one.client % 8 === client && !written.has(one.team));
    expect(lost).toEqual([]);
  }
  expect(await again.stop()).toBe(0);
});

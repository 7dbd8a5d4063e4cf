import { randomInt } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { isGenuine } from "../packages/server/src/webhooks/test/docs/by-hand.ts";
import { ServerProcess } from "./support/process.ts";

const apiKey = "an-api-key-for-this-test-of-40-characters";
const rounds = 4;
const workspaces = ["acme", "beta"];

type Taken = { id: string; workspace: string; version: number; body: string };

/** Verifies, is slow now and then. */
async function startReceiver() {
  const taken: Taken[] = [];
  const rejected: string[] = [];
  const settings = { secret: "" };
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const headers = new Headers(
      Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
    );
    if (!isGenuine(settings.secret, headers, body, Date.now())) {
      rejected.push(body);
      return void response.writeHead(401).end();
    }
    const { data }: { data: { workspace: string; version: number } } = JSON.parse(body);
    taken.push({ id: headers.get("webhook-id") ?? "", ...data, body });
    await sleep(randomInt(0, 30));
    return void response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}/webhooks`, taken, rejected, settings, close };
}

test("two servers, one after the other killed with kill -9 among its deliveries: every event comes, in order, with the same id", async () => {
  const folder = await mkdtemp(join(tmpdir(), "seatbook-webhooks-"));
  const receiver = await startReceiver();
  const start = () =>
    ServerProcess.start("packages/server/src/cli.ts", [], {
      SEATBOOK_PORT: "0",
      SEATBOOK_STORAGE: `sqlite:${join(folder, "seatbook.db")}`,
      SEATBOOK_API_KEYS: apiKey,
      SEATBOOK_DEMO_CLOCK: "1",
      SEATBOOK_WEBHOOK_ALLOW: "127.0.0.1",
    });
  const servers = [await start(), await start()];
  const send = async <T>(server: number, method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`${servers[server]?.url}${path}`, {
      method,
      headers: { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    expect(response.status, `${method} ${path}`).toBe(200);
    const answer: T = JSON.parse(await response.text());
    return answer;
  };
  let clock = Date.parse("2026-11-10T09:00:00Z");
  const pass = async (ms: number): Promise<void> => {
    clock += ms;
    await send(0, "PUT", "/v1/demo/clock", { now: new Date(clock).toISOString() });
  };
  try {
    await pass(0);
    const price = { currency: "EUR", unitMinor: 100 };
    for (const id of workspaces) {
      await send(0, "PUT", `/v1/workspaces/${id}`, { name: id, contractStart: "2026-01-01", price });
      await send(0, "PUT", `/v1/workspaces/${id}/teams/a`, { name: "A" });
    }
    const { secret } = await send<{ secret: string }>(0, "POST", "/v1/webhook-endpoints", { url: receiver.url });
    receiver.settings.secret = secret;
    const expected = new Map(workspaces.map((id) => [id, 0]));
    for (let round = 0; round < rounds; round++) {
      const victim = round % 2;
      for (let event = 0; event < 6; event++) {
        for (const id of workspaces) {
          const action = (expected.get(id) ?? 0) % 2 === 0 ? "archive" : "unarchive";
          await send((event + round) % 2, "POST", `/v1/workspaces/${id}/teams/a/${action}`);
          expected.set(id, (expected.get(id) ?? 0) + 1);
        }
      }
      await sleep(randomInt(5, 250));
      await servers[victim]?.stop("SIGKILL");
      servers[victim] = await start();
      // What the dead one had claimed may be made again after two minutes.
      await pass(3 * 60_000);
    }
    const distinct = () => new Set(receiver.taken.map(({ id }) => id)).size;
    const all = [...expected.values()].reduce((sum, count) => sum + count, 0);
    for (let waited = 0; distinct() < all && waited < 60; waited++) {
      await sleep(1000);
      await pass(3 * 60_000);
    }
    expect(receiver.rejected).toEqual([]);
    expect(distinct()).toBe(all);
    const firsts = receiver.taken.filter(
      (each, index) => receiver.taken.findIndex(({ id }) => id === each.id) === index,
    );
    for (const id of workspaces) {
      const versions = firsts.filter(({ workspace }) => workspace === id).map(({ version }) => version);
      expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    }
    const bodies = new Map(firsts.map(({ id, body }) => [id, body]));
    for (const { id, body } of receiver.taken) expect(body).toBe(bodies.get(id));
    // Each kill hides at most what was under way: one of each workspace.
    expect(receiver.taken.length - all).toBeLessThanOrEqual(rounds * workspaces.length);
    for (const server of servers) expect(await server.stop()).toBe(0);
  } finally {
    for (const server of servers) await server.stop("SIGKILL");
    receiver.close();
    await rm(folder, { recursive: true });
  }
});

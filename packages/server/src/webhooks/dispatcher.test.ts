import { memory } from "@seatbook/storage";
import { afterEach, expect, test, vi } from "vitest";
import type { Page, WebhookDelivery, WebhookEndpointWithSecret } from "../contract/types.ts";
import { TestServer, workspaceBody } from "../test/test-server.ts";
import type { PostWebhook } from "./post.ts";

const ok = { status: 200, retryAfter: undefined, body: "" };

afterEach(() => {
  vi.useRealTimers();
});

async function setUp(post: PostWebhook, workspaces = 1, data = new Map<string, string>()) {
  const server = new TestServer({ driver: memory({ data }), postWebhook: post, now: "2026-11-10T09:00:00Z" });
  const { operator } = server;
  const ids = Array.from({ length: workspaces }, (_, index) => `w${index}`);
  for (const id of ids) {
    await operator.put(`/v1/workspaces/${id}`, workspaceBody);
    await operator.put(`/v1/workspaces/${id}/teams/a`, { name: "A" });
  }
  server.now += 1000;
  const endpoint = async (name: string) =>
    operator.post<WebhookEndpointWithSecret>("/v1/webhook-endpoints", { url: `https://${name}.example.com/` });
  const archive = (id: string) => operator.post(`/v1/workspaces/${id}/teams/a/archive`);
  return { server, operator, ids, endpoint, archive, data };
}

test("the server that writes sends at once, and what was written before it was started it finds by itself", async () => {
  const sent: string[] = [];
  const { server, endpoint, archive } = await setUp(async ({ body }) => {
    sent.push(body);
    return ok;
  }, 2);
  await endpoint("app");
  await archive("w0");
  server.webhooks.start();
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  await archive("w1");
  // It looks for what is due every five seconds.
  await vi.waitFor(() => expect(sent).toHaveLength(2), { timeout: 2000 });
  await server.webhooks.stop();
});

test("an endpoint that never answers keeps no other endpoint, no workspace and no close waiting, and is left when the server stops", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const sent: string[] = [];
  let hanging = 0;
  const post: PostWebhook = async ({ url, body }, signal) => {
    if (url.includes("quick")) {
      sent.push(body);
      return ok;
    }
    hanging++;
    await new Promise<void>((_, reject) => {
      signal.addEventListener("abort", () => reject(new Error("aborted")));
    });
    return ok;
  };
  const { server, operator, ids, endpoint, archive, data } = await setUp(post, 30);
  const slow = await endpoint("slow");
  await endpoint("quick");
  server.webhooks.start();
  for (const id of ids) await archive(id);
  await vi.waitFor(() => expect(sent).toHaveLength(30));
  // Not all at once: so many of one endpoint.
  expect(hanging).toBe(8);
  server.at("2026-12-02T09:00:00Z");
  await operator.post("/v1/workspaces/w0/months/2026-11/close");

  const stopped = server.webhooks.stop();
  await vi.advanceTimersByTimeAsync(5000);
  await stopped;
  expect(hanging).toBe(8);
  const path = `/v1/webhook-endpoints/${slow.id}/deliveries?limit=200`;
  const { items } = await operator.get<Page<WebhookDelivery>>(path);
  expect(items.map(({ status, attempts }) => [status, attempts.map(({ error }) => error)])).toEqual(
    Array.from({ length: 8 }, () => ["pending", ["The server was stopped meanwhile."]]),
  );
  // The next server sends the same at once, and what was never begun.
  const ids2: string[] = [];
  const next = new TestServer({
    driver: memory({ data }),
    now: "2026-12-02T09:00:01Z",
    postWebhook: async ({ url, headers }) => {
      if (url.includes("slow")) ids2.push(headers["webhook-id"] ?? "");
      return ok;
    },
  });
  await next.webhooks.run();
  expect(new Set(ids2).size).toBe(31);
  expect(ids2).toEqual(expect.arrayContaining(items.map(({ id }) => id)));
});

test("a server that starts does not read again what has nothing for the endpoint", async () => {
  const sent: string[] = [];
  const { server, operator, endpoint, data } = await setUp(async ({ body }) => {
    sent.push(body);
    return ok;
  });
  await endpoint("app");
  for (let name = 0; name < 150; name++) await operator.put("/v1/workspaces/w0/teams/a", { name: `A ${name}` });
  await server.webhooks.run();
  await server.webhooks.run();
  const store = memory({ data });
  let reads = 0;
  const counting = {
    ...store,
    getItem: (key: string) => {
      if (key.startsWith("workspace:")) reads++;
      return store.getItem(key);
    },
    hasItem: (key: string) => {
      if (key.startsWith("workspace:")) reads++;
      return store.hasItem(key, {});
    },
  };
  const next = new TestServer({ driver: counting, now: "2026-11-11T09:00:00Z" });
  await next.webhooks.run();
  expect(reads).toBeLessThan(5);
  expect(sent).toEqual([]);
});

test("what was delivered, and what waits, is in the metrics; no URL and no message is in the log", async () => {
  let answer = 500;
  const { server, operator, endpoint, archive } = await setUp(async () => ({ ...ok, status: answer }), 2);
  await endpoint("secret-name");
  await archive("w0");
  await server.webhooks.run();
  server.now += 90_000;
  const metrics = async () => (await operator.request("GET", "/metrics")).text;
  expect(await metrics()).toMatch(/^seatbook_webhooks_pending 1$/m);
  expect(await metrics()).toMatch(/^seatbook_webhooks_oldest_pending_seconds 90$/m);
  answer = 200;
  await server.webhooks.run();
  const text = await metrics();
  expect(text).toMatch(/^seatbook_webhook_attempts_total\{outcome="retried"\} 1$/m);
  expect(text).toMatch(/^seatbook_webhook_attempts_total\{outcome="delivered"\} 1$/m);
  expect(text).toMatch(/^seatbook_webhooks_pending 0$/m);
  expect(JSON.stringify(server.log)).not.toContain("secret-name");
});

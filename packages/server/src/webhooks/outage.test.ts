import { expect, test } from "vitest";
import { memory } from "@seatbook/storage";
import { createApp } from "../app.ts";
import type { WebhookDelivery, WebhookEndpointWithSecret } from "../contract/types.ts";
import { crashingDriver, FaultyProcess } from "../test/crashing-driver.ts";
import { randomOf } from "../test/random-of.ts";
import { apiKey, TestServer, tokenSecret, workspaceBody } from "../test/test-server.ts";
import { verifyStore } from "../verify/verify.ts";
import { answering, ok, Receiver } from "./test/receiver.ts";

const url = "https://app.acme.example/webhooks";
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const workspaces = ["acme", "beta", "gamma"];

/** Two servers over one store, of which one after the other is killed at whatever it does, and replaced. */
test.each([1, 2, 3])(
  "the receiver is down for a day, servers are killed in between: every event comes, in order, with the same id each time (seed %i)",
  async (seed) => {
    const data = new Map<string, string>();
    const random = randomOf(seed);
    const host = new TestServer({ driver: memory({ data }), now: "2026-11-10T09:00:00Z" });
    const { operator } = host;
    for (const id of workspaces) {
      await operator.put(`/v1/workspaces/${id}`, workspaceBody);
      await operator.put(`/v1/workspaces/${id}/teams/a`, { name: "A" });
    }
    host.now += 1000;
    const { id: endpoint, secret } = await operator.post<WebhookEndpointWithSecret>("/v1/webhook-endpoints", { url });
    const start = host.now;
    const receiver = new Receiver();
    receiver.secrets.set(url, secret);
    const bodies = new Map<string, Set<string>>();
    let attempts = 0;
    receiver.answer = (_, { id, body }) => {
      attempts++;
      bodies.set(id, (bodies.get(id) ?? new Set()).add(body));
      const hours = (host.now - start) / hourMs;
      if (hours < 2 || hours >= 26) return ok;
      if (random() < 0.3) throw new Error("The host refused the connection.");
      return answering(random() < 0.5 ? 503 : 302);
    };

    let kills = 0;
    const open = () => {
      // After so many writes and requests.
      const fault = {
        at: 1 + Math.floor(random() * 60),
        when: random() < 0.5 ? "before" : "after",
        kind: "death",
      } as const;
      const process = new FaultyProcess(fault, () => kills++);
      const { webhooks, app } = createApp({
        driver: crashingDriver(data, process, () => undefined),
        now: () => host.now,
        systemNow: () => performance.timeOrigin + performance.now(),
        apiKeys: [apiKey],
        tokenSecret,
        postWebhook: async (request, signal) => process.effect(() => receiver.post(request, signal)),
        newId: () => "id",
        monotonicNow: () => 0,
        log: ({ error }) => {
          if (error !== undefined && !process.isStruck) throw new Error(error);
        },
      });
      return { process, webhooks, app };
    };
    let servers = [open(), open()];
    const expected = new Map(workspaces.map((id) => [id, 0]));
    for (let step = 0; step < 60 * 12; step++) {
      host.now = start + step * 5 * minuteMs;
      // Something happens every hour, for 30 hours.
      if (step % 12 === 0 && step < 30 * 12) {
        for (const id of workspaces) {
          await operator.post(`/v1/workspaces/${id}/teams/a/${(step / 12) % 2 === 0 ? "archive" : "unarchive"}`);
          expected.set(id, (expected.get(id) ?? 0) + 1);
        }
      }
      await Promise.all(servers.map(({ webhooks }) => webhooks.run()));
      servers = servers.map((server) => (server.process.isGone ? open() : server));
    }

    expect(receiver.rejected).toEqual([]);
    const firsts = receiver.received.filter(
      (each, index) => receiver.received.findIndex(({ id }) => id === each.id) === index,
    );
    for (const id of workspaces) {
      const told = firsts.filter(({ workspace }) => workspace === id).map(({ type }) => type);
      expect(told).toEqual(told.map((_, index) => (index % 2 === 0 ? "team.archived" : "team.unarchived")));
      expect(told).toHaveLength(expected.get(id) ?? 0);
    }
    expect([...bodies.values()].filter((each) => each.size > 1)).toEqual([]);
    expect(attempts).toBeGreaterThan(firsts.length + 10);
    expect(kills).toBeGreaterThan(5);
    // One that was taken and not noted, since the server was killed, comes once more.
    expect(receiver.received.length - firsts.length).toBeLessThanOrEqual(kills);
    const items = await operator.all<WebhookDelivery>(`/v1/webhook-endpoints/${endpoint}/deliveries?`);
    expect(items).toHaveLength(firsts.length);
    expect(items.every(({ status }) => status === "delivered")).toBe(true);
    expect((await verifyStore(memory({ data }), { begin: () => {}, advance: () => {} })).findings).toEqual([]);
  },
);

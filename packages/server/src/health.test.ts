import { type CreateDriver, memory, StoreUnavailableError } from "@seatbook/storage";
import { describe, expect, test } from "vitest";
import { type AppOptions, createApp } from "./app.ts";
import { Metrics } from "./metrics.ts";
import { apiKey, tokenSecret, workspaceBody } from "./test/test-server.ts";

const ws = "/v1/workspaces/acme";

/** A server on a store that can be taken away from it. */
function start(options: Partial<AppOptions> = {}) {
  const store = memory();
  const trouble: { error?: Error; hangs?: boolean } = {};
  const call = <T>(act: () => T): T | Promise<T> => {
    if (trouble.hangs) return new Promise(() => {});
    if (trouble.error) throw trouble.error;
    return act();
  };
  const driver: CreateDriver = {
    ...store,
    hasItem: (key) => call(() => store.hasItem(key, {}) === true),
    getItem: (key) => call(() => store.getItem(key)),
    createItem: (key, value) => call(() => store.createItem(key, value) === true),
  };
  const clock = { now: Date.UTC(2026, 10, 1), monotonic: 0 };
  const logged: object[] = [];
  const seatbook = createApp({
    driver,
    now: () => clock.now,
    apiKeys: [apiKey],
    tokenSecret,
    newId: () => "request",
    monotonicNow: () => clock.monotonic,
    log: (entry) => logged.push(entry),
    ...options,
  });
  const request = async (path: string, method = "GET", body?: object, token = apiKey) => {
    const answer = await seatbook.app.request(path, {
      method,
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  };
  return { ...seatbook, trouble, clock, logged, request };
}

describe("/healthz", () => {
  test("answers while the process does, without a key, whatever the store does", async () => {
    const { app, trouble } = start();
    trouble.hangs = true;
    const answer = await app.request("/healthz");
    expect([answer.status, await answer.json()]).toEqual([200, { status: "running" }]);
    expect(answer.headers.get("Cache-Control")).toBe("no-store");
  });
});

describe("/readyz", () => {
  const ready = { status: "ready", server: "running", store: "reachable", clock: "sane" };

  test("asks the store, once a second at most", async () => {
    const { app, trouble, clock } = start();
    const check = async () => {
      const answer = await app.request("/readyz");
      return [answer.status, await answer.json(), answer.headers.get("Retry-After")];
    };
    expect(await check()).toEqual([200, ready, null]);
    trouble.error = new StoreUnavailableError("The connection was refused.");
    clock.monotonic += 999;
    expect(await check()).toEqual([200, ready, null]);
    clock.monotonic += 1;
    const unreachable = { status: "not-ready", server: "running", store: "unreachable", clock: "unknown" };
    expect(await check()).toEqual([503, unreachable, "5"]);
    trouble.error = new Error("disk full");
    clock.monotonic += 1000;
    expect(await check()).toEqual([503, { ...unreachable, store: "damaged" }, "5"]);
    delete trouble.error;
    clock.monotonic += 1000;
    expect(await check()).toEqual([200, ready, null]);
  });

  test("does not wait for a store that does not answer", async () => {
    const { app, trouble } = start();
    trouble.hangs = true;
    const startedAt = performance.now();
    expect((await app.request("/readyz")).status).toBe(503);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  test("says when this server's clock is more than a day behind what is in the store", async () => {
    const { app, clock, request } = start();
    expect((await request(ws, "PUT", workspaceBody)).status).toBe(200);
    clock.now -= 24 * 60 * 60_000;
    expect((await app.request("/readyz")).status).toBe(200);
    clock.now -= 1;
    clock.monotonic += 1000;
    const answer = await app.request("/readyz");
    expect([answer.status, await answer.json()]).toEqual([503, { ...ready, status: "not-ready", clock: "behind" }]);
  });

  test("holds this server's clock against the store's, where it has one: an hour off is too much", async () => {
    const store = { now: Date.UTC(2026, 10, 1) };
    const { app, clock } = start({ storeNow: async () => store.now });
    const check = async () => {
      clock.monotonic += 1000;
      const answer = await app.request("/readyz");
      const { clock: found }: { clock: string } = JSON.parse(await answer.text());
      return [answer.status, found];
    };
    const hour = 60 * 60_000;
    for (const [offset, expected] of [
      [0, [200, "sane"]],
      [hour, [200, "sane"]],
      [hour + 1, [503, "ahead"]],
      [-hour, [200, "sane"]],
      [-hour - 1, [503, "behind"]],
    ] as const) {
      store.now = clock.now - offset;
      expect([offset, await check()]).toEqual([offset, expected]);
    }
  });

  test("turns requests away as soon as the server is to stop", async () => {
    const { app, readiness } = start();
    readiness.stop();
    const answer = await app.request("/readyz");
    expect([answer.status, await answer.json()]).toEqual([503, { ...ready, status: "not-ready", server: "stopping" }]);
  });

  test("is not in the request log, where it would drown the rest", async () => {
    const { app, logged } = start();
    for (const path of ["/healthz", "/readyz"]) await app.request(path);
    expect(logged).toEqual([]);
  });
});

describe("/metrics", () => {
  test("are for the operator's key alone", async () => {
    const { app, request } = start();
    expect((await app.request("/metrics")).status).toBe(401);
    expect((await request("/metrics", "GET", undefined, "x".repeat(40))).status).toBe(401);
    await request(ws, "PUT", workspaceBody);
    const session = await request("/v1/sessions", "POST", { workspace: "acme", member: "ana", role: "admin" });
    const { token }: { token: string } = JSON.parse(session.text);
    expect((await request("/metrics", "GET", undefined, token)).status).toBe(403);
    const answer = await request("/metrics");
    expect(answer.status).toBe(200);
    expect(answer.headers.get("Content-Type")).toMatch(/^text\/plain; version=0\.0\.4/);
  });

  test("count requests, calls of the store and their failures, by route and not by id", async () => {
    const { trouble, request } = start();
    await request(ws, "PUT", workspaceBody);
    for (let time = 0; time < 3; time++) await request(ws);
    trouble.error = new StoreUnavailableError("The connection was refused.");
    await request(ws);
    delete trouble.error;
    const { text } = await request("/metrics");
    expect(text).toContain(
      'seatbook_http_request_duration_seconds_count{method="GET",route="/v1/workspaces/:ws",status="200"} 3\n',
    );
    expect(text).toContain(
      'seatbook_http_request_duration_seconds_count{method="GET",route="/v1/workspaces/:ws",status="503"} 1\n',
    );
    expect(text).toMatch(/^seatbook_store_operation_duration_seconds_count\{operation="createItem"\} [2-9]$/m);
    expect(text).toContain('seatbook_store_failures_total{operation="getItem"} 1\n');
    expect(text).toMatch(/^seatbook_held_members 2\d$/m);
    expect(text).not.toContain("acme");
  });

  test("count what is asked for many keys at once", async () => {
    const store = memory();
    let isDown = false;
    const getItems: CreateDriver["getItems"] = (items) => {
      if (isDown) throw new StoreUnavailableError("The connection was refused.");
      return items.map(({ key }) => ({ key, value: store.getItem(key) }));
    };
    const metrics = new Metrics(() => 0);
    const driver = metrics.watch({ ...store, getItems });
    expect(await driver.getItems?.([{ key: "a" }])).toEqual([{ key: "a", value: null }]);
    isDown = true;
    expect(() => driver.getItems?.([{ key: "a" }])).toThrow("refused");
    const text = await metrics.registry.metrics();
    expect(text).toContain('seatbook_store_operation_duration_seconds_count{operation="getItems"} 1\n');
    expect(text).toContain('seatbook_store_failures_total{operation="getItems"} 1\n');
  });

  test("count what the server does by itself", async () => {
    const { clock, scheduler, request } = start();
    await request(ws, "PUT", workspaceBody);
    clock.now = Date.UTC(2026, 11, 1, 12);
    scheduler.start();
    await scheduler.idle();
    expect((await request("/metrics")).text).toContain("seatbook_months_closed_total 1\n");
    await scheduler.stop();
  });
});

test("a server whose clock is ahead of the store's closes no month by itself, and says why", async () => {
  const store = { now: Date.UTC(2026, 10, 15) };
  const { clock, scheduler, logged, request } = start({ storeNow: () => store.now });
  await request(ws, "PUT", workspaceBody);
  clock.now = Date.UTC(2026, 11, 1, 12);
  clock.monotonic += 1000;
  const months = async (): Promise<{ status: string }[]> => JSON.parse((await request(`${ws}/months`)).text);
  const closed = async () => (await months()).filter(({ status }) => status === "closed").length;
  const before = await closed();
  scheduler.start();
  await scheduler.idle();
  expect(await closed()).toBe(before);
  expect(logged).toContainEqual(
    expect.objectContaining({ task: "billing", error: expect.stringContaining("ClockAheadError") }),
  );
  store.now = clock.now;
  clock.monotonic += 1000;
  scheduler.start();
  await scheduler.idle();
  expect(await closed()).toBe(before + 1);
  await scheduler.stop();
});

describe("while the store is out of reach", () => {
  test.each([
    ["GET", ws, undefined],
    ["GET", `${ws}/members`, undefined],
    ["PUT", `${ws}/teams/design`, { name: "Design" }],
    ["PUT", "/v1/workspaces/other", workspaceBody],
    ["GET", "/v1/workspaces", undefined],
    ["GET", "/v1/invoices", undefined],
    ["POST", "/v1/months/2026-10/close", undefined],
  ] as const)(
    "%s %s answers 503, says when to try again, and is no error of the server",
    async (method, path, body) => {
      const { trouble, logged, request } = start();
      await request(ws, "PUT", workspaceBody);
      trouble.error = new StoreUnavailableError("The connection to db.example:5432 was refused.");
      const answer = await request(path, method, body);
      expect([answer.status, answer.headers.get("Retry-After")]).toEqual([503, "5"]);
      expect(JSON.parse(answer.text)).toMatchObject({ code: "store-unavailable", status: 503 });
      expect(answer.text).not.toContain("db.example");
      expect(logged.at(-1)).toMatchObject({ level: "info", status: 503 });
    },
  );

  test("the server goes on as soon as it is back", async () => {
    const { trouble, request } = start();
    await request(ws, "PUT", workspaceBody);
    trouble.error = new StoreUnavailableError("The connection was refused.");
    const path = `${ws}/teams/design`;
    expect((await request(path, "PUT", { name: "Design" })).status).toBe(503);
    delete trouble.error;
    expect((await request(path, "PUT", { name: "Design" })).status).toBe(200);
  });
});

import { memory } from "@seatbook/storage";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { MonthItem } from "../contract/types.ts";
import { DemoClock } from "../demo-clock.ts";
import { billedBody, sellerSetup, TestServer, workspaceBody } from "../test/test-server.ts";

const acme = "/v1/workspaces/acme";

afterEach(() => {
  vi.useRealTimers();
});

async function open(driver = memory()): Promise<TestServer> {
  const server = new TestServer({ seller: sellerSetup, driver, now: "2026-09-01T09:00:00Z" });
  await server.operator.put(acme, { ...workspaceBody, ...billedBody });
  await server.operator.put(`${acme}/teams/t`, { name: "Design" });
  return server;
}

async function statusOf(server: TestServer): Promise<string | undefined> {
  const [september] = await server.operator.get<MonthItem[]>(`${acme}/months`);
  return september?.status;
}

/** Lets so much real time pass. */
async function pass(server: TestServer, ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await server.idle();
}

describe("a server closes months by itself", () => {
  test("once it is started: what is due already at once, what comes due within half a minute", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const server = await open();
    server.at("2026-10-01T00:59:00Z");
    server.scheduler.start();
    await pass(server, 0);
    expect(await statusOf(server)).toBe("ended");
    server.at("2026-10-01T01:00:00Z");
    await pass(server, 30_000);
    expect(await statusOf(server)).toBe("closed");
    await server.scheduler.stop();
  });

  test("catches up after downtime", async () => {
    const driver = memory();
    await open(driver);
    const late = new TestServer({ seller: sellerSetup, driver, now: "2026-12-24T09:00:00Z" });
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    late.scheduler.start();
    await pass(late, 0);
    const months = await late.operator.get<MonthItem[]>(`${acme}/months`);
    expect(months.map(({ status }) => status)).toEqual(["closed", "closed", "closed", "open"]);
    await late.scheduler.stop();
  });

  test("sees workspaces that another server has created", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const driver = memory();
    const server = new TestServer({ seller: sellerSetup, driver, now: "2026-09-01T09:00:00Z" });
    server.scheduler.start();
    await pass(server, 0);
    await open(driver);
    server.at("2026-10-01T01:00:00Z");
    await pass(server, 30_000);
    expect(await statusOf(server)).toBe("closed");
    await server.scheduler.stop();
  });

  test("and nothing more once it is stopped", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const server = await open();
    server.scheduler.start();
    await server.scheduler.stop();
    server.at("2026-10-01T01:00:00Z");
    await pass(server, 120_000);
    expect(await statusOf(server)).toBe("ended");
  });

  test("by a clock that is set from outside only after it has stood for a moment", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const driver = memory();
    await open(driver);
    const demoClock = await DemoClock.open(driver, () => 0);
    const server = new TestServer({ seller: sellerSetup, driver, demoClock, now: "2026-09-01T09:00:00Z" });
    server.scheduler.start();
    await pass(server, 2_000);
    server.at("2026-10-01T09:00:00Z");
    await server.operator.put("/v1/demo/clock", { now: "2026-10-01T09:00:00Z" });
    await pass(server, 2_000);
    expect(await statusOf(server)).toBe("ended");
    await pass(server, 2_000);
    expect(await statusOf(server)).toBe("closed");
    await server.scheduler.stop();
  });
});

describe("nothing that goes wrong in one workspace stops the others", () => {
  test("a damaged one is told and left out", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const data = new Map<string, string>();
    await open(memory({ data }));
    const other = new TestServer({ driver: memory({ data }), seller: sellerSetup, now: "2026-09-01T09:00:00Z" });
    await other.operator.put("/v1/workspaces/aaa", workspaceBody);
    await other.idle();
    data.set("workspace:aaa:000000000001", "no record");
    const told: unknown[] = [];
    const server = new TestServer({
      driver: memory({ data }),
      seller: sellerSetup,
      now: "2026-10-01T09:00:00Z",
      log: (entry) => told.push(entry),
    });
    server.scheduler.start();
    await pass(server, 0);
    await server.scheduler.stop();
    expect(told).toMatchObject([{ level: "error", task: "billing", error: expect.stringContaining("StorageError") }]);
    expect(await statusOf(other.at("2026-10-01T09:00:00Z"))).toBe("closed");
  });

  test("a mail server that does not answer keeps no month from being closed", async () => {
    const { promise, resolve } = Promise.withResolvers<{ outcome: "accepted"; detail: string }>();
    const transport = { send: async () => promise };
    const server = new TestServer({ seller: sellerSetup, transport, now: "2026-09-01T09:00:00Z" });
    const ids = Array.from({ length: 20 }, (_, index) => `w${index}`);
    for (const id of ids) {
      await server.operator.put(`/v1/workspaces/${id}`, { ...workspaceBody, ...billedBody });
      await server.operator.put(`/v1/workspaces/${id}/directory`, {
        teams: [{ id: "t", name: "Design" }],
        members: [{ id: "ana", name: "Ana", email: "ana@acme.example", teams: ["t"] }],
      });
    }
    await server.idle();
    server.at("2026-10-01T09:00:00Z");
    const run = server.scheduler.run();
    await expect
      .poll(async () => (await server.operator.get<{ total: number }>("/v1/invoices")).total, { timeout: 10_000 })
      .toBe(20);
    resolve({ outcome: "accepted", detail: "250 ok" });
    expect(await run).toMatchObject({ closed: { length: 20 }, issued: { length: 20 }, sent: 20, failed: [] });
  });

  test("whoever stops it waits for the mail under way, and for no other one", async () => {
    const { promise, resolve } = Promise.withResolvers<{ outcome: "accepted"; detail: string }>();
    let begun = 0;
    const transport = {
      send: async () => {
        begun++;
        return promise;
      },
    };
    const server = new TestServer({ seller: sellerSetup, transport, now: "2026-09-01T09:00:00Z" });
    await server.operator.put(acme, { ...workspaceBody, ...billedBody, mailbox: ["a@acme.example", "b@acme.example"] });
    await server.operator.put(`${acme}/teams/t`, { name: "Design" });
    await server.operator.put(`${acme}/members/ana`, { name: "Ana", email: "ana@acme.example", teams: ["t"] });
    server.at("2026-10-01T09:00:00Z");
    void server.scheduler.run();
    await vi.waitFor(() => expect(begun).toBe(1));
    const stopped = server.scheduler.stop();
    resolve({ outcome: "accepted", detail: "250 ok" });
    await stopped;
    expect(begun).toBe(1);
  });
});

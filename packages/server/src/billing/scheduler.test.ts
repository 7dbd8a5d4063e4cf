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

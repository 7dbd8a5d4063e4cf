import { Agent, request } from "node:http";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { listen } from "./listen.ts";

const fast = new Hono().get("/", (c) => c.text("done"));

/** One request over `agent`: its status, or what became of it. */
function get(url: string, agent: Agent): Promise<{ status?: number; failure?: string; isLast?: boolean }> {
  return new Promise((resolve) => {
    const sent = request(url, { agent }, (response) => {
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, isLast: response.headers.connection === "close" }),
      );
      response.on("error", (error) => resolve({ failure: error.message }));
      response.resume();
    });
    sent.on("error", (error) => resolve({ failure: "code" in error ? String(error.code) : error.message }));
    sent.end();
  });
}

describe("a server that stops", () => {
  test("answers what it has taken, however many connections go on sending, and takes no new ones", async () => {
    const slow = new Hono().get("/", async (c) => {
      await sleep(Math.random() * 20);
      return c.text("done");
    });
    const { url, close } = await listen(slow.fetch, 0, "127.0.0.1");
    const agent = new Agent({ keepAlive: true, maxSockets: 64 });
    const failures: string[] = [];
    const progress = { answered: 0, isRefused: false };
    const client = async (): Promise<void> => {
      while (!progress.isRefused) {
        const { status, failure } = await get(url, agent);
        if (status === 200) progress.answered++;
        else if (failure === "ECONNREFUSED") progress.isRefused = true;
        else failures.push(String(failure ?? status));
      }
    };
    const clients = Array.from({ length: 64 }, client);
    while (progress.answered < 1_000) await sleep(10);
    const before = progress.answered;
    await close();
    await Promise.all(clients);
    agent.destroy();
    expect(failures).toEqual([]);
    // Those that were under way.
    expect(progress.answered - before).toBeGreaterThan(32);
    expect(progress.isRefused).toBe(true);
  });

  test("answers a request that comes over an idle connection just then, and says that it is the last", async () => {
    const { url, close } = await listen(fast.fetch, 0, "127.0.0.1");
    const agent = new Agent({ keepAlive: true });
    expect(await get(url, agent)).toEqual({ status: 200, isLast: false });
    const closed = close();
    await sleep(20);
    expect(await get(url, agent)).toEqual({ status: 200, isLast: true });
    await closed;
    expect(await get(url, agent)).toEqual({ failure: "ECONNREFUSED" });
  });

  test("does not wait for idle connections", async () => {
    const { url, close } = await listen(fast.fetch, 0, "127.0.0.1");
    const agent = new Agent({ keepAlive: true });
    await get(url, agent);
    const startedAt = performance.now();
    await close();
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    agent.destroy();
  });

  test("waits for one slow answer, and not forever for a request that never ends", async () => {
    const slow = new Hono().get("/", async (c) => {
      await sleep(1_500);
      return c.text("done");
    });
    const { url, close } = await listen(slow.fetch, 0, "127.0.0.1");
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.on("error", () => {});
    socket.write(`GET / HTTP/1.1\r\nHost: ${hostname}\r\n`);
    const answer = get(url, new Agent());
    await sleep(100);
    const startedAt = performance.now();
    await close();
    expect(await answer).toMatchObject({ status: 200 });
    expect(performance.now() - startedAt).toBeLessThan(15_000);
    socket.destroy();
  });
});

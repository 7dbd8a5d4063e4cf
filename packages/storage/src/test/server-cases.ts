import { expect, it } from "vitest";
import type { CreateDriver } from "../driver.ts";
import { StoreUnavailableError } from "../errors.ts";
import { openTally, add } from "../testing/tally.ts";
import type { StoreServer } from "./store-server.ts";
import { startProxy, type TcpProxy } from "./tcp-proxy.ts";

const TIMEOUT_MS = 1000;

/** How a driver of this kind is opened; in tests that wait for the time to be over, with less of it. */
type Open = (options: { url: string; timeoutMs?: number }) => Promise<CreateDriver>;

/** What every driver of a server must withstand: lost answers, a server that hangs, one that is killed.
 *  @param server an own one, since it is killed. */
export function itWithstands(open: Open, server: () => StoreServer): void {
  async function throughProxy(test: (driver: CreateDriver, proxy: TcpProxy) => Promise<void>): Promise<void> {
    const { url } = server();
    const proxy = await startProxy(Number(new URL(url).port));
    const driver = await open({ url: url.replace(/:\d+(?=$|\/)/, `:${proxy.port}`), timeoutMs: TIMEOUT_MS });
    try {
      await test(driver, proxy);
    } finally {
      await driver.dispose?.();
      proxy.close();
    }
  }

  it("sends a write once, even if its answer is lost with the connection", () =>
    throughProxy(async (driver, proxy) => {
      await driver.createItem("lost:0", "{}");
      proxy.answers = "lost";
      await expect(driver.createItem("lost:1", '{"n":1}')).rejects.toThrow(StoreUnavailableError);
      proxy.answers = "passed";
      expect(await eventually(() => driver.getItem("lost:1"))).toBe('{"n":1}');
      expect(proxy.timesSent('{"n":1}')).toBe(1);
      expect(await driver.createItem("lost:1", '{"n":2}')).toBe(false);
    }));

  it("sends a write once, even if the server is killed after it, and reaches the server again", () =>
    throughProxy(async (driver, proxy) => {
      await driver.createItem("killed:0", "{}");
      proxy.answers = "never";
      const write = Promise.resolve(driver.createItem("killed:1", '{"n":1}'));
      const failed = expect(write).rejects.toThrow(StoreUnavailableError);
      const direct = await open({ url: server().url });
      await expect.poll(() => direct.hasItem("killed:1", {})).toBe(true);
      await server().kill();
      await failed;
      await expect(Promise.resolve(driver.createItem("killed:2", "{}"))).rejects.toThrow(StoreUnavailableError);
      await server().restart();
      proxy.answers = "passed";
      expect(await eventually(() => driver.getItem("killed:1"))).toBe('{"n":1}');
      expect(proxy.timesSent('{"n":1}')).toBe(1);
      await eventually(() => direct.createItem("killed:3", "{}"));
      expect(await direct.createItem("killed:3", "{}")).toBe(false);
      await direct.dispose?.();
    }));

  it("does not wait for ever for a server that hangs, nor sends later what it gave up", () =>
    throughProxy(async (driver, proxy) => {
      await driver.createItem("hung:0", "{}");
      proxy.answers = "never";
      const begun = performance.now();
      const asked = Array.from({ length: 30 }, async (_, n) => driver.createItem(`hung:${n}`, "{}"));
      for (const outcome of await Promise.allSettled(asked)) {
        expect(outcome.status === "rejected" && outcome.reason).toBeInstanceOf(StoreUnavailableError);
      }
      // Of those who ask next, the first may have to wait as long.
      for (let n = 0; n < 20; n++) {
        await expect(Promise.resolve(driver.getItem("other"))).rejects.toThrow(StoreUnavailableError);
      }
      expect(performance.now() - begun).toBeLessThan(3 * TIMEOUT_MS);
      const sent = proxy.timesSent("hung:");
      proxy.answers = "passed";
      expect(await eventually(() => driver.getItem("other"))).toBeNull();
      expect(proxy.timesSent("hung:")).toBe(sent);
    }));

  it("keeps every acknowledged record when the server is killed amid 500 appends, and the log goes on", async () => {
    const driver = await open({ url: server().url });
    const tally = openTally(driver, "appends");
    const acknowledged: string[] = [];
    const append = async (label: string): Promise<void> => {
      await tally.run(add(label));
      acknowledged.push(label);
    };
    const all = Array.from({ length: 500 }, (_, n) => append(`label-${n}`));
    const settled = Promise.allSettled(all);
    await expect.poll(() => acknowledged.length, { interval: 1 }).toBeGreaterThan(50);
    await server().kill();
    const reasons = (await settled).flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    expect(reasons.length).toBeGreaterThan(0);
    for (const reason of reasons) expect(reason).toBeInstanceOf(StoreUnavailableError);
    const before = [...acknowledged];
    await server().restart();
    const labels = [...(await eventually(() => tally.current())).labels];
    expect(labels.filter((label) => before.includes(label))).toEqual(before);
    // Of those without an answer, the one that was under way may have been written.
    expect(labels.length - before.length).toBeLessThanOrEqual(1);
    expect(new Set(labels).size).toBe(labels.length);
    await append("after");
    const another = await open({ url: server().url });
    expect((await openTally(another, "appends").current()).labels).toEqual([...labels, "after"]);
    await another.dispose?.();
    await driver.dispose?.();
  });

  it("waits for a server that is just starting", async () => {
    await server().stop();
    const opened = open({ url: server().url });
    await server().restart();
    const driver = await opened;
    await driver.setItem?.("started:1", "{}", {});
    expect(await driver.getItem("started:1")).toBe("{}");
    await driver.dispose?.();
  });
}

/** Tries again for some seconds, while the store is out of reach. */
export async function eventually<T>(attempt: () => T | Promise<T>): Promise<T> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof StoreUnavailableError) || performance.now() > deadline) throw error;
      await new Promise((resolve) => void setTimeout(resolve, 20));
    }
  }
}

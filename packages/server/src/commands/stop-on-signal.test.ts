import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";

const module = JSON.stringify(new URL("stop-on-signal.ts", import.meta.url).href);

/** A process that takes `stopMs` to stop, and waits for `mostMs`. */
async function start(stopMs: number, mostMs: number) {
  const script = `import { stopOnSignal } from ${module};
    stopOnSignal(() => new Promise((resolve) => setTimeout(resolve, ${stopMs})), { mostMs: ${mostMs} });
    setInterval(() => {}, 1000);
    console.log("ready");`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit").then(([code, signal]) => code ?? signal);
  await once(child.stdout, "data");
  return { child, ended };
}

describe("a process that is told to end", () => {
  test("stops first", async () => {
    const { child, ended } = await start(300, 60_000);
    const toldAt = performance.now();
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(performance.now() - toldAt).toBeGreaterThan(290);
  });

  test("twice, by the terminal and by npm, stops all the same", async () => {
    const { child, ended } = await start(300, 60_000);
    child.kill("SIGINT");
    await sleep(50);
    child.kill("SIGINT");
    expect(await ended).toBe(0);
  });

  test.each(["SIGINT", "SIGTERM"] as const)("again, by %s, ends at once", async (signal) => {
    const { child, ended } = await start(60_000, 60_000);
    child.kill("SIGINT");
    await sleep(700);
    child.kill(signal);
    expect(await ended).toBe(signal);
  });

  test("waits no longer than it may", async () => {
    const { child, ended } = await start(60_000, 100);
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
  });
});

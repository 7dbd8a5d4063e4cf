import { monitorEventLoopDelay } from "node:perf_hooks";
import { type CreateDriver, openDriver } from "@seatbook/storage";
import { addLargeWorkspace, benchmarkApp, headers } from "./fixtures.ts";
import { report } from "./measure.ts";
import { withEachStore } from "./stores.ts";

const mostDelayMs = 50;

/** How long the event loop keeps others waiting while the snapshot of a workspace with 100,000 members is written, and while a
 *  server that has just started reads it. */
export function benchSnapshots(): Promise<void> {
  return withEachStore(async ({ name, url }) => {
    const driver = await openDriver(url);
    await write(name, driver);
    await read(name, driver);
    await driver.dispose?.();
  });
}

async function write(name: string, driver: CreateDriver): Promise<void> {
  const written = Promise.withResolvers<void>();
  let pieces = 0;
  const watched: CreateDriver = {
    ...driver,
    setItem: (key, value) => {
      if (key.endsWith(":snapshot")) written.resolve();
      pieces++;
      return driver.setItem?.(key, value, {});
    },
  };
  const { app, close } = benchmarkApp(watched, Date.now);
  await addLargeWorkspace(app);
  // It is due as soon as the members are there.
  const delayed = await delayDuring(() => written.promise);
  tell(`snapshot of 100,000 members written to ${name}: delay p99`, delayed, `, ${pieces} keys`);
  await close();
}

async function read(name: string, driver: CreateDriver): Promise<void> {
  const { app } = benchmarkApp(driver, Date.now);
  const delayed = await delayDuring(async () => {
    const answer = await app.request("/v1/workspaces/large", { headers });
    if (answer.status !== 200) throw new Error(`the workspace answered ${answer.status}`);
  });
  tell(`the same read from ${name} at a cold start: delay p99`, delayed);
}

type Delayed = { p99: number; longest: number; durationMs: number };

async function delayDuring(work: () => Promise<void>): Promise<Delayed> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const startedAt = performance.now();
  delay.enable();
  await work();
  delay.disable();
  const durationMs = performance.now() - startedAt;
  return { p99: delay.percentile(99) / 1e6, longest: delay.max / 1e6, durationMs };
}

function tell(what: string, { p99, longest, durationMs }: Delayed, detail = ""): void {
  const times = `ms; longest ${longest.toFixed(1)} ms, ${durationMs.toFixed(0)} ms in all`;
  report(what, p99, { most: mostDelayMs }, times + detail);
}

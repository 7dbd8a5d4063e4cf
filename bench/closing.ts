import { type CreateDriver, openDriver } from "@seatbook/storage";
import { addInvoicedWorkspace, benchmarkApp, headers, invoicedSeller } from "./fixtures.ts";
import { report } from "./measure.ts";
import { withEachStore } from "./stores.ts";

const workspaces = 10_000;

/** As many as a server closes at once. */
const atOnce = 8;

/** Closing a month of 10,000 workspaces of 50 members, each invoice numbered, in one request; against the driver making just
 *  the writes that this takes, of the same bytes and as many at once, in the same store. */
export function benchClosing(): Promise<void> {
  return withEachStore(async ({ name, url, isDurable }) => {
    // In memory all has to fit into one process.
    if (url === "memory:") return;
    await fill(url);
    const { durationMs, writes } = await closeAll(url);
    const bareMs = await write(url, writes);
    const each = (ms: number): string => (ms / workspaces).toFixed(2);
    report(
      `closing and numbering 10,000 workspaces on ${name} / their bare writes`,
      durationMs / bareMs,
      isDurable ? { most: 2 } : undefined,
      `${each(durationMs)} / ${each(bareMs)} ms each, ${(writes.length / workspaces).toFixed(1)} writes each, ${(durationMs / 1000).toFixed(1)} s in all`,
    );
  });
}

async function fill(url: string): Promise<void> {
  const driver = await openDriver(url);
  const { app, close } = benchmarkApp(driver, () => Date.UTC(2026, 9, 10));
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < workspaces) await addInvoicedWorkspace(app, `workspace-${next++}`);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  await close();
  await driver.dispose?.();
}

/** By a server that starts anew, as it would on most days. */
async function closeAll(url: string): Promise<{ durationMs: number; writes: [key: string, value: string][] }> {
  const driver = await openDriver(url);
  const writes: [key: string, value: string][] = [];
  const recorded: CreateDriver = {
    ...driver,
    createItem: (key, value) => {
      writes.push([key, value]);
      return driver.createItem(key, value);
    },
  };
  const { app, close } = benchmarkApp(recorded, () => Date.UTC(2026, 10, 2), { seller: invoicedSeller });
  const startedAt = performance.now();
  const answer = await app.request("/v1/months/2026-10/close", { method: "POST", headers });
  await answer.text();
  const durationMs = performance.now() - startedAt;
  await close();
  await driver.dispose?.();
  const given = writes.filter(([key]) => key.startsWith("register:")).length;
  if (given !== workspaces) throw new Error(`${given} numbers were given for ${workspaces} workspaces.`);
  return { durationMs, writes };
}

async function write(url: string, writes: readonly [key: string, value: string][]): Promise<number> {
  const driver = await openDriver(url);
  const queue = writes.values();
  const worker = async (): Promise<void> => {
    for (const [key, value] of queue) await driver.createItem(`bare:${key}`, value);
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: atOnce }, worker));
  const durationMs = performance.now() - startedAt;
  await driver.dispose?.();
  return durationMs;
}

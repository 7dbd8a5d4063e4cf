import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CreateDriver, openDriver } from "@seatbook/storage";
import { addInvoicedWorkspace, benchmarkApp, headers, invoicedSeller } from "./fixtures.ts";
import { report } from "./measure.ts";

const workspaces = 10_000;

/** Closing a month of 10,000 workspaces of 50 members, each invoice numbered, in one request; against the driver making just
 *  the writes that this takes, of the same bytes, one after the other, in a copy of the same store. */
export async function benchClosing(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "seatbook-bench-"));
  try {
    const [ours, bare] = [join(folder, "ours.db"), join(folder, "bare.db")];
    await fill(`sqlite:${ours}`);
    await copyFile(ours, bare);
    const { durationMs, writes } = await closeAll(`sqlite:${ours}`);
    const bareMs = await write(`sqlite:${bare}`, writes);
    const each = (ms: number): string => (ms / workspaces).toFixed(2);
    report(
      "closing and numbering 10,000 workspaces / their bare writes",
      durationMs / bareMs,
      { most: 2 },
      `${each(durationMs)} / ${each(bareMs)} ms each, ${(writes.length / workspaces).toFixed(1)} writes each, ${(durationMs / 1000).toFixed(1)} s in all`,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function fill(url: string): Promise<void> {
  const driver = await openDriver(url);
  const { app, close } = benchmarkApp(driver, () => Date.UTC(2026, 9, 10));
  for (let index = 0; index < workspaces; index++) await addInvoicedWorkspace(app, `workspace-${index}`);
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
  const startedAt = performance.now();
  for (const [key, value] of writes) await driver.createItem(key, value);
  const durationMs = performance.now() - startedAt;
  await driver.dispose?.();
  return durationMs;
}

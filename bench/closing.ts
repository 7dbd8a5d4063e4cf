import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CreateDriver, openDriver } from "@seatbook/storage";
import { addInvoicedWorkspace, benchmarkApp, headers, invoicedSeller } from "./fixtures.ts";
import { report } from "./measure.ts";

const workspaces = 10_000;

/** Closing a month of 10,000 workspaces of 50 members, each invoice numbered, in one request; against the driver making just
 *  the writes that this takes, of the same bytes, one after the other. */
export async function benchClosing(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "seatbook-bench-"));
  try {
    await compare(`sqlite:${join(folder, "ours.db")}`, `sqlite:${join(folder, "bare.db")}`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function compare(oursUrl: string, bareUrl: string): Promise<void> {
  const driver = await openDriver(oursUrl);
  const writes: [key: string, value: string][] = [];
  let isRecording = false;
  const recorded: CreateDriver = {
    ...driver,
    createItem: (key, value) => {
      if (isRecording) writes.push([key, value]);
      return driver.createItem(key, value);
    },
  };
  let now = Date.UTC(2026, 9, 10);
  const { app, close } = benchmarkApp(recorded, () => now, { seller: invoicedSeller });
  for (let index = 0; index < workspaces; index++) await addInvoicedWorkspace(app, `workspace-${index}`);
  now = Date.UTC(2026, 10, 2);

  isRecording = true;
  const startedAt = performance.now();
  const answer = await app.request("/v1/months/2026-10/close", { method: "POST", headers });
  await answer.text();
  const ours = performance.now() - startedAt;
  isRecording = false;
  const given = writes.filter(([key]) => key.startsWith("register:")).length;
  if (given !== workspaces) throw new Error(`${given} numbers were given for ${workspaces} workspaces.`);
  await close();
  await driver.dispose?.();

  const bareDriver = await openDriver(bareUrl);
  const bareStartedAt = performance.now();
  for (const [key, value] of writes) await bareDriver.createItem(key, value);
  const bare = performance.now() - bareStartedAt;
  await bareDriver.dispose?.();
  const each = (ms: number): string => (ms / workspaces).toFixed(2);
  report(
    "closing and numbering 10,000 workspaces / their bare writes",
    ours / bare,
    { most: 2 },
    `${each(ours)} ms / ${each(bare)} ms per workspace, ${(writes.length / workspaces).toFixed(1)} writes each, ${(ours / 1000).toFixed(1)} s in all`,
  );
}

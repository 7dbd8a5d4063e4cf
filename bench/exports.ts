// node --conditions=@seatbook/source bench/exports.ts
//
// What exports of a workspace with 100,000 license holders, and the invoices of 10,000 workspaces, cost, each in a process
// of its own: how long the file takes, how much memory more than the server had before, and how long others wait.
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { openDriver } from "@seatbook/storage";
import { addInvoicedWorkspace, addLargeWorkspace, benchmarkApp, headers, invoicedSeller } from "./fixtures.ts";
import { report } from "./measure.ts";

/** August to October are closed, November runs. */
const august = Date.UTC(2026, 7, 15);
const november = Date.UTC(2026, 10, 15);
const closed = ["2026-08", "2026-09", "2026-10"];
const invoices = 10_000;

/** `heapMb` limits the heap, of which Node otherwise takes more than is needed. */
type Case = { what: string; path: string; goal?: { seconds: number; megabytes: number }; heapMb?: number };

const goal = { seconds: 3, megabytes: 150 };
const large = "/v1/workspaces/large";
const ofLicenses: Case[] = ["csv", "xlsx"].flatMap((format) => [
  { what: `100,000 rows, live month, ${format}`, path: `${large}/months/2026-11/licenses.${format}`, goal },
  { what: `100,000 rows, closed month, ${format}`, path: `${large}/months/2026-10/licenses.${format}`, goal },
  { what: `400,000 rows, all months, ${format}`, path: `${large}/licenses.${format}`, heapMb: 640 },
]);
const ofInvoices: Case[] = [
  { what: "10,000 invoices of as many workspaces, csv", path: "/v1/invoices.csv", heapMb: 320 },
];

export async function benchExports(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "seatbook-bench-"));
  try {
    for (const [task, cases] of [
      ["licenses", ofLicenses],
      ["invoices", ofInvoices],
    ] as const) {
      const store = `sqlite:${join(folder, `${task}.db`)}`;
      await inProcess([task, store]);
      for (const each of cases) await inProcess(["measure", store, JSON.stringify(each)], each.heapMb);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function inProcess(args: string[], heapMb?: number): Promise<void> {
  const limit = heapMb === undefined ? [] : [`--max-old-space-size=${heapMb}`];
  const child = fork(import.meta.filename, args, {
    execArgv: ["--conditions=@seatbook/source", "--expose-gc", ...limit],
  });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}`);
}

async function prepareLicenses(store: string): Promise<void> {
  const driver = await openDriver(store);
  let now = august;
  const { app, close } = benchmarkApp(driver, () => now);
  await addLargeWorkspace(app);
  now = november;
  for (const month of closed) await post(app, `${large}/months/${month}/close`);
  await close();
  await driver.dispose?.();
}

async function prepareInvoices(store: string): Promise<void> {
  const driver = await openDriver(store);
  let now = Date.UTC(2026, 9, 15);
  const { app, close } = benchmarkApp(driver, () => now, { seller: invoicedSeller });
  for (let index = 0; index < invoices; index++) await addInvoicedWorkspace(app, `workspace-${index}`);
  now = november;
  await post(app, "/v1/months/2026-10/close");
  await close();
  await driver.dispose?.();
}

async function post(app: ReturnType<typeof benchmarkApp>["app"], path: string): Promise<void> {
  const answer = await app.request(path, { method: "POST", headers });
  if (!answer.ok) throw new Error(`POST ${path} answered ${answer.status}: ${await answer.text()}`);
}

async function measure(store: string, { what, path, goal: most }: Case): Promise<void> {
  const driver = await openDriver(store);
  const { app, close } = benchmarkApp(driver, () => november);
  // From here on the server has the workspace.
  if (path.startsWith(large)) await app.request(large, { headers });
  globalThis.gc?.();
  await sleep(100);
  const before = process.memoryUsage.rss();
  let peak = before;
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await sleep(20);
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  const { status, body } = await app.request(path, { headers });
  if (status !== 200 || !body) throw new Error(`${path} answered ${status}`);
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    peak = Math.max(peak, process.memoryUsage.rss());
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  await sleep(20);
  delay.disable();
  const megabytes = (peak - before) / 1e6;
  const detail = `${((user + system) / 1e6).toFixed(1)} s of processor, ${(bytes / 1e6).toFixed(1)} MB`;
  report(`${what}, s`, seconds, most && { most: most.seconds }, detail);
  const had = `${Math.round(before / 1e6)} MB before`;
  report("  memory more than before, MB", megabytes, most && { most: most.megabytes }, had);
  report("  longest time that others wait, ms", delay.max / 1e6, undefined, "");
  await close();
  await driver.dispose?.();
}

if (import.meta.main) {
  const [task, store = "", described = ""] = process.argv.slice(2);
  if (task === "licenses") await prepareLicenses(store);
  else if (task === "invoices") await prepareInvoices(store);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what this file wrote
  else if (task === "measure") await measure(store, JSON.parse(described) as Case);
  else await benchExports();
}

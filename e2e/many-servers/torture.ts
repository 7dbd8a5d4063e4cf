import { setTimeout as sleep } from "node:timers/promises";
import type { AuditEntry } from "@seatbook/server";
import { startPostgres } from "../../packages/storage/src/test/postgres-server.ts";
import { startRedis } from "../../packages/storage/src/test/redis-server.ts";
import type { StoreServer } from "../../packages/storage/src/test/store-server.ts";
import { checkHistory, type Outage } from "./check.ts";
import { apiKey, Client, type Run } from "./client.ts";
import { Fleet } from "./fleet.ts";

export const storeServers = { postgres: startPostgres, redis: startRedis } satisfies Record<
  string,
  () => Promise<StoreServer>
>;
export type StoreName = keyof typeof storeServers;

export type TortureOptions = {
  store: StoreName;
  servers: number;
  clients: number;
  seconds: number;
  /** Seconds between two servers that are killed. */
  killEvery: number;
  /** How often the store is killed, and started again after two seconds. */
  storeKills: number;
};

export type TortureReport = {
  /** One sentence each; none when all is well. */
  violations: string[];
  reads: number;
  acknowledged: number;
  /** Writes of which nobody was told what has become of them. */
  unknown: number;
  /** How often each status was answered; 0 is a connection that failed. */
  statuses: Map<number, number>;
  serverKills: number;
  storeKills: number;
  /** From when the store was up again until the first write was acknowledged, in milliseconds, the longest. */
  recoveryMs: number;
  records: number;
};

const storeDownMs = 2_000;
const clientsPerWorkspace = 4;

/** Kills servers and their store under load, and checks afterwards what clients were told against the logs. */
export async function torture(options: TortureOptions): Promise<TortureReport> {
  const store = await storeServers[options.store]();
  let fleet: Fleet | undefined;
  try {
    fleet = await Fleet.start(store.url, options.servers);
    return await tortureFleet(options, store, fleet);
  } finally {
    await fleet?.stop();
    await store.dispose();
  }
}

async function tortureFleet(options: TortureOptions, store: StoreServer, fleet: Fleet): Promise<TortureReport> {
  const { clients: clientCount, seconds } = options;
  const end = performance.now() + seconds * 1000;
  let isOver = false;
  const run: Run = {
    urls: fleet.urls,
    workspaces: Array.from(
      { length: Math.ceil(clientCount / clientsPerWorkspace) },
      (_, index) => `workspace-${index}`,
    ),
    operations: [],
    attempts: [],
    isOver: () => isOver,
  };
  const clients = Array.from({ length: clientCount }, (_, index) => new Client(run, index));
  await Promise.all(run.workspaces.map(async (workspace, index) => clients[index]?.createWorkspace(workspace)));
  const working = Promise.all(clients.map((client) => client.work()));
  const outages: Outage[] = [];
  const [serverKills] = await Promise.all([
    killServers(fleet, options.killEvery * 1000, end),
    killStore(store, options.storeKills, end, outages),
  ]);
  isOver = true;
  await fleet.up();
  await working;

  const logs = new Map<string, AuditEntry[]>();
  for (const workspace of run.workspaces) logs.set(workspace, await readLog(fleet.urls, workspace));
  const { operations, attempts } = run;
  const writes = operations.filter(({ effect }) => effect !== undefined);
  const acknowledged = writes.filter(({ version }) => version !== undefined);
  const firstAfter = ({ to }: Outage): number =>
    acknowledged.reduce((first, { endedAt }) => (endedAt > to && endedAt < first ? endedAt : first), end) - to;
  return {
    violations: checkHistory(operations, attempts, logs, outages),
    reads: operations.length - writes.length,
    acknowledged: acknowledged.length,
    unknown: writes.length - acknowledged.length,
    statuses: countBy(attempts.map(({ status }) => status)),
    serverKills,
    storeKills: outages.length,
    recoveryMs: Math.max(0, ...outages.map(firstAfter)),
    records: [...logs.values()].reduce((sum, log) => sum + log.length, 0),
  };
}

async function killServers(fleet: Fleet, everyMs: number, end: number): Promise<number> {
  let kills = 0;
  while (performance.now() + everyMs < end) {
    await sleep(everyMs);
    await fleet.killAny();
    kills++;
  }
  await sleep(Math.max(0, end - performance.now()));
  return kills;
}

async function killStore(store: StoreServer, kills: number, end: number, outages: Outage[]): Promise<void> {
  const pauseMs = (end - performance.now()) / (kills + 1);
  for (let kill = 0; kill < kills; kill++) {
    await sleep(pauseMs - (kill === 0 ? 0 : storeDownMs));
    const outage = { from: performance.now(), to: Number.POSITIVE_INFINITY };
    outages.push(outage);
    await store.kill();
    await sleep(storeDownMs);
    await store.restart();
    outage.to = performance.now();
  }
}

/** The whole audit trail, each page from any server. */
async function readLog(urls: readonly string[], workspace: string): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  let cursor: string | undefined = "0";
  for (let page = 0; cursor !== undefined; page++) {
    const url: string = urls[page % urls.length] ?? "";
    const response = await fetch(`${url}/v1/workspaces/${workspace}/events?limit=200&cursor=${cursor}`, {
      headers: { Authorization: `Bearer ${apiKey}` },
    });
    // Lost, with all that was acknowledged.
    if (response.status === 404) return [];
    if (!response.ok) throw new Error(`The log of ${workspace} was answered ${response.status}.`);
    const { items, nextCursor }: { items: AuditEntry[]; nextCursor?: string } = JSON.parse(await response.text());
    entries.push(...items);
    cursor = nextCursor;
  }
  return entries;
}

function countBy<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

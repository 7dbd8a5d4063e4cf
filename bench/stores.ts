import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CreateDriver, openDriver } from "@seatbook/storage";
import { startRedis, whyNoRedis } from "../packages/storage/src/test/redis-server.ts";

export interface Store {
  name: string;
  url: string;
  /** Whether a write that is acknowledged is on disk. */
  isDurable: boolean;
  severalProcesses: boolean;
}

/** Calls `use` with one new store after the other, of each driver that there is a server for here, and removes it. */
export async function withEachStore(use: (store: Store) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "seatbook-bench-"));
  try {
    await use({ name: "memory", url: "memory:", isDurable: false, severalProcesses: false });
    const file = `sqlite:${join(folder, "bench.db")}`;
    await use({ name: "sqlite", url: file, isDurable: true, severalProcesses: true });
    await use({ name: "fs", url: `fs:${join(folder, "files")}`, isDurable: true, severalProcesses: false });
  } finally {
    await rm(folder, { recursive: true });
  }
  const name = `seatbook_bench_${process.pid}`;
  const postgres = process.env["SEATBOOK_TEST_POSTGRES"] ?? "postgres://localhost:5432/test";
  await withServer("postgres", `${postgres}${separator(postgres)}table=${name}`, use, (driver) =>
    driver.getInstance?.().unsafe(`DROP TABLE ${name}`),
  );
  const redis = process.env["SEATBOOK_TEST_REDIS"] ?? "redis://localhost:6379";
  await withServer("redis", `${redis}${separator(redis)}prefix=${name}:`, use, (driver) => driver.clear?.("", {}));
  if (whyNoRedis !== undefined) console.log(`redis, appendfsync always: left out, ${whyNoRedis}`);
  else {
    const server = await startRedis();
    try {
      await use({ name: "redis, appendfsync always", url: server.url, isDurable: true, severalProcesses: true });
    } finally {
      await server.dispose();
    }
  }
}

async function withServer(
  name: string,
  url: string,
  use: (store: Store) => Promise<void>,
  remove: (driver: CreateDriver) => unknown,
): Promise<void> {
  let driver: CreateDriver;
  try {
    driver = await openDriver(url);
  } catch (error) {
    console.log(`${name}: left out, ${error instanceof Error ? error.message : String(error)}`);
    return;
  }
  try {
    const warnings = (await driver.warnings?.()) ?? [];
    await use({ name, url, isDurable: warnings.length === 0, severalProcesses: true });
  } finally {
    await remove(driver);
    await driver.dispose?.();
  }
}

function separator(url: string): "?" | "&" {
  return url.includes("?") ? "&" : "?";
}

export interface StoreServer {
  /** Where Seatbook listens, and a bare Hono app with the same bytes. */
  ours: number;
  theirs: number;
  /** How long so many bare writes take, in milliseconds. */
  bareWrites: (amount: number, writers: number) => Promise<number>;
  stop: () => Promise<unknown>;
}

/** Starts `bench/store-server.ts`. @param workspaces small ones to add first. */
export async function startServer(url: string, workspaces: number): Promise<StoreServer> {
  const child = fork(new URL("store-server.ts", import.meta.url), [url, String(workspaces)], {
    execArgv: ["--conditions=@seatbook/source"],
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what it sends first
  const ports = (await messageOf(child)) as { ours: number; theirs: number };
  return {
    ...ports,
    async bareWrites(amount, writers) {
      child.send({ amount, writers });
      return Number(await messageOf(child));
    },
    stop() {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      return ended;
    },
  };
}

async function messageOf(child: ChildProcess): Promise<unknown> {
  const ended = new AbortController();
  try {
    return await Promise.race([
      once(child, "message", { signal: ended.signal }).then(([message]: unknown[]) => message),
      once(child, "exit", { signal: ended.signal }).then(([code]) =>
        Promise.reject(new Error(`a server of the benchmark ended with ${code}`)),
      ),
    ]);
  } finally {
    ended.abort();
  }
}

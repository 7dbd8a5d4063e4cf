import { execFile } from "node:child_process";
import { connect } from "node:net";
import { promisify } from "node:util";
import { findProgram, sleep, StoreServer } from "./store-server.ts";

const run = promisify(execFile);

/** Why no Redis of a test's own can be started here, undefined where it can. */
export const whyNoRedis =
  findProgram("redis-server") === undefined
    ? "redis-server is not installed (Debian: apt-get install redis-server)"
    : undefined;

export interface RedisServerOptions {
  /** As in redis.conf, on top of `appendonly yes` and `appendfsync always`; PORT stands for the port. */
  settings?: Record<string, string>;
}

/** Starts a `redis-server` that has on disk what it acknowledged. */
export function startRedis({ settings = {} }: RedisServerOptions = {}): Promise<StoreServer> {
  return StoreServer.start(async (folder, port) => ({
    command: findProgram("redis-server") ?? "redis-server",
    args: Object.entries({
      port: String(port),
      bind: "127.0.0.1",
      dir: folder,
      appendonly: "yes",
      appendfsync: "always",
      save: "",
      ...settings,
    }).flatMap(([name, value]) => [`--${name}`, ...value.replace("PORT", String(port)).split(" ")]),
    url: `redis://127.0.0.1:${port}`,
    isReady: () => answers(port),
    stopSignal: "SIGTERM",
  }));
}

/** Starts three that are one cluster, each with a third of the keys. */
export async function startRedisCluster(): Promise<StoreServer[]> {
  const nodes = await Promise.all([1, 2, 3].map(() => startRedis({ settings: { "cluster-enabled": "yes" } })));
  const hosts = nodes.map(({ url }) => new URL(url).host);
  await run("redis-cli", ["--cluster", "create", ...hosts, "--cluster-yes"]);
  for (const { url } of nodes) {
    const ask = ["-p", new URL(url).port, "cluster", "info"];
    while (!(await run("redis-cli", ask)).stdout.includes("cluster_state:ok")) await sleep(50);
  }
  return nodes;
}

/** Whether it takes connections, and is not loading its data. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    let isThere = false;
    const socket = connect(port, "127.0.0.1", () => {
      isThere = true;
      socket.write("PING\r\n");
    });
    socket.once("data", (data) => {
      socket.destroy();
      resolve(!data.toString().startsWith("-LOADING"));
    });
    // Where TLS is spoken, this is no greeting, and the connection ends.
    socket.once("error", () => resolve(isThere));
    socket.once("close", () => resolve(isThere));
  });
}

import { once } from "node:events";
import type { Cluster, Redis, RedisOptions as ClientOptions } from "ioredis";
import type { CreateDriver } from "../driver.ts";
import { StorageError, StoreUnavailableError } from "../errors.ts";
import { checkKey, startOfKeys } from "./keys.ts";
import { describeError, isOutOfReach, isReply } from "./redis-errors.ts";
import { refuseEviction, warningsOf } from "./redis-settings.ts";
import { parseRedisUrl, type RedisAddress } from "./redis-url.ts";

export interface RedisOptions {
  /** `redis://user:password@host:port/database?prefix=seatbook:`, or `rediss:` for TLS. With several hosts, separated by commas,
   *  or `?cluster`, it is a Redis Cluster. Every key begins with the prefix, by default `seatbook:`. */
  url: string;
  /** How long to wait for a connection, and for each answer, in milliseconds. Default 8,000. */
  timeoutMs?: number;
}

/** Redis 6 or newer, or a Redis Cluster, shared by any number of processes on any number of machines. Each record is one key; in a
 *  cluster, each command touches one. How durable a write is when it is answered, the server's settings say: with `appendonly yes`
 *  and `appendfsync always` it is on disk; `warnings()` tells what is missing.
 *  @returns once the server has answered. @throws StorageError with a sentence for the operator. */
export async function redis(options: RedisOptions): Promise<CreateDriver> {
  const address = parseRedisUrl(options.url);
  const { name, prefix } = address;
  const timeoutMs = options.timeoutMs ?? 8_000;
  const client = await connect(address, timeoutMs);

  let connecting: Promise<unknown> | undefined;
  let lost: unknown;
  client.on("ready", () => (lost = undefined));

  /** Waits until the attempt to connect that is under way has ended. Once one has failed, nobody waits for the next ones. */
  async function connected(): Promise<void> {
    if (client.status === "ready" || client.status === "end") return;
    if (lost !== undefined) throw outOfReach(lost);
    connecting ??= once(client, "ready", { signal: AbortSignal.timeout(timeoutMs) }).finally(
      () => (connecting = undefined),
    );
    try {
      await connecting;
    } catch (error) {
      lost = error;
      throw outOfReach(error);
    }
  }

  async function ask<T>(command: () => Promise<T>): Promise<T> {
    await connected();
    try {
      return await command();
    } catch (error) {
      throw isOutOfReach(error) ? outOfReach(error) : error;
    }
  }

  function outOfReach(error: unknown): StoreUnavailableError {
    const { reason, cause } = describeError(error);
    return new StoreUnavailableError(`The store, Redis at ${name}, is out of reach: ${reason}.`, { cause });
  }

  /** Of a cluster every master, or none: keys of one that is left out would seem to be absent. */
  async function masters(): Promise<Redis[]> {
    if (!("nodes" in client)) return [client];
    const nodes = new Map(client.nodes("master").map((node) => [`${node.options.host}:${node.options.port}`, node]));
    return (await mastersOf(client)).map((master) => {
      const node = nodes.get(master);
      if (node === undefined) throw new StoreUnavailableError(`The store, Redis at ${master}, is out of reach.`);
      return node;
    });
  }

  /** Calls `each` with keys below `keyBase`, some of them perhaps twice. */
  async function scan(keyBase: string | undefined, each: (keys: string[]) => Promise<unknown>): Promise<void> {
    const pattern = `${escapePattern(prefix + startOfKeys(keyBase))}*`;
    for (const node of await ask(masters)) {
      let cursor = "0";
      do {
        const [next, keys] = await ask(() => node.scan(cursor, "MATCH", pattern, "COUNT", 1000));
        await each(keys);
        cursor = next;
      } while (cursor !== "0");
    }
  }

  return {
    name: "redis",
    options,
    getInstance: () => client,
    hasItem: async (key) => (await ask(() => client.exists(prefix + checkKey(key)))) === 1,
    getItem: (key) => ask(() => client.get(prefix + checkKey(key))),
    async getItems(items) {
      if (items.length === 0) return [];
      const keys = items.map(({ key }) => prefix + checkKey(key));
      // Of a cluster, one command cannot ask for keys of several nodes.
      const values =
        "nodes" in client
          ? await Promise.all(keys.map((key) => ask(() => client.get(key))))
          : await ask(() => client.mget(keys));
      return items.map(({ key }, index) => ({ key, value: values[index] ?? null }));
    },
    setItem: async (key, value) => void (await ask(() => client.set(prefix + checkKey(key), value))),
    createItem: async (key, value) => (await ask(() => client.set(prefix + checkKey(key), value, "NX"))) === "OK",
    removeItem: async (key) => void (await ask(() => client.unlink(prefix + checkKey(key)))),
    async getKeys(keyBase) {
      const found = new Set<string>();
      await scan(keyBase, async (keys) => {
        for (const key of keys) found.add(key.slice(prefix.length));
      });
      return [...found];
    },
    clear: (keyBase) => scan(keyBase, (keys) => Promise.all(keys.map((key) => ask(() => client.unlink(key))))),
    async warnings() {
      const nodes = await ask(masters);
      return [...new Set((await Promise.all(nodes.map((node) => ask(() => warningsOf(node))))).flat())];
    },
    async now() {
      const [seconds, microseconds] = await ask(() => client.time());
      return Number(seconds) * 1000 + Math.floor(Number(microseconds) / 1000);
    },
    dispose: () => client.disconnect(),
  };
}

/** A client never sends a command a second time: if its answer was lost with the connection, a record that was created would be
 *  taken for somebody else's. Nor does it keep a command to send it later, when nobody waits for it any more. */
async function connect(address: RedisAddress, timeoutMs: number): Promise<Redis | Cluster> {
  const { Cluster, Redis } = await import("ioredis");
  const { name, nodes, user, password, database } = address;
  const common = {
    ...(user !== undefined && { username: user }),
    ...(password !== undefined && { password }),
    ...(address.tls && { tls: {} }),
    connectionName: "seatbook",
    disableClientInfo: true,
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    // Whatever is unanswered for so long is not waited for: the connection may be one that leads nowhere any more.
    socketTimeout: timeoutMs,
    autoResendUnfulfilledCommands: false,
    // What is under way when a connection ends is an error at once, rather than when the time is over.
    maxRetriesPerRequest: 0,
    // After a failover, the server at the other end may be a replica.
    reconnectOnError: (error: Error) => error.message.startsWith("READONLY"),
  } satisfies ClientOptions;
  const client = address.cluster
    ? new Cluster(nodes, {
        redisOptions: common,
        lazyConnect: true,
        retryDelayOnFailover: 0,
        slotsRefreshTimeout: timeoutMs,
        clusterRetryStrategy: reconnectDelayMs,
      })
    : new Redis({
        ...common,
        ...nodes[0],
        db: database,
        lazyConnect: true,
        enableOfflineQueue: false,
        retryStrategy: reconnectDelayMs,
      });
  let lastError: unknown;
  client.on("error", (error) => (lastError = error));
  // A client that is not connected tries again by itself.
  client.connect().catch(() => undefined);
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    while (client.status !== "ready") {
      try {
        await once(client, "ready", { signal: deadline });
      } catch (error) {
        if (deadline.aborted || isReply(error)) throw error;
      }
    }
    await Promise.all(("nodes" in client ? client.nodes("master") : [client]).map(refuseEviction));
    return client;
  } catch (error) {
    client.disconnect();
    if (error instanceof StorageError) throw error;
    const { reason, cause } = describeError(deadline.aborted ? (lastError ?? error) : error);
    if (isReply(error) && !isOutOfReach(error)) {
      throw new StorageError(`Redis at ${name} refuses what SEATBOOK_STORAGE gives: ${reason}. Correct it.`, { cause });
    }
    throw new StoreUnavailableError(
      `The store, Redis at ${name}, cannot be reached: ${reason}. Start it, or correct SEATBOOK_STORAGE.`,
      { cause },
    );
  }
}

function reconnectDelayMs(attempt: number): number {
  return Math.min(25 * 2 ** attempt, 1000);
}

/** `host:port` of the masters that hold the keys, as the cluster names them. */
async function mastersOf(cluster: Cluster): Promise<string[]> {
  const ranges = await cluster.cluster("SLOTS");
  return [...new Set(ranges.flatMap(([, , master]) => (master === undefined ? [] : [`${master[0]}:${master[1]}`])))];
}

/** A pattern that matches `text` alone. */
function escapePattern(text: string): string {
  return text.replaceAll(/[*?[\]\\]/g, (character) => `\\${character}`);
}

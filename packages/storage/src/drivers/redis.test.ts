import { randomUUID } from "node:crypto";
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StorageError, StoreUnavailableError } from "../errors.ts";
import { openDriver } from "../open.ts";
import { testDriver, testProcesses } from "../testing/index.ts";
import { describeWith, whyUnreachable } from "../test/describe-with.ts";
import { type Certificates, makeCertificates } from "../test/certificates.ts";
import { startRedis, startRedisCluster, whyNoRedis } from "../test/redis-server.ts";
import { eventually, itWithstands } from "../test/server-cases.ts";
import type { StoreServer } from "../test/store-server.ts";
import { startProxy } from "../test/tcp-proxy.ts";
import { redis } from "./redis.ts";

const server = process.env["SEATBOOK_TEST_REDIS"] ?? "redis://localhost:6379";
const unreachable = await whyUnreachable("SEATBOOK_TEST_REDIS", () => redis({ url: server, timeoutMs: 1000 }));

describeWith(unreachable, "redis, a server", () => {
  const root = `seatbook-test-${randomUUID()}:`;
  let prefixes = 0;
  const newUrl = (): string => `${server}?prefix=${root}${++prefixes}:`;
  afterAll(async () => {
    const driver = await redis({ url: `${server}?prefix=${root}` });
    await driver.clear?.("", {});
    expect(await driver.getKeys("", {})).toEqual([]);
    await driver.dispose?.();
  });

  testDriver({
    name: "redis",
    create: () => redis({ url: newUrl() }),
    reopen: (driver) => redis(driver.options),
    test: { describe, it },
  });

  testProcesses({ name: "redis, several processes", url: newUrl, test: { describe, it } });

  it("shares a server: whatever is in its prefix and bases, it sees and clears only its own", async () => {
    const prefix = `${root}*[a]?\\`;
    const mine = await redis({ url: `${server}?prefix=${encodeURIComponent(prefix)}` });
    const others = await redis({ url: `${server}?prefix=${root}xax` });
    await others.createItem("theirs", "{}");
    for (const key of ["a*:1", "ab:1", "[b]:1", "b:1", "?:1"]) expect(await mine.createItem(key, "{}")).toBe(true);
    expect(await mine.getKeys("a*", {})).toEqual(["a*:1"]);
    expect(await mine.getKeys("[b]", {})).toEqual(["[b]:1"]);
    expect(await mine.getKeys("?", {})).toEqual(["?:1"]);
    await mine.clear?.("a*", {});
    expect((await mine.getKeys("", {})).toSorted()).toEqual(["?:1", "[b]:1", "ab:1", "b:1"]);
    await mine.clear?.("", {});
    expect(await mine.getKeys("", {})).toEqual([]);
    expect(await others.hasItem("theirs", {})).toBe(true);
    await mine.dispose?.();
    await others.dispose?.();
  });

  it("refuses a key that would become another one", async () => {
    const driver = await redis({ url: newUrl() });
    await expect(Promise.resolve(driver.createItem("\ud800", "{}"))).rejects.toThrow("well-formed");
    await driver.dispose?.();
  });

  it("gives all of many keys", async () => {
    const driver = await redis({ url: newUrl() });
    const keys = Array.from({ length: 3000 }, (_, n) => `a:${n}`);
    await Promise.all(keys.map(async (key) => driver.createItem(key, "{}")));
    expect((await driver.getKeys("a", {})).toSorted()).toEqual(keys.toSorted());
    await driver.dispose?.();
  });
});

describeWith(whyNoRedis, "redis, a server of its own", () => {
  const started: StoreServer[] = [];
  const start = async (settings?: Record<string, string>): Promise<StoreServer> => {
    const one = await startRedis({ ...(settings && { settings }) });
    started.push(one);
    return one;
  };
  afterAll(() => Promise.all(started.map((one) => one.dispose())));

  describe("that fails", () => {
    let own: StoreServer;
    beforeAll(async () => (own = await start()));
    itWithstands(redis, () => own);
  });

  describe("warnings", () => {
    it.each<[string, Record<string, string>, RegExp[]]>([
      ["nothing of appendfsync always", {}, []],
      ["appendfsync everysec", { appendfsync: "everysec" }, [/appendfsync everysec.*the last second or two/]],
      ["appendfsync no", { appendfsync: "no" }, [/appendfsync no.*half a minute or more/]],
      ["snapshots only", { appendonly: "no", save: "900 1 60 100" }, [/snapshots only.*up to 900 seconds are lost/]],
      ["few snapshots", { appendonly: "no", save: "60 100" }, [/snapshots only.*since the last one are lost/]],
      ["nothing on disk", { appendonly: "no" }, [/keeps nothing on disk/]],
      [
        "a policy that would evict",
        { "maxmemory-policy": "allkeys-lru" },
        [/maxmemory-policy allkeys-lru.*noeviction/],
      ],
      ["a replica", { replicaof: "127.0.0.1 1", "replica-serve-stale-data": "yes" }, [/is a replica/]],
      ["CONFIG being forbidden", { "rename-command": "CONFIG HIDDEN" }, [/not tell whether a change is on disk/]],
      [
        "CONFIG being forbidden, and no append-only file",
        { "rename-command": "CONFIG HIDDEN", appendonly: "no" },
        [/snapshots only, if it writes any/],
      ],
    ])("tell of %s", async (_, settings, expected) => {
      const own = await start(settings);
      const driver = await redis({ url: own.url });
      const warnings = await driver.warnings?.();
      await driver.dispose?.();
      await own.stop();
      expect(warnings).toEqual(expected.map((sentence) => expect.stringMatching(sentence)));
    });

    it("tell of INFO being forbidden", async () => {
      const own = await start();
      const admin = await redis({ url: own.url });
      await admin.getInstance?.().call("ACL", "SETUSER", "app", "on", ">s3cret/", "~*", "+@all", "-info", "-config");
      const driver = await redis({ url: own.url.replace("//", "//app:s3cret%2F@") });
      expect(await driver.createItem("a:1", "{}")).toBe(true);
      expect(await driver.warnings?.()).toEqual([expect.stringContaining("does not tell whether it keeps anything")]);
      await driver.dispose?.();
      await admin.dispose?.();
      await own.stop();
    });
  });

  it("refuses a server that removes records when its memory is full", async () => {
    const own = await start({ maxmemory: "64mb", "maxmemory-policy": "allkeys-lru" });
    await expect(redis({ url: own.url })).rejects.toThrow(/maxmemory-policy allkeys-lru.*noeviction/);
    await own.stop();
  });

  it("says that the store is out of reach when its memory is full, and writes nothing", async () => {
    const own = await start({ maxmemory: "1" });
    const driver = await redis({ url: own.url });
    await expect(Promise.resolve(driver.createItem("a:1", "{}"))).rejects.toThrow(StoreUnavailableError);
    expect(await driver.hasItem("a:1", {})).toBe(false);
    await driver.dispose?.();
    await own.stop();
  });

  it("tells of a password that is not accepted, without any password", async () => {
    const own = await start({ requirepass: "right-one" });
    const error = await redis({ url: own.url.replace("//", "//:wrong-one@") }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StorageError);
    expect(String(error)).toMatch(
      /^StorageError: Redis at 127\.0\.0\.1:\d+ refuses what SEATBOOK_STORAGE gives: WRONGPASS/,
    );
    expect(inspectDeeply(error)).not.toMatch(/(?:wrong|right)-one/);
    await expect(redis({ url: own.url })).rejects.toThrow(/refuses what SEATBOOK_STORAGE gives: NOAUTH/);
    const driver = await redis({ url: own.url.replace("//", "//:right-one@") });
    await driver.dispose?.();
    await own.stop();
  });
});

describeWith(whyNoRedis, "redis, a cluster of its own", () => {
  let nodes: StoreServer[];
  let url: string;
  let stores = 0;
  const newUrl = (): string => `${url}?prefix=store-${++stores}:`;
  beforeAll(async () => {
    nodes = await startRedisCluster();
    url =
      nodes[0]?.url.concat(
        nodes
          .slice(1)
          .map((node) => `,${new URL(node.url).host}`)
          .join(""),
      ) ?? "";
  });
  afterAll(() => Promise.all(nodes.map((node) => node.dispose())));

  testDriver({
    name: "redis",
    create: () => redis({ url: newUrl() }),
    reopen: (driver) => redis(driver.options),
    test: { describe, it },
  });

  it("is found by one of its nodes, and keeps keys on all of them", async () => {
    const prefix = `store-${++stores}:`;
    const driver = await redis({ url: `${nodes[1]?.url}?cluster&prefix=${prefix}` });
    const keys = Array.from({ length: 300 }, (_, n) => `a:${n}`);
    await Promise.all(keys.map(async (key) => driver.createItem(key, "{}")));
    expect((await driver.getKeys("a", {})).toSorted()).toEqual(keys.toSorted());
    for (const node of nodes) {
      const alone = await redis({ url: `${node.url}?prefix=${prefix}` });
      expect((await alone.getKeys("a", {})).length).toBeGreaterThan(50);
      await alone.dispose?.();
    }
    await driver.dispose?.();
  });

  it("sends a write once, even if its answer is lost with the connection", async () => {
    const own = await startRedis({ settings: { "cluster-enabled": "yes" } });
    const proxy = await startProxy(Number(new URL(own.url).port));
    const admin = (await redis({ url: own.url })).getInstance?.();
    await admin.cluster("ADDSLOTSRANGE", 0, 16_383);
    await admin.config("SET", "cluster-announce-ip", "127.0.0.1");
    await admin.config("SET", "cluster-announce-port", String(proxy.port));
    const driver = await redis({ url: `redis://127.0.0.1:${proxy.port}?cluster` });
    await driver.createItem("lost:0", "{}");
    proxy.answers = "lost";
    await expect(Promise.resolve(driver.createItem("lost:1", '{"n":1}'))).rejects.toThrow(StoreUnavailableError);
    proxy.answers = "passed";
    expect(await eventually(() => driver.getItem("lost:1"))).toBe('{"n":1}');
    expect(proxy.timesSent('{"n":1}')).toBe(1);
    await driver.dispose?.();
    admin.disconnect();
    proxy.close();
    await own.dispose();
  });

  it("gives no half list while a node is away, loses nothing, and goes on when it is back", async () => {
    const driver = await redis({ url: newUrl(), timeoutMs: 3000 });
    const keys = Array.from({ length: 300 }, (_, n) => `killed:${n}`);
    const writes = Promise.allSettled(keys.map(async (key) => driver.createItem(key, "{}")));
    await nodes[2]?.kill();
    const outcomes = await writes;
    expect(outcomes.some(({ status }) => status === "rejected")).toBe(true);
    for (const outcome of outcomes) {
      // No other client is at work: false would be a write of its own that was sent again.
      if (outcome.status === "fulfilled") expect(outcome.value).toBe(true);
      else expect(outcome.reason).toBeInstanceOf(StoreUnavailableError);
    }
    await expect(driver.getKeys("", {})).rejects.toThrow(StoreUnavailableError);
    await nodes[2]?.restart();
    await expect
      .poll(() => Promise.allSettled(keys.map(async (key) => driver.hasItem(key, {}))), { timeout: 20_000 })
      .toSatisfy((all: PromiseSettledResult<boolean>[]) => all.every(({ status }) => status === "fulfilled"));
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.status === "fulfilled") expect(await driver.hasItem(keys[index] ?? "", {})).toBe(true);
    }
    await driver.dispose?.();
  });
});

describeWith(whyNoRedis, "redis over TLS", () => {
  let own: StoreServer;
  let certificates: Certificates;
  beforeAll(async () => {
    certificates = makeCertificates();
    const { key, certificate } = certificates;
    own = await startRedis({
      settings: {
        "tls-port": "PORT",
        port: "0",
        "tls-cert-file": certificate,
        "tls-key-file": key,
        "tls-ca-cert-file": certificate,
        "tls-auth-clients": "no",
      },
    });
  });
  afterAll(async () => {
    await own.dispose();
    certificates.remove();
  });

  it("is reached where the certificate is trusted, and only there", async () => {
    const url = own.url.replace("redis:", "rediss:").replace("127.0.0.1", "localhost");
    await expect(redis({ url, timeoutMs: 500 })).rejects.toThrow(/cannot be reached: .*certificate/);
    await certificates.trusted(async () => {
      const driver = await redis({ url });
      expect(await driver.createItem("a:1", "{}")).toBe(true);
      await driver.dispose?.();
      await expect(redis({ url: url.replace("localhost", "127.0.0.1"), timeoutMs: 500 })).rejects.toThrow(
        /cannot be reached: .*IP/,
      );
    });
  });
});

describe("redis that is not there", () => {
  it("is told in a sentence, within the time given", async () => {
    const begun = performance.now();
    const url = "redis://u:s3cret@127.0.0.1:1";
    const error = await redis({ url, timeoutMs: 500 }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StoreUnavailableError);
    expect(String(error)).toMatch(
      /The store, Redis at 127\.0\.0\.1:1, cannot be reached: connect ECONNREFUSED .*Start it, or correct SEATBOOK_STORAGE\./,
    );
    expect(inspectDeeply(error)).not.toContain("s3cret");
    expect(performance.now() - begun).toBeLessThan(3000);
  });
});

describe("addresses of redis", () => {
  it.each([
    ["redis://localhost/two", /database by its number/],
    ["redis://localhost/1?cluster", /only number 0/],
    ["redis://a:1,b:2/1", /only number 0/],
    ["redis://localhost?prefix=", /empty prefix/],
    ["redis://localhost?db=1", /parameter "db", which is not known. There are prefix, cluster\./],
    ["redis://localhost?prefix=a&prefix=b", /"prefix" twice/],
    ["redis://localhost:99999", /host that cannot be read/],
    ["redis://u:p@ss@localhost", /is not an address.*%40/],
    ["redis://u:%@localhost", /% that no hex follows/],
  ])("%s is refused with a sentence that has no password", async (url, sentence) => {
    const error = await openDriver(url).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StorageError);
    expect(String(error)).toMatch(sentence);
    expect(String(error)).not.toContain("p@ss");
  });
});

/** With all that a log might show of an error. */
function inspectDeeply(error: unknown): string {
  return inspect(error, { depth: 10, showHidden: true });
}

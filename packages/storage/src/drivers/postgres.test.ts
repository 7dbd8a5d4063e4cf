import { randomUUID } from "node:crypto";
import { inspect } from "node:util";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../../../../scripts/free-port.ts";
import { StorageError, StoreUnavailableError } from "../errors.ts";
import { openDriver } from "../open.ts";
import { type Certificates, makeCertificates } from "../test/certificates.ts";
import { describeWith, whyUnreachable } from "../test/describe-with.ts";
import { startPgbouncer, whyNoPgbouncer } from "../test/pgbouncer.ts";
import { postgresUser, startPostgres, whyNoPostgres } from "../test/postgres-server.ts";
import { itWithstands } from "../test/server-cases.ts";
import type { StoreServer } from "../test/store-server.ts";
import { testDriver, testProcesses } from "../testing/index.ts";
import { postgres } from "./postgres.ts";

const server = process.env["SEATBOOK_TEST_POSTGRES"] ?? "postgres://localhost:5432/test";
/** The schema of this run, so that what it leaves behind is known. */
const schema = `seatbook_test_${randomUUID().replaceAll("-", "")}`;
let tables = 0;
const newTable = (base: string): string =>
  `${base}${base.includes("?") ? "&" : "?"}schema=${schema}&table=t${++tables}`;

const unreachable = await whyUnreachable("SEATBOOK_TEST_POSTGRES", () =>
  postgres({ url: newTable(server), timeoutMs: 1000 }),
);

describeWith(unreachable, "postgres, a server", () => {
  afterAll(async () => {
    const driver = await postgres({ url: newTable(server) });
    await driver.getInstance?.().unsafe(`DROP SCHEMA ${schema} CASCADE`);
    await driver.dispose?.();
  });

  testDriver({
    name: "postgres",
    create: () => postgres({ url: newTable(server) }),
    reopen: (driver) => postgres(driver.options),
    test: { describe, it },
  });

  testProcesses({ name: "postgres, several processes", url: () => newTable(server), test: { describe, it } });

  it("is opened by many at once where there is no table yet", async () => {
    for (let round = 0; round < 5; round++) {
      const url = newTable(server).replace(schema, `${schema}_${round}`);
      const drivers = await Promise.all(Array.from({ length: 8 }, () => postgres({ url })));
      const created = await Promise.all(drivers.map(async (driver) => driver.createItem("a:1", "{}")));
      expect(created.filter(Boolean)).toHaveLength(1);
      await drivers[0]?.getInstance?.().unsafe(`DROP SCHEMA ${schema}_${round} CASCADE`);
      await Promise.all(drivers.map(async (driver) => driver.dispose?.()));
    }
  });

  itKeepsToKeys(() => newTable(server));
});

describe("postgres, embedded", () => {
  let database: PGlite;
  let embedded: PGLiteSocketServer;
  let url: string;
  beforeAll(async () => {
    const port = await freePort();
    database = await PGlite.create();
    embedded = new PGLiteSocketServer({ db: database, port, maxConnections: 100 });
    await embedded.start();
    url = `postgres://postgres@127.0.0.1:${port}/postgres?connections=1`;
  });
  afterAll(async () => {
    await embedded.stop();
    await database.close();
  });

  testDriver({
    name: "postgres",
    create: () => postgres({ url: newTable(url) }),
    reopen: (driver) => postgres(driver.options),
    test: { describe, it },
  });

  itKeepsToKeys(() => newTable(url));
});

/** What a database's language or pattern matching would get wrong. */
function itKeepsToKeys(url: () => string): void {
  it.each([
    ["the columns of another", "(id int PRIMARY KEY)"],
    ["no key that is unique, as a copy by CREATE TABLE AS", '(key text COLLATE "C", value text NOT NULL)'],
    ["keys in the order of a language", '(key text COLLATE "ucs_basic" PRIMARY KEY, value text NOT NULL)'],
    ["values that are changed", '(key text COLLATE "C" PRIMARY KEY, value jsonb NOT NULL)'],
    [
      "keys that may be there twice until a commit",
      '(key text COLLATE "C" PRIMARY KEY DEFERRABLE, value text NOT NULL)',
    ],
  ])("refuses a table with %s", async (_, columns) => {
    const there = url();
    const admin = await postgres({ url: url() });
    const [, table] = /table=(\w+)/.exec(there) ?? [];
    await admin.getInstance?.().unsafe(`CREATE TABLE ${schema}.${table} ${columns}`);
    await expect(postgres({ url: there })).rejects.toThrow(
      /names the table ".*", which is none of Seatbook's: .*\?table=/,
    );
    await admin.dispose?.();
  });

  it("takes no character of a key for anything but itself, and finds keys by the bytes they begin with", async () => {
    const driver = await postgres({ url: url() });
    const keys = [
      "a%:1",
      "ab:1",
      "a_:1",
      "A:1",
      "a:1",
      "a:é",
      "a:\u{1F9FE}",
      "a\\:1",
      "a':1",
      "é:1",
      "e\u0301:1",
      "a;1",
    ];
    for (const key of keys) expect(await driver.createItem(key, JSON.stringify({ key }))).toBe(true);
    for (const key of keys) expect(await driver.getItem(key)).toBe(JSON.stringify({ key }));
    expect(await driver.getKeys("a%", {})).toEqual(["a%:1"]);
    expect(await driver.getKeys("a_", {})).toEqual(["a_:1"]);
    expect(await driver.getKeys("a", {})).toEqual(["a:1", "a:é", "a:\u{1F9FE}"]);
    await driver.clear?.("a", {});
    expect((await driver.getKeys("", {})).toSorted()).toEqual(keys.filter((key) => !key.startsWith("a:")).toSorted());
    await driver.clear?.("", {});
    expect(await driver.getKeys("", {})).toEqual([]);
    await driver.dispose?.();
  });

  it("refuses a key that its text cannot hold", async () => {
    const driver = await postgres({ url: url() });
    await expect(Promise.resolve(driver.createItem("a\0:1", "{}"))).rejects.toThrow("NUL");
    await expect(Promise.resolve(driver.createItem("\ud800", "{}"))).rejects.toThrow("well-formed");
    await driver.dispose?.();
  });
}

describeWith(whyNoPostgres, "postgres, a server of its own", () => {
  let own: StoreServer;
  beforeAll(async () => (own = await startPostgres()));
  afterAll(() => own.dispose());

  itWithstands(postgres, () => own);

  it("goes on when its connections are ended in the middle of work", async () => {
    const driver = await postgres({ url: own.url });
    const admin = await postgres({ url: own.url });
    const keys = Array.from({ length: 200 }, (_, n) => `ended:${n}`);
    const writes = Promise.allSettled(keys.map(async (key) => driver.createItem(key, "{}")));
    await admin.getInstance?.().unsafe(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
    );
    const outcomes = await writes;
    expect(outcomes.some(({ status }) => status === "rejected")).toBe(true);
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(StoreUnavailableError);
      else expect(await admin.hasItem(keys[index] ?? "", {})).toBe(true);
    }
    await expect.poll(async () => Promise.resolve(driver.hasItem("other", {})).catch(() => undefined)).toBe(false);
    await driver.dispose?.();
    await admin.dispose?.();
  });

  it("gives up a statement that waits too long, on the server too", async () => {
    const driver = await postgres({ url: own.url, timeoutMs: 500 });
    const admin = await postgres({ url: own.url });
    await admin.getInstance?.().begin(async (sql: { unsafe: (text: string) => Promise<unknown> }) => {
      await sql.unsafe("LOCK TABLE seatbook_items");
      await expect(Promise.resolve(driver.createItem("locked:1", "{}"))).rejects.toThrow(StoreUnavailableError);
    });
    await expect.poll(async () => Promise.resolve(driver.hasItem("locked:1", {})).catch(() => undefined)).toBe(false);
    await driver.dispose?.();
    await admin.dispose?.();
  });

  it("needs no right to create where the table is there", async () => {
    const admin = await postgres({ url: `${own.url}?schema=billing` });
    await admin.getInstance?.().unsafe(
      `CREATE ROLE app LOGIN; GRANT USAGE ON SCHEMA billing TO app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON billing.seatbook_items TO app`,
    );
    const app = own.url.replace("seatbook@", "app@");
    const driver = await postgres({ url: `${app}?schema=billing` });
    expect(await driver.createItem("a:1", "{}")).toBe(true);
    await admin.getInstance?.().unsafe("REVOKE INSERT ON billing.seatbook_items FROM app");
    const denied = Promise.resolve(driver.createItem("a:2", "{}"));
    await expect(denied).rejects.toThrow(StoreUnavailableError);
    await expect(denied).rejects.toThrow(
      /PostgreSQL at .* refuses what SEATBOOK_STORAGE gives: permission denied for table seatbook_items\. Correct it,/,
    );
    await admin.getInstance?.().unsafe("GRANT INSERT ON billing.seatbook_items TO app");
    expect(await driver.createItem("a:2", "{}")).toBe(true);
    await driver.dispose?.();
    await admin.dispose?.();
    await expect(postgres({ url: `${app}?schema=other` })).rejects.toThrow(
      /PostgreSQL at .* refuses what SEATBOOK_STORAGE gives: permission denied/,
    );
  });

  it.each([
    ["fsync off", { fsync: "off" }, /fsync off.*may lose everything/],
    ["full_page_writes off", { full_page_writes: "off" }, /full_page_writes off/],
    ["synchronous_commit off", { synchronous_commit: "off" }, /synchronous_commit off.*loses the last ones/],
    ["nothing to change", {}, undefined],
  ])("warns of %s", async (_, settings: Record<string, string>, sentence) => {
    const set = await startPostgres({ settings });
    const driver = await postgres({ url: set.url });
    expect(await driver.warnings?.()).toEqual(sentence === undefined ? [] : [expect.stringMatching(sentence)]);
    await driver.dispose?.();
    await set.dispose();
  });

  it("warns of a server that takes no changes, and says that the store is out of reach when one is made", async () => {
    const admin = await postgres({ url: own.url });
    const url = `${own.url}?table=taken`;
    await postgres({ url }).then((driver) => driver.dispose?.());
    await admin.getInstance?.().unsafe("ALTER ROLE seatbook SET default_transaction_read_only = on");
    const driver = await postgres({ url });
    expect(await driver.warnings?.()).toEqual([expect.stringContaining("takes no changes")]);
    await expect(Promise.resolve(driver.createItem("a:1", "{}"))).rejects.toThrow(StoreUnavailableError);
    await admin.getInstance?.().unsafe("ALTER ROLE seatbook RESET default_transaction_read_only");
    await driver.dispose?.();
    await admin.dispose?.();
  });

  describe(`behind a transaction pooler${whyNoPgbouncer === undefined ? "" : ` (skipped: ${whyNoPgbouncer})`}`, () => {
    let pgbouncer: StoreServer;
    if (whyNoPgbouncer !== undefined) it.skip("runs the suite", () => undefined);
    else {
      beforeAll(async () => (pgbouncer = await startPgbouncer(own.url)));
      afterAll(() => pgbouncer.dispose());

      testDriver({
        name: "postgres",
        create: () => postgres({ url: newTable(`${pgbouncer.url}?pooler`) }),
        reopen: (driver) => postgres(driver.options),
        test: { describe, it },
      });

      it("names the parameter that is missing", async () => {
        await expect(postgres({ url: pgbouncer.url })).rejects.toThrow(/startup parameter.*Add \?pooler to it\./);
      });
    }
  });
});

describeWith(whyNoPostgres, "postgres over TLS", () => {
  let own: StoreServer;
  let certificates: Certificates;
  beforeAll(async () => {
    certificates = makeCertificates(postgresUser);
    const { key, certificate } = certificates;
    own = await startPostgres({ settings: { ssl: "on", ssl_cert_file: certificate, ssl_key_file: key } });
  });
  afterAll(async () => {
    await own.dispose();
    certificates.remove();
  });

  const isEncrypted = async (host: string, mode: string): Promise<boolean> => {
    const url = `${own.url.replace("127.0.0.1", host)}?sslmode=${mode}`;
    const driver = await postgres({ url, timeoutMs: 2000 });
    const rows = await driver.getInstance?.().unsafe("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()");
    await driver.dispose?.();
    return rows[0].ssl;
  };

  it.each([
    ["127.0.0.1", "disable", false],
    ["127.0.0.1", "prefer", true],
    ["127.0.0.1", "require", true],
  ])("at %s with sslmode=%s, whether it is encrypted: %s", async (host, mode, expected) => {
    expect(await isEncrypted(host, mode)).toBe(expected);
  });

  it("verifies who answers, where it is to", async () => {
    await expect(isEncrypted("localhost", "verify-full")).rejects.toThrow(/cannot be reached: self-signed certificate/);
    await expect(isEncrypted("localhost", "verify-ca")).rejects.toThrow(/cannot be reached: self-signed certificate/);
    await certificates.trusted(async () => {
      expect(await isEncrypted("localhost", "verify-full")).toBe(true);
      expect(await isEncrypted("127.0.0.1", "verify-ca")).toBe(true);
      await expect(isEncrypted("127.0.0.1", "verify-full")).rejects.toThrow(/cannot be reached: .*IP/);
    });
  });
});

describe("postgres that is not there", () => {
  it("is told in a sentence, within the time given", async () => {
    const url = "postgres://u:s3cret@127.0.0.1:1/x";
    const begun = performance.now();
    const error = await postgres({ url, timeoutMs: 500 }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StoreUnavailableError);
    expect(String(error)).toMatch(
      /The store, PostgreSQL at 127\.0\.0\.1:1, cannot be reached: connect ECONNREFUSED .*Start it, or correct SEATBOOK_STORAGE\./,
    );
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain("s3cret");
    expect(performance.now() - begun).toBeLessThan(3000);
  });
});

describe("addresses of postgres", () => {
  it.each([
    ["postgres://a:1,b:2/x", /several hosts/],
    ["postgres://[::1]/x", /IPv6/],
    ["postgres://localhost/x?sslmode=maybe", /sslmode that is not known. There are disable, prefer, require/],
    ["postgres://localhost/x?table=a;b", /table "a;b"/],
    ["postgres://localhost/x?schema=Ä", /schema "Ä"/],
    ["postgres://localhost/x?connections=0", /from 1 to 100 connections/],
    ["postgres://localhost/x?ssl=true", /parameter "ssl", which is not known. There are sslmode,/],
    ["postgresql://u:p@ss@localhost/x", /is not an address.*%40/],
  ])("%s is refused with a sentence that has no password", async (url, sentence) => {
    const error = await openDriver(url).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StorageError);
    expect(String(error)).toMatch(sentence);
    expect(String(error)).not.toContain("p@ss");
  });
});

import type { ConnectionOptions as TlsOptions } from "node:tls";
import type { Options, Sql } from "postgres";
import type { CreateDriver } from "../driver.ts";
import { StorageError, StoreUnavailableError } from "../errors.ts";
import { checkKey, rangeOf } from "./keys.ts";
import { Outage } from "./outage.ts";
import { Connections } from "./postgres-connections.ts";
import { isDuplicate, isForPooler, isOutOfReach, isRefusal, reasonOf } from "./postgres-errors.ts";
import { parsePostgresUrl, type PostgresAddress, type TlsMode } from "./postgres-url.ts";
import { warningsOf } from "./postgres-settings.ts";

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`, and after a question mark `sslmode`, `schema`, `table` (default
   *  `seatbook_items`), `connections` (at most so many, default 10), and `pooler` where a transaction pooler is in between. */
  url: string;
  /** How long to wait for a connection, and for each answer, in milliseconds. Default 8,000. */
  timeoutMs?: number;
}

/** PostgreSQL 15 or newer, shared by any number of processes on any number of machines. One table, created if missing, with one
 *  row per record. Each write is committed before it is answered: on disk, unless the server is set otherwise, as `warnings()`
 *  tells.
 *  @returns once the server has answered. @throws StorageError with a sentence for the operator. */
export async function postgres(options: PostgresOptions): Promise<CreateDriver> {
  const address = parsePostgresUrl(options.url);
  const timeoutMs = options.timeoutMs ?? 8_000;
  const table = address.schema === undefined ? address.table : `${address.schema}.${address.table}`;
  const { default: open } = await import("postgres");
  const clientOptions = clientOptionsFor(address, timeoutMs);
  const connections = new Connections(() => open(clientOptions), address.connections);
  const query = <T>(statement: (sql: Sql) => Promise<T>): Promise<T> =>
    connections.ask(statement, timeoutMs + ANSWER_MS);
  const outage = new Outage(() => query((sql) => sql`SELECT 1`));

  async function ask<T>(statement: (sql: Sql) => Promise<T>): Promise<T> {
    try {
      await outage.pass();
    } catch (error) {
      throw outOfReach(error);
    }
    try {
      return await query(statement);
    } catch (error) {
      if (isForPooler(error)) {
        throw new StorageError(
          `Between this server and PostgreSQL at ${address.name} is a transaction pooler (${reasonOf(error)}). Add ?pooler to ` +
            `SEATBOOK_STORAGE.`,
          { cause: error },
        );
      }
      // What was allowed at start and is not any more keeps the store out of reach until the operator allows it again.
      if (isRefusal(error)) throw new StoreUnavailableError(refused(error, address.name).message, { cause: error });
      if (!isOutOfReach(error)) throw error;
      outage.suspect();
      throw outOfReach(error);
    }
  }

  function outOfReach(error: unknown): StoreUnavailableError {
    return new StoreUnavailableError(`The store, PostgreSQL at ${address.name}, is out of reach: ${reasonOf(error)}.`, {
      cause: error,
    });
  }

  try {
    await untilThere(timeoutMs, () => query((sql) => createTable(sql, address.schema, table)));
    await query((sql) => checkTable(sql, table));
  } catch (error) {
    await connections.close();
    throw atStart(error, address.name);
  }
  return {
    name: "postgres",
    options,
    getInstance: () => connections.client(),
    hasItem: async (key) =>
      (await ask((sql) => sql`SELECT 1 FROM ${sql(table)} WHERE key = ${checkKey(key)}`)).length > 0,
    async getItem(key) {
      const [row] = await ask(
        (sql) => sql<{ value: string }[]>`SELECT value FROM ${sql(table)} WHERE key = ${checkKey(key)}`,
      );
      return row?.value ?? null;
    },
    async getItems(items) {
      // One text, whatever their number, so that the statement is prepared once.
      const keys = JSON.stringify(items.map(({ key }) => checkKey(key)));
      const rows = await ask(
        (sql) => sql<{ key: string; value: string }[]>`SELECT key, value FROM ${sql(table)}
          WHERE key = ANY (ARRAY(SELECT jsonb_array_elements_text(${keys}::text::jsonb)))`,
      );
      const found = new Map(rows.map(({ key, value }) => [key, value]));
      return items.map(({ key }) => ({ key, value: found.get(key) ?? null }));
    },
    async setItem(key, value) {
      await ask(
        (sql) => sql`INSERT INTO ${sql(table)} (key, value) VALUES (${checkKey(key)}, ${value})
          ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
      );
    },
    async createItem(key, value) {
      const { count } = await ask(
        (sql) => sql`INSERT INTO ${sql(table)} (key, value) VALUES (${checkKey(key)}, ${value}) ON CONFLICT DO NOTHING`,
      );
      return count === 1;
    },
    async removeItem(key) {
      await ask((sql) => sql`DELETE FROM ${sql(table)} WHERE key = ${checkKey(key)}`);
    },
    async getKeys(base) {
      const [from, to] = rangeOf(base);
      const rows = await ask(
        (sql) =>
          sql<{ key: string }[]>`SELECT key FROM ${sql(table)} WHERE key >= ${from} AND key < ${to} ORDER BY key`,
      );
      return rows.map(({ key }) => key);
    },
    async clear(base) {
      const [from, to] = rangeOf(base);
      await ask((sql) => sql`DELETE FROM ${sql(table)} WHERE key >= ${from} AND key < ${to}`);
    },
    warnings: () => ask(warningsOf),
    async now() {
      const [row] = await ask(
        (sql) => sql<{ now: number }[]>`SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now`,
      );
      return row?.now ?? Number.NaN;
    },
    dispose() {
      outage.stop();
      return connections.close();
    },
  };
}

/** What an answer may take after the server itself has given up a statement. */
const ANSWER_MS = 500;

/** Between two attempts to reach the server at start. */
const PAUSE_MS = 250;

function clientOptionsFor(address: PostgresAddress, timeoutMs: number): Options<Record<string, never>> {
  const { user, password, host, port, database, tls, pooler } = address;
  const isSocket = host?.startsWith("/") === true;
  return {
    ...(user !== undefined && { user }),
    ...(password !== undefined && { password }),
    ...(database !== undefined && { database }),
    ...(host !== undefined && (isSocket ? { path: `${host}/.s.PGSQL.${port ?? 5432}` } : { host })),
    ...(port !== undefined && { port }),
    ssl: isSocket ? false : tlsOptions(tls, host),
    max: 1,
    connect_timeout: timeoutMs / 1000,
    // Who waits between attempts to connect, and how long, is seen to by `Outage`.
    backoff: () => 0,
    fetch_types: false,
    onnotice: () => undefined,
    // Of one connection of ours, a transaction pooler sends each statement to any connection of its own: what is prepared or set
    // on one is not there on the next, and whatever it does not know it refuses.
    prepare: !pooler,
    connection: { application_name: "seatbook", ...(!pooler && { statement_timeout: timeoutMs }) },
  };
}

function tlsOptions(mode: TlsMode, host: string | undefined): "prefer" | "require" | false | TlsOptions {
  if (mode === "disable") return false;
  if (mode === "verify-ca") return { checkServerIdentity: () => undefined };
  // Of an address that is no name, the client would not say whom the certificate must be of.
  if (mode === "verify-full") return host === undefined ? {} : { host };
  return mode;
}

/** Two servers may do so at once: `IF NOT EXISTS` looks first and creates then. Where the table is there already, nothing but
 *  its use need be allowed. */
async function createTable(sql: Sql, schema: string | undefined, table: string): Promise<void> {
  for (;;) {
    const [there] = await sql<{ table: boolean; schema: boolean }[]>`
      SELECT to_regclass(${table}) IS NOT NULL AS table, to_regnamespace(${schema ?? "pg_catalog"}) IS NOT NULL AS schema`;
    if (there?.table === true) return;
    try {
      if (schema !== undefined && there?.schema !== true) await sql`CREATE SCHEMA IF NOT EXISTS ${sql(schema)}`;
      // Keys in the order of their bytes, whatever the database's language: then a range has the keys with one beginning.
      await sql`CREATE TABLE IF NOT EXISTS ${sql(table)} (key text COLLATE "C" PRIMARY KEY, value text NOT NULL)`;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  }
}

/** A table that was not made here, or is the copy of one without its index, would take a key twice, or be listed out of order. */
async function checkTable(sql: Sql, table: string): Promise<void> {
  const [found] = await sql`
    SELECT FROM pg_index JOIN pg_attribute key ON key.attrelid = indrelid AND key.attnum = indkey[0]
    JOIN pg_attribute value ON value.attrelid = indrelid AND value.attname = 'value'
    WHERE indrelid = to_regclass(${table}) AND indisunique AND indisvalid AND indimmediate AND indpred IS NULL AND indnkeyatts = 1
    AND key.attname = 'key' AND key.atttypid = 'text'::regtype AND key.attcollation = '"C"'::regcollation
    AND value.atttypid = 'text'::regtype`;
  if (found !== undefined) return;
  throw new StorageError(
    `SEATBOOK_STORAGE names the table "${table}", which is none of Seatbook's: those have key text COLLATE "C" PRIMARY KEY and ` +
      `value text NOT NULL. Name another with ?table=, or give it what it lacks.`,
  );
}

/** Tries again while the server cannot be reached. */
async function untilThere(timeoutMs: number, attempt: () => Promise<void>): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (isRefusal(error) || !isOutOfReach(error) || performance.now() > deadline) throw error;
      await new Promise((resolve) => void setTimeout(resolve, PAUSE_MS));
    }
  }
}

function atStart(error: unknown, name: string): unknown {
  if (isRefusal(error)) return refused(error, name);
  if (!isOutOfReach(error)) return error;
  return new StoreUnavailableError(
    `The store, PostgreSQL at ${name}, cannot be reached: ${reasonOf(error)}. Start it, or correct SEATBOOK_STORAGE.`,
    { cause: error },
  );
}

function refused(error: unknown, name: string): StorageError {
  const remedy = isForPooler(error) ? "Add ?pooler to it." : "Correct it, or what is allowed there.";
  return new StorageError(`PostgreSQL at ${name} refuses what SEATBOOK_STORAGE gives: ${reasonOf(error)}. ${remedy}`, {
    cause: error,
  });
}

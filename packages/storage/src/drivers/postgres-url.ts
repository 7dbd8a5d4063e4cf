import { StorageError } from "../errors.ts";
import { isOn, nameOf, parseServerUrl } from "./server-url.ts";

export interface PostgresAddress {
  user: string | undefined;
  password: string | undefined;
  /** A host name, or the folder of a Unix socket. */
  host: string | undefined;
  port: number | undefined;
  database: string | undefined;
  /** Where it is, for messages. */
  name: string;
  tls: TlsMode;
  schema: string | undefined;
  table: string;
  connections: number;
  pooler: boolean;
}

/** As libpq has them, without `allow`. */
const TLS_MODES = ["disable", "prefer", "require", "verify-ca", "verify-full"] as const;
export type TlsMode = (typeof TLS_MODES)[number];

const MOST_CONNECTIONS = 100;

/** @throws StorageError with a sentence for the operator, never with the address, which may hold a password. */
export function parsePostgresUrl(url: string): PostgresAddress {
  const { user, password, hosts, path, parameters } = parseServerUrl(
    url,
    "postgres://user:password@localhost:5432/seatbook?sslmode=verify-full",
    ["sslmode", "schema", "table", "connections", "pooler"],
  );
  const [host, another] = hosts;
  if (host === undefined || another !== undefined) {
    throw new StorageError(
      "SEATBOOK_STORAGE names several hosts. Name the one that takes changes, or what leads to it.",
    );
  }
  if (host.host.includes(":")) {
    throw new StorageError(
      "SEATBOOK_STORAGE has an IPv6 address, which the PostgreSQL client cannot read. Give it a name.",
    );
  }
  return {
    user,
    password,
    host: host.host === "" ? undefined : host.host,
    port: host.port,
    database: path === "" ? undefined : path,
    name: nameOf(host) || "localhost",
    tls: tlsMode(parameters.get("sslmode") ?? "prefer"),
    schema: identifier("schema", parameters.get("schema") ?? undefined),
    table: identifier("table", parameters.get("table") ?? "seatbook_items"),
    connections: connections(parameters.get("connections") ?? "10"),
    pooler: isOn(parameters, "pooler"),
  };
}

function tlsMode(given: string): TlsMode {
  const mode = TLS_MODES.find((one) => one === given);
  if (mode !== undefined) return mode;
  throw new StorageError(`SEATBOOK_STORAGE has an sslmode that is not known. There are ${TLS_MODES.join(", ")}.`);
}

/** A name that needs no quotes. */
function identifier<T extends string | undefined>(what: string, given: T): T {
  if (given === undefined || /^[a-z_][a-z0-9_]{0,62}$/.test(given)) return given;
  throw new StorageError(
    `SEATBOOK_STORAGE has a ${what} "${given}". Take a to z, 0 to 9 and _, at most 63 characters, no digit first.`,
  );
}

function connections(given: string): number {
  if (/^\d{1,3}$/.test(given) && Number(given) >= 1 && Number(given) <= MOST_CONNECTIONS) return Number(given);
  throw new StorageError(`SEATBOOK_STORAGE must have from 1 to ${MOST_CONNECTIONS} connections.`);
}

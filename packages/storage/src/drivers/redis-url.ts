import { StorageError } from "../errors.ts";
import { isOn, nameOf, parseServerUrl } from "./server-url.ts";

export interface RedisAddress {
  user: string | undefined;
  password: string | undefined;
  nodes: { host: string; port: number }[];
  /** Where they are, for messages. */
  name: string;
  tls: boolean;
  cluster: boolean;
  database: number;
  prefix: string;
}

/** @throws StorageError with a sentence for the operator, never with the address, which may hold a password. */
export function parseRedisUrl(url: string): RedisAddress {
  const { scheme, user, password, hosts, path, parameters } = parseServerUrl(
    url,
    "redis://user:password@localhost:6379/0?prefix=seatbook:",
    ["prefix", "cluster"],
  );
  const cluster = hosts.length > 1 || isOn(parameters, "cluster");
  if (!/^\d{0,5}$/.test(path)) {
    throw new StorageError(
      "SEATBOOK_STORAGE must name a Redis database by its number, for example redis://localhost/2.",
    );
  }
  if (cluster && Number(path) !== 0) {
    throw new StorageError(
      "SEATBOOK_STORAGE names a database of a Redis Cluster, which has only number 0. Leave it out and tell stores apart by ?prefix=.",
    );
  }
  const prefix = parameters.get("prefix") ?? "seatbook:";
  if (prefix === "" || !prefix.isWellFormed()) {
    throw new StorageError(
      "SEATBOOK_STORAGE has an empty prefix. Leave it out, or write for example ?prefix=seatbook:.",
    );
  }
  return {
    user,
    password,
    nodes: hosts.map(({ host, port }) => ({ host: host === "" ? "localhost" : host, port: port ?? 6379 })),
    name: hosts.map(nameOf).join(", ") || "localhost",
    tls: scheme === "rediss",
    cluster,
    database: Number(path),
    prefix,
  };
}

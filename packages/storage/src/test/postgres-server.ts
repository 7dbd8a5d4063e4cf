import { execFile, spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { findProgram, type RunAs, StoreServer } from "./store-server.ts";

const run = promisify(execFile);

/** Debian keeps them out of the PATH; the newest version first. */
const folders = globSync("/usr/lib/postgresql/*/bin").toSorted().toReversed();
const initdb = findProgram("initdb", folders);

const user = findUser();

/** PostgreSQL refuses to run as root: then it is the user that Debian makes for it. */
export const postgresUser = user === "none" ? undefined : user;

/** Why no PostgreSQL of a test's own can be started here, undefined where it can. */
export const whyNoPostgres =
  initdb === undefined
    ? "initdb is not installed (Debian: apt-get install postgresql)"
    : user === "none"
      ? "PostgreSQL does not run as root, and there is no user postgres"
      : undefined;

export interface PostgresServerOptions {
  /** As in postgresql.conf. */
  settings?: Record<string, string>;
}

/** Starts a PostgreSQL with its default settings. */
export function startPostgres({ settings = {} }: PostgresServerOptions = {}): Promise<StoreServer> {
  return StoreServer.start(async (folder, port) => {
    const data = join(folder, "data");
    await run(
      program("initdb"),
      [
        "--pgdata",
        data,
        "--username",
        "seatbook",
        "--auth",
        "trust",
        "--encoding",
        "UTF8",
        "--locale",
        "C",
        "--no-sync",
      ],
      { cwd: folder, ...postgresUser },
    );
    const all = { port: String(port), listen_addresses: "127.0.0.1", unix_socket_directories: folder, ...settings };
    return {
      command: program("postgres"),
      args: ["-D", data, ...Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`])],
      url: `postgres://seatbook@127.0.0.1:${port}/postgres`,
      isReady: () =>
        run(program("pg_isready"), ["-h", "127.0.0.1", "-p", String(port), "-q"]).then(
          () => true,
          () => false,
        ),
      // Does not wait for clients to leave.
      stopSignal: "SIGINT",
    };
  }, postgresUser);
}

function program(name: string): string {
  return findProgram(name, folders) ?? name;
}

function findUser(): RunAs | "none" {
  if (process.getuid?.() !== 0) return undefined;
  const [uid, gid] = ["-u", "-g"].map((option) => spawnSync("id", [option, "postgres"], { encoding: "utf8" }));
  if (uid?.status !== 0 || gid?.status !== 0) return "none";
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

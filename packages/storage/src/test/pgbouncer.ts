import { writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { postgresUser } from "./postgres-server.ts";
import { findProgram, StoreServer } from "./store-server.ts";

const program = findProgram("pgbouncer");

/** Why PgBouncer cannot be started here, undefined where it can. */
export const whyNoPgbouncer =
  program === undefined ? "pgbouncer is not installed (Debian: apt-get install pgbouncer)" : undefined;

/** Starts a PgBouncer in front of a PostgreSQL, in transaction mode. */
export function startPgbouncer(target: string): Promise<StoreServer> {
  const { port: targetPort, username } = new URL(target);
  return StoreServer.start(async (folder, port) => {
    const config = join(folder, "pgbouncer.ini");
    const users = join(folder, "users.txt");
    writeFileSync(users, `"${username}" ""\n`);
    writeFileSync(
      config,
      `[databases]
postgres = host=127.0.0.1 port=${targetPort}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${users}
pool_mode = transaction
default_pool_size = 5
max_client_conn = 500
`,
    );
    return {
      command: program ?? "pgbouncer",
      args: [config],
      url: `postgres://${username}@127.0.0.1:${port}/postgres`,
      isReady: () => listens(port),
      stopSignal: "SIGTERM",
    };
  }, postgresUser);
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

import { ServerProcess } from "../../../e2e/support/process.ts";
import { freePort } from "../../../scripts/free-port.ts";

/** Where PostgreSQL is, as SEATBOOK_STORAGE says it; on this machine if it says nothing. */
export function postgresUrl(): string {
  return process.env["SEATBOOK_STORAGE"] ?? "postgres://localhost:5432/test?table=seatbook_self_host";
}

/** A Seatbook server on a store. @param port any free one, unless it matters. */
export async function startServer(storage: string, apiKey: string, port?: number): Promise<ServerProcess> {
  return ServerProcess.start("packages/server/src/cli.ts", [], {
    SEATBOOK_STORAGE: storage,
    SEATBOOK_API_KEYS: apiKey,
    SEATBOOK_PORT: String(port ?? (await freePort())),
  });
}

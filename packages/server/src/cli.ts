#!/usr/bin/env node
import { StorageError } from "@seatbook/storage";
import { ConfigError, readConfig } from "./config.ts";
import { startServer } from "./node.ts";

try {
  const config = readConfig(process.env);
  const server = await startServer(config, (entry) => process.stdout.write(`${JSON.stringify(entry)}\n`));
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void server.close().then(() => process.exit(0)));
  }
  process.stderr.write(`Seatbook listens on ${server.url}.\n`);
  if (server.metricsUrl !== undefined) process.stderr.write(`Its metrics are at ${server.metricsUrl}.\n`);
  for (const warning of server.warnings) process.stderr.write(`${warning}\n`);
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof StorageError || isSystemError(error))) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

function isSystemError(error: unknown): error is Error {
  return error instanceof Error && "code" in error;
}

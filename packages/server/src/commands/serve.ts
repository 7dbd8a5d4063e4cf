import { readConfig } from "../config.ts";
import { startServer } from "../node.ts";
import { parse } from "./arguments.ts";
import type { Command } from "./command.ts";
import { stopOnSignal } from "./stop-on-signal.ts";

export const serve: Command = {
  name: "serve",
  summary: "Run the server (also without any command)",
  help: `Usage: seatbook serve

Runs the server until it is ended by SIGTERM or Ctrl+C; requests that are under way end first. It is configured by
environment variables, each described in docs/self-hosting.md, and checked at start with a sentence for each mistake.

Examples:
  seatbook
  SEATBOOK_STORAGE=postgres://seatbook@db/seatbook SEATBOOK_API_KEYS=… seatbook serve
`,
  async run(args, { stdout, stderr, env }) {
    parse("serve", args, {});
    const server = await startServer(readConfig(env), (entry) => stdout.write(`${JSON.stringify(entry)}\n`));
    stopOnSignal(() => server.close());
    stderr.write(`Seatbook listens on ${server.url}.\n`);
    if (server.metricsUrl !== undefined) stderr.write(`Its metrics are at ${server.metricsUrl}.\n`);
    for (const warning of server.warnings) stderr.write(`${warning}\n`);
    return undefined;
  },
};

// Several servers on one store, killed at random under load, as is the store: see e2e/many-servers. `npm run torture -- --help`
// tells what it takes.
import { parseArgs } from "node:util";
import { type StoreName, storeServers, torture, type TortureReport } from "../e2e/many-servers/torture.ts";

const help = `Usage: npm run torture -- [options]

Starts a store and several servers on it, lets clients read and write, kills a server with kill -9 every few seconds and
the store now and then, and checks every answer against the logs: nothing that was acknowledged is lost or there twice, and
whoever asks sees what was known before. Needs PostgreSQL's or Redis's own programs (Debian: postgresql, redis-server).

  --store <name>      postgres or redis (default: both)
  --servers <n>       how many servers (default 4)
  --clients <n>       how many clients (default 64)
  --seconds <n>       how long (default 60)
  --kill-every <n>    seconds between two servers that are killed (default 5)
  --store-kills <n>   how often the store is killed (default 2)
  --help              this text

Examples:
  npm run torture
  npm run torture -- --store postgres --seconds 600 --store-kills 20
`;

try {
  const { values } = parseArgs({
    options: {
      store: { type: "string" },
      servers: { type: "string", default: "4" },
      clients: { type: "string", default: "64" },
      seconds: { type: "string", default: "60" },
      "kill-every": { type: "string", default: "5" },
      "store-kills": { type: "string", default: "2" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) process.stdout.write(help);
  else
    for (const store of storesNamed(values.store)) {
      print(
        store,
        await torture({
          store,
          servers: readNumber("--servers", values.servers),
          clients: readNumber("--clients", values.clients),
          seconds: readNumber("--seconds", values.seconds),
          killEvery: readNumber("--kill-every", values["kill-every"]),
          storeKills: readNumber("--store-kills", values["store-kills"]),
        }),
      );
    }
} catch (error) {
  console.error(
    `${error instanceof Error ? error.message : String(error)}\nnpm run torture -- --help tells what it takes.`,
  );
  process.exitCode = 1;
}

function print(store: StoreName, report: TortureReport): void {
  const { violations, statuses } = report;
  const answers = [...statuses].toSorted(([a], [b]) => a - b).map(([status, count]) => `${status || "none"}: ${count}`);
  console.log(
    `${store}: ${report.acknowledged} writes acknowledged and ${report.unknown} without an answer, ${report.reads} reads, ` +
      `${report.records} records.\n` +
      `  ${report.serverKills} servers killed, ${report.storeKills} times the store; writes went on at most ` +
      `${Math.round(report.recoveryMs)} ms after it was back.\n` +
      `  Answers by status: ${answers.join(", ")}.\n` +
      `  ${violations.length === 0 ? "Nothing was lost, nothing is there twice, and every read saw what was known." : `${violations.length} violations:`}`,
  );
  for (const violation of violations.slice(0, 20)) console.log(`  - ${violation}`);
  if (violations.length > 0) process.exitCode = 1;
}

function storesNamed(name: string | undefined): StoreName[] {
  const names: StoreName[] = ["postgres", "redis"];
  if (name === undefined) return names;
  const found = names.find((one) => one === name);
  if (found === undefined)
    throw new Error(`There is no --store ${name}; there are ${Object.keys(storeServers).join(", ")}.`);
  return [found];
}

function readNumber(option: string, text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new Error(`${option} takes a number.`);
  return Number(text);
}

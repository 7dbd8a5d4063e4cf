import { requestsPerSecond } from "./http.ts";
import { median, report } from "./measure.ts";
import { startServer, type StoreServer, withEachStore } from "./stores.ts";

const rounds = 3;
const summary = "/v1/workspaces/small-0";

/** Reads of a workspace from one and from two server processes on one store, against as many processes with a bare Hono route
 *  and the same bytes. */
export function benchServers(): Promise<void> {
  return withEachStore(async ({ name, url, severalProcesses }) => {
    if (!severalProcesses) return;
    const servers = [await startServer(url, 1), await startServer(url, 0)];
    try {
      await compare(`summary on ${name}, 1 process / bare route`, servers.slice(0, 1));
      await compare(`summary on ${name}, 2 processes / bare route in 2`, servers);
    } finally {
      await Promise.all(servers.map((server) => server.stop()));
    }
  });
}

async function compare(what: string, servers: StoreServer[]): Promise<void> {
  const rates = { ours: [] as number[], bare: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    for (const key of ["bare", "ours"] as const) {
      const ports = servers.map(({ ours, theirs }) => (key === "ours" ? ours : theirs));
      const all = await Promise.all(ports.map((port) => requestsPerSecond(port, [summary], 50 / ports.length)));
      rates[key].push(all.reduce((sum, rate) => sum + rate, 0));
    }
  }
  const [ours, bare] = [median(rates.ours), median(rates.bare)];
  report(what, ours / bare, undefined, `${Math.round(ours)} / ${Math.round(bare)} requests per second`);
}

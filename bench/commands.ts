import { headers, teamsOfSmall } from "./fixtures.ts";
import { HttpClient } from "./http-client.ts";
import { median, report } from "./measure.ts";
import { startServer, type StoreServer, withEachStore } from "./stores.ts";

const rounds = 3;
const manyClients = 32;

/** Archiving teams over HTTP, against the driver creating as many keys of as many bytes in the server's process: by one client,
 *  and by many, each in a workspace of its own. Beside it, a bare Hono route that creates the keys: what HTTP itself takes. */
export function benchCommands(): Promise<void> {
  return withEachStore(async ({ name, url, isDurable }) => {
    const server = await startServer(url, manyClients);
    try {
      const goal = isDurable ? { least: 0.7 } : undefined;
      await compare(`archive on ${name} / createItem`, server, 1, goal);
      await compare(`archive on ${name}, ${manyClients} clients / createItem`, server, manyClients, goal);
    } finally {
      await server.stop();
    }
  });
}

async function compare(
  what: string,
  server: StoreServer,
  connections: number,
  goal: { least: number } | undefined,
): Promise<void> {
  // Whole rounds of archiving and unarchiving each team, so that every command changes something.
  const amount = connections * teamsOfSmall * 2 * (connections === 1 ? 5 : 1);
  const durations = { ours: [] as number[], route: [] as number[], bare: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    const bare = await server.bareWrites(amount, connections);
    const route = await post(server.theirs, connections, amount, () => "/write");
    const ours = await post(server.ours, connections, amount, archivePath);
    // The first round warms up.
    if (round === 0) continue;
    durations.bare.push(bare);
    durations.route.push(route);
    durations.ours.push(ours);
  }
  const perSecond = (figures: number[]): number => Math.round((amount * 1000) / median(figures));
  const [ours, bare] = [perSecond(durations.ours), perSecond(durations.bare)];
  report(what, ours / bare, goal, `${ours} / ${bare} per second, by a bare route ${perSecond(durations.route)}`);
}

function archivePath(client: number, command: number): string {
  const action = Math.floor(command / teamsOfSmall) % 2 === 0 ? "archive" : "unarchive";
  return `/v1/workspaces/small-${client}/teams/team-${command % teamsOfSmall}/${action}`;
}

/** How long so many requests take, in milliseconds. */
async function post(
  port: number,
  connections: number,
  amount: number,
  pathOf: (client: number, request: number) => string,
): Promise<number> {
  const clients = await Promise.all(Array.from({ length: connections }, () => HttpClient.open(port, headers)));
  const startedAt = performance.now();
  await Promise.all(
    clients.map(async (client, index) => {
      for (let request = 0; request < amount / connections; request++) {
        const path = pathOf(index, request);
        const status = await client.post(path);
        if (status !== 200) throw new Error(`${path} answered ${status}`);
      }
    }),
  );
  const duration = performance.now() - startedAt;
  for (const client of clients) client.close();
  return duration;
}

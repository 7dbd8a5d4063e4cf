import { headers, teamsOfSmall } from "./fixtures.ts";
import { HttpClient } from "./http-client.ts";
import { median, report } from "./measure.ts";
import { startServer, type StoreServer, withEachStore } from "./stores.ts";

const rounds = 3;
const manyClients = 32;

/** Archiving teams over HTTP, against the driver creating as many keys of as many bytes in a process like the server's: by one
 *  client, and by many, each in a workspace of its own. */
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
  const durations = { ours: [] as number[], bare: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    const bare = await server.bareWrites(amount, connections);
    const ours = await archive(server.ours, connections, amount);
    // The first round warms up.
    if (round === 0) continue;
    durations.bare.push(bare);
    durations.ours.push(ours);
  }
  const perSecond = (figures: number[]): number => Math.round((amount * 1000) / median(figures));
  const [ours, bare] = [perSecond(durations.ours), perSecond(durations.bare)];
  report(what, ours / bare, goal, `${ours} / ${bare} per second`);
}

/** How long so many commands take, in milliseconds. */
async function archive(port: number, connections: number, amount: number): Promise<number> {
  const clients = await Promise.all(Array.from({ length: connections }, () => HttpClient.open(port, headers)));
  const startedAt = performance.now();
  await Promise.all(
    clients.map(async (client, index) => {
      for (let n = 0; n < amount / connections; n++) {
        const action = Math.floor(n / teamsOfSmall) % 2 === 0 ? "archive" : "unarchive";
        const path = `/v1/workspaces/small-${index}/teams/team-${n % teamsOfSmall}/${action}`;
        const status = await client.post(path);
        if (status !== 200) throw new Error(`${path} answered ${status}`);
      }
    }),
  );
  const duration = performance.now() - startedAt;
  for (const client of clients) client.close();
  return duration;
}

import { fork } from "node:child_process";
import autocannon from "autocannon";
import { headers } from "./fixtures.ts";
import { median, report } from "./measure.ts";

const rounds = 3;
const seconds = 3;

/** Reads of a workspace with 100,000 members, in requests per second against a bare Hono route with the same bytes. */
export async function benchReads(): Promise<void> {
  const server = fork(new URL("http-server.ts", import.meta.url), { execArgv: ["--conditions=@seatbook/source"] });
  try {
    const { ours, theirs } = await new Promise<{ ours: number; theirs: number }>((resolve, reject) => {
      server.once("message", (ports: { ours: number; theirs: number }) => resolve(ports));
      server.once("exit", (code) => reject(new Error(`the server of the benchmark ended with ${code}`)));
    });
    const summary = "/v1/workspaces/large";
    const page = "/v1/workspaces/large/members";
    await compare("summary, 100,000 members / bare route", 0.7, ours, [summary], theirs, [summary]);
    await compare("members page of 50 / bare route", 0.4, ours, [page], theirs, [page]);
    const letters = Array.from("abcdefghijklmnopqrstuvwxyz");
    const others = letters.flatMap((letter) =>
      ["name", "-name", "email", "-email", "joined", "-joined"].flatMap((sort) =>
        ["", "&status=active"].map((status) => `${page}?query=${letter}1&sort=${sort}${status}`),
      ),
    );
    await compare("members page, another search and sort each time / bare route", 0.4, ours, others, theirs, [page]);
  } finally {
    server.kill();
  }
}

async function compare(
  what: string,
  least: number,
  ours: number,
  paths: string[],
  bare: number,
  barePaths: string[],
): Promise<void> {
  const rates = { ours: [] as number[], bare: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    rates.bare.push(await requestsPerSecond(bare, barePaths));
    rates.ours.push(await requestsPerSecond(ours, paths));
  }
  const [a, b] = [median(rates.ours), median(rates.bare)];
  report(what, a / b, { least }, `${Math.round(a)} / ${Math.round(b)} requests per second`);
}

/** GETs of `paths` in turn by each of so many connections, for some seconds. */
export async function requestsPerSecond(
  port: number,
  paths: string[],
  connections = 50,
  sent: Record<string, string> = headers,
): Promise<number> {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections,
    duration: seconds,
    requests: paths.map((path) => ({ method: "GET", path, headers: sent })),
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error("the benchmark met answers that are not 200");
  return result.requests.average;
}

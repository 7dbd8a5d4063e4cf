import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quantile, report } from "./measure.ts";

const key = "benchmark-key-benchmark-key-benchmark";
const memberCount = 100_000;
const teamCount = 300;
const price = { currency: "EUR", unitMinor: 4900 };
const goal = { seconds: 5, megabytes: 600, waitMs: 100 };

/** What a whole directory of 100,000 members costs a server on SQLite, and everybody else meanwhile: the first time, again
 *  unchanged, and with one member in a hundred renamed. */
export async function benchDirectory(): Promise<void> {
  for (const teamsEach of [1, 3]) {
    const folder = await mkdtemp(join(tmpdir(), "seatbook-bench-"));
    const server = startServer(folder);
    try {
      const url = await urlOf(server);
      for (const name of ["large", "other"]) {
        await send(url, "PUT", name, { name, contractStart: "2026-01-01", licenseModel: "user", price });
      }
      await measure(url, server, `first, in ${teamsEach} of ${teamCount} teams`, directory(teamsEach, 0), memberCount);
      await measure(url, server, "again, unchanged", directory(teamsEach, 0), 0);
      await measure(url, server, "1 % renamed", directory(teamsEach, 100), memberCount / 100);
    } finally {
      const ended = once(server, "exit");
      server.kill();
      await ended;
      await rm(folder, { recursive: true });
    }
  }
}

function startServer(folder: string): ChildProcess {
  return spawn(process.execPath, ["--conditions=@seatbook/source", "packages/server/src/cli.ts", "serve"], {
    cwd: new URL("..", import.meta.url),
    env: {
      PATH: process.env["PATH"],
      SEATBOOK_PORT: "0",
      SEATBOOK_API_KEYS: key,
      SEATBOOK_STORAGE: `sqlite:${join(folder, "seatbook.db")}`,
    },
    // Where it listens is told on standard error, a line for each request on standard output.
    stdio: ["ignore", "ignore", "pipe"],
  });
}

function urlOf({ stderr }: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    stderr?.on("data", (text: Buffer) => {
      output += text.toString();
      const url = /http:\/\/[\d.]+:\d+(?=\D)/.exec(output)?.[0];
      if (url !== undefined) resolve(url);
    });
    stderr?.once("end", () => reject(new Error(`the server of the benchmark ended:\n${output}`)));
  });
}

function directory(teamsEach: number, renamedOfEach: number): string {
  const teams = Array.from({ length: teamCount }, (_, index) => ({
    id: `team-${index}`,
    name: `Team number ${index}`,
  }));
  const members = Array.from({ length: memberCount }, (_, index) => ({
    id: `user-${(index * 7919) % 1_000_003}`,
    name: `First${(index * 31) % 977} Last${(index * 131) % 9973}${renamedOfEach > 0 && index % renamedOfEach === 0 ? " Renamed" : ""}`,
    email: `first${(index * 31) % 977}.last${index}@acme.example`,
    role: index % 500 === 0 ? "admin" : "member",
    teams: Array.from({ length: teamsEach }, (__, team) => `team-${(index + team * 97) % teamCount}`),
  }));
  return JSON.stringify({ teams, members });
}

async function send(url: string, method: string, path: string, body: object | string): Promise<unknown> {
  const answer = await fetch(`${url}/v1/workspaces/${path}`, {
    method,
    headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

async function versionOf(url: string): Promise<unknown> {
  const answer = await fetch(`${url}/v1/workspaces/large`, { headers: { Authorization: `Bearer ${key}` } });
  return /"version":(\d+)/.exec(await answer.text())?.[1];
}

/** All threads of the server so far: a busy machine matters less for it than for what a clock says. */
async function processorSeconds({ pid }: ChildProcess): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  const [user, system] = stat.slice(stat.lastIndexOf(")")).split(" ").slice(12, 14).map(Number);
  return ((user ?? 0) + (system ?? 0)) / 100;
}

async function measure(url: string, server: ChildProcess, what: string, body: string, changed: number): Promise<void> {
  const before = await versionOf(url);
  const load = fork(new URL("directory-load.ts", import.meta.url), [url, key]);
  const durationsOf = once(load, "message");
  await new Promise((resolve) => void setTimeout(resolve, 1000));
  const startedAt = performance.now();
  const processorBefore = await processorSeconds(server);
  const answer = JSON.stringify(await send(url, "PUT", "large/directory", body));
  const seconds = (performance.now() - startedAt) / 1000;
  const processor = (await processorSeconds(server)) - processorBefore;
  load.send("stop");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what directory-load.ts sends
  const [durations] = (await durationsOf) as [number[]];
  const counted = (answer.match(/"user-\d+"/g) ?? []).length;
  if (counted < changed || (changed === 0) !== (before === (await versionOf(url)))) {
    throw new Error(`the directory changed ${counted} members, not ${changed}`);
  }
  const peakKb = Number(/VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${server.pid}/status`, "utf8"))?.[1]);
  const spent = `${(body.length / 1e6).toFixed(1)} MB sent, ${processor.toFixed(1)} s of a processor, the others' requests included`;
  report(`100,000 members ${what}, s`, seconds, { most: goal.seconds }, spent);
  report("  memory of the server so far at most, MB", peakKb / 1e3, { most: goal.megabytes }, "");
  const longest = `longest ${Math.round(Math.max(...durations))} ms, of ${durations.length}`;
  report("  other requests meanwhile, p99, ms", quantile(durations, 0.99), { most: goal.waitMs }, longest);
}

import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { environment } from "./support/environment.ts";
import { ServerProcess } from "./support/process.ts";

const apiKey = "an-api-key-for-this-test-of-40-characters";
const cli = "packages/server/src/cli.ts";
const memberCount = 4000;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seatbook-directory-"));
});
afterAll(() => rm(folder, { recursive: true }));

const storage = () => `sqlite:${join(folder, "seatbook.db")}`;
const start = () =>
  ServerProcess.start(cli, [], {
    SEATBOOK_PORT: "0",
    SEATBOOK_STORAGE: storage(),
    SEATBOOK_API_KEYS: apiKey,
    SEATBOOK_RATE_LIMITS: "off",
  });

/** Everybody is in one team, with the surname, and anew: who was there under another surname is removed. */
function directory(surname: string): string {
  const members = Array.from({ length: memberCount }, (_, index) => ({
    id: `${surname}-${index}`,
    name: `${surname} ${index}`,
    email: `${surname}-${index}@acme.example`,
    teams: ["a"],
  }));
  return JSON.stringify({ teams: [{ id: "a", name: "A" }], members });
}

async function send(server: ServerProcess, method: string, path: string, body?: string): Promise<unknown> {
  const answer = await fetch(`${server.url}/v1/workspaces/acme${path}`, {
    method,
    headers: { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" },
    ...(body !== undefined && { body }),
  });
  expect(answer.status).toBe(200);
  return answer.json();
}

/** Begins to send the directory, so many characters of it. @returns when the answer begins, or the connection is cut. */
function upload(
  server: ServerProcess,
  body: string,
  characters = body.length,
): { sent: Promise<void>; ended: Promise<void> } {
  const sent = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const headers = {
    Authorization: `Bearer ${apiKey}`,
    "Content-Type": "application/json",
    "Content-Length": body.length,
  };
  const putting = request(`${server.url}/v1/workspaces/acme/directory`, { method: "PUT", headers }, (answer) => {
    answer.resume().once("close", ended.resolve);
  });
  putting.once("error", () => ended.resolve());
  putting.write(body.slice(0, characters), () => sent.resolve());
  return { sent: sent.promise, ended: ended.promise };
}

/** How many members have each surname. */
async function surnames(server: ServerProcess, all: readonly string[]): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const surname of all) {
    const page = await send(server, "GET", `/members?limit=1&query=${surname}`);
    const total = typeof page === "object" && page !== null && "total" in page ? Number(page.total) : 0;
    if (total > 0) found[surname] = total;
  }
  return found;
}

async function verify(): Promise<string> {
  const args = ["--conditions=@seatbook/source", cli, "verify"];
  const env = { ...environment, SEATBOOK_STORAGE: storage() };
  // Findings make it end with 1, which is thrown with what it has said.
  return (await promisify(execFile)(process.execPath, args, { env })).stdout;
}

test(
  "a server that is killed while a directory comes in, or is applied, leaves all of it or nothing",
  { timeout: 300_000 },
  async () => {
    let server = await start();
    const price = { currency: "EUR", unitMinor: 100 };
    await send(server, "PUT", "", JSON.stringify({ name: "Acme", contractStart: "2026-01-01", price }));
    const startedAt = performance.now();
    await send(server, "PUT", "/directory", directory("first"));
    const durationMs = performance.now() - startedAt;

    const all = ["first"];
    let standing = "first";
    let [before, after] = [0, 0];
    const kill = async (next: string, characters?: number, waitMs?: number): Promise<void> => {
      all.push(next);
      const { sent, ended } = upload(server, directory(next), characters);
      await sent;
      await (waitMs === undefined ? ended : sleep(waitMs));
      expect(await server.stop("SIGKILL")).toBeNull();
      await ended;
      expect(await verify()).toContain("Nothing is wrong.");
      server = await start();
      const found = await surnames(server, all);
      const isThere = found[next] !== undefined;
      expect(found).toEqual({ [isThere ? next : standing]: memberCount });
      if (isThere) [standing, after] = [next, after + 1];
      else before++;
    };

    await kill("cut", Math.round(directory("cut").length / 2), 300);
    expect(before).toBe(1);
    // From when it has come in until it was answered.
    for (const share of [0.1, 0.4, 0.7]) await kill(`applied-${share}`, undefined, durationMs * share);
    await kill("answered");
    expect([before > 0, after > 0]).toEqual([true, true]);
    await send(server, "PUT", "/directory", directory("last"));
    expect(await surnames(server, [...all, "last"])).toEqual({ last: memberCount });
    await server.stop();
    expect(await verify()).toContain("Nothing is wrong.");
  },
);

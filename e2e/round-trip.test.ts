// The whole round trip of a store through all drivers, killed on the way. With 1,000 workspaces, as the size that is promised:
// SEATBOOK_TEST_WORKSPACES=1000 npx vitest run --config vitest.e2e.config.ts e2e/round-trip.test.ts
import { spawn } from "node:child_process";
import { once } from "node:events";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openDriver } from "@seatbook/storage";
import { afterAll, expect, test } from "vitest";
import { environment } from "./support/environment.ts";
import { describeWith, whyUnreachable } from "../packages/storage/src/test/describe-with.ts";
import { fillYear, hashExports } from "./support/year-store.ts";

const workspaces = Number(process.env["SEATBOOK_TEST_WORKSPACES"] ?? 8);
const postgres = process.env["SEATBOOK_TEST_POSTGRES"] ?? "postgres://localhost:5432/test";
const redis = process.env["SEATBOOK_TEST_REDIS"] ?? "redis://localhost:6379";

/** What this run leaves in the servers has its name. */
const run = randomUUID().replaceAll("-", "");
const folder = mkdtempSync(join(tmpdir(), "seatbook-round-trip-"));
const stores = [
  `sqlite:${join(folder, "first.db")}`,
  `${postgres}?schema=seatbook_test_${run}`,
  `${redis}?prefix=seatbook-test-${run}:`,
  `sqlite:${join(folder, "last.db")}`,
] as const;

const unreachable =
  (await whyUnreachable("SEATBOOK_TEST_POSTGRES", () => openDriver(stores[1]))) ??
  (await whyUnreachable("SEATBOOK_TEST_REDIS", () => openDriver(redis)));

describeWith(unreachable, "a store through all drivers", () => {
  afterAll(async () => {
    const database = await openDriver(stores[1]);
    await database.getInstance?.().unsafe(`DROP SCHEMA seatbook_test_${run} CASCADE`);
    await database.dispose?.();
    const cache = await openDriver(stores[2]);
    await cache.clear?.("", {});
    await cache.dispose?.();
    rmSync(folder, { recursive: true });
  });

  test("comes back with the same exports, killed again and again on the way", { timeout: 3_600_000 }, async () => {
    const startedAt = performance.now();
    await fillYear(stores[0], workspaces);
    tell(`${workspaces} workspaces of 100 members with a year of closed months were written`, startedAt);
    const before = await timed("exported before", () => hashExports(stores[0], workspaces));
    expect(before.files).toBeGreaterThan(workspaces * 12 * 3);
    const verified = await timed("verified", () => seatbook(["verify", "--storage", stores[0]]).ended);
    expect(verified.code, verified.output).toBe(0);
    const hash = /sha256 ([0-9a-f]{64})/.exec(verified.output)?.[1] ?? "no hash";
    const keys = Number(/^(\d+) keys/m.exec(verified.output)?.[1]);

    for (const [index, from] of stores.slice(0, -1).entries()) {
      const to = stores[index + 1] ?? "";
      const args = ["copy", "--from", from, "--to", to];
      const leg = `${schemeOf(from)} to ${schemeOf(to)}`;
      const killAt = (share: number) => timed(`${leg}, killed at ${share * 100} %`, () => kill(args, to, keys * share));
      for (const share of [0.02, 0.3, 0.7]) expect(await killAt(share)).toBeNull();
      const server = await seatbook(["serve"], to).ended;
      expect(server).toEqual({ code: 1, output: expect.stringMatching(/^This store is an unfinished copy\./m) });
      // While it compares, or after that.
      await killAt(1);
      const { code, output } = await timed(`${leg}, to its end`, () => seatbook(args).ended);
      expect(code, output).toBe(0);
      expect(output).toContain(hash);
    }

    const after = await timed("exported after", () => hashExports(stores[3], workspaces));
    expect(after).toEqual(before);
    const last = await timed("verified", () => seatbook(["verify", "--storage", stores[3]]).ended);
    expect(last.code, last.output).toBe(0);
    expect(last.output).toContain(hash);
    tell(`${before.files} exports are the same, hash ${before.hash}`, startedAt);
  });
});

function schemeOf(url: string): string {
  return url.slice(0, url.indexOf(":"));
}

function tell(what: string, since: number): void {
  console.log(`${((performance.now() - since) / 1000).toFixed(1).padStart(7)} s   ${what}`);
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const result = await work();
  tell(what, startedAt);
  return result;
}

/** The command as a process of its own. */
function seatbook(args: string[], storage = "memory:") {
  const child = spawn(process.execPath, ["--conditions=@seatbook/source", "packages/server/src/cli.ts", ...args], {
    cwd: new URL("..", import.meta.url),
    env: { ...environment, SEATBOOK_STORAGE: storage },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (output += String(data)));
  const ended = once(child, "close").then(([code]: unknown[]) => ({
    code: typeof code === "number" ? code : null,
    output,
  }));
  return { child, ended };
}

/** Kills the command as `kill -9` does once so many keys are in the store. The exit code where it ended before. */
async function kill(args: string[], target: string, count: number): Promise<number | null> {
  const driver = await openDriver(target);
  const { child, ended } = seatbook(args);
  while (child.exitCode === null && (await driver.getKeys("", {})).length < count)
    await sleep(count > 10_000 ? 200 : 5);
  child.kill("SIGKILL");
  await driver.dispose?.();
  return (await ended).code;
}

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openDriver, recordKey } from "@seatbook/storage";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runCli } from "./test/server-process.ts";

const workspaces = 60;
const recordsEach = 25;
const keys = workspaces * recordsEach;

let folder: string;
let source: string;
let target: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "seatbook-cli-"));
  source = `sqlite:${join(folder, "source.db")}`;
  // Each of its writes waits for the disk, so that there is time to kill.
  target = `fs:${join(folder, "target")}`;
});
afterEach(() => rm(folder, { recursive: true }));

async function fill(url: string): Promise<void> {
  const driver = await openDriver(url);
  for (let log = 0; log < workspaces; log++) {
    for (let version = 1; version <= recordsEach; version++) {
      await driver.createItem(
        recordKey(`workspace:w${log}`, version),
        JSON.stringify({ at: version, text: "x".repeat(500) }),
      );
    }
  }
  await driver.dispose?.();
}

/** Runs a command that is killed as `kill -9` does once it has written so many keys; `undefined` where it ended before. */
async function runUntil(args: string[], count: number): Promise<number | null> {
  const { child, ended } = runCli({}, args);
  const driver = await openDriver(target);
  while (child.exitCode === null && (await driver.getKeys("", {})).length < count) await sleep(5);
  child.kill("SIGKILL");
  await driver.dispose?.();
  return ended;
}

async function run(args: string[], environment: Record<string, string> = {}) {
  const { output, ended } = runCli(environment, args);
  return { code: await ended, ...output };
}

describe.each([
  ["copy", () => ["copy", "--from", source, "--to", target]],
  ["restore", () => ["restore", "--from", join(folder, "backup.ndjson.gz"), "--storage", target]],
])("seatbook %s, killed again and again", (_, argsOf) => {
  test("goes on where it was, lets no server start until it has ended, and ends with the same hash", async () => {
    await fill(source);
    const { stdout: backedUp, code } = await run([
      "backup",
      "--to",
      join(folder, "backup.ndjson.gz"),
      "--storage",
      source,
    ]);
    expect([code, backedUp]).toEqual([0, expect.stringContaining(`${keys} keys were backed up.`)]);
    const [hash = ""] = /[0-9a-f]{64}/.exec(backedUp) ?? [];
    const args = argsOf();
    for (const share of [0.3, 0.7]) expect(await runUntil(args, keys * share)).toBeNull();
    expect(await run([], { SEATBOOK_STORAGE: target, SEATBOOK_PORT: "0" })).toEqual({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/^This store is an unfinished copy\. Run the same `seatbook copy` or/),
    });
    const { code: last, stdout, stderr } = await run(args);
    expect([last, stderr]).toEqual([0, ""]);
    const [, written] =
      new RegExp(`^(\\d+) of ${keys} keys were (?:copied|restored); the others were there\\.`).exec(stdout) ?? [];
    expect(Number(written)).toBeLessThan(keys * 0.35);
    expect(stdout).toContain(hash);
    const again = await run(args);
    expect([again.code, again.stdout]).toEqual([
      0,
      expect.stringMatching(new RegExp(`^0 of ${keys} keys .*\n.*${hash}\n$`)),
    ]);
  });
});

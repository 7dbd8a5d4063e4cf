import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

function setup(...args: string[]) {
  return spawnSync(process.execPath, [join(import.meta.dirname, "setup.mjs"), ...args], { encoding: "utf8" });
}

test("setup says nothing when nothing is missing", () => {
  expect(setup()).toMatchObject({ status: 0, stdout: "", stderr: "" });
});

test("what follows -- runs on a Node that is new enough, and its exit code is passed on", () => {
  const { status, stdout } = setup("--", "-e", "console.log(process.versions.node); process.exit(7)");
  expect(Number.parseInt(stdout, 10)).toBeGreaterThanOrEqual(26);
  expect(status).toBe(7);
});

test("an unknown argument is refused with a sentence", () => {
  const { status, stderr } = setup("--browsers");
  expect(stderr).toMatch(/^Unknown argument --browsers/);
  expect(status).toBe(1);
});

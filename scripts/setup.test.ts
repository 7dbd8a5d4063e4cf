import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

/** A repository of its own, with an npm that only writes down what it was asked: the real one would take minutes. */
let clone: string;

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), "seatbook-setup-"));
  mkdirSync(join(clone, "scripts"));
  for (const name of ["setup.mjs", "browser.mjs"])
    cpSync(join(import.meta.dirname, name), join(clone, "scripts", name));
  writeFileSync(join(clone, "package.json"), JSON.stringify({ optionalDependencies: {} }));
  lock({ "node_modules/a": { version: "1.0.0" } });
  writeFileSync(
    join(clone, "npm-cli.js"),
    `const { appendFileSync, cpSync, mkdirSync, rmSync } = require("node:fs");
    appendFileSync("npm.log", process.argv[2] + "\\n");
    rmSync("node_modules", { recursive: true, force: true });
    mkdirSync("node_modules");
    cpSync("installs.json", "node_modules/.package-lock.json");`,
  );
});
afterEach(() => rmSync(clone, { recursive: true }));

test("a fresh clone is installed once; after that setup says nothing", () => {
  expect(setup()).toMatchObject({ status: 0, stdout: "" });
  expect(setup()).toMatchObject({ status: 0, stdout: "", stderr: "" });
  expect(npmCalls()).toEqual(["ci"]);
});

test("another lock file is installed", () => {
  setup();
  lock({ "node_modules/a": { version: "2.0.0" } });
  setup();
  expect(npmCalls()).toEqual(["ci", "ci"]);
});

test("what npm itself installed counts as installed", () => {
  mkdirSync(join(clone, "node_modules"));
  cpSync(join(clone, "installs.json"), join(clone, "node_modules/.package-lock.json"));
  setup();
  expect(npmCalls()).toEqual([]);
});

test("what npm leaves out, for another platform or because nothing needs it, does not install again and again", () => {
  lock(
    { "node_modules/a": { version: "1.0.0" }, "node_modules/unused": { version: "1.0.0" } },
    { "node_modules/a": { version: "1.0.0" } },
  );
  setup();
  setup();
  expect(npmCalls()).toEqual(["ci"]);
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

function setup(...args: string[]) {
  const env = { ...process.env, npm_execpath: join(clone, "npm-cli.js") };
  return spawnSync(process.execPath, [join(clone, "scripts/setup.mjs"), ...args], { encoding: "utf8", env });
}

function lock(packages: Record<string, { version: string }>, installed = packages): void {
  writeFileSync(join(clone, "package-lock.json"), JSON.stringify({ packages }));
  writeFileSync(join(clone, "installs.json"), JSON.stringify({ packages: installed }));
}

function npmCalls(): string[] {
  const log = join(clone, "npm.log");
  return existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
}

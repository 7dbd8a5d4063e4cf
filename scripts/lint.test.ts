import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

const imports = "no-restricted-imports";
const globals = "no-restricted-globals";
const properties = "no-restricted-properties";
const clock = "clock-comes-in";
const csp = "strict-csp";

/** What the folder of `path` may say, or, with `rule`, may not. */
const cases: { path: string; code: string; rule?: string }[] = [
  { path: "core/src/refused-1.ts", code: `export { a } from "@seatbook/storage";`, rule: imports },
  { path: "core/src/refused-2.ts", code: `export { readFileSync } from "node:fs";`, rule: imports },
  { path: "core/src/refused-3.ts", code: `export const a = new Date(0);`, rule: globals },
  { path: "core/src/refused-4.ts", code: `export const a = process;`, rule: globals },
  { path: "core/src/refused-5.ts", code: `export const a = fetch;`, rule: globals },
  { path: "core/src/refused-6.ts", code: `export const a = Math.random();`, rule: properties },
  { path: "core/src/refused-7.ts", code: `export const a = Temporal.Now.instant();`, rule: properties },
  { path: "storage/src/refused-8.ts", code: `export { a } from "@seatbook/core";`, rule: imports },
  { path: "storage/src/refused-9.ts", code: `export { a } from "../../core/src/index.ts";`, rule: imports },
  { path: "server/src/refused-10.ts", code: `export { a } from "@seatbook/widgets";`, rule: imports },
  { path: "server/src/refused-11.ts", code: `export const a = new Date();`, rule: clock },
  { path: "server/src/refused-12.ts", code: `export const a = Date.now();`, rule: clock },
  { path: "server/src/refused-13.ts", code: `export const a = Date();`, rule: clock },
  { path: "server/src/refused-14.ts", code: `export const a = Temporal.Now.instant();`, rule: clock },
  { path: "widgets/src/refused-15.ts", code: `export { a } from "@seatbook/server";`, rule: imports },
  { path: "widgets/src/refused-16.ts", code: `export { a } from "@seatbook/storage";`, rule: imports },
  { path: "widgets/src/refused-17.ts", code: `export { styleMap } from "lit/directives/style-map.js";`, rule: imports },
  { path: "widgets/src/refused-18.ts", code: "export const a = html`<style>p {}</style>`;", rule: csp },
  {
    path: "widgets/src/refused-19.ts",
    code: 'export const a = html`<p class=${b} style="color: red"></p>`;',
    rule: csp,
  },
  { path: "widgets/src/refused-20.ts", code: "export const a = svg`<g style=${b}></g>`;", rule: csp },
  { path: "widgets/src/refused-21.ts", code: `b.innerHTML = "";`, rule: csp },
  { path: "core/src/refused-22.ts", code: `export const a = Intl.supportedValuesOf("currency");`, rule: globals },
  { path: "client/src/refused-23.ts", code: `export type { Member } from "@seatbook/server";`, rule: imports },
  { path: "client/src/refused-24.ts", code: `export { setTimeout } from "node:timers";`, rule: imports },
  { path: "client/src/refused-25.ts", code: `export { a } from "../../core/src/index.ts";`, rule: imports },
  { path: "client/src/refused-26.ts", code: `export const a = process;`, rule: globals },
  { path: "client/src/refused-27.ts", code: `export const a = document;`, rule: globals },
  { path: "client/src/allowed.ts", code: `export { a } from "./refused-26.ts";\nexport const b = fetch;` },
  { path: "client/src/allowed.test.ts", code: `export { test } from "vitest";` },
  { path: "core/src/allowed.ts", code: "export const a = Temporal.Instant.fromEpochMilliseconds(0);" },
  { path: "storage/src/allowed.ts", code: `export { createStorage } from "unstorage";` },
  { path: "server/src/allowed.ts", code: `export { a } from "@seatbook/core";\nexport const b = new Date(0);` },
  { path: "server/src/node.ts", code: "export const a = Date.now();" },
  { path: "widgets/src/type.ts", code: `import type { A } from "@seatbook/server";\nexport type B = A[];` },
  { path: "widgets/src/allowed.ts", code: "export const a = html`<p .style=${b}>style = none</p>`;" },
  { path: "widgets/src/allowed.test.ts", code: `b.innerHTML = "";` },
];

/** The rules each file breaks, by its path, from one run over all of them. */
const broken = lintAll();

test.each(cases.filter(({ rule }) => rule))("packages/$path may not say: $code", ({ path, rule }) => {
  expect(broken.get(path)?.join(" ")).toContain(rule);
});

test.each(cases.filter(({ rule }) => !rule))("packages/$path may say: $code", ({ path }) => {
  expect(broken.get(path)).toBeUndefined();
});

function lintAll(): Map<string, string[]> {
  const folder = mkdtempSync(join(tmpdir(), "seatbook-lint-"));
  try {
    mkdirSync(join(folder, "scripts"));
    for (const path of [".oxlintrc.json", "scripts/lint-plugin.mjs"]) cpSync(join(root, path), join(folder, path));
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
    for (const { path, code } of cases) {
      mkdirSync(dirname(join(folder, "packages", path)), { recursive: true });
      writeFileSync(join(folder, "packages", path), `${code}\n`);
    }
    const oxlint = join(root, "node_modules/oxlint/bin/oxlint");
    const args = [oxlint, "--format=json", "packages"];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
    if (stderr) throw new Error(stderr);
    const { diagnostics }: { diagnostics: { code: string; filename: string }[] } = JSON.parse(stdout);
    const byPath = Map.groupBy(diagnostics, ({ filename }) =>
      filename.replaceAll("\\", "/").replace(/^packages\//, ""),
    );
    return new Map([...byPath].map(([path, found]) => [path, found.map(({ code }) => code)]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

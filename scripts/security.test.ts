import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const text = readFileSync(join(root, "docs/security.md"), "utf8");
const named = [...text.matchAll(/`([\w-]+\.test\.ts): ([^`]+)`/g)].map(([, file = "", title = ""]) => ({
  file,
  title,
}));

test("each test that docs/security.md names is there", () => {
  expect(named.length).toBeGreaterThan(20);
  const files = globSync("packages/*/src/**/*.test.ts", { cwd: root });
  const missing = named.filter(
    ({ file, title }) =>
      !files.some((path) => basename(path) === file && readFileSync(join(root, path), "utf8").includes(`"${title}"`)),
  );
  expect(missing).toEqual([]);
});

test("each threat of docs/security.md names a test", () => {
  const [, threats = ""] = /^## Threats\n([^]*?)^## /m.exec(text) ?? [];
  const rows = threats.split("\n").filter((line) => line.startsWith("| ") && !/^\| (?:threat|-)/.test(line));
  expect(rows.length).toBeGreaterThan(10);
  for (const row of rows) expect(row).toMatch(/`[\w-]+\.test\.ts: /);
});

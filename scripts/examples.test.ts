import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const examples = join(import.meta.dirname, "../examples");
const read = (path: string): string => readFileSync(join(examples, path), "utf8");
const names = globSync("*/package.json", { cwd: examples }).map((path) => dirname(path));
const list = read("README.md");

describe.each(names)("examples/%s", (name) => {
  const manifest: { name: string; scripts: Record<string, string> } = JSON.parse(read(`${name}/package.json`));
  const { start, check } = manifest.scripts;

  it("is listed, with its one command or the page that it belongs to", () => {
    const row = list.split("\n").find((line) => line.includes(`[\`${name}\`](${name})`));
    expect(row).toContain(start === undefined ? "](../docs/" : `\`npm start -w examples/${name}\``);
  });

  it("has a check, which CI runs", () => {
    expect(manifest.name).toBe(`@seatbook/example-${name}`);
    expect(check).toMatch(/\w/);
  });

  it.runIf(start !== undefined)("starts on a fresh clone, as its README says", () => {
    expect(start).toMatch(/^node \.\.\/\.\.\/scripts\/setup\.mjs -- /);
    expect(read(`${name}/README.md`)).toContain(`\`\`\`sh\nnpm start -w examples/${name}\n\`\`\``);
  });
});

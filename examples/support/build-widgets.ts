import { spawnSync } from "node:child_process";
import { globSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { languages, scriptModes } from "../../scripts/widgets-modes.ts";

const repository = join(import.meta.dirname, "../..");
const files = ["widgets.js", ...languages.map((language) => `widgets.${language}.js`)].map((name) =>
  join(repository, "packages/widgets/dist", name),
);

/** Builds the files that a server has for pages (`/widgets.js`), where they are missing or older than what they are made from. */
export function buildWidgets(): void {
  if (!isStale()) return;
  console.log("Building the widgets …");
  const vite = join(dirname(createRequire(import.meta.url).resolve("vite/package.json")), "bin/vite.js");
  for (const mode of scriptModes) {
    const { status, stderr } = spawnSync(process.execPath, [vite, "build", "--mode", mode], {
      cwd: repository,
      env: { ...process.env, NODE_ENV: "production" },
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`The widgets could not be built.\n${stderr}`);
  }
}

function isStale(): boolean {
  const built = Math.min(...files.map(changedAt));
  const sources = globSync("packages/{core,widgets}/{package.json,src/**/*.ts}", { cwd: repository });
  return [...sources, "vite.config.ts"].some((path) => changedAt(join(repository, path)) > built);
}

/** Epoch ms; 0 where there is no such file. */
function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

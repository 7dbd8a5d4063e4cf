import { spawnSync } from "node:child_process";
import { globSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readWidgets, type WidgetsBundle } from "@seatbook/server";

const repository = join(import.meta.dirname, "../../..");
const widgets = join(dirname(fileURLToPath(import.meta.resolve("@seatbook/widgets"))), "..");
const bundle = join(widgets, "dist/widgets.js");

/** The widgets for a page; built first where they are missing or older than what they are made from. */
export async function builtWidgets(say: (sentence: string) => void): Promise<WidgetsBundle | undefined> {
  if (isStale()) {
    say("Building the widgets …");
    const vite = join(dirname(createRequire(import.meta.url).resolve("vite/package.json")), "bin/vite.js");
    const { status, stderr } = spawnSync(process.execPath, [vite, "build", "--mode", "define"], {
      cwd: repository,
      env: { ...process.env, NODE_ENV: "production" },
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`The widgets could not be built.\n${stderr}`);
  }
  return readWidgets();
}

function isStale(): boolean {
  const built = changedAt(bundle);
  const sources = globSync("packages/{core,widgets}/{package.json,src/**/*.ts}", { cwd: repository });
  return [...sources, "vite.config.ts"].some((path) => changedAt(join(repository, path)) > built);
}

/** Epoch ms; 0 where there is no such file. */
function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

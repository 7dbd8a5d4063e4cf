import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "seatbook-interrupt-"))));
afterEach(() => rm(folder, { recursive: true }));

/** Runs a module until it prints "ready", and interrupts it then. */
async function interrupt(script: string, signal: NodeJS.Signals) {
  const conditions = ["--conditions=@seatbook/source", "--input-type=module"];
  const child = spawn(process.execPath, [...conditions, "--eval", script], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "close").then(([, by]: unknown[]) => by);
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += String(chunk);
    if (output.includes("ready")) child.kill(signal);
  });
  return { endedBy: await ended, output };
}

const specifier = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);

describe.each(["SIGINT", "SIGTERM"] as const)("%s", (signal) => {
  test("while a bar is shown gives the terminal its cursor back", async () => {
    const script = `import { withProgress } from ${specifier("commands/progress-bar.ts")};
      process.stdout.isTTY = true;
      setInterval(() => {}, 1000);
      await withProgress(process.stdout, (progress) => {
        progress.begin("Copying", 10);
        console.log("ready");
        return new Promise(() => {});
      });`;
    const { endedBy, output } = await interrupt(script, signal);
    expect(endedBy).toBe(signal);
    expect([output.lastIndexOf("\u001b[?25h") > output.lastIndexOf("\u001b[?25l"), output]).toEqual([true, output]);
  });

  test("while a backup is written leaves nothing of it", async () => {
    const script = `import { writeLines } from ${specifier("store/line-file.ts")};
      import { readdirSync } from "node:fs";
      setInterval(() => {}, 1000);
      async function* lines() {
        yield "secret";
        if (readdirSync(${JSON.stringify(folder)}).length === 1) console.log("ready");
        await new Promise(() => {});
      }
      await writeLines(${JSON.stringify(join(folder, "backup.ndjson"))}, lines());`;
    expect((await interrupt(script, signal)).endedBy).toBe(signal);
    expect(await readdir(folder)).toEqual([]);
  });
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "vitest";
import { breakages } from "../simulation/breakages.ts";

test("the seeds that hold end with a line of figures", async () => {
  const { code, output } = await run("--seeds", "2", "--from", "3");
  expect(output).toMatch(/^2 seeds, [\d,]+ steps, .*, 0 failures\n$/);
  expect(code).toBe(0);
});

test("a seed that fails is told with what does not hold, its last steps, and how to replay it", async () => {
  const { code, output } = await run("--seeds", "8", "--break", "stale-read");
  const seed = /^Seed (\d+) fails\. What does not hold:\n {2}\S/.exec(output)?.[1] ?? "none";
  expect(output).toMatch(/The last steps before .*:\n( *\d+\.\d{3} {2}.+\n)+Replay it with: /);
  expect(output).toContain(`Replay it with: npm run simulate -- --seed ${seed} --break stale-read\n`);
  expect(output).toMatch(/, [1-8] failures\n$/);
  expect(code).toBe(1);
  const replay = await run("--seed", seed, "--break", "stale-read");
  expect(firstReport(replay.output)).toBe(firstReport(output));
});

test("one seed can be followed step by step", async () => {
  const { output } = await run("--seed", "1", "--trace");
  expect(output).toMatch(/^ +0\.000 {2}1\.1 starts\n/);
  expect(output).toMatch(/ {2}recovery 1: all is well\n/);
});

test("what it takes is told, also to whoever asks for something else", async () => {
  const { code, output } = await run("--help");
  for (const name of [...Object.keys(breakages), "--seeds 10000", "--from", "--trace"]) expect(output).toContain(name);
  expect(code).toBe(0);
  for (const wrong of [["--seeds", "0"], ["--seed", "x"], ["--break", "nothing"], ["--speed"]]) {
    const refused = await run(...wrong);
    expect(refused.errors).toMatch(/--help tells what it takes\.\n$/);
    expect(refused.code).toBe(1);
  }
});

function firstReport(output: string): string {
  return output.slice(0, output.indexOf("\n\n"));
}

async function run(...args: string[]) {
  const script = join(import.meta.dirname, "simulate.ts");
  const child = spawn(process.execPath, ["--conditions=@seatbook/source", script, ...args]);
  const told = { output: "", errors: "" };
  child.stdout.on("data", (chunk) => (told.output += String(chunk)));
  child.stderr.on("data", (chunk) => (told.errors += String(chunk)));
  const [code]: (number | null)[] = await once(child, "close");
  return { code, ...told };
}

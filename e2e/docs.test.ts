import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ServerProcess } from "./support/process.ts";

const page = readFileSync(new URL("../docs/invoices.md", import.meta.url), "utf8");
const folder = mkdtempSync(join(tmpdir(), "seatbook-docs-"));

let server: ServerProcess;
let apiKey: string;

/** As the first terminal starts it, on another port and store. */
beforeAll(async () => {
  const start = /```sh\n([^]*?npm run serve)\n```/.exec(page)?.[1] ?? "";
  const { stdout } = spawnSync("sh", ["-e", "-c", start.replace("npm run serve", "env")], { encoding: "utf8" });
  const settings = Object.fromEntries(
    [...stdout.matchAll(/^(SEATBOOK_\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
  );
  apiKey = settings["SEATBOOK_API_KEYS"] ?? "";
  expect(apiKey).toHaveLength(64);
  server = await ServerProcess.start("packages/server/src/cli.ts", [], {
    ...settings,
    SEATBOOK_PORT: "0",
    SEATBOOK_STORAGE: `sqlite:${join(folder, "data/seatbook.db")}`,
  });
});
afterAll(async () => {
  expect(await server.stop()).toBe(0);
  rmSync(folder, { recursive: true });
});

test("the commands of docs/invoices.md lead from nothing to the first PDF, with the answers that stand there", () => {
  const steps = [...page.matchAll(/<!-- run -->\n\n```sh\n([^]*?)```(?:\n\n```json\n([^]*?)```)?/g)];
  expect(steps).toHaveLength(6);
  // The machine's day, as `date` has it, may be another one than the workspace's.
  const env = { ...process.env, TZ: "Europe/Berlin", SERVER: server.url, API_KEY: apiKey };
  for (const [, commands = "", answer] of steps) {
    const script = commands.replaceAll("curl ", "curl --fail --silent --show-error ");
    const { status, stdout, stderr } = spawnSync("sh", ["-e", "-c", script], { cwd: folder, env, encoding: "utf8" });
    expect(status, `${commands}${stderr}`).toBe(0);
    if (answer === undefined) continue;
    const year = String(Temporal.Now.plainDateISO("Europe/Berlin").year);
    const expected: object = JSON.parse(answer.replaceAll("YEAR", year));
    expect(JSON.parse(stdout)).toMatchObject(expected);
  }
  expect(readFileSync(join(folder, "invoice.pdf"), "latin1").slice(0, 5)).toBe("%PDF-");
  expect(readFileSync(join(folder, "invoice.xml"), "utf8")).toContain("CrossIndustryInvoice");
});

test("the commands of docs/self-hosting.md about the store run, while the server does", () => {
  const selfHosting = readFileSync(new URL("../docs/self-hosting.md", import.meta.url), "utf8");
  const blocks = Array.from(
    selfHosting.matchAll(/<!-- run -->\n\n```sh\n([^]*?)```/g),
    ([, commands = ""]) => commands,
  );
  expect(blocks.length).toBeGreaterThanOrEqual(5);
  mkdirSync(join(folder, "bin"));
  const cli = fileURLToPath(new URL("../packages/server/src/cli.ts", import.meta.url));
  const program = `#!/bin/sh\nexec "${process.execPath}" --conditions=@seatbook/source "${cli}" "$@"\n`;
  writeFileSync(join(folder, "bin/seatbook"), program, { mode: 0o755 });
  const env = { ...process.env, PATH: `${join(folder, "bin")}:${process.env["PATH"] ?? ""}` };
  const hashes = new Set<string>();
  for (const commands of blocks) {
    const { status, stdout, stderr } = spawnSync("sh", ["-e", "-c", commands], { cwd: folder, env, encoding: "utf8" });
    expect(status, `${commands}${stdout}${stderr}`).toBe(0);
    for (const [hash] of stdout.matchAll(/\b[0-9a-f]{64}\b/g)) hashes.add(hash);
  }
  // Each of them tells the hash of the store.
  expect(hashes.size).toBe(1);
});

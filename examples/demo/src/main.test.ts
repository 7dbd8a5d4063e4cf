import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

const command = ["--conditions=@seatbook/source", join(import.meta.dirname, "main.ts"), "--no-open"];
let temporary: string;
let child: ChildProcess | undefined;

beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), "seatbook-demo-test-"));
});
afterEach(() => {
  child?.kill("SIGKILL");
  rmSync(temporary, { recursive: true });
});

const leftBehind = () => readdirSync(temporary).filter((name) => name.startsWith("seatbook"));
const env = () => ({ ...process.env, TMPDIR: temporary, TEMP: temporary });

it("serves its page and the widgets, and leaves nothing behind", async () => {
  const demo = spawn(process.execPath, [...command, "--port", "0", "--members", "500"], { env: env() });
  child = demo;
  let output = "";
  for (const stream of [demo.stdout, demo.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  await expect.poll(() => output, { timeout: 40_000 }).toContain("Ctrl+C");
  const url = /http:\/\/[\w.:]+/.exec(output)?.[0] ?? "";
  expect(output).toMatch(/500 members .*\nOne PUT of its directory, with 15 teams: [\d.]+ s\./);
  expect(leftBehind()).toHaveLength(1);

  const page = await fetch(url);
  expect(page.headers.get("Content-Security-Policy")).toContain("require-trusted-types-for 'script'");
  const scripts = [...(await page.text()).matchAll(/src="([^"]+\.js)"/g)].map((match) => match[1] ?? "");
  expect(scripts).toEqual(["/seatbook/widgets.js", "/host.js"]);
  const hostScript = await (await fetch(`${url}/host.js`)).text();
  const imported = [...hostScript.matchAll(/from "\.(\/[^"]+)"/g)].map((match) => match[1] ?? "");
  expect(imported).toEqual(["/helpers.js", "/outbox.js"]);
  const loaded = await Promise.all(
    [...scripts, ...imported].map(async (path) => (await fetch(url + path)).headers.get("Content-Type")),
  );
  expect(new Set(loaded)).toEqual(new Set(["text/javascript; charset=utf-8"]));

  // fetch() would not take another host.
  const rebound = request(url, { headers: { Host: "rebound.example" } }).end();
  const [refusal]: IncomingMessage[] = await once(rebound, "response");
  expect(refusal?.resume().statusCode).toBe(403);
  const foreign = { method: "POST", headers: { Origin: "https://evil.example" } };
  expect((await fetch(`${url}/demo/outbox/deliver`, foreign)).status).toBe(403);

  demo.kill("SIGTERM");
  const [code] = await once(demo, "exit");
  expect(code).toBe(0);
  expect(leftBehind()).toEqual([]);
});

it("says that a port is taken", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const address = taken.address();
  const port = typeof address === "object" && address ? String(address.port) : "";
  const { status, stderr } = spawnSync(process.execPath, [...command, "--port", port], {
    env: env(),
    encoding: "utf8",
  });
  taken.close();
  expect(stderr).toBe(`Port ${port} is taken: choose another with --port, or leave it out.\n`);
  expect(status).toBe(2);
  expect(leftBehind()).toEqual([]);
});

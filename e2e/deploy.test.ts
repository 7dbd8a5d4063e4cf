import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const dockerfile = readFileSync(join(root, "packages/server/deploy/Dockerfile"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "seatbook-image-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The last instruction of that name, whole. */
function instruction(name: string): string {
  return dockerfile.split("\n").findLast((line) => line.startsWith(`${name} `)) ?? "";
}

/** The words of an instruction in its JSON form. */
function words(name: string): string[] {
  return JSON.parse(/\[.*\]$/.exec(instruction(name))?.[0] ?? "[]");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 0;
}

/** No container is run here: what the image is made of is put into a folder, by the file's own commands where they can be. */
test("what the Dockerfile leaves in the image is enough to run, and is not more than it needs", async () => {
  const tracked = execFileSync("git", ["ls-files", "*package.json", "package-lock.json"], {
    cwd: root,
    encoding: "utf8",
  });
  for (const path of tracked.trim().split("\n")) cpSync(join(root, path), join(folder, path));
  for (const name of ["core", "storage", "server", "widgets"]) {
    cpSync(join(root, "packages", name, "dist"), join(folder, "packages", name, "dist"), { recursive: true });
  }
  const install = /^RUN (npm ci --omit=dev .*)$/m.exec(dockerfile)?.[1] ?? "false";
  const env = { ...process.env, PATH: `${dirname(process.execPath)}:${process.env["PATH"]}` };
  const { status, stderr } = spawnSync("sh", ["-e", "-c", install], { cwd: folder, env, encoding: "utf8" });
  expect(status, stderr).toBe(0);

  const port = await freePort();
  const settings = { SEATBOOK_PORT: String(port), SEATBOOK_STORAGE: "memory:", NODE_ENV: "production" };
  const [, ...command] = [...words("ENTRYPOINT"), ...words("CMD")];
  const server = spawn(process.execPath, command, { cwd: folder, env: { ...env, ...settings } });
  const ended = once(server, "exit");
  let said = "";
  server.stderr.on("data", (text) => (said += String(text)));
  await expect.poll(() => said).toContain("listens on");
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
  expect((await fetch(`http://127.0.0.1:${port}/widgets.js`)).status).toBe(200);

  const isHealthy = (): boolean => {
    const [, ...check] = words("HEALTHCHECK");
    const here = check.map((word) => word.replace(":8787/", `:${port}/`));
    return spawnSync(process.execPath, here).status === 0;
  };
  expect(isHealthy()).toBe(true);
  server.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
  expect(isHealthy()).toBe(false);
  expect(spawnSync("du", ["-sm", folder], { encoding: "utf8" }).stdout).toMatch(/^\d{1,3}\t/);
});

test("the systemd unit is one that systemd takes", (context) => {
  const unit = "packages/server/deploy/seatbook.service";
  const { error, stderr } = spawnSync("systemd-analyze", ["verify", unit], { cwd: root, encoding: "utf8" });
  if (error) return context.skip("systemd-analyze is not installed");
  // The program is not where the unit has it.
  expect(stderr.replace(/^.*Command \/opt\/seatbook\/\S+ is not executable.*\n/m, "")).toBe("");
});

import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { freePort } from "../scripts/free-port.ts";
import { launchBrowser } from "./support/browser.ts";
import { environment } from "./support/environment.ts";
import { PackageRegistry } from "./support/package-registry.ts";

const packages = ["core", "storage", "widgets", "server", "client"];
const folder = mkdtempSync(join(tmpdir(), "seatbook-quick-start-"));
const product = join(folder, "my-product");
const started: ChildProcess[] = [];

afterAll(async () => {
  const running = started.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
  for (const { pid } of running) if (pid !== undefined) process.kill(-pid);
  await Promise.all(running.map((child) => once(child, "exit")));
  rmSync(folder, { recursive: true });
});

type Lock = { packages: Record<string, { integrity?: string }> };

type Step = { kind: "run" | "start"; commands: string } | { kind: "file"; path: string; text: string };

/** What the page tells its reader to do, in order. */
function readSteps(page: string): Step[] {
  const steps = /<!-- (?<kind>run|start|file)(?:: (?<path>\S+))? -->\n\n```\w+\n(?<text>[^]*?)```/g;
  return Array.from(page.matchAll(steps), ({ groups }): Step => {
    const { kind, path = "", text = "" } = groups ?? {};
    if (kind === "file") return { kind, path: path.split("/").at(-1) ?? "", text };
    return { kind: kind === "start" ? kind : "run", commands: text };
  });
}

test(
  "the quick start leads from an empty folder and the published packages to the widgets on a page",
  { timeout: 600_000 },
  async () => {
    await using registry = await PackageRegistry.open(packages, folder);
    const [serverPort, hostPort] = [String(await freePort()), String(await freePort())];
    const page = readFileSync(new URL("../docs/quick-start.md", import.meta.url), "utf8")
      .replaceAll("8787", serverPort)
      .replaceAll("3000", hostPort);
    const own = join(homedir(), ".npmrc");
    const npmrc = join(folder, "npmrc");
    writeFileSync(
      npmrc,
      `${existsSync(own) ? readFileSync(own, "utf8") : ""}\n@seatbook:registry=${registry.url}\nfund=false\naudit=false\n`,
    );
    const env = {
      ...withoutNpm(environment),
      PATH: `${dirname(process.execPath)}:${process.env["PATH"] ?? ""}`,
      NPM_CONFIG_USERCONFIG: npmrc,
      SEATBOOK_PORT: serverPort,
    };

    for (const step of readSteps(page)) {
      const cwd = existsSync(product) ? product : folder;
      if (step.kind === "file") writeFileSync(join(cwd, step.path), step.text);
      else if (step.kind === "start") {
        const child = spawn("sh", ["-e", "-c", step.commands], { cwd, env, stdio: "pipe", detached: true });
        started.push(child);
        await says(child, /http:\/\/127\.0\.0\.1:\d+/);
      } else {
        // Not waited for by all of this process: the packages come from it.
        await promisify(execFile)("sh", ["-e", "-c", step.commands], { cwd, env });
      }
    }
    expect(started).toHaveLength(2);
    // The packages are the tarballs, and no links to where they were made.
    const lock: Lock = JSON.parse(readFileSync(join(product, "package-lock.json"), "utf8"));
    expect(registry.integrities.size).toBe(packages.length);
    for (const [name, integrity] of registry.integrities)
      expect(lock.packages[`node_modules/${name}`]?.integrity, name).toBe(integrity);

    const again = await promisify(execFile)("node", ["--env-file=.env", "sync.js"], { cwd: product, env });
    expect(again.stdout).not.toMatch(/[1-9]/);

    const browser = await launchBrowser();
    try {
      const tab = await browser.newPage();
      await tab.goto(`http://127.0.0.1:${hostPort}`);
      await tab.locator("billing-settings").getByText("€98.00").first().waitFor();
      await tab.locator("members-admin").getByText("ana@acme.example").waitFor();
      await tab.locator("teams-admin").getByRole("button", { name: "Archive Sales" }).click();
      await tab.getByRole("dialog").getByRole("button", { name: "Archive" }).click();
      await tab.getByText("Sales was archived.").waitFor();
    } finally {
      await browser.close();
    }
  },
);

/** `npm test` tells the programs that it starts where it runs; another npm is not to take that for itself. */
function withoutNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = /^(?:npm_(?!config_(?:registry|cache|cafile|proxy|https_proxy|noproxy)$)|INIT_CWD$|NODE_OPTIONS$)/i;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !own.test(name)));
}

/** @throws Error with what the program wrote, when it ends or is silent for a minute. */
async function says(child: ChildProcess, pattern: RegExp): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (pattern.test(output)) resolve();
    });
  child.once("exit", () => reject(new Error(`It ended:\n${output}`)));
  const timer = setTimeout(() => reject(new Error(`It said nothing in time:\n${output}`)), 60_000);
  await promise.finally(() => clearTimeout(timer));
}

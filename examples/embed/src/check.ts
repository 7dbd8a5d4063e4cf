// Runs the example as its page says: a server, the commands of docs/embedding.md, the host, a browser; and the server inside
// a host's own.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { findBrowser, noBrowser } from "../../../scripts/browser.mjs";
import { freePort } from "../../../scripts/free-port.ts";

const apiKey = "example-key-example-key-example-key";
const folder = mkdtempSync(join(tmpdir(), "seatbook-embed-"));
const [serverPort, hostPort, ownPort] = [await freePort(), await freePort(), await freePort()];
const seatbookUrl = `http://127.0.0.1:${serverPort}`;
const hostUrl = `http://127.0.0.1:${hostPort}`;
const env = { ...process.env, SEATBOOK_URL: seatbookUrl, SEATBOOK_API_KEY: apiKey, PORT: String(hostPort) };

const server = start(["--conditions=@seatbook/source", path("../../../packages/server/src/cli.ts")], {
  PATH: process.env["PATH"],
  SEATBOOK_API_KEYS: apiKey,
  SEATBOOK_STORAGE: `fs:${folder}`,
  SEATBOOK_PORT: String(serverPort),
  SEATBOOK_ORIGINS: hostUrl,
});
const host = start([path("host.ts")], env);
const own = start(["--conditions=@seatbook/source", path("own-server.ts")], {
  PATH: process.env["PATH"],
  API_KEY: apiKey,
  TOKEN_SECRET: "example-secret-example-secret-example",
  SELLER: path("../../demo/seller.json"),
  STORAGE: `sqlite:${join(folder, "own.db")}`,
  PORT: String(ownPort),
});
try {
  await Promise.all([answers(`${seatbookUrl}/openapi.json`), answers(hostUrl)]);
  await answers(`http://127.0.0.1:${ownPort}/seatbook/widgets.js`);
  const listed = await fetch(`http://127.0.0.1:${ownPort}/seatbook/v1/invoices`, {
    headers: { Authorization: `Bearer ${apiKey}` },
  });
  if (!listed.ok) throw new Error(`The server inside a host's own answered ${listed.status}.`);
  const commands = /<!-- run -->\n\n```sh\n(?<commands>[^]*?)```/.exec(
    readFileSync(path("../../../docs/embedding.md"), "utf8"),
  );
  const script = commands?.groups?.["commands"]?.replaceAll("curl ", "curl --fail --silent --show-error ");
  const run = spawnSync("sh", ["-e", "-c", script ?? "exit 1"], { env, encoding: "utf8" });
  if (run.status !== 0) throw new Error(`The commands of docs/embedding.md failed: ${run.stdout}${run.stderr}`);

  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error(noBrowser);
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"],
  });
  try {
    const page = await browser.newPage();
    await page.goto(hostUrl);
    await page.locator("members-admin").getByText("ana@acme.example").waitFor();
    await page.locator("teams-admin").getByText("Design").first().waitFor();
    await page.locator("billing-settings").getByText("€49.00").first().waitFor();
  } finally {
    await browser.close();
  }
  console.log("The host shows the three widgets with what the documented commands put in.");
} finally {
  for (const child of [host, server, own]) child.kill();
  await Promise.all([host, server, own].map(exited));
  rmSync(folder, { recursive: true });
}

function path(relative: string): string {
  return new URL(relative, import.meta.url).pathname;
}

function start(args: string[], environment: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, args, { env: environment, stdio: ["ignore", "ignore", "inherit"] });
}

async function exited(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

async function answers(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => void setTimeout(resolve, 100));
  }
  throw new Error(`${url} does not answer.`);
}

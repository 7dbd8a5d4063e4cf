import { spawn } from "node:child_process";
import { once } from "node:events";
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { postgresUrl } from "../examples/self-host/src/servers.ts";
import { whyUnreachable } from "../examples/self-host/src/why-unreachable.ts";
import { freePort } from "../scripts/free-port.ts";
import { launchBrowser } from "./support/browser.ts";
import { environment } from "./support/environment.ts";

const root = join(import.meta.dirname, "..");
const names = globSync("examples/*/package.json", { cwd: root })
  .filter((path) => readFileSync(join(root, path), "utf8").includes('"start":'))
  .map((path) => dirname(path));

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => browser.close());

/** Each one's own check looks closer, at what is built; this is what somebody sees who tries it on a fresh clone. */
test.for(names)("`npm start -w %s` shows it, until it is ended", async (name, context) => {
  const storage = process.env["SEATBOOK_TEST_POSTGRES"];
  if (name.endsWith("/self-host") && process.env["CI"] === undefined) {
    const reason = await whyUnreachable(storage ?? postgresUrl());
    if (reason !== undefined) context.skip(reason);
  }
  const options = name.endsWith("/demo") ? ["--", "--no-open", "--port", "0"] : [];
  const child = spawn("npm", ["start", "-w", name, ...options], {
    cwd: root,
    env: {
      ...environment,
      NO_COLOR: "1",
      PORT: String(await freePort()),
      ...(storage && name.endsWith("/self-host") && { SEATBOOK_STORAGE: storage }),
    },
    // A group of its own, as a terminal gives it.
    detached: true,
  });
  const ended = once(child, "exit");
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  const address = (): string => /http:\/\/[\w.]+:\d+/.exec(said)?.[0] ?? "";
  try {
    await expect.poll(() => address() !== "" || child.exitCode !== null, { timeout: 60_000 }).toBe(true);
    // Some are done by then.
    if (address() === "") return expect(child.exitCode, said).toBe(0);
    // A server alone leads to its reference.
    const { headers } = await fetch(address(), { redirect: "manual" });
    if (headers.get("Content-Type")?.startsWith("text/html") === true) await showsElements(address());
    else expect((await fetch(`${address()}/readyz`)).status, said).toBe(200);
  } finally {
    if (child.exitCode === null) process.kill(-(child.pid ?? NaN), "SIGINT");
    await ended;
  }
});

async function showsElements(url: string): Promise<void> {
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  await page.goto(url);
  // The product of examples/hosts asks first who one is.
  const kim = page.getByRole("button", { name: "Kim", exact: true });
  if (await kim.isVisible()) {
    await kim.click();
    await page.getByRole("link", { name: "Settings" }).click();
  }
  await page.locator("members-admin").getByRole("table").first().waitFor();
  expect(errors).toEqual([]);
  await page.close();
}

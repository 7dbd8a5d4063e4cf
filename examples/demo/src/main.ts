import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { readWidgets } from "@seatbook/server";
import { openDriver } from "@seatbook/storage";
import { Hono } from "hono";
import { buildWidgets } from "../../support/build-widgets.ts";
import { hostApp } from "./host.ts";
import { bytesPerMember, hireLargeCompany } from "./large-company.ts";
import { OptionError, type Options, readOptions } from "./options.ts";
import { ownPagesOnly } from "./own-pages-only.ts";
import type { SeatbookApi } from "./seatbook-api.ts";
import { openSeatbook } from "./seatbook-server.ts";
import { type DemoWorkspace, playStory } from "./story.ts";

type Fetch = (request: Request) => Promise<Response>;

const hostname = "127.0.0.1";
const usualPort = 8780;
const portsToTry = 20;

try {
  await main(readOptions(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof OptionError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

async function main({ port, open, members }: Options): Promise<void> {
  // First, so that a taken port is told at once. Who asks early waits.
  const ready = Promise.withResolvers<Hono>();
  const server = await listen(async (request) => (await ready.promise).fetch(request), port);

  buildWidgets();
  const folder = mkdtempSync(join(tmpdir(), "seatbook-demo-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const driver = await openDriver(`sqlite:${join(folder, "seatbook.db")}`);
  const seatbook = await openSeatbook(driver, {
    publicUrl: () => `${server.url}/seatbook`,
    widgets: await readWidgets(),
    maxDirectoryBytes: Math.max(8 << 20, (members ?? 0) * bytesPerMember),
  });
  stopOnSignal(async () => {
    server.close();
    await seatbook.close();
    await driver.dispose?.();
  });

  const { api, app, scheduler } = seatbook;
  const now = middayOf(Date.now());
  const workspaces = await playStory(api, now);
  if (members !== undefined) workspaces.push(await addLargeCompany(api, members));
  scheduler.start();
  const site = new Hono()
    .use(ownPagesOnly)
    .mount("/seatbook", app.fetch)
    .route("/", hostApp(api, workspaces, now));
  ready.resolve(site);

  console.log(`The Seatbook demo: ${server.url}`);
  console.log("Everything in it is made up, and gone when you stop it with Ctrl+C.");
  if (open && isDesktop()) openBrowser(server.url);
}

async function addLargeCompany(api: SeatbookApi, members: number): Promise<DemoWorkspace> {
  console.log(`Adding a workspace with ${members.toLocaleString("en")} members …`);
  const { workspace, teams, durationMs } = await hireLargeCompany(api, members);
  const seconds = (durationMs / 1000).toFixed(1);
  console.log(`One PUT of its directory, with ${teams.toLocaleString("en")} teams: ${seconds} s.`);
  return workspace;
}

/** 12:00 UTC of the day of `instant` (both epoch ms): the same day in every workspace's time zone. */
function middayOf(instant: number): number {
  return new Date(instant).setUTCHours(12, 0, 0, 0);
}

/** @throws OptionError when the port that was asked for is taken. */
async function listen(fetch: Fetch, port: number | undefined): Promise<{ url: string; close: () => void }> {
  const last = port ?? usualPort + portsToTry - 1;
  for (let candidate = port ?? usualPort; candidate <= last; candidate += 1) {
    try {
      // The next port is tried only when this one is taken.
      return await listenAt(fetch, candidate);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code === "EACCES") throw new OptionError(`You may not listen on port ${candidate}: choose one above 1023.`);
      if (code !== "EADDRINUSE") throw error;
    }
  }
  throw new OptionError(
    port === undefined
      ? `The ports ${usualPort} to ${last} are all taken: choose another with --port.`
      : `Port ${port} is taken: choose another with --port, or leave it out.`,
  );
}

function listenAt(fetch: Fetch, port: number): Promise<{ url: string; close: () => void }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port, hostname }, (address) =>
      resolve({ url: `http://${hostname}:${address.port}`, close: () => server.close() }),
    );
    server.once("error", reject);
  });
}

function stopOnSignal(stop: () => Promise<void>): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    // Once: a second Ctrl+C ends it even if stopping hangs.
    process.once(signal, () => void stop().finally(() => process.exit(0)));
  }
}

function isDesktop(): boolean {
  const { CI, SSH_CONNECTION, DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (!process.stdout.isTTY || CI || SSH_CONNECTION) return false;
  return process.platform !== "linux" || Boolean(DISPLAY || WAYLAND_DISPLAY);
}

/** The address is printed anyway: failures do not matter. */
function openBrowser(url: string): void {
  const [command, ...args] =
    process.platform === "darwin"
      ? ["open", url]
      : process.platform === "win32"
        ? ["cmd", "/c", "start", "", url]
        : ["xdg-open", url];
  spawn(command ?? "", args, { stdio: "ignore", detached: true })
    .on("error", () => {})
    .unref();
}

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../../../scripts/free-port.ts";

/** What is special about one kind of server. */
export interface ServerProgram {
  command: string;
  args: string[];
  /** Where a client finds it. */
  url: string;
  /** Whether it takes requests. */
  isReady: () => Promise<boolean>;
  /** The signal that ends it in good order. */
  stopSignal: NodeJS.Signals;
}

/** Whom a program runs as, where not as this process. */
export type RunAs = { uid: number; gid: number } | undefined;

/** A database server of a test's own, with data in a temporary folder, on a free port of the loopback. */
export class StoreServer {
  readonly url: string;
  readonly #program: ServerProgram;
  readonly #folder: string;
  readonly #runAs: RunAs;
  #child: ChildProcess | undefined;

  private constructor(program: ServerProgram, folder: string, runAs: RunAs) {
    this.url = program.url;
    this.#program = program;
    this.#folder = folder;
    this.#runAs = runAs;
  }

  /** @param prepare what to do once in the folder, before the first start. */
  static async start(
    prepare: (folder: string, port: number) => Promise<ServerProgram>,
    runAs?: RunAs,
  ): Promise<StoreServer> {
    const folder = mkdtempSync(join(tmpdir(), "seatbook-store-"));
    try {
      if (runAs !== undefined) chownSync(folder, runAs.uid, runAs.gid);
      const server = new StoreServer(await prepare(folder, await freePort()), folder, runAs);
      await server.restart();
      return server;
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Ends it in good order. */
  async stop(): Promise<void> {
    await this.#end(this.#program.stopSignal);
  }

  /** Ends it as a crash would: `kill -9`. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  /** Starts it again, on the same data and the same port. */
  async restart(): Promise<void> {
    await this.stop();
    const deadline = performance.now() + START_MS;
    let output = "";
    while (performance.now() < deadline) {
      output = await this.#startOnce(deadline);
      if (this.#child !== undefined) return;
      // What a killed one left behind may be in its way for a moment.
      await sleep(100);
    }
    throw new Error(`${this.#program.command} does not start:\n${output}`);
  }

  /** Ends it and removes its data. */
  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 20 });
  }

  /** Leaves `#child` set when it takes requests. @returns what it wrote. */
  async #startOnce(deadline: number): Promise<string> {
    const { command, args, isReady } = this.#program;
    const child = spawn(command, args, { cwd: this.#folder, stdio: ["ignore", "pipe", "pipe"], ...this.#runAs });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += String(chunk)));
    this.#child = child;
    running.add(child);
    child.once("exit", () => running.delete(child));
    while (child.exitCode === null && child.signalCode === null && performance.now() < deadline) {
      if (await isReady()) return output;
      await sleep(20);
    }
    await this.kill();
    return output;
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }
}

const START_MS = 30_000;

/** Whoever is ended before it could dispose of its servers leaves none behind. */
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** Where a program is, undefined where it is not installed. */
export function findProgram(name: string, folders: string[] = []): string | undefined {
  const path = [...folders, process.env["PATH"], "/usr/sbin", "/usr/local/sbin"].join(":");
  const found = spawnSync("sh", ["-c", 'command -v "$0"', name], { env: { PATH: path }, encoding: "utf8" });
  return found.stdout.trim() === "" ? undefined : found.stdout.trim();
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}

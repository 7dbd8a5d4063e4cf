import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { environment } from "./environment.ts";

const root = new URL("../..", import.meta.url);

/** A program of this repository that has said where it listens. */
export class ServerProcess {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
  }

  /** @param script path from the repository's root. @throws Error with what it wrote, when it ends or says nothing in time. */
  static async start(script: string, args: string[] = [], env: NodeJS.ProcessEnv = {}): Promise<ServerProcess> {
    const child = spawn(process.execPath, ["--conditions=@seatbook/source", script, ...args], {
      cwd: root,
      env: { ...environment, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const { promise: url, resolve, reject } = Promise.withResolvers<string>();
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
        const found = /http:\/\/[\w.]+:\d+(?=\D)/.exec(output)?.[0];
        if (found) resolve(found);
      });
    }
    child.once("exit", () => reject(new Error(`${script} ended:\n${output}`)));
    const timer = setTimeout(() => reject(new Error(`${script} said nothing in time:\n${output}`)), 60_000);
    try {
      const found = new ServerProcess(await url, child);
      // A line for each request would fill the memory.
      for (const stream of [child.stdout, child.stderr]) stream.removeAllListeners("data").resume();
      return found;
    } catch (error) {
      child.kill("SIGKILL");
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** @returns the exit code; null when a signal ended it. */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null) return exitCode;
    const ended = once(this.#child, "exit");
    this.#child.kill(signal);
    const [code] = await ended;
    return typeof code === "number" ? code : null;
  }
}

export function startDemo(...args: string[]): Promise<ServerProcess> {
  return ServerProcess.start("examples/demo/src/main.ts", ["--port", "0", "--no-open", ...args]);
}

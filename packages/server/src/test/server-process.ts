import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { apiKey, tokenSecret } from "./test-server.ts";

const cli = fileURLToPath(new URL("../cli.ts", import.meta.url));

export type ServerProcess = {
  readonly url: string;
  /** What it has printed so far. */
  readonly output: { stdout: string; stderr: string };
  request(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  /** The JSON of an answer that must be 200. */
  send<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** Ends it as an operator would, and answers the exit code. */
  stop(signal?: "SIGTERM" | "SIGKILL"): Promise<number | null>;
};

/** The settings that tests start from: any free port, and a clock that can be set. */
export const processEnvironment = {
  SEATBOOK_PORT: "0",
  SEATBOOK_API_KEYS: apiKey,
  SEATBOOK_DEMO_CLOCK: "1",
};

/** The `seatbook` command with exactly this environment, as a process of its own. @param args a server without any. */
export function runCli(environment: Record<string, string>, args: readonly string[] = []) {
  const { PATH = "", TZ = "" } = process.env;
  const child = spawn(process.execPath, ["--conditions=@seatbook/source", cli, ...args], {
    env: { PATH, TZ, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => (output.stdout += String(chunk)));
  child.stderr.on("data", (chunk) => (output.stderr += String(chunk)));
  const ended = once(child, "close").then(([code]: (number | null)[]) => code ?? null);
  return { child, output, ended };
}

/** Starts a server and waits until it listens. */
export async function startProcess(environment: Record<string, string>): Promise<ServerProcess> {
  const { child, output, ended } = runCli(environment);
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr.on("data", () => {
      const found = /listens on (\S+)\.\n/.exec(output.stderr)?.[1];
      if (found !== undefined) resolve(found);
    });
    void ended.then((code) => reject(new Error(`the server ended with ${code}: ${output.stderr}`)));
  });
  const request: ServerProcess["request"] = (method, path, body, headers = {}) =>
    fetch(`${url}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${apiKey}`,
        ...(body !== undefined && { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  return {
    url,
    output,
    request,
    send: async <T>(method: string, path: string, body?: unknown): Promise<T> => {
      const response = await request(method, path, body);
      const text = await response.text();
      if (response.status !== 200) throw new Error(`${method} ${path} answered ${response.status} ${text}`);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the caller says what the route answers
      return JSON.parse(text) as T;
    },
    stop: (signal = "SIGTERM") => {
      child.kill(signal);
      return ended;
    },
  };
}

export const tokenSecretText = new TextDecoder().decode(tokenSecret);

import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../scripts/free-port.ts";
import { ServerProcess } from "../support/process.ts";
import { apiKey } from "./client.ts";

/** Some servers on one store, each of which is started again whenever it ends. */
export class Fleet {
  readonly urls: string[];
  readonly #storage: string;
  readonly #servers: (ServerProcess | undefined)[] = [];
  #isOver = false;
  #starting: Promise<unknown>[] = [];

  private constructor(storage: string, ports: number[]) {
    this.#storage = storage;
    this.urls = ports.map((port) => `http://127.0.0.1:${port}`);
  }

  static async start(storage: string, count: number): Promise<Fleet> {
    const ports = await Promise.all(Array.from({ length: count }, freePort));
    const fleet = new Fleet(storage, ports);
    await Promise.all(fleet.urls.map((_, index) => fleet.#start(index)));
    return fleet;
  }

  /** Kills one of them, by `kill -9`, and starts it again. Does not wait until it is up. */
  async killAny(): Promise<void> {
    const index = Math.floor(Math.random() * this.urls.length);
    const server = this.#servers[index];
    // It is just being started.
    if (server === undefined) return;
    this.#servers[index] = undefined;
    await server.stop("SIGKILL");
    this.#starting.push(this.#start(index));
  }

  /** Waits until all are up. */
  async up(): Promise<void> {
    await Promise.all(this.#starting);
    this.#starting = [];
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.up();
    await Promise.all(this.#servers.map(async (server) => server?.stop("SIGKILL")));
  }

  /** Tries again as whoever supervises it would: without a store, a server does not start. */
  async #start(index: number): Promise<void> {
    while (!this.#isOver) {
      try {
        this.#servers[index] = await ServerProcess.start("packages/server/src/cli.ts", [], {
          SEATBOOK_PORT: new URL(this.urls[index] ?? "").port,
          SEATBOOK_STORAGE: this.#storage,
          SEATBOOK_API_KEYS: apiKey,
          // The load is all of one key, and from one address.
          SEATBOOK_RATE_LIMITS: "off",
        });
        return;
      } catch (error) {
        if (!String(error).includes("out of reach") && !String(error).includes("cannot be reached")) throw error;
        await sleep(200);
      }
    }
  }
}

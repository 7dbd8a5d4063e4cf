import type { CountingRule } from "@seatbook/core";
import { memory, StoreUnavailableError } from "@seatbook/storage";
import { createApp, type SeatbookApp } from "../packages/server/src/app.ts";
import { serverOptions } from "./cluster.ts";
import { ask, type Guard, type Request, type Told } from "./request.ts";

/** A server that is alone with a store that never fails, and does nothing by itself: what it says of a log is what every other
 *  one has to say. */
export class Reference {
  /** What its clock shows, epoch ms. */
  now = 0;
  readonly #data = new Map<string, string>();
  readonly #server: SeatbookApp;
  #mayWrite = true;

  private constructor(rule: CountingRule) {
    const store = memory({ data: this.#data });
    this.#server = createApp({
      ...serverOptions,
      rule,
      driver: {
        ...store,
        createItem: (key, value) => {
          if (this.#data.has(key)) return false;
          if (!this.#mayWrite) throw new StoreUnavailableError("This is only a look.");
          return store.createItem(key, value);
        },
      },
      now: () => this.now,
      monotonicNow: () => 0,
    });
  }

  static async start(rule: CountingRule): Promise<Reference> {
    const reference = new Reference(rule);
    // Stopped before it began, it finishes nothing that a request has left to do.
    await reference.#server.scheduler.stop();
    return reference;
  }

  get(key: string): string | undefined {
    return this.#data.get(key);
  }

  set(key: string, value: string): void {
    this.#data.set(key, value);
  }

  /** What it answers, without writing anything: a request for which it would have to is answered with an error. */
  async look(action: Request, guard?: Guard): Promise<Told> {
    this.#mayWrite = false;
    try {
      return await this.ask(action, guard);
    } finally {
      this.#mayWrite = true;
    }
  }

  ask(action: Request, guard?: Guard): Promise<Told> {
    return ask(this.#server, action, guard);
  }

  /** What the workspace's state is, folded from the first record on. */
  async state(workspace: string) {
    return (await this.#server.workspaces.open(workspace)).state;
  }
}

import type { ClientOptions, Runtime } from "../options.ts";
import { createClient, type SeatbookClient } from "../create-client.ts";

/** What the server does with a request: answers, breaks the connection (an error), or never says anything. */
export type Reaction = Response | Error | "silence";

/** A request as it was sent. `at`: milliseconds since the beginning. */
export interface Sent {
  at: number;
  method: string;
  url: string;
  headers: Headers;
  body: unknown;
  init: RequestInit;
}

/** A machine whose time passes only where somebody waits, with a server that reacts as it is told, the last way for ever. */
export class FakeMachine {
  readonly sent: Sent[] = [];
  readonly runtime: Runtime = {
    now: () => this.#now,
    random: () => 0,
    newKey: () => `key-${++this.#keys}`,
    after: (milliseconds, action) => this.#after(milliseconds, action),
  };
  readonly #reactions: (() => Reaction)[];
  readonly #timers = new Set<{ at: number; action: () => void }>();
  #now = 0;
  #keys = 0;

  constructor(...reactions: (() => Reaction)[]) {
    this.#reactions = reactions;
  }

  get now(): number {
    return this.#now;
  }

  /** How many timers nobody has stopped. */
  get timers(): number {
    return this.#timers.size;
  }

  readonly fetch = (url: string, init: RequestInit): Promise<Response> => {
    const { method = "GET", body } = init;
    this.sent.push({ at: this.#now, method, url, headers: new Headers(init.headers), body, init });
    const react = this.#reactions[Math.min(this.sent.length, this.#reactions.length) - 1];
    const reaction = react?.() ?? "silence";
    if (reaction instanceof Error) return Promise.reject(reaction);
    if (reaction !== "silence") return Promise.resolve(reaction);
    return new Promise((_, reject) => {
      init.signal?.addEventListener("abort", () => reject(init.signal?.reason));
    });
  };

  client(options: Partial<ClientOptions> = {}): SeatbookClient {
    const base = { url: "https://seatbook.example", fetch: this.fetch, runtime: this.runtime, apiKey: "key" };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- whoever gives another way in takes this one away
    return createClient({ ...base, ...options } as ClientOptions);
  }

  /** Lets time pass, timer by timer, until nobody waits any more or `milliseconds` are over. */
  async pass(milliseconds = Infinity): Promise<void> {
    const until = this.#now + milliseconds;
    for (;;) {
      await settled();
      const [next] = [...this.#timers].toSorted((a, b) => a.at - b.at);
      if (!next || next.at > until) break;
      this.#now = next.at;
      this.#timers.delete(next);
      next.action();
    }
    if (Number.isFinite(until)) this.#now = until;
  }

  #after(milliseconds: number, action: () => void): () => void {
    const timer = { at: this.#now + milliseconds, action };
    if (Number.isFinite(milliseconds)) this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }
}

/** One turn of the event loop: every promise that can go on has. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

export function json(value: unknown, headers: Record<string, string> = {}): () => Response {
  return () => new Response(JSON.stringify(value), { headers: { "Content-Type": "application/json", ...headers } });
}

export function problem(status: number, code: string, headers: Record<string, string> = {}): () => Response {
  const body = { type: `urn:seatbook:problem:${code}`, title: "No.", status, code, detail: `It is ${code}.` };
  return () =>
    new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/problem+json", ...headers } });
}

/** All that is given, one after another. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export function broken(): Error {
  return new TypeError("fetch failed");
}

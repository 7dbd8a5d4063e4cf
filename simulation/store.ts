import { AsyncLocalStorage } from "node:async_hooks";
import { type CreateDriver, type MaybePromise, StoreUnavailableError } from "@seatbook/storage";
import type { Faults } from "./faults.ts";
import type { Process } from "./process.ts";
import type { Random } from "./random.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** What is at the far end: keys and values, nothing else. */
export type Entries = {
  has(key: string): boolean;
  get(key: string): string | null;
  /** `false`: it was there, and nothing was written. */
  create(key: string, value: string): boolean;
  set(key: string, value: string): void;
  remove(key: string): void;
  keys(base: string): string[];
};

export function entriesOf(data: Map<string, string>): Entries {
  return {
    has: (key) => data.has(key),
    get: (key) => data.get(key) ?? null,
    create: (key, value) => {
      if (data.has(key)) return false;
      data.set(key, value);
      return true;
    },
    set: (key, value) => void data.set(key, value),
    remove: (key) => void data.delete(key),
    keys: (base) => [...data.keys()].filter((key) => key.startsWith(base)),
  };
}

type Kind = "read" | "write";

/** What is to happen to one call. */
type Fault =
  | "deathBefore"
  | "deathDuring"
  | "deathAfter"
  | "failedWrite"
  | "lateWrite"
  | "lostReply"
  | "silence"
  | "failedRead"
  | undefined;

const writeFaults = [
  "deathBefore",
  "deathDuring",
  "deathAfter",
  "failedWrite",
  "lateWrite",
  "lostReply",
  "silence",
] as const;

export type StoreOptions = {
  time: VirtualTime;
  random: Random;
  faults: () => Faults;
  entries: Entries;
  /** Whether many keys can be read with one call. */
  readsMany: boolean;
  /** Where the store has a clock, epoch ms. */
  now: (() => number) | undefined;
  /** Mean of the way there and of the way back, in ms; 0 where the store is on the machine and answers at once. */
  latencyMs: number;
};

/** How long a call waits for an answer before it fails. */
const timeoutMs = 2_000;
const longestMs = 30_000;

/** One store, as several processes reach it: over a network that delays, reorders and loses, or at once. A call takes place as
 *  a whole, at one instant, or not at all. */
export class SimulatedStore {
  readonly #options: StoreOptions;
  /** Virtual ms; until then nobody reaches it. */
  cutOffUntil = 0;
  /** Calls that are on their way to the store. */
  underWay = 0;
  lostReplies = 0;
  readonly mistakes: string[] = [];

  constructor(options: StoreOptions) {
    this.#options = options;
  }

  /** The store as `process` reaches it. */
  driverOf(process: Process): CreateDriver {
    const { entries, readsMany, now, latencyMs } = this.#options;
    const call = <T>(kind: Kind, what: string, act: () => T): MaybePromise<T> => {
      if (process.hasStopped) this.mistakes.push(`${process.name} has stopped, and does: ${what}`);
      if (latencyMs === 0) return this.#callAtOnce(process, kind, what, act);
      // Whoever called is known when it takes place, too.
      const snapshot = AsyncLocalStorage.snapshot();
      return this.#callLater(process, kind, what, () => snapshot(act));
    };
    return {
      name: "simulated",
      hasItem: (key) => call("read", `has ${key}`, () => entries.has(key)),
      getItem: (key) => call("read", `get ${key}`, () => entries.get(key)),
      getKeys: (base) => call("read", `keys ${base}`, () => entries.keys(base)),
      createItem: (key, value) => call("write", `create ${key}`, () => entries.create(key, value)),
      setItem: (key, value) => call("write", `set ${key}`, () => entries.set(key, value)),
      removeItem: (key) => call("write", `remove ${key}`, () => entries.remove(key)),
      ...(readsMany && {
        getItems: (items) =>
          call("read", `get ${items.map(({ key }) => key).join(" ")}`, () =>
            items.map(({ key }) => ({ key, value: entries.get(key) })),
          ),
      }),
      ...(now && { now: () => call("read", "now", now) }),
    };
  }

  #callAtOnce<T>(process: Process, kind: Kind, what: string, act: () => T): T {
    requireAlive(process);
    const { time } = this.#options;
    const fault = this.#draw(kind);
    if (fault === "deathBefore" || (fault === "deathDuring" && this.#options.random.chance(0.5))) {
      process.kill(`before ${what}`);
    }
    requireAlive(process);
    if (fault === "failedRead" || fault === "failedWrite") throw failed(process, what);
    const result = act();
    time.happened(`${process.name} ${what}${tell(result)}`);
    if (fault === "deathDuring" || fault === "deathAfter") process.kill(`after ${what}`);
    requireAlive(process);
    if (fault === "lostReply") {
      this.lostReplies++;
      throw failed(process, what);
    }
    return result;
  }

  #callLater<T>(process: Process, kind: Kind, what: string, act: () => T): Promise<T> {
    const { time, random, faults } = this.#options;
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const fault = this.#draw(kind);
    if (fault === "deathBefore") process.kill(`before ${what}`);
    // The dead wait forever.
    if (process.isDead) return promise;
    const fail = (): void =>
      void time.after(random.exponential(timeoutMs), "", () => reject(failed(process, what)), process);
    if (fault === "failedRead" || fault === "failedWrite" || this.#isCutOff(process)) {
      fail();
      return promise;
    }
    if (fault === "lateWrite") fail();
    const isLate = fault === "lateWrite" || random.chance(faults().lateCall);
    const way = (): number => this.#way() + (isLate ? random.between(0, longestMs / 2) : 0);
    const isLost = fault === "deathDuring" && random.chance(0.5);
    if (fault === "deathDuring") time.after(way(), "", () => process.kill(`during ${what}`), process);
    const arrive = (): void => {
      this.underWay--;
      if (isLost) return;
      if (this.#isCutOff(process)) return fault === "lateWrite" ? undefined : fail();
      const result = act();
      time.happened(`${process.name} ${what}${tell(result)}`);
      if (fault === "lateWrite") return;
      if (fault === "deathAfter") return process.kill(`after ${what}`);
      const reply = (): void => {
        if (fault === "lostReply" || this.#isCutOff(process)) {
          this.lostReplies++;
          reject(failed(process, what));
        } else if (fault === "silence") {
          this.lostReplies++;
          process.isStuck = true;
        } else resolve(result);
      };
      time.after(way(), "", reply, process);
    };
    const send = (): void => {
      this.underWay++;
      time.after(way(), "", arrive);
    };
    // Who stands still sends nothing before it goes on.
    if (process.standsUntil > time.now) time.after(0, "", send, process);
    else send();
    return promise;
  }

  #draw(kind: Kind): Fault {
    const { random, faults } = this.#options;
    const rates = faults();
    if (kind === "read") return random.chance(rates.failedRead) ? "failedRead" : undefined;
    return writeFaults.find((each) => rates[each] > 0 && random.chance(rates[each]));
  }

  #isCutOff(process: Process): boolean {
    return Math.max(process.cutOffUntil, this.cutOffUntil) > this.#options.time.now;
  }

  #way(): number {
    const { random, latencyMs } = this.#options;
    return random.exponential(latencyMs);
  }
}

function failed(process: Process, what: string): StoreUnavailableError {
  process.errors++;
  return new StoreUnavailableError(`The store does not answer: ${what}.`);
}

function requireAlive(process: Process): void {
  if (process.isDead) throw new Error("the process is dead");
}

/** What the trace says of a result. */
function tell(result: unknown): string {
  if (typeof result === "boolean") return result ? " → yes" : " → no";
  if (Array.isArray(result)) return ` → ${result.length} values`;
  return typeof result === "string" ? ` → ${result.length} characters` : "";
}

import { AsyncLocalStorage } from "node:async_hooks";
import { syncBuiltinESMExports } from "node:module";
import timersPromises from "node:timers/promises";
import { EventQueue, type QueuedEvent } from "./event-queue.ts";
import type { Random } from "./random.ts";
import type { Trace } from "./trace.ts";

/** Who something happens to. What is owned by the dead does not happen any more; who stands still has it happen later. */
export type Owner = { readonly name: string; readonly isDead: boolean; readonly standsUntil: number };

type Event = QueuedEvent & { owner: Owner | undefined; what: string; run: () => void; isCanceled?: true };

const owners = new AsyncLocalStorage<Owner | undefined>();
const running = new AsyncLocalStorage<VirtualTime>();

const realSetImmediate = setImmediate;

/** The time of a simulation. It passes only from one event to the next, and everything that waits, in the servers and around
 *  them, waits for an event. While it is installed, `setTimeout`, `setImmediate`, `AbortSignal.timeout`, `Math.random` and
 *  what takes its real time in `crypto.subtle` are the simulation's own for whatever runs in it; everybody else has the real ones. */
export class VirtualTime {
  /** Virtual ms since the start. */
  now = 0;
  /** How many events have happened. */
  steps = 0;
  readonly #queue = new EventQueue<Event>();
  readonly #random: Random;
  readonly #trace: Trace;
  #order = 0;
  #realWork = 0;
  #lastRealWork: Promise<unknown> = Promise.resolve();

  /** @param random what `Math.random` gives. */
  constructor(random: Random, trace: Trace) {
    this.#random = random;
    this.#trace = trace;
  }

  /** Runs `work` in this time, to its end. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const uninstall = install();
    try {
      return await running.run(this, () => this.drive(work()));
    } finally {
      uninstall();
    }
  }

  /** Calls `act` as something that `owner` does: what it sets off is the owner's, too. */
  as<T>(owner: Owner, act: () => T): T {
    return owners.run(owner, act);
  }

  /** @param what for the trace; empty leaves it out. */
  after(ms: number, what: string, run: () => void, owner?: Owner): Event {
    const event = { time: this.now + Math.max(ms, 0), order: this.#order++, owner, what, run };
    this.#queue.add(event);
    return event;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => void this.after(ms, "", resolve));
  }

  /** Lets events happen until `work` has ended. */
  async drive<T>(work: Promise<T>): Promise<T> {
    const progress = { hasEnded: false };
    const end = (): void => void (progress.hasEnded = true);
    work.then(end, end);
    for (;;) {
      await this.#settle();
      if (progress.hasEnded) return work;
      if (!this.#happen()) throw new Error("what is under way does not end, and nothing is left to happen");
      if (this.steps > mostSteps) throw new Error(`what is under way does not end within ${mostSteps} steps`);
    }
  }

  /** Everything that goes on without an event comes as far as it can. */
  async #settle(): Promise<void> {
    do await new Promise((resolve) => void realSetImmediate(resolve));
    while (this.#realWork > 0);
  }

  #happen(): boolean {
    for (;;) {
      const event = this.#queue.take();
      if (event === undefined) return false;
      const { owner } = event;
      if (event.isCanceled || owner?.isDead) continue;
      if (owner !== undefined && owner.standsUntil > event.time) {
        event.time = owner.standsUntil;
        this.#queue.add(event);
        continue;
      }
      this.now = event.time;
      this.steps++;
      if (event.what !== "") this.#trace.note(this.now, event.what);
      event.run();
      return true;
    }
  }

  /** Notes what happened just now. */
  happened(what: string): void {
    this.#trace.note(this.now, what);
  }

  /** A timer of whoever runs now. */
  setTimer(ms: number, run: () => void): Timer {
    const owner = owners.getStore();
    const snapshot = AsyncLocalStorage.snapshot();
    const event = this.after(ms, owner === undefined ? "" : `${owner.name} goes on`, () => snapshot(run), owner);
    return new Timer(() => void (event.isCanceled = true));
  }

  wait<T>(ms: number, value: T): Promise<T> {
    return new Promise((resolve) => void this.setTimer(ms, () => resolve(value)));
  }

  readonly random = (): number => this.#random.fraction();

  /** Has real work come to its end before anything else happens, each after the one before. */
  inOrder<T>(work: () => Promise<T>): Promise<T> {
    this.#realWork++;
    const result = this.#lastRealWork.then(work).finally(() => void this.#realWork--);
    this.#lastRealWork = result.catch(() => {});
    return result;
  }
}

/** Nothing that ends takes so many. */
const mostSteps = 400_000;

/** What `setTimeout` gives. */
class Timer {
  readonly cancel: () => void;

  constructor(cancel: () => void) {
    this.cancel = cancel;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}

/** What is called in the place of a real function, by what runs in `time`. */
type Simulated = (time: VirtualTime, args: readonly unknown[], real: () => unknown) => unknown;

/** Puts the simulation's own in the place of what is real, and gives what undoes it. */
function install(): () => void {
  const undo = [
    replace(globalThis, "setTimeout", (time, [run, ms, ...rest]) => time.setTimer(toMs(ms), () => call(run, rest))),
    replace(globalThis, "clearTimeout", (_, [timer], real) => (timer instanceof Timer ? timer.cancel() : real())),
    replace(globalThis, "setImmediate", (time, [run, ...rest]) => time.setTimer(0, () => call(run, rest))),
    replace(timersPromises, "setTimeout", (time, [ms, value]) => time.wait(toMs(ms), value)),
    replace(timersPromises, "setImmediate", (time, [value]) => time.wait(0, value)),
    replace(AbortSignal, "timeout", (time, [ms]) => {
      const controller = new AbortController();
      time.setTimer(toMs(ms), () => controller.abort(new DOMException("It took too long.", "TimeoutError")));
      return controller.signal;
    }),
    replace(Math, "random", (time) => time.random()),
    ...["importKey", "sign", "verify"].map((name) =>
      replace(crypto.subtle, name, (time, _, real) => time.inOrder(async () => real())),
    ),
  ];
  syncBuiltinESMExports();
  return () => {
    for (const each of undo) each();
    syncBuiltinESMExports();
  };
}

function replace(target: object, name: string, simulated: Simulated): () => void {
  const own = Object.getOwnPropertyDescriptor(target, name);
  const real: unknown = Reflect.get(target, name);
  const value = (...args: unknown[]): unknown => {
    const time = running.getStore();
    const callReal = (): unknown => call(real, args, target);
    return time === undefined ? callReal() : simulated(time, args, callReal);
  };
  Object.defineProperty(target, name, { value, configurable: true, writable: true, enumerable: true });
  return () => {
    if (own === undefined) Reflect.deleteProperty(target, name);
    else Object.defineProperty(target, name, own);
  };
}

function call(wanted: unknown, args: readonly unknown[], self?: object): unknown {
  if (typeof wanted !== "function") throw new TypeError("a function was to be called");
  return Reflect.apply(wanted, self, args);
}

function toMs(value: unknown): number {
  return typeof value === "number" ? value : 0;
}

import { type CreateDriver, type MaybePromise, memory } from "@seatbook/storage";

/** What goes wrong with a process, once. `at`: with which of its effects, 1 is the first. `before`: the effect has not
 *  happened; `after`: it has, and the process has not learned of it. `death`: the process ends there. `standstill`: it stops
 *  there, as a machine that is suspended, until it is woken. `error`: only that call fails, as with a connection that breaks,
 *  and the process lives on. */
export type Fault = { at: number; when: "before" | "after"; kind: "death" | "standstill" | "error" };

/** What a call of the store or of the mail server throws that a fault strikes, and every call of a dead process. */
export class FaultError extends Error {
  override name = "FaultError";
}

/** One server process as the rest of the world sees it: the writes and mails that leave it, one after the other, until it
 *  dies. From then on nothing of what it still does gets out. */
export class FaultyProcess {
  /** How many effects it had, or tried to have. */
  effects = 0;
  isDead = false;
  /** Whether its fault has struck. */
  isStruck = false;
  /** While it stands still. */
  isStanding = false;
  readonly #fault: Fault | undefined;
  readonly #onFault: (kind: Fault["kind"]) => void;
  readonly #standstill = Promise.withResolvers<void>();
  readonly #awakening = Promise.withResolvers<void>();

  /** @param onFault called at the instant of the fault, when the effect has happened or not. */
  constructor(fault: Fault | undefined, onFault: (kind: Fault["kind"]) => void) {
    this.#fault = fault;
    this.#onFault = onFault;
  }

  /** Does what outlives the process. @throws FaultError */
  effect<T>(act: () => MaybePromise<T>): MaybePromise<T> {
    this.requireAlive();
    this.effects++;
    const fault = this.#fault?.at === this.effects ? this.#fault : undefined;
    if (fault?.when === "before") this.#strike(fault);
    if (this.isStanding) return this.#awakening.promise.then(act);
    const result = act();
    if (fault?.when === "after") this.#strike(fault);
    return this.isStanding ? this.#awakening.promise.then(() => result) : result;
  }

  /** Does what only the process itself knows of. @throws FaultError */
  read<T>(act: () => MaybePromise<T>): MaybePromise<T> {
    this.requireAlive();
    return act();
  }

  /** Whether nothing of it is to be expected. */
  get isGone(): boolean {
    return this.isDead || this.isStanding;
  }

  /** Settles when it stands still; never, when it does not. */
  get standstill(): Promise<void> {
    return this.#standstill.promise;
  }

  /** Settles as soon as it does not stand still. */
  async awake(): Promise<void> {
    if (this.isStanding) await this.#awakening.promise;
  }

  wake(): void {
    this.isStanding = false;
    this.#awakening.resolve();
  }

  /** @throws FaultError */
  requireAlive(): void {
    if (this.isDead) throw new FaultError("the process is dead");
  }

  #strike({ kind }: Fault): void {
    this.isStruck = true;
    this.isDead = kind === "death";
    this.isStanding = kind === "standstill";
    this.#onFault(kind);
    if (!this.isStanding) throw new FaultError(`fault of kind ${kind}`);
    this.#standstill.resolve();
  }
}

/** A store in memory, shared by all drivers over the same `data`, as `process` reaches it. Every write is an effect.
 *  @param turn what each call waits for; nothing where the store answers at once. */
export function crashingDriver(
  data: Map<string, string>,
  process: FaultyProcess,
  turn: () => MaybePromise<void>,
): CreateDriver {
  const store = memory({ data });
  const inTurn = <T>(act: () => MaybePromise<T>): MaybePromise<T> => {
    const wait = turn();
    return wait instanceof Promise ? wait.then(() => process.awake()).then(act) : act();
  };
  const read = <T>(act: () => MaybePromise<T>): MaybePromise<T> => inTurn(() => process.read(act));
  const write = <T>(act: () => MaybePromise<T>): MaybePromise<T> => inTurn(() => process.effect(act));
  return {
    name: "crashing",
    hasItem: (key, options) => read(() => store.hasItem(key, options)),
    getItem: (key, options) => read(() => store.getItem(key, options)),
    getKeys: (base, options) => read(() => store.getKeys(base, options)),
    createItem: (key, value) => write(() => store.createItem(key, value)),
    setItem: (key, value, options) => write(() => store.setItem?.(key, value, options)),
    removeItem: (key, options) => write(() => store.removeItem?.(key, options)),
  };
}

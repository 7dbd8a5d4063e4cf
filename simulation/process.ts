import type { Owner } from "./virtual-time.ts";

/** A server process as the rest of the world sees it. From its death on, nothing of what it still does gets out. */
export class Process implements Owner {
  readonly name: string;
  isDead = false;
  /** Virtual ms; until then nothing happens to it, and it does nothing. */
  standsUntil = 0;
  /** Virtual ms; until then it does not reach the store. */
  cutOffUntil = 0;
  /** Something was lost on it that it still waits for, and will wait for until its end. */
  isStuck = false;
  /** It takes no requests any more, and ends what it has. */
  isStopping = false;
  /** It has ended, and said so. */
  hasStopped = false;
  /** How many errors of the store it was given. */
  errors = 0;
  /** By how much its clock is wrong, in ms. */
  readonly skew: number;
  readonly #death = Promise.withResolvers<void>();
  readonly #onDeath: (why: string) => void;

  constructor(name: string, skew: number, onDeath: (why: string) => void) {
    this.name = name;
    this.skew = skew;
    this.#onDeath = onDeath;
  }

  /** Settles when it dies. */
  get death(): Promise<void> {
    return this.#death.promise;
  }

  kill(why: string): void {
    if (this.isDead) return;
    this.isDead = true;
    this.#death.resolve();
    this.#onDeath(why);
  }
}

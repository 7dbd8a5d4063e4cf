import type { Sql } from "postgres";
import { isLost, TimedOut } from "./postgres-errors.ts";

/** Some connections, opened when they are needed, with one statement under way on each. One that was lost, or did not answer in
 *  time, is not used again. The client's own pool (postgres 3.4.9) does both: then what it had not sent yet goes out first on
 *  the next connection, or holds it up for ever, and what waits for a connection is sent long after it was given up. */
export class Connections {
  readonly #open: () => Sql;
  readonly #most: number;
  readonly #held = new Set<Sql>();
  readonly #idle: Sql[] = [];
  readonly #waiting: PromiseWithResolvers<Sql>[] = [];

  /** @param open gives a client of one connection. */
  constructor(open: () => Sql, most: number) {
    this.#open = open;
    this.#most = most;
  }

  /** Asks once: whether a statement took effect whose answer was lost, only who sent it can find out.
   *  @throws TimedOut, and the client's errors. */
  async ask<T>(statement: (sql: Sql) => Promise<T>, timeoutMs: number): Promise<T> {
    const deadline = performance.now() + timeoutMs;
    const sql = await this.#take(timeoutMs);
    try {
      const answer = await within(deadline - performance.now(), statement(sql));
      this.#give(sql);
      return answer;
    } catch (error) {
      if (isLost(error)) this.#discard(sql);
      else this.#give(sql);
      throw error;
    }
  }

  /** A client of one connection, for what the driver cannot do. */
  client(): Sql {
    return this.#held.values().next().value ?? this.#add();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#held].map((sql) => sql.end({ timeout: 1 })));
  }

  async #take(timeoutMs: number): Promise<Sql> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    if (this.#held.size < this.#most) return this.#add();
    const turn = Promise.withResolvers<Sql>();
    this.#waiting.push(turn);
    try {
      return await within(timeoutMs, turn.promise);
    } catch (error) {
      const index = this.#waiting.indexOf(turn);
      if (index === -1) turn.promise.then((sql) => this.#give(sql)).catch(() => undefined);
      else this.#waiting.splice(index, 1);
      throw error;
    }
  }

  #add(): Sql {
    const sql = this.#open();
    this.#held.add(sql);
    return sql;
  }

  #give(sql: Sql): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(sql);
    else next.resolve(sql);
  }

  #discard(sql: Sql): void {
    this.#held.delete(sql);
    void sql.end({ timeout: 0 });
    if (this.#waiting.length > 0) this.#give(this.#add());
  }
}

async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new TimedOut()), ms);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

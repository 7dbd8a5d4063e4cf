import type { CountingRule } from "@seatbook/core";
import type { CreateDriver } from "@seatbook/storage";
import { type AppOptions, createApp, type SeatbookApp } from "../packages/server/src/app.ts";
import { apiKey, sellerSetup, tokenSecret } from "../packages/server/src/test/fixtures.ts";
import type { Action, Attempt, History } from "./history.ts";
import type { PostOffice } from "./post-office.ts";
import { Process } from "./process.ts";
import type { Random } from "./random.ts";
import { ask, type Guard } from "./request.ts";
import type { SimulatedStore } from "./store.ts";
import type { VirtualTime } from "./virtual-time.ts";
import type { WallClock } from "./wall-clock.ts";

export type Server = SeatbookApp & { process: Process };

export type ClusterOptions = {
  time: VirtualTime;
  random: Random;
  clock: WallClock;
  store: SimulatedStore;
  history: History;
  /** Absent where mails go to the outbox of the store. */
  office: PostOffice | undefined;
  /** How many servers there are to be. */
  servers: number;
  rule: CountingRule;
  snapshotEveryEvents: number;
  /** How many members a server holds in memory. */
  heldMembers: number;
  /** What a server makes of its driver. */
  breakDriver: ((driver: CreateDriver) => CreateDriver) | undefined;
  /** Called when a server has died. */
  onDeath: () => void;
};

/** Mean of the way from a client to a server, in ms. */
const latencyMs = 2;

/** The options of every server, those that differ left out. */
export const serverOptions = {
  apiKeys: [apiKey],
  tokenSecret,
  seller: sellerSetup,
  makeDocuments: async () => ({ pdf: new Uint8Array([1, 2, 3]), xml: new Uint8Array() }),
  newId: () => "",
} satisfies Partial<AppOptions>;

/** The servers of a store, and how they are reached. */
export class Cluster {
  readonly #options: ClusterOptions;
  /** By place: each is one machine, with a clock of its own. */
  readonly #servers: Server[];
  /** By how much the clocks are wrong, in ms. */
  readonly #skews: number[];
  #started = 0;
  #requests = 0;
  /** What was asked, and may not be answered yet. */
  #open: { process: Process; answer: Promise<unknown> }[] = [];
  readonly mistakes: string[] = [];

  constructor(options: ClusterOptions) {
    const { random, servers } = options;
    this.#options = options;
    this.#skews = Array.from({ length: servers }, () => random.between(-5_000, 5_000));
    this.#servers = this.#skews.map((_, place) => this.#start(place));
  }

  /** At every place the last one that was started there, dead or alive. */
  get servers(): readonly Server[] {
    return this.#servers;
  }

  get living(): Server[] {
    return this.#servers.filter(({ process }) => !process.isDead);
  }

  /** Puts new servers where the dead were. */
  replaceDead(): void {
    for (const [place, { process }] of this.#servers.entries()) {
      if (process.isDead) this.#servers[place] = this.#start(place);
    }
  }

  /** Stops a server as its operator does: it takes nothing new, ends what it has, and goes. */
  async stop({ process, readiness, close }: Server): Promise<void> {
    if (process.isDead || process.isStopping) return;
    this.#options.time.happened(`${process.name} is stopped`);
    process.isStopping = true;
    readiness.stop();
    const open = this.#open.filter((each) => each.process === process).map(({ answer }) => answer);
    await Promise.race([Promise.all(open).then(close), process.death]);
    process.hasStopped = !process.isDead;
    process.kill("as it was stopped");
  }

  /** Waits until nobody has anything under way any more. Who dies meanwhile is replaced. */
  async idle(): Promise<void> {
    do {
      for (const { process } of this.#servers) if (process.isStopping) await process.death;
      this.replaceDead();
      const open = this.#open.splice(0).map(({ process, answer }) => Promise.race([answer, process.death]));
      const atWork = this.#servers.map(({ process, scheduler, workspaces }) =>
        Promise.race([scheduler.idle().then(() => workspaces.flush()), process.death]),
      );
      await Promise.all([...open, ...atWork]);
    } while (this.living.length < this.#servers.length);
  }

  /** Sends a request, and gives the attempt once it is answered; it may never be. Undefined where nobody is there. */
  send(action: Action, to: Process, guard: Guard = {}): Promise<Attempt | undefined> {
    const { time, random } = this.#options;
    return new Promise((resolve) => {
      const back = (attempt?: Attempt): void =>
        void time.after(random.exponential(latencyMs), "", () => resolve(attempt));
      const arrive = (): void => {
        const server = this.#servers.find(({ process }) => process === to);
        if (!server || to.isDead || to.isStopping) return back();
        const answer = this.#answer(server, action, guard);
        this.#open.push({ process: to, answer });
        void answer.then(back);
      };
      const way = random.exponential(latencyMs);
      // The dead refuse it; whoever stands still gets it later.
      if (to.isDead) time.after(way, "", arrive);
      else time.after(way, "", arrive, to);
    });
  }

  #answer(server: Server, action: Action, guard: Guard): Promise<Attempt> {
    const { time, history, clock } = this.#options;
    const { process } = server;
    const { method, path } = action;
    const attempt: Attempt = {
      id: ++this.#requests,
      action,
      ...guard,
      process,
      from: history.logOf(action).length,
      clocks: [clock.of(process)],
    };
    const errorsBefore = process.errors;
    history.attempts.push(attempt);
    const asked = [method, path, action.session?.member, guard.key].filter((each) => each !== undefined);
    time.happened(`${process.name} ← #${attempt.id} ${asked.join(" ")}`);
    const forget = clock.onJump(() => void attempt.clocks.push(clock.of(process)));
    return history.as(process, attempt, async () => {
      const told = await ask(server, action, guard).catch(() => undefined);
      forget();
      // Nobody hears the dead.
      if (process.isDead) return new Promise<never>(() => {});
      const errors = process.errors - errorsBefore;
      if (!told) {
        if (errors === 0) this.mistakes.push(`${process.name} cut the answer to ${path}, and no fault explains that`);
        return attempt;
      }
      attempt.clocks.push(clock.of(process));
      attempt.answer = { ...told, to: history.logOf(action).length, errors };
      time.happened(`${process.name} → #${attempt.id} ${told.status} ${told.text.slice(0, 100)}`);
      return attempt;
    });
  }

  #start(place: number): Server {
    const { time, clock, store, history, office, breakDriver, onDeath } = this.#options;
    const { rule, snapshotEveryEvents, heldMembers } = this.#options;
    const process = new Process(`${place + 1}.${++this.#started}`, this.#skews[place] ?? 0, (why) => {
      time.happened(`${process.name} dies ${why}`);
      onDeath();
    });
    time.happened(`${process.name} starts`);
    const driver = store.driverOf(process);
    return history.as(process, undefined, () => {
      const server = createApp({
        ...serverOptions,
        driver: breakDriver?.(driver) ?? driver,
        now: () => clock.of(process),
        monotonicNow: () => time.now,
        storeNow: driver.now?.bind(driver),
        transport: office?.transportOf(process),
        rule,
        snapshotEveryEvents,
        heldMembers,
        log: (entry) => {
          // While the store is out of reach, or the clocks jump ahead while somebody stands still, work is put off.
          if (
            !("task" in entry) ||
            process.isDead ||
            /^(StoreUnavailableError|Refusal|ClockAheadError)\n/.test(entry.error)
          )
            return;
          this.mistakes.push(`${process.name} complains: ${entry.error}`);
        },
      });
      server.scheduler.start();
      return { ...server, process };
    });
  }
}

import type { CreateDriver } from "@seatbook/storage";
import { readLedger } from "../packages/server/src/billing/test/ledger.ts";
import { Clients } from "./clients.ts";
import { Cluster } from "./cluster.ts";
import { drawFaults, type Faults, noFaults } from "./faults.ts";
import { History } from "./history.ts";
import { Invariants } from "./invariants.ts";
import { unfinishedIn } from "./mails.ts";
import { PostOffice } from "./post-office.ts";
import { Random } from "./random.ts";
import { type Session, sessionOf } from "./request.ts";
import { type Entries, entriesOf, SimulatedStore } from "./store.ts";
import { Trace } from "./trace.ts";
import { VirtualTime } from "./virtual-time.ts";
import { WallClock } from "./wall-clock.ts";
import { administrators, type Customer, runPending, Workload } from "./workload.ts";

export type SimulateOptions = {
  /** Given every line of the trace as it comes. */
  tell?: (line: string) => void;
  /** A store that is not what it must be, and a server that makes something else of it: to see that it is noticed. */
  breakStore?: (entries: Entries) => Entries;
  breakDriver?: (driver: CreateDriver) => CreateDriver;
};

export type Figures = {
  steps: number;
  requests: number;
  records: number;
  crashes: number;
  lostReplies: number;
  recoveries: number;
  mails: number;
  closedMonths: number;
  invoices: number;
};

export type Outcome = {
  seed: number;
  /** Of the whole trace. */
  hash: string;
  figures: Figures;
  /** What did not hold, as sentences, where it first did not; none is what everybody hopes for. */
  mistakes: string[];
  /** The last steps before. */
  trace: string[];
  /** The store in the end. */
  data: ReadonlyMap<string, string>;
};

/** Plays the history that `seed` stands for, which is the same each time. */
export async function simulate(seed: number, options: SimulateOptions = {}): Promise<Outcome> {
  return new Simulation(seed, options).play();
}

const dayMs = 86_400_000;
const leaseAndMoreMs = 16 * 60_000;
const mostRounds = 40;
/** By then what was sent has arrived, and who was to die has. */
const onItsWayMs = 40_000;
/** How long whatever is under way may take to come to its end, in virtual ms, once nothing goes wrong any more. */
const patienceMs = 3_600_000;

class MistakesFound extends Error {
  readonly mistakes: string[];

  constructor(mistakes: string[]) {
    super(mistakes.join("\n"));
    this.mistakes = mistakes;
  }
}

class Simulation {
  readonly #seed: number;
  /** Draws what kind of simulation it is, and what goes wrong that is not a call's. */
  readonly #random: Random;
  readonly #trace: Trace;
  readonly #time: VirtualTime;
  readonly #clock: WallClock;
  readonly #data = new Map<string, string>();
  readonly #history: History;
  readonly #store: SimulatedStore;
  readonly #office: PostOffice | undefined;
  readonly #options: SimulateOptions;
  readonly #mix: Faults;
  #faults = noFaults;
  #recoveries = 0;
  #crashes = 0;
  #lastSteps: string[] | undefined;

  constructor(seed: number, options: SimulateOptions) {
    this.#seed = seed;
    this.#options = options;
    const random = new Random(seed, 0);
    this.#random = random;
    this.#trace = new Trace(options.tell);
    this.#time = new VirtualTime(new Random(seed, 1), this.#trace);
    this.#clock = new WallClock(
      this.#time,
      Date.UTC(2026, random.integer(0, 23), random.integer(1, 28), random.integer(0, 23)),
    );
    this.#mix = drawFaults(random);
    this.#history = new History(this.#time);
    const entries = entriesOf(this.#data);
    this.#store = new SimulatedStore({
      time: this.#time,
      random: new Random(seed, 2),
      faults: () => this.#faults,
      entries: this.#history.observe(options.breakStore?.(entries) ?? entries),
      readsMany: random.chance(0.5),
      now: random.maybe(0.5, () => () => this.#clock.now),
      latencyMs: random.chance(0.15) ? 0 : random.magnitude(0.2, 100),
    });
    this.#office = random.maybe(
      0.8,
      () =>
        new PostOffice({
          time: this.#time,
          random: new Random(seed, 3),
          faults: () => this.#faults,
          history: this.#history,
        }),
    );
  }

  async play(): Promise<Outcome> {
    const mistakes: string[] = [];
    try {
      await this.#time.run(() => this.#play());
    } catch (error) {
      if (error instanceof MistakesFound) mistakes.push(...error.mistakes);
      else mistakes.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
    return {
      seed: this.#seed,
      hash: this.#trace.hash,
      figures: this.#figures,
      mistakes,
      trace: this.#lastSteps ?? this.#trace.last,
      data: this.#data,
    };
  }

  async #play(): Promise<void> {
    const random = this.#random;
    const customers = await this.#drawCustomers();
    const rule = random.pick(["any-in-month", "any-in-month", "month-start"] as const);
    const cluster = new Cluster({
      time: this.#time,
      random: new Random(this.#seed, 5),
      clock: this.#clock,
      store: this.#store,
      history: this.#history,
      office: this.#office,
      servers: random.integer(1, 4),
      rule,
      snapshotEveryEvents: random.pick([1, 3, 10, 1000]),
      heldMembers: random.pick([1, 20, 500_000]),
      breakDriver: this.#options.breakDriver,
      onDeath: () => {
        this.#crashes++;
        this.#time.after(random.magnitude(50, 20_000), "", () => cluster.replaceDead());
      },
    });
    const invariants = await Invariants.start({
      random: new Random(this.#seed, 6),
      history: this.#history,
      data: this.#data,
      cluster,
      store: this.#store,
      clock: this.#clock,
      office: this.#office,
      customers: customers.map(({ id }) => id),
      rule,
    });
    const workload = new Workload({
      random: new Random(this.#seed, 4),
      clock: this.#clock,
      history: this.#history,
      office: this.#office,
      customers,
    });
    const clients = new Clients({
      time: this.#time,
      random: new Random(this.#seed, 7),
      cluster,
      workload,
      lostAnswer: this.#mix.lostAnswer,
      thinkMs: random.magnitude(1, 1_000),
    });
    for (const { id } of customers) {
      const { process } = random.pick(cluster.living);
      await cluster.send(workload.configure(id, true), process);
      await cluster.send(workload.putWholeDirectory(id), process);
    }
    const epochs = random.integer(2, 4);
    const crowd = random.integer(1, 10);
    for (let epoch = 0; epoch < epochs; epoch++) {
      await this.#goWrong(cluster, invariants, clients.run(crowd, Math.ceil(random.integer(20, 80) / crowd)));
      await this.#recover(cluster, invariants);
      // The last steps are those before the looks that follow.
      this.#lastSteps = this.#trace.last;
      require(await invariants.afterRecovery());
      this.#lastSteps = undefined;
      this.#recoveries++;
      this.#time.happened(`recovery ${this.#recoveries}: all is well`);
      if (random.chance(0.7)) this.#clock.jump(random.magnitude(dayMs, 45 * dayMs));
    }
    require(await invariants.inTheEnd());
  }

  async #drawCustomers(): Promise<Customer[]> {
    const customers: Customer[] = [];
    for (let count = this.#random.integer(1, 4); count > 0; count--) {
      const id = `w${count}`;
      const sessions: Session[] = [];
      for (const member of administrators) sessions.push(await sessionOf(id, member));
      customers.push({ id, hasDetails: this.#random.chance(0.8), sessions });
    }
    return customers;
  }

  /** Lets go wrong what may, until `work` has ended. */
  async #goWrong(cluster: Cluster, invariants: Invariants, work: Promise<void>): Promise<void> {
    const random = this.#random;
    const time = this.#time;
    this.#faults = this.#mix;
    const progress = { hasEnded: false };
    const every = async (meanMs: number, act: () => void): Promise<void> => {
      if (meanMs === 0) return;
      for (;;) {
        await time.sleep(random.exponential(meanMs));
        if (progress.hasEnded) return;
        act();
      }
    };
    const { deathEveryMs, stopEveryMs, standstillEveryMs, outageEveryMs } = this.#mix;
    const gremlins = [
      every(deathEveryMs, () => random.pick(cluster.servers).process.kill("at any time")),
      every(stopEveryMs, () => void cluster.stop(random.pick(cluster.servers))),
      every(standstillEveryMs, () => {
        const { process } = random.pick(cluster.servers);
        process.standsUntil = time.now + random.magnitude(100, 60_000);
        time.happened(`${process.name} stands still`);
      }),
      every(outageEveryMs, () => {
        const cutOff = random.chance(0.4) ? this.#store : random.pick(cluster.servers).process;
        cutOff.cutOffUntil = time.now + random.magnitude(100, 20_000);
        time.happened(cutOff === this.#store ? "nobody reaches the store" : "one server does not reach the store");
      }),
      every(random.magnitude(2_000, 50_000), () => {
        this.#clock.jump(random.magnitude(1_000, 20 * dayMs));
        time.happened(`the clocks show ${Temporal.Instant.fromEpochMilliseconds(this.#clock.now).toString()}`);
      }),
      every(10_000, () => require(invariants.always())),
    ];
    const mischief = Promise.all(gremlins);
    await Promise.race([work, mischief.then(() => work)]);
    progress.hasEnded = true;
    this.#faults = noFaults;
    await mischief;
  }

  /** Nothing goes wrong any more: the dead are replaced, what is under way comes to its end, and what is left is done. */
  async #recover(cluster: Cluster, invariants: Invariants): Promise<void> {
    this.#store.cutOffUntil = 0;
    for (const { process } of cluster.servers) {
      process.cutOffUntil = 0;
      if (process.isStuck) process.kill("as it does not answer any more");
    }
    // Who stands still goes on where it was, and gets what it was asked meanwhile.
    const awake = Math.max(...cluster.servers.map(({ process }) => process.standsUntil));
    await this.#time.sleep(awake - this.#time.now + onItsWayMs);
    await this.#idle(cluster);
    for (let round = 0; round < mostRounds; round++) {
      const { process } = this.#random.pick(cluster.living);
      const attempt = await cluster.send(runPending, process);
      await this.#idle(cluster);
      require(invariants.always());
      const { failed } = JSON.parse(attempt?.answer?.text ?? "{}");
      if (attempt?.answer?.status !== 200 || failed.length > 0) {
        throw new MistakesFound([`a server that is well cannot do what is pending: ${attempt?.answer?.text}`]);
      }
      const open = unfinishedIn(readLedger(this.#data));
      if (open.length === 0) return;
      if (round === mostRounds - 1) throw new MistakesFound(open);
      this.#clock.jump(Math.min(leaseAndMoreMs * 2 ** round, dayMs));
    }
  }

  /** Waits until nothing is under way. */
  async #idle(cluster: Cluster): Promise<void> {
    const end = Promise.all([cluster.idle(), this.#landed()]).then(() => true);
    const isIdle = await Promise.race([end, this.#time.sleep(patienceMs).then(() => false)]);
    if (!isIdle) throw new MistakesFound(["what is under way does not come to its end"]);
  }

  /** Waits until every call that somebody sent before dying has reached the store. */
  async #landed(): Promise<void> {
    while (this.#store.underWay > 0) await this.#time.sleep(100);
  }

  get #figures(): Figures {
    const ledger = readLedger(this.#data);
    return {
      steps: this.#time.steps,
      requests: this.#history.attempts.length,
      records: [...this.#history.logs.values()].reduce((sum, log) => sum + log.length, 0),
      crashes: this.#crashes,
      lostReplies: this.#store.lostReplies,
      recoveries: this.#recoveries,
      mails: this.#office?.seen.length ?? this.#history.log("outbox").length,
      closedMonths: ledger.workspaces.reduce((sum, { closed }) => sum + closed.length, 0),
      invoices: ledger.numbers.length,
    };
  }
}

function require(mistakes: string[]): void {
  if (mistakes.length > 0) throw new MistakesFound(mistakes);
}

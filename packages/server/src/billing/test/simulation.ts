import { isSnapshotKey } from "@seatbook/storage";
import { vi } from "vitest";
import { createApp, type SeatbookApp } from "../../app.ts";
import { crashingDriver, type Fault, FaultyProcess } from "../../test/crashing-driver.ts";
import { randomOf } from "../../test/random-of.ts";
import { apiKey, sellerSetup, tokenSecret } from "../../test/test-server.ts";
import {
  givenUpIn,
  type Ledger,
  mailIn,
  mistakesIn,
  readLedger,
  standingNumbers,
  unbilledIn,
  unfinishedIn,
  wasAccepted,
} from "./ledger.ts";
import { trafficMistakes, undeliveredIn } from "./mail-traffic.ts";
import { type MailKey, PostOffice, type Receipt } from "./post-office.ts";
import type { Action, Scenario } from "./scenario.ts";
import { Turns } from "./turns.ts";

/** One history to be simulated; the same case is the same history. */
export type Case = {
  /** How many servers work on the store at the same time. */
  servers: number;
  /** Draws the interleaving of what they do. */
  seed: number;
  /** `at once` as SQLite, `later` as a store over a network. */
  store: "at once" | "later";
  /** By server, in the order in which they were started: 0 is the first, and those that replace dead ones count on. */
  faults: Readonly<Record<number, Fault>>;
  /** Who goes on after a death: a server that is started then, or that one of the survivors. */
  recovery: "fresh" | number;
  /** Default: receiving servers outside. Else the outbox in the store. */
  mail?: "outbox";
  /** The schedulers tick by themselves, and nobody calls the one that recovers. For a store that answers at once. */
  ticking?: true;
};

export type Outcome = {
  /** What must not be, as sentences; none is what every test hopes for. */
  mistakes: string[];
  /** How many faults struck. */
  struck: number;
  /** How many effects each server had, in the order in which they were started. */
  effects: number[];
  /** The store in the end. */
  data: Map<string, string>;
  office: PostOffice;
};

/** Plays the scenario under the case, recovers after each death, and looks for mistakes: at the instant of each fault, after
 *  each recovery, and in the end. */
export async function simulate(scenario: Scenario, situation: Case): Promise<Outcome> {
  const simulation = new Simulation(scenario, situation);
  return simulation.play();
}

/** How long to wait for a mail whose sender has died: its lease is 15 minutes. */
export const leaseAndMoreMs = 16 * 60_000;
const mostRounds = 12;

/** A scheduler's own pace, and how often it may tick until it has seen to everything. */
const tickMs = 30_000;
const mostTicks = 80;

class Simulation {
  readonly #scenario: Scenario;
  readonly #situation: Case;
  readonly #data: Map<string, string>;
  readonly #office = new PostOffice();
  readonly #turns: Turns;
  readonly #started: Server[] = [];
  #alive: Server[];
  #now = 0;
  #read: { records: number; ledger: Ledger } | undefined;
  readonly #mistakes = new Set<string>();
  readonly #answers: { action: Action; text: string }[] = [];

  constructor(scenario: Scenario, situation: Case) {
    this.#scenario = scenario;
    this.#situation = situation;
    this.#data = new Map(scenario.start);
    // What the history before has left.
    vi.clearAllTimers();
    const random = randomOf(situation.seed);
    // Writers that were not first wait for a random while.
    vi.spyOn(Math, "random").mockImplementation(random);
    this.#turns = new Turns(random);
    this.#alive = Array.from({ length: situation.servers }, () => this.#start());
  }

  async play(): Promise<Outcome> {
    for (const { at, requests } of this.#scenario.phases) {
      this.#now = Math.max(this.#now, Date.parse(at));
      const open = requests(this.#ledger()).map(({ to, action }) => ({
        to: this.#alive[to % this.#alive.length],
        action,
      }));
      await this.#answerAll(open);
    }
    do {
      await this.#wake();
      await this.#settle(this.#survivor());
    } while (this.#started.some(({ process }) => process.isStanding));
    await this.#checkEnd();
    for (const server of this.#started) await server.stop();
    return {
      mistakes: [...this.#mistakes],
      struck: this.#countStruck(),
      effects: this.#started.map(({ process }) => process.effects),
      data: this.#data,
      office: this.#office,
    };
  }

  /** Sends requests at the same time. Whoever gets no answer asks the server that has recovered what the dead one left. */
  async #answerAll(open: { to: Server | undefined; action: Action }[]): Promise<void> {
    for (let unanswered = open; unanswered.length > 0;) {
      const before = this.#countStruck();
      const answered = await this.#turns.drive(
        Promise.all(unanswered.map(async ({ to, action }) => (await to?.answers(action)) === true)),
      );
      await this.#idle();
      const rest = unanswered.filter((_, index) => answered[index] !== true);
      const to = this.#countStruck() > before ? await this.#recover() : this.#alive[0];
      unanswered = rest.map(({ action }) => ({ to, action }));
    }
  }

  #countStruck(): number {
    return this.#started.filter(({ process }) => process.isStruck).length;
  }

  async #recover(): Promise<Server> {
    const survivor = this.#survivor();
    await this.#settle(survivor);
    return survivor;
  }

  /** Who stood still all the time goes on where it was. */
  async #wake(): Promise<void> {
    for (const { process } of this.#started) if (process.isStanding) process.wake();
    await this.#turns.drive(Promise.all(this.#started.map((server) => server.end())));
  }

  /** Removes the dead, and those who may be, and tells who goes on for them. */
  #survivor(): Server {
    const { recovery } = this.#situation;
    const alive = this.#alive.filter(({ process }) => !process.isGone);
    const isReplaced = recovery === "fresh" && alive.length < this.#alive.length;
    this.#alive = alive;
    const survivor = isReplaced ? undefined : alive[recovery === "fresh" ? 0 : recovery % alive.length];
    if (survivor) return survivor;
    const fresh = this.#start();
    alive.push(fresh);
    return fresh;
  }

  /** One server alone finishes what is pending, while time passes. */
  async #settle(server: Server): Promise<void> {
    const [stepMs, most] = this.#situation.ticking ? [tickMs, mostTicks] : [leaseAndMoreMs, mostRounds];
    for (let round = 0; round < most; round++) {
      this.#now += stepMs;
      if (this.#situation.ticking) vi.advanceTimersByTime(tickMs);
      else await this.#turns.drive(Promise.race([server.runScheduler(), server.process.standstill]));
      await this.#idle();
      if (server.process.isGone) return void (await this.#recover());
      if (unfinishedIn(this.#ledger()).length === 0) break;
    }
    this.#note("after a recovery", [...unfinishedIn(this.#ledger()), ...this.#soundness()]);
  }

  async #idle(): Promise<void> {
    await this.#turns.drive(Promise.all(this.#alive.map((server) => server.idle())));
  }

  #start(): Server {
    const order = this.#started.length;
    const process = new FaultyProcess(this.#situation.faults[order], (kind) => {
      this.#hideAnswers(kind, taken.splice(0));
      this.#note(`at the fault of server ${order}`, this.#soundness());
    });
    const turn = this.#situation.store === "later" ? () => this.#turns.next() : () => undefined;
    const taken: Receipt[] = [];
    const transport = this.#office.transportOf(process, turn, (receipt) => void taken.push(receipt));
    const { app, scheduler } = createApp({
      driver: crashingDriver(this.#data, process, turn),
      // No two machines agree on the time.
      now: () => this.#now + order * 7_000,
      apiKeys: [apiKey],
      tokenSecret,
      seller: sellerSetup,
      ...(this.#situation.mail !== "outbox" && { transport }),
      makeDocuments: async () => ({ pdf: new Uint8Array([1, 2, 3]), xml: new Uint8Array() }),
      newId: () => "",
      monotonicNow: () => 0,
      log: (entry) => {
        if (entry.error !== undefined && !process.isStruck) this.#note(`server ${order}`, [entry.error]);
      },
    });
    const server = new Server(process, app, scheduler, (action, text) => this.#noteAnswer(action, text));
    this.#started.push(server);
    if (this.#situation.ticking) scheduler.start();
    return server;
  }

  /** What was accepted and not noted, the dead will not note. Who stands still may send once more what it has begun.
   *  @param taken what was accepted from the server that is struck. */
  #hideAnswers(kind: Fault["kind"], taken: readonly Receipt[]): void {
    const ledger = this.#ledger();
    const isOpen = (key: MailKey): boolean => {
      const mail = mailIn(ledger, key);
      return !mail || !wasAccepted(mail);
    };
    const begun = ledger.workspaces.flatMap(({ id: workspace, mails }) =>
      mails.filter(({ started, ended }) => started.length > ended.length).map(({ id }) => ({ workspace, mail: id })),
    );
    for (const mail of kind === "standstill" ? begun : taken.filter(isOpen)) this.#office.hide(mail);
  }

  #noteAnswer(action: Action, text: string): void {
    const key = action.request?.key;
    const first = key !== undefined && this.#answers.find(({ action: { request } }) => request?.key === key);
    if (first && first.text !== text) this.#note(key, [`was answered ${first.text} and then ${text}`]);
    this.#answers.push({ action, text });
  }

  #soundness(): string[] {
    const ledger = this.#ledger();
    return [...mistakesIn(ledger), ...givenUpIn(ledger), ...trafficMistakes(ledger, this.#office)];
  }

  /** Through a server that starts now, through all that are there, and off the raw logs. */
  async #checkEnd(): Promise<void> {
    const ledger = this.#ledger();
    const broken = this.#answers
      .map(({ action, text }) => action.broken(text, ledger))
      .filter((each) => each !== undefined);
    const unbilled = unbilledIn(ledger);
    const isExpected = unbilled.join() === this.#scenario.unbilled.join();
    const open = [...unfinishedIn(ledger), ...(isExpected ? [] : [`unbilled: ${unbilled.join(", ") || "nothing"}`])];
    const undelivered = this.#situation.mail === "outbox" ? [] : undeliveredIn(ledger, this.#office);
    this.#note("in the end", [...broken, ...open, ...undelivered, ...this.#soundness()]);
    const fresh = this.#start();
    const told = await this.#turns.drive(fresh.tell(ledger));
    this.#note("in the end, over HTTP", told.mistakes);
    for (const server of this.#alive) {
      const list = await this.#turns.drive(server.list());
      // A late snapshot may be what it dies of.
      if (server.process.isDead || list === told.list) continue;
      this.#note("in the end, over HTTP", [`two servers list different invoices: ${list} and ${told.list}`]);
    }
  }

  #ledger(): Ledger {
    // Logs only ever grow.
    const records = this.#data.keys().reduce((count, key) => count + (isSnapshotKey(key) ? 0 : 1), 0);
    if (records !== this.#read?.records) this.#read = { records, ledger: readLedger(this.#data) };
    return this.#read.ledger;
  }

  #note(when: string, mistakes: readonly string[]): void {
    for (const mistake of mistakes) this.#mistakes.add(`${when}: ${mistake}`);
  }
}

/** A server as its clients see it. */
class Server {
  readonly process: FaultyProcess;
  readonly #app: SeatbookApp["app"];
  readonly #scheduler: SeatbookApp["scheduler"];
  readonly #noteAnswer: (action: Action, text: string) => void;
  readonly #open: Promise<boolean>[] = [];

  constructor(
    process: FaultyProcess,
    app: SeatbookApp["app"],
    scheduler: SeatbookApp["scheduler"],
    noteAnswer: (action: Action, text: string) => void,
  ) {
    this.process = process;
    this.#app = app;
    this.#scheduler = scheduler;
    this.#noteAnswer = noteAnswer;
  }

  /** Whether it was done and an answer came. The dead give none; a living server that an error struck may answer 500. Who
   *  stands still may answer after nobody waits for it any more. */
  async answers(action: Action): Promise<boolean> {
    const answer = this.#answer(action);
    this.#open.push(answer);
    return Promise.race([answer, this.process.standstill.then(() => false)]);
  }

  async #answer(action: Action): Promise<boolean> {
    const text = await (action.request ? this.#answerTo(action.request) : this.runScheduler());
    if (this.process.isDead || text === undefined) return false;
    this.#noteAnswer(action, text);
    return true;
  }

  async #answerTo({ method, path, body, key }: NonNullable<Action["request"]>): Promise<string | undefined> {
    const { status, text } = await this.#request(method, path, body, key);
    if (status === 200) return text;
    if (status >= 500 && this.process.isStruck) return undefined;
    throw new Error(`${method} ${path} answered ${status} ${text}`);
  }

  /** What the scheduler did. Undefined where it could not. */
  async runScheduler(): Promise<string | undefined> {
    try {
      const report = await this.#scheduler.run();
      if (report.failed.length > 0 && !this.process.isStruck) throw new Error(JSON.stringify(report.failed));
      return JSON.stringify(report);
    } catch (error) {
      if (!this.process.isStruck) throw error;
      return undefined;
    }
  }

  /** Waits until nothing is under way. */
  async idle(): Promise<void> {
    await Promise.race([this.#scheduler.idle(), this.process.standstill]);
  }

  /** Waits until everything has ended that it was ever asked for. */
  async end(): Promise<void> {
    await Promise.all(this.#open);
    await this.#scheduler.idle();
  }

  async stop(): Promise<void> {
    await this.#scheduler.stop();
  }

  /** What it says about everything, and where that is not what the logs say. */
  async tell(ledger: Ledger): Promise<{ list: string; mistakes: string[] }> {
    const pending = await this.#read("/v1/pending");
    const list = await this.list();
    const mistakes = pending === '{"items":[]}' ? [] : [`something is pending: ${pending}`];
    const expected = ledger.numbers.map(({ number, workspace }) => `${number} of ${workspace}`).toReversed();
    const listed = itemsOf(list).map(({ number, workspace }) => `${number} of ${workspace}`);
    if (listed.join() !== expected.join()) mistakes.push(`the invoices are ${listed.join()}, not ${expected.join()}`);
    for (const workspace of ledger.workspaces) {
      const months = await this.#read(`/v1/workspaces/${workspace.id}/months`);
      const told: { month: string; status: string; invoice?: string }[] = JSON.parse(months);
      for (const { month } of workspace.closed) {
        const found = told.find((each) => each.month === month);
        const [number] = standingNumbers(workspace, month);
        if (found?.status === "closed" && found.invoice === number) continue;
        mistakes.push(`${month} of ${workspace.id} is told as ${JSON.stringify(found)}`);
      }
    }
    return { list, mistakes };
  }

  /** Every invoice, with its mails and what became of it. */
  list(): Promise<string> {
    return this.#read("/v1/invoices?limit=200");
  }

  async #read(path: string): Promise<string> {
    return (await this.#request("GET", path)).text;
  }

  async #request(
    method: string,
    path: string,
    body?: unknown,
    key?: string,
  ): Promise<{ status: number; text: string }> {
    const response = await this.#app.request(path, {
      method,
      headers: {
        Authorization: `Bearer ${apiKey}`,
        ...(key !== undefined && { "Idempotency-Key": key.replaceAll(" ", "-") }),
        ...(body !== undefined && { "Content-Type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  }
}

function itemsOf(page: string): { number: string; workspace: string }[] {
  const { items }: { items: { number: string; workspace: string }[] } = JSON.parse(page);
  return items;
}

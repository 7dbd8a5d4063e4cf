import { closesAt, instantOf, nextDue, nextToClose, Refusal, type State } from "@seatbook/core";
import type { PendingRun } from "../contract/types.ts";
import { atOnce, forEachOf } from "../for-each-of.ts";
import type { Workspace, Workspaces } from "../workspaces.ts";
import type { Delivery } from "./delivery.ts";
import type { Issuing } from "./issuing.ts";

/** What went wrong for one workspace; without ids, names and addresses, which do not belong into a log. */
export type BillingLogEntry = { level: "error"; task: "billing"; error: string };

export type SchedulerOptions = {
  /** Tells the clock's setting apart from the one before, where it can be set; then nothing is done until it stands. */
  clockVersion?: () => Promise<number>;
  /** How often it looks for what is due, in ms of real time. Default 30,000. */
  tickMs?: number;
  log: (entry: BillingLogEntry) => void;
};

/** `finish`: issue and mail what was begun. `all`: first close the months that are due. */
type Task = "finish" | "all";

/** Every so many ticks all workspaces are looked at again: for what another server has left undone. */
const ticksPerScan = 20;

/** After a failure that is not a mail's. */
const retryMs = 60_000;

/** Closes months, issues invoices and mails them, each when it is due. Safe on every server of a store. */
export class Scheduler {
  readonly #workspaces: Workspaces;
  readonly #issuing: Issuing;
  readonly #delivery: Delivery;
  readonly #now: () => number;
  readonly #options: SchedulerOptions;
  /** When something is due next, by workspace, epoch ms. */
  #due = new Map<string, number>();
  /** What is under way, by workspace, and whether there may be more to finish after it. */
  readonly #working = new Map<string, { done: Promise<void>; isStale: boolean }>();
  /** Workspaces that wait to be finished, and how many are being finished. */
  readonly #woken = new Set<string>();
  #finishing = 0;
  #ticks = 0;
  #ticking: Promise<void> = Promise.resolve();
  #clockVersion: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isStopped = false;

  constructor(
    workspaces: Workspaces,
    issuing: Issuing,
    delivery: Delivery,
    now: () => number,
    options: SchedulerOptions,
  ) {
    this.#workspaces = workspaces;
    this.#issuing = issuing;
    this.#delivery = delivery;
    this.#now = now;
    this.#options = options;
  }

  /** Looks for what is due now and then on, until it is stopped. */
  start(): void {
    this.#ticking = this.#tick().finally(() => {
      if (!this.#isStopped) this.#timer = setTimeout(() => this.start(), this.#options.tickMs ?? 30_000).unref();
    });
  }

  /** Stops looking, and waits for what is under way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.idle();
  }

  /** Waits until nothing is under way. */
  async idle(): Promise<void> {
    await this.#ticking;
    while (this.#working.size > 0 || this.#finishing > 0) {
      await Promise.all(Array.from(this.#working.values(), ({ done }) => done));
    }
  }

  /** Issues and mails in the background what a command has left to do. It closes no month: that has its hour. */
  wake(id: string): void {
    this.#woken.add(id);
    this.#finishNext();
  }

  /** Does everything that is due in all workspaces, and tells what it was. */
  async run(): Promise<PendingRun> {
    const report = emptyRun();
    await this.#workAll(await this.#workspaces.ids(), report);
    return report;
  }

  #finishNext(): void {
    const [id] = this.#woken;
    if (id === undefined || this.#isStopped || this.#finishing === atOnce) return;
    this.#woken.delete(id);
    this.#finishing++;
    void this.#work(id, "finish", emptyRun()).finally(() => {
      this.#finishing--;
      this.#finishNext();
    });
  }

  async #tick(): Promise<void> {
    try {
      await this.#workDue();
    } catch (error) {
      this.#complain(error);
    }
  }

  async #workDue(): Promise<void> {
    const clockVersion = await this.#options.clockVersion?.();
    const stands = clockVersion === this.#clockVersion;
    this.#clockVersion = clockVersion;
    if (!stands) return;
    if (this.#ticks++ % ticksPerScan === 0) this.#due.clear();
    const ids = await this.#workspaces.ids();
    await forEachOf(
      ids.filter((id) => !this.#due.has(id)),
      (id) => this.#look(id),
    );
    const now = this.#now();
    await this.#workAll(
      ids.filter((id) => (this.#due.get(id) ?? Infinity) <= now),
      emptyRun(),
    );
  }

  async #look(id: string): Promise<void> {
    const state = this.#isStopped ? undefined : await this.#workspaces.peek(id);
    if (state) this.#due.set(id, this.#dueOf(state));
  }

  async #workAll(ids: readonly string[], report: PendingRun): Promise<void> {
    await forEachOf(ids, async (id) => (this.#isStopped ? undefined : this.#work(id, "all", report)));
  }

  /** One at a time for each workspace. What is to be finished is left to whoever is at it already. */
  async #work(id: string, task: Task, report: PendingRun): Promise<void> {
    for (let under = this.#working.get(id); under; under = this.#working.get(id)) {
      under.isStale ||= task === "finish";
      await under.done;
      if (task === "finish") return;
    }
    const working = { done: Promise.resolve(), isStale: false };
    this.#working.set(id, working);
    working.done = (async () => {
      await this.#doDue(id, task, report);
      while (working.isStale) {
        working.isStale = false;
        await this.#doDue(id, "finish", report);
      }
      this.#working.delete(id);
    })();
    await working.done;
  }

  async #doDue(id: string, task: Task, report: PendingRun): Promise<void> {
    try {
      const { workspace } = await this.#workspaces.open(id);
      const closed = task === "all" ? await this.#closeDue(workspace, report) : [];
      const issued = [...closed, ...(await this.#issuing.complete(workspace)).numbers];
      report.issued.push(...issued.map((number) => ({ workspace: id, number })));
      report.sent += await this.#delivery.deliver(workspace);
      this.#due.set(id, this.#dueOf(workspace.journal.state));
    } catch (error) {
      // Listed, and never created.
      if (error instanceof Refusal && error.code === "workspace-not-found") {
        this.#due.set(id, this.#now() + retryMs);
        return;
      }
      this.#complain(error);
      const detail =
        error instanceof Refusal ? error.message : "The store did not answer as it should. It is tried again.";
      report.failed.push({ workspace: id, detail });
      this.#due.set(id, this.#now() + retryMs);
    }
  }

  /** The numbers of what was issued. */
  async #closeDue(workspace: Workspace, report: PendingRun): Promise<string[]> {
    const { journal } = workspace;
    const issued: string[] = [];
    while (closesAt(journal.state) <= instantOf(journal.state, this.#now())) {
      const month = nextToClose(journal.state);
      const { numbers, state } = await this.#issuing.close(workspace, month, { type: "system" });
      issued.push(...numbers);
      report.closed.push({ workspace: state.id, month });
    }
    return issued;
  }

  #dueOf(state: State): number {
    return nextDue(state, this.#issuing.seller);
  }

  #complain(error: unknown): void {
    const frames =
      error instanceof Error ? (error.stack ?? "").split("\n").filter((line) => line.startsWith("    at ")) : [];
    const name = error instanceof Error ? error.name : "unknown error";
    this.#options.log({ level: "error", task: "billing", error: [name, ...frames].join("\n") });
  }
}

function emptyRun(): PendingRun {
  return { closed: [], issued: [], sent: 0, failed: [] };
}

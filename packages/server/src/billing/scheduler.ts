import {
  attemptDueAt,
  closesAt,
  instantOf,
  type Month,
  nextDue,
  nextToClose,
  Refusal,
  type State,
  unfinishedErasures,
} from "@seatbook/core";
import type { PendingRun } from "../contract/types.ts";
import { forEachOf } from "../for-each-of.ts";
import { nameAndFrames } from "../stack-frames.ts";
import { WorkQueue } from "../work-queue.ts";
import type { Workspace, Workspaces } from "../workspaces.ts";
import type { Erasing } from "../erasure/erasing.ts";
import type { Delivery } from "./delivery.ts";
import type { Issuing } from "./issuing.ts";

/** What went wrong for one workspace; without ids, names and addresses, which do not belong into a log. */
export type BillingLogEntry = { level: "error"; task: "billing"; error: string };

export type SchedulerOptions = {
  /** Tells the clock's setting apart from the one before, where it can be set; then nothing is done until it stands. */
  clockVersion?: () => Promise<number>;
  /** Whether this server's clock is so far ahead that it would close months before they have ended. */
  isClockAhead?: () => Promise<boolean>;
  /** How often it looks for what is due, in ms of real time. Default 30,000. */
  tickMs?: number;
  log: (entry: BillingLogEntry) => void;
  /** Told what was done in a workspace, each time something was to be done. */
  note?: (done: Done) => void;
};

/** What was done in one workspace, and why not the rest. `after`: what goes on after it. */
export type Done = { closed: Month[]; issued: string[]; sent: number; after: Promise<Done>[]; failed?: string };

/** Told to the operator; nothing is done until the clock is right. */
class ClockAheadError extends Error {
  override name = "ClockAheadError";
}

/** Every so many ticks all workspaces are looked at again: for what another server has left undone. */
const ticksPerScan = 20;

/** After a failure that is not a mail's. */
const retryMs = 60_000;

/** Closes months, issues invoices and mails them, each when it is due. Safe on every server of a store. What fails in one
 *  workspace keeps no other one waiting, and no mail server keeps a month from being closed. */
export class Scheduler {
  readonly #workspaces: Workspaces;
  readonly #issuing: Issuing;
  readonly #delivery: Delivery;
  readonly #erasing: Erasing;
  readonly #now: () => number;
  readonly #options: SchedulerOptions;
  /** When something is due next, by workspace, epoch ms. */
  #due = new Map<string, number>();
  readonly #closing = new WorkQueue((id) => this.#attend(id, (...args) => this.#close(...args)));
  readonly #finishing = new WorkQueue((id) => this.#attend(id, (...args) => this.#finish(...args)));
  readonly #mailing = new WorkQueue((id) => this.#attend(id, (...args) => this.#mail(...args)));
  readonly #clearing = new WorkQueue((id) => this.#attend(id, (workspace) => this.#erase(workspace)));
  readonly #stopping = new AbortController();
  #ticks = 0;
  #ticking: Promise<void> = Promise.resolve();
  #clockVersion: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    workspaces: Workspaces,
    { issuing, delivery, erasing }: { issuing: Issuing; delivery: Delivery; erasing: Erasing },
    now: () => number,
    options: SchedulerOptions,
  ) {
    this.#workspaces = workspaces;
    this.#issuing = issuing;
    this.#delivery = delivery;
    this.#erasing = erasing;
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
    this.#stopping.abort();
    clearTimeout(this.#timer);
    await this.idle();
  }

  /** Waits until nothing is under way. */
  async idle(): Promise<void> {
    await this.#ticking;
    const queues = [this.#closing, this.#finishing, this.#mailing, this.#clearing];
    while (queues.some(({ isIdle }) => !isIdle)) await Promise.all(queues.map((queue) => queue.idle()));
  }

  /** Issues and mails in the background what a command has left to do. It closes no month: that has its hour. */
  wake(id: string): void {
    void this.#finishing.add(id);
  }

  /** Does everything that is due in all workspaces, and tells what it was. */
  async run(): Promise<PendingRun> {
    const report: PendingRun = { closed: [], issued: [], sent: 0, failed: [] };
    const note = (workspace: string, { closed, issued, sent, failed }: Done): void => {
      report.closed.push(...closed.map((month) => ({ workspace, month })));
      report.issued.push(...issued.map((number) => ({ workspace, number })));
      report.sent += sent;
      if (failed !== undefined) report.failed.push({ workspace, detail: failed });
    };
    const runOne = async (id: string): Promise<void> => {
      const done = await this.#closing.add(id);
      note(id, done);
      for (const after of done.after) note(id, await after);
    };
    await Promise.all((await this.#workspaces.ids()).map(runOne));
    return report;
  }

  get #isStopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  async #tick(): Promise<void> {
    try {
      await this.#closeAllDue();
    } catch (error) {
      this.complain(error);
    }
  }

  async #closeAllDue(): Promise<void> {
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
    const due = ids.filter((id) => (this.#due.get(id) ?? Infinity) <= now);
    if (due.length > 0 && (await this.#options.isClockAhead?.())) throw new ClockAheadError();
    await Promise.all(due.map((id) => this.#closing.add(id)));
  }

  async #look(id: string): Promise<void> {
    if (this.#isStopped) return;
    try {
      const state = await this.#workspaces.peek(id);
      if (state) this.#due.set(id, this.#dueOf(state));
    } catch (error) {
      this.#putOff(id, error);
    }
  }

  async #attend(id: string, work: (workspace: Workspace, done: Done) => Promise<void>): Promise<Done> {
    const done: Done = { closed: [], issued: [], sent: 0, after: [] };
    if (this.#isStopped) return done;
    try {
      const { workspace } = await this.#workspaces.open(id);
      await work(workspace, done);
    } catch (error) {
      const isListedOnly = error instanceof Refusal && error.code === "workspace-not-found";
      if (isListedOnly) this.#due.set(id, this.#now() + retryMs);
      else done.failed = this.#putOff(id, error);
    }
    this.#options.note?.(done);
    return done;
  }

  async #close(workspace: Workspace, done: Done): Promise<void> {
    const { journal } = workspace;
    this.#beginErasing(workspace, done);
    // By the clock of this server alone: another one's, that was wrong, may have dated the last record.
    while (closesAt(journal.state) <= this.#now()) {
      const month = nextToClose(journal.state);
      const { numbers } = await this.#issuing.close(workspace, month, { type: "system" });
      done.closed.push(month);
      done.issued.push(...numbers);
    }
    await this.#finish(workspace, done);
  }

  async #finish(workspace: Workspace, done: Done): Promise<void> {
    this.#beginErasing(workspace, done);
    const { numbers, state } = await this.#issuing.complete(workspace);
    done.issued.push(...numbers);
    const at = instantOf(state, this.#now());
    const hasMail = state.mails.some((mail) => (attemptDueAt(mail) ?? Infinity) <= at);
    if (hasMail) done.after.push(this.#mailing.add(state.id));
    this.#due.set(state.id, done.after.length > 0 ? closesAt(state) : this.#dueOf(state));
  }

  /** Whatever keeps months from being closed, or invoices from being issued, keeps nobody from being erased. */
  #beginErasing({ journal: { state } }: Workspace, { after }: Done): void {
    if (after.length === 0 && unfinishedErasures(state).length > 0) after.push(this.#clearing.add(state.id));
  }

  async #erase(workspace: Workspace): Promise<void> {
    const { journal } = workspace;
    await this.#erasing.complete(workspace);
    this.#due.set(journal.state.id, this.#dueOf(journal.state));
  }

  async #mail(workspace: Workspace, done: Done): Promise<void> {
    const { journal } = workspace;
    done.sent = await this.#delivery.deliver(workspace, this.#stopping.signal);
    this.#due.set(journal.state.id, this.#dueOf(journal.state));
  }

  #dueOf(state: State): number {
    return nextDue(state, this.#issuing.seller);
  }

  /** Tells the operator, and tries it again later. The sentence that a report has for it. */
  #putOff(id: string, error: unknown): string {
    this.#due.set(id, this.#now() + retryMs);
    this.complain(error);
    return error instanceof Refusal ? error.message : "The store did not answer as it should. It is tried again.";
  }

  /** Tells the operator what went wrong for one workspace. */
  complain(error: unknown): void {
    this.#options.log({ level: "error", task: "billing", error: nameAndFrames(error) });
  }
}

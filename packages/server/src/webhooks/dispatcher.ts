import { type WebhookEndpoint, webhookEventOf, type WorkspaceEvent } from "@seatbook/core";
import { nameAndFrames } from "../stack-frames.ts";
import { Courier, type CourierOptions } from "./courier.ts";
import type { Endpoints } from "./endpoints.ts";

/** What went wrong besides the endpoints themselves; without ids, addresses and URLs. */
export type WebhookLogEntry = { level: "error"; task: "webhooks"; error: string };

export type DispatcherOptions = Pick<CourierOptions, "driver" | "now" | "snapshots" | "sender" | "note"> & {
  endpoints: Endpoints;
  workspaceIds: () => Promise<string[]>;
  log: (entry: WebhookLogEntry) => void;
  /** How often it looks for what is due, in ms of real time. Default 5,000. */
  tickMs?: number;
  /** How long attempts may go on when it is stopped. Default 5,000. */
  graceMs?: number;
};

/** Every so many ticks all workspaces are looked at: for what another server has left undone. */
const ticksPerSweep = 120;

/** Sends webhooks. Safe on every server of a store. No endpoint keeps another one waiting, and none keeps what is done in a workspace. */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #couriers = new Map<string, Courier>();
  /** Since when the endpoints were enabled that all workspaces were looked at for. */
  readonly #swept = new Map<string, number>();
  readonly #sweeping = new Map<string, Promise<void>>();
  readonly #stopping = new AbortController();
  readonly #breakingOff = new AbortController();
  readonly #changed = new Set<string>();
  #ticks = 0;
  #ticking: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isStarted = false;

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  /** Looks for what is due now and then on, until it is stopped. */
  start(): void {
    this.#isStarted = true;
    this.#ticking = this.#tick().finally(() => {
      if (!this.#isStopped) this.#timer = setTimeout(() => this.start(), this.#options.tickMs ?? 5000).unref();
    });
  }

  /** Begins no more attempts, and waits a while for those that are under way; then they are broken off, and made again by whoever
   *  comes next. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#timer);
    const timer = setTimeout(() => this.#breakingOff.abort(), this.#options.graceMs ?? 5000);
    await this.idle();
    clearTimeout(timer);
  }

  /** Waits until nothing is under way. */
  async idle(): Promise<void> {
    await this.#ticking;
    await Promise.all(this.#sweeping.values());
    const couriers = [...this.#couriers.values()];
    while (couriers.some(({ isIdle }) => !isIdle)) await Promise.all(couriers.map((courier) => courier.idle()));
    await Promise.all(couriers.map(({ journal }) => journal.flush()));
  }

  /** Is told what is written in a workspace, before it can be read. Nothing is done until it is started. */
  note(workspace: string, events: readonly WorkspaceEvent[]): void {
    if (!this.#isStarted || this.#isStopped || this.#couriers.size === 0) return;
    if (!events.some((event) => webhookEventOf(event) !== undefined)) return;
    if (this.#changed.size === 0) setImmediate(() => this.#wakeChanged());
    this.#changed.add(workspace);
  }

  /** Does everything that is due. */
  async run(): Promise<void> {
    await this.#look(true);
    await this.idle();
  }

  /** Of an endpoint that is there. */
  courier(id: string): Courier {
    const { driver, now, snapshots, sender, note, endpoints } = this.#options;
    let courier = this.#couriers.get(id);
    if (!courier) {
      courier = new Courier(id, {
        driver,
        now,
        snapshots,
        sender,
        note,
        stopping: this.#stopping.signal,
        breakingOff: this.#breakingOff.signal,
        endpoint: async () => (await endpoints.current()).get(id),
        condemn: async (endpoint, reason, since) => {
          await endpoints.run({ type: "disable", endpoint, reason, since }, { type: "system" }, undefined, () => null);
        },
        complain: (error) => this.#complain(error),
      });
      this.#couriers.set(id, courier);
    }
    return courier;
  }

  /** Breaks off what `stop` breaks off: for an attempt that is made for somebody who waits for it. */
  get breakingOff(): AbortSignal {
    return this.#breakingOff.signal;
  }

  /** What is under way, as far as this server knows: how many messages, and when the oldest of them happened, epoch ms. */
  get pending(): { count: number; oldestAt: number | undefined } {
    let count = 0;
    let oldestAt: number | undefined;
    for (const { journal } of this.#couriers.values()) {
      count += journal.state.open.size;
      for (const { message } of journal.state.open.values()) {
        oldestAt = Math.min(oldestAt ?? Infinity, message.occurredAt);
      }
    }
    return { count, oldestAt };
  }

  get #isStopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  async #tick(): Promise<void> {
    await this.#look(this.#ticks++ % ticksPerSweep === 0);
  }

  /** @param all whether all workspaces are looked at for all endpoints; else for those that were not there before. */
  async #look(all: boolean): Promise<void> {
    try {
      const endpoints = await this.#options.endpoints.current();
      for (const id of this.#couriers.keys()) if (!endpoints.has(id)) this.#couriers.delete(id);
      await Promise.all(Array.from(endpoints.values(), (endpoint) => this.#lookAfter(endpoint, all)));
    } catch (error) {
      this.#complain(error);
    }
  }

  async #lookAfter({ id, disabled, since }: WebhookEndpoint, all: boolean): Promise<void> {
    if (disabled || this.#isStopped) return;
    const courier = this.courier(id);
    try {
      await courier.wakeDue();
    } catch (error) {
      this.#complain(error);
    }
    if (this.#sweeping.has(id) || (!all && this.#swept.get(id) === since)) return;
    this.#swept.set(id, since);
    this.#sweeping.set(id, this.#sweep(courier));
  }

  async #sweep(courier: Courier): Promise<void> {
    try {
      await courier.sweep(await this.#options.workspaceIds());
    } catch (error) {
      this.#swept.delete(courier.id);
      this.#complain(error);
    } finally {
      this.#sweeping.delete(courier.id);
    }
  }

  #wakeChanged(): void {
    const workspaces = [...this.#changed];
    this.#changed.clear();
    for (const courier of this.#couriers.values()) for (const workspace of workspaces) void courier.wake(workspace);
  }

  #complain(error: unknown): void {
    this.#options.log({ level: "error", task: "webhooks", error: nameAndFrames(error) });
  }
}

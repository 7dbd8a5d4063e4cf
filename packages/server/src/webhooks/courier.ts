import { hash } from "node:crypto";
import {
  type Actor,
  endAttempt,
  giveUp,
  isBefore,
  isSameMessage,
  isToldOf,
  requestResend,
  startAttempt,
  type WebhookDeliveries,
  type WebhookDeliveryEvent,
  type WebhookEndpoint,
  webhookDueAt,
  type WebhookSettings,
  type WebhookMessage,
  type WebhookPlace,
} from "@seatbook/core";
import type { CreateDriver } from "@seatbook/storage";
import { forEachOf } from "../for-each-of.ts";
import type { Author } from "../journals/author.ts";
import { webhookDeliveriesLog } from "../journals/log-names.ts";
import type { SnapshotPace } from "../journals/snapshot-pace.ts";
import { openWebhookDeliveriesJournal, type WebhookDeliveriesJournal } from "../journals/webhook-journals.ts";
import { WorkQueue } from "../work-queue.ts";
import { firstSince } from "./first-since.ts";
import { WorkspaceHistory } from "./history.ts";
import { messageIdOf } from "./message-ids.ts";
import type { WebhookSender } from "./sender.ts";

const system: Actor = { type: "system" };

/** Where so many records of a workspace have nothing for the endpoint, or more, that is noted, so that a server that starts does not
 *  read them again. */
const passedRecords = 100;
const passedPerRecord = 500;

/** Messages that are asked for again in one record. */
const messagesPerRecord = 200;

/** How an attempt ended, for metrics. */
export type WebhookNote = "delivered" | "retried" | "failed";

export type CourierOptions = {
  driver: CreateDriver;
  now: () => number;
  snapshots: SnapshotPace;
  sender: WebhookSender;
  /** No more attempts are begun. */
  stopping: AbortSignal;
  /** Attempts that are under way are broken off. */
  breakingOff: AbortSignal;
  /** What the endpoint is at this moment; undefined once it is deleted. */
  endpoint: () => Promise<WebhookEndpoint | undefined>;
  /** Is told of an endpoint that is not to be tried any more. */
  condemn: (id: string, reason: string, since: number) => Promise<void>;
  /** Is told of what went wrong besides the endpoint itself. */
  complain: (error: unknown) => void;
  note: (note: WebhookNote) => void;
};

/** Brings one endpoint what it is told: of each workspace one message after the other, of several workspaces at once. What is to be
 *  sent is read off the histories of the workspaces; what was sent, and what is being sent, off a log of the endpoint, in which each
 *  attempt is claimed before it is made. */
export class Courier {
  readonly id: string;
  readonly journal: WebhookDeliveriesJournal;
  readonly #options: CourierOptions;
  readonly #queue: WorkQueue<void>;
  /** By workspace: until when it is left alone, after a failure that is not the endpoint's. Epoch ms. */
  readonly #troubled = new Map<string, number>();
  /** By workspace: the version up to which (not included) there is nothing more for the endpoint. */
  readonly #seen = new Map<string, number>();
  /** What `#seen` was found with. */
  #settings: WebhookSettings | undefined;

  constructor(id: string, options: CourierOptions) {
    this.id = id;
    this.#options = options;
    this.journal = openWebhookDeliveriesJournal(
      options.driver,
      webhookDeliveriesLog(id),
      options.now,
      options.snapshots,
    );
    this.#queue = new WorkQueue((workspace) => this.#attend(workspace));
  }

  /** Looks after a workspace that may have something for the endpoint. */
  async wake(workspace: string): Promise<void> {
    return this.#queue.add(workspace);
  }

  /** Looks after the workspaces with something under way whose time has come, whichever server has begun it. */
  async wakeDue(): Promise<void> {
    const endpoint = await this.#options.endpoint();
    if (!endpoint || endpoint.disabled) return;
    const deliveries = await this.journal.current();
    if (await this.#condemned(endpoint, deliveries)) return;
    const now = this.#options.now();
    for (const [workspace, open] of deliveries.open) if (webhookDueAt(open) <= now) void this.wake(workspace);
    for (const workspace of deliveries.again.keys()) if (!deliveries.open.has(workspace)) void this.wake(workspace);
  }

  /** Looks at all workspaces: for what other servers have left. */
  async sweep(workspaces: readonly string[]): Promise<void> {
    const endpoint = await this.#options.endpoint();
    if (!endpoint || endpoint.disabled) return;
    const deliveries = await this.journal.current();
    const told = workspaces.filter((workspace) => isToldOf(endpoint, workspace));
    await forEachOf(told, async (workspace) => {
      if (this.#options.stopping.aborted || !(await this.#mayHaveWork(deliveries, workspace))) return;
      // Not waited for: an endpoint that is slow does not keep the others from being found.
      void this.wake(workspace);
    });
    await this.#notePassed(told);
  }

  /** Asks for messages to be sent again. How many were not under way already. */
  async resend(messages: readonly WebhookMessage[], by: Author): Promise<number> {
    let count = 0;
    for (let from = 0; from < messages.length; from += messagesPerRecord) {
      const part = messages.slice(from, from + messagesPerRecord);
      const { answer } = await this.journal.run({
        by,
        decide: (deliveries) => {
          const events = requestResend(deliveries, part);
          const wanted = events.reduce((sum, event) => sum + ("messages" in event ? event.messages.length : 0), 0);
          return { events, answer: () => wanted };
        },
      });
      count += answer;
    }
    for (const workspace of new Set(messages.map((message) => message.workspace))) void this.wake(workspace);
    return count;
  }

  /** Everything since `since` (epoch ms) that was due to the endpoint before now and was not delivered, by workspace in order. */
  async missed(endpoint: WebhookEndpoint, workspaces: readonly string[], since: number): Promise<WebhookMessage[]> {
    const delivered = await this.#deliveredSince(since);
    const deliveries = await this.journal.current();
    const sinceThen = { ...endpoint, since };
    const found: WebhookMessage[] = [];
    await forEachOf(
      workspaces.filter((workspace) => isToldOf(endpoint, workspace)),
      async (workspace) => {
        const history = new WorkspaceHistory(this.#options.driver, workspace);
        const first = await history.firstSince(since);
        const next = deliveries.next.get(workspace);
        for await (const message of history.messages(sinceThen, { version: first, index: 0 })) {
          if (typeof message === "number") break;
          // What is not settled comes by itself.
          const isToCome = message.occurredAt >= endpoint.since && (!next || !isBefore(message, next));
          if (isToCome) break;
          if (!delivered.has(messageIdOf(this.id, message))) found.push(message);
        }
      },
    );
    return found;
  }

  /** Waits until nothing is under way. */
  async idle(): Promise<void> {
    await this.#queue.idle();
  }

  get isIdle(): boolean {
    return this.#queue.isIdle;
  }

  async #deliveredSince(since: number): Promise<Set<string>> {
    const delivered = new Set<string>();
    const { log } = this.journal;
    for await (const [, { events }] of log.readFrom(await firstSince(log, since))) {
      for (const event of events) {
        if (event.type !== "WebhookMessageSettled" || event.outcome !== "delivered") continue;
        delivered.add(messageIdOf(this.id, event.message));
      }
    }
    return delivered;
  }

  async #mayHaveWork(deliveries: WebhookDeliveries, workspace: string): Promise<boolean> {
    const { version = 0 } = deliveries.next.get(workspace) ?? {};
    const from = Math.max(version, this.#seen.get(workspace) ?? 0);
    return from === 0 || new WorkspaceHistory(this.#options.driver, workspace).reaches(from);
  }

  /** Does what is due in a workspace: one attempt at most, and what comes after it when its turn comes again. */
  async #attend(workspace: string): Promise<void> {
    const { stopping, now, complain } = this.#options;
    if (stopping.aborted || (this.#troubled.get(workspace) ?? 0) > now()) return;
    try {
      const endpoint = await this.#options.endpoint();
      if (!endpoint || endpoint.disabled) return;
      if (await this.#advance(endpoint, workspace)) void this.wake(workspace);
      this.#troubled.delete(workspace);
    } catch (error) {
      this.#troubled.set(workspace, now() + afterTroubleMs);
      complain(error);
    }
  }

  /** Whether there may be more to do at once. */
  async #advance(endpoint: WebhookEndpoint, workspace: string): Promise<boolean> {
    const deliveries = await this.journal.current();
    if (await this.#condemned(endpoint, deliveries)) return false;
    if (giveUp(deliveries, workspace, endpoint.since).length > 0) {
      await this.#run((state) => giveUp(state, workspace, endpoint.since));
      return true;
    }
    const from = deliveries.next.get(workspace);
    const message = await this.#nextMessage(endpoint, deliveries, workspace);
    if (!message) return false;
    const open = deliveries.open.get(workspace);
    if (open && webhookDueAt(open) > this.#options.now()) return false;
    // Read before the attempt is claimed: who cannot read it is not to keep others from it.
    const payload = await new WorkspaceHistory(this.#options.driver, workspace).payload(message);
    const started = await this.#run((state, at) => startAttempt(state, message, from, at));
    if (started?.type === "WebhookAttemptStarted") {
      await this.#attempt(endpoint, message, started.attempt, payload);
      return true;
    }
    // Another server was first.
    const other = this.journal.state.open.get(workspace);
    return !other || !isSameMessage(other.message, message);
  }

  async #attempt(endpoint: WebhookEndpoint, message: WebhookMessage, number: number, payload: object): Promise<void> {
    const { sender, breakingOff, note } = this.#options;
    const id = messageIdOf(this.id, message);
    const { attempt, outcome } = await sender.send(endpoint, id, payload, jitterOf(id, number), breakingOff);
    const ended = await this.#run((state, at) => endAttempt(state, message, number, attempt, outcome, at));
    if (ended?.type === "WebhookAttemptFailed") note("retried");
    else if (ended?.type === "WebhookMessageSettled") note(ended.outcome);
  }

  async #nextMessage(
    endpoint: WebhookEndpoint,
    { open, again, next }: WebhookDeliveries,
    workspace: string,
  ): Promise<WebhookMessage | undefined> {
    const known = open.get(workspace)?.message ?? again.get(workspace)?.[0];
    if (known) return known;
    if (endpoint.settings !== this.#settings) {
      // What was of no interest may be now.
      this.#seen.clear();
      this.#settings = endpoint.settings;
    }
    const history = new WorkspaceHistory(this.#options.driver, workspace);
    const place = next.get(workspace) ?? { version: 0, index: 0 };
    const seen = { version: this.#seen.get(workspace) ?? 0, index: 0 };
    let from: WebhookPlace = isBefore(place, seen) ? seen : place;
    if (from.version === 0) from = { version: await history.firstSince(endpoint.since), index: 0 };
    const found = await history.next(endpoint, from);
    if (found.message) return found.message;
    this.#seen.set(workspace, found.end);
    return undefined;
  }

  /** Disables an endpoint that failed for days, or wants nothing any more. A server that died in between may have left it to do. */
  async #condemned({ since }: WebhookEndpoint, { condemned }: WebhookDeliveries): Promise<boolean> {
    if (!condemned || condemned.at < since) return false;
    await this.#options.condemn(this.id, condemned.reason, condemned.at);
    return true;
  }

  async #notePassed(workspaces: readonly string[]): Promise<void> {
    const { next, open } = this.journal.state;
    const passed = workspaces.flatMap((workspace): [string, number][] => {
      const seen = this.#seen.get(workspace);
      const place = next.get(workspace);
      const isWorthIt = seen !== undefined && (!place || seen - place.version >= passedRecords);
      return isWorthIt && !open.has(workspace) ? [[workspace, seen]] : [];
    });
    for (let from = 0; from < passed.length; from += passedPerRecord) {
      const part = passed.slice(from, from + passedPerRecord);
      await this.#run(() => [{ type: "WebhookRecordsPassed", workspaces: part }]);
    }
  }

  /** The first event that was written, if any was. */
  async #run(
    decide: (deliveries: WebhookDeliveries, at: number) => WebhookDeliveryEvent[],
  ): Promise<WebhookDeliveryEvent | undefined> {
    let events: WebhookDeliveryEvent[] = [];
    await this.journal.run({
      by: system,
      decide: (deliveries, at) => {
        events = decide(deliveries, at);
        return { events, answer: () => null };
      },
    });
    return events[0];
  }
}

/** After a failure that is not the endpoint's. */
const afterTroubleMs = 60_000;

/** From 0 to 1, by chance, and for each message and attempt the same. */
function jitterOf(id: string, attempt: number): number {
  return Number.parseInt(hash("sha256", `${id} ${attempt}`).slice(0, 8), 16) / 0xffff_ffff;
}

import {
  type Actor,
  draftToldWith,
  isBefore,
  isTold,
  toIso,
  type WebhookDetails,
  webhookDetailsOf,
  type WebhookEndpoint,
  type WebhookEvent,
  webhookEventOf,
  type WebhookMessage,
  type WebhookPlace,
  type WorkspaceEvent,
} from "@seatbook/core";
import { type CreateDriver, Log, type LogRecord } from "@seatbook/storage";
import { workspaceLog } from "../journals/log-names.ts";
import { firstSince } from "./first-since.ts";

/** What is sent. The same on each attempt, since the history is. */
export type WebhookPayload = {
  type: WebhookEvent;
  timestamp: string;
  data: { workspace: string; version: number } & WebhookDetails;
};

type WorkspaceLogRecord = LogRecord<WorkspaceEvent, Actor>;

/** Records of closed months may be large. */
const mostAtOnce = 16;

/** The history of one workspace as webhooks tell it: what was written is the queue of what is to be sent. Nothing is held. */
export class WorkspaceHistory {
  readonly #workspace: string;
  readonly #log: Log<WorkspaceLogRecord>;

  constructor(driver: CreateDriver, workspace: string) {
    this.#workspace = workspace;
    this.#log = new Log(driver, workspaceLog(workspace));
  }

  /** Whether there are records from `version` on. */
  async reaches(version: number): Promise<boolean> {
    return this.#log.has(version);
  }

  /** The first version that is not of before `instant` (epoch ms): where the log is shorter, the next one to be written. */
  async firstSince(instant: number): Promise<number> {
    return firstSince(this.#log, instant);
  }

  /** The first message to `endpoint` from `from` on; without one, `end` is the version after the last record. */
  async next(
    endpoint: WebhookEndpoint,
    from: WebhookPlace,
  ): Promise<{ message: WebhookMessage } | { message?: undefined; end: number }> {
    for await (const message of this.messages(endpoint, from))
      return typeof message === "number" ? { end: message } : { message };
    return { end: from.version };
  }

  /** Every message to `endpoint` from `from` on, in order; last of all the version after the last record. */
  async *messages(
    endpoint: WebhookEndpoint,
    from: WebhookPlace,
  ): AsyncGenerator<WebhookMessage | number, void, undefined> {
    let version = from.version;
    for (let count = 1; ; count = Math.min(count * 2, mostAtOnce)) {
      const records = await this.#log.readBatch(version, count);
      for (const { at, events } of records) {
        for (const [index, event] of events.entries()) {
          const told = webhookEventOf(event);
          if (told === undefined || !isTold(endpoint, this.#workspace, told, at) || isBefore({ version, index }, from))
            continue;
          yield { workspace: this.#workspace, version, index, event: told, occurredAt: at };
        }
        version++;
      }
      if (records.length < count) return yield version;
    }
  }

  /** The message at a place, to whichever endpoint; undefined where webhooks do not tell of it. */
  async messageAt(place: WebhookPlace): Promise<WebhookMessage | undefined> {
    const found = await this.#find(place);
    return found && { workspace: this.#workspace, ...place, event: found.type, occurredAt: found.at };
  }

  /** @throws RangeError for a place that there is no message at. */
  async payload(place: WebhookPlace): Promise<WebhookPayload> {
    const found = await this.#find(place);
    if (!found) throw new RangeError("webhooks do not tell of this event");
    const details = webhookDetailsOf(found.event, await this.#draft(found.event));
    const { type, at } = found;
    return { type, timestamp: toIso(at), data: { workspace: this.#workspace, version: place.version, ...details } };
  }

  async #find({ version, index }: WebhookPlace) {
    const record = await this.#log.read(version);
    const event = record?.events[index];
    const type = event && webhookEventOf(event);
    return record && event && type && { at: record.at, event, type };
  }

  async #draft(event: WorkspaceEvent) {
    const version = draftToldWith(event);
    const record = version === undefined ? undefined : await this.#log.read(version);
    return record?.events.find((each) => each.type === "InvoiceDrafted")?.invoice;
  }
}

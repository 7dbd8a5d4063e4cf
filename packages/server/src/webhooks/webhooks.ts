import { randomUUID } from "node:crypto";
import {
  isBefore,
  Refusal,
  toIso,
  type WebhookEndpoint,
  type WebhookEndpointCommand,
  type WebhookEndpointEvent,
  type WebhookMessage,
} from "@seatbook/core";
import type { Author } from "../journals/author.ts";
import type { CreateDriver } from "@seatbook/storage";
import type { WebhookEndpoint as WebhookEndpointView } from "../contract/types.ts";
import type { SnapshotPace } from "../journals/snapshot-pace.ts";
import type { Metrics } from "../metrics.ts";
import { ProblemError } from "../problem.ts";
import { toWebhookEndpoint } from "../views/webhook.ts";
import type { Guard, Workspaces } from "../workspaces.ts";
import { urlMistake, type WebhookAllowance } from "./addresses.ts";
import type { Courier } from "./courier.ts";
import { Dispatcher, type WebhookLogEntry } from "./dispatcher.ts";
import { Endpoints } from "./endpoints.ts";
import { WorkspaceHistory } from "./history.ts";
import { placeOf } from "./message-ids.ts";
import { type PostWebhook, webhookPost } from "./post.ts";
import { WebhookSecrets } from "./secrets.ts";
import { WebhookSender } from "./sender.ts";

export type WebhooksOptions = {
  driver: CreateDriver;
  workspaces: Workspaces;
  now: () => number;
  systemNow: () => number;
  monotonicNow: () => number;
  snapshots: SnapshotPace;
  tokenSecret: Uint8Array;
  acceptedTokenSecrets: readonly Uint8Array[];
  newEndpointId: () => string;
  allowance: WebhookAllowance;
  /** Default: over the network. */
  post?: PostWebhook | undefined;
  metrics: Metrics;
  tickMs?: number | undefined;
  log: (entry: WebhookLogEntry) => void;
};

/** Whoever asks waits for one attempt; and this is what it sends. */
const pingType = "webhook.ping";

/** What the routes do with webhooks. */
export class Webhooks {
  readonly endpoints: Endpoints;
  readonly dispatcher: Dispatcher;
  readonly #options: WebhooksOptions;
  readonly #secrets: WebhookSecrets;
  readonly #sender: WebhookSender;

  constructor(options: WebhooksOptions) {
    const { driver, now, systemNow, monotonicNow, snapshots, metrics, workspaces, log, tickMs } = options;
    this.#options = options;
    this.#secrets = new WebhookSecrets(options.tokenSecret, options.acceptedTokenSecrets);
    const post = options.post ?? webhookPost(options.allowance);
    this.#sender = new WebhookSender({ secrets: this.#secrets, post, now, systemNow, monotonicNow });
    this.endpoints = new Endpoints(driver, now);
    this.dispatcher = new Dispatcher({
      driver,
      now,
      snapshots,
      sender: this.#sender,
      note: (outcome) => metrics.noteWebhook(outcome),
      endpoints: this.endpoints,
      workspaceIds: () => workspaces.ids(),
      log,
      ...(tickMs !== undefined && { tickMs }),
    });
  }

  /** @throws Refusal `webhook-endpoint-not-found`. */
  async endpoint(id: string): Promise<WebhookEndpoint> {
    const endpoint = (await this.endpoints.current()).get(id);
    if (!endpoint) throw new Refusal("webhook-endpoint-not-found");
    return endpoint;
  }

  /** @throws Refusal, KeyReusedError; ProblemError `invalid-input` for a URL that webhooks are not sent to. */
  async run(command: WebhookEndpointCommand, by: Author, once: Guard["once"]): Promise<WebhookEndpointView> {
    return (await this.#run(command, by, once)).answer;
  }

  /** Creates an endpoint, or rotates its secret. The answer has the new one: of a repeated request, that of then. */
  async runForSecret(
    command:
      | Omit<Extract<WebhookEndpointCommand, { type: "create" }>, "secret" | "endpoint">
      | Omit<Extract<WebhookEndpointCommand, { type: "rotate-secret" }>, "secret">,
    by: Author,
    once: Guard["once"],
  ): Promise<WebhookEndpointView & { secret: string }> {
    const { sealed } = this.#secrets.make();
    const full: WebhookEndpointCommand =
      command.type === "create"
        ? { ...command, endpoint: this.#options.newEndpointId(), secret: sealed }
        : { ...command, secret: sealed };
    const { answer, events } = await this.#run(full, by, once);
    const event = events.find((each) => "secret" in each);
    const secret = event && this.#secrets.open(event.secret);
    if (secret === undefined) {
      throw new ProblemError("internal-error", "The secret cannot be read any more. Rotate it to get a new one.");
    }
    return { ...answer, secret };
  }

  /** Seals anew what is sealed with a token secret that will not be accepted for long. */
  async resealSecrets(): Promise<void> {
    for (const { id, secrets } of (await this.endpoints.current()).values()) {
      for (const { sealed } of secrets) {
        const secret = this.#secrets.reseal(sealed);
        if (secret === undefined) continue;
        const command = { type: "reseal-secret", endpoint: id, sealed, secret } as const;
        await this.endpoints.run(command, { type: "system" }, undefined, () => undefined);
      }
    }
  }

  /** Makes one attempt with a message of no workspace, and tells how it went. It is not made again. */
  async test(endpoint: WebhookEndpoint) {
    const id = `msg_ping_${randomUUID()}`;
    const timestamp = toIso(this.#options.now());
    const payload = { type: pingType, timestamp, data: { endpoint: endpoint.id } };
    const { attempt, outcome } = await this.#sender.send(endpoint, id, payload, 0, this.dispatcher.breakingOff);
    return { id, attempt, delivered: outcome.type === "delivered" };
  }

  courier({ id }: WebhookEndpoint): Courier {
    return this.dispatcher.courier(id);
  }

  /** The message with that id, where the endpoint was to get it before now.
   *  @throws Refusal `webhook-delivery-not-found`. */
  async message({ id }: WebhookEndpoint, delivery: string): Promise<WebhookMessage> {
    const place = placeOf(delivery, id, await this.#options.workspaces.ids());
    const { next, open } = await this.dispatcher.courier(id).journal.current();
    const end = place && (open.get(place.workspace)?.message ?? next.get(place.workspace));
    const message = place && (await new WorkspaceHistory(this.#options.driver, place.workspace).messageAt(place));
    if (!message || !end || isBefore(end, message)) throw new Refusal("webhook-delivery-not-found");
    return message;
  }

  /** Sends everything again that was due to the endpoint since `since` (epoch ms) and was not delivered. How many messages. */
  async recover(endpoint: WebhookEndpoint, since: number, by: Author): Promise<number> {
    const courier = this.courier(endpoint);
    return courier.resend(await courier.missed(endpoint, await this.#options.workspaces.ids(), since), by);
  }

  async #run(
    command: WebhookEndpointCommand,
    by: Author,
    once: Guard["once"],
  ): Promise<{ answer: WebhookEndpointView; events: WebhookEndpointEvent[] }> {
    const url = "settings" in command ? command.settings.url : undefined;
    const mistake = typeof url === "string" ? urlMistake(url, this.#options.allowance) : undefined;
    if (mistake !== undefined) {
      const errors = [{ field: "url", message: mistake }];
      throw new ProblemError("invalid-input", "Some fields are not valid. Nothing was changed.", errors);
    }
    return this.endpoints.run(command, by, once, (endpoint) => toWebhookEndpoint(endpoint, this.#options.now()));
  }
}

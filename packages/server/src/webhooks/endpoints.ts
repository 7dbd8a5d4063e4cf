import {
  decideWebhookEndpoint,
  type WebhookEndpoint,
  type WebhookEndpointCommand,
  type WebhookEndpointEvent,
  type WebhookEndpoints,
} from "@seatbook/core";
import type { Author } from "../journals/author.ts";
import type { CreateDriver, LogRecord, MaybePromise } from "@seatbook/storage";
import { openWebhookEndpointsJournal, type WebhookEndpointsJournal } from "../journals/webhook-journals.ts";
import type { Guard } from "../workspaces.ts";

/** A record of the endpoints' log, with the events of one endpoint. */
export type EndpointRecord = { version: number; at: number; by: Author; events: WebhookEndpointEvent[] };

/** The endpoints of the store, and who changed them. */
export class Endpoints {
  readonly #journal: WebhookEndpointsJournal;

  constructor(driver: CreateDriver, now: () => number) {
    this.#journal = openWebhookEndpointsJournal(driver, now);
  }

  current(): MaybePromise<WebhookEndpoints> {
    return this.#journal.current();
  }

  /** What is held, without a look at the store. */
  get held(): WebhookEndpoints {
    return this.#journal.state;
  }

  /** @returns what `answer` reads off the endpoint right after (plain data), and the events. Of a repeated request, the first
   *  answer and the events of then.
   *  @throws Refusal, KeyReusedError: nothing was written. */
  async run<A>(
    command: WebhookEndpointCommand,
    by: Author,
    once: Guard["once"],
    answer: (endpoint: WebhookEndpoint) => A,
  ): Promise<{ answer: A; events: WebhookEndpointEvent[] }> {
    let before: WebhookEndpoint | undefined;
    let events: WebhookEndpointEvent[] = [];
    const outcome = await this.#journal.run({
      by,
      ...(once && { once }),
      decide: (endpoints, at) => {
        before = endpoints.get(command.endpoint);
        events = decideWebhookEndpoint(endpoints, command, at);
        return {
          events,
          answer: (after) => {
            const endpoint = after.get(command.endpoint) ?? before;
            if (!endpoint) throw new RangeError("a command that is not refused is of an endpoint");
            return answer(endpoint);
          },
        };
      },
    });
    if (!outcome.repeated) return { answer: outcome.answer, events };
    const record = await this.#journal.log.read(outcome.version);
    return { answer: outcome.answer, events: record?.events ?? [] };
  }

  /** Everything that was ever done to an endpoint, oldest first. Empty where there never was one with that id. */
  async history(id: string): Promise<EndpointRecord[]> {
    const found: EndpointRecord[] = [];
    for await (const [version, { at, by, events }] of this.#records()) {
      const own = events.filter(({ endpoint }) => endpoint === id);
      if (own.length > 0) found.push({ version, at, by, events: own });
    }
    return found;
  }

  async flush(): Promise<void> {
    await this.#journal.flush();
  }

  #records(): AsyncGenerator<[version: number, record: LogRecord<WebhookEndpointEvent, Author>], void, undefined> {
    return this.#journal.log.readFrom(1);
  }
}

import type { WebhookDeliveryEvent, WebhookEndpointEvent } from "@seatbook/core";
import { logNames, webhookDeliveriesLog } from "../journals/log-names.ts";
import type { Findings } from "./findings.ts";

/** What is sent is sent to endpoints that were created; an endpoint is created once, and changed while it is there; of a workspace
 *  one message is under way at a time. */
export class WebhookChecks {
  readonly #findings: Findings;
  /** The logs of endpoints that were ever created. */
  readonly #created = new Set<string>();
  readonly #standing = new Set<string>();
  readonly #found: string[] = [];
  /** By log and workspace: what is under way. */
  readonly #open = new Map<string, string>();
  #isUnread = false;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  change(version: number, event: WebhookEndpointEvent): void {
    const { endpoint } = event;
    const log = webhookDeliveriesLog(endpoint);
    if (event.type === "WebhookEndpointCreated") {
      if (this.#created.has(log)) this.#complain(version, `The endpoint "${endpoint}" was created before.`);
      this.#created.add(log);
      this.#standing.add(endpoint);
    } else if (!this.#standing.has(endpoint)) {
      this.#complain(version, `The endpoint "${endpoint}" is not there to be changed.`);
    } else if (event.type === "WebhookEndpointDeleted") this.#standing.delete(endpoint);
  }

  /** There is a log of that name. */
  find(log: string): void {
    this.#found.push(log);
  }

  deliver(log: string, version: number, event: WebhookDeliveryEvent): void {
    if (event.type !== "WebhookAttemptStarted" && event.type !== "WebhookMessageSettled") return;
    const message = event.type === "WebhookAttemptStarted" ? event : event.message;
    const lane = `${log} ${message.workspace}`;
    const place = `${message.version}.${message.index}`;
    const open = this.#open.get(lane);
    const isWrong = event.type === "WebhookAttemptStarted" ? open !== undefined && open !== place : open !== place;
    if (isWrong) {
      const detail = `Of the workspace "${message.workspace}", another message is under way than the record says.`;
      this.#findings.add(log, version, { code: "webhook-out-of-order", detail });
    }
    if (event.type === "WebhookAttemptStarted") this.#open.set(lane, place);
    else this.#open.delete(lane);
  }

  /** The log of the endpoints could not be read to its end, so that it is not known which there are. */
  forgive(): void {
    this.#isUnread = true;
  }

  /** All logs were read to their end. */
  end(): void {
    if (this.#isUnread) return;
    for (const log of this.#found.filter((each) => !this.#created.has(each))) {
      const detail = "There never was an endpoint that these webhooks were sent to.";
      this.#findings.add(log, undefined, { code: "webhook-endpoint-unknown", detail });
    }
  }

  #complain(version: number, detail: string): void {
    this.#findings.add(logNames.webhookEndpoints, version, { code: "webhook-endpoint-contradicts", detail });
  }
}

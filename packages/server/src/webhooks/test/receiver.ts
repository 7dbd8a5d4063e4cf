import { Webhook } from "standardwebhooks";
import * as v from "valibot";
import { expect } from "vitest";
import { webhookPayload } from "../../contract/webhook-responses.ts";
import type { PostWebhook, WebhookReply } from "../post.ts";

export type Received = { id: string; type: string; workspace: string; body: string; at: number; data: object };

/** A host's receiver, which verifies by the library what comes. */
export class Receiver {
  /** By endpoint's URL; the last one is what it verifies with. */
  readonly secrets = new Map<string, string>();
  readonly received: Received[] = [];
  readonly rejected: string[] = [];
  /** What it answers. */
  answer: (url: string, received: Received) => WebhookReply | Promise<WebhookReply> = () => ok;
  readonly #now: () => number;

  constructor(now: () => number = () => 0) {
    this.#now = now;
  }

  readonly post: PostWebhook = async ({ url, headers, body }) => {
    const secret = this.secrets.get(url) ?? "whsec_";
    try {
      new Webhook(secret).verify(body, headers);
    } catch (error) {
      this.rejected.push(String(error));
      return { status: 401, retryAfter: undefined, body: "" };
    }
    const told: unknown = JSON.parse(body);
    const payload = v.parse(webhookPayload, told);
    // What the schema does not know it leaves out.
    expect(payload).toStrictEqual(told);
    const { type, data } = payload;
    const { "webhook-id": id = "" } = headers;
    const received = { id, type, workspace: "workspace" in data ? data.workspace : "", body, at: this.#now(), data };
    const answer = await this.answer(url, received);
    if (answer.status < 300) this.received.push(received);
    return answer;
  };
}

export const ok: WebhookReply = { status: 200, retryAfter: undefined, body: "" };

export function answering(status: number, rest: Partial<WebhookReply> = {}): WebhookReply {
  return { ...ok, status, ...rest };
}

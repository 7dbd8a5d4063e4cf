import { signingSecrets, type WebhookAttempt, type WebhookEndpoint, type WebhookOutcome } from "@seatbook/core";
import { Webhook } from "standardwebhooks";
import type { PostWebhook, WebhookReply } from "./post.ts";
import type { WebhookSecrets } from "./secrets.ts";

/** From the connection to the end of the answer. */
const timeoutMs = 15_000;

/** So much of an answer is kept. */
const keptCharacters = 200;

export type SenderOptions = {
  secrets: WebhookSecrets;
  post: PostWebhook;
  /** The server's clock, epoch ms. */
  now: () => number;
  /** The clock that receivers have, epoch ms: they refuse what was signed at another time. */
  systemNow: () => number;
  /** Milliseconds since anything. */
  monotonicNow: () => number;
};

/** Makes single attempts. */
export class WebhookSender {
  readonly #options: SenderOptions;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /** Sends one message, signed as Standard Webhooks has it. Does not reject.
   *  @param jitter from 0 to 1, see `webhookRetryDelayMs`. @param stopping the server is being stopped. */
  async send(
    endpoint: WebhookEndpoint,
    id: string,
    payload: object,
    jitter: number,
    stopping: AbortSignal,
  ): Promise<{ attempt: WebhookAttempt; outcome: WebhookOutcome }> {
    const { now, monotonicNow, post } = this.#options;
    const at = now();
    const startedAt = monotonicNow();
    const ended = (rest: Omit<WebhookAttempt, "at" | "durationMs">): WebhookAttempt => ({
      at,
      durationMs: Math.round(monotonicNow() - startedAt),
      ...rest,
    });
    const body = JSON.stringify(payload);
    const signature = this.#sign(endpoint, id, body, at);
    if (signature === undefined) {
      const error =
        "The secret cannot be read: SEATBOOK_TOKEN_SECRET is not the one it was made with. Set that again, or accept it beside the new one, or rotate the secret.";
      return { attempt: ended({ error }), outcome: { type: "failed", jitter } };
    }
    const headers = {
      "Content-Type": "application/json",
      "User-Agent": "Seatbook-Webhooks/1",
      "webhook-id": id,
      ...signature,
    };
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), timeoutMs);
    try {
      const reply = await post(
        { url: endpoint.settings.url, headers, body },
        AbortSignal.any([timeout.signal, stopping]),
      );
      return judge(reply, ended, jitter, now());
    } catch (error) {
      if (stopping.aborted) {
        return { attempt: ended({ error: "The server was stopped meanwhile." }), outcome: { type: "stopped" } };
      }
      const sentence = error instanceof Error ? error.message : "The request failed.";
      return { attempt: ended({ error: sentence }), outcome: { type: "failed", jitter } };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Both headers; undefined where the newest secret cannot be read. */
  #sign(endpoint: WebhookEndpoint, id: string, body: string, at: number): Record<string, string> | undefined {
    const [newest, ...older] = signingSecrets(endpoint, at).map((sealed) => this.#options.secrets.open(sealed));
    if (newest === undefined) return undefined;
    const signedAt = new Date(this.#options.systemNow());
    const signatures = [newest, ...older.filter((secret) => secret !== undefined)].map((secret) =>
      new Webhook(secret).sign(id, signedAt, body),
    );
    return {
      "webhook-timestamp": String(Math.floor(signedAt.getTime() / 1000)),
      "webhook-signature": signatures.join(" "),
    };
  }
}

function judge(
  { status, retryAfter, body }: WebhookReply,
  ended: (rest: Omit<WebhookAttempt, "at" | "durationMs">) => WebhookAttempt,
  jitter: number,
  now: number,
): { attempt: WebhookAttempt; outcome: WebhookOutcome } {
  const response = shortened(body);
  const answered = { status, ...(response !== "" && { response }) };
  if (status >= 200 && status < 300) return { attempt: ended(answered), outcome: { type: "delivered" } };
  if (status === 410) {
    return { attempt: ended({ ...answered, error: "It wants nothing any more." }), outcome: { type: "gone" } };
  }
  const error =
    status >= 300 && status < 400 ? "It redirects, and redirects are not followed." : `It answered ${status}.`;
  const retryAfterMs = retryAfterOf(retryAfter, now);
  const outcome = { type: "failed", jitter, ...(retryAfterMs !== undefined && { retryAfterMs }) } as const;
  return { attempt: ended({ ...answered, error }), outcome };
}

/** Without what is no text. */
function shortened(body: string): string {
  return body
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\uFFFD]+/gu, " ")
    .trim()
    .slice(0, keptCharacters)
    .toWellFormed();
}

/** Seconds, or a date. */
function retryAfterOf(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(date - now, 0);
}

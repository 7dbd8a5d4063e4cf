import { hash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { ParsedMail } from "mailparser";
import { SmtpReceiver } from "../../test/smtp-receiver.ts";
import type { Receipt } from "./post-office.ts";

/** How long it keeps a sender waiting, in ms: time to die in. */
const answerAfterMs = 4;

/** A real receiving mail server, which takes every mail, and notes it before the sender is answered. */
export class SmtpInbox {
  /** What it has accepted, in order. */
  readonly accepted: Receipt[] = [];
  readonly #receiver: SmtpReceiver;
  #onMail: () => void = () => {};

  private constructor(receiver: SmtpReceiver) {
    this.#receiver = receiver;
  }

  static async open(): Promise<SmtpInbox> {
    const receiver = await SmtpReceiver.start((self) => ({
      onData: (stream, _, answer) =>
        self.take(stream, (error) => {
          inbox.#note();
          setTimeout(answer, answerAfterMs, error);
        }),
    }));
    const inbox = new SmtpInbox(receiver);
    return inbox;
  }

  get url(): string {
    return this.#receiver.url;
  }

  /** Waits until mails whose sender was killed are noted, as far as they have come in whole. */
  async idle(): Promise<void> {
    await wait(200);
  }

  async close(): Promise<void> {
    await this.#receiver.stop();
  }

  /** Waits until so many mails more have arrived; their senders have no answer yet. */
  async arrivals(count: number): Promise<void> {
    const enough = this.accepted.length + count;
    await new Promise<void>((resolve) => {
      this.#onMail = () => {
        if (this.accepted.length >= enough) resolve();
      };
    });
  }

  #note(): void {
    this.accepted.push(...this.#receiver.mails.splice(0).map(toReceipt));
    this.#onMail();
  }
}

function toReceipt({ messageId = "", headers, to, subject, text, attachments }: ParsedMail): Receipt {
  const reference = headers.get("x-seatbook-mail");
  const [workspace = "", mail = ""] = typeof reference === "string" ? reference.split("/").map(decodeURIComponent) : [];
  const content = JSON.stringify([subject, text, attachments.map(({ checksum }) => checksum)]);
  const address = [to ?? []].flat().map((each) => each.text);
  return { messageId, workspace, mail, to: address.join(), content: hash("sha256", content) };
}

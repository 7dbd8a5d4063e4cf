import { isDeepStrictEqual } from "node:util";
import { toIso } from "@seatbook/core";
import { type CreateDriver, Journal } from "@seatbook/storage";
import type { OutboxMail } from "../contract/types.ts";
import { logNames } from "../journals/log-names.ts";
import { mailIdOf, type MailTransport, messageIdOf } from "./transport.ts";

export type MailWritten = { type: "MailWritten"; mail: Omit<OutboxMail, "at"> };

/** Where mails go without an SMTP server: a log in the store, for trials. What is attached is not stored, since it can be
 *  made at any time. */
export class Outbox implements MailTransport {
  readonly #journal: Journal<number, MailWritten, { type: "system" }>;

  constructor(driver: CreateDriver, now: () => number) {
    this.#journal = new Journal<number, MailWritten, { type: "system" }>({
      driver,
      name: logNames.outbox,
      now,
      initial: () => 0,
      evolve: (count, { events }) => count + events.length,
      fork: (count) => count,
    });
  }

  async send(mail: Parameters<MailTransport["send"]>[0]): ReturnType<MailTransport["send"]> {
    const { from, to, subject, text, html, attachments } = mail;
    const messageId = messageIdOf(mail);
    await this.#journal.run({
      by: { type: "system" },
      // The same mail is written once, however often it is tried.
      once: { key: messageId, request: messageId },
      decide: () => ({
        events: [
          {
            type: "MailWritten",
            mail: {
              messageId,
              from: `${from.name} <${from.email}>`,
              to,
              subject,
              text,
              html,
              attachments: attachments.map(({ name, contentType, href }) => ({ name, contentType, href })),
            },
          },
        ],
        answer: () => null,
      }),
    });
    return { outcome: "accepted", detail: "Written to the outbox of the store: no SMTP server is set." };
  }

  /** Up to `limit` mails written before the one at place `before` (1 is the first), newest first; `next` is what comes as
   *  `before` for the mails before these. */
  async list(limit: number, before?: number): Promise<{ items: OutboxMail[]; total: number; next?: number }> {
    const total = await this.#journal.current();
    const last = Math.min((before ?? Infinity) - 1, total);
    const first = Math.max(last - limit + 1, 1);
    const records = last < 1 ? [] : await this.#journal.log.readBatch(first, last - first + 1);
    const mails = records.flatMap(({ at, events }) => events.map(({ mail }) => ({ ...mail, at: toIso(at) })));
    return { items: mails.toReversed(), total, ...(first > 1 && { next: first }) };
  }

  /** Takes out of mails of a workspace what is in them of a person: all that was written, and the address where `mails` has what
   *  stands in its place. How many records were overwritten.
   *  @param mails by id. */
  async redact(workspace: string, mails: ReadonlyMap<string, string | undefined>): Promise<number> {
    if (mails.size === 0) return 0;
    const byId = new Map(Array.from(mails, ([mail, to]) => [mailIdOf({ workspace, mail }), to]));
    const { log } = this.#journal;
    let changed = 0;
    for await (const [version, record] of log.readFrom(1)) {
      const events = record.events.map((event): MailWritten => {
        const id = event.mail.messageId.slice(1, event.mail.messageId.lastIndexOf("@"));
        if (!byId.has(id)) return event;
        return {
          ...event,
          mail: { ...event.mail, to: byId.get(id) ?? event.mail.to, subject: "", text: "", html: "" },
        };
      });
      if (isDeepStrictEqual(events, record.events)) continue;
      await log.redact(version, { ...record, events });
      changed++;
    }
    return changed;
  }

  async flush(): Promise<void> {
    await this.#journal.flush();
  }
}

import { hash } from "node:crypto";
import type { Language, MailOutcome } from "@seatbook/core";

export type Attachment = {
  name: string;
  contentType: string;
  content: Uint8Array;
  /** Where the same bytes are downloaded, below the server's address. */
  href: string;
};

/** A mail as it goes out. `id` is the part of the Message-ID before the at sign; every attempt has the same. */
export type OutgoingMail = {
  id: string;
  from: { name: string; email: string };
  to: string;
  language: Language;
  subject: string;
  text: string;
  html: string;
  attachments: Attachment[];
  /** What a bounce is reported with: workspace and mail. */
  reference: { workspace: string; mail: string };
};

/** `detail`: what the receiving server said of the mail, or one sentence about why it did not get it: the people of the workspace
 *  read it. `cause`: what only the operator is to know, such as the words of its own mail server. */
export type MailAnswer = { outcome: MailOutcome; detail: string; cause?: string };

/** Where mails go. `send` makes one attempt and never more, and gives it up when `timeout` says so. */
export type MailTransport = {
  send(mail: OutgoingMail, timeout: AbortSignal): Promise<MailAnswer>;
};

/** The same for every attempt, so that a receiver can tell a repetition. */
export function messageIdOf({ id, from }: OutgoingMail): string {
  return `<${id}@${from.email.slice(from.email.lastIndexOf("@") + 1)}>`;
}

/** The `id` of a mail: the same for every attempt and every server. */
export function mailIdOf({ workspace, mail }: OutgoingMail["reference"]): string {
  return hash("sha256", `${mail} ${workspace}`).slice(0, 32);
}

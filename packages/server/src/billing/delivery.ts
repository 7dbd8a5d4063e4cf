import { hash } from "node:crypto";
import { type Actor, attemptDueAt, instantOf, type Mail } from "@seatbook/core";
import { runOn, type Workspace } from "../workspaces.ts";
import type { MailAnswer, MailTransport, OutgoingMail } from "./transport.ts";

const system: Actor = { type: "system" };

/** Everything of a mail but its identity: who, what, in which words. Undefined where it is of no use any more. */
export type ComposeMail = (
  workspace: Workspace,
  mail: Mail,
) => Promise<Omit<OutgoingMail, "id" | "to" | "reference"> | undefined>;

/** Mails what a workspace has queued. An attempt is claimed in the workspace's log before it is made, so that of two servers
 *  one makes it; what a crash leaves without an end is tried again, with the same Message-ID, when its lease is over. */
export class Delivery {
  readonly #transport: MailTransport;
  readonly #compose: ComposeMail;
  readonly #now: () => number;

  constructor(transport: MailTransport, compose: ComposeMail, now: () => number) {
    this.#transport = transport;
    this.#compose = compose;
    this.#now = now;
  }

  /** Makes every attempt that is due, one after the other. How many mails were accepted. */
  async deliver(workspace: Workspace): Promise<number> {
    const state = await workspace.journal.current();
    const at = instantOf(state, this.#now());
    let accepted = 0;
    for (const mail of state.mails.filter((each) => (attemptDueAt(each) ?? Infinity) <= at)) {
      if ((await this.#attempt(workspace, mail)) === "accepted") accepted++;
    }
    return accepted;
  }

  async #attempt(workspace: Workspace, mail: Mail): Promise<MailAnswer["outcome"] | undefined> {
    const { events } = await runOn(workspace, { type: "start-mail", mail: mail.id }, system);
    const started = events.find((event) => event.type === "MailAttemptStarted");
    if (!started) return undefined;
    const answer = await this.#send(workspace, mail);
    await runOn(workspace, { type: "end-mail", mail: mail.id, attempt: started.attempt, ...answer }, system);
    return answer.outcome;
  }

  async #send(workspace: Workspace, mail: Mail): Promise<MailAnswer> {
    let message: Awaited<ReturnType<ComposeMail>>;
    try {
      message = await this.#compose(workspace, mail);
    } catch (error) {
      const reason = error instanceof Error ? error.message : "unknown";
      return { outcome: "deferred", detail: `The mail could not be written: ${reason}` };
    }
    if (!message) return { outcome: "refused", detail: "It was not sent: what it was about was withdrawn." };
    const reference = { workspace: workspace.journal.state.id, mail: mail.id };
    return this.#transport.send({ ...message, id: idOf(reference), to: mail.to, reference });
  }
}

/** The same for every attempt and every server. */
function idOf({ workspace, mail }: OutgoingMail["reference"]): string {
  return hash("sha256", `${mail} ${workspace}`).slice(0, 32);
}

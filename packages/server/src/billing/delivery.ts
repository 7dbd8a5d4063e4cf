import { type Actor, attemptDueAt, instantOf, type Mail, mailLeaseMs } from "@seatbook/core";
import { runOn, type Workspace } from "../workspaces.ts";
import { type MailAnswer, mailIdOf, type MailTransport, type OutgoingMail } from "./transport.ts";

const system: Actor = { type: "system" };

/** Everything of a mail but its identity: who, what, in which words. Undefined where it is of no use any more at the instant `at`
 *  (epoch ms). */
export type ComposeMail = (
  workspace: Workspace,
  mail: Mail,
  at: number,
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

  /** Makes every attempt that is due, one after the other, until it is told to stop. How many mails were accepted. */
  async deliver(workspace: Workspace, stopping: AbortSignal): Promise<number> {
    const state = await workspace.journal.current();
    const at = instantOf(state, this.#now());
    let accepted = 0;
    for (const mail of state.mails.filter((each) => (attemptDueAt(each) ?? Infinity) <= at)) {
      if (stopping.aborted) break;
      if ((await this.#attempt(workspace, mail)) === "accepted") accepted++;
    }
    return accepted;
  }

  async #attempt(workspace: Workspace, mail: Mail): Promise<MailAnswer["outcome"] | undefined> {
    // Before the attempt is claimed: a claim lasts for a while only, and writing may take its time.
    const written = await this.#write(workspace, mail);
    const { events } = await runOn(workspace, { type: "start-mail", mail: mail.id }, system);
    const started = events.find((event) => event.type === "MailAttemptStarted");
    if (!started) return undefined;
    const answer = "outcome" in written ? written : await this.#send(written);
    await runOn(workspace, { type: "end-mail", mail: mail.id, attempt: started.attempt, ...answer }, system);
    return answer.outcome;
  }

  /** The mail, or why there is none. */
  async #write(workspace: Workspace, mail: Mail): Promise<OutgoingMail | MailAnswer> {
    try {
      const message = await this.#compose(workspace, mail, instantOf(workspace.journal.state, this.#now()));
      if (!message) return { outcome: "refused", detail: "It was not sent: there was nothing to confirm any more." };
      const reference = { workspace: workspace.journal.state.id, mail: mail.id };
      return { ...message, id: mailIdOf(reference), to: mail.to, reference };
    } catch (error) {
      return {
        outcome: "deferred",
        detail: "The mail could not be written. It is tried again.",
        cause: causeOf(error),
      };
    }
  }

  async #send(mail: OutgoingMail): Promise<MailAnswer> {
    const timeout = AbortSignal.timeout(mailLeaseMs / 2);
    const gaveUp = new Promise<never>((_, reject) => {
      timeout.addEventListener("abort", () => reject(timeout.reason));
    });
    try {
      return await Promise.race([this.#transport.send(mail, timeout), gaveUp]);
    } catch (error) {
      return {
        outcome: "deferred",
        detail: "The mail could not be handed over. It is tried again.",
        cause: causeOf(error),
      };
    }
  }
}

function causeOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : "unknown";
}

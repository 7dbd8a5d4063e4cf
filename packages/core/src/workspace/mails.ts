import type { MailSubject, WorkspaceEvent } from "./events.ts";
import type { Mail, State } from "./state.ts";

const minuteMs = 60_000;

/** How long after an attempt that failed for the time being the next one may follow, attempt by attempt: two days in all. */
const retryAfterMs = [1, 5, 15, 30, 60, 120, 240, 480, 720, 1440].map((minutes) => minutes * minuteMs);

/** An attempt without an end after so long is taken for lost with its server, and another one may be made. */
export const mailLeaseMs = 15 * minuteMs;

/** How long after the last attempt of a mail the next one follows; undefined when it was the last one. Attempts that somebody
 *  has asked for come on top: whoever is impatient does not make it the last one sooner. */
export function retryDelayMs({ attempts, asked = 0 }: Mail): number | undefined {
  return retryAfterMs[Math.max(attempts - asked, 1) - 1];
}

/** Whether the mail may still be sent without anyone asking. */
export function isUnderWay({ status }: Mail): boolean {
  return status === "queued" || status === "sending";
}

/** When an attempt may be made (epoch ms); undefined for a mail that is done. */
export function attemptDueAt({ status, at, dueAt }: Mail): number | undefined {
  if (status === "queued") return dueAt;
  return status === "sending" ? at + mailLeaseMs : undefined;
}

/** The mails about the invoice that the record of version `draft` drafted, in the order in which they were queued. */
export function mailsAbout(state: State, draft: number): Mail[] {
  return state.mails.filter(({ about }) => about.kind === "invoice" && about.draft === draft);
}

/** The mail with the last link by which `address` confirms the change of the mailbox of that version. */
export function lastConfirmation(state: State, change: number, address: string): Mail | undefined {
  return state.mails.findLast(
    ({ to, about }) => to === address && about.kind === "mailbox-confirmation" && about.change === change,
  );
}

/** One mail to each address. Mails are known by the record that queued them and their place in it. `from`: how many this
 *  record has queued already. */
export function queueMails(
  state: State,
  addresses: readonly string[],
  about: MailSubject,
  from = 0,
): Extract<WorkspaceEvent, { type: "MailQueued" }>[] {
  return addresses.map((to, index) => ({
    type: "MailQueued",
    mail: `${state.version + 1}-${from + index + 1}`,
    to,
    about,
  }));
}

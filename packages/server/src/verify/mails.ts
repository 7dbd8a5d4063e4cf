import { attemptDueAt, invoiceByDraft, type Mail, type WorkspaceEvent } from "@seatbook/core";
import type { Problem } from "./findings.ts";
import type { Step } from "./history-check.ts";

/** What is billed by user license is mailed as it is issued; attempts are claimed one after the other, each once, and end once. */
export function mailProblems(event: WorkspaceEvent, step: Step): Problem[] {
  switch (event.type) {
    case "InvoiceIssued":
      return issuedProblems(event.draft, step);
    case "MailQueued":
      return queueProblems(event, step);
    case "MailAttemptStarted": {
      const mail = mailOf(event.mail, step);
      if (!mail) return [unknownMail(event.mail)];
      const dueAt = attemptDueAt(mail);
      if (event.attempt === mail.attempts + 1 && dueAt !== undefined && step.at >= dueAt) return [];
      return [
        attempt(
          `The attempt ${event.attempt} of the mail ${event.mail} was claimed after ${mail.attempts}, or before it was due.`,
        ),
      ];
    }
    case "MailAttemptEnded": {
      const mail = mailOf(event.mail, step);
      if (!mail) return [unknownMail(event.mail)];
      if (event.attempt > mail.attempts) {
        return [attempt(`The attempt ${event.attempt} of the mail ${event.mail} ended, and was not begun.`)];
      }
      const isCurrent = mail.status === "sending" && mail.attempts === event.attempt;
      const isLateSuccess = event.outcome === "accepted" && ["queued", "sending", "failed"].includes(mail.status);
      if (isCurrent || isLateSuccess) return [];
      return [
        attempt(`The attempt ${event.attempt} of the mail ${event.mail} ended when the mail was ${mail.status}.`),
      ];
    }
    case "MailRetryRequested":
      return mailOf(event.mail, step) ? [] : [unknownMail(event.mail)];
    default:
      return [];
  }
}

function mailOf(id: string, { state }: Step): Mail | undefined {
  return state.mails.find((mail) => mail.id === id);
}

function unknownMail(id: string): Problem {
  return attempt(`There is no mail ${id}.`);
}

function attempt(detail: string): Problem {
  return { code: "mail-attempt", detail };
}

/** R12. */
function issuedProblems(draft: number, { state, events }: Step): Problem[] {
  const entry = invoiceByDraft(state, draft);
  if (!entry) return [];
  const wanted = entry.licenseModel === "user" ? (state.profile.mailbox ?? []) : [];
  const queued = events.flatMap((event) => (event.type === "MailQueued" ? [event.to] : []));
  if (JSON.stringify(queued) === JSON.stringify(wanted)) return [];
  const detail =
    `The invoice of version ${draft} is issued and mailed to ${queued.length} addresses, ` +
    `and the mailbox has ${wanted.length} to mail it to.`;
  return [{ code: "mail-not-queued", detail }];
}

function queueProblems(event: Extract<WorkspaceEvent, { type: "MailQueued" }>, step: Step): Problem[] {
  const { version, events, state } = step;
  const place = events.filter(({ type }) => type === "MailQueued").indexOf(event) + 1;
  if (event.mail !== `${version}-${place}`) {
    return [
      { code: "mail-attempt", detail: `The mail ${event.mail} was queued as number ${place} of version ${version}.` },
    ];
  }
  const { about } = event;
  if (about.kind !== "invoice" || invoiceByDraft(state, about.draft)) return [];
  return [{ code: "mail-attempt", detail: `The mail ${event.mail} is about an invoice that is not there.` }];
}

import { Refusal } from "../refusals.ts";
import type { MailCommand } from "./commands.ts";
import { isErasedAddress } from "./erasure.ts";
import type { WorkspaceEvent } from "./events.ts";
import { attemptDueAt, retryDelayMs } from "./mails.ts";
import type { Mail, State } from "./state.ts";

export function decideMail(state: State, command: MailCommand, at: number): WorkspaceEvent[] | Refusal {
  const mail = state.mails.find(({ id }) => id === command.mail);
  if (!mail) return new Refusal("mail-not-found");
  switch (command.type) {
    case "start-mail":
      return start(mail, at);
    case "end-mail":
      return end(mail, command, at);
    case "report-bounce":
      if (mail.status === "bounced") return [];
      if (mail.status !== "sent" && mail.status !== "sending") return new Refusal("mail-not-sent");
      return [{ type: "MailBounced", mail: mail.id, detail: withoutErased(mail, command.detail) }];
  }
}

/** Nothing where no attempt is due, or another server is making it. */
function start(mail: Mail, at: number): WorkspaceEvent[] {
  const dueAt = attemptDueAt(mail);
  if (dueAt === undefined || at < dueAt) return [];
  if (mail.status === "sending" && retryDelayMs(mail) === undefined) {
    const detail = "The last attempt ended without an answer.";
    return [{ type: "MailAttemptEnded", mail: mail.id, attempt: mail.attempts, outcome: "refused", detail }];
  }
  return [{ type: "MailAttemptStarted", mail: mail.id, attempt: mail.attempts + 1 }];
}

/** An attempt that was taken for lost counts only where it turns out to have been accepted: then no other one follows. */
function end(
  mail: Mail,
  { attempt, outcome, detail, cause }: Extract<MailCommand, { type: "end-mail" }>,
  at: number,
): WorkspaceEvent[] {
  const isCurrent = mail.status === "sending" && mail.attempts === attempt;
  const isLateSuccess = outcome === "accepted" && ["queued", "sending", "failed"].includes(mail.status);
  if (!isCurrent && !isLateSuccess) return [];
  const delay = outcome === "deferred" ? retryDelayMs(mail) : undefined;
  return [
    {
      type: "MailAttemptEnded",
      mail: mail.id,
      attempt,
      outcome,
      detail: withoutErased(mail, detail),
      ...(cause !== undefined && { cause: withoutErased(mail, cause) }),
      ...(delay !== undefined && { retryAt: at + delay }),
    },
  ];
}

/** What is said of a mail quotes its address. */
function withoutErased({ to }: Mail, said: string): string {
  return isErasedAddress(to) ? "" : said;
}

import { type Ledger, wasAccepted } from "../packages/server/src/billing/test/ledger.ts";
import { keyOf } from "../packages/server/src/billing/test/post-office.ts";
import type { History } from "./history.ts";
import type { PostOffice } from "./post-office.ts";

/** Source: `mailLeaseMs`. */
const leaseMs = 15 * 60_000;

/** What is wrong between what the logs say of mails and what arrived: each has one Message-ID and goes to one address, each
 *  sending has a claim of its own, and what was noted as accepted was. */
export function mailMistakes(ledger: Ledger, history: History, office: PostOffice): string[] {
  const seen = Map.groupBy(office.seen, keyOf);
  const accepted = new Set(office.accepted.map(keyOf));
  const mistakes = [...office.mistakes];
  for (const { id: workspace, mails } of ledger.workspaces) {
    for (const mail of mails) {
      const key = keyOf({ workspace, mail: mail.id });
      const receipts = seen.get(key) ?? [];
      seen.delete(key);
      if (receipts.length > mail.started.length) mistakes.push(`${key} arrived more often than it was claimed`);
      if (new Set(receipts.map(({ messageId }) => messageId)).size > 1) mistakes.push(`${key} has several Message-IDs`);
      if (receipts.some(({ to }) => to !== mail.to)) mistakes.push(`${key} went to somebody else`);
      if (wasAccepted(mail) && !accepted.has(key)) mistakes.push(`${key} was noted as accepted, and never was`);
      const contents = new Set(receipts.map(({ content }) => content));
      if (mail.about.kind === "invoice" && contents.size > 1) mistakes.push(`${key} says different things`);
    }
  }
  mistakes.push(...[...seen.keys()].map((key) => `${key} arrived and is in no log`));
  mistakes.push(...ledger.workspaces.flatMap(({ id }) => claimMistakes(history, id)));
  return mistakes;
}

/** Another attempt is claimed only when the one before has ended, or its lease is over. */
function claimMistakes(history: History, workspace: string): string[] {
  const mistakes: string[] = [];
  const claimedAt = new Map<string, number>();
  for (const { record, version } of history.workspace(workspace)) {
    for (const event of record.events) {
      if (event.type === "MailAttemptEnded") claimedAt.delete(event.mail);
      if (event.type !== "MailAttemptStarted") continue;
      const before = claimedAt.get(event.mail);
      if (before !== undefined && record.at - before < leaseMs) {
        mistakes.push(`${workspace}: mail ${event.mail} is claimed twice at version ${version}`);
      }
      claimedAt.set(event.mail, record.at);
    }
  }
  return mistakes;
}

/** Mails of the store's outbox: each that was queued is there once. */
export function outboxMistakes(ledger: Ledger, history: History): string[] {
  const queued = ledger.workspaces.flatMap(({ mails }) => mails).filter(wasAccepted).length;
  const written = history.log("outbox").map(({ record }) => record.once?.key);
  if (new Set(written).size !== written.length) return ["the outbox has a mail twice"];
  return written.length < queued ? [`the outbox has ${written.length} mails, and ${queued} were noted as written`] : [];
}

/** What was begun and has not come to its end, though nothing keeps it from it. */
export function unfinishedIn({ workspaces }: Ledger): string[] {
  return workspaces.flatMap(({ id, drafts, mails }) => [
    ...drafts
      .filter(({ issued }) => issued.length === 0)
      .map(({ version }) => `${id}: the workspace does not know the number of draft ${version}`),
    ...mails
      .filter((mail) => !wasAccepted(mail) && !mail.ended.some(({ isLast }) => isLast))
      .map((mail) => `${id}: mail ${mail.id} is still under way`),
  ]);
}

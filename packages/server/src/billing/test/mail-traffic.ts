import type { Ledger, LedgerMail } from "./ledger.ts";
import { keyOf, type PostOffice, type Receipt } from "./post-office.ts";

type Traffic = Pick<PostOffice, "seen" | "accepted" | "hidden">;

/** What is wrong between the mails that a store knows of and what arrived: each arrived once, or at most once more for each
 *  fault that hid the answer, with the same Message-ID and content, and never without an attempt that was claimed. */
export function trafficMistakes(ledger: Ledger, { seen, accepted, hidden }: Traffic): string[] {
  const known = mailsOf(ledger);
  const arrived = Map.groupBy(seen, keyOf);
  const taken = Map.groupBy(accepted, keyOf);
  const mistakes = Array.from(known, ([key, mail]) => {
    const most = 1 + (hidden.get(key) ?? 0);
    const found = mistakesOf(mail, arrived.get(key) ?? [], taken.get(key)?.length ?? 0, most);
    return found.map((mistake) => `${key} ${mistake}`);
  });
  const strangers = [...arrived.keys()].filter((key) => !known.has(key));
  const messageIds = new Set(seen.map(({ messageId }) => messageId));
  return [
    ...mistakes.flat(),
    ...strangers.map((key) => `${key} arrived and is in no log`),
    ...(messageIds.size < arrived.size ? ["two mails share a Message-ID"] : []),
  ];
}

function mistakesOf({ to, started }: LedgerMail, receipts: Receipt[], accepted: number, most: number): string[] {
  const differ = (what: (receipt: Receipt) => string): boolean => new Set(receipts.map(what)).size > 1;
  return [
    ...(receipts.length > started.length ? ["arrived more often than it was claimed"] : []),
    ...(differ(({ messageId }) => messageId) ? ["has several Message-IDs"] : []),
    ...(differ(({ content }) => content) ? ["says different things"] : []),
    ...(receipts.some((receipt) => receipt.to !== to) ? ["went to somebody else"] : []),
    ...(accepted > most ? [`was accepted ${accepted} times, not at most ${most}`] : []),
  ];
}

/** Mails that no receiving server has accepted. */
export function undeliveredIn(ledger: Ledger, { accepted }: Pick<Traffic, "accepted">): string[] {
  const arrived = new Set(accepted.map(keyOf));
  return [...mailsOf(ledger).keys()].filter((key) => !arrived.has(key)).map((key) => `${key} never arrived`);
}

function mailsOf({ workspaces }: Ledger): Map<string, LedgerMail> {
  return new Map(
    workspaces.flatMap(({ id: workspace, mails }) => mails.map((mail) => [keyOf({ workspace, mail: mail.id }), mail])),
  );
}

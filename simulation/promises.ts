import type { History } from "./history.ts";
import type { Invoice, MonthItem, PendingRun } from "../packages/server/src/contract/types.ts";
import { type Ledger, type WorkspaceLedger, workspaceIn } from "../packages/server/src/billing/test/ledger.ts";

/** What an answer to a request of several steps has promised and the logs do not have, as a sentence. `answer` is JSON. */
export type Broken = (answer: string, ledger: Ledger, history: History) => string | undefined;

export function closedMonth(workspace: string, month: string): Broken {
  return (answer, ledger) => {
    const { status, invoice }: MonthItem = JSON.parse(answer);
    const isThere = invoice === undefined || isIssued(workspaceIn(ledger, workspace), invoice);
    if (status === "closed" && isClosed(ledger, workspace, month) && isThere) return undefined;
    return `the close of ${month} of ${workspace} with invoice ${invoice} was lost`;
  };
}

export function closedMonths(month: string): Broken {
  return (answer, ledger) => {
    const { closed }: { closed: string[] } = JSON.parse(answer);
    const lost = closed.filter((id) => !isClosed(ledger, id, month));
    return lost.length > 0 ? `the close of ${month} of ${lost.join(" and ")} was lost` : undefined;
  };
}

export const ranPending: Broken = (answer, ledger) => {
  const { closed, issued }: PendingRun = JSON.parse(answer);
  const lost = [
    ...closed.filter((each) => !isClosed(ledger, each.workspace, each.month)),
    ...issued.filter((each) => !isIssued(workspaceIn(ledger, each.workspace), each.number)),
  ];
  return lost.length > 0 ? `what a run did is not there: ${JSON.stringify(lost)}` : undefined;
};

export function canceled(number: string): Broken {
  return (answer, ledger) => {
    const { number: creditNote, corrects }: Invoice = JSON.parse(answer);
    const found = draftOf(ledger, creditNote);
    const holds = corrects === number && found?.type === "credit-note" && found.corrects === number;
    return holds ? undefined : `the credit note ${creditNote} of ${number} was lost`;
  };
}

export function paid(number: string): Broken {
  return (_, ledger) =>
    ledger.workspaces.some((each) => each.paid.includes(number)) ? undefined : `the payment of ${number} was lost`;
}

export function invoicedAgain(workspace: string, month: string): Broken {
  return (answer, ledger) => {
    const { number }: Invoice = JSON.parse(answer);
    const found = draftOf(ledger, number);
    const holds = found?.month === month && isIssued(workspaceIn(ledger, workspace), number);
    return holds ? undefined : `the invoice ${number} of ${month} of ${workspace} was lost`;
  };
}

/** The address was confirmed, or is in the mailbox for another reason: the operator may have set it meanwhile. */
export function confirmed(workspace: string, address: string): Broken {
  return (_, ledger, history) => {
    const isConfirmed = history
      .workspace(workspace)
      .flatMap(({ record }) => record.events)
      .some((event) => event.type === "MailboxAddressConfirmed" && event.address === address);
    const isThere = workspaceIn(ledger, workspace).mailboxAt.some((mailbox) => mailbox.includes(address));
    return isConfirmed || isThere ? undefined : `the confirmation of ${address} was lost`;
  };
}

function draftOf({ workspaces }: Ledger, number: string) {
  return workspaces.flatMap(({ drafts }) => drafts).find(({ issued }) => issued[0]?.number === number);
}

function isClosed(ledger: Ledger, workspace: string, month: string): boolean {
  return workspaceIn(ledger, workspace).closed.some((closed) => closed.month === month);
}

function isIssued({ drafts }: WorkspaceLedger, number: string): boolean {
  return drafts.some(({ issued }) => issued.some((each) => each.number === number));
}

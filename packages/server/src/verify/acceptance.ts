import { isDeepStrictEqual } from "node:util";
import { type Command, decide, Refusal, type WorkspaceEvent } from "@seatbook/core";
import type { Problem } from "./findings.ts";
import type { Step } from "./history-check.ts";

/** Events that can only come of one command: it is given again, and must come to the same. */
export function acceptanceProblems(event: WorkspaceEvent, step: Step): Problem[] {
  const command = commandOf(event, step);
  if (!command) return [];
  const decided = decide(step.state, command, step.at);
  if (decided instanceof Refusal) return [refused(event, decided.message)];
  if (decided.length === 0) return [refused(event, "It would have changed nothing.")];
  return decided.some((each) => isDeepStrictEqual(each, event))
    ? []
    : [refused(event, "It would have been another event.")];
}

function refused({ type }: WorkspaceEvent, why: string): Problem {
  return { code: "event-refused", detail: `The event ${type} could not come of any command. ${why}` };
}

function commandOf(event: WorkspaceEvent, { state }: Step): Command | undefined {
  switch (event.type) {
    case "MemberRestored":
      return { type: "restore-member", member: event.member };
    case "InvoiceIssued":
      return { type: "issue-invoice", draft: event.draft, number: event.number, issuedOn: event.issuedOn };
    case "InvoicePaid":
      return { type: "record-payment", number: event.number, paidOn: event.paidOn };
    case "MailBounced":
      return { type: "report-bounce", mail: event.mail, detail: event.detail };
    case "MailboxAddressConfirmed":
      return { type: "confirm-mailbox", change: state.mailboxChange?.version ?? 0, address: event.address };
    default:
      return undefined;
  }
}

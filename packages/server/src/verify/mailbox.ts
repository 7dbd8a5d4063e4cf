import type { WorkspaceEvent } from "@seatbook/core";
import type { Problem } from "./findings.ts";
import type { Step } from "./history-check.ts";

/** A mailbox changes to what was asked for, once every new address is confirmed. */
export function mailboxProblems(event: WorkspaceEvent, { state, events }: Step): Problem[] {
  const change = state.mailboxChange;
  switch (event.type) {
    case "MailboxChangeRequested": {
      const isOfIt = event.unconfirmed.length > 0 && event.unconfirmed.every((each) => event.mailbox.includes(each));
      return isOfIt ? [] : problem("The addresses to be confirmed are not those of the mailbox that was asked for.");
    }
    case "MailboxConfirmationResent":
    case "MailboxChangeWithdrawn":
      return change ? [] : problem(`The event ${event.type} is about a change of the mailbox that was not asked for.`);
    case "MailboxChanged": {
      const confirmed = events.flatMap((other) => (other.type === "MailboxAddressConfirmed" ? [other.address] : []));
      const isAsked = JSON.stringify(change?.mailbox) === JSON.stringify(event.mailbox);
      const isConfirmed = change?.unconfirmed.every((address) => confirmed.includes(address)) === true;
      // What adds no address needs no confirmation.
      const isSmaller = event.mailbox.every((address) => state.profile.mailbox?.includes(address));
      return (isAsked && isConfirmed) || isSmaller
        ? []
        : problem("The mailbox has an address that was not asked for and confirmed.");
    }
    default:
      return [];
  }
}

function problem(detail: string): Problem[] {
  return [{ code: "mailbox-change", detail }];
}

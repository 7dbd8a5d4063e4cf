import type { Language } from "../invoice/party.ts";
import { dayMs } from "../month.ts";
import { Refusal } from "../refusals.ts";
import type { MailboxCommand } from "./commands.ts";
import type { Correspondence, WorkspaceEvent } from "./events.ts";
import { isSameMailbox, openMailboxChange, toMailbox } from "./mailbox.ts";
import { queueMails } from "./mails.ts";
import { recordOf, type State } from "./state.ts";

/** How long a link that confirms an address works. Source: R12. */
const confirmationMs = 48 * 3_600_000;

/** How many confirmation mails a workspace may ask for within a day, and how many to one address, so that nobody uses them to
 *  bother strangers. */
const confirmationsPerDay = 40;
const confirmationsPerAddress = 5;

export function decideMailbox(state: State, command: MailboxCommand, at: number): WorkspaceEvent[] | Refusal {
  if (command.type === "confirm-mailbox") return confirm(state, command, at);
  const { sender, isForOperator } = command;
  if (isForOperator) return new Refusal("mailbox-by-operator");
  if (command.type === "withdraw-mailbox") return state.mailboxChange ? [{ type: "MailboxChangeWithdrawn" }] : [];
  if (!sender) return new Refusal("seller-missing");
  switch (command.type) {
    case "request-mailbox":
      return request(state, command.mailbox, sender, at);
    case "resend-mailbox-confirmation": {
      const change = openMailboxChange(state, at);
      if (!change) return new Refusal("mailbox-change-not-found");
      if (isOverLimit(state, change.unconfirmed, at)) return new Refusal("too-many-confirmations");
      const expiresAt = at + confirmationMs;
      const language = languageOf(state);
      const about = { kind: "mailbox-confirmation", change: change.version, expiresAt, sender, language } as const;
      return [{ type: "MailboxConfirmationResent", expiresAt }, ...queueMails(state, change.unconfirmed, about)];
    }
  }
}

/** Asks each new address for its confirmation and tells the mailbox in force. What adds no address needs no confirmation. */
function request(
  state: State,
  mailbox: readonly string[],
  sender: Correspondence["sender"],
  at: number,
): WorkspaceEvent[] | Refusal {
  const wanted = toMailbox(mailbox);
  const { mailbox: current = [] } = state.profile;
  if (isSameMailbox(wanted, openMailboxChange(state, at)?.mailbox ?? [])) return [];
  if (isSameMailbox(wanted, current)) return state.mailboxChange ? [{ type: "MailboxChangeWithdrawn" }] : [];
  const unconfirmed = wanted.filter((address) => !current.includes(address));
  const language = languageOf(state);
  const notice = { kind: "mailbox-notice", mailbox: wanted, sender, language } as const;
  if (unconfirmed.length === 0) {
    return [{ type: "MailboxChanged", mailbox: wanted }, ...queueMails(state, current, notice)];
  }
  if (isOverLimit(state, unconfirmed, at)) return new Refusal("too-many-confirmations");
  const expiresAt = at + confirmationMs;
  const change = state.version + 1;
  const confirmation = { kind: "mailbox-confirmation", change, expiresAt, sender, language } as const;
  return [
    { type: "MailboxChangeRequested", mailbox: wanted, unconfirmed, expiresAt },
    ...queueMails(state, unconfirmed, confirmation),
    ...queueMails(state, current, notice, unconfirmed.length),
  ];
}

function isOverLimit(state: State, addresses: readonly string[], at: number): boolean {
  const recent = state.mails.filter(
    ({ about, version }) => about.kind === "mailbox-confirmation" && at - recordOf(state, version).at < dayMs,
  );
  const isBothered = (address: string) => recent.filter(({ to }) => to === address).length >= confirmationsPerAddress;
  return recent.length + addresses.length > confirmationsPerDay || addresses.some(isBothered);
}

function languageOf(state: State): Language {
  return state.profile.customer?.language ?? "en";
}

function confirm(
  state: State,
  { change: version, address, isForOperator }: Extract<MailboxCommand, { type: "confirm-mailbox" }>,
  at: number,
): WorkspaceEvent[] | Refusal {
  const change = openMailboxChange(state, at);
  if (change?.version !== version || !change.mailbox.includes(address)) {
    return new Refusal("mailbox-change-not-found");
  }
  // It may have been asked for before the mailbox became the operator's.
  if (isForOperator && recordOf(state, version).by.type !== "operator") return new Refusal("mailbox-by-operator");
  if (!change.unconfirmed.includes(address)) return new Refusal("mailbox-address-confirmed");
  const confirmed: WorkspaceEvent = { type: "MailboxAddressConfirmed", address };
  return change.unconfirmed.length > 1
    ? [confirmed]
    : [confirmed, { type: "MailboxChanged", mailbox: [...change.mailbox] }];
}

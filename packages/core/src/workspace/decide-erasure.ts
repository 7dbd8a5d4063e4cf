import { Refusal } from "../refusals.ts";
import type { ErasureCommand } from "./commands.ts";
import { isErased } from "./erasure.ts";
import type { ErasedMail, Kept, WorkspaceEvent } from "./events.ts";
import { openMailboxChange } from "./mailbox.ts";
import { attemptDueAt } from "./mails.ts";
import { isSameAddress, quotes } from "./redact.ts";
import { isPresent, type State } from "./state.ts";

export function decideErasure(state: State, command: ErasureCommand, at: number): WorkspaceEvent[] | Refusal {
  if (command.type === "erase-member") return erase(state, command, at);
  const erasure = state.erasures.find(({ version }) => version === command.erasure);
  if (!erasure) return new Refusal("erasure-not-found");
  return erasure.isDone ? [] : [{ type: "ErasureCompleted", erasure: erasure.version }];
}

function erase(
  state: State,
  { member: id, found, keepMailbox = false }: Extract<ErasureCommand, { type: "erase-member" }>,
  at: number,
): WorkspaceEvent[] | Refusal {
  const member = state.members.get(id);
  if (!member) return new Refusal("member-not-found");
  if (isPresent(member)) return new Refusal("member-present");
  if (isErased(member)) return [];
  const mailbox = state.profile.mailbox ?? [];
  const wanted = state.mailboxChange?.mailbox ?? [];
  const isMailed = ({ address }: { address: string }): boolean =>
    isIn(mailbox, address) || (openMailboxChange(state, at) !== undefined && isIn(wanted, address));
  const own = found.addresses.filter(({ isShared }) => !isShared);
  const erased = own.filter((each) => !isMailed(each));
  if (erased.length < own.length && !keepMailbox) return new Refusal("mailbox-has-address");
  const numbers = new Map(erased.map((each) => [each.address, found.addresses.indexOf(each) + 1]));
  const mails = mailsOf(state, numbers);
  if (mails.some((mail) => isBeingSent(state, mail, at))) return new Refusal("mail-under-way");
  // One that nobody has confirmed in time is told of for a while, and would name the address.
  const isLapsed = erased.some(({ address }) => isIn(wanted, address));
  return [
    ...(isLapsed ? [{ type: "MailboxChangeWithdrawn" } as const] : []),
    {
      type: "MemberErased",
      member: id,
      addresses: [...numbers.values()],
      mails,
      kept: [
        ...(erased.length < own.length ? [{ what: "mailbox" } as const] : []),
        ...(own.length < found.addresses.length ? [{ what: "shared-address" } as const] : []),
        ...keptNames(state, found.names),
        ...found.kept,
      ],
    },
  ];
}

function isIn(addresses: readonly string[], address: string): boolean {
  return addresses.some((each) => isSameAddress(each, address));
}

/** The mails to the person, and those that quote one of the addresses. */
function mailsOf(state: State, numbers: ReadonlyMap<string, number>): ErasedMail[] {
  const addresses = [...numbers.keys()];
  return state.mails.flatMap(({ id, to, about, detail = "", cause = "" }): ErasedMail[] => {
    const address = addresses.find((each) => isSameAddress(each, to));
    const number = address === undefined ? undefined : numbers.get(address);
    if (number !== undefined) return [{ mail: id, address: number }];
    const said = about.kind === "mailbox-notice" ? [detail, cause, ...about.mailbox] : [detail, cause];
    return said.some((text) => addresses.some((each) => quotes(text, each))) ? [{ mail: id }] : [];
  });
}

function isBeingSent(state: State, { mail: id, address }: ErasedMail, at: number): boolean {
  const mail = state.mails.find((each) => each.id === id);
  return address !== undefined && mail?.status === "sending" && (attemptDueAt(mail) ?? 0) > at;
}

/** Names that the person's name stands in and that are not the person's. */
function keptNames(state: State, names: readonly string[]): Kept[] {
  const isNamed = (text: string): boolean => names.some((name) => quotes(text, name));
  const { customer } = state.profile;
  return [
    ...(customer && isNamed(customer.name) ? [{ what: "billing-details" } as const] : []),
    ...Array.from(state.teams.values()).flatMap(({ id, name }) =>
      isNamed(name) ? [{ what: "team-name", team: id } as const] : [],
    ),
  ];
}

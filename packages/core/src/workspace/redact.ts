import { erasedAddress, erasedIdentity, erasedName } from "./erasure.ts";
import type { Cause, FrozenLicense, Profile, WorkspaceEvent } from "./events.ts";

/** What an erasure takes out of the records before it. */
export type Redaction = {
  /** Version of the erasure's record. */
  readonly version: number;
  readonly member: string;
  /** The number of each address that is erased wherever it stands, by the address as `foldAddress` gives it. */
  readonly addresses: ReadonlyMap<string, number>;
  /** The mails that are to the person (with the number of the address), or quote an address. */
  readonly mails: ReadonlyMap<string, number | undefined>;
};

/** Two spellings of one address give the same. No mail server tells them apart by case. */
export function foldAddress(address: string): string {
  return address.toLowerCase();
}

export function isSameAddress(a: string, b: string): boolean {
  return foldAddress(a) === foldAddress(b);
}

/** Whether `text` has `word` in it, in any case, and not as a part of a longer word, name or address. */
export function quotes(text: string, word: string): boolean {
  const folded = text.toLowerCase();
  const sought = word.toLowerCase();
  if (sought === "") return false;
  for (let at = folded.indexOf(sought); at !== -1; at = folded.indexOf(sought, at + 1)) {
    const end = at + sought.length;
    const isBegun = /[\p{L}\p{N}._%+-]$/u.test(folded.slice(Math.max(0, at - 2), at));
    const goesOn = /^(?:[\p{L}\p{N}_%+-]|\.[\p{L}\p{N}])/u.test(folded.slice(end, end + 3));
    if (!isBegun && !goesOn) return true;
  }
  return false;
}

/** The event without what the erasure takes out of it: by field and member, and addresses by where mails go. Its meaning and its
 *  numbers stay; the same again where there is nothing to take out. */
export function redactEvent(event: WorkspaceEvent, redaction: Redaction): WorkspaceEvent {
  const { member, mails } = redaction;
  switch (event.type) {
    case "MemberAdded":
    case "MemberChanged":
      return event.member === member ? { ...event, name: erasedName, email: "" } : event;
    case "MemberProvisioned": {
      if (event.member !== member) return event;
      const { isDeleted } = event.identity;
      return { ...event, identity: { ...erasedIdentity, ...(isDeleted && { isDeleted }) } };
    }
    case "MonthClosed":
      return { ...event, licenses: event.licenses.map((license) => redactLicense(license, member)) };
    case "WorkspaceCreated":
    case "WorkspaceChanged":
      return { ...event, profile: redactProfile(event.profile, redaction) };
    case "MailboxChangeRequested":
      return {
        ...event,
        mailbox: redactAddresses(event.mailbox, redaction),
        unconfirmed: redactAddresses(event.unconfirmed, redaction),
      };
    case "MailboxChanged":
      return { ...event, mailbox: redactAddresses(event.mailbox, redaction) };
    case "MailboxAddressConfirmed":
      return { ...event, address: redactAddress(event.address, redaction) };
    case "MailQueued": {
      if (!mails.has(event.mail)) return event;
      const { about } = event;
      const number = mails.get(event.mail);
      return {
        ...event,
        to: number === undefined ? event.to : erasedAddress(redaction.version, number),
        about: about.kind === "mailbox-notice" ? { ...about, mailbox: [] } : about,
      };
    }
    case "MailAttemptEnded":
      if (!mails.has(event.mail)) return event;
      return { ...event, detail: "", ...(event.cause !== undefined && { cause: "" }) };
    case "MailBounced":
      return mails.has(event.mail) ? { ...event, detail: "" } : event;
    default:
      return event;
  }
}

/** What stands for an address; the address itself where it is not erased. */
export function redactAddress(address: string, { version, addresses }: Redaction): string {
  const number = addresses.get(foldAddress(address));
  return number === undefined ? address : erasedAddress(version, number);
}

function redactAddresses(addresses: readonly string[], redaction: Redaction): string[] {
  return addresses.map((address) => redactAddress(address, redaction));
}

function redactProfile(profile: Profile, redaction: Redaction): Profile {
  return profile.mailbox ? { ...profile, mailbox: redactAddresses(profile.mailbox, redaction) } : profile;
}

function redactLicense({ holder, spans, ...rest }: FrozenLicense, member: string): FrozenLicense {
  const isMeant = holder.type === "member" && holder.id === member;
  return {
    holder: isMeant ? { ...holder, name: erasedName, email: "" } : holder,
    spans: spans.map(({ startedBy, endedBy, ...span }) => ({
      ...span,
      startedBy: redactCause(startedBy, member),
      ...(endedBy && { endedBy: redactCause(endedBy, member) }),
    })),
    ...rest,
  };
}

function redactCause(cause: Cause, member: string): Cause {
  const { by } = cause;
  return by.type === "member" && by.id === member && by.name !== undefined
    ? { ...cause, by: { ...by, name: erasedName } }
    : cause;
}

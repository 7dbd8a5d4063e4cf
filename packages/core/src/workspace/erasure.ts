import type { ErasedMail, Kept, MemberIdentity } from "./events.ts";
import type { Mail, Member, State } from "./state.ts";

/** A member whose personal data was erased. `version`: of the record that says so; everything before it is overwritten, and
 *  `isDone` once that has come to its end. */
export type Erasure = {
  readonly version: number;
  readonly member: string;
  readonly kept: readonly Kept[];
  readonly isDone: boolean;
};

/** Stands where the name of an erased member stood; the address is empty. In every language: it is in data that never changes. */
export const erasedName = "Erased member";

/** Stands where an identity provider's name and ids of an erased member stood. */
export const erasedIdentity: MemberIdentity = { userName: "" };

/** Whether nothing is known of the person but the id and what the member held. */
export function isErased({ name, email }: Pick<Member, "name" | "email">): boolean {
  return name === erasedName && email === "";
}

/** Top-level domain that no mail can ever be sent to. Source: RFC 2606. */
const erasedDomain = "@erased.invalid";

/** Stands where an address stood that was mailed to. @param erasure version of its record. @param address which one of the
 *  person's, 1 is the first: two of them stay two. */
export function erasedAddress(erasure: number, address: number): string {
  return `erased-${erasure}-${address}${erasedDomain}`;
}

export function isErasedAddress(address: string): boolean {
  return address.endsWith(erasedDomain);
}

/** The last erasure of a member, done or not. */
export function lastErasure(state: State, member: string): Erasure | undefined {
  return state.erasures.findLast((erasure) => erasure.member === member);
}

/** Whether a member was erased and not added again since. In records before an erasure the name is taken out too: `isErased` then says
 *  so of a time when it was not yet. */
export function wasErased(state: State, { id, presence }: Member): boolean {
  return (lastErasure(state, id)?.version ?? 0) > (presence.at(-1)?.started ?? 0);
}

/** Those that have not come to their end. */
export function unfinishedErasures({ erasures }: Pick<State, "erasures">): Erasure[] {
  return erasures.filter(({ isDone }) => !isDone);
}

/** The earliest version whose state holds nothing that was erased since. */
export function cleanSince(state: State): number {
  return state.erasures.at(-1)?.version ?? 0;
}

const calledOff = "It was not sent: the address was erased.";

/** The mail without the address, and without what quotes it. One that was still to be sent is called off. */
export function eraseMail(mail: Mail, { address }: ErasedMail, erasure: number, at: number): Mail {
  const { about, detail, cause, ...rest } = mail;
  const erased: Mail = {
    ...rest,
    about: about.kind === "mailbox-notice" ? { ...about, mailbox: [] } : about,
    ...(detail !== undefined && { detail: "" }),
    ...(cause !== undefined && { cause: "" }),
  };
  if (address === undefined) return erased;
  const to = erasedAddress(erasure, address);
  const isUnderWay = mail.status === "queued" || mail.status === "sending";
  return isUnderWay ? { ...erased, to, status: "failed", at, detail: calledOff } : { ...erased, to };
}

import { dayMs } from "../month.ts";
import { type MailboxChange, recordOf, type State } from "./state.ts";

/** The change that waits for confirmation; undefined once its links have expired. @param at epoch ms. */
export function openMailboxChange(state: State, at: number): MailboxChange | undefined {
  return state.mailboxChange && at < state.mailboxChange.expiresAt ? state.mailboxChange : undefined;
}

/** How the request that a confirmation mail is about stands: `open` while the address can be confirmed, `confirmed` from then
 *  on, `withdrawn` also for one that was replaced by a later one, or that became the operator's to make. */
export type ConfirmationStanding = "open" | "confirmed" | "withdrawn" | "expired";

/** @param expiresAt until when the mail's link works, epoch ms; a later mail about the same change may have another. */
export function confirmationStanding(
  state: State,
  asked: { change: number; address: string; expiresAt: number; isForOperator?: boolean },
  at: number,
): ConfirmationStanding {
  const { change: version, address, expiresAt, isForOperator } = asked;
  if (state.mailboxChange?.version !== version) {
    return state.profile.mailbox?.includes(address) ? "confirmed" : "withdrawn";
  }
  const change = openMailboxChange(state, at);
  if (!change) return "expired";
  if (isForOperator && recordOf(state, version).by.type !== "operator") return "withdrawn";
  if (!change.unconfirmed.includes(address)) return "confirmed";
  return at < expiresAt ? "open" : "expired";
}

/** How long it is told that a change was not confirmed in time. */
const toldMs = 7 * dayMs;

/** The change whose links have expired, for a week; asking for another mailbox, or withdrawing it, ends that sooner.
 *  @param at epoch ms. */
export function expiredMailboxChange({ mailboxChange: change }: State, at: number): MailboxChange | undefined {
  return change && at >= change.expiresAt && at < change.expiresAt + toldMs ? change : undefined;
}

/** Each address once. */
export function toMailbox(addresses: readonly string[]): string[] {
  return [...new Set(addresses)];
}

/** Whether two mailboxes are the same addresses, in whatever order. */
export function isSameMailbox(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((address) => b.includes(address));
}

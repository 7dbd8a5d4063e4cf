import type { MailboxChange, State } from "./state.ts";

/** The change that waits for confirmation; undefined once its links have expired. @param at epoch ms. */
export function openMailboxChange(state: State, at: number): MailboxChange | undefined {
  return state.mailboxChange && at < state.mailboxChange.expiresAt ? state.mailboxChange : undefined;
}

/** Each address once. */
export function toMailbox(addresses: readonly string[]): string[] {
  return [...new Set(addresses)];
}

/** Whether two mailboxes are the same addresses, in whatever order. */
export function isSameMailbox(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((address) => b.includes(address));
}

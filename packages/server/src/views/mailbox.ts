import { openMailboxChange, termsOf, toIso } from "@seatbook/core";
import type { Mailbox } from "../contract/types.ts";
import type { View } from "../respond.ts";
import { toActor } from "./audit.ts";

export function toMailbox({ state, month, at, services }: View): Mailbox {
  const change = openMailboxChange(state, at);
  const seller = services.billing.seller;
  return {
    mailbox: [...(state.profile.mailbox ?? [])],
    mailed: termsOf(state, month).licenseModel === "user",
    ...(change && {
      change: {
        mailbox: change.mailbox.map((address) => ({ address, confirmed: !change.unconfirmed.includes(address) })),
        requestedAt: toIso(change.requestedAt),
        requestedBy: toActor(state, change.requestedBy),
        expiresAt: toIso(change.expiresAt),
      },
    }),
    ...(seller?.mailboxApproval && { accountingContact: seller.seller.contact }),
  };
}

import { expiredMailboxChange, lastConfirmation, openMailboxChange, recordOf, termsOf, toIso } from "@seatbook/core";
import type { Mailbox } from "../contract/types.ts";
import type { View } from "../respond.ts";
import { toActor } from "./audit.ts";
import { toMail } from "./invoice.ts";

export function toMailbox({ state, month, at, services }: View): Mailbox {
  const change = openMailboxChange(state, at);
  const requested = change && recordOf(state, change.version);
  const expired = expiredMailboxChange(state, at);
  const seller = services.billing.seller;
  return {
    mailbox: [...(state.profile.mailbox ?? [])],
    mailed: termsOf(state, month).licenseModel === "user",
    ...(requested && {
      change: {
        mailbox: change.mailbox.map((address) => {
          const confirmed = !change.unconfirmed.includes(address);
          const mail = lastConfirmation(state, change.version, address);
          return { address, confirmed, ...(mail && { mail: toMail(mail) }) };
        }),
        requestedAt: toIso(requested.at),
        requestedBy: toActor(state, requested.by),
        expiresAt: toIso(change.expiresAt),
      },
    }),
    ...(expired && { expiredChange: { mailbox: [...expired.mailbox], expiredAt: toIso(expired.expiresAt) } }),
    ...(seller?.mailboxApproval && { accountingContact: seller.seller.contact }),
  };
}

import { openMailboxChange, termsOf, toIso } from "@seatbook/core";
import type { Mailbox } from "../contract/types.ts";
import type { View } from "../respond.ts";
import { toActor } from "./audit.ts";
import { toMail } from "./invoice.ts";

export function toMailbox({ state, month, at, services }: View): Mailbox {
  const change = openMailboxChange(state, at);
  const seller = services.billing.seller;
  return {
    mailbox: [...(state.profile.mailbox ?? [])],
    mailed: termsOf(state, month).licenseModel === "user",
    ...(change && {
      change: {
        mailbox: change.mailbox.map((address) => {
          const confirmed = !change.unconfirmed.includes(address);
          const mail = state.mails.findLast(
            ({ to, about }) =>
              to === address && about.kind === "mailbox-confirmation" && about.change === change.version,
          );
          return { address, confirmed, ...(mail && { mail: toMail(mail) }) };
        }),
        requestedAt: toIso(change.requestedAt),
        requestedBy: toActor(state, change.requestedBy),
        expiresAt: toIso(change.expiresAt),
      },
    }),
    ...(seller?.mailboxApproval && { accountingContact: seller.seller.contact }),
  };
}

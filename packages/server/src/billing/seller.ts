import type { Invoicing, NumberFormat, Seller } from "@seatbook/core";

/** What the operator set up so that months end in invoices. */
export type SellerSetup = Invoicing & {
  numberFormat: NumberFormat;
  /** Whether the members of a workspace may not change its mailbox themselves. */
  mailboxApproval: boolean;
};

/** Whoever signs the mails, and is asked about them. */
export function senderOf({ name, accountingEmail }: Pick<Seller, "name" | "accountingEmail">): {
  name: string;
  email: string;
} {
  return { name, email: accountingEmail };
}

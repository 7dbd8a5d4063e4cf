import { type Invoicing, type NumberFormat, type Seller, sellerMistakes } from "@seatbook/core";
import { ConfigError } from "../config.ts";

/** What the operator set up so that months end in invoices. */
export type SellerSetup = Invoicing & {
  numberFormat: NumberFormat;
  /** Whether the members of a workspace may not change its mailbox themselves. */
  mailboxApproval: boolean;
};

/** @throws ConfigError with one sentence for each reason why no invoice could be issued like that. */
export function checkSeller({ seller, numberFormat }: SellerSetup): void {
  const mistakes = sellerMistakes(seller, numberFormat);
  if (mistakes.length > 0) throw new ConfigError(mistakes.map(({ field, message }) => `seller: ${field}: ${message}`));
}

/** Whoever signs the mails, and is asked about them. */
export function senderOf({ name, accountingEmail }: Pick<Seller, "name" | "accountingEmail">): {
  name: string;
  email: string;
} {
  return { name, email: accountingEmail };
}

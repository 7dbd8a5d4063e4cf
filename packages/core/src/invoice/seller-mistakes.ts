import { isIban } from "../check-digits.ts";
import { type NumberFormat, numberFormatMistake } from "../register/number-format.ts";
import type { Seller } from "./party.ts";

export type SellerMistake = { field: "vatId" | "bank.iban" | "numberFormat"; message: string };

/** What keeps a seller from issuing invoices, one sentence each; empty when nothing does. */
export function sellerMistakes(seller: Seller, numberFormat: NumberFormat): SellerMistake[] {
  const mistakes: SellerMistake[] = [];
  // Source: EN 16931, BR-CO-26 and BR-S-02.
  if (seller.vatId === undefined && seller.taxNumber === undefined) {
    mistakes.push({ field: "vatId", message: "An invoice needs the seller's VAT id or tax number: give one." });
  }
  if (!isIban(seller.bank.iban)) {
    mistakes.push({ field: "bank.iban", message: "Give an IBAN; its check digits do not fit." });
  }
  const format = numberFormatMistake(numberFormat);
  if (format !== undefined) mistakes.push({ field: "numberFormat", message: format });
  // Source: the French rule BR-FR-02.
  if (seller.address.country === "FR" && /[ .]/.test(numberFormat.template)) {
    mistakes.push({ field: "numberFormat", message: "French invoice numbers have no space and no dot." });
  }
  return mistakes;
}

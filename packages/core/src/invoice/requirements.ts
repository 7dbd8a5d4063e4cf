import { minorDigits } from "../currency.ts";
import type { Tax } from "../workspace/events.ts";
import type { Customer, Seller } from "./party.ts";

/** A detail that an invoice cannot do without. `field` as in `PUT /v1/workspaces/:ws`; `code` is a refusal's. */
export type Requirement = Absence | Contradiction;

/** What may be given later. */
type Absence = { field: "customer"; code: "customer-missing" } | { field: "tax"; code: "tax-missing" };

/** What is not set like that in the first place. */
type Contradiction =
  | { field: "customer.vatId"; code: "vat-id-missing" }
  | { field: "tax.treatment"; code: "seller-vat-id-missing" }
  | { field: "price.currency"; code: "currency-not-invoiceable" };

type Billed = { customer?: Customer; tax?: Tax };

/** What keeps a workspace from being sent an invoice; empty when nothing does. `seller` is absent where the server issues none.
 *  Source: R12, EN 16931. */
export function missingForInvoice(billed: Billed, currency: string, seller?: Seller): Requirement[] {
  const absences: Absence[] = [];
  if (!billed.customer) absences.push({ field: "customer", code: "customer-missing" });
  if (!billed.tax) absences.push({ field: "tax", code: "tax-missing" });
  return [...absences, ...contradictions(billed, currency, seller)];
}

/** What cannot stand on an invoice together. A currency only has to fit on one where invoices are issued. */
export function contradictions(billed: Billed, currency: string, seller: Seller | undefined): Contradiction[] {
  const found: Contradiction[] = [];
  if (lacksVatId(billed)) found.push({ field: "customer.vatId", code: "vat-id-missing" });
  if (seller && needsVatId(billed.tax) && seller.vatId === undefined) {
    found.push({ field: "tax.treatment", code: "seller-vat-id-missing" });
  }
  // EN 16931 knows amounts of at most two decimals.
  if (seller && minorDigits(currency) > 2) {
    found.push({ field: "price.currency", code: "currency-not-invoiceable" });
  }
  return found;
}

/** By reverse charge the customer owes the tax, so that both VAT ids must be on the invoice. */
export function needsVatId(tax: Tax | undefined): boolean {
  return tax?.treatment === "reverse-charge";
}

export function lacksVatId({ customer, tax }: Billed): boolean {
  return customer !== undefined && needsVatId(tax) && customer.vatId === undefined;
}

import { minorDigits } from "../currency.ts";
import type { Tax } from "../workspace/events.ts";
import type { Customer } from "./party.ts";

/** A detail that an invoice cannot do without. `field` as in `PUT /v1/workspaces/:ws`; `code` is a refusal's. */
export type Requirement =
  | { field: "customer"; code: "customer-missing" }
  | { field: "tax"; code: "tax-missing" }
  | { field: "customer.vatId"; code: "vat-id-missing" }
  | { field: "price.currency"; code: "currency-not-invoiceable" };

/** What keeps a workspace from being sent an invoice; empty when nothing does. Source: R12, EN 16931. */
export function missingForInvoice(
  { customer, tax }: { customer?: Customer; tax?: Tax },
  currency: string,
): Requirement[] {
  const missing: Requirement[] = [];
  if (!customer) missing.push({ field: "customer", code: "customer-missing" });
  if (!tax) missing.push({ field: "tax", code: "tax-missing" });
  if (lacksVatId(customer, tax)) missing.push({ field: "customer.vatId", code: "vat-id-missing" });
  if (!isInvoiceable(currency)) missing.push({ field: "price.currency", code: "currency-not-invoiceable" });
  return missing;
}

/** By reverse charge the customer owes the tax, so that both VAT ids must be on the invoice. */
export function needsVatId(tax: Tax | undefined): boolean {
  return tax?.treatment === "reverse-charge";
}

export function lacksVatId(customer: Customer | undefined, tax: Tax | undefined): boolean {
  return customer !== undefined && needsVatId(tax) && customer.vatId === undefined;
}

/** EN 16931 knows amounts of at most two decimals. */
export function isInvoiceable(currency: string): boolean {
  return minorDigits(currency) <= 2;
}

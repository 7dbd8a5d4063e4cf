import {
  type Customer,
  countries,
  countryName,
  formatCity,
  missingForInvoice,
  needsVatId,
  refusals,
  termsOf,
} from "@seatbook/core";
import type { BillingDetails } from "../contract/types.ts";
import type { View } from "../respond.ts";

export function toBillingDetails({ state, month }: View): BillingDetails {
  const { customer, tax } = state.profile;
  const missing = missingForInvoice(state.profile, termsOf(state, month).price.currency);
  return {
    ...customer,
    ...(customer && { addressLines: addressLinesOf(customer) }),
    ...(tax && { tax }),
    missing: missing.map(({ field, code }) => ({ field, message: refusals[code].sentence })),
    required: needsVatId(tax) ? ["vatId"] : [],
    countries: [...countries],
  };
}

/** As on the invoices, with the country whether or not it is the seller's. */
function addressLinesOf({ address, language }: Customer): string[] {
  const { line1, line2, country } = address;
  return [line1, ...(line2 ? [line2] : []), formatCity(address), countryName(country, language)];
}

import { missingForInvoice, needsVatId, refusals, termsOf } from "@seatbook/core";
import type { BillingDetails } from "../contract/types.ts";
import type { View } from "../respond.ts";

export function toBillingDetails({ state, month }: View): BillingDetails {
  const { customer, tax } = state.profile;
  const missing = missingForInvoice(state.profile, termsOf(state, month).price.currency);
  return {
    ...customer,
    ...(tax && { tax }),
    missing: missing.map(({ field, code }) => ({ field, message: refusals[code].sentence })),
    required: needsVatId(tax) ? ["vatId"] : [],
  };
}

// The public entry of the package.
export * from "./check-digits.ts";
export * from "./city.ts";
export * from "./country.ts";
export * from "./currency.ts";
export * from "./decimal.ts";
export * from "./email.ts";
export type * from "./export/column.ts";
export * from "./export/csv.ts";
export * from "./export/explain.ts";
export * from "./export/invoices-csv.ts";
export * from "./export/licenses-csv.ts";
export * from "./forkable-map.ts";
export { countryName } from "./invoice/country-names.ts";
export * from "./invoice/draft.ts";
export type * from "./invoice/invoice.ts";
export { monthName } from "./invoice/month-names.ts";
export type * from "./invoice/party.ts";
export * from "./invoice/requirements.ts";
export * from "./invoice/seller-mistakes.ts";
export { percentOf } from "./invoice/tax.ts";
export * from "./money.ts";
export * from "./month.ts";
export * from "./permissions.ts";
export * from "./refusals.ts";
export * from "./register/number-format.ts";
export * from "./register/register.ts";
export * from "./turns.ts";
export * from "./vat-id.ts";
export * from "./webhooks/deliveries.ts";
export * from "./webhooks/endpoints.ts";
export * from "./webhooks/messages.ts";
export * from "./webhooks/retries.ts";
export type * from "./workspace/commands.ts";
export * from "./workspace/decide.ts";
export * from "./workspace/erasure.ts";
export * from "./workspace/estimate.ts";
export type * from "./workspace/events.ts";
export * from "./workspace/evolve.ts";
export * from "./workspace/identities.ts";
export * from "./workspace/invoices.ts";
export * from "./workspace/inactive-members.ts";
export * from "./workspace/intervals.ts";
export * from "./workspace/licenses.ts";
export {
  confirmationStanding,
  type ConfirmationStanding,
  expiredMailboxChange,
  isSameMailbox,
  openMailboxChange,
} from "./workspace/mailbox.ts";
export * from "./workspace/mails.ts";
export * from "./workspace/pending.ts";
export * from "./workspace/periods.ts";
export * from "./workspace/preview.ts";
export * from "./workspace/provisioned.ts";
export * from "./workspace/restore.ts";
export * from "./workspace/redact.ts";
export * from "./workspace/rosters.ts";
export * from "./workspace/snapshot.ts";
export * from "./workspace/state.ts";
export * from "./workspace/tally.ts";

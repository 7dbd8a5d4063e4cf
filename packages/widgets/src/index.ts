// The public entry of the package: classes and types. Nothing is registered here; that is what the `define` entries do.
export { BillingSettings } from "./billing-settings/billing-settings.ts";
export { ClientError } from "./client/client.ts";
export type {
  BillingDetailsInput,
  ExportedFile,
  FieldError,
  InvoicesQuery,
  MembersQuery,
  PreviewCommand,
  SeatbookClient,
  TeamsQuery,
} from "./client/client.ts";
export { createHttpClient, type HttpClientOptions } from "./client/http-client.ts";
export type {
  BillingDetailsEventDetail,
  BillingSettingsEventMap,
  InvoiceEventDetail,
  MailboxEventDetail,
  MembersAdminEventMap,
  MembersEventDetail,
  Named,
  SeatbookEventMap,
  TeamEventDetail,
  TeamsAdminEventMap,
} from "./internal/events.ts";
export type { Format } from "./internal/format.ts";
export type { WidgetState } from "./internal/workspace-element.ts";
export { MembersAdmin } from "./members-admin/members-admin.ts";
export { TeamsAdmin } from "./teams-admin/teams-admin.ts";
export type { Translation } from "./translations/en.ts";
export { addLanguage, type Language, type Texts } from "./translations/index.ts";

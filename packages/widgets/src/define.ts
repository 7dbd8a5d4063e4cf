// Registers the three elements: the entry of the self-contained file.
export * from "./index.ts";
export { BillingSettings } from "./billing-settings/define.ts";
export { MembersAdmin } from "./members-admin/define.ts";
export { TeamsAdmin } from "./teams-admin/define.ts";

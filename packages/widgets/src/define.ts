// Registers the three elements: the entry of the self-contained file.

// The style sheets side by side: what they have in common is compressed away, which it is not from one end of the file to the
// other.
/* oxlint-disable import/no-unassigned-import -- only their order matters here */
import "./internal/styles/shared.ts";
import "./members-admin/members-admin.styles.ts";
import "./billing-settings/billing-settings.styles.ts";
/* oxlint-enable import/no-unassigned-import */
export * from "./index.ts";
export { BillingSettings } from "./billing-settings/define.ts";
export { MembersAdmin } from "./members-admin/define.ts";
export { TeamsAdmin } from "./teams-admin/define.ts";

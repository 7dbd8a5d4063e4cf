// React wrappers: components with the elements' properties as props, and a prop for each event. Each registers its element.
export { BillingSettings } from "./react/billing-settings.ts";
export { MembersAdmin } from "./react/members-admin.ts";
export { TeamsAdmin } from "./react/teams-admin.ts";
export type { WidgetComponent, WidgetComponentProps } from "./react/wrap.ts";

// What host.js knows of the widgets: their tags and their properties.
export type { BillingSettings, MembersAdmin, TeamsAdmin } from "@seatbook/widgets";

import { isEmail, type WorkspaceEvent } from "@seatbook/core";

/** The events that say who a member is. */
export type AboutMember = Extract<WorkspaceEvent, { type: "MemberAdded" | "MemberChanged" | "MemberProvisioned" }>;

export function isAboutMember(event: WorkspaceEvent): event is AboutMember {
  return event.type === "MemberAdded" || event.type === "MemberChanged" || event.type === "MemberProvisioned";
}

/** The address that the event tells of the member: to an identity provider, the name of a user often is one. Empty where it tells
 *  none. */
export function addressOf(event: AboutMember): string {
  if (event.type !== "MemberProvisioned") return event.email;
  return isEmail(event.identity.userName) ? event.identity.userName : "";
}

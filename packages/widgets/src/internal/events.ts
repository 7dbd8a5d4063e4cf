/** A person or a team, as events name them. */
export interface Named {
  id: string;
  name: string;
}

export interface TeamEventDetail {
  workspace: string;
  team: Named;
}

export interface MembersEventDetail {
  workspace: string;
  members: Named[];
}

/** Fired before the action, cancelable: `preventDefault()` and nothing happens. */
export interface TeamsAdminEventMap {
  "team-archive": CustomEvent<TeamEventDetail>;
  "team-archived": CustomEvent<TeamEventDetail>;
  "team-unarchive": CustomEvent<TeamEventDetail>;
  "team-unarchived": CustomEvent<TeamEventDetail>;
}

/** The verbs are fired before the action and can be canceled; the past tense is fired once it is done. */
export interface MembersAdminEventMap {
  "member-remove": CustomEvent<MembersEventDetail>;
  "member-removed": CustomEvent<MembersEventDetail>;
  "member-restore": CustomEvent<MembersEventDetail>;
  "member-restored": CustomEvent<MembersEventDetail>;
  "inactive-members-remove": CustomEvent<MembersEventDetail>;
  "inactive-members-removed": CustomEvent<MembersEventDetail>;
}

export type SeatbookEventMap = TeamsAdminEventMap & MembersAdminEventMap;

/** What other widgets on the page listen for, to show the new numbers. */
export const doneEvents = [
  "team-archived",
  "team-unarchived",
  "member-removed",
  "member-restored",
  "inactive-members-removed",
] as const satisfies (keyof SeatbookEventMap)[];

declare global {
  // The events bubble, so a page may listen on the document.
  interface HTMLElementEventMap extends SeatbookEventMap {}
  interface DocumentEventMap extends SeatbookEventMap {}
}

import { html } from "lit";
import type { Format } from "../internal/format.ts";
import { plurals } from "./plural.ts";

type Model = "team" | "user";
type Rule = "any-in-month" | "month-start";
type Cause =
  | "team-added"
  | "team-unarchived"
  | "team-archived"
  | "member-joined-team"
  | "member-left-team"
  | "member-removed";

const plural = plurals("en");

/** Every text of the widgets in English, the reference: another language is a function of the same type, so a text that is
 *  missing or takes other arguments does not compile. */
export const en = (f: Format) => {
  const n = (count: number) => f.number(count);
  const licenses = (count: number) => plural(count, { one: `${n(count)} license`, other: `${n(count)} licenses` });
  const members = (count: number) => plural(count, { one: `${n(count)} member`, other: `${n(count)} members` });
  const people = (count: number) => plural(count, { one: `${n(count)} person`, other: `${n(count)} people` });
  const teams = (count: number) => plural(count, { one: `${n(count)} team`, other: `${n(count)} teams` });

  return {
    licenses,
    people,
    teams,
    models: { team: "Team license", user: "User license" },
    timesIn: (zone: string) => `Times in ${zone}.`,

    // States
    loading: "Loading…",
    retry: "Try again",
    refresh: "Look again",
    dismiss: "Dismiss",
    undo: "Undo",
    cancel: "Cancel",
    close: "Close",
    saving: "Saving…",
    missing: (what: string[]) => `This part of the page is not set up yet: set ${f.list(what)} on the element.`,
    lastKnown: "What you see is the last known state.",
    errors: {
      unreachable: "The server cannot be reached. Nothing was changed. Check your connection and try again.",
      "token-unavailable": "This page could not confirm who you are. Nothing was changed. Try again, or sign in again.",
      "token-missing": "You are signed out here. Sign in again to see this.",
      "token-stale": "Your session has ended. Nothing was changed. Sign in again to go on.",
      "token-invalid": "Your session is not valid here. Sign in again, or ask your administrator.",
      forbidden: "You may not do this. Nothing was changed. Ask an administrator of this workspace.",
      "workspace-not-found": "There is no such workspace, or you may not see it. Ask an administrator.",
      "stale-version": "Someone changed this workspace meanwhile. Nothing was changed by you. Look again and retry.",
      contended: "Too many changes at once. Nothing was changed. Try again.",
      "internal-error":
        "Something went wrong on the server. Look again to see whether anything changed, then try again.",
      "unexpected-answer": "The server had a problem. Look again to see whether anything changed, then try again.",
    },
    noPermission: {
      members: "You may not see the members of this workspace. Ask an administrator for access.",
      teams: "You may not see the teams of this workspace. Ask an administrator for access.",
      billing: "You may not see the billing of this workspace. Ask an administrator for access.",
    },

    // Lists
    /** Names a value in a card, where no column header stands above it. */
    cardLabel: (column: string) => html`${column}: `,
    search: "Search",
    show: "Show",
    perPage: "Rows per page",
    previous: "Previous",
    next: "Next",
    pages: "Pages",
    range: (from: number, to: number, total: number) => `${n(from)}–${n(to)} of ${n(total)}`,
    filterCount: (name: string, count: number) => html`${name} <span class="count">${n(count)}</span>`,
    sorted: { ascending: "sorted ascending", descending: "sorted descending" },
    actions: "Actions",

    // Members
    membersTitle: "Workspace members",
    figures: {
      members: "members",
      active: "active",
      inactive: "inactive",
      billed: (month: string, model: Model) =>
        model === "user" ? `billed for ${f.month(month)}` : `teams billed for ${f.month(month)}`,
    },
    billedPeople: (count: number, month: string, rule: Rule) => {
      const when = rule === "any-in-month" ? `at some time in ${f.month(month)}` : `when ${f.month(month)} began`;
      return plural(count, {
        one: `${n(count)} person was in an active team ${when}.`,
        other: `${n(count)} people were in an active team ${when}.`,
      });
    },
    billedTeams: (count: number, month: string, rule: Rule) => {
      const when = rule === "any-in-month" ? `at some time in ${f.month(month)}` : `when ${f.month(month)} began`;
      return plural(count, {
        one: `This workspace is billed by team license: teams are billed, not people. ${n(count)} team was active ${when}.`,
        other: `This workspace is billed by team license: teams are billed, not people. ${n(count)} teams were active ${when}.`,
      });
    },
    endingPeople: (count: number, date: string) =>
      plural(count, {
        one: `${n(count)} of them is free from ${f.date(date)}.`,
        other: `${n(count)} of them are free from ${f.date(date)}.`,
      }),
    searchMembers: "Search name or e-mail",
    filters: {
      all: "All",
      active: "Active",
      inactive: "Inactive",
      removed: "Removed",
      archived: "Archived",
    },
    anyTeam: "Any team",
    teamFilter: "Team",
    columns: {
      name: "Name",
      teams: "Teams",
      status: "Status",
      billed: "Billed",
      joined: "Joined",
      team: "Team",
      members: "Members",
      onlyThisTeam: "Licenses only this team makes",
      perTeam: "Licenses",
      month: "Month",
      licenses: "Licenses",
      amount: "Amount, net",
      model: "License model",
      unit: "Price each",
    },
    membersFound: (count: number) => `${members(count)} found.`,
    teamsFound: (count: number) => `${teams(count)} found.`,
    noTeams: "No team",
    moreTeams: (shown: string[], more: number) => f.list([...shown, `+${n(more)}`]),
    archivedTeam: (name: string) => `${name} (archived)`,
    status: {
      active: "Active",
      inactive: "Inactive",
      inactiveSince: (instant: string) => `Inactive since ${f.dayShort(instant)}`,
      removed: "Removed",
      removedOn: (instant: string) => `Removed ${f.dayShort(instant)}`,
      archived: "Archived",
      archivedOn: (instant: string) => `Archived ${f.dayShort(instant)}`,
    },
    restorableUntil: (instant: string) => `Can be restored until ${f.dayShort(instant)}`,
    notRestorable: "The 30 days to restore have passed",
    billed: {
      both: (current: string, next: string) => f.list([f.month(current), f.month(next)]),
      freeFrom: (current: string, date: string) => `${f.month(current)}, free from ${f.dateShort(date)}`,
      from: (next: string) => `From ${f.month(next)}`,
      not: "Not billed",
    },
    noMembers: "This workspace has no members yet. They appear here as soon as your product adds them.",
    noMatch: "Nobody matches this search and these filters.",
    nobodyInactive: "Everyone is in an active team.",
    nobodyRemoved: "Nobody has been removed.",
    clear: "Clear search and filters",

    // Why billed
    why: "Why?",
    whyLabel: (name: string) => `Why is ${name} billed or not billed?`,
    whyTitle: (name: string, billed: boolean) => `Why ${name} is ${billed ? "billed" : "not billed"}`,
    neverBilled: (rule: Rule) =>
      rule === "any-in-month"
        ? "Not billed for any of the last twelve months: in no active team."
        : "Not billed for any of the last twelve months: in no active team when they began.",
    notPerPerson:
      "This workspace is billed by team license: teams are billed, not people. Nobody is billed here as a person.",
    billedMark: (month: string) => `${f.monthAndYear(month)}: billed`,
    unbilledMark: (month: string) => `${f.monthAndYear(month)}: not billed`,
    billedFor: (month: string) => `Billed for ${f.monthAndYear(month)}`,
    notBilledFor: (month: string, rule: Rule) =>
      rule === "any-in-month"
        ? `Not billed for ${f.monthAndYear(month)}: in no active team.`
        : `Not billed for ${f.monthAndYear(month)}: in no active team when it began.`,
    spanDays: (team: string, from: string, to: string, cause: string) =>
      html`in <strong>${team}</strong> ${f.days(from, to)} (${cause})`,
    spanWhole: (team: string, month: string, cause: string) =>
      html`in <strong>${team}</strong> all of ${f.month(month)} (${cause})`,
    spanGoing: (team: string, from: string, cause: string) =>
      html`in <strong>${team}</strong> since ${f.day(from)} (${cause})`,
    causes: (what: Cause, by: string, at: string) => {
      const when = f.dayAndTime(at);
      const sentences: Record<Cause, string> = {
        "team-added": `team added by ${by} on ${when}`,
        "team-unarchived": `unarchived by ${by} on ${when}`,
        "team-archived": `archived by ${by} on ${when}`,
        "member-joined-team": `added to the team by ${by} on ${when}`,
        "member-left-team": `taken out of the team by ${by} on ${when}`,
        "member-removed": `removed from the workspace by ${by} on ${when}`,
      };
      return sentences[what];
    },
    actors: { operator: "the provider", system: "the system" },
    oneLicense: "One license, however many teams.",
    freeFrom: (date: string) => `Free from ${f.date(date)}.`,

    // Remove, restore
    removeOne: "Remove…",
    removeOneLabel: (name: string) => `Remove ${name}…`,
    removeOneTitle: (name: string) => `Remove ${name}?`,
    removeOneEffect: (name: string, days: number) =>
      `${name} loses access as soon as you confirm. You can restore this member for ${n(days)} days, then in no team.`,
    remove: "Remove",
    removed: (name: string) => `${name} was removed.`,
    restore: "Restore",
    restoreLabel: (name: string) => `Restore ${name}`,
    restored: (name: string) => `${name} was restored and has access again, in no team.`,
    restoredMany: (count: number) => `${members(count)} restored, in no team.`,
    undoFailed: (done: number, total: number) =>
      `${n(done)} of ${n(total)} restored. The rest could not be restored: look at the removed members.`,

    removeInactive: "Remove inactive members…",
    removeInactiveTitle: (count: number) =>
      plural(count, { one: `Remove ${n(count)} member?`, other: `Remove ${n(count)} members?` }),
    removeInactiveNobodyTitle: "Remove inactive members",
    everyoneActive: "Everyone is in an active team. There is nobody to remove.",
    onlyProtected: "There is nobody to remove: the only inactive members are not removed by this.",
    removeInactiveAccess: (count: number) =>
      plural(count, {
        one: "This member is in no active team, and loses access as soon as you confirm.",
        other: "They are in no active team. They lose access as soon as you confirm.",
      }),
    billUnchanged: "The bill does not change: inactive members are not billed.",
    billUnchangedTeams: "The bill does not change: this workspace is billed by team, not by member.",
    stillBilled: (count: number, total: number, month: string) =>
      plural(count, {
        one: `${total === 1 ? "This member" : `${n(count)} of them`} was active earlier in ${f.month(month)} and stays on ${f.month(month)}’s bill.`,
        other: `${n(count)} of them were active earlier in ${f.month(month)} and stay on ${f.month(month)}’s bill.`,
      }),
    restoreFor: (days: number, count: number) =>
      plural(count, {
        one: `You can restore this member for ${n(days)} days.`,
        other: `You can restore them for ${n(days)} days.`,
      }),
    whoGoes: (count: number) => `Who is removed (${n(count)})`,
    whoStays: (count: number) => `Not removed (${n(count)})`,
    inactiveSince: (instant: string) => `inactive since ${f.dayShort(instant)}`,
    neverActive: "never in an active team",
    lastTeams: (names: string[]) => `last in ${f.list(names)}`,
    notRemoved: (name: string, reason: "caller" | "owner") =>
      reason === "caller" ? `You, ${name}` : `${name} (owner)`,
    typeNumber: (count: number) => `Type ${count} to confirm`,
    typeNumberFirst: (count: number) => `The button works once you have typed ${count}.`,
    confirmRemove: (count: number) =>
      plural(count, { one: `Remove ${n(count)} member`, other: `Remove ${n(count)} members` }),
    removing: (count: number) =>
      plural(count, { one: `Removing ${n(count)} member…`, other: `Removing ${n(count)} members…` }),
    removedMany: (count: number) =>
      plural(count, { one: `${n(count)} member removed.`, other: `${n(count)} members removed.` }),
    listChanged: "The list changed since you opened this. Nothing was removed. Look again.",
    joinedMeanwhile: (count: number) =>
      plural(count, {
        one: "One person is no longer inactive since you opened this. This is the list as it is now.",
        other: `${n(count)} people are no longer inactive since you opened this. This is the list as it is now.`,
      }),
    listLookedAgain: "This is the list as it is now.",

    // Export
    exportOpen: "Export…",
    exportTitle: "Export license holders",
    exportLead: (model: Model) =>
      model === "user"
        ? "Everyone who is billed for the month, and why, as a CSV file for any spreadsheet."
        : "Every team that is billed for the month, and why, as a CSV file for any spreadsheet.",
    exportMonth: "Month",
    exportConfirm: "Download CSV",
    exporting: "Preparing the file…",
    exported: (name: string) => `${name} was downloaded.`,
    exportRow: "Export CSV",
    exportRowLabel: (month: string) => `Export CSV: license holders of ${f.monthAndYear(month)}`,
    monthOption: (month: string, status: "open" | "ended" | "closed", count: number) => {
      const suffix = { open: "so far", ended: "not closed yet", closed: "closed" }[status];
      return `${f.monthAndYear(month)}, ${suffix}: ${licenses(count)}`;
    },
    noMonths: "There is no month to export yet.",

    // Preview
    beforeAfter: "Licenses and amount before and after, net",
    now: "Now",
    ifArchived: "If archived",
    ifUnarchived: "If unarchived",
    ifRemoved: "If removed",
    noChange: "no change",
    change: (count: number, money: string) =>
      f.list([`${f.difference(count)} ${plural(Math.abs(count), { one: "license", other: "licenses" })}`, money]),
    netAmounts: "Amounts are net, plus VAT.",

    // Teams
    teamsTitle: "Teams",
    teamCounts: (active: number, archived: number) => `${n(active)} active · ${n(archived)} archived`,
    searchTeams: "Search teams",
    oneTeamLicense: licenses(1),
    archive: "Archive…",
    archiveLabel: (name: string) => `Archive ${name}…`,
    archiveTitle: (name: string) => `Archive ${name}?`,
    archiveMembers: (count: number, becoming: number) => {
      if (count === 0) return "It has no members.";
      if (count === 1)
        return becoming === 0
          ? "Its member stays in the workspace, active in another team."
          : "Its member stays in the workspace, is in no other active team and becomes inactive.";
      const stay = plural(count, {
        one: `Its ${n(count)} member stays in the workspace`,
        other: `Its ${n(count)} members stay in the workspace`,
      });
      return becoming === 0
        ? `${stay} and active: everyone is in another active team too.`
        : plural(becoming, {
            one: `${stay}; ${n(becoming)} of them is in no other active team and becomes inactive.`,
            other: `${stay}; ${n(becoming)} of them are in no other active team and become inactive.`,
          });
    },
    archiveTeamLicense: "The team itself is one license, whatever its number of members.",
    archiveStays: (name: string, month: string, rule: Rule) =>
      rule === "any-in-month"
        ? `${f.month(month)} does not change: ${name} was active in it.`
        : `${f.month(month)} does not change: what counts is how it began.`,
    archiveUndo: "Archived teams keep their history. You can unarchive at any time.",
    archiveConfirm: "Archive",
    archived: (name: string) => `${name} was archived.`,
    unarchive: "Unarchive…",
    unarchiveLabel: (name: string) => `Unarchive ${name}…`,
    unarchiveTitle: (name: string) => `Unarchive ${name}?`,
    unarchiveMembers: (count: number, becoming: number) => {
      if (count === 0) return "It has no members.";
      if (becoming === count)
        return plural(count, {
          one: "Its member is inactive now and becomes active again.",
          other: `Its ${members(count)} are inactive now and become active again.`,
        });
      return becoming === 0
        ? plural(count, {
            one: `Its ${n(count)} member is active already.`,
            other: `Its ${n(count)} members are active already.`,
          })
        : plural(becoming, {
            one: `${n(becoming)} of its ${members(count)} is inactive now and becomes active again.`,
            other: `${n(becoming)} of its ${members(count)} are inactive now and become active again.`,
          });
    },
    unarchiveBilled: (month: string, isRunning: boolean) =>
      `The team counts again from ${f.month(month)} on.${isRunning ? ` There is no proration: ${f.month(month)} is billed in full.` : ""}`,
    unarchiveConfirm: "Unarchive",
    unarchived: (name: string) => `${name} is active again.`,
    noTeamsYet: "This workspace has no teams yet. They appear here as soon as your product adds them.",
    noTeamArchived: "No team is archived.",
    noTeamActive: "No team is active.",
    noTeamMatch: "No team matches this search.",

    // Billing
    billingTitle: "Billing",
    modelMeaning: (model: Model, rule: Rule) => {
      const time = rule === "any-in-month" ? "at some time in a month" : "when a month begins";
      return model === "user"
        ? `Every person who is in an active team ${time} is one license.`
        : `Every team that is active ${time} is one license.`;
    },
    learnMore: "Learn more",
    modelRules: (model: Model, rule: Rule, zone: string): string[] => {
      const part =
        rule === "any-in-month"
          ? "There is no proration: a license that ends during a month is billed for that month and free from the next."
          : "There is no proration: what counts is the first instant of the month.";
      const month = `A month runs from its first to its last instant in ${zone}.`;
      return model === "user"
        ? [
            "A person is one license, once, however many teams.",
            "Members who are in no active team are not billed.",
            part,
            month,
          ]
        : [
            "A team is one license, whatever its number of members; a team without members counts too.",
            "A team that is archived the whole month is not billed.",
            part,
            month,
          ];
    },
    modelChange: (model: Model, date: string) =>
      model === "user"
        ? `From ${f.date(date)} this workspace is billed by user license.`
        : `From ${f.date(date)} this workspace is billed by team license.`,
    zoneChange: (zone: string, date: string) => `From ${f.date(date)} months are counted in ${zone}.`,
    soFar: (month: string) => `${f.month(month)} so far`,
    ifNothingChanges: (month: string) => `${f.month(month)}, if nothing changes`,
    plusVat: "net, plus VAT",
    howComputed: "How is this computed?",
    minimum: (minimum: number, used: number) =>
      `The price has a minimum of ${licenses(minimum)}; ${n(used)} are in use.`,
    total: "Total, net",
    freeLicenses: (count: number, date: string, model: Model) =>
      model === "user"
        ? plural(count, {
            one: `${n(count)} person is free from ${f.date(date)}.`,
            other: `${n(count)} people are free from ${f.date(date)}.`,
          })
        : plural(count, {
            one: `${n(count)} team is free from ${f.date(date)}.`,
            other: `${n(count)} teams are free from ${f.date(date)}.`,
          }),
    nothingEnds: "Nothing ends with this month.",
    lastMonths: "The last twelve months",
    /** Named by what is one license, for months of different models stand below each other. */
    licensesOf: (count: number, model: Model) =>
      model === "user"
        ? licenses(count)
        : plural(count, { one: `${n(count)} team license`, other: `${n(count)} team licenses` }),
    monthStatus: { open: "Running", ended: "Ended, not closed yet", closed: "Closed" },
    noHistory: "The first month appears here as soon as it has a license.",
  };
};

export type Translation = ReturnType<typeof en>;

import type { BillingDetails } from "@seatbook/server/contract";
import type { Format } from "../internal/format.ts";
import { plurals } from "./plural.ts";

type Model = "team" | "user";
type Rule = "any-in-month" | "month-start";
type Tax = NonNullable<BillingDetails["tax"]>;
type Outcome = "none" | "asked" | "now" | "withdrawn";
type Cause =
  | "team-added"
  | "team-unarchived"
  | "team-archived"
  | "member-joined-team"
  | "member-left-team"
  | "member-removed";

const plural = plurals("en");

const trouble = "Something went wrong on the server. Look again to see whether anything changed, then try again.";

/** Why no VAT is charged. */
const untaxed = {
  "reverse-charge": "reverse charge: you account for the VAT",
  "outside-eu": "outside the EU",
  "small-business": "the provider is a small business",
};

/** Every text of the widgets in English, the reference: another language is a function of the same type, so a text that is
 *  missing or takes other arguments does not compile. */
export const en = (f: Format) => {
  const n = (count: number) => f.number(count);
  const licenses = (count: number) => plural(count, { one: `${n(count)} license`, other: `${n(count)} licenses` });
  const members = (count: number) => plural(count, { one: `${n(count)} member`, other: `${n(count)} members` });
  const teams = (count: number) => plural(count, { one: `${n(count)} team`, other: `${n(count)} teams` });

  return {
    /** What the texts are read out as, whatever the language of the page around them. */
    lang: "en",
    licenses,
    members,
    teams,
    titles: { members: "Workspace members", teams: "Teams", billing: "Billing" },
    empty: {
      members: "This workspace has no members yet. They appear here as soon as your product adds them.",
      teams: "This workspace has no teams yet. They appear here as soon as your product adds them.",
      billing: "The first month appears here as soon as it has a license.",
    },
    models: { team: "Team license", user: "User license" },
    timesIn: (zone: string) => `Times in ${zone}.`,

    // States
    loading: "Loading…",
    retry: "Try again",
    reload: (section: string) => `Load again: ${section}`,
    refresh: "Look again",
    dismiss: "Dismiss",
    undo: "Undo",
    cancel: "Cancel",
    close: "Close",
    saving: "Saving…",
    optional: "(optional)",
    notSaved: "Nothing was saved.",
    lookAtFields: "Look at the marked fields.",
    missing: (what: string[]) => `This part of the page is not set up yet: set ${f.list(what)} on the element.`,
    lastKnown: "What you see is the last known state.",
    errors: {
      unreachable: "The server cannot be reached. Nothing was changed. Check your connection and try again.",
      "token-unavailable": "This page could not confirm who you are. Nothing was changed. Try again, or sign in again.",
      "token-missing": "You are signed out here. Sign in again to see this.",
      "token-stale": "Your session has ended. Nothing was changed. Sign in again to go on.",
      "token-invalid": "Your session is not valid here. Sign in again.",
      forbidden: "You may not do this. Nothing was changed. Ask an administrator of this workspace.",
      "workspace-not-found": "There is no such workspace, or you may not see it. Ask an administrator.",
      contended: "Too many changes at once. Nothing was changed. Try again.",
      "internal-error": trouble,
      "seller-missing": "No invoices are issued here. Ask your provider.",
      "vat-id-missing": `Give the VAT id (${untaxed["reverse-charge"]}).`,
      "unexpected-answer": trouble,
    },
    noPermission: {
      members: "You may not see the members of this workspace. Ask an administrator for access.",
      teams: "You may not see the teams of this workspace. Ask an administrator for access.",
      billing: "You may not see the billing of this workspace. Ask an administrator for access.",
    },

    // Lists
    /** Names a value in a card, where no column header stands above it. */
    cardLabel: (column: string) => `${column}: `,
    search: "Search",
    show: "Show",
    perPage: "Rows per page",
    previous: "Previous",
    next: "Next",
    pages: "Pages",
    range: (from: number, to: number, total: number) => `${n(from)}–${n(to)} of ${n(total)}`,
    actions: "Actions",
    select: (name: string) => `Select ${name}`,
    selectPage: "Select all on this page",
    selected: (count: number) => `${n(count)} selected`,
    clearSelection: "Clear",
    /** Of an action on several: what was done stays, the rest is as it was. */
    partly: (done: number, total: number, reason: string) => `${n(done)} of ${n(total)} done. The others: ${reason}`,

    // Members
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
      month: "Month",
      licenses: "Licenses",
      amount: "Amount, net",
      unit: "Price each",
      number: "Number",
      gross: "Amount, gross",
    },
    noTeams: "No team",
    moreTeams: (shown: string[], more: number) => f.list([...shown, `+${n(more)}`]),
    archivedTeam: (name: string) => `${name} (archived)`,
    status: {
      active: "Active",
      inactive: "Inactive",
      inactiveSince: (instant: string) => `Inactive since ${f.dayShort(instant)}`,
      removed: "Removed",
      removedOn: (instant: string) => `Removed ${f.dayShort(instant)}`,
    },
    joined: (instant: string) => f.dayShort(instant),
    restorableUntil: (instant: string) => `Can be restored until ${f.dayShort(instant)}`,
    notRestorable: "The 30 days to restore have passed",
    billed: {
      both: (current: string, next: string) => f.list([f.month(current), f.month(next)]),
      freeFrom: (current: string, date: string) => `${f.month(current)}, free from ${f.dateShort(date)}`,
      from: (next: string) => `From ${f.month(next)}`,
      not: "Not billed",
    },
    noMatch: "Nothing matches this search.",
    nobodyInactive: "Everyone is in an active team.",
    nobodyRemoved: "Nobody has been removed.",
    clear: "Clear search and filters",

    // Why billed
    why: "Why?",
    whyLabel: (name: string) => `Why is ${name} billed or not billed?`,
    whyTitle: (name: string, billed: boolean) => `Why ${name} is ${billed ? "billed" : "not billed"}`,
    notPerPerson:
      "This workspace is billed by team license: teams are billed, not people. Nobody is billed here as a person.",
    billedMark: (month: string) => `${f.monthAndYear(month)}: billed`,
    unbilledMark: (month: string) => `${f.monthAndYear(month)}: not billed`,
    billedFor: (month: string) => `Billed for ${f.monthAndYear(month)}`,
    notBilledFor: (month: string, rule: Rule) =>
      rule === "any-in-month"
        ? `Not billed for ${f.monthAndYear(month)}: in no active team.`
        : `Not billed for ${f.monthAndYear(month)}: in no active team when it began.`,
    spanDays: (team: string, from: string, to: string, cause: string) => `in ${team} ${f.days(from, to)} (${cause})`,
    spanWhole: (team: string, month: string, cause: string) => `in ${team} all of ${f.month(month)} (${cause})`,
    spanGoing: (team: string, from: string, cause: string) => `in ${team} since ${f.day(from)} (${cause})`,
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
    removeTitle: (names: string[]) =>
      plural(names.length, { one: `Remove ${names.join("")}?`, other: `Remove ${members(names.length)}?` }),
    removeEffect: (names: string[], days: number) =>
      plural(names.length, {
        one: `${names.join("")} loses access as soon as you confirm. You can restore this member for ${n(days)} days, then in no team.`,
        other: `They lose access as soon as you confirm. You can restore them for ${n(days)} days, then in no team.`,
      }),
    remove: "Remove",
    removed: (names: string[]) =>
      plural(names.length, { one: `${names.join("")} was removed.`, other: `${members(names.length)} removed.` }),
    restore: "Restore",
    restoreLabel: (name: string) => `Restore ${name}`,
    restored: (names: string[]) =>
      plural(names.length, {
        one: `${names.join("")} was restored and has access again, in no team.`,
        other: `${members(names.length)} restored, in no team.`,
      }),

    removeInactive: "Remove inactive members…",
    removeInactiveNobodyTitle: "Remove inactive members",
    onlyProtected: "There is nobody to remove: the only inactive members are not removed by this.",
    billUnchanged: "The bill does not change: who is in no active team is not billed.",
    billUnchangedTeams: "The bill does not change: this workspace is billed by team, not by member.",
    stillBilled: (count: number, month: string) =>
      plural(count, {
        one: `${n(count)} of them was active earlier in ${f.month(month)} and stays on ${f.month(month)}’s bill.`,
        other: `${n(count)} of them were active earlier in ${f.month(month)} and stay on ${f.month(month)}’s bill.`,
      }),
    whoGoes: (count: number) => `Who is removed (${n(count)})`,
    whoStays: (count: number) => `Not removed (${n(count)})`,
    /** `lastTeams`: those that the member was in last. */
    inactiveSince: (instant: string, lastTeams: string[]) =>
      `inactive since ${f.dayShort(instant)}${lastTeams.length > 0 ? `, last in ${f.list(lastTeams)}` : ""}`,
    neverActive: "never in an active team",
    notRemoved: (name: string, reason: "caller" | "owner") =>
      reason === "caller" ? `You, ${name}` : `${name} (owner)`,
    typeNumber: (count: number) => `Type ${count} to confirm`,
    typeNumberFirst: (count: number) => `The button works once you have typed ${count}.`,
    confirmRemove: (count: number) =>
      plural(count, { one: `Remove ${n(count)} member`, other: `Remove ${n(count)} members` }),
    removing: (count: number) =>
      plural(count, { one: `Removing ${n(count)} member…`, other: `Removing ${n(count)} members…` }),
    listChanged: "The list changed since you opened this. Nothing was removed. Look again.",

    // Export
    exportOpen: "Export…",
    exportTitle: "Export license holders",
    exportLead: "The license holders that are billed, and why, as a file for any spreadsheet.",
    allMonths: "All months",
    exportFormat: "File",
    fileFormats: { csv: "CSV", xlsx: "Excel", pdf: "PDF", xml: "XML" },
    exportMonth: "Month",
    exportConfirm: (format: "csv" | "xlsx") => (format === "csv" ? "Download CSV" : "Download Excel"),
    exporting: "Preparing the file…",
    received: (bytes: number) => `Receiving the file: ${f.megabytes(bytes)} so far`,
    exported: (name: string) => `${name} was downloaded.`,
    exportLabel: (format: string, month?: string) =>
      `Export ${format}: license holders of ${month === undefined ? "all months" : f.monthAndYear(month)}`,
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
    netAmounts: "Amounts are net.",

    // Teams
    teamFilters: { active: "Active", archived: "Archived" },
    teamStatus: {
      active: "Active",
      archived: "Archived",
      archivedOn: (instant: string) => `Archived ${f.dayShort(instant)}`,
    },
    searchTeams: "Search teams",
    archive: "Archive…",
    archiveLabel: (name: string) => `Archive ${name}…`,
    archiveTitle: (names: string[]) =>
      plural(names.length, { one: `Archive ${names.join("")}?`, other: `Archive ${teams(names.length)}?` }),
    /** `becoming`: how many of the `count` members become inactive. */
    archiveMembers: (count: number, becoming: number) => {
      if (count === 0) return "There are no members in it.";
      return becoming === 0
        ? "All members stay in the workspace and active: everyone is in another active team too."
        : plural(becoming, {
            one: `All members stay in the workspace; ${n(becoming)} of them is in no other active team and becomes inactive.`,
            other: `All members stay in the workspace; ${n(becoming)} of them are in no other active team and become inactive.`,
          });
    },
    archiveTeamLicense: (count: number) =>
      plural(count, {
        one: "The team itself is one license, whatever its number of members.",
        other: "Each team is one license, whatever its number of members.",
      }),
    archiveStays: (names: string[], month: string, rule: Rule) =>
      rule === "any-in-month"
        ? plural(names.length, {
            one: `${f.month(month)} does not change: ${names.join("")} was active in it.`,
            other: `${f.month(month)} does not change: these teams were active in it.`,
          })
        : `${f.month(month)} does not change: what counts is how it began.`,
    archiveUndo: "Archived teams keep their history. You can unarchive at any time.",
    archiveConfirm: "Archive",
    archived: (names: string[]) =>
      plural(names.length, { one: `${names.join("")} was archived.`, other: `${teams(names.length)} archived.` }),
    unarchive: "Unarchive…",
    unarchiveLabel: (name: string) => `Unarchive ${name}…`,
    unarchiveTitle: (names: string[]) =>
      plural(names.length, { one: `Unarchive ${names.join("")}?`, other: `Unarchive ${teams(names.length)}?` }),
    /** `becoming`: how many of the `count` members become active. */
    unarchiveMembers: (count: number, becoming: number) => {
      if (count === 0) return "There are no members in it.";
      return becoming === 0
        ? "All members are active already."
        : plural(becoming, {
            one: `${n(becoming)} member is inactive now and becomes active again.`,
            other: `${n(becoming)} members are inactive now and become active again.`,
          });
    },
    unarchiveBilled: (count: number, month: string, isRunning: boolean) =>
      [
        plural(count, {
          one: `The team counts again from ${f.month(month)} on.`,
          other: `The teams count again from ${f.month(month)} on.`,
        }),
        ...(isRunning ? [`There is no proration: ${f.month(month)} is billed in full.`] : []),
      ].join(" "),
    unarchiveConfirm: "Unarchive",
    unarchived: (names: string[]) =>
      plural(names.length, {
        one: `${names.join("")} is active again.`,
        other: `${teams(names.length)} are active again.`,
      }),
    noTeamArchived: "No team is archived.",
    noTeamActive: "No team is active.",

    // Billing
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
    /** Below a net amount, what comes on top of it; without `tax` that is not known. */
    netOf: (tax?: Tax) => {
      if (!tax) return "net, plus VAT";
      return tax.treatment === "standard"
        ? `net, plus ${f.percent(tax.ratePercent)} VAT`
        : `net, no VAT (${untaxed[tax.treatment]})`;
    },
    howComputed: "How is this computed?",
    minimum: (minimum: number, used: number) =>
      `The price has a minimum of ${licenses(minimum)}, ${n(used)} of them in use.`,
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
    lastMonths: "Month by month",
    chart: "Licenses per month",
    showTable: "Show as table",
    /** Named by what is one license, for months of different models stand below each other. */
    licensesOf: (count: number, model: Model) =>
      model === "user"
        ? licenses(count)
        : plural(count, { one: `${n(count)} team license`, other: `${n(count)} team licenses` }),
    /** A month of the chart in words; without `status` it is the next one. */
    monthInWords: (month: string, holders: string, net: string, status?: "open" | "ended" | "closed") => {
      const name = f.monthAndYear(month);
      const words = {
        open: `${name} so far: ${holders}, ${net} net.`,
        ended: `${name}: ${holders}, ${net} net. The month has ended and is not closed yet.`,
        closed: `${name}: ${holders}, ${net} net.`,
      };
      return status ? words[status] : `${name}, if nothing changes: ${holders}, ${net} net.`;
    },
    monthStatus: { open: "Running", ended: "Ended, not closed yet", closed: "Closed" },

    invoices: {
      title: "Invoices",
      gross: "gross",
      /** `overdue` of the `unpaid` are. */
      due: (unpaid: number, sum: string, overdue: number, overdueSum: string) => {
        const they = plural(unpaid, { one: `${n(unpaid)} invoice is`, other: `${n(unpaid)} invoices are` });
        if (overdue === unpaid) return `${they} overdue: ${sum}.`;
        return `${they} open: ${sum}${overdue > 0 ? `, of which ${overdueSum} is overdue` : ""}.`;
      },
      download: (format: string, number: string) => `${format} of ${number}`,
      creditNote: (corrects: string) => `Credit note for ${corrects}`,
      open: (due: string) => `Open, due ${f.dateShort(due)}`,
      overdue: (due: string) => `Overdue, was due ${f.dateShort(due)}`,
      paid: (on?: string) => (on === undefined ? "Paid" : `Paid ${f.dateShort(on)}`),
      canceled: (creditNote?: string) => (creditNote === undefined ? "Canceled" : `Canceled, see ${creditNote}`),
      toPayBack: "To be paid back",
      paidBack: (on: string) => `Paid back ${f.dateShort(on)}`,
      settled: "Settled",
      first: (month: string) => `The first invoice comes after ${f.monthAndYear(month)} has closed.`,
      none: "There are no invoices yet.",
      waiting: "Invoices wait until the billing details are complete.",
      more: "Show more",
      shown: (shown: number, total: number) => `${n(shown)} of ${n(total)} shown`,
    },
    mails: {
      sent: (instant: string, to: string) => `Mailed ${f.dayShort(instant)} to ${to}`,
      sending: (to: string) => `Being mailed to ${to}`,
      /** `at`: of the last attempt. */
      failed: (to: string, at: string, detail = "", retryAt?: string) =>
        [
          retryAt === undefined ? `Could not be delivered to ${to}` : `Not delivered to ${to} yet`,
          detail && `: ${detail}`,
          retryAt &&
            `. Will be tried again ${f.day(retryAt) === f.day(at) ? "" : `on ${f.day(retryAt)} `}at ${f.time(retryAt)}`,
        ].join(""),
      open: "Send…",
      title: (number: string, isAgain: boolean) => `${isAgain ? "Send again" : "Send"} ${number}`,
      effect: (type: "invoice" | "credit-note", month: string, amount: string, to: string) =>
        `The ${type.replace("-", " ")} for ${f.monthAndYear(month)}, ${amount}, is mailed as PDF to ${to}. It is the same document each time.`,
      confirm: "Send",
      done: (number: string, to: string) => `${number} is on its way to ${to}.`,
    },
    mailbox: {
      title: "Mailbox",
      used: "Invoices are mailed as PDF to",
      unused: "Under team license invoices are not mailed. Download them above.",
      missing: "No mailbox is set yet: invoices are not mailed, but can be downloaded here.",
      open: "Change…",
      waiting: "Waiting for confirmation",
      confirmed: "Confirmed",
      unconfirmed: "Waiting",
      requested: (by: string, at: string, until: string) =>
        `Asked for by ${by} on ${f.dayAndTime(at)}. The links work until ${f.dayAndTime(until)}.`,
      above: "The mailbox above stays in force until every address is confirmed.",
      resend: "Send the links again",
      resent: (to: string) => `New links are on their way to ${to}.`,
      withdraw: "Withdraw",
      expired: (to: string) => `The change to ${to} was not confirmed in time; nothing has changed.`,
      askAgain: "Ask again",
      withdrawn: "The change was withdrawn. The mailbox stays as it was.",
      contact: "Changes are made by the provider’s accounting:",
      heading: "Change the mailbox",
      effect: (outcome: Outcome, isSet: boolean, isWaiting: boolean) => {
        const replaces = isWaiting ? " This replaces the change that waits for confirmation." : "";
        const kept = isSet ? " Until then the mailbox in force stays, and is told about the change." : "";
        const asked = `Each new address gets a link that is valid for 48 hours. The change takes effect once all of them are confirmed.${kept}${replaces}`;
        return {
          none: asked,
          asked,
          now: `No address is new: the change is in force at once, and the addresses so far are told about it.${replaces}`,
          withdrawn: "This is the mailbox in force. The change that waits for confirmation is withdrawn.",
        }[outcome];
      },
      needed: "Give at least one e-mail address.",
      addresses: "E-mail addresses",
      hint: (most: number) => `One address per line, ${n(most)} at most.`,
      tooMany: (most: number) => `Give at most ${n(most)} addresses.`,
      invalid: (address: string) => `“${address}” is not an e-mail address.`,
      confirm: {
        none: "Change the mailbox",
        asked: "Ask for confirmation",
        now: "Change it now",
        withdrawn: "Withdraw the change",
      },
      done: (to: string) => `A link to confirm is on its way to ${to}.`,
      now: (addresses: string) => `The mailbox is ${addresses}.`,
    },
    details: {
      title: "Billing details",
      open: "Edit…",
      name: "Name",
      address: "Address",
      line1: "Street and number",
      line2: "Address line 2",
      postalCode: "Postal code",
      city: "City",
      country: "Country",
      vatId: "VAT id",
      reference: "Reference",
      language: "Language",
      /** Of XI, for which `Intl` has no name. */
      northernIreland: "Northern Ireland",
      tax: "VAT",
      none: "Not given",
      missing: (what: string[]) => `Invoices wait until this is given: ${f.list(what)}.`,
      missingFields: {
        customer: "name and address",
        "customer.vatId": "VAT id",
        tax: "how VAT is charged (by the provider)",
        "price.currency": "a price in another currency (by the provider)",
      },
      charged: (tax: Tax) => {
        const charged = tax.treatment === "standard" ? f.percent(tax.ratePercent) : `None (${untaxed[tax.treatment]})`;
        return `${charged}. Set by the provider.`;
      },
      heading: "Edit the billing details",
      effect: "The next invoices are addressed like this. Invoices that are issued stay as they are.",
      needed: "Needed on each invoice.",
      vatIdDoubt: (country: string, prefix: string) =>
        `This does not fit the address (${country}: ${prefix}). If both are right, leave them.`,
      vatIdHint: "For example DE123456789.",
      referenceHint: "Stands on each invoice: an order number, or a Leitweg-ID.",
      languageHint: "Of invoices and mails.",
      choose: "Choose a country",
      confirm: "Save",
      done: "The billing details were saved.",
    },
  };
};

/** A type of texts without their English words: a literal stands for any text. */
type Wordless<T> = T extends string
  ? string
  : T extends (...given: infer Given) => infer Said
    ? (...given: Given) => Wordless<Said>
    : { [Key in keyof T]: Wordless<T[Key]> };

export type Translation = Wordless<ReturnType<typeof en>>;

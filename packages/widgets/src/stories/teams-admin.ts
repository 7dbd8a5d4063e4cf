import { button, one, openDialog, until } from "../internal/test/dom.ts";
import type { TeamsAdmin } from "../teams-admin/teams-admin.ts";
import { choose, confirming, isDialogOpen, isTold, unreachable, waitingStories } from "./common.ts";
import type { Story } from "./story.ts";

const confirms: Story<"teams-admin">["main"] = { control: confirming, done: isTold };

const opensArchive: Story<"teams-admin">["main"] = {
  control: (element) => button(element, element.t.archiveLabel(firstName(element))),
  done: isDialogOpen,
};

const firstRow = (element: TeamsAdmin) => one(element, "[part~=team-row]");

const firstName = (element: TeamsAdmin) => firstRow(element).querySelector("th bdi")?.textContent ?? "";

async function archive(element: TeamsAdmin): Promise<void> {
  await openDialog(element, element.t.archiveLabel("Sales"));
}

async function showArchived(element: TeamsAdmin): Promise<void> {
  choose(element, "archived");
  await until(() => firstRow(element).innerText.includes("Archived"), "they are listed");
}

export const teamsAdminStories: Story<"teams-admin">[] = [
  ...waitingStories<"teams-admin">({
    lists: "teams",
    otherPermission: "members.read",
    empty: "This workspace has no teams yet.",
    noPermission: "You may not see the teams of this workspace.",
    ready: "What you see is the last known state.",
  }),
  {
    name: "ready",
    title: "14 active teams, 3 archived ones",
    state: "ready",
    says: "Sales",
    main: opensArchive,
  },
  {
    name: "saving",
    title: "A team is being archived",
    state: "saving",
    says: "Saving…",
    async play(element, client) {
      await archive(element);
      client.hold("archiveTeam");
      confirming(element).click();
    },
  },
  { name: "one-page", title: "All teams on one page", state: "ready", says: "1–14 of 14", main: opensArchive },
  {
    name: "many-members",
    title: "100,000 members",
    state: "ready",
    says: "10,317",
    options: { activeMembers: 100_000, inactiveMembers: 1200 },
    main: opensArchive,
  },
  {
    name: "long-names",
    title: "Long names, with and without spaces",
    state: "ready",
    says: "Donaudampfschifffahrt",
    options: { longNames: true },
    main: opensArchive,
  },
  {
    name: "zero-decimals",
    title: "A currency without decimals: what archiving a team changes, in yen",
    state: "ready",
    says: "¥",
    options: { currency: "JPY" },
    play: archive,
    main: confirms,
  },
  {
    name: "right-to-left",
    title: "Right to left, with the numbers of Arabic",
    state: "ready",
    says: "Sales",
    lang: "ar",
    dir: "rtl",
    main: opensArchive,
  },
  {
    name: "team-license",
    title: "Each active team is one license",
    state: "ready",
    says: "1 license",
    options: { licenseModel: "team" },
    main: opensArchive,
  },
  {
    name: "archived",
    title: "The archived teams",
    state: "ready",
    says: "Archived 12 Nov",
    play: showArchived,
    main: {
      control: (element) => button(element, element.t.unarchiveLabel(firstName(element))),
      done: isDialogOpen,
    },
  },
  {
    name: "archive",
    title: "What archiving a team changes",
    state: "ready",
    says: "Archived teams keep their history.",
    play: archive,
    main: confirms,
  },
  {
    name: "archive-team-license",
    title: "What archiving a team changes where teams are billed",
    state: "ready",
    says: "1 license",
    options: { licenseModel: "team" },
    play: archive,
    main: confirms,
  },
  {
    name: "archive-failed",
    title: "Archiving failed",
    state: "ready",
    says: "The server cannot be reached.",
    async play(element, client) {
      await archive(element);
      client.fail("archiveTeam", unreachable);
      confirming(element).click();
      await until(() => one(element, "dialog").innerText.includes("cannot be reached"), "it is told");
    },
  },
  {
    name: "archived-result",
    title: "A team was archived, with a way back",
    state: "ready",
    says: "Sales was archived.",
    async play(element) {
      await archive(element);
      confirming(element).click();
      await until(() => isTold(element), "the result is told");
    },
    main: {
      control: (element) => button(element, element.t.undo),
      done: (_element, client) => client.count("unarchiveTeam") > 0,
    },
  },
  {
    name: "unarchive",
    title: "What unarchiving a team changes",
    state: "ready",
    says: "4 members are inactive now and become active again.",
    async play(element) {
      await showArchived(element);
      await openDialog(element, element.t.unarchiveLabel("Events"));
    },
    main: confirms,
  },
];

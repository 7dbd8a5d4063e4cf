import { ClientError } from "../client/client.ts";
import { all, button, one, openDialog, until } from "../internal/test/dom.ts";
import type { MembersAdmin } from "../members-admin/members-admin.ts";
import { choose, confirming, isDialogOpen, isTold, small, unreachable, waitingStories } from "./common.ts";
import type { Story } from "./story.ts";

const opensRemoveInactive: Story<"members-admin">["main"] = {
  control: (element) => button(element, element.t.removeInactive),
  done: isDialogOpen,
};

const confirms: Story<"members-admin">["main"] = { control: confirming, done: isTold };

const firstRow = (element: MembersAdmin) => one(element, "[part~=member-row]");

async function removeInactive(element: MembersAdmin): Promise<void> {
  await openDialog(element, element.t.removeInactive);
}

/** Types into the field that the open dialog has. */
function type(element: MembersAdmin, selector: string, text: string): void {
  const field = one(element, selector, HTMLInputElement);
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

/** The name of the first member that is listed, as its actions name it. */
const firstName = (element: MembersAdmin) => nameIn(firstRow(element));

const nameIn = (row: HTMLElement) => row.querySelector("th bdi")?.textContent ?? "";

export const membersAdminStories: Story<"members-admin">[] = [
  ...waitingStories<"members-admin">({
    lists: "members",
    otherPermission: "teams.read",
    empty: "This workspace has no members yet.",
    noPermission: "You may not see the members of this workspace.",
    ready: "What you see is the last known state.",
  }),
  {
    name: "ready",
    title: "117 members in an active team, 11 in none",
    state: "ready",
    says: "121 people were in an active team at some time in November.",
    main: opensRemoveInactive,
  },
  {
    name: "saving",
    title: "The inactive members are being removed",
    state: "saving",
    says: "Removing",
    options: small,
    async play(element, client) {
      await removeInactive(element);
      client.hold("removeInactiveMembers");
      confirming(element).click();
    },
  },
  {
    name: "one-page",
    title: "Few enough members for one page",
    state: "ready",
    says: "1–17 of 17",
    options: small,
    main: opensRemoveInactive,
  },
  {
    name: "many-members",
    title: "100,000 members",
    state: "ready",
    says: "1–50 of 101,200",
    options: { activeMembers: 100_000, inactiveMembers: 1200 },
    main: {
      control: (element) => button(element, element.t.next),
      done: (element) => one(element, "[part~=pager]").innerText.includes("51–100"),
    },
  },
  {
    name: "long-names",
    title: "Long names and addresses, with and without spaces",
    state: "ready",
    says: "wolfeschlegelsteinhausenbergerdorff",
    options: { ...small, longNames: true },
    main: opensRemoveInactive,
  },
  {
    name: "zero-decimals",
    title: "A currency without decimals: what removing somebody changes, in yen",
    state: "ready",
    says: "¥",
    options: { ...small, currency: "JPY" },
    async play(element) {
      await openDialog(element, element.t.removeOneLabel(firstName(element)));
    },
    main: confirms,
  },
  {
    name: "right-to-left",
    title: "Right to left, with the numbers and dates of Arabic",
    state: "ready",
    says: "members",
    options: small,
    lang: "ar",
    dir: "rtl",
    main: opensRemoveInactive,
  },
  {
    name: "team-license",
    title: "Teams are billed, not people",
    state: "ready",
    says: "teams are billed, not people",
    options: { ...small, licenseModel: "team" },
    main: opensRemoveInactive,
  },
  {
    name: "inactive",
    title: "Only those who are in no active team",
    state: "ready",
    says: "Inactive since",
    options: small,
    async play(element) {
      choose(element, "inactive");
      await until(() => firstRow(element).innerText.includes("Inactive"), "they are listed");
    },
    main: opensRemoveInactive,
  },
  {
    name: "removed",
    title: "Removed members, and until when they can be restored",
    state: "ready",
    says: "Can be restored until",
    options: small,
    async play(element) {
      choose(element, "removed");
      await until(() => firstRow(element).innerText.includes("Removed"), "they are listed");
    },
    main: { control: (element) => button(element, element.t.restoreLabel(firstName(element))), done: isTold },
  },
  {
    name: "no-match",
    title: "Nothing matches the search",
    state: "ready",
    says: "Nothing matches",
    options: small,
    async play(element) {
      type(element, "input[type=search]", "zzz");
      await until(() => one(element, "[part~=base]").innerText.includes("Nothing matches"), "nobody is listed");
    },
    main: {
      control: (element) => button(element, element.t.clear),
      done: (element) => one(element, "[part~=base]").innerText.includes("1–17 of 17"),
    },
  },
  {
    name: "why-billed",
    title: "Why a person is billed, month by month",
    state: "ready",
    says: "One license, however many teams.",
    options: small,
    async play(element) {
      await openDialog(element, element.t.whyLabel(firstName(element)));
    },
    main: {
      control: (element) => button(element, element.t.close, "dialog button"),
      done: (element) => !isDialogOpen(element),
    },
  },
  {
    name: "why-free",
    title: "Why a person is free from next month",
    state: "ready",
    says: "Free from 1 December.",
    options: small,
    async play(element) {
      choose(element, "inactive");
      const free = () => all(element, "[part~=member-row]").filter((row) => row.innerText.includes("free from"));
      await until(() => firstRow(element).innerText.includes("Inactive"), "they are listed");
      await openDialog(element, element.t.whyLabel(free().map(nameIn)[0] ?? ""));
    },
  },
  {
    name: "remove-one",
    title: "What removing one member changes",
    state: "ready",
    says: "loses access as soon as you confirm",
    options: small,
    async play(element) {
      await openDialog(element, element.t.removeOneLabel(firstName(element)));
    },
    main: confirms,
  },
  {
    name: "remove-inactive",
    title: "Who is removed, who is not, and what it changes",
    state: "ready",
    says: "The bill does not change",
    play: removeInactive,
    main: confirms,
  },
  {
    name: "remove-inactive-many",
    title: "Above 25 the number must be typed",
    state: "ready",
    says: "Type 41 to confirm",
    options: { activeMembers: 12, inactiveMembers: 42 },
    play: removeInactive,
  },
  {
    name: "remove-inactive-nobody",
    title: "Nobody to remove",
    state: "ready",
    says: "Everyone is in an active team.",
    options: { activeMembers: 12, inactiveMembers: 0 },
    play: removeInactive,
  },
  {
    name: "remove-inactive-changed",
    title: "The list changed meanwhile: nothing was removed",
    state: "ready",
    says: "Nothing was removed.",
    options: small,
    async play(element, client) {
      await removeInactive(element);
      client.fail("removeInactiveMembers", new ClientError("inactive-members-changed", 409, "The list changed."));
      confirming(element).click();
      await until(() => one(element, "dialog").innerText.includes("Nothing was removed."), "it is told");
    },
    main: {
      control: (element) => button(element, element.t.refresh, "dialog button"),
      done: (_element, client) => client.count("inactiveMembers") > 1,
    },
  },
  {
    name: "remove-inactive-failed",
    title: "Removing failed",
    state: "ready",
    says: "The server cannot be reached.",
    options: small,
    async play(element, client) {
      await removeInactive(element);
      client.fail("removeInactiveMembers", unreachable);
      confirming(element).click();
      await until(() => one(element, "dialog").innerText.includes("cannot be reached"), "it is told");
    },
  },
  {
    name: "removed-result",
    title: "The inactive members were removed, with a way back",
    state: "ready",
    says: "4 members removed.",
    options: small,
    async play(element) {
      await removeInactive(element);
      confirming(element).click();
      await until(() => isTold(element), "the result is told");
    },
    main: {
      control: (element) => button(element, element.t.undo),
      done: (_element, client) => client.count("restoreMember") > 0,
    },
  },
  {
    name: "export",
    title: "The export of a month",
    state: "ready",
    says: "November 2026",
    options: small,
    async play(element) {
      await openDialog(element, element.t.exportOpen);
    },
  },
];

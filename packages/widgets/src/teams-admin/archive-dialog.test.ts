import { sendKeys } from "@web/test-runner-commands";
import { assert } from "chai";
import { ClientError } from "../client/client.ts";
import { createFakeClient } from "../client/fake-client.ts";
import { barOf, check, checkBox, checkedRows } from "../internal/test/check-boxes.ts";
import { ControlledClient } from "../internal/test/controlled-client.ts";
import { detailsOf, veto } from "../internal/test/events.ts";
import { focusedName } from "../internal/test/focus.ts";
import {
  all,
  button,
  expectAccessible,
  hasButton,
  mountReady,
  nextEvent,
  openDialog,
  said,
  tabTo,
  textOf,
  until,
} from "../internal/test/helpers.ts";
import { refuse } from "../internal/test/refuse.ts";
import type { TeamsAdmin } from "./define.ts";
// oxlint-disable-next-line import/no-unassigned-import -- registers the tag
import "./define.ts";

const isListed = (element: Element, name: string) => hasButton(element, `Archive ${name}…`);

const acme = (id: string, name: string) => ({ workspace: "acme", team: { id, name } });

/** Teams with the dialog open that archives these. */
async function openFor(client = createFakeClient(), ...names: string[]) {
  const element = await mountReady("teams-admin", client);
  check(element, ...names);
  await element.updateComplete;
  await openDialog(element, "Archive…");
  return element;
}

async function confirm(element: TeamsAdmin) {
  button(element, "Archive", "dialog button").click();
  await until(() => all(element, "dialog").length === 0, "the dialog is closed");
}

/** Shows the archived teams. */
async function showArchived(element: Element) {
  all<HTMLInputElement>(element, "[part=filter] input")[1]?.click();
  await until(() => hasButton(element, "Unarchive Pilot…"), "archived teams are listed");
}

describe("archiving several teams", () => {
  it("says once what all of them do, tells of each, and undoes all, by keyboard", async () => {
    const control = new ControlledClient();
    const element = await mountReady("teams-admin", control.client);
    const asked = detailsOf(element, "team-archive");
    const done = detailsOf(element, "team-archived");
    for (const name of ["Legal", "Sales", "Data"]) {
      checkBox(element, `Select ${name}`).focus();
      await sendKeys({ press: "Space" });
    }
    button(element, "Archive…").focus();
    await sendKeys({ press: "Enter" });
    await until(() => textOf(element, "dialog").includes("If archived"), "the effect is shown");
    assert.equal(focusedName(element), "Archive 3 teams?");
    assert.equal(control.count("preview"), 1);
    assert.deepEqual(control.calls.at(-1)?.args[1], [
      { type: "archive-team", team: "legal" },
      { type: "archive-team", team: "sales" },
      { type: "archive-team", team: "data" },
    ]);
    const text = textOf(element, "dialog");
    assert.match(
      text,
      /All members stay in the workspace; \d+ of them are in no other active team and become inactive\./,
    );
    assert.match(text, /November 121 licenses €5,929.00 121 licenses €5,929.00 no change/);
    assert.match(text, /December 117 licenses €5,733.00 (\d+) licenses .* −\d+ licenses, −€/);
    assert.include(text, "November does not change: these teams were active in it.");
    assert.include(text, "You can unarchive at any time.");
    await expectAccessible(element);

    await tabTo(element, "Archive");
    await sendKeys({ press: "Enter" });
    await until(() => said(element).includes("3 teams archived."), "the result is told");
    const teams = [acme("legal", "Legal"), acme("sales", "Sales"), acme("data", "Data")];
    assert.deepEqual(asked, teams);
    assert.deepEqual(done, teams);
    await until(() => textOf(element).includes("Active 11 Archived 6"), "the counts follow");
    assert.equal(barOf(element), "11 teams");
    assert.equal(focusedName(element), "Search teams");
    await expectAccessible(element);

    const undone = detailsOf(element, "team-unarchived");
    button(element, "Undo").focus();
    await sendKeys({ press: "Enter" });
    await until(() => textOf(element).includes("Active 14 Archived 3"), "the teams are back");
    assert.deepEqual(undone, teams);
    assert.include(said(element), "3 teams are active again.");
    assert.isFalse(hasButton(element, "Undo"));
    assert.notEqual(focusedName(element), "nothing");
  });

  it("keeps the focus near from the moment that the bar's button goes", async () => {
    const control = new ControlledClient();
    const element = await openFor(control.client, "Sales", "Data");
    control.hold("teams", "summary");
    await tabTo(element, "Archive");
    await sendKeys({ press: "Enter" });
    await until(() => said(element).includes("2 teams archived."), "the result is told");
    assert.equal(focusedName(element), "Search teams");
    control.release();
    await until(() => !isListed(element, "Sales"), "the list follows");
    assert.equal(focusedName(element), "Search teams");
  });

  it("speaks of the team where one is checked, and gives the button the focus back on Escape", async () => {
    const element = await openFor(createFakeClient(), "Sales");
    assert.include(textOf(element, "dialog"), "Archive Sales?");
    await sendKeys({ press: "Escape" });
    await until(() => all(element, "dialog").length === 0, "the dialog is closed");
    assert.equal(focusedName(element), "Archive…");
    assert.deepEqual(checkedRows(element), ["Sales"]);
  });

  it("speaks of teams as licenses under team license", async () => {
    const element = await openFor(createFakeClient({ licenseModel: "team" }), "Sales", "Data");
    assert.include(textOf(element, "dialog"), "Each team is one license, whatever its number of members.");
    assert.include(textOf(element, "dialog"), "14 licenses €686.00 12 licenses €588.00 −2 licenses, −€98.00");
  });

  it("leaves the teams that the host page vetoes", async () => {
    const control = new ControlledClient();
    const element = await openFor(control.client, "Legal", "Sales", "Data");
    const done = detailsOf(element, "team-archived");
    veto(element, "team-archive", ({ team }) => team.id === "sales");
    await confirm(element);
    await until(() => textOf(element).includes("Active 12 Archived 5"), "the counts follow");
    assert.deepEqual(done, [acme("legal", "Legal"), acme("data", "Data")]);
    assert.include(said(element), "2 teams archived.");
    assert.isTrue(isListed(element, "Sales"));
    assert.equal(control.count("archiveTeam"), 2);

    veto(element, "team-unarchive", ({ team }) => team.id === "data");
    button(element, "Undo").click();
    await until(() => textOf(element).includes("Active 13 Archived 4"), "the other one is back");
    assert.include(said(element), "Legal is active again.");
    assert.isFalse(isListed(element, "Data"));
  });

  it("does nothing, and keeps what is checked, when the host page vetoes all", async () => {
    const control = new ControlledClient();
    const element = await openFor(control.client, "Sales", "Data");
    veto(element, "team-archive");
    await confirm(element);
    assert.equal(control.count("archiveTeam"), 0);
    assert.equal(said(element), "2 selected");
    assert.equal(focusedName(element), "Archive…");
  });

  it("tells what was done where some fail, and undoes that", async () => {
    const fake = createFakeClient();
    refuse(fake, "archiveTeam", "sales", "legal");
    const element = await openFor(fake, "Design", "Legal", "Sales", "Data", "People");
    const done = detailsOf(element, "team-archived");
    await confirm(element);
    await until(() => textOf(element).includes("Active 11 Archived 6"), "the counts follow");
    assert.match(said(element), /3 of 5 done\. The others: You may not do this\./);
    assert.lengthOf(all(element, ".notice.failed p .icon"), 1);
    assert.deepEqual(
      done.map(({ team }) => team.name),
      ["Design", "Data", "People"],
    );
    assert.isTrue(isListed(element, "Sales") && isListed(element, "Legal"));
    assert.equal(barOf(element), "11 teams");
    await expectAccessible(element);

    const undone = detailsOf(element, "team-unarchived");
    button(element, "Undo").click();
    await until(() => textOf(element).includes("Active 14 Archived 3"), "all are active again");
    assert.deepEqual(undone, done);
  });

  it("tells where some of an Undo fails, and what stays archived", async () => {
    const fake = createFakeClient();
    refuse(fake, "unarchiveTeam", "data");
    const element = await openFor(fake, "Sales", "Data");
    await confirm(element);
    await until(() => hasButton(element, "Undo"), "the result is told");
    button(element, "Undo").click();
    await until(() => textOf(element).includes("Active 13 Archived 4"), "one is back");
    assert.match(said(element), /1 of 2 done\. The others: You may not do this\./);
    assert.isTrue(isListed(element, "Sales"));
    assert.isFalse(isListed(element, "Data"));
  });

  it("tells in the dialog where nothing was done, keeps what is checked, and can be repeated", async () => {
    const control = new ControlledClient();
    const element = await openFor(control.client, "Sales", "Data");
    const done = detailsOf(element, "team-archived");
    control.fail("archiveTeam", new ClientError("unreachable", 0, ""));
    button(element, "Archive", "dialog button").click();
    await until(() => all(element, "dialog [role=alert]").length > 0, "the failure is told");
    assert.include(textOf(element, "dialog [role=alert]"), "The server cannot be reached. Nothing was changed.");
    assert.isEmpty(done);
    assert.deepEqual(checkedRows(element), ["Data", "Sales"]);
    control.recover();
    await confirm(element);
    await until(() => said(element).includes("2 teams archived."), "they are archived");
  });

  it("unarchives several, and undoes that", async () => {
    const element = await mountReady("teams-admin", createFakeClient());
    await showArchived(element);
    checkBox(element, "Select all on this page").click();
    await element.updateComplete;
    await openDialog(element, "Unarchive…");
    const text = textOf(element, "dialog");
    assert.include(text, "Unarchive 3 teams?");
    assert.match(text, /\d+ members are inactive now and become active again\./);
    assert.include(text, "The teams count again from November on. There is no proration: November is billed in full.");
    await expectAccessible(element);
    const unarchived = nextEvent("team-unarchived");
    button(element, "Unarchive", "dialog button").click();
    assert.deepEqual((await unarchived).detail, acme("events", "Events"));
    await until(() => textOf(element).includes("No team is archived."), "the list follows");
    assert.include(said(element), "3 teams are active again.");
    assert.equal(focusedName(element), "Search teams");
    button(element, "Undo").click();
    await until(() => hasButton(element, "Unarchive Pilot…"), "they are archived again");
    assert.include(said(element), "3 teams archived.");
  });
});

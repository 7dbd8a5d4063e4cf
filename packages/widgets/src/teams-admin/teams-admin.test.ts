import { sendKeys } from "@web/test-runner-commands";
import { assert } from "chai";
import { ClientError } from "../client/client.ts";
import { createFakeClient } from "../client/fake-client.ts";
import { ControlledClient } from "../internal/test/controlled-client.ts";
import {
  all,
  button,
  expectAccessible,
  focused,
  hasButton,
  mountReady,
  nextEvent,
  one,
  openDialog,
  said,
  tabTo,
  textOf,
  until,
} from "../internal/test/helpers.ts";
import { describeWidget } from "../internal/test/describe-widget.ts";
import { TeamsAdmin } from "./define.ts";

describeWidget("teams-admin", TeamsAdmin, {
  ready: "Active 14 Archived 3",
  lists: "teams",
  noPermission: "You may not see the teams of this workspace.",
});

const names = (element: Element) => all(element, "tbody th").map((cell) => cell.innerText.trim());

describe("<teams-admin>", () => {
  it("archives by keyboard alone: the effect first, then the result, then Undo", async () => {
    const element = await mountReady("teams-admin", createFakeClient());
    button(element, "Archive Sales…").focus();
    await sendKeys({ press: "Enter" });
    await until(() => textOf(element, "dialog").includes("106 licenses"), "the effect is shown");
    assert.equal(focused(element)?.textContent, "Archive Sales?");
    const dialog = textOf(element, "dialog");
    assert.include(
      dialog,
      "All members stay in the workspace; 11 of them are in no other active team and become inactive.",
    );
    assert.match(dialog, /November 121 licenses €5,929.00 121 licenses €5,929.00 no change/);
    assert.match(dialog, /December 117 licenses €5,733.00 106 licenses €5,194.00 −11 licenses, −€539.00/);
    assert.include(dialog, "November does not change: Sales was active in it.");
    await expectAccessible(element);

    const archived = nextEvent("team-archived");
    await tabTo(element, "Archive");
    await sendKeys({ press: "Enter" });
    assert.deepEqual((await archived).detail, { workspace: "acme", team: { id: "sales", name: "Sales" } });
    await until(() => textOf(element).includes("Active 13 Archived 4"), "the counts follow");
    assert.include(said(element), "Sales was archived.");
    assert.lengthOf(all(element, "dialog"), 0);
    await until(() => focused(element)?.getAttribute("aria-label") === "Archive Security…", "focus is on the neighbor");
    await expectAccessible(element);

    button(element, "Undo").click();
    await until(() => textOf(element).includes("Active 14 Archived 3"), "the team is back");
    assert.include(said(element), "Sales is active again.");
  });

  it("closes by Escape, changes nothing and gives focus back", async () => {
    const control = new ControlledClient();
    const element = await mountReady("teams-admin", control.client);
    await openDialog(element, "Archive Design…");
    await sendKeys({ press: "Escape" });
    await until(() => all(element, "dialog").length === 0, "the dialog is closed");
    assert.equal(focused(element), button(element, "Archive Design…"));
    assert.equal(control.count("archiveTeam"), 0);
  });

  it("shows archived teams and unarchives one", async () => {
    const element = await mountReady("teams-admin", createFakeClient());
    one(element, "input[type=radio]").focus();
    await sendKeys({ press: "ArrowRight" });
    await until(() => hasButton(element, "Unarchive Events…"), "archived teams are listed");
    assert.deepEqual(names(element), ["Events", "Pilot", "Trade fair"]);
    assert.include(textOf(element, "tbody"), "Archived 12 Nov");
    const dialog = await openDialog(element, "Unarchive Events…");
    assert.include(dialog.innerText, "4 members are inactive now and become active again.");
    assert.include(dialog.innerText, "The team counts again from December on.");
    await expectAccessible(element);
    button(element, "Unarchive", "dialog button").click();
    await until(() => textOf(element).includes("Active 15 Archived 2"), "the counts follow");
  });

  it("says nothing of counting again where no license does", async () => {
    const fake = createFakeClient();
    const preview = fake.preview.bind(fake);
    fake.preview = async (...args) => {
      const { currentMonth, nextMonth, ...answer } = await preview(...args);
      const same = ({ month, licenseModel, before }: typeof currentMonth) => ({
        month,
        licenseModel,
        before,
        after: before,
      });
      return { ...answer, currentMonth: same(currentMonth), nextMonth: same(nextMonth) };
    };
    const element = await mountReady("teams-admin", fake);
    one(element, "input[type=radio]").focus();
    await sendKeys({ press: "ArrowRight" });
    await until(() => hasButton(element, "Unarchive Events…"), "archived teams are listed");
    const dialog = await openDialog(element, "Unarchive Events…");
    assert.notInclude(dialog.innerText, "counts again");
  });

  it("when only a month's start counts, gives that as the reason why this month stays", async () => {
    const fake = createFakeClient();
    const before = fake.summary.bind(fake);
    fake.summary = async (...args) => ({ ...(await before(...args)), countingRule: "month-start" });
    const element = await mountReady("teams-admin", fake);
    const dialog = await openDialog(element, "Archive Sales…");
    assert.include(dialog.innerText, "November does not change: what counts is how it began.");
  });

  it("speaks of teams as licenses under team license", async () => {
    const element = await mountReady("teams-admin", createFakeClient({ licenseModel: "team" }));
    assert.include(textOf(element, "tbody"), "1 license");
    const dialog = await openDialog(element, "Archive Sales…");
    assert.include(dialog.innerText, "The team itself is one license, whatever its number of members.");
    assert.include(textOf(element, "dialog"), "14 licenses €686.00 13 licenses €637.00 −1 license, −€49.00");
  });

  it("sorts, tells it, and searches without waiting for a key", async () => {
    const control = new ControlledClient();
    const element = await mountReady("teams-admin", control.client);
    const header = () => one(element, "th[aria-sort].number");
    assert.equal(one(element, "th[aria-sort]").getAttribute("aria-sort"), "ascending");
    button(element, "Members").click();
    await until(() => names(element)[0] !== "Data", "the order changes");
    assert.equal(header().getAttribute("aria-sort"), "ascending");

    control.hold("teams");
    one(element, "input[type=search]").focus();
    await sendKeys({ type: "se" });
    await until(() => control.waiting("teams").length === 1, "the search is asked");
    await sendKeys({ type: "c" });
    await until(() => control.waiting("teams").length === 2, "the longer search is asked");
    const [late, latest] = control.waiting("teams");
    latest?.answer();
    await until(() => names(element).length === 1, "the latest answer is shown");
    late?.answer();
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual(names(element), ["Security"], "the late answer is dropped");
    assert.include(said(element), "1 team");
    assert.equal(focused(element), one(element, "input[type=search]"));
  });

  it("does nothing when the host vetoes", async () => {
    const control = new ControlledClient();
    const element = await mountReady("teams-admin", control.client);
    element.addEventListener("team-archive", (event) => event.preventDefault(), { once: true });
    await openDialog(element, "Archive Sales…");
    button(element, "Archive", "dialog button").click();
    await until(() => all(element, "dialog").length === 0, "the dialog is closed");
    assert.equal(control.count("archiveTeam"), 0);
    assert.equal(said(element), "14 teams");
  });

  it("saving: says so, keeps the focus, acts once and cannot be escaped", async () => {
    const control = new ControlledClient();
    const element = await mountReady("teams-admin", control.client);
    await openDialog(element, "Archive Sales…");
    control.hold("archiveTeam");
    await tabTo(element, "Archive");
    await sendKeys({ press: "Enter" });
    await until(() => element.matches(":state(saving)"), "it is saving");
    assert.include(textOf(element, "dialog"), "Saving…");
    assert.equal(button(element, "Cancel").getAttribute("aria-disabled"), "true");
    assert.equal(focused(element), button(element, "Archive", "dialog button"));
    await expectAccessible(element);
    await sendKeys({ press: "Enter" });
    await sendKeys({ press: "Escape" });
    button(element, "Cancel").click();
    await element.updateComplete;
    assert.isTrue(one(element, "dialog", HTMLDialogElement).open);
    assert.equal(control.count("archiveTeam"), 1);
    control.release();
    await until(() => element.matches(":state(ready)"), "it is done");
  });

  it("tells in the dialog why archiving failed, and can be repeated", async () => {
    const control = new ControlledClient();
    const element = await mountReady("teams-admin", control.client);
    await openDialog(element, "Archive Sales…");
    control.fail("archiveTeam", new ClientError("forbidden", 403, ""));
    button(element, "Archive", "dialog button").click();
    await until(() => all(element, "dialog [role=alert]").length > 0, "the failure is told");
    assert.include(textOf(element, "dialog [role=alert]"), "You may not do this. Nothing was changed.");
    await expectAccessible(element);
    control.recover();
    button(element, "Archive", "dialog button").click();
    await until(() => textOf(element).includes("Active 13"), "it is archived");
  });

  it("offers no action that the role does not allow", async () => {
    const element = await mountReady("teams-admin", createFakeClient({ permissions: ["teams.read"] }));
    assert.isFalse(hasButton(element, /rchive/));
    await expectAccessible(element);
  });

  it("works over HTTP, and a new token counts at once", async () => {
    const { fetch } = globalThis;
    const fake = createFakeClient();
    const tokens: (string | null)[] = [];
    globalThis.fetch = async (input, init) => {
      const request = new Request(input, init);
      tokens.push(request.headers.get("Authorization"));
      return Response.json(request.url.includes("/teams") ? await fake.teams("", {}) : await fake.summary("acme"));
    };
    try {
      const element = await mountReady("teams-admin", undefined, {
        apiUrl: "/seatbook",
        workspace: "acme",
        token: "one",
      });
      assert.include(textOf(element), "Active 14 Archived 3");
      element.token = "two";
      await element.refresh();
      element.getToken = () => "three";
      await element.refresh();
      assert.deepEqual([...new Set(tokens)], ["Bearer one", "Bearer two", "Bearer three"]);
      assert.isTrue(element.matches(":state(ready)"));
    } finally {
      globalThis.fetch = fetch;
    }
  });

  it("speaks the language around it and writes numbers its way", async () => {
    const element = await mountReady("teams-admin", createFakeClient());
    element.lang = "en-US";
    await element.updateComplete;
    one(element, "label:nth-of-type(2) input").click();
    await until(() => textOf(element, "tbody").includes("Archived"), "archived teams are listed");
    assert.include(textOf(element, "tbody"), "Archived Nov 12");
  });
});

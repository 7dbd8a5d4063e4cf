import { sendKeys, setViewport } from "@web/test-runner-commands";
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
  nextDownload,
  nextEvent,
  one,
  openDialog,
  said,
  tabTo,
  textOf,
  until,
} from "../internal/test/helpers.ts";
import { describeWidget } from "../internal/test/describe-widget.ts";
import { MembersAdmin } from "./define.ts";

describeWidget("members-admin", MembersAdmin, {
  ready: "121 people were in an active team at some time in November. 4 of them are free from 1 December.",
  lists: "members",
  noPermission: "You may not see the members of this workspace.",
});

const rows = (element: Element) =>
  all(element, "[part=member-row]").map((row) => row.innerText.replaceAll(/\s+/g, " "));

const choose = async (element: Element, filter: string) => {
  const label = all(element, ".choices label").find((each) => each.innerText.startsWith(filter));
  label?.querySelector("input")?.click();
  await until(
    () => one(element, "[part=base]").querySelector("table[aria-busy=true]") === null,
    "the filter is applied",
  );
};

describe("<members-admin>", () => {
  it("shows the numbers, and each row's status and months in words", async () => {
    const element = await mountReady("members-admin", createFakeClient());
    assert.equal(textOf(element, "[part=figures]"), "members 128 active 117 inactive 11 billed for November 121");
    assert.include(rows(element)[0], "Ana Byrne ana.byrne@acme.example Research Active November, December");
    await choose(element, "Inactive");
    await until(() => rows(element).length === 11, "the inactive members are listed");
    assert.include(rows(element)[0], "Inactive since 12 Nov November, free from 1 Dec");
    assert.include(rows(element).at(-1), "Mara Kovač");
    assert.include(rows(element).at(-1), "Not billed");
    assert.include(said(element), "11 members");
  });

  it("speaks of teams, not people, under team license", async () => {
    const element = await mountReady("members-admin", createFakeClient({ licenseModel: "team" }));
    assert.include(
      textOf(element),
      "This workspace is billed by team license: teams are billed, not people. 15 teams were active at some time in November.",
    );
    assert.include(textOf(element, "[part=figures]"), "teams billed for November 15");
    assert.notInclude(textOf(element, "thead"), "Billed");
    await expectAccessible(element);
  });

  it("pages forward and back by keyboard, and keeps focus where no page follows", async () => {
    const element = await mountReady("members-admin", createFakeClient());
    assert.include(textOf(element, "[part=pager]"), "1–50 of 128");
    button(element, "Next").focus();
    await sendKeys({ press: "Enter" });
    await until(() => textOf(element, "[part=pager]").includes("51–100 of 128"), "the second page is shown");
    await sendKeys({ press: "Enter" });
    await until(() => textOf(element, "[part=pager]").includes("101–128 of 128"), "the third page is shown");
    assert.equal(focused(element), button(element, "Next"));
    assert.equal(button(element, "Next").getAttribute("aria-disabled"), "true");
    await sendKeys({ press: "Enter" });
    button(element, "Previous").click();
    await until(() => textOf(element, "[part=pager]").includes("51–100 of 128"), "the second page is shown again");
  });

  it("goes one page on when Next is pressed twice, and no further back than the first", async () => {
    const element = await mountReady("members-admin", createFakeClient({ delayMs: 20 }));
    button(element, "Next").click();
    button(element, "Next").click();
    await until(() => textOf(element, "[part=pager]").includes("51–100 of 128"), "the second page is shown");
    button(element, "Previous").click();
    button(element, "Previous").click();
    await until(() => textOf(element, "[part=pager]").includes("1–50 of 128"), "the first page is shown");
    button(element, "Next").click();
    await until(() => textOf(element, "[part=pager]").includes("51–100 of 128"), "the second page is shown again");
  });

  it("searches on the server, drops late answers, and clears", async () => {
    const control = new ControlledClient();
    const element = await mountReady("members-admin", control.client);
    control.hold("members");
    const field = one(element, "input[type=search]", HTMLInputElement);
    field.focus();
    await sendKeys({ type: "ana" });
    await until(() => control.waiting("members").length === 1, "the search is asked");
    await sendKeys({ type: " rossi" });
    await until(() => control.waiting("members").length === 2, "the longer search is asked");
    const [late, latest] = control.waiting("members");
    latest?.answer();
    await until(() => rows(element).length === 1, "the answer is shown");
    late?.answer();
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.lengthOf(rows(element), 1);
    control.release();
    await sendKeys({ type: "zz" });
    await until(() => textOf(element).includes("Nothing matches"), "nobody is found");
    await expectAccessible(element);
    button(element, "Clear search and filters").click();
    await until(() => rows(element).length === 50, "everyone is listed again");
    assert.equal(field.value, "");
  });

  it("filters by team", async () => {
    const element = await mountReady("members-admin", createFakeClient());
    const select = one(element, ".team-filter select", HTMLSelectElement);
    assert.include(
      [...select.options].map((option) => option.text.trim()),
      "Events (archived)",
    );
    select.value = "events";
    select.dispatchEvent(new Event("change"));
    await until(() => rows(element).length === 4, "the team's members are listed");

    // What was chosen by hand, and is cleared, is shown as cleared.
    for (const [team, count] of [
      ["", 50],
      ["events", 4],
    ] as const) {
      select.value = team;
      select.dispatchEvent(new Event("change"));
      await until(() => rows(element).length === count, "the others are listed");
    }
    one(element, "input[type=search]").focus();
    await sendKeys({ type: "zz" });
    await until(() => hasButton(element, "Clear search and filters"), "nobody is found");
    button(element, "Clear search and filters").click();
    await until(() => rows(element).length === 50, "everyone is listed again");
    assert.equal(select.value, "");
  });

  it("keeps the result of an action, and its Undo, out of the workspace that came after", async () => {
    const control = new ControlledClient();
    const element = await mountReady("members-admin", control.client);
    await openDialog(element, "Remove Ana Costa…");
    control.hold("removeMember");
    button(element, "Remove", "dialog button").click();
    await until(() => control.waiting("removeMember").length === 1, "it is asked");
    element.workspace = "other";
    await until(() => element.matches(":state(saving)"), "the other workspace is read meanwhile");
    const removed = nextEvent("member-removed");
    control.release();
    assert.equal((await removed).detail.workspace, "acme");
    await until(() => element.matches(":state(ready)"), "the other workspace is shown");
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.isFalse(hasButton(element, "Undo"));
    assert.notInclude(said(element), "Ana Costa");
  });

  it("tells a failure in the dialog that it happened in, not in one that was opened since", async () => {
    const control = new ControlledClient();
    const fake = createFakeClient();
    fake.removeMember = () => Promise.reject(new ClientError("forbidden", 403, ""));
    const held = new ControlledClient({}, fake);
    const element = await mountReady("members-admin", held.client);
    await openDialog(element, "Remove Ana Costa…");
    held.hold("removeMember");
    button(element, "Remove", "dialog button").click();
    await until(() => held.waiting("removeMember").length === 1, "it is asked");
    element.client = control.client;
    await element.updateComplete;
    await until(() => hasButton(element, "Remove Ana Rossi…"), "the other client is read");
    await openDialog(element, "Remove Ana Rossi…");
    held.release();
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.notInclude(textOf(element, "dialog"), "You may not do this.");
  });

  it("says why someone is billed: team, days, who ended it, and when it is free", async () => {
    const element = await mountReady("members-admin", createFakeClient());
    await choose(element, "Inactive");
    await until(() => rows(element).length === 11, "the inactive members are listed");
    const dialog = await openDialog(element, "Why is Chidi Novak billed or not billed?");
    assert.match(
      dialog.innerText.replaceAll(/\s+/g, " "),
      /in Events 1\s?–\s?12 November \(archived by Kim Tran on 12 November, 10:04\)/,
    );
    assert.include(textOf(element, "dialog"), "One license, however many teams. Free from 1 December.");
    assert.include(dialog.innerText, "Times in Europe/Berlin.");
    await expectAccessible(element);
    await sendKeys({ press: "Escape" });
    await until(() => all(element, "dialog").length === 0, "the dialog is closed");
    assert.equal(focused(element)?.getAttribute("aria-label"), "Why is Chidi Novak billed or not billed?");
  });

  it("says why someone is not billed", async () => {
    const element = await mountReady("members-admin", createFakeClient());
    await choose(element, "Inactive");
    await until(() => rows(element).length === 11, "the inactive members are listed");
    const dialog = await openDialog(element, "Why is Mara Kovač billed or not billed?");
    assert.include(dialog.innerText, "Why Mara Kovač is not billed");
    assert.include(dialog.innerText, "Not billed for November 2026: in no active team.");
    await expectAccessible(element);
  });

  it("removes one member after saying what changes, moves focus to the neighbor, and undoes", async () => {
    const element = await mountReady("members-admin", createFakeClient());
    await openDialog(element, "Remove Ana Costa…");
    const text = textOf(element, "dialog");
    assert.include(text, "Ana Costa loses access as soon as you confirm.");
    assert.match(text, /November 121 licenses .* no change/);
    assert.match(text, /December 117 licenses .* −1 license, −€49.00/);
    await expectAccessible(element);
    const removed = nextEvent("member-removed");
    button(element, "Remove", "dialog button").click();
    assert.deepEqual(
      (await removed).detail.members.map(({ name }) => name),
      ["Ana Costa"],
    );
    await until(() => !textOf(element, "tbody").includes("Ana Costa"), "the row is gone");
    assert.include(said(element), "Ana Costa was removed.");
    await until(
      () => focused(element)?.getAttribute("aria-label") === "Remove Ana Lindqvist…",
      "focus is on the neighbor",
    );

    const { now } = Date;
    Date.now = () => now() + 3_600_000;
    one(element, "#title").click();
    await element.updateComplete;
    Date.now = now;
    assert.include(said(element), "Ana Costa was removed.", "what can be undone stays");

    const restored = nextEvent("member-restored");
    button(element, "Undo").click();
    await restored;
    await until(() => textOf(element, "tbody").includes("Ana Costa"), "the row is back");
    assert.include(said(element), "Ana Costa was restored and has access again, in no team.");
  });

  it("restores a removed member from the list", async () => {
    const element = await mountReady("members-admin", createFakeClient());
    await choose(element, "Removed");
    await until(() => hasButton(element, /^Restore/), "the removed members are listed");
    assert.match(rows(element)[0] ?? "", /Removed \d+ Oct Can be restored until \d+ Nov/);
    await expectAccessible(element);
    button(element, /^Restore/).click();
    await until(() => textOf(element, "[part=figures]").includes("members 129"), "the member is back");
    assert.lengthOf(rows(element), 5);
  });

  it("offers no restoring once the 30 days ended before this month, in the workspace's time zone", async () => {
    const fake = createFakeClient();
    const members = fake.members.bind(fake);
    const ends = ["2026-10-31T22:59:59.999Z", "2026-10-31T23:00:00.000Z"];
    fake.members = async (...args) => {
      const page = await members(...args);
      const items = page.items.map((item, index) => ({ ...item, restorableUntil: ends[index] ?? ends[0] ?? "" }));
      return { ...page, items };
    };
    const element = await mountReady("members-admin", fake);
    await choose(element, "Removed");
    await until(() => rows(element).length === 6, "the removed members are listed");
    assert.include(rows(element)[0], "The 30 days to restore have passed");
    assert.include(rows(element)[1], "Can be restored until 1 Nov");
    assert.lengthOf(
      all(element, "tbody button").filter((each) => each.innerText === "Restore"),
      1,
    );
  });

  it("says why someone is not billed when only a month's start counts", async () => {
    const fake = createFakeClient();
    const before = fake.summary.bind(fake);
    fake.summary = async (...args) => ({ ...(await before(...args)), countingRule: "month-start" });
    const element = await mountReady("members-admin", fake);
    await choose(element, "Inactive");
    await until(() => rows(element).length === 11, "the inactive members are listed");
    const dialog = await openDialog(element, "Why is Mara Kovač billed or not billed?");
    assert.include(dialog.innerText, "in no active team when it began.");
  });

  it("in a narrow place breaks no status, no date and no word of an address", async () => {
    const element = await mountReady("members-admin", createFakeClient(), {}, 300);
    await choose(element, "Inactive");
    await until(() => rows(element).length === 11, "the inactive members are listed");
    for (const status of all(element, "tbody .status")) assert.isBelow(status.offsetHeight, 30, status.innerText);
    for (const address of all(element, "tbody .name .small"))
      assert.isBelow(address.offsetHeight, 30, address.innerText);
  });

  it("in a narrow window keeps its dialogs within the window, and their buttons in sight", async () => {
    await setViewport({ width: 360, height: 500 });
    const element = await mountReady("members-admin", createFakeClient(), {}, 340);
    for (const opener of ["Export…", "Remove inactive members…"]) {
      const dialog = await openDialog(element, opener);
      assert.isAtMost(dialog.scrollWidth, dialog.clientWidth, opener);
      assert.isAtMost(button(element, "Cancel").getBoundingClientRect().bottom, 500, opener);
      await sendKeys({ press: "Escape" });
    }
    await setViewport({ width: 800, height: 600 });
  });

  it("removes the inactive members by keyboard, and says that the bill stays", async () => {
    const control = new ControlledClient();
    const element = await mountReady("members-admin", control.client);
    button(element, "Remove inactive members…").focus();
    await sendKeys({ press: "Enter" });
    await until(() => textOf(element, "dialog").includes("Remove 10 members?"), "the list is there");
    const text = textOf(element, "dialog");
    assert.include(
      text,
      "They lose access as soon as you confirm. You can restore them for 30 days, then in no team. " +
        "The bill does not change: who is in no active team is not billed.",
    );
    assert.include(text, "4 of them were active earlier in November and stay on November’s bill.");
    assert.include(text, "Chidi Novak chidi.novak@acme.example inactive since 12 Nov, last in Events");
    assert.include(text, "Not removed (1) Mara Kovač (owner)");
    assert.match(text, /December 117 licenses .* no change/);
    await expectAccessible(element);

    control.hold("removeInactiveMembers");
    await tabTo(element, "Remove 10 members");
    await sendKeys({ press: "Enter" });
    await until(() => element.matches(":state(saving)"), "it is saving");
    assert.include(textOf(element, "dialog [role=status]"), "Removing 10 members…");
    await expectAccessible(element);
    const removed = nextEvent("inactive-members-removed");
    control.release();
    assert.lengthOf((await removed).detail.members, 10);
    await until(() => textOf(element, "[part=figures]").includes("members 118"), "the numbers follow");
    assert.include(said(element), "10 members removed.");
    assert.include(textOf(element, "[part=figures]"), "billed for November 121");
    assert.equal(focused(element), button(element, "Remove inactive members…"));
    await expectAccessible(element);

    button(element, "Undo").click();
    await until(() => textOf(element, "[part=figures]").includes("members 128"), "everyone is back");
    assert.include(said(element), "10 members restored, in no team.");
    assert.equal(control.count("restoreMember"), 10);
  });

  it("above 25, asks to type the number, and says so beside the disabled button", async () => {
    const element = await mountReady("members-admin", createFakeClient({ inactiveMembers: 27 }));
    await openDialog(element, "Remove inactive members…");
    const confirm = () => button(element, "Remove 26 members");
    assert.isTrue(confirm().disabled);
    assert.include(textOf(element, "dialog"), "Type 26 to confirm");
    await expectAccessible(element);
    one(element, "#typed").focus();
    await sendKeys({ type: "2" });
    assert.isTrue(confirm().disabled);
    await sendKeys({ type: "6" });
    await until(() => !confirm().disabled, "the button works");
    await expectAccessible(element);
  });

  it("at 25 asks for nothing", async () => {
    const element = await mountReady("members-admin", createFakeClient({ inactiveMembers: 26 }));
    await openDialog(element, "Remove inactive members…");
    assert.isFalse(button(element, "Remove 25 members").disabled);
  });

  it("removes nothing when the list has changed, and looks again", async () => {
    const fake = createFakeClient();
    const control = new ControlledClient({}, fake);
    const element = await mountReady("members-admin", control.client);
    await openDialog(element, "Remove inactive members…");
    await fake.unarchiveTeam("acme", "events");
    button(element, "Remove 10 members").click();
    await until(() => all(element, "dialog [role=alert]").length > 0, "the change is told");
    assert.include(
      textOf(element, "dialog [role=alert]"),
      "The list changed since you opened this. Nothing was removed. Look again.",
    );
    assert.isTrue(button(element, "Remove 10 members").disabled);
    assert.equal(focused(element), button(element, "Look again"));
    await expectAccessible(element);
    button(element, "Look again").click();
    await until(() => textOf(element, "dialog").includes("Remove 6 members?"), "the list is read again");
    assert.equal(focused(element)?.id, "remove-dialog-title");
    await expectAccessible(element);
    button(element, "Remove 6 members").click();
    await until(() => said(element).includes("6 members removed."), "they are removed");
  });

  it("says that everyone is in an active team", async () => {
    const element = await mountReady("members-admin", createFakeClient({ inactiveMembers: 0 }));
    const dialog = await openDialog(element, "Remove inactive members…");
    assert.include(dialog.innerText, "Everyone is in an active team.");
    assert.isFalse(hasButton(element, /^Remove \d/));
    await expectAccessible(element);
  });

  it("removes nobody when the host vetoes", async () => {
    const control = new ControlledClient();
    const element = await mountReady("members-admin", control.client);
    element.addEventListener("inactive-members-remove", (event) => event.preventDefault(), { once: true });
    await openDialog(element, "Remove inactive members…");
    button(element, "Remove 10 members").click();
    await until(() => all(element, "dialog").length === 0, "the dialog is closed");
    assert.equal(control.count("removeInactiveMembers"), 0);
  });

  it("tells in the dialog that its data could not be read, and tries again", async () => {
    const control = new ControlledClient();
    const element = await mountReady("members-admin", control.client);
    control.fail("preview", new ClientError("unreachable", 0, ""));
    await openDialog(element, "Remove Ana Costa…");
    assert.include(textOf(element, "dialog"), "The server cannot be reached.");
    assert.isTrue(button(element, "Remove", "dialog button").disabled);
    await expectAccessible(element);
    control.recover();
    button(element, "Try again").focus();
    await sendKeys({ press: "Enter" });
    await until(() => textOf(element, "dialog").includes("no change"), "the effect is shown");
    assert.equal(focused(element)?.id, "remove-dialog-title");
  });

  it("exports the license holders of a month", async () => {
    const control = new ControlledClient();
    const element = await mountReady("members-admin", control.client);
    const dialog = await openDialog(element, "Export…");
    const select = one(element, "#export-month", HTMLSelectElement);
    assert.match(select.options[0]?.text.trim() ?? "", /^November 2026, so far: 121 licenses$/);
    assert.include(dialog.innerText, "The license holders that are billed, and why");
    await expectAccessible(element);
    select.value = "2026-10";
    select.dispatchEvent(new Event("change"));
    button(element, "Download CSV").click();
    await until(() => said(element).includes("licenses-2026-10.csv was downloaded."), "the result is told");
    assert.deepEqual(control.calls.at(-1)?.args.slice(0, 3), ["acme", "2026-10", "csv"]);
  });

  it("exports the license holders of all months for Excel, by keyboard", async () => {
    const control = new ControlledClient();
    const element = await mountReady("members-admin", control.client);
    await openDialog(element, "Export…");
    one(element, "#export-month", HTMLSelectElement).focus();
    await sendKeys({ press: "End" });
    assert.equal(one(element, "#export-month", HTMLSelectElement).selectedOptions[0]?.text, "All months");
    await sendKeys({ press: "Tab" });
    await sendKeys({ press: "ArrowRight" });
    await tabTo(element, "Download Excel");
    await expectAccessible(element);
    const name = nextDownload();
    await sendKeys({ press: "Enter" });
    assert.equal(await name, "licenses.xlsx");
    assert.deepEqual(control.calls.at(-1)?.args.slice(0, 3), ["acme", undefined, "xlsx"]);
  });

  it("offers a viewer no action", async () => {
    const element = await mountReady("members-admin", createFakeClient({ permissions: ["members.read"] }));
    assert.isFalse(hasButton(element, /Remove|Export/));
    await choose(element, "Removed");
    await until(() => rows(element).length === 6, "the removed members are listed");
    assert.isFalse(hasButton(element, /Restore/));
  });
});

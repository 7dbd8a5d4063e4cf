import { sendKeys, setViewport } from "@web/test-runner-commands";
import { assert } from "chai";
import { createFakeClient } from "../client/fake-client.ts";
import { barOf, check, checkBox, checkedRows } from "./test/check-boxes.ts";
import { ControlledClient } from "./test/controlled-client.ts";
import { focusedName } from "./test/focus.ts";
import {
  all,
  button,
  expectAccessible,
  expectNoSidewaysScroll,
  hasButton,
  mountReady,
  nextEvent,
  one,
  said,
  textOf,
  until,
} from "./test/helpers.ts";
// oxlint-disable-next-line import/no-unassigned-import -- registers the tags
import "../define.ts";

const shownPage = (element: Element) => textOf(element, "[part=pager] .muted");

const choices = (element: Element) => all<HTMLInputElement>(element, "[part=filter] input");

/** Where each row is, and how high. */
const places = (element: Element) =>
  all(element, "tbody tr").map((row) => {
    const { top, height } = row.getBoundingClientRect();
    return { top, height };
  });

/** One page on, or back. */
async function turn(element: Element, to: "Next" | "Previous", range: string) {
  button(element, to).click();
  await until(() => shownPage(element) === range, `${range} is shown`);
}

async function search(element: Element, text: string, rows: number) {
  const field = one(element, "[type=search]", HTMLInputElement);
  field.focus();
  field.select();
  await sendKeys(text ? { type: text } : { press: "Delete" });
  await until(() => all(element, "tbody tr").length === rows, `${rows} rows are found`);
}

/** Members with Ana Byrne and Ana Costa checked. */
async function twoChecked(client = createFakeClient()) {
  const element = await mountReady("members-admin", client);
  check(element, "Ana Byrne", "Ana Costa");
  await element.updateComplete;
  assert.include(barOf(element), "2 selected");
  return element;
}

/** No row moves when one is checked, when all are, nor when none is any more. */
async function expectStill(element: HTMLElement & { updateComplete: Promise<boolean> }) {
  const before = places(element);
  const [page, first] = all<HTMLInputElement>(element, "[type=checkbox]");
  first?.click();
  await element.updateComplete;
  assert.lengthOf(all(element, ".selection .button"), 2);
  assert.deepEqual(places(element), before);
  page?.click();
  await element.updateComplete;
  assert.deepEqual(places(element), before);
  one(element, ".selection .button.quiet").click();
  await element.updateComplete;
  assert.isEmpty(checkedRows(element));
  assert.deepEqual(places(element), before);
}

describe("check boxes of a list", () => {
  it("are checked by keyboard, say whose they are, and how many are checked", async () => {
    const element = await mountReady("teams-admin", createFakeClient());
    assert.equal(barOf(element), "14 teams");
    const page = checkBox(element, "Select all on this page");
    page.focus();
    await sendKeys({ press: "Tab" });
    assert.equal(focusedName(element), "Team", "the column's header follows");
    checkBox(element, "Select Data").focus();
    await sendKeys({ press: "Space" });
    assert.equal(said(element), "1 selected");
    assert.isTrue(page.indeterminate);
    assert.isFalse(page.checked);
    assert.equal(focusedName(element), "Select Data");
    await expectAccessible(element);
    await sendKeys({ press: "Tab" });
    assert.equal(focusedName(element), "Archive Data…");
    await sendKeys({ press: "Tab" });
    await sendKeys({ press: "Space" });
    assert.equal(said(element), "2 selected");
    assert.deepEqual(checkedRows(element), ["Data", "Design"]);
    await sendKeys({ press: "Space" });
    assert.equal(said(element), "1 selected");

    page.focus();
    await sendKeys({ press: "Space" });
    assert.equal(said(element), "14 selected");
    assert.isTrue(page.checked);
    assert.isFalse(page.indeterminate);
    assert.lengthOf(checkedRows(element), 14);
    await expectAccessible(element);
    await sendKeys({ press: "Space" });
    assert.equal(said(element), "14 teams");
    assert.isEmpty(checkedRows(element));
    assert.isFalse(page.checked || page.indeterminate);
  });

  it("are on the way by Tab before their rows' buttons, and the bar with the action before them", async () => {
    const element = await twoChecked();
    button(element, "Remove…", ".selection button").focus();
    await sendKeys({ press: "Tab" });
    assert.equal(focusedName(element), "Clear");
    await sendKeys({ press: "Tab" });
    assert.equal(focusedName(element), "Select all on this page");
  });

  it("stay checked from page to page, and the page's box speaks of its page alone", async () => {
    const element = await twoChecked();
    await turn(element, "Next", "51–100 of 128");
    assert.include(barOf(element), "2 selected");
    const page = checkBox(element, "Select all on this page");
    assert.isFalse(page.checked || page.indeterminate);
    assert.isEmpty(checkedRows(element));
    page.click();
    await element.updateComplete;
    assert.include(barOf(element), "52 selected");
    await turn(element, "Next", "101–128 of 128");
    assert.isEmpty(checkedRows(element));
    await turn(element, "Previous", "51–100 of 128");
    assert.isTrue(page.checked);
    assert.lengthOf(checkedRows(element), 50);
    page.click();
    await turn(element, "Previous", "1–50 of 128");
    assert.deepEqual(checkedRows(element), ["Ana Byrne", "Ana Costa"]);
    assert.isTrue(page.indeterminate);
    assert.include(barOf(element), "2 selected");
  });

  it("stay checked when the list is sorted, searched and read anew", async () => {
    const element = await twoChecked();
    button(element, /^Name/).click();
    await until(() => !textOf(element, "tbody").includes("Ana Byrne"), "the order is another one");
    assert.isEmpty(checkedRows(element));
    assert.include(barOf(element), "2 selected");
    button(element, /^Name/).click();
    await until(() => checkedRows(element).length === 2, "they are on the first page again");

    await search(element, "ana byrne", 1);
    assert.deepEqual(checkedRows(element), ["Ana Byrne"]);
    assert.isTrue(checkBox(element, "Select all on this page").checked);
    assert.include(barOf(element), "2 selected");
    await search(element, "nobody", 0);
    assert.include(barOf(element), "2 selected", "what is checked can be acted on where nothing is found");
    await search(element, "", 50);
    await element.refresh();
    await element.updateComplete;
    assert.deepEqual(checkedRows(element), ["Ana Byrne", "Ana Costa"]);
  });

  it("are cleared by each filter, since the action is another one for others", async () => {
    const element = await twoChecked();
    choices(element)[2]?.click();
    await until(() => barOf(element) === "11 members", "the inactive members are listed, none checked");
    checkBox(element, "Select all on this page").click();
    await element.updateComplete;
    const team = one(element, ".team-filter select", HTMLSelectElement);
    team.value = "events";
    team.dispatchEvent(new Event("change"));
    await until(() => barOf(element) === "4 members", "the team's members are listed, none checked");
    assert.isEmpty(checkedRows(element));

    checkBox(element, "Select all on this page").click();
    await search(element, "nobody", 0);
    assert.include(barOf(element), "4 selected");
    button(element, "Clear search and filters").click();
    await until(() => barOf(element) === "128 members", "everyone is listed, none checked");

    const teams = await mountReady("teams-admin", createFakeClient());
    check(teams, "Data");
    choices(teams)[1]?.click();
    await until(() => barOf(teams) === "3 teams", "the archived teams are listed, none checked");
    check(teams, "Pilot");
    await teams.updateComplete;
    assert.equal(barOf(teams), "1 selected Unarchive… Clear");
  });

  it("are cleared by another workspace", async () => {
    const element = await twoChecked();
    element.workspace = "other";
    await until(() => barOf(element) === "128 members", "the other workspace is shown");
    assert.isEmpty(checkedRows(element));
  });

  it("are cleared by an action that another way was found for, in this widget alone", async () => {
    const control = new ControlledClient();
    const element = await twoChecked(control.client);
    document.body.dispatchEvent(
      new CustomEvent("member-removed", { bubbles: true, detail: { workspace: "acme", members: [] } }),
    );
    await element.updateComplete;
    assert.include(barOf(element), "2 selected", "what is done elsewhere clears nothing");
    button(element, "Remove Ana Lindqvist…").click();
    await until(() => hasButton(element, "Remove"), "the dialog is there");
    const removed = nextEvent("member-removed");
    button(element, "Remove", "dialog button").click();
    await removed;
    await until(() => barOf(element) === "127 members", "none is checked");
  });

  it("are cleared by keyboard, and the focus stays near", async () => {
    const element = await twoChecked();
    button(element, "Clear").focus();
    await sendKeys({ press: "Enter" });
    await element.updateComplete;
    assert.equal(barOf(element), "128 members");
    assert.equal(said(element), "128 members");
    assert.isEmpty(checkedRows(element));
    assert.equal(focusedName(element), "Search name or e-mail");
  });

  it("give the focus to the neighbor when the row goes", async () => {
    const fake = createFakeClient();
    const element = await mountReady("members-admin", fake);
    checkBox(element, "Select Ana Costa").focus();
    await sendKeys({ press: "Space" });
    await fake.removeMember("acme", "kim");
    await element.refresh();
    await element.updateComplete;
    assert.equal(focusedName(element), "Select Ana Costa", "the focus follows its row");
    const [, id = ""] = all(element, "tbody tr").map((row) => row.dataset["id"]);
    assert.equal(checkBox(element, "Select Ana Costa").closest("tr")?.dataset["id"], id);
    await fake.removeMember("acme", id);
    await element.refresh();
    await element.updateComplete;
    assert.equal(focusedName(element), "Select Ana Lindqvist");
  });

  it("are not there for who may not act", async () => {
    for (const [tag, permission] of [
      ["members-admin", "members.read"],
      ["teams-admin", "teams.read"],
    ] as const) {
      const element = await mountReady(tag, createFakeClient({ permissions: [permission] }));
      assert.isEmpty(all(element, "[type=checkbox]"));
    }
  });

  const narrowAndWide: [lang: string, width: number][] = [
    ["en", 320],
    ["en", 640],
    ["en", 1000],
    // Where words are longer, and room is shortest.
    ["de", 320],
    ["fr", 320],
  ];
  for (const tag of ["members-admin", "teams-admin"] as const)
    for (const [lang, width] of narrowAndWide)
      it(`move no row of <${tag}> in "${lang}" at ${width} pixels when the first is checked, nor when all are cleared`, async () => {
        const element = await mountReady(tag, createFakeClient(), { lang }, width);
        await expectStill(element);
        if (tag === "members-admin") choices(element)[3]?.click();
        else choices(element)[1]?.click();
        await until(() => all(element, "tbody tr").length < 7, "those are listed for whom the action is another one");
        await expectStill(element);
      });

  for (const tag of ["members-admin", "teams-admin"] as const)
    it(`stand beside the names of <${tag}> in narrow cards, large enough for a finger`, async () => {
      await setViewport({ width: 320, height: 800 });
      const element = await mountReady(tag, createFakeClient({ activeMembers: 20 }), {}, 304);
      const page = checkBox(element, "Select all on this page");
      page.click();
      await element.updateComplete;
      for (const box of [page, ...all(element, "tbody [type=checkbox]")]) {
        const { width, height } = box.getBoundingClientRect();
        assert.isAtLeast(Math.min(width, height), 24, box.ariaLabel ?? "");
      }
      for (const row of all(element, "tbody tr")) {
        const [name, box] = ["th", "[type=checkbox]"].map((each) => one(row, each).getBoundingClientRect());
        if (!name || !box) assert.fail("A row has no name or no box.");
        assert.isBelow(Math.abs(name.top - box.top), 8, row.innerText);
        assert.isAtMost(name.right, box.left, row.innerText);
      }
      expectNoSidewaysScroll(element);
      await expectAccessible(element);
      await setViewport({ width: 800, height: 600 });
    });
});

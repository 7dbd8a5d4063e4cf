import { emulateMedia } from "@web/test-runner-commands";
import { assert } from "chai";
import { createFakeClient } from "../client/fake-client.ts";
import { check } from "./test/check-boxes.ts";
import { all, button, mountReady, one, said, textOf, unmount, until, type Tag } from "./test/helpers.ts";
// oxlint-disable-next-line import/no-unassigned-import -- registers the tags
import "../define.ts";

/** What one can use on a screen, and not on paper. */
const controls = "button, select, a, [type=search], [type=checkbox], [part=filter] label, [part=pager]";

/** The controls that are there on paper. The months of the chart are a picture of what is written below them. */
const printedControls = (element: Element) =>
  all(element, controls)
    .filter((control) => control.checkVisibility() && !control.closest("[part=chart], th"))
    .map((control) => control.ariaLabel ?? control.innerText);

const printed = (element: Element) => all(element, "tbody tr").filter((row) => row.checkVisibility()).length;

describe("on paper", () => {
  beforeEach(() => emulateMedia({ media: "print" }));

  afterEach(async () => {
    await emulateMedia({ media: "screen" });
    unmount();
  });

  const numbers: [Tag, string][] = [
    ["members-admin", "121 people were in an active team at some time in November."],
    ["teams-admin", "Sales"],
    ["billing-settings", "November so far 121 licenses €5,929.00"],
  ];
  for (const [tag, text] of numbers)
    for (const width of [400, 700])
      it(`<${tag}> has its numbers, its rows and their headers, and no controls, at ${width} pixels`, async () => {
        const element = await mountReady(tag, createFakeClient(), {}, width);
        await until(() => textOf(element).includes(text) && printed(element) > 0, "everything is there");
        assert.isAbove(printed(element), 10);
        assert.isAbove(all(element, "thead th").filter((cell) => cell.checkVisibility()).length, 2);
        assert.deepEqual(printedControls(element), []);
      });

  it("leaves out the check boxes' column, what is checked, and the result of an action", async () => {
    const element = await mountReady("teams-admin", createFakeClient());
    check(element, "Sales");
    button(element, "Archive Sales…").click();
    await until(() => all(element, "dialog .compare").length > 0, "the effect is shown");
    button(element, "Archive", "dialog button").click();
    await until(() => said(element).includes("Sales was archived."), "the result is told");
    assert.isFalse(one(element, "thead .check").checkVisibility());
    assert.isFalse(one(element, ".selection").checkVisibility());
    assert.isFalse(one(element, "[part=notices]").checkVisibility());
    assert.isTrue(one(element, "tbody th").checkVisibility());
  });

  it("leaves out what the host page has put beside the title", async () => {
    const element = await mountReady("teams-admin", createFakeClient());
    const extra = document.createElement("button");
    extra.slot = "actions";
    extra.textContent = "Add a team";
    element.append(extra);
    assert.isFalse(extra.checkVisibility());
  });
});

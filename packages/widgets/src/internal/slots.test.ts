import { sendKeys } from "@web/test-runner-commands";
import { assert } from "chai";
import { ClientError } from "../client/client.ts";
import { createFakeClient } from "../client/fake-client.ts";
import { ControlledClient } from "./test/controlled-client.ts";
import { all, expectAccessible, mount, mountReady, one, textOf, unmount, until, type Tag } from "./test/helpers.ts";
// oxlint-disable-next-line import/no-unassigned-import -- registers the tags
import "../define.ts";

/** Puts a button of the host page into a slot. */
function put(element: HTMLElement, slot: string, text: string): HTMLButtonElement {
  const extra = document.createElement("button");
  Object.assign(extra, { slot, textContent: text });
  element.append(extra);
  return extra;
}

const empties: [Tag, string][] = [
  ["members-admin", "This workspace has no members yet."],
  ["teams-admin", "This workspace has no teams yet."],
  ["billing-settings", "The first month appears here as soon as it has a license."],
];

/** A client whose workspace is new. */
function newWorkspace() {
  const client = createFakeClient();
  client.months = () => Promise.resolve([]);
  const summary = client.summary.bind(client);
  client.summary = async (...args) => {
    const answer = await summary(...args);
    return { ...answer, counts: { ...answer.counts, members: 0, removedMembers: 0, teams: 0 } };
  };
  return client;
}

describe("slots", () => {
  afterEach(() => {
    unmount();
  });

  for (const [tag, text] of empties) {
    it(`"actions" of <${tag}> puts what the host page adds beside the title, in each state`, async () => {
      const control = new ControlledClient();
      control.hold("summary");
      const element = mount(tag, control.client);
      const extra = put(element, "actions", "Add…");
      await element.updateComplete;
      assert.isTrue(extra.checkVisibility(), "while loading");
      control.release();
      await until(() => element.matches(":state(ready)"), "it is ready");
      const title = one(element, "#title").getBoundingClientRect();
      const place = extra.getBoundingClientRect();
      assert.isAtLeast(place.left, title.right);
      assert.isBelow(Math.abs(place.top + place.height / 2 - (title.top + title.height / 2)), 10);
      for (const own of all(element, ".header .actions > .button"))
        assert.isAtLeast(place.left, own.getBoundingClientRect().right, "after the widget's own");
      await expectAccessible(element);
      control.fail("summary", new ClientError("forbidden", 403, ""));
      const refused = mount(tag, control.client);
      put(refused, "actions", "Ask for access");
      await until(() => refused.matches(":state(no-permission)"), "it may not be seen");
      assert.isTrue(refused.querySelector("button")?.checkVisibility());
    });

    it(`"empty" of <${tag}> stands in the place of the widget's own words`, async () => {
      const element = await mountReady(tag, newWorkspace());
      assert.isTrue(element.matches(":state(empty)"));
      assert.include(textOf(element), text);
      const extra = put(element, "empty", "Invite your colleagues");
      await element.updateComplete;
      assert.notInclude(textOf(element), text);
      assert.isTrue(extra.checkVisibility());
      await expectAccessible(element);
      extra.remove();
      await element.updateComplete;
      assert.include(textOf(element), text);
    });
  }

  it("show nothing of what belongs into none of them, nor the empty one where there is something", async () => {
    const element = await mountReady("teams-admin", createFakeClient());
    const [stray, empty] = [put(element, "", "Stray"), put(element, "empty", "Nothing here")];
    assert.isFalse(stray.checkVisibility());
    assert.isFalse(empty.checkVisibility());
  });

  it("hear of no use of the widget: a click on the host page's button is its own", async () => {
    const element = await mountReady("teams-admin", createFakeClient());
    const extra = put(element, "actions", "Add a team");
    let clicks = 0;
    extra.addEventListener("click", () => (clicks += 1));
    extra.focus();
    await sendKeys({ press: "Enter" });
    assert.equal(clicks, 1);
    assert.equal(document.activeElement, extra);
    await element.refresh();
    await element.updateComplete;
    assert.isTrue(document.activeElement === extra, "reading anew does not take the focus");
  });
});

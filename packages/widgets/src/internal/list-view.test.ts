import { sendKeys } from "@web/test-runner-commands";
import { assert } from "chai";
import { createFakeClient } from "../client/fake-client.ts";
import { ControlledClient } from "./test/controlled-client.ts";
import { focusedName } from "./test/focus.ts";
import { all, expectAccessible, mountReady, one, textOf, unmount, until, type Tag } from "./test/helpers.ts";
import { blockStorage, restoreStorage, stubStorage } from "./test/stub-storage.ts";
// oxlint-disable-next-line import/no-unassigned-import -- registers the tags
import "../define.ts";

const shownPage = (element: Element) => textOf(element, "[part=pager] .muted");

const sizeField = (element: Element) => one(element, "[part=pager] select", HTMLSelectElement);

/** A list where 25 rows a page are chosen by keyboard. */
async function with25(tag: Tag, control = new ControlledClient()) {
  const element = await mountReady(tag, control.client);
  sizeField(element).focus();
  await sendKeys({ press: "Home" });
  await until(() => all(element, "tbody tr").length <= 25, "25 rows are shown");
  return element;
}

describe("the number of rows per page", () => {
  let kept = new Map<string, string>();

  beforeEach(() => {
    kept = new Map();
    stubStorage(kept);
  });

  afterEach(() => {
    restoreStorage();
    unmount();
  });

  it("is 50 at first, chosen by keyboard, and begins again at the first page", async () => {
    const control = new ControlledClient();
    const element = await mountReady("members-admin", control.client);
    assert.equal(sizeField(element).value, "50");
    assert.equal(shownPage(element), "1–50 of 128");
    one(element, "[part=pager] .button:last-child").click();
    await until(() => shownPage(element) === "51–100 of 128", "the second page is shown");
    sizeField(element).focus();
    await sendKeys({ press: "Home" });
    await until(() => shownPage(element) === "1–25 of 128", "25 rows are shown, the first");
    assert.equal(focusedName(element), "Rows per page");
    await expectAccessible(element);
  });

  it("is remembered, in another element too, and in its next reads", async () => {
    await with25("members-admin");
    assert.deepEqual([...kept], [["seatbook-rows-per-page", "25"]]);
    const control = new ControlledClient();
    const teams = await mountReady("teams-admin", control.client);
    assert.equal(sizeField(teams).value, "25");
    assert.deepInclude(control.calls.find(({ method }) => method === "teams")?.args[1], { limit: 25 });
    const members = await mountReady("members-admin", createFakeClient());
    assert.equal(shownPage(members), "1–25 of 128");
  });

  it("leaves an element as it is that is on the page already", async () => {
    const element = await mountReady("members-admin", createFakeClient());
    kept.set("seatbook-rows-per-page", "200");
    await element.refresh();
    assert.equal(shownPage(element), "1–50 of 128");
  });

  for (const value of ["", "0", "26", "1000", "-25", "1e2", "Infinity", "null", "[25]", " 25"])
    it(`is 50 where what is kept is ${JSON.stringify(value)}`, async () => {
      kept.set("seatbook-rows-per-page", value);
      const control = new ControlledClient();
      const element = await mountReady("teams-admin", control.client);
      assert.equal(sizeField(element).value, "50");
      assert.deepInclude(control.calls.find(({ method }) => method === "teams")?.args[1], { limit: 50 });
    });

  it("is changed all the same where the storage is full", async () => {
    stubStorage(kept, { isFull: true });
    assert.equal(shownPage(await with25("members-admin")), "1–25 of 128");
    assert.equal(shownPage(await mountReady("members-admin", createFakeClient())), "1–50 of 128");
  });

  it("is changed all the same where the page has no storage", async () => {
    blockStorage();
    assert.equal(shownPage(await with25("members-admin")), "1–25 of 128");
    assert.equal(shownPage(await mountReady("members-admin", createFakeClient())), "1–50 of 128");
  });
});

import { sendKeys } from "@web/test-runner-commands";
import { assert } from "chai";
import { createFakeClient } from "../client/fake-client.ts";
import { barOf, check, checkBox } from "../internal/test/check-boxes.ts";
import { ControlledClient } from "../internal/test/controlled-client.ts";
import { detailsOf, veto } from "../internal/test/events.ts";
import { focusedName } from "../internal/test/focus.ts";
import { all, button, expectAccessible, mountReady, one, said, textOf, until } from "../internal/test/helpers.ts";
import { refuse } from "../internal/test/refuse.ts";
// oxlint-disable-next-line import/no-unassigned-import -- registers the tag
import "./define.ts";

/** Who is listed, in order. */
const listed = (element: Element) =>
  all(element, "[part=member-row]").map((row) => ({
    id: row.dataset["id"] ?? "",
    name: row.querySelector("bdi")?.textContent ?? "",
  }));

/** Who was removed in the made-up workspace, as they are listed. */
async function removedMembers() {
  const { items } = await createFakeClient().members("acme", { status: "removed" });
  return items.map(({ id, name }) => ({ id, name }));
}

/** Members with those listed who were removed. */
async function showRemoved(fake = createFakeClient()) {
  const control = new ControlledClient({}, fake);
  const element = await mountReady("members-admin", control.client);
  all<HTMLInputElement>(element, "[part=filter] input")[3]?.click();
  await until(() => barOf(element) === "6 members", "the removed members are listed");
  return { control, element };
}

/** A client that does not restore these. */
function refusing(...ids: string[]) {
  const fake = createFakeClient();
  refuse(fake, "restoreMember", ...ids);
  return fake;
}

const members = await removedMembers();
const [first, second, third] = members;
if (!first || !second || !third) throw new Error("The fake client has too few removed members.");
const others = (...gone: string[]) => members.filter(({ id }) => !gone.includes(id));

describe("restoring members", () => {
  it("counts those who leave the list, not those who were not in it", async () => {
    const { control, element } = await showRemoved();
    check(element, first.name, second.name, third.name);
    one(element, "input[type=search]", HTMLInputElement).focus();
    await sendKeys({ type: first.name });
    await until(() => listed(element).length === 1, "one of them is found");
    control.hold("restoreMember");
    button(element, "Restore", ".selection button").click();
    await element.updateComplete;
    assert.deepEqual(listed(element), []);
    assert.notMatch(textOf(element), /[-−–]\d/, "no count is below nothing");
    control.release();
    await until(() => said(element).includes("3 members restored"), "they are restored");
  });

  it("takes the row away at once, moves the focus to the neighbor, and tells once it is done", async () => {
    const { control, element } = await showRemoved();
    const asked = detailsOf(element, "member-restore");
    const done = detailsOf(element, "member-restored");
    control.hold("restoreMember");
    button(element, `Restore ${first.name}`).focus();
    await sendKeys({ press: "Enter" });
    await element.updateComplete;
    assert.isTrue(element.matches(":state(saving)"));
    assert.deepEqual(listed(element), others(first.id));
    assert.equal(barOf(element), "5 members");
    assert.equal(focusedName(element), `Restore ${second.name}`);
    assert.equal(button(element, `Restore ${second.name}`).ariaDisabled, "true");
    assert.isEmpty(done);
    control.release();
    await until(() => said(element).includes(`${first.name} was restored and has access again`), "it is told");
    const detail = { workspace: "acme", members: [first] };
    assert.deepEqual(asked, [detail]);
    assert.deepEqual(done, [detail]);
    await until(() => textOf(element, "[part=figures]").includes("members 129"), "the numbers follow");
    assert.deepEqual(listed(element), others(first.id));
    assert.equal(focusedName(element), `Restore ${second.name}`);
    await expectAccessible(element);
  });

  it("gives the row back where it is refused, and tells why", async () => {
    const { control, element } = await showRemoved(refusing(second.id));
    const done = detailsOf(element, "member-restored");
    control.hold("restoreMember");
    button(element, `Restore ${second.name}`).focus();
    await sendKeys({ press: "Enter" });
    await element.updateComplete;
    assert.deepEqual(listed(element), others(second.id));
    control.release();
    await until(() => said(element).includes("You may not do this. Nothing was changed."), "the refusal is told");
    assert.deepEqual(listed(element), members);
    assert.equal(barOf(element), "6 members");
    assert.isEmpty(done);
    assert.equal(focusedName(element), `Restore ${third.name}`, "the focus stays where it went");
    assert.lengthOf(all(element, ".notice.failed p .icon"), 1);
    await expectAccessible(element);
  });

  it("leaves the row where the host page vetoes", async () => {
    const { control, element } = await showRemoved();
    veto(element, "member-restore");
    button(element, `Restore ${first.name}`).click();
    await until(() => element.matches(":state(ready)"), "nothing is under way");
    await element.updateComplete;
    assert.deepEqual(listed(element), members);
    assert.equal(control.count("restoreMember"), 0);
  });

  it("restores several, once, and clears what was checked", async () => {
    const { control, element } = await showRemoved();
    const asked = detailsOf(element, "member-restore");
    const done = detailsOf(element, "member-restored");
    check(element, first.name, third.name);
    await element.updateComplete;
    assert.equal(barOf(element), "2 selected Restore Clear");
    control.hold("restoreMember");
    button(element, "Restore", ".selection button").focus();
    await sendKeys({ press: "Enter" });
    await element.updateComplete;
    assert.deepEqual(listed(element), others(first.id, third.id));
    await sendKeys({ press: "Enter" });
    await element.updateComplete;
    assert.equal(focusedName(element), "Restore");
    assert.lengthOf(asked, 1, "pressed again it does nothing");
    control.release();
    await until(() => said(element).includes("2 members restored, in no team."), "it is told");
    assert.deepEqual(done, [{ workspace: "acme", members: [first, third] }]);
    await until(() => barOf(element) === "4 members", "the list follows");
    assert.deepEqual(listed(element), others(first.id, third.id));
    assert.equal(control.count("restoreMember"), 2);
    assert.equal(focusedName(element), "Search name or e-mail");
  });

  it("gives back the rows of those alone for whom it failed", async () => {
    const { element } = await showRemoved(refusing(second.id));
    const done = detailsOf(element, "member-restored");
    check(element, first.name, second.name, third.name);
    await element.updateComplete;
    button(element, "Restore", ".selection button").click();
    await until(() => said(element).includes("2 of 3 done."), "it is told");
    await until(() => barOf(element) === "4 members", "the list follows");
    assert.deepEqual(listed(element), others(first.id, third.id));
    assert.deepEqual(done, [{ workspace: "acme", members: [first, third] }]);
  });

  it("gives all rows back, and keeps what is checked, where it failed for all", async () => {
    const { element } = await showRemoved(refusing(first.id, second.id));
    check(element, first.name, second.name);
    await element.updateComplete;
    button(element, "Restore", ".selection button").click();
    await until(() => said(element).includes("You may not do this."), "it is told");
    assert.deepEqual(listed(element), members);
    assert.isTrue(checkBox(element, `Select ${second.name}`).checked);
  });

  it("says that nobody is left only where there is no other page", async () => {
    const fake = createFakeClient();
    const list = fake.members.bind(fake);
    fake.members = async (workspace, query, signal) => list(workspace, { ...query, limit: 4 }, signal);
    const { control, element } = await showRemoved(fake);
    checkBox(element, "Select all on this page").click();
    await element.updateComplete;
    control.hold("restoreMember");
    button(element, "Restore", ".selection button").click();
    await until(() => listed(element).length === 0, "the rows are gone");
    assert.notInclude(textOf(element), "Nobody has been removed.");
    control.release();
    await until(() => listed(element).length === 2, "the others are listed");
    checkBox(element, "Select all on this page").click();
    await element.updateComplete;
    button(element, "Restore", ".selection button").focus();
    await sendKeys({ press: "Enter" });
    await until(() => textOf(element).includes("Nobody has been removed."), "nobody is left");
    assert.equal(focusedName(element), "Search name or e-mail");
  });

  it("brings nothing back into another workspace", async () => {
    const { control, element } = await showRemoved(refusing(first.id));
    control.hold("restoreMember");
    button(element, `Restore ${first.name}`).click();
    await element.updateComplete;
    element.workspace = "other";
    await until(() => barOf(element) === "128 members", "the other workspace is shown");
    control.release();
    await until(() => said(element).includes("You may not do this."), "the refusal is told");
    assert.equal(barOf(element), "128 members");
  });
});

import { sendKeys } from "@web/test-runner-commands";
import { assert } from "chai";
import { createFakeClient } from "../client/fake-client.ts";
import { barOf, check, checkBox, checkedRows } from "../internal/test/check-boxes.ts";
import { ControlledClient } from "../internal/test/controlled-client.ts";
import { detailsOf, veto } from "../internal/test/events.ts";
import { focusedName } from "../internal/test/focus.ts";
import {
  all,
  button,
  descriptionOf,
  expectAccessible,
  hasButton,
  mountReady,
  one,
  openDialog,
  said,
  tabTo,
  textOf,
  until,
} from "../internal/test/helpers.ts";
import { refuse } from "../internal/test/refuse.ts";
import type { MembersAdmin } from "./define.ts";
// oxlint-disable-next-line import/no-unassigned-import -- registers the tag
import "./define.ts";

const isListed = (element: Element, name: string) => hasButton(element, `Remove ${name}…`);

/** The id of who is listed with that name. */
const idOf = (element: Element, name: string) =>
  checkBox(element, `Select ${name}`).closest("tr")?.dataset["id"] ?? assert.fail(`${name} is not listed.`);

const open = (element: Element) => openDialog(element, /^Remove…$/);

async function openFor(client = createFakeClient(), ...names: string[]) {
  const element = await mountReady("members-admin", client);
  check(element, ...names);
  await element.updateComplete;
  await open(element);
  return element;
}

async function confirm(element: MembersAdmin, label: string) {
  button(element, label, "dialog button").click();
  await until(() => all(element, "dialog").length === 0, "the dialog is closed");
}

/** Members with the first `count` of the page checked, and the dialog open that removes them. */
async function openForFirst(count: number) {
  const element = await mountReady("members-admin", createFakeClient());
  for (const box of all(element, "tbody [type=checkbox]").slice(0, count)) box.click();
  await element.updateComplete;
  await open(element);
  return element;
}

describe("removing several members", () => {
  it("says who loses access and what that does to the bill, tells it once, and undoes it, by keyboard", async () => {
    const control = new ControlledClient();
    const element = await mountReady("members-admin", control.client);
    const names = ["Ana Byrne", "Ana Costa"];
    const members = names.map((name) => ({ id: idOf(element, name), name }));
    const asked = detailsOf(element, "member-remove");
    const done = detailsOf(element, "member-removed");
    for (const name of names) {
      checkBox(element, `Select ${name}`).focus();
      await sendKeys({ press: "Space" });
    }
    button(element, "Remove…", ".selection button").focus();
    await sendKeys({ press: "Enter" });
    await until(() => textOf(element, "dialog").includes("If removed"), "the effect is shown");
    assert.equal(focusedName(element), "Remove 2 members?");
    assert.deepEqual(
      control.calls.at(-1)?.args[1],
      members.map(({ id }) => ({ type: "remove-member", member: id })),
    );
    const text = textOf(element, "dialog");
    assert.include(text, "They lose access as soon as you confirm. You can restore them for 30 days, then in no team.");
    assert.include(text, "Who is removed (2) Ana Byrne ana.byrne@acme.example Research Ana Costa");
    assert.notInclude(text, "The bill does not change", "it does, since they are active");
    assert.match(text, /November 121 licenses .* no change/);
    assert.match(text, /December 117 licenses €5,733.00 115 licenses €5,635.00 −2 licenses, −€98.00/);
    await expectAccessible(element);

    control.hold("removeMember");
    await tabTo(element, "Remove 2 members");
    await sendKeys({ press: "Enter" });
    await until(() => element.matches(":state(saving)"), "it is saving");
    assert.include(textOf(element, "dialog [role=status]"), "Removing 2 members…");
    control.release();
    await until(() => said(element).includes("2 members removed."), "the result is told");
    const detail = { workspace: "acme", members };
    assert.deepEqual(asked, [detail]);
    assert.deepEqual(done, [detail]);
    await until(() => barOf(element) === "126 members", "the list follows");
    assert.equal(focusedName(element), "Search name or e-mail");

    const restoring = detailsOf(element, "member-restore");
    const restored = detailsOf(element, "member-restored");
    button(element, "Undo").focus();
    await sendKeys({ press: "Enter" });
    await until(() => barOf(element) === "128 members", "they are back");
    assert.include(said(element), "2 members restored, in no team.");
    assert.deepEqual(restoring, [detail]);
    assert.deepEqual(restored, [detail]);
    assert.notEqual(focusedName(element), "nothing");
  });

  it("speaks of the member where one is checked, and of no list", async () => {
    const element = await openFor(createFakeClient(), "Ana Byrne");
    assert.include(textOf(element, "dialog"), "Remove Ana Byrne?");
    assert.notInclude(textOf(element, "dialog"), "Who is removed");
    await sendKeys({ press: "Escape" });
    await until(() => all(element, "dialog").length === 0, "the dialog is closed");
    assert.equal(focusedName(element), "Remove…");
    assert.deepEqual(checkedRows(element), ["Ana Byrne"]);
  });

  it("asks for the number from 26 on, not before", async () => {
    const few = await openForFirst(25);
    assert.isFalse(button(few, "Remove 25 members").disabled);
    assert.lengthOf(all(few, "#typed"), 0);

    const element = await openForFirst(26);
    const remove = () => button(element, "Remove 26 members");
    assert.isTrue(remove().disabled);
    assert.lengthOf(all(element, ".people li"), 26);
    const field = one(element, "#typed", HTMLInputElement);
    assert.equal(field.labels?.[0]?.textContent, "Type 26 to confirm");
    assert.equal(descriptionOf(field), "The button works once you have typed 26.");
    await expectAccessible(element);
    field.focus();
    await sendKeys({ type: "25" });
    await element.updateComplete;
    assert.isTrue(remove().disabled);
    await sendKeys({ press: "Backspace" });
    await sendKeys({ type: "6 " });
    await until(() => !remove().disabled, "the button works");
    await sendKeys({ press: "Escape" });
    await until(() => all(element, "dialog").length === 0, "the dialog is closed");

    await open(element);
    assert.equal(one(element, "#typed", HTMLInputElement).value, "");
    assert.isTrue(remove().disabled, "what was typed before does not count");
    one(element, "#typed").focus();
    await sendKeys({ type: "26" });
    await tabTo(element, "Remove 26 members");
    await sendKeys({ press: "Enter" });
    await until(() => said(element).includes("26 members removed."), "they are removed");
    await until(() => barOf(element) === "102 members", "the list follows");
  });

  it("tells what was done where some fail, and undoes that", async () => {
    const fake = createFakeClient();
    const element = await openFor(fake, "Ana Byrne", "Ana Costa", "Ana Rossi");
    refuse(fake, "removeMember", idOf(element, "Ana Costa"));
    const done = detailsOf(element, "member-removed");
    await confirm(element, "Remove 3 members");
    await until(() => barOf(element) === "126 members", "the list follows");
    assert.match(said(element), /2 of 3 done\. The others: You may not do this\./);
    assert.lengthOf(all(element, ".notice.failed p .icon"), 1);
    assert.deepEqual(
      done.map(({ members }) => members.map(({ name }) => name)),
      [["Ana Byrne", "Ana Rossi"]],
    );
    assert.isTrue(isListed(element, "Ana Costa"));
    await expectAccessible(element);
    button(element, "Undo").click();
    await until(() => barOf(element) === "128 members", "they are back");
  });

  it("tells where some of an Undo fails", async () => {
    const fake = createFakeClient();
    const element = await openFor(fake, "Ana Byrne", "Ana Costa");
    refuse(fake, "restoreMember", idOf(element, "Ana Costa"));
    await confirm(element, "Remove 2 members");
    await until(() => barOf(element) === "126 members", "they are removed");
    const restored = detailsOf(element, "member-restored");
    button(element, "Undo").click();
    await until(() => barOf(element) === "127 members", "one is back");
    assert.match(said(element), /1 of 2 done\. The others: You may not do this\./);
    assert.deepEqual(
      restored.map(({ members }) => members.map(({ name }) => name)),
      [["Ana Byrne"]],
    );
    assert.isFalse(isListed(element, "Ana Costa"));
  });

  it("removes nobody, and keeps what is checked, when the host page vetoes", async () => {
    const control = new ControlledClient();
    const element = await openFor(control.client, "Ana Byrne", "Ana Costa");
    veto(element, "member-remove");
    await confirm(element, "Remove 2 members");
    assert.equal(control.count("removeMember"), 0);
    assert.equal(said(element), "2 selected");
    assert.equal(focusedName(element), "Remove…");
  });

  it("keeps its result with Undo when the host page vetoes that", async () => {
    const element = await openFor(createFakeClient(), "Ana Byrne", "Ana Costa");
    await confirm(element, "Remove 2 members");
    await until(() => barOf(element) === "126 members", "they are removed");
    veto(element, "member-restore");
    button(element, "Undo").click();
    await until(() => element.matches(":state(ready)"), "nothing is under way");
    assert.include(said(element), "2 members removed.");
    assert.isTrue(hasButton(element, "Undo"));
    assert.equal(barOf(element), "126 members");
  });
});

import { sendKeys } from "@web/test-runner-commands";
import { assert } from "chai";
import { ClientError } from "../client/client.ts";
import { createFakeClient } from "../client/fake-client.ts";
import { barOf, check, checkBox, checkedRows } from "./test/check-boxes.ts";
import { ControlledClient } from "./test/controlled-client.ts";
import { FakeTime } from "./test/fake-time.ts";
import { focusedName } from "./test/focus.ts";
import {
  all,
  button,
  hasButton,
  mount,
  mountReady,
  one,
  openDialog,
  said,
  textOf,
  unmount,
  until,
  type Tag,
} from "./test/helpers.ts";
// oxlint-disable-next-line import/no-unassigned-import -- registers the tags
import "../define.ts";

const tags: Tag[] = ["members-admin", "teams-admin", "billing-settings"];

const second = 1000;
const minute = 60 * second;

const comeBack = () => window.dispatchEvent(new Event("focus"));

const changeElsewhere = () =>
  document.body.dispatchEvent(
    new CustomEvent("team-archived", { bubbles: true, detail: { workspace: "acme", team: {} } }),
  );

/** What the page says of itself, until `showPage`. */
function hidePage(): void {
  Object.defineProperty(document, "visibilityState", { configurable: true, value: "hidden" });
}

function showPage(): void {
  Reflect.deleteProperty(document, "visibilityState");
}

/** Every request that was made. */
const requests = ({ calls }: ControlledClient) => calls.length;

/** Everything that was asked for is there and shown. */
async function settled(element: HTMLElement & { updateComplete: Promise<boolean> }) {
  await new Promise((resolve) => setTimeout(resolve, 20));
  await element.updateComplete;
}

/** A widget whose requests are counted from now on. */
async function watched(tag: Tag, control = new ControlledClient()) {
  const element = await mountReady(tag, control.client);
  await settled(element);
  return { control, element, count: () => control.count("summary") - 1 };
}

describe("numbers that grow old", () => {
  let time: FakeTime;

  beforeEach(() => {
    time = new FakeTime();
  });

  afterEach(() => {
    showPage();
    time.restore();
    unmount();
  });

  for (const tag of tags) {
    it(`are read anew by <${tag}> when one comes back to the page after five seconds, once`, async () => {
      const { control, element, count } = await watched(tag);
      comeBack();
      time.pass(5 * second);
      comeBack();
      assert.equal(count(), 0, "they are young");
      const before = requests(control);
      time.pass(1);
      comeBack();
      document.dispatchEvent(new Event("visibilitychange"));
      await settled(element);
      assert.equal(count(), 1);
      assert.equal(requests(control) - before, before, "all of them are read");
      assert.isTrue(element.matches(":state(ready)"));
    });

    it(`are read anew by <${tag}> each minute while the page is visible`, async () => {
      const { element, count } = await watched(tag);
      time.pass(minute - 1);
      assert.equal(count(), 0);
      time.pass(1);
      assert.equal(count(), 1);
      await settled(element);
      for (const reads of [2, 3, 4]) {
        time.pass(minute);
        assert.equal(count(), reads);
        await settled(element);
      }
      hidePage();
      time.pass(10 * minute);
      comeBack();
      assert.equal(count(), 4, "nobody looks");
      showPage();
      document.dispatchEvent(new Event("visibilitychange"));
      assert.equal(count(), 5, "and then one does");
      await settled(element);
    });

    it(`are asked for no more once <${tag}> is taken out of the page`, async () => {
      const { control, element } = await watched(tag);
      assert.equal(time.running, 1);
      element.remove();
      assert.equal(time.running, 0);
      const before = requests(control);
      time.pass(10 * minute);
      comeBack();
      document.dispatchEvent(new Event("visibilitychange"));
      changeElsewhere();
      document.documentElement.lang = "en";
      await element.refresh();
      await settled(element);
      document.documentElement.lang = "";
      assert.equal(requests(control), before);
    });

    it(`are read at once, and each minute again, when <${tag}> is put back`, async () => {
      const { control, element, count } = await watched(tag);
      const parent = element.parentElement;
      element.remove();
      parent?.append(element);
      assert.equal(time.running, 1);
      await settled(element);
      assert.equal(count(), 1);
      time.pass(minute);
      assert.equal(count(), 2);
      await settled(element);
      changeElsewhere();
      assert.equal(count(), 3, "one listener, not two");
      await settled(element);
      assert.isAbove(requests(control), 3);
    });

    it(`that cannot be read stay, and <${tag}> tries again with the next minute`, async () => {
      const { control, element } = await watched(tag);
      const before = textOf(element);
      control.fail("summary", new ClientError("unreachable", 0, ""));
      time.pass(minute);
      await until(() => element.matches(":state(error)"), "it says so");
      assert.include(textOf(element, "[role=alert]"), "What you see is the last known state.");
      control.recover();
      button(element, "Try again").focus();
      time.pass(minute);
      await until(() => element.matches(":state(ready)"), "they are there again");
      assert.equal(textOf(element), before);
      assert.notEqual(focusedName(element), "nothing", "the focus was on what has gone");
    });
  }

  it("are not asked for where nothing is set", async () => {
    const control = new ControlledClient();
    const element = mount("teams-admin", control.client, { workspace: "" });
    await settled(element);
    time.pass(10 * minute);
    comeBack();
    assert.equal(requests(control), 0);
  });

  it("wait until an action is done", async () => {
    const { control, element, count } = await watched("teams-admin");
    await openDialog(element, "Archive Sales…");
    control.hold("archiveTeam");
    button(element, "Archive", "dialog button").click();
    await until(() => element.matches(":state(saving)"), "it is under way");
    time.pass(10 * minute);
    comeBack();
    assert.equal(count(), 0);
    control.release();
    await until(() => count() === 1, "the action itself reads them");
  });

  it("come without moving the focus, what is checked, the page or what is typed", async () => {
    const fake = createFakeClient();
    const { element, count } = await watched("members-admin", new ControlledClient({}, fake));
    button(element, "Next").click();
    await until(() => textOf(element, "[part=pager]").includes("51–100 of 128"), "the second page is shown");
    const [box, next] = all<HTMLInputElement>(element, "tbody [type=checkbox]");
    const [name, nextName] = [box?.ariaLabel ?? "", next?.ariaLabel ?? ""];
    box?.focus();
    await sendKeys({ press: "Space" });
    const checked = checkedRows(element);
    time.pass(minute);
    await settled(element);
    assert.equal(count(), 1);
    assert.equal(focusedName(element), name);
    assert.deepEqual(checkedRows(element), checked);
    assert.include(textOf(element, "[part=pager]"), "51–100 of 128");

    await fake.removeMember("acme", box?.closest("tr")?.dataset["id"] ?? "");
    time.pass(minute);
    await until(() => textOf(element, "[part=pager]").includes("51–100 of 127"), "the change is shown");
    assert.equal(focusedName(element), nextName, "the row has gone, and the neighbor has the focus");
    assert.isFalse(checkBox(element, nextName).checked);

    const field = one(element, "[type=search]", HTMLInputElement);
    field.focus();
    await sendKeys({ type: "ana" });
    await until(() => barOf(element).includes("1 selected") && all(element, "tbody tr").length < 30, "it has searched");
    field.setSelectionRange(1, 2);
    time.pass(minute);
    await settled(element);
    assert.deepEqual([field.value, field.selectionStart, field.selectionEnd], ["ana", 1, 2]);
    assert.equal(focusedName(element), "Search name or e-mail");
  });

  it("say nothing where nothing has changed, and the new number where one has", async () => {
    const fake = createFakeClient();
    const { element } = await watched("teams-admin", new ControlledClient({}, fake));
    const changes: string[] = [];
    const observer = new MutationObserver(() => changes.push(said(element)));
    for (const region of all(element, "[role=status]"))
      observer.observe(region, { childList: true, characterData: true, subtree: true });
    time.pass(minute);
    await settled(element);
    assert.isEmpty(changes);
    await fake.archiveTeam("acme", "sales");
    time.pass(minute);
    await until(() => changes.length > 0, "the change is told");
    assert.equal(said(element), "13 teams");
    observer.disconnect();
  });

  it("come behind a dialog that stays as it is, with what is typed and where", async () => {
    const { element, count } = await watched("billing-settings");
    await until(() => hasButton(element, "Edit the billing details"), "the details are there");
    await openDialog(element, "Edit the billing details");
    const field = one(element, "[name=reference]", HTMLInputElement);
    field.focus();
    field.select();
    await sendKeys({ type: "PO 4712" });
    field.setSelectionRange(2, 4);
    time.pass(minute);
    await settled(element);
    assert.equal(count(), 1);
    assert.isTrue(one(element, "dialog", HTMLDialogElement).open);
    assert.deepEqual([field.value, field.selectionStart, field.selectionEnd], ["PO 4712", 2, 4]);
    assert.equal(focusedName(element).replace(" (optional)", ""), "Reference");
    await sendKeys({ press: "Enter" });
    await until(() => said(element).includes("The billing details were saved."), "it is saved");
    await until(() => textOf(element, "#billing-details").includes("PO 4712"), "what was typed is saved");
  });

  it("come behind a dialog that waits for a number, or a file's format, to be given", async () => {
    const { element, count } = await watched("members-admin", new ControlledClient({ inactiveMembers: 40 }));
    await openDialog(element, "Remove inactive members…");
    one(element, "#typed").focus();
    await sendKeys({ type: "3" });
    time.pass(minute);
    await settled(element);
    await sendKeys({ type: "9" });
    await element.updateComplete;
    assert.equal(count(), 1);
    assert.equal(one(element, "#typed", HTMLInputElement).value, "39");
    assert.isFalse(button(element, "Remove 39 members").disabled);
    await sendKeys({ press: "Escape" });

    await openDialog(element, "Export…");
    const month = one(element, "#export-month", HTMLSelectElement);
    month.focus();
    await sendKeys({ press: "ArrowDown" });
    await sendKeys({ press: "Tab" });
    await sendKeys({ press: "ArrowRight" });
    time.pass(minute);
    await settled(element);
    assert.equal(count(), 2);
    assert.equal(month.value, "2026-10");
    assert.isTrue(hasButton(element, "Download Excel"));
    assert.equal(focusedName(element), "Excel");
  });

  it("come behind a dialog whose opener's row has gone by then, and the focus goes to the neighbor", async () => {
    const fake = createFakeClient();
    const { element } = await watched("teams-admin", new ControlledClient({}, fake));
    await openDialog(element, "Archive Sales…");
    await fake.archiveTeam("acme", "sales");
    time.pass(minute);
    await until(() => !hasButton(element, "Archive Sales…"), "the row has gone");
    assert.isTrue(one(element, "dialog", HTMLDialogElement).open);
    await sendKeys({ press: "Escape" });
    await until(() => all(element, "dialog").length === 0, "the dialog is closed");
    assert.equal(focusedName(element), "Archive Security…");
  });

  it("keep the result of an action in sight", async () => {
    const { element } = await watched("teams-admin");
    check(element, "Sales", "Data");
    await element.updateComplete;
    await openDialog(element, "Archive…");
    button(element, "Archive", "dialog button").click();
    await until(() => hasButton(element, "Undo"), "the result is told");
    time.pass(10 * minute);
    await settled(element);
    assert.include(said(element), "2 teams archived.");
    assert.isTrue(hasButton(element, "Undo"));
  });
});

describe("what outlives a widget", () => {
  it("is no search that was about to begin", async () => {
    const control = new ControlledClient();
    const element = await mountReady("members-admin", control.client);
    one(element, "[type=search]").focus();
    await sendKeys({ type: "a" });
    unmount();
    const before = requests(control);
    await new Promise((resolve) => setTimeout(resolve, 400));
    assert.equal(requests(control), before);
  });

  it("is no dialog, and no request for what it would show", async () => {
    const client = createFakeClient();
    const signals: (AbortSignal | undefined)[] = [];
    client.preview = (_workspace, _commands, signal) => {
      signals.push(signal);
      return new Promise(() => {});
    };
    const element = await mountReady("members-admin", client);
    button(element, "Remove Ana Costa…").click();
    await until(() => signals.length === 1, "the effect is asked for");
    unmount();
    assert.isTrue(signals[0]?.aborted);
    await element.updateComplete;
    assert.isEmpty(all(element, "dialog"));
  });

  it("is an action on several, which is carried out, and told to nobody", async () => {
    const control = new ControlledClient();
    const element = await mountReady("teams-admin", control.client);
    check(element, "Sales", "Data");
    await element.updateComplete;
    await openDialog(element, "Archive…");
    control.hold("archiveTeam");
    button(element, "Archive", "dialog button").click();
    await until(() => control.waiting("archiveTeam").length === 1, "the first is under way");
    unmount();
    const before = control.count("summary");
    control.release();
    await until(() => control.count("archiveTeam") === 2, "the second is under way");
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(control.count("summary"), before);
  });
});

import type { Page } from "@seatbook/server/contract";
import { sendKeys } from "@web/test-runner-commands";
import { assert } from "chai";
import type { SeatbookClient } from "../client/client.ts";
import { createFakeClient } from "../client/fake-client.ts";
import { all, button, focused, hasButton, mountReady, one, openDialog, until, type Tag } from "./test/helpers.ts";

/** What the server has of a list, as the widget shows it: from top to bottom. */
type Change = <Item>(items: Item[]) => Item[];

const everything: Change = (items) => items;
const withoutFirst: Change = (items) => items.slice(1);

/** A client whose lists change behind the widget's back. */
function changeable(change: Change): { client: SeatbookClient; become: (next: Change) => void } {
  const client = createFakeClient();
  const members = client.members.bind(client);
  const teams = client.teams.bind(client);
  const months = client.months.bind(client);
  const invoices = client.invoices.bind(client);
  let now = change;
  const changed = <Item>({ items, total }: Page<Item>): Page<Item> => ({ items: now(items), total });
  client.members = async (...args) => changed(await members(...args));
  client.teams = async (...args) => changed(await teams(...args));
  client.invoices = async (...args) => changed(await invoices(...args));
  client.months = async (...args) => now((await months(...args)).toReversed()).toReversed();
  return { client, become: (next) => (now = next) };
}

const positionOf = (control: Element | null) => control?.closest("tr")?.sectionRowIndex;
const nameOf = (control: Element | null) => control?.getAttribute("aria-label");

/** A widget with the focus of the keyboard on `opener`, and what reads it anew. */
async function focusOn(tag: Tag, opener: string, change: Change) {
  const { client, become } = changeable(change);
  const element = await mountReady(tag, client);
  await until(() => hasButton(element, opener), "it is listed");
  button(element, opener).closest("details")?.setAttribute("open", "");
  button(element, opener).focus();
  await sendKeys({ press: "Shift" });
  const refresh = async (next: Change) => {
    become(next);
    await element.refresh();
    await element.updateComplete;
    return focused(element);
  };
  return { element, refresh, position: positionOf(focused(element)) ?? assert.fail("The focus is in no row.") };
}

for (const { tag, lists, opener, label } of [
  { tag: "members-admin", lists: "member", opener: "Remove Ana Costa…", label: "Remove…" },
  { tag: "members-admin", lists: "member", opener: "Why is Ana Costa billed or not billed?", label: "Why?" },
  { tag: "teams-admin", lists: "team", opener: "Archive Sales…", label: "Archive…" },
  { tag: "billing-settings", lists: "invoice", opener: "XML of 2026-000117", label: "XML" },
  { tag: "billing-settings", lists: "month", opener: "Export Excel: license holders of July 2026", label: "Excel" },
] as const satisfies { tag: Tag; lists: string; opener: string; label: string }[])
  describe(`<${tag}>: the focus on ${label} of a ${lists}`, () => {
    it("stays with it when one comes in above it, or all are in another order", async () => {
      const { refresh, position } = await focusOn(tag, opener, withoutFirst);
      const after = await refresh(everything);
      assert.equal(nameOf(after), opener);
      assert.equal(positionOf(after), position + 1);
      assert.equal(nameOf(await refresh((items) => items.toReversed())), opener);
      assert.equal(nameOf(await refresh(withoutFirst)), opener);
    });

    it("goes to the neighbor when it has gone, also from the end, and to what is left when all have", async () => {
      const { element, refresh, position } = await focusOn(tag, opener, everything);
      const gone = await refresh((items) => items.filter((_, index) => index !== position));
      assert.equal(positionOf(gone), position);
      assert.notEqual(nameOf(gone), opener);
      assert.equal(gone?.textContent.trim(), label);
      const end = await refresh((items) => items.slice(0, 1));
      assert.equal(positionOf(end), 0);
      assert.equal(end?.textContent.trim(), label);
      const none = await refresh(() => []);
      assert.isNotNull(none, "the focus is not lost");
      assert.isTrue(one(element, "[part=base]").contains(none));
    });
  });

describe("The focus after a dialog", () => {
  it("goes back to the row of its opener, wherever that is by then", async () => {
    for (const [tag, opener] of [
      ["members-admin", "Remove Ana Costa…"],
      ["teams-admin", "Archive Sales…"],
      ["billing-settings", "Send again 2026-000117"],
    ] as const) {
      const { client, become } = changeable(withoutFirst);
      const element = await mountReady(tag, client);
      await until(() => all(element, "[part$=row] button").length > 0, "they are listed");
      await openDialog(element, opener);
      become(everything);
      await element.refresh();
      await sendKeys({ press: "Escape" });
      await until(() => all(element, "dialog").length === 0, "the dialog is closed");
      assert.equal(nameOf(focused(element)), opener);
    }
  });

  it("goes to the row in its place, also where the browser gave the opener no focus", async () => {
    const element = await mountReady("members-admin", createFakeClient());
    const opener = "Remove Ana Costa…";
    button(element, opener).click();
    await until(() => all(element, ".dialog[aria-busy=false]").length > 0, "the dialog shows its data");
    button(element, "Remove", "dialog button").click();
    await until(() => nameOf(focused(element)) === "Remove Ana Lindqvist…", "the neighbor has it");
    button(element, "Undo").focus();
    await sendKeys({ press: "Enter" });
    await until(() => hasButton(element, opener), "the member is back");
    await until(() => nameOf(focused(element)) === "Remove Ana Lindqvist…", "the focus is in the list");
  });
});

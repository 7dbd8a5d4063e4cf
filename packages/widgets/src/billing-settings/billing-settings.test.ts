import { sendKeys } from "@web/test-runner-commands";
import { assert } from "chai";
import { ClientError } from "../client/client.ts";
import type { SeatbookClient } from "../client/client.ts";
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
  one,
  openDialog,
  said,
  textOf,
  until,
} from "../internal/test/helpers.ts";
import { describeWidget } from "../internal/test/describe-widget.ts";
import { BillingSettings } from "./define.ts";

describeWidget("billing-settings", BillingSettings, {
  ready: "November so far 121 licenses €5,929.00",
  lists: "months",
  noPermission: "You may not see the billing of this workspace.",
});

const euros = (minor: number) => ({ currency: "EUR", minor });

/** The widget with its table of months shown. */
async function mountOpen(client: SeatbookClient) {
  const element = await mountReady("billing-settings", client);
  one(element, ".months details", HTMLDetailsElement).open = true;
  return element;
}

/** A widget that tells the result of an export. */
async function withResult() {
  const control = new ControlledClient();
  const element = await mountOpen(control.client);
  button(element, "Export CSV: license holders of October 2026").click();
  await until(() => said(element) === "licenses-2026-10.csv was downloaded.", "the result is told");
  return { control, element };
}

describe("<billing-settings>", () => {
  it("says what the model means, and the rules behind it by keyboard", async () => {
    const element = await mountReady("billing-settings", createFakeClient());
    assert.include(
      textOf(element, "[part=model]"),
      "User license Every person who is in an active team at some time in a month is one license.",
    );
    one(element, "summary").focus();
    await sendKeys({ press: "Enter" });
    assert.include(textOf(element, "[part=model]"), "A person is one license, once, however many teams.");
    await expectAccessible(element);
  });

  it("estimates the next month and says what ends", async () => {
    const control = new ControlledClient();
    control.hold("billingDetails");
    const element = await mountReady("billing-settings", control.client);
    const december = "December, if nothing changes 117 licenses €5,733.00";
    const ending = "4 people are free from 1 December.";
    assert.include(textOf(element, "[part=estimate]"), `${december} net, plus VAT ${ending}`);
    control.release();
    await until(() => textOf(element, "[part=estimate]").includes("19%"), "the tax is known");
    assert.include(textOf(element, "[part=estimate]"), `${december} net, plus 19% VAT ${ending}`);
  });

  it("computes the amount in steps that sum to it", async () => {
    const fake = createFakeClient();
    const summary = fake.summary.bind(fake);
    fake.summary = async (...args) => {
      const answer = await summary(...args);
      const steps = [
        { licenses: 100, unitMinor: 4900, amount: euros(490_000) },
        { licenses: 30, unitMinor: 3900, amount: euros(117_000) },
      ];
      return { ...answer, currentMonth: { ...answer.currentMonth, steps, net: euros(607_000), minimumLicenses: 130 } };
    };
    const element = await mountReady("billing-settings", fake);
    for (const details of all<HTMLDetailsElement>(element, "details")) details.open = true;
    const steps = textOf(element, "[part=estimate]:first-child");
    assert.include(steps, "100 €49.00 €4,900.00 30 €39.00 €1,170.00 Total, net €6,070.00");
    assert.include(steps, "The price has a minimum of 130 licenses, 121 of them in use.");
    await expectAccessible(element);
  });

  it("announces a change of model before it takes effect", async () => {
    const element = await mountReady("billing-settings", createFakeClient({ nextLicenseModel: "team" }));
    assert.include(textOf(element), "From 1 December this workspace is billed by team license.");
    const next = textOf(element, "[part=estimate]");
    assert.include(next, "14 team licenses €686.00");
    assert.notInclude(next, "free from", "people who become free say nothing about a month billed by teams");
  });

  it("lists the months, newest first, in the words of their state", async () => {
    const element = await mountOpen(createFakeClient());
    const rows = all(element, "[part=month-row]").map((row) => row.innerText.replaceAll(/\s+/g, " "));
    assert.lengthOf(rows, 12);
    assert.match(rows[0] ?? "", /^November 2026 121 licenses €5,929.00 Running/);
    assert.match(rows[1] ?? "", /^October 2026 .* Closed/);
  });

  it("exports a month, and says so", async () => {
    const control = new ControlledClient();
    const element = await mountOpen(control.client);
    control.hold("exportLicenses");
    const opener = button(element, "Export CSV: license holders of October 2026");
    opener.focus();
    await sendKeys({ press: "Enter" });
    await until(() => element.matches(":state(saving)"), "it prepares the file");
    assert.equal(said(element), "Preparing the file…");
    assert.equal(opener.getAttribute("aria-busy"), "true");
    await expectAccessible(element);
    await sendKeys({ press: "Enter" });
    const name = nextDownload();
    control.release();
    assert.equal(await name, "licenses-2026-10.csv");
    await until(() => said(element) === "licenses-2026-10.csv was downloaded.", "the result is told");
    assert.equal(control.count("exportLicenses"), 1, "the button in use does nothing twice");
    assert.equal(focused(element), opener);
    assert.isFalse(opener.hasAttribute("aria-busy"));
    await expectAccessible(element);
    button(element, "Dismiss").click();
    await until(() => said(element) === "", "the result is gone");
  });

  describe("the result of an action", () => {
    const { now } = Date;
    let passedMs = 0;
    beforeEach(() => {
      passedMs = 0;
      Date.now = () => now() + passedMs;
    });
    afterEach(() => {
      Date.now = now;
    });

    it("stays while one reads, however much is read anew, and goes once one goes on", async () => {
      const { element } = await withResult();
      one(element, "#title").click();
      await element.updateComplete;
      assert.include(said(element), "was downloaded.", "one goes on too fast to have read it");
      passedMs = 3_600_000;
      await element.refresh();
      await element.updateComplete;
      assert.include(said(element), "was downloaded.", "time alone takes nothing away");
      one(element, "#title").click();
      await until(() => said(element) === "", "it is gone");
    });

    it("goes by keyboard too, but not from under the focus", async () => {
      const { element } = await withResult();
      passedMs = 3_600_000;
      button(element, "Dismiss").focus();
      await sendKeys({ press: "Shift" });
      assert.include(said(element), "was downloaded.");
      one(element, "summary").focus();
      await sendKeys({ press: "Shift" });
      await until(() => said(element) === "", "it is gone");
    });

    it("can be read after coming back to the page", async () => {
      const { element } = await withResult();
      passedMs = 3_600_000;
      document.dispatchEvent(new Event("visibilitychange"));
      one(element, "#title").click();
      await element.updateComplete;
      assert.include(said(element), "was downloaded.");
    });

    it("stays when it is a failure", async () => {
      const { control, element } = await withResult();
      control.fail("exportLicenses", new ClientError("unreachable", 0, ""));
      button(element, /CSV.*October/).click();
      await until(() => said(element).includes("The server cannot be reached."), "the failure is told");
      passedMs = 3_600_000;
      one(element, "#title").click();
      await element.updateComplete;
      assert.include(said(element), "The server cannot be reached.");
    });
  });

  it("tells the same result again to screen readers", async () => {
    const { element } = await withResult();
    const notice = one(element, ".notice");
    button(element, "Export CSV: license holders of October 2026").click();
    await until(
      () => said(element) === "licenses-2026-10.csv was downloaded." && !notice.isConnected,
      "it is told anew",
    );
  });

  it("tells a result beside the control in use, not above it", async () => {
    const element = await mountOpen(createFakeClient());
    const [control] = all(element, "[part=month-row]:nth-child(9) button");
    if (!control) assert.fail("There is no button.");
    control.focus();
    scrollBy(0, control.getBoundingClientRect().bottom - innerHeight);
    control.click();
    await until(() => said(element).includes("was downloaded."), "the result is told");
    const { left, top } = control.getBoundingClientRect();
    assert.equal(element.shadowRoot?.elementFromPoint(left + 2, top + 10), control);
    const last = button(element, /^Export Excel: license holders of December/);
    assert.isAbove(
      Number.parseFloat(getComputedStyle(last).scrollMarginBlockEnd),
      one(element, ".notice").offsetHeight,
    );
  });

  it("exports for Excel too, and all months at once", async () => {
    const control = new ControlledClient();
    const element = await mountOpen(control.client);
    for (const [label, month, format, file] of [
      ["Export Excel: license holders of October 2026", "2026-10", "xlsx", "licenses-2026-10.xlsx"],
      ["Export CSV: license holders of all months", undefined, "csv", "licenses.csv"],
      ["Export Excel: license holders of all months", undefined, "xlsx", "licenses.xlsx"],
    ] as const) {
      const name = nextDownload();
      button(element, label).click();
      assert.equal(await name, file);
      assert.deepEqual(control.calls.at(-1)?.args, ["acme", month, format]);
    }
  });

  it("tells why an export failed", async () => {
    const control = new ControlledClient();
    control.fail("exportLicenses", new ClientError("month-unknown", 404, "This workspace has no such month."));
    const element = await mountOpen(control.client);
    button(element, /CSV.*October/).click();
    await until(() => said(element).includes("This workspace has no such month."), "the failure is told");
    await expectAccessible(element);
  });

  it("offers no export to a role that may not", async () => {
    const element = await mountReady("billing-settings", createFakeClient({ permissions: ["billing.read"] }));
    assert.isFalse(hasButton(element, /Export/));
  });

  it("shows a viewer everything and no action that changes something", async () => {
    const element = await mountReady("billing-settings", createFakeClient({ permissions: ["billing.read"] }));
    for (const text of ["2026-000128", "invoices@acme.example", "Lindenstraße 12"])
      assert.include(textOf(element), text);
    const names = all<HTMLButtonElement>(element, "button").map((each) => each.ariaLabel ?? each.innerText.trim());
    assert.deepEqual(
      names.filter((name) => !/^(PDF|XML) of/.test(name)),
      ["Show more"],
    );
    await expectAccessible(element);
  });

  it("shows the other sections while one cannot be read, and its own failure there", async () => {
    for (const [method, id, reload] of [
      ["invoices", "invoices", "Load again: Invoices"],
      ["mailbox", "mailbox", "Load again: Mailbox"],
      ["billingDetails", "billing-details", "Load again: Billing details"],
    ] as const) {
      const control = new ControlledClient();
      control.fail(method, new ClientError("unreachable", 0, ""));
      const element = await mountReady("billing-settings", control.client);
      await until(() => all(element, "[role=alert]").length === 1, "the failure is shown");
      assert.isTrue(element.matches(":state(ready)"), "the widget stands");
      assert.include(textOf(element, `#${id}`), "The server cannot be reached.");
      const others = ["invoices", "mailbox", "billing-details"].filter((each) => each !== id);
      for (const other of others) assert.notInclude(textOf(element, `#${other}`), "cannot be reached");
      await expectAccessible(element);
      button(element, reload).focus();
      control.recover();
      control.hold(method);
      await sendKeys({ press: "Enter" });
      await until(() => focused(element)?.ariaBusy === "true", "the button is busy");
      assert.equal(focused(element)?.textContent.trim(), "Loading…");
      control.release();
      await until(() => all(element, "[role=alert]").length === 0, "it is shown again");
      await until(() => one(element, `#${id}`).contains(focused(element)), "the focus stays in the section");
    }
  });

  it("says that the server cannot be reached once, not in every section", async () => {
    const control = new ControlledClient();
    const element = await mountReady("billing-settings", control.client);
    for (const method of ["summary", "months", "invoices", "mailbox", "billingDetails"] as const)
      control.fail(method, new ClientError("unreachable", 0, ""));
    await element.refresh();
    await element.updateComplete;
    assert.lengthOf(all(element, "[role=alert]"), 1);
    assert.include(textOf(element), "2026-000128", "what is known stays");
    await expectAccessible(element);
  });

  it("shows each section as it comes, at about its height", async () => {
    const control = new ControlledClient();
    control.hold("invoices", "mailbox", "billingDetails");
    const element = await mountReady("billing-settings", control.client);
    assert.isTrue(element.matches(":state(ready)"));
    for (const id of ["invoices", "mailbox", "billing-details"]) {
      assert.equal(one(element, `#${id}`).getAttribute("aria-busy"), "true");
      assert.isAbove(one(element, `#${id}`).offsetHeight, 100);
    }
    await expectAccessible(element);
    control.release();
    await until(() => all(element, "section[aria-busy=true]").length === 0, "everything is there");
    assert.include(textOf(element), "invoices@acme.example");
  });

  it("closes its dialogs when the workspace is another one", async () => {
    const element = await mountReady("billing-settings", createFakeClient());
    await openDialog(element, "Edit the billing details");
    element.workspace = "other";
    await until(() => all(element, "dialog").length === 0, "the dialog is closed");
  });
});

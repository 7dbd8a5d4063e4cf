import { sendKeys } from "@web/test-runner-commands";
import { assert } from "chai";
import { ClientError } from "../client/client.ts";
import { createFakeClient } from "../client/fake-client.ts";
import { ControlledClient } from "../internal/test/controlled-client.ts";
import {
  all,
  button,
  expectAccessible,
  expectNoLitWarnings,
  focused,
  hasButton,
  mountReady,
  one,
  said,
  textOf,
  unmount,
  until,
} from "../internal/test/helpers.ts";
import { describeStates } from "../internal/test/states.ts";
import { BillingSettings } from "./define.ts";

const noMonths = createFakeClient();
noMonths.months = () => Promise.resolve([]);

describeStates("billing-settings", BillingSettings, {
  ready: "November so far 121 licenses €5,929.00",
  lists: "months",
  empty: { client: noMonths, says: "The first month appears here as soon as it has a license." },
  needs: "billing.read",
  noPermission: "You may not see the billing of this workspace.",
});

const euros = (minor: number) => ({ currency: "EUR", minor });

describe("<billing-settings>", () => {
  afterEach(() => {
    unmount();
    expectNoLitWarnings();
  });

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
    const element = await mountReady("billing-settings", createFakeClient());
    assert.include(
      textOf(element, "[part=estimate]"),
      "December, if nothing changes 117 licenses €5,733.00 net, plus VAT 4 people are free from 1 December.",
    );
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
    assert.include(steps, "The price has a minimum of 130 licenses; 121 are in use.");
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
    const element = await mountReady("billing-settings", createFakeClient());
    const rows = all(element, "[part=month-row]").map((row) => row.innerText.replaceAll(/\s+/g, " "));
    assert.lengthOf(rows, 12);
    assert.match(rows[0] ?? "", /^November 2026 121 licenses €5,929.00 Running/);
    assert.match(rows[1] ?? "", /^October 2026 .* Closed/);
  });

  it("exports a month, and says so", async () => {
    const control = new ControlledClient();
    const element = await mountReady("billing-settings", control.client);
    control.hold("exportLicenses");
    const opener = button(element, "Export CSV: license holders of October 2026");
    opener.focus();
    await sendKeys({ press: "Enter" });
    await until(() => element.matches(":state(saving)"), "it prepares the file");
    await expectAccessible(element);
    const clicked = new Promise<HTMLAnchorElement>((resolve) => {
      const { click } = HTMLAnchorElement.prototype;
      HTMLAnchorElement.prototype.click = function record() {
        HTMLAnchorElement.prototype.click = click;
        resolve(this);
      };
    });
    control.release();
    assert.equal((await clicked).download, "licenses-2026-10.csv");
    await until(() => said(element).includes("licenses-2026-10.csv was downloaded."), "the result is told");
    assert.equal(focused(element), opener);
    await expectAccessible(element);
    button(element, "Dismiss").click();
    await until(() => said(element) === "", "the result is gone");
  });

  it("tells why an export failed", async () => {
    const control = new ControlledClient();
    control.fail("exportLicenses", new ClientError("month-unknown", 404, "This workspace has no such month."));
    const element = await mountReady("billing-settings", control.client);
    button(element, /October/).click();
    await until(() => said(element).includes("This workspace has no such month."), "the failure is told");
    await expectAccessible(element);
  });

  it("offers no export to a role that may not", async () => {
    const element = await mountReady("billing-settings", createFakeClient({ permissions: ["billing.read"] }));
    assert.isFalse(hasButton(element, /Export/));
  });
});

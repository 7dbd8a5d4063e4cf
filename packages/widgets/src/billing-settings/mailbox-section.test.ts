import { refusals } from "@seatbook/core";
import type { Mailbox } from "@seatbook/server/contract";
import { sendKeys } from "@web/test-runner-commands";
import { assert } from "chai";
import { ClientError } from "../client/client.ts";
import { createFakeClient, type FakeClientOptions } from "../client/fake-client.ts";
import { Format } from "../internal/format.ts";
import { ControlledClient } from "../internal/test/controlled-client.ts";
import {
  all,
  button,
  descriptionOf,
  expectAccessible,
  focused,
  hasButton,
  mountReady,
  nextEvent,
  one,
  openDialog,
  said,
  tabTo,
  textOf,
  until,
} from "../internal/test/helpers.ts";
import { translate } from "../translations/index.ts";

const opener = "Change the mailbox";
const confirm = "Ask for confirmation";

const withMailbox = (mailbox: Mailbox, options?: FakeClientOptions) => {
  const fake = createFakeClient(options);
  fake.mailbox = () => Promise.resolve(mailbox);
  return fake;
};

const waiting: Mailbox = {
  mailbox: ["invoices@acme.example"],
  mailed: true,
  change: {
    mailbox: [
      { address: "ap@acme.example", confirmed: false },
      { address: "cfo@acme.example", confirmed: true },
    ],
    requestedAt: "2026-11-20T08:00:00Z",
    requestedBy: { type: "member", id: "kim", name: "Kim Tran" },
    expiresAt: "2026-11-22T08:00:00Z",
  },
};

async function fill(element: Element, text: string): Promise<HTMLTextAreaElement> {
  const field = one(element, "dialog textarea", HTMLTextAreaElement);
  field.focus();
  field.select();
  await sendKeys({ press: "Delete" });
  for (const [index, line] of text.split("\n").entries()) {
    if (index > 0) await sendKeys({ press: "Enter" });
    if (line) await sendKeys({ type: line });
  }
  return field;
}

describe("<billing-settings>: mailbox", () => {
  it("shows the addresses in force under user license", async () => {
    const element = await mountReady("billing-settings", createFakeClient());
    assert.equal(textOf(element, "#mailbox"), "Mailbox Change… Invoices are mailed as PDF to invoices@acme.example");
  });

  it("says that no mailbox is set", async () => {
    const element = await mountReady("billing-settings", createFakeClient({ billingDetails: "none" }));
    assert.include(textOf(element, "#mailbox"), "No mailbox is set yet: invoices are not mailed");
    await expectAccessible(element);
    const dialog = await openDialog(element, opener);
    await fill(element, "ap@acme.example");
    assert.notInclude(dialog.innerText, "Until then the mailbox in force stays");
  });

  it("is not there under team license, unless one is set or user license comes", async () => {
    const team = await mountReady("billing-settings", createFakeClient({ licenseModel: "team" }));
    await until(() => textOf(team).includes("Acme GmbH"), "the billing details are there");
    assert.lengthOf(all(team, "#mailbox"), 0);
    const set = withMailbox({ mailbox: ["invoices@acme.example"], mailed: false }, { licenseModel: "team" });
    assert.include(
      textOf(await mountReady("billing-settings", set), "#mailbox"),
      "Under team license invoices are not mailed. Download them above. invoices@acme.example",
    );
    const soon = await mountReady(
      "billing-settings",
      createFakeClient({ licenseModel: "team", nextLicenseModel: "user" }),
    );
    assert.include(textOf(soon, "#mailbox"), "Under team license invoices are not mailed.");
    assert.isTrue(hasButton(soon, opener));
  });

  it("asks for a change by keyboard, and shows what waits for confirmation", async () => {
    const control = new ControlledClient();
    const element = await mountReady("billing-settings", control.client);
    const dialog = await openDialog(element, opener);
    assert.include(dialog.innerText, "Each new address gets a link that is valid for 48 hours.");
    const field = one(element, "dialog textarea", HTMLTextAreaElement);
    assert.equal(field.value, "invoices@acme.example");
    assert.equal(field.labels[0]?.textContent.trim(), "E-mail addresses");
    assert.equal(descriptionOf(field), "One address per line, 20 at most.");
    await expectAccessible(element);
    await fill(element, "invoices@acme.example\nap@acme.example\nap@acme.example");
    assert.include(dialog.innerText, "Until then the mailbox in force stays, and is told about the change.");
    const [before, after] = [nextEvent("mailbox-change"), nextEvent("mailbox-change-requested")];
    await tabTo(element, confirm);
    await sendKeys({ press: "Enter" });
    const detail = { workspace: "acme", mailbox: ["invoices@acme.example", "ap@acme.example"] };
    assert.deepEqual((await before).detail, detail, "each address once");
    assert.deepEqual((await after).detail, detail);
    await until(() => said(element) === "A link to confirm is on its way to ap@acme.example.", "the result is told");
    assert.include(
      textOf(element, "[part=mailbox-change]"),
      "Waiting for confirmation invoices@acme.example Confirmed ap@acme.example Waiting " +
        "Mailed 23 Nov to ap@acme.example " +
        "Asked for by Kim Tran on 23 November, 10:30. The links work until 25 November, 10:30. " +
        "The mailbox above stays in force until every address is confirmed.",
    );
    assert.equal(focused(element)?.getAttribute("aria-label"), opener, "the focus is back at the opener");
    await expectAccessible(element);
    const again = await openDialog(element, opener);
    assert.include(again.innerText, "This replaces the change that waits for confirmation.");
    assert.equal(
      one(element, "dialog textarea", HTMLTextAreaElement).value,
      "invoices@acme.example\nap@acme.example",
      "what was asked for is what is changed",
    );
  });

  it("says nothing of a mailbox that stays where there is none", async () => {
    const element = await mountReady("billing-settings", withMailbox({ ...waiting, mailbox: [] }));
    assert.include(textOf(element, "[part=mailbox-change]"), "The links work until 22 November, 09:00.");
    assert.notInclude(textOf(element, "[part=mailbox-change]"), "stays in force");
  });

  it("says which link could not be delivered", async () => {
    const change = waiting.change ?? assert.fail();
    const mail = { id: "1", to: "ap@acme.example", at: change.requestedAt, attempts: 1, detail: "no such user" };
    const mailbox = [{ address: mail.to, confirmed: false, mail: { ...mail, status: "bounced" as const } }];
    const element = await mountReady("billing-settings", withMailbox({ ...waiting, change: { ...change, mailbox } }));
    assert.include(
      textOf(element, "[part=mailbox-change]"),
      "ap@acme.example Waiting Could not be delivered to ap@acme.example: no such user",
    );
    await expectAccessible(element);
  });

  it("says what will come of what is typed, in the sentence and on the button", async () => {
    const two = ["a@acme.example", "b@acme.example"];
    const element = await mountReady("billing-settings", withMailbox({ mailbox: two, mailed: true }));
    const dialog = await openDialog(element, opener);
    const sentence = one(element, "dialog form > p");
    const primary = one(element, "dialog .primary", HTMLButtonElement);
    assert.equal(sentence.ariaLive, "polite");
    assert.isTrue(primary.disabled, "nothing has changed");
    assert.equal(primary.innerText, "Change the mailbox");
    await fill(element, "a@acme.example\nnew@acme.example");
    assert.include(sentence.innerText, "Each new address gets a link");
    assert.equal(primary.innerText, "Ask for confirmation");
    await fill(element, "a@acme.example");
    assert.include(sentence.innerText, "No address is new: the change is in force at once");
    assert.equal(primary.innerText, "Change it now");
    await expectAccessible(element);
    await fill(element, "b@acme.example a@acme.example");
    assert.isTrue(primary.disabled, "the same in another order");
    assert.notInclude(dialog.innerText, "replaces");
  });

  it("says that a change that waits is replaced, or withdrawn", async () => {
    const element = await mountReady("billing-settings", withMailbox(waiting));
    await openDialog(element, opener);
    const sentence = one(element, "dialog form > p");
    const primary = one(element, "dialog .primary", HTMLButtonElement);
    assert.isTrue(primary.disabled, "it waits already");
    await fill(element, "new@acme.example");
    assert.include(sentence.innerText, "This replaces the change that waits for confirmation.");
    assert.equal(primary.innerText, "Ask for confirmation");
    await fill(element, "invoices@acme.example");
    assert.include(sentence.innerText, "The change that waits for confirmation is withdrawn.");
    assert.equal(primary.innerText, "Withdraw the change");
  });

  it("withdraws the change by asking for the mailbox in force", async () => {
    const control = new ControlledClient();
    await control.client.changeMailbox("acme", ["ap@acme.example"]);
    const element = await mountReady("billing-settings", control.client);
    await openDialog(element, opener);
    await fill(element, "invoices@acme.example");
    button(element, "Withdraw the change").click();
    await until(() => said(element) === "The change was withdrawn. The mailbox stays as it was.", "the result is told");
    assert.lengthOf(all(element, "[part=mailbox-change]"), 0);
  });

  it("takes away an address at once", async () => {
    const control = new ControlledClient();
    const element = await mountReady("billing-settings", control.client);
    const two = { mailbox: ["invoices@acme.example", "ap@acme.example"], mailed: true };
    control.client.mailbox = () => Promise.resolve(two);
    await openDialog(element, opener);
    await fill(element, "invoices@acme.example");
    button(element, "Change it now").click();
    await until(() => said(element) === "The mailbox is invoices@acme.example.", "the result is told");
    assert.lengthOf(all(element, "[part=mailbox-change]"), 0);
  });

  it("says that a change was not confirmed in time, and asks again", async () => {
    const expiredChange = { mailbox: ["invoices@acme.example", "ap@acme.example"], expiredAt: "2026-11-22T08:00:00Z" };
    const control = new ControlledClient();
    const current = control.client.mailbox;
    control.client.mailbox = async (...args) => ({ ...(await current(...args)), expiredChange });
    const element = await mountReady("billing-settings", control.client);
    assert.include(
      textOf(element, "#mailbox"),
      "The change to invoices@acme.example, ap@acme.example was not confirmed in time; nothing has changed. Ask again",
    );
    await expectAccessible(element);
    const [before, after] = [nextEvent("mailbox-change"), nextEvent("mailbox-change-requested")];
    control.client.mailbox = current;
    button(element, "Ask again").focus();
    await sendKeys({ press: "Enter" });
    assert.deepEqual((await before).detail, { workspace: "acme", mailbox: expiredChange.mailbox });
    assert.deepEqual((await after).detail, { workspace: "acme", mailbox: expiredChange.mailbox });
    await until(() => said(element) === "New links are on their way to ap@acme.example.", "the result is told");
    assert.include(textOf(element, "[part=mailbox-change]"), "ap@acme.example Waiting");
    await until(() => focused(element)?.getAttribute("aria-label") === opener, "the focus is at what is left");

    const team = withMailbox({ mailbox: [], mailed: false, expiredChange }, { licenseModel: "team" });
    assert.include(textOf(await mountReady("billing-settings", team), "#mailbox"), "was not confirmed in time");
    const viewer = withMailbox({ mailbox: [], mailed: true, expiredChange }, { permissions: ["billing.read"] });
    assert.isFalse(hasButton(await mountReady("billing-settings", viewer), "Ask again"));
  });

  it("does nothing when the page vetoes it", async () => {
    const control = new ControlledClient();
    const element = await mountReady("billing-settings", control.client);
    element.addEventListener("mailbox-change", (event) => event.preventDefault(), { once: true });
    await openDialog(element, opener);
    await fill(element, "ap@acme.example");
    button(element, confirm).click();
    await until(() => all(element, "dialog").length === 0, "the dialog closes");
    assert.equal(control.count("changeMailbox"), 0);
  });

  it("says at the field what is not an address, and asks the server nothing", async () => {
    const control = new ControlledClient();
    const element = await mountReady("billing-settings", control.client);
    await openDialog(element, opener);
    const field = await fill(element, "ap@acme.example\nnobody\n@");
    button(element, confirm).click();
    await until(() => field.ariaInvalid === "true", "the field is at fault");
    assert.include(descriptionOf(field), "“nobody” is not an e-mail address. “@” is not an e-mail address.");
    assert.include(textOf(element, "dialog [role=alert]"), "Nothing was saved. Look at the marked fields.");
    assert.equal(focused(element), field);
    await expectAccessible(element);
    await fill(element, "");
    button(element, confirm).click();
    await until(() => descriptionOf(field).startsWith("Give at least one e-mail address"), "something is needed");
    await fill(element, Array.from({ length: 21 }, (_, index) => `a${index}@b.c`).join(" "));
    button(element, confirm).click();
    await until(() => descriptionOf(field).startsWith("Give at most 20 addresses."), "it is too many");
    assert.equal(control.count("changeMailbox"), 0);
  });

  it("shows what the server finds wrong, and keeps what was typed", async () => {
    const control = new ControlledClient();
    const element = await mountReady("billing-settings", control.client);
    await openDialog(element, opener);
    // The fake server wants a dot in the domain.
    const field = await fill(element, "ap@acme.example\nap@localhost");
    button(element, confirm).click();
    await until(() => field.ariaInvalid === "true", "the field is at fault");
    assert.include(descriptionOf(field), "Give an e-mail address, for example ana@acme.example.");
    assert.equal(field.value, "ap@acme.example\nap@localhost");
    assert.equal(focused(element), field);
    await expectAccessible(element);
    await fill(element, "ap@acme.example");
    button(element, confirm).click();
    await until(() => said(element).includes("ap@acme.example"), "it is accepted");
  });

  it("says in an administrator's words that no invoices are issued here", async () => {
    const control = new ControlledClient();
    const element = await mountReady("billing-settings", control.client);
    await openDialog(element, opener);
    await fill(element, "ap@acme.example");
    control.fail("changeMailbox", new ClientError("seller-missing", 409, refusals["seller-missing"].sentence));
    button(element, confirm).click();
    await until(
      () => textOf(element, "dialog [role=alert]").includes("No invoices are issued here. Ask your provider."),
      "the refusal is told",
    );
    assert.notInclude(textOf(element, "dialog"), "SEATBOOK_SELLER");
  });

  it("has its own sentence for each refusal that speaks to an operator", () => {
    const { errors } = translate(new Format("en", "UTC", "2026"));
    const theirs = Object.entries(refusals).filter(([, { sentence }]) => sentence.includes("SEATBOOK_"));
    assert.isNotEmpty(theirs);
    assert.containsAllKeys(
      errors,
      theirs.map(([code]) => code),
    );
  });

  it("sends the links again", async () => {
    const control = new ControlledClient(undefined, withMailbox(waiting));
    control.client.resendMailboxConfirmation = () => Promise.resolve(waiting);
    const element = await mountReady("billing-settings", control.client);
    await expectAccessible(element);
    const [before, after] = [nextEvent("mailbox-confirmation-resend"), nextEvent("mailbox-confirmation-resent")];
    const resend = button(element, "Send the links again");
    resend.focus();
    await sendKeys({ press: "Enter" });
    const detail = { workspace: "acme", mailbox: ["ap@acme.example"] };
    assert.deepEqual((await before).detail, detail, "only those that are not confirmed");
    assert.deepEqual((await after).detail, detail);
    await until(() => said(element) === "New links are on their way to ap@acme.example.", "the result is told");
    assert.equal(focused(element), resend);
  });

  it("withdraws the change, and moves the focus to what is left", async () => {
    const control = new ControlledClient();
    const element = await mountReady("billing-settings", control.client);
    await control.client.changeMailbox("acme", ["ap@acme.example"]);
    await element.refresh();
    await element.updateComplete;
    const [before, after] = [nextEvent("mailbox-change-withdraw"), nextEvent("mailbox-change-withdrawn")];
    button(element, "Withdraw").focus();
    await sendKeys({ press: "Enter" });
    assert.deepEqual((await before).detail, { workspace: "acme", mailbox: ["ap@acme.example"] });
    assert.deepEqual((await after).detail, { workspace: "acme", mailbox: ["ap@acme.example"] });
    await until(() => said(element) === "The change was withdrawn. The mailbox stays as it was.", "the result is told");
    assert.lengthOf(all(element, "[part=mailbox-change]"), 0);
    await until(() => focused(element)?.getAttribute("aria-label") === opener, "the focus is at what is left");
  });

  it("tells why it could not be withdrawn, and withdraws nothing that the page vetoes", async () => {
    const control = new ControlledClient(undefined, withMailbox(waiting));
    const element = await mountReady("billing-settings", control.client);
    element.addEventListener("mailbox-change-withdraw", (event) => event.preventDefault(), { once: true });
    button(element, "Withdraw").click();
    assert.equal(control.count("withdrawMailboxChange"), 0);
    control.fail("withdrawMailboxChange", new ClientError("unreachable", 0, ""));
    button(element, "Withdraw").click();
    await until(() => said(element).includes("The server cannot be reached."), "the failure is told");
    assert.include(textOf(element, "[part=mailbox-change]"), "ap@acme.example");
  });

  it("names the provider's accounting where only it changes the mailbox", async () => {
    const client = withMailbox({
      ...waiting,
      accountingContact: { name: "Lena Brandt", phone: "+49 (30) 5557-0120", email: "accounting@provider.example" },
    });
    const element = await mountReady("billing-settings", client);
    assert.include(
      textOf(element, "#mailbox"),
      "Changes are made by the provider’s accounting: Lena Brandt accounting@provider.example +49 (30) 5557-0120",
    );
    assert.deepEqual(
      all<HTMLAnchorElement>(element, "#mailbox a").map(({ href }) => href),
      ["mailto:accounting@provider.example"],
    );
    for (const name of [opener, "Send the links again", "Withdraw"]) assert.isFalse(hasButton(element, name));
    await expectAccessible(element);
  });

  it("shows who may not manage it what waits, and no way to change it", async () => {
    const element = await mountReady("billing-settings", withMailbox(waiting, { permissions: ["billing.read"] }));
    assert.include(textOf(element, "#mailbox"), "ap@acme.example Waiting cfo@acme.example Confirmed");
    assert.lengthOf(all(element, "#mailbox button"), 0);
  });

  it("names who asked for it, whoever it was", async () => {
    const change = { ...(waiting.change ?? assert.fail()), requestedBy: { type: "operator" } as const };
    const element = await mountReady("billing-settings", withMailbox({ ...waiting, change }));
    assert.include(textOf(element, "#mailbox"), "Asked for by the provider on 20 November, 09:00.");
  });
});

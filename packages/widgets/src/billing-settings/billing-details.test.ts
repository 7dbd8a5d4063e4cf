import type { BillingDetails } from "@seatbook/server/contract";
import { sendKeys } from "@web/test-runner-commands";
import { assert } from "chai";
import { ClientError } from "../client/client.ts";
import { createFakeClient, type FakeClientOptions } from "../client/fake-client.ts";
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

const opener = "Edit the billing details";

const withDetails = (change: Partial<BillingDetails>, options?: FakeClientOptions) => {
  const fake = createFakeClient(options);
  const read = fake.billingDetails.bind(fake);
  fake.billingDetails = async (...args) => ({ ...(await read(...args)), ...change });
  return fake;
};

const section = async (client: ReturnType<typeof withDetails>) => {
  const element = await mountReady("billing-settings", client);
  await until(() => all(element, "#billing-details dd").length > 0, "the details are there");
  return textOf(element, "#billing-details");
};

/** The control with that label. */
function field(element: Element, label: string): HTMLInputElement | HTMLSelectElement {
  const found = all<HTMLLabelElement>(element, "dialog label").find(
    (each) => each.textContent.replaceAll(/\s+/g, " ").trim() === label,
  )?.control;
  if (!(found instanceof HTMLInputElement || found instanceof HTMLSelectElement)) assert.fail(`No field ${label}.`);
  return found;
}

async function fill(element: Element, label: string, text: string): Promise<void> {
  const input = field(element, label);
  input.focus();
  if (input instanceof HTMLInputElement) input.select();
  await sendKeys(text === "" ? { press: "Delete" } : { type: text });
}

const border = (control: Element) => getComputedStyle(control).borderBlockStartColor;

describe("<billing-settings>: billing details", () => {
  it("shows them in full", async () => {
    assert.equal(
      await section(createFakeClient()),
      "Billing details Edit… Name Acme GmbH Address Lindenstraße 12 10969 Berlin Germany VAT id DE123456788 " +
        "Reference PO 4711 Language English VAT 19%. Set by the provider.",
    );
    const toronto = ["25 York Street", "Toronto ON M5J 0C3", "Canada"];
    assert.include(await section(withDetails({ addressLines: toronto })), "25 York Street Toronto ON M5J 0C3 Canada");
    const text = await section(
      withDetails({
        addressLines: ["12 High Street", "Floor 3", "Cork A1", "Irlande"],
        vatId: undefined,
        reference: undefined,
        language: "fr",
      }),
    );
    assert.include(text, "12 High Street Floor 3 Cork A1 Irlande VAT id Not given Reference Not given Language French");
  });

  for (const [treatment, says] of [
    ["reverse-charge", "reverse charge: you account for the VAT"],
    ["outside-eu", "outside the EU"],
    ["small-business", "the provider is a small business"],
  ] as const)
    it(`says what VAT is charged: ${treatment}`, async () => {
      const element = await mountReady("billing-settings", withDetails({ tax: { treatment } }));
      await until(() => textOf(element, "#billing-details").includes("Set by"), "the details are there");
      assert.include(textOf(element, "#billing-details"), `VAT None (${says}). Set by the provider.`);
      assert.include(textOf(element, "[part=estimate]"), `€5,929.00 net, no VAT (${says})`);
    });

  it("says calmly what is missing, and that invoices wait for it", async () => {
    const element = await mountReady("billing-settings", createFakeClient({ billingDetails: "none" }));
    assert.equal(
      textOf(element, "#billing-details"),
      "Billing details Edit… Invoices wait until this is given: name and address. VAT 19%. Set by the provider.",
    );
    assert.lengthOf(all(element, "#billing-details [role=alert]"), 0);
    await expectAccessible(element);
    const missing = [
      { field: "customer.vatId", message: "" },
      { field: "tax", message: "" },
      { field: "price.currency", message: "" },
      { field: "something.new", message: "a new thing" },
    ];
    assert.include(
      await section(withDetails({ missing })),
      "Invoices wait until this is given: VAT id, how VAT is charged (by the provider), " +
        "a price in another currency (by the provider), a new thing.",
    );
  });

  it("edits them by keyboard, as a form that the browser can fill in", async () => {
    const control = new ControlledClient();
    const element = await mountReady("billing-settings", control.client);
    const dialog = await openDialog(element, opener);
    assert.include(dialog.innerText, "Invoices that are issued stay as they are.");
    for (const [label, autocomplete, value] of [
      ["Name", "billing organization", "Acme GmbH"],
      ["Street and number", "billing address-line1", "Lindenstraße 12"],
      ["Address line 2 (optional)", "billing address-line2", ""],
      ["Postal code", "billing postal-code", "10969"],
      ["City", "billing address-level2", "Berlin"],
      ["Country", "billing country", "DE"],
      ["VAT id (optional)", "off", "DE123456788"],
      ["Reference (optional)", "off", "PO 4711"],
      ["Language", "off", "en"],
    ] as const) {
      const input = field(element, label);
      assert.equal(input.autocomplete, autocomplete);
      assert.equal(input.value, value);
      assert.equal(input.required, !label.includes("optional"));
    }
    assert.include(descriptionOf(field(element, "VAT id (optional)")), "For example DE123456789");
    await expectAccessible(element);
    await fill(element, "Name", "Acme Austria GmbH");
    await fill(element, "Address line 2 (optional)", "Top 4");
    await fill(element, "Country", "Austria");
    await fill(element, "VAT id (optional)", "atu 1234 5678");
    await fill(element, "Reference (optional)", "");
    await fill(element, "Language", "German");
    const [before, after] = [nextEvent("billing-details-save"), nextEvent("billing-details-saved")];
    // Enter in a field sends the form.
    field(element, "City").focus();
    await sendKeys({ press: "Enter" });
    const details = {
      name: "Acme Austria GmbH",
      address: { line1: "Lindenstraße 12", line2: "Top 4", postalCode: "10969", city: "Berlin", country: "AT" },
      vatId: "ATU12345678",
      language: "de",
    } as const;
    assert.deepEqual((await before).detail, { workspace: "acme", details });
    assert.isTrue((await before).cancelable);
    assert.deepEqual((await after).detail, { workspace: "acme", details });
    await until(() => said(element) === "The billing details were saved.", "the result is told");
    assert.include(
      textOf(element, "#billing-details"),
      "Name Acme Austria GmbH Address Lindenstraße 12 Top 4 10969 Berlin Österreich VAT id ATU12345678 " +
        "Reference Not given Language German",
    );
    assert.equal(focused(element)?.getAttribute("aria-label"), opener);
  });

  it("begins empty, in the language of the page", async () => {
    const element = await mountReady("billing-settings", createFakeClient({ billingDetails: "none" }), { lang: "de" });
    await openDialog(element, "Rechnungsdaten bearbeiten");
    assert.equal(field(element, "Name").value, "");
    assert.equal(field(element, "Land").value, "");
    assert.equal(field(element, "Sprache").value, "de");
    const country = one(element, "dialog select", HTMLSelectElement);
    assert.isAbove(country.options.length, 240);
    assert.include(country.textContent, "Deutschland");
  });

  it("says what is needed at each field, and asks the server nothing", async () => {
    const control = new ControlledClient({ billingDetails: "none" });
    const element = await mountReady("billing-settings", control.client);
    let asked = false;
    element.addEventListener("billing-details-save", () => (asked = true));
    await openDialog(element, opener);
    await fill(element, "Street and number", "   ");
    await tabTo(element, "Save");
    await sendKeys({ press: "Enter" });
    await until(() => field(element, "Name").ariaInvalid === "true", "the fields are marked");
    assert.deepEqual(
      all<HTMLInputElement>(element, "dialog [aria-invalid=true]").map(({ name }) => name),
      ["name", "address.line1", "address.postalCode", "address.city", "address.country"],
    );
    assert.equal(descriptionOf(field(element, "City")), "Needed on each invoice.");
    assert.equal(focused(element), field(element, "Name"), "the first one has the focus");
    assert.include(textOf(element, "dialog [role=alert]"), "Nothing was saved. Look at the marked fields.");
    await expectAccessible(element);
    assert.equal(control.count("saveBillingDetails"), 0);
    assert.isFalse(asked, "the page is asked only about what can be saved");

    await fill(element, "Name", "Acme");
    await fill(element, "Street and number", "Main Street 1");
    await fill(element, "Postal code", "10115");
    await fill(element, "City", "Berlin");
    await fill(element, "Country", "Germany");
    await sendKeys({ press: "Tab" });
    field(element, "City").focus();
    await sendKeys({ press: "Enter" });
    await until(() => said(element) === "The billing details were saved.", "the result is told");
    assert.lengthOf(all(element, "#billing-details [part=message]"), 0);
  });

  it("shows what the server finds wrong at its field, and keeps what was typed", async () => {
    const control = new ControlledClient();
    const element = await mountReady("billing-settings", control.client);
    await openDialog(element, opener);
    await fill(element, "City", "Potsdam");
    await fill(element, "VAT id (optional)", "123");
    button(element, "Save").click();
    const vatId = field(element, "VAT id (optional)");
    await until(() => vatId.ariaInvalid === "true", "the field is marked");
    assert.equal(
      descriptionOf(vatId),
      "Give a VAT id in the form of its country, for example DE123456789. Greece writes EL. For example DE123456789.",
    );
    assert.equal(focused(element), vatId);
    assert.equal(field(element, "City").value, "Potsdam");
    assert.notEqual(field(element, "City").ariaInvalid, "true");
    await expectAccessible(element);

    const errors = [
      { field: "address", message: "The address is not deliverable." },
      { field: "name", message: "Give at most 200 characters." },
    ];
    control.fail("saveBillingDetails", new ClientError("invalid-input", 422, "", errors));
    button(element, "Save").click();
    await until(() => field(element, "Name").ariaInvalid === "true", "the field is marked");
    assert.equal(focused(element), field(element, "Name"));
    assert.notEqual(vatId.ariaInvalid, "true", "what was wrong before is not any more");
    assert.include(
      textOf(element, "dialog [role=alert]"),
      "Look at the marked fields. The address is not deliverable.",
      "what belongs to no field is said too",
    );

    control.fail("saveBillingDetails", new ClientError("invalid-input", 422, "", errors.slice(0, 1)));
    button(element, "Save").click();
    await until(
      () => textOf(element, "dialog [role=alert]") === "Nothing was saved. The address is not deliverable.",
      "no field is marked, and none is spoken of",
    );
    assert.lengthOf(all(element, "dialog [aria-invalid=true]"), 0);

    const operators = "Reverse charge needs the customer's VAT id. Give it, or another tax treatment.";
    const refusal = new ClientError("vat-id-missing", 422, operators, [{ field: "vatId", message: operators }]);
    control.fail("saveBillingDetails", refusal);
    button(element, "Save").click();
    await until(() => vatId.ariaInvalid === "true", "the field is marked");
    assert.include(descriptionOf(vatId), "Give the VAT id (reverse charge: you account for the VAT).");
    assert.notInclude(descriptionOf(vatId), "tax treatment", "which is not theirs to change");
  });

  it("keeps the form when the server cannot be reached, and saves it then", async () => {
    const control = new ControlledClient();
    const element = await mountReady("billing-settings", control.client);
    const dialog = await openDialog(element, opener);
    await fill(element, "City", "Potsdam");
    control.fail("saveBillingDetails", new ClientError("unreachable", 0, ""));
    await tabTo(element, "Save");
    await sendKeys({ press: "Enter" });
    await until(() => dialog.innerText.includes("The server cannot be reached."), "the failure is told");
    assert.equal(field(element, "City").value, "Potsdam");
    await expectAccessible(element);
    control.recover();
    control.hold("saveBillingDetails");
    await sendKeys({ press: "Enter" });
    await until(() => textOf(element, "dialog [role=status]") === "Saving…", "it is saved");
    await sendKeys({ press: "Enter" });
    await sendKeys({ press: "Escape" });
    assert.isTrue(dialog.open, "not closed while saving");
    await expectAccessible(element);
    control.release();
    await until(() => all(element, "dialog").length === 0, "the dialog closes");
    assert.equal(control.count("saveBillingDetails"), 2);
    assert.include(textOf(element, "#billing-details"), "10969 Potsdam");
  });

  it("does not save when the page vetoes it", async () => {
    const control = new ControlledClient();
    const element = await mountReady("billing-settings", control.client);
    element.addEventListener("billing-details-save", (event) => event.preventDefault(), { once: true });
    await openDialog(element, opener);
    button(element, "Save").click();
    await until(() => all(element, "dialog").length === 0, "the dialog closes");
    assert.equal(control.count("saveBillingDetails"), 0);
  });

  it("doubts a VAT id that does not fit the country of the address, and saves it all the same", async () => {
    const control = new ControlledClient();
    const element = await mountReady("billing-settings", control.client);
    await openDialog(element, opener);
    const vatId = field(element, "VAT id (optional)");
    const doubts = () => descriptionOf(vatId).includes("This does not fit the address");
    assert.isFalse(doubts());
    for (const [country, id, isDoubted] of [
      ["AT", "de 123", true],
      ["AT", "atu1", false],
      ["GR", "GR1", true],
      ["GR", "EL1", false],
      ["GB", "XI1", false],
      ["XI", "GB1", false],
      ["XI", "IE1", true],
      ["CH", "CH1", true],
      ["CH", "CHE-1", false],
      ["MC", "FR1", false],
      ["US", "U", false],
    ] as const) {
      field(element, "Country").value = country;
      vatId.value = id;
      vatId.dispatchEvent(new InputEvent("input", { bubbles: true }));
      await element.updateComplete;
      assert.equal(doubts(), isDoubted, `${country} ${id}`);
    }
    await fill(element, "Country", "Switzerland");
    await fill(element, "VAT id (optional)", "DE123456788");
    assert.include(
      descriptionOf(vatId),
      "This does not fit the address (Switzerland: CHE). If both are right, leave them.",
    );
    assert.equal(one(element, `dialog [id="${vatId.getAttribute("aria-describedby")}"]`).ariaLive, "polite");
    assert.notEqual(vatId.ariaInvalid, "true");
    await expectAccessible(element);
    button(element, "Save").click();
    await until(() => said(element) === "The billing details were saved.", "it is saved");
  });

  it("marks a field at fault in red", async () => {
    const element = await mountReady("billing-settings", createFakeClient({ billingDetails: "none" }));
    await openDialog(element, opener);
    button(element, "Save").click();
    await until(() => all(element, "dialog [aria-invalid=true]").length > 0, "the fields are marked");
    const red = getComputedStyle(one(element, "dialog .problem")).color;
    for (const control of all(element, "dialog [aria-invalid=true]")) assert.equal(border(control), red);
    assert.notEqual(border(field(element, "VAT id (optional)")), red);
  });

  it("says why nothing was saved where it can be seen, and says it again", async () => {
    const element = await mountReady("billing-settings", createFakeClient({ billingDetails: "none" }));
    const dialog = await openDialog(element, opener);
    dialog.style.blockSize = "300px";
    await fill(element, "Name", "Acme");
    const alert = () => one(element, "dialog [role=alert]");
    button(element, "Save").click();
    await until(() => all(element, "dialog [role=alert]").length > 0, "the failure is told");
    const { left, top, right, bottom } = alert().getBoundingClientRect();
    const inside = alert().contains(
      element.shadowRoot?.elementFromPoint((left + right) / 2, (top + bottom) / 2) ?? assert.fail("out of view"),
    );
    assert.isTrue(inside, "nothing is above it");
    const first = field(element, "Street and number");
    assert.equal(focused(element), first);
    assert.isBelow(first.getBoundingClientRect().bottom, top, "nor is it above the field at fault");
    const before = alert();
    button(element, "Save").click();
    await until(() => all(element, "dialog [role=alert]").length > 0 && alert() !== before, "it is told anew");
  });

  it("wants the VAT id where the treatment does", async () => {
    const client = withDetails({ required: ["vatId"], vatId: undefined });
    const element = await mountReady("billing-settings", client);
    await openDialog(element, opener);
    const vatId = field(element, "VAT id");
    assert.isTrue(vatId.required);
    button(element, "Save").click();
    await until(() => vatId.ariaInvalid === "true", "it is marked");
    assert.equal(focused(element), vatId);
  });

  it("offers no way to edit to who may not", async () => {
    const element = await mountReady("billing-settings", createFakeClient({ permissions: ["billing.read"] }));
    assert.include(textOf(element, "#billing-details"), "Acme GmbH");
    assert.isFalse(hasButton(element, /Edit/));
  });

  it("fits a narrow dialog", async () => {
    const element = await mountReady("billing-settings", createFakeClient(), {}, 320);
    const dialog = await openDialog(element, opener);
    dialog.style.inlineSize = "300px";
    assert.isAtMost(dialog.scrollWidth, dialog.clientWidth);
    await expectAccessible(element);
  });
});

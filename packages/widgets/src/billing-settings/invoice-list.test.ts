import type { InvoiceItem, Mail } from "@seatbook/server/contract";
import { sendKeys } from "@web/test-runner-commands";
import { assert } from "chai";
import { ClientError, type SeatbookClient } from "../client/client.ts";
import { createFakeClient, type FakeClientOptions } from "../client/fake-client.ts";
import { ControlledClient } from "../internal/test/controlled-client.ts";
import {
  all,
  button,
  expectAccessible,
  expectNoSidewaysScroll,
  focused,
  hasButton,
  mountReady,
  nextDownload,
  nextEvent,
  one,
  openDialog,
  said,
  tabTo,
  textOf,
  until,
} from "../internal/test/helpers.ts";

const rows = (element: Element) =>
  all(element, "[part=invoice-row]").map((row) =>
    row.innerText.replaceAll("\u2060", "").replaceAll(/\s+/g, " ").trim(),
  );

const rowOf = (element: Element, number: string) => rows(element).find((row) => row.startsWith(number)) ?? "";

/** A fake client whose invoices are what `change` makes of them. */
function withInvoices(change: (items: InvoiceItem[]) => InvoiceItem[], options?: FakeClientOptions): SeatbookClient {
  const fake = createFakeClient(options);
  const read = fake.invoices.bind(fake);
  fake.invoices = async (workspace, { cursor = "0", limit = 50 }) => {
    const { items } = await read(workspace, { limit: 200 });
    const changed = change(items);
    const from = Number(cursor);
    const next = from + limit;
    return {
      items: changed.slice(from, next),
      total: changed.length,
      ...(next < changed.length && { nextCursor: String(next) }),
    };
  };
  return fake;
}

const many = (count: number) =>
  withInvoices(([first]) =>
    first ? Array.from({ length: count }, (_, index) => ({ ...first, number: `N-${1000 - index}` })) : [],
  );

const mailed = (...mails: Partial<Mail>[]) =>
  withInvoices(([first]) =>
    first
      ? [
          {
            ...first,
            mails: mails.map((mail, index) => ({
              id: String(index),
              to: "a@acme.example",
              status: "sent" as const,
              at: "2026-11-01T02:05:00Z",
              attempts: 1,
              ...mail,
            })),
          },
        ]
      : [],
  );

const textOfMails = async (...mails: Partial<Mail>[]) =>
  rows(await mountReady("billing-settings", mailed(...mails)))[0] ?? "";

const due = async (change: (items: InvoiceItem[]) => InvoiceItem[]) =>
  textOf(await mountReady("billing-settings", withInvoices(change)), "#invoices .due");

const hasBorder = (control: Element) => getComputedStyle(control).borderBlockStartColor !== "rgba(0, 0, 0, 0)";

describe("<billing-settings>: invoices", () => {
  it("lists them newest first, with month, licenses, gross amount and status in words", async () => {
    const element = await mountReady("billing-settings", createFakeClient());
    assert.include(textOf(element, "#invoices thead"), "Number Month Licenses Amount, gross Status");
    assert.match(rows(element)[0] ?? "", /^2026-000128 October 2026 128 licenses €7,463.68 Open, due 1 Dec /);
    assert.match(rows(element)[1] ?? "", /^2026-000117 September 2026 117 licenses €6,822.27 Overdue, was due 31 Oct /);
    assert.include(rowOf(element, "2026-000095"), "July 2026 95 licenses €5,539.45 Paid 12 Aug");
    // The same month stands with its net amount among the months.
    one(element, ".months details", HTMLDetailsElement).open = true;
    assert.include(textOf(element, "[part=month-row]"), "October 2026 128 licenses €6,272.00");
    await expectAccessible(element);
  });

  it("says what a license is where months of both models stand below each other", async () => {
    const element = await mountReady(
      "billing-settings",
      withInvoices((items) =>
        items.map((item, index) => (index === 1 ? { ...item, licenseModel: "team", licenses: 14 } : item)),
      ),
    );
    assert.include(rows(element)[0], "October 2026 128 licenses €7,463.68");
    assert.include(rows(element)[1], "September 2026 14 team licenses €6,822.27");
  });

  it("shows a credit note with a minus, and which invoice it corrects", async () => {
    const element = await mountReady("billing-settings", createFakeClient());
    assert.match(
      rowOf(element, "2026-000110"),
      /^2026-000110 Credit note for 2026-000106 August 2026 106 licenses −€6,180.86 Settled /,
    );
    assert.include(rowOf(element, "2026-000106"), "Canceled, see 2026-000110");
    const paidBack = await mountReady(
      "billing-settings",
      withInvoices((items) =>
        items.flatMap((item): InvoiceItem[] =>
          item.type === "credit-note"
            ? [
                { ...item, number: "C-1", status: "open" },
                { ...item, number: "C-2", paidOn: "2026-11-12" },
              ]
            : [],
        ),
      ),
    );
    assert.include(rowOf(paidBack, "C-1"), "To be paid back");
    assert.include(rowOf(paidBack, "C-2"), "Paid back 12 Nov");
  });

  it("says how the mails fared, of each address the last one", async () => {
    const element = await mountReady("billing-settings", createFakeClient());
    assert.include(rowOf(element, "2026-000128"), "Mailed 1 Nov to invoices@acme.example");
    assert.include(
      rowOf(element, "2026-000117"),
      "Could not be delivered to invoices@acme.example: mailbox unavailable",
    );
    const again = await textOfMails({ status: "bounced" }, { status: "sent", at: "2026-11-03T08:00:00Z" });
    assert.include(again, "Mailed 3 Nov to a@acme.example Send…PDF");
    assert.notInclude(again, "Could not be delivered", "it was sent again");
    assert.include(
      await textOfMails({}, { to: "b@acme.example" }, { to: "c@acme.example" }, { to: "d@acme.example" }),
      "Mailed 1 Nov to a@acme.example, b@acme.example, +2",
    );
    assert.include(
      await textOfMails({ status: "queued", retryAt: "2026-11-23T10:00:00Z", detail: "try later" }),
      "Not delivered to a@acme.example yet: try later. Will be tried again on 23 November at 11:00",
    );
    assert.include(
      await textOfMails({ status: "queued", retryAt: "2026-11-01T02:20:00Z", detail: "try later" }),
      "yet: try later. Will be tried again at 03:20",
      "of the day of the last attempt",
    );
    assert.include(
      await textOfMails({ status: "queued" }, { to: "b@acme.example", status: "sending" }),
      "Being mailed to a@acme.example, b@acme.example",
    );
    assert.include(await textOfMails({ status: "failed" }), "Could not be delivered to a@acme.example Send…PDF");
  });

  for (const [what, options, says] of [
    ["nothing has closed", undefined, "The first invoice comes after November 2026 has closed."],
    ["something has closed", undefined, "There are no invoices yet."],
    ["details are missing", { billingDetails: "none" }, "Invoices wait until the billing details are complete."],
  ] as const)
    it(`says when the first one comes: ${what}`, async () => {
      const fake = withInvoices(() => [], options);
      const summary = fake.summary.bind(fake);
      fake.summary = async (...args) => {
        const { lastClosedMonth, ...answer } = await summary(...args);
        return what === "nothing has closed" || lastClosedMonth === undefined ? answer : { ...answer, lastClosedMonth };
      };
      const element = await mountReady("billing-settings", fake);
      assert.include(textOf(element, "#invoices"), says);
      await expectAccessible(element);
    });

  it("downloads PDF and XML, and shows the button in use", async () => {
    const control = new ControlledClient();
    const element = await mountReady("billing-settings", control.client);
    control.hold("invoiceFile");
    const pdf = button(element, "PDF of 2026-000117");
    pdf.focus();
    await sendKeys({ press: "Enter" });
    await until(() => pdf.ariaBusy === "true", "it is under way");
    assert.equal(button(element, "XML of 2026-000117").getAttribute("aria-disabled"), "false", "the others work");
    await expectAccessible(element);
    await sendKeys({ press: "Enter" });
    const name = nextDownload();
    control.release();
    assert.equal(await name, "2026-000117.pdf");
    await until(() => said(element) === "2026-000117.pdf was downloaded.", "the result is told");
    assert.equal(control.count("invoiceFile"), 1);
    assert.equal(focused(element), pdf);
    const xml = nextDownload();
    button(element, "XML of 2026-000117").click();
    assert.equal(await xml, "2026-000117.xml");
    control.fail("invoiceFile", new ClientError("unreachable", 0, ""));
    pdf.click();
    await until(() => said(element).includes("The server cannot be reached."), "the failure is told");
    assert.notEqual(pdf.ariaBusy, "true");
  });

  it("shows more by keyboard, goes on where reading goes on, and keeps them", async () => {
    const control = new ControlledClient(undefined, many(30));
    const element = await mountReady("billing-settings", control.client);
    assert.lengthOf(rows(element), 12);
    assert.include(textOf(element, "#invoices"), "12 of 30 shown");
    button(element, "Show more").focus();
    await sendKeys({ press: "Enter" });
    await until(() => rows(element).length === 24, "there are more");
    await until(() => said(element) === "24 of 30 shown", "it is told");
    assert.equal(focused(element)?.getAttribute("aria-label"), "PDF of N-988");
    button(element, "Show more").click();
    await until(() => rows(element).length === 30, "all are there");
    assert.isFalse(hasButton(element, "Show more"));
    assert.equal(control.count("invoices"), 1, "they were read at once");
    await element.refresh();
    await element.updateComplete;
    assert.lengthOf(rows(element), 30, "reading anew keeps what is shown");
    await expectAccessible(element);
    element.workspace = "other";
    await until(() => rows(element).length === 12, "another workspace begins anew");
  });

  it("reads more than the server gives at once", async () => {
    const control = new ControlledClient(undefined, many(230));
    const element = await mountReady("billing-settings", control.client);
    for (let shown = 24; shown <= 216; shown += 12) {
      button(element, "Show more").click();
      await until(() => rows(element).length === shown, `${shown} are there`);
    }
    const queries = control.calls.filter(({ method }) => method === "invoices").map(({ args }) => args[1]);
    assert.deepEqual(queries.slice(-2), [{ limit: 200 }, { limit: 16, cursor: "200" }]);
  });

  it("keeps what is shown when it cannot be read anew", async () => {
    const control = new ControlledClient(undefined, many(30));
    const element = await mountReady("billing-settings", control.client);
    control.fail("invoices", new ClientError("unreachable", 0, ""));
    await element.refresh();
    await until(() => textOf(element, "#invoices [role=alert]").includes("last known state"), "the failure is shown");
    assert.lengthOf(rows(element), 12);
    await expectAccessible(element);
    control.recover();
    button(element, "Load again: Invoices").click();
    await until(() => all(element, "#invoices [role=alert]").length === 0, "it is read anew");
  });

  it("sends one again after saying to whom, all by keyboard", async () => {
    const control = new ControlledClient();
    const element = await mountReady("billing-settings", control.client);
    const dialog = await openDialog(element, "Send again 2026-000117");
    assert.include(dialog.innerText, "Send again 2026-000117");
    assert.include(
      dialog.innerText,
      "The invoice for September 2026, €6,822.27, is mailed as PDF to invoices@acme.example.",
    );
    assert.include(dialog.innerText, "Could not be delivered to invoices@acme.example: mailbox unavailable");
    await expectAccessible(element);
    const before = nextEvent("invoice-send");
    const after = nextEvent("invoice-sent");
    await tabTo(element, "Send");
    await sendKeys({ press: "Enter" });
    assert.deepEqual((await before).detail, { workspace: "acme", number: "2026-000117" });
    assert.isTrue((await before).cancelable);
    assert.deepEqual((await after).detail, { workspace: "acme", number: "2026-000117" });
    await until(() => said(element) === "2026-000117 is on its way to invoices@acme.example.", "the result is told");
    assert.include(rowOf(element, "2026-000117"), "Mailed 23 Nov to invoices@acme.example");
    assert.isFalse(hasButton(element, "Send again 2026-000117"), "the list is calm again");
    assert.equal(focused(element)?.getAttribute("aria-label"), "XML of 2026-000117", "the focus stays in the row");
    assert.deepEqual(control.calls.find(({ method }) => method === "sendInvoice")?.args, ["acme", "2026-000117"]);
  });

  it("offers to send the newest, what has not arrived and what is to be paid and was never mailed, in line", async () => {
    const element = await mountReady(
      "billing-settings",
      withInvoices((items) =>
        items.map((item, index) => (index === 2 ? { ...item, status: "open" as const, mails: [] } : item)),
      ),
    );
    const offers = all(element, "[part=invoice-row] button").filter((each) => each.innerText.startsWith("Send"));
    assert.deepEqual(
      offers.map(({ ariaLabel }) => ariaLabel),
      ["Send again 2026-000128", "Send again 2026-000117", "Send 2026-000111"],
    );
    assert.deepEqual(offers.map(hasBorder), [false, true, false], "it stands out where a mail has not arrived");
    for (const offer of offers) {
      const [left, right] = [offer, offer.nextElementSibling ?? assert.fail()].map((each) =>
        each.getBoundingClientRect(),
      );
      assert.isAtMost(left?.right ?? 0, right?.left ?? 0, "beside the files, and not over them");
    }
    button(element, "Send again 2026-000128").focus();
    for (const name of ["PDF of 2026-000128", "XML of 2026-000128", "Send again 2026-000117"]) {
      await sendKeys({ press: "Tab" });
      assert.equal(focused(element)?.getAttribute("aria-label"), name);
    }
    await sendKeys({ press: "Enter" });
    await until(() => textOf(element, "dialog").includes("Send again 2026-000117"), "the dialog is open");
  });

  it("says first what is to be paid, and what of it is overdue", async () => {
    assert.equal(await due((items) => items), "2 invoices are open: €14,285.95, of which €6,822.27 is overdue.");
    assert.equal(await due((items) => items.slice(0, 1)), "1 invoice is open: €7,463.68.");
    assert.equal(await due((items) => items.slice(1, 2)), "1 invoice is overdue: €6,822.27.");
    assert.equal(await due((items) => items.slice(2)), "", "a credit note or what is paid asks for nothing");
    assert.equal(
      await due(([first]) => (first ? [first, { ...first, number: "2", gross: { currency: "USD", minor: 500 } }] : [])),
      "2 invoices are open: €7,463.68, US$5.00.",
      "currencies are not added up",
    );
    assert.equal(
      await due(([first]) =>
        first ? Array.from({ length: 30 }, (_, index) => ({ ...first, number: `N-${index}` })) : [],
      ),
      "30 invoices are open: €223,910.40.",
      "also those that are not shown yet",
    );
  });

  it("mutes the amount of what was canceled", async () => {
    const element = await mountReady("billing-settings", createFakeClient());
    const color = (number: string) => getComputedStyle(one(element, `[data-id="${number}"] .amount span`)).color;
    assert.notEqual(color("2026-000106"), color("2026-000095"));
    await expectAccessible(element);
  });

  it("does not send when the page vetoes it, and says in the dialog when it failed", async () => {
    const control = new ControlledClient();
    const element = await mountReady("billing-settings", control.client);
    element.addEventListener("invoice-send", (event) => event.preventDefault(), { once: true });
    await openDialog(element, "Send again 2026-000128");
    button(element, "Send", "dialog button").click();
    await until(() => all(element, "dialog").length === 0, "the dialog closes");
    assert.equal(control.count("sendInvoice"), 0);

    control.fail("sendInvoice", new ClientError("mailbox-missing", 409, "There is no mailbox to send it to."));
    const dialog = await openDialog(element, "Send again 2026-000128");
    button(element, "Send", "dialog button").click();
    await until(() => dialog.innerText.includes("There is no mailbox to send it to."), "the failure is told");
    await expectAccessible(element);
    await sendKeys({ press: "Escape" });
    await until(() => all(element, "dialog").length === 0, "the dialog closes");
  });

  it("says Send where it was not mailed before", async () => {
    const element = await mountReady(
      "billing-settings",
      withInvoices((items) => items.map((item) => ({ ...item, mails: [] }))),
    );
    const dialog = await openDialog(element, "Send 2026-000128");
    assert.include(dialog.innerText, "Send 2026-000128");
  });

  it("offers no sending where it is not allowed, not mailed, or has nowhere to go", async () => {
    const noMailbox = createFakeClient();
    noMailbox.mailbox = () => Promise.resolve({ mailbox: [], mailed: true });
    for (const client of [
      createFakeClient({ permissions: ["billing.read", "licenses.export"] }),
      createFakeClient({ licenseModel: "team" }),
      noMailbox,
    ]) {
      const element = await mountReady("billing-settings", client);
      assert.isTrue(hasButton(element, "PDF of 2026-000128") || hasButton(element, /^PDF of/));
      assert.isFalse(hasButton(element, /^Send/));
    }
  });

  for (const width of [660, 918, 1280])
    it(`breaks no number and no month at ${width} pixels`, async () => {
      const client = withInvoices((items) =>
        items.map((item) => ({
          ...item,
          mails: item.mails.map((mail) => ({ ...mail, to: "buchhaltung@lindenhof.example" })),
        })),
      );
      const element = await mountReady("billing-settings", client, {}, width);
      element.style.fontFamily = "DejaVu Sans";
      for (const number of all(element, "[part=invoice-row] .whole")) assert.isBelow(number.offsetHeight, 24);
      for (const cell of all(element, "[part=invoice-row] .month")) {
        const range = document.createRange();
        range.selectNodeContents(cell);
        assert.isBelow(range.getBoundingClientRect().height, 24, cell.innerText);
      }
      if (width < 900) return;
      for (const mail of all(element, "[part=invoice-row] .mails .muted"))
        assert.isBelow(mail.offsetHeight, 24, "to whom it was mailed is one line");
    });

  it("in a card has number and month on one line, the amount larger, and how it was mailed on one line", async () => {
    const element = await mountReady("billing-settings", createFakeClient(), {}, 328);
    const [row] = all(element, "[part=invoice-row]");
    const cell = (name: string) => row?.querySelector<HTMLElement>(name) ?? assert.fail(name);
    const top = (name: string) => cell(name).getBoundingClientRect().top;
    assert.equal(top(".month"), top(".name"));
    const rhythm = [".name", ".amount", ".status", ".mails", ".act"].map(top);
    assert.deepEqual(
      rhythm,
      rhythm.toSorted((a, b) => a - b),
    );
    const { fontSize, fontWeight } = getComputedStyle(cell(".amount"));
    assert.isAbove(Number.parseFloat(fontSize), Number.parseFloat(getComputedStyle(cell(".name")).fontSize));
    assert.isAbove(Number(fontWeight), 500);
    assert.isBelow(cell(".mails").offsetHeight, 24);
    assert.include(rows(element)[0], "€7,463.68 gross");
    assert.include(rows(element)[0], "128 licenses");
  });

  for (const width of [320, 700, 1280])
    it(`breaks nothing at ${width} pixels, however long numbers, addresses and answers are`, async () => {
      const client = withInvoices((items) =>
        items.map((item) => ({
          ...item,
          number: `RE/2026/${item.number}/INTERNATIONAL-DIVISION`,
          mails: [
            {
              id: "1",
              to: "accounts-payable-and-procurement-department@subsidiary.acme-international.example",
              status: "bounced" as const,
              at: "2026-11-01T02:05:00Z",
              attempts: 3,
              detail: "550 5.1.1 https://mail.example/help/why-was-this-refused?reference=0123456789abcdef",
            },
          ],
        })),
      );
      const element = await mountReady("billing-settings", client, {}, width);
      expectNoSidewaysScroll(element);
      assert.equal(one(element, "[part=base]").scrollWidth, one(element, "[part=base]").clientWidth);
      await expectAccessible(element);
    });
});

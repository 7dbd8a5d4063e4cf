import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Invoice, InvoiceDraft } from "../invoice/invoice.ts";
import { amountOf, type Price } from "../money.ts";
import { addMonths, type Month } from "../month.ts";
import { customer, invoicing, seller } from "../test/seller.ts";
import { addMember, addTeam, configuration, Given, instant } from "../test/workspace.ts";
import type { Command } from "./commands.ts";
import { decide } from "./decide.ts";
import type { Tax, WorkspaceEvent } from "./events.ts";
import { invoiceStatus } from "./invoices.ts";
import { licenses } from "./licenses.ts";
import { closesAt } from "./periods.ts";

const standard: Tax = { treatment: "standard", ratePercent: 19 };
const close = (month: Month, by = invoicing): Command => ({
  type: "close-month",
  month,
  rule: "any-in-month",
  invoicing: by,
});
const issue = (draft: number, number: string, issuedOn: string): Command => ({
  type: "issue-invoice",
  draft,
  number,
  issuedOn,
});

/** Acme with two people in a team since September, billed by user license. */
function acme(differing: Parameters<typeof configuration>[0] = {}): Given {
  const given = new Given("2026-09-01T08:00+02:00", { licenseModel: "user", customer, tax: standard, ...differing });
  given.when("2026-09-05T08:00Z", addTeam("A"), addMember("ana", ["A"]), addMember("bo", ["A"]));
  return given;
}

function drafted(events: WorkspaceEvent[]): InvoiceDraft {
  const found = events.find((event) => event.type === "InvoiceDrafted");
  if (!found) throw new Error("nothing was drafted");
  return found.invoice;
}

/** September closed and issued. */
function issued(differing: Parameters<typeof configuration>[0] = {}): { given: Given; invoice: Invoice } {
  const given = acme(differing);
  const draft = drafted(given.when("2026-10-01T03:00+02:00", close("2026-09")));
  given.when("2026-10-01T03:00+02:00", issue(given.state.version, "2026-000001", "2026-10-01"));
  return { given, invoice: { ...draft, number: "2026-000001", issuedOn: "2026-10-01", dueOn: "2026-10-15" } };
}

const statusOn = (given: Given, today: string): string[] =>
  given.state.invoices.map((entry) => invoiceStatus(given.state, entry, today));
const pay = (number: string, paidOn: string): Command => ({ type: "record-payment", number, paidOn });

/** What so many licenses cost, license by license. */
function slowNet(price: Price, count: number): number {
  const billed = Math.max(count, price.minimumLicenses ?? 0);
  let sum = 0;
  for (let license = 1; license <= billed; license++) {
    if ("unitMinor" in price) sum += price.unitMinor;
    else {
      const place = price.tierMode === "volume" ? billed : license;
      sum += price.tiers.find(({ upTo }) => upTo === null || place <= upTo)?.unitMinor ?? Number.NaN;
    }
  }
  return sum;
}

const withMinimum = (price: Price, minimumLicenses: number | undefined): Price =>
  minimumLicenses === undefined ? price : { ...price, minimumLicenses };

describe("closing a month drafts its invoice, in the same record", () => {
  test("the invoice is frozen data: seller, customer, lines, tax, period, language", () => {
    const events = acme().when("2026-10-01T03:00+02:00", close("2026-09"));
    expect(events.map(({ type }) => type)).toEqual(["MonthClosed", "InvoiceDrafted"]);
    expect(drafted(events)).toEqual({
      format: 1,
      type: "invoice",
      month: "2026-09",
      period: { first: "2026-09-01", last: "2026-09-30" },
      licenseModel: "user",
      licenses: 2,
      language: "en",
      currency: "EUR",
      seller: { ...seller, address: { ...seller.address, countryName: "Germany" } },
      customer: {
        name: "Acme GmbH",
        address: { ...customer.address, countryName: "Germany" },
        vatId: "DE987654321",
      },
      lines: [
        {
          description: "User licenses, September 2026",
          quantity: 2,
          unitMinor: 4900,
          net: 9800,
          tax: { category: "S", ratePercent: 19 },
        },
      ],
      taxes: [{ category: "S", ratePercent: 19, net: 9800, tax: 1862 }],
      net: 9800,
      tax: 1862,
      gross: 11_662,
      paymentDays: 14,
    });
  });

  test("without a seller a month closes without an invoice", () => {
    const events = acme().when("2026-10-02T08:00Z", { type: "close-month", month: "2026-09", rule: "any-in-month" });
    expect(events.map(({ type }) => type)).toEqual(["MonthClosed"]);
  });

  test("a month with nothing to bill closes without an invoice", () => {
    const given = new Given("2026-09-01T08:00+02:00", { customer, tax: standard });
    expect(given.when("2026-10-02T08:00Z", close("2026-09")).map(({ type }) => type)).toEqual(["MonthClosed"]);
    const free = acme({ price: { currency: "EUR", unitMinor: 0 } });
    expect(free.when("2026-10-02T08:00Z", close("2026-09")).map(({ type }) => type)).toEqual(["MonthClosed"]);
    expect(free.refusal("2026-10-02T08:00Z", { type: "draft-invoice", month: "2026-09", invoicing })).toBe(
      "nothing-to-bill",
    );
  });

  test("while details are missing the month closes, and the invoice waits for them", () => {
    const given = new Given("2026-09-01T08:00+02:00", { licenseModel: "team" });
    given.when("2026-09-05T08:00Z", addTeam("A"));
    expect(given.when("2026-10-02T08:00Z", close("2026-09")).map(({ type }) => type)).toEqual([
      "MonthClosed",
      "InvoiceDeferred",
    ]);
    const draft: Command = { type: "draft-invoice", month: "2026-09", invoicing };
    expect(given.refusal("2026-10-02T08:00Z", draft)).toBe("customer-missing");
    given.when("2026-10-03T08:00Z", { type: "set-billing-details", customer });
    expect(given.refusal("2026-10-03T08:00Z", draft)).toBe("tax-missing");
    given.when("2026-10-03T08:00Z", configuration({ licenseModel: "team", tax: standard }));
    expect(given.state.deferred).toEqual(["2026-09"]);
    expect(drafted(given.when("2026-10-03T09:00Z", draft))).toMatchObject({
      net: 4900,
      customer: { name: "Acme GmbH" },
    });
    expect(given.state.deferred).toEqual([]);
    expect(given.when("2026-10-03T09:00Z", draft)).toEqual([]);
  });

  test("one that waited is drafted once: what was canceled meanwhile is not drafted again unasked", () => {
    const given = new Given("2026-09-01T08:00+02:00", { licenseModel: "team", tax: standard });
    given.when("2026-09-05T08:00Z", addTeam("A"));
    given.when("2026-10-02T08:00Z", close("2026-09"));
    const deferred: Command = { type: "draft-deferred-invoice", month: "2026-09", invoicing };
    expect(given.refusal("2026-10-02T08:00Z", deferred)).toBe("customer-missing");
    given.when("2026-10-03T08:00Z", { type: "set-billing-details", customer });
    const invoice = drafted(given.when("2026-10-03T09:00Z", deferred));
    given.when("2026-10-03T09:00Z", issue(given.state.version, "2026-000001", "2026-10-03"));
    const numbered = { ...invoice, number: "2026-000001", issuedOn: "2026-10-03", dueOn: "2026-10-17" };
    given.when("2026-10-04T09:00Z", { type: "cancel-invoice", invoice: numbered, reason: "Wrong" });
    expect(given.when("2026-10-05T09:00Z", deferred)).toEqual([]);
    expect(given.when("2026-10-05T09:00Z", { type: "draft-invoice", month: "2026-09", invoicing })).toHaveLength(1);
  });

  test("of a French seller it says what French law wants", () => {
    const french = { ...invoicing, seller: { ...seller, address: { ...seller.address, country: "FR" } } };
    const events = acme().when("2026-10-02T08:00Z", close("2026-09", french));
    expect(drafted(events).notes?.map(({ code }) => code)).toEqual(["PMT", "PMD", "AAB"]);
  });
});

describe("the line items are the price's steps", () => {
  const tiers = [
    { upTo: 1, unitMinor: 1000 },
    { upTo: 3, unitMinor: 700 },
    { upTo: null, unitMinor: 90 },
  ];
  const cases: [what: string, price: Price, lines: [quantity: number, unit: number, note: string | undefined][]][] = [
    ["flat", { currency: "EUR", unitMinor: 4900 }, [[2, 4900, undefined]]],
    ["volume", { currency: "EUR", tiers, tierMode: "volume" }, [[2, 700, undefined]]],
    [
      "graduated",
      { currency: "EUR", tiers, tierMode: "graduated" },
      [
        [1, 1000, "License 1"],
        [1, 700, "License 2"],
      ],
    ],
    ["minimum", { currency: "EUR", unitMinor: 100, minimumLicenses: 5 }, [[5, 100, "Minimum of 5 licenses; 2 in use"]]],
    [
      "graduated, minimum",
      { currency: "EUR", tiers, tierMode: "graduated", minimumLicenses: 5 },
      [
        [1, 1000, "License 1"],
        [2, 700, "Licenses 2 to 3"],
        [2, 90, "Licenses 4 to 5. Minimum of 5 licenses; 2 in use"],
      ],
    ],
  ];
  test.each(cases)("%s", (_, price, lines) => {
    const invoice = drafted(acme({ price }).when("2026-10-02T08:00Z", close("2026-09")));
    expect(invoice.lines.map(({ quantity, unitMinor, note }) => [quantity, unitMinor, note])).toEqual(lines);
    expect(invoice.net).toBe(lines.reduce((sum, [quantity, unit]) => sum + quantity * unit, 0));
  });
});

describe("the sum over all months of export rows × price equals the invoices' nets, for every price form", () => {
  const unit = fc.nat(1_000_000);
  const minimum = fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined });
  const anyPrice: fc.Arbitrary<Price> = fc.oneof(
    fc
      .record({ unitMinor: unit, minimum })
      .map(({ unitMinor, minimum: least }) => withMinimum({ currency: "EUR", unitMinor }, least)),
    fc
      .record({
        steps: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }),
        units: fc.array(unit, { minLength: 4, maxLength: 4 }),
        tierMode: fc.constantFrom("volume", "graduated"),
        minimum,
      })
      .map(({ steps, units, tierMode, minimum: least }) => {
        const limits = [...steps.toSorted((a, b) => a - b), null];
        const tiers = limits.map((upTo, index) => ({ upTo, unitMinor: units[index] ?? 0 }));
        return withMinimum({ currency: "EUR", tiers, tierMode }, least);
      }),
  );

  test("in every history", () => {
    const change = fc.record({
      member: fc.constantFrom("ana", "bo", "cy", "di", "eve", "flo"),
      teams: fc.constantFrom<string[]>([], ["A"]),
      day: fc.integer({ min: 1, max: 28 }),
    });
    fc.assert(
      fc.property(
        fc.array(fc.record({ price: anyPrice, changes: fc.array(change, { maxLength: 5 }) }), {
          minLength: 3,
          maxLength: 5,
        }),
        fc.constantFrom<Tax>(standard, { treatment: "outside-eu" }, { treatment: "standard", ratePercent: 8.1 }),
        (months, tax) => {
          const given = new Given("2026-01-01T00:00Z", { licenseModel: "user", timeZone: "UTC", customer, tax });
          given.when("2026-01-01T00:00Z", addTeam("A"));
          let expected = 0;
          for (const [index, { price, changes }] of months.entries()) {
            const month = addMonths("2026-01", index);
            for (const { member, teams, day } of changes.toSorted((a, b) => a.day - b.day)) {
              given.when(`${month}-${String(day).padStart(2, "0")}T08:00Z`, addMember(member, teams));
            }
            // In force from the next month on.
            given.when(`${month}-28T09:00Z`, configuration({ licenseModel: "user", timeZone: "UTC", price }));
            const rows = licenses(given.state, month, "any-in-month").length;
            const inForce = months[index - 1]?.price ?? { currency: "EUR", unitMinor: 4900 };
            expected += slowNet(inForce, rows);
            expect(amountOf(inForce, rows).net.minor).toBe(slowNet(inForce, rows));
            given.when(`${addMonths(month, 1)}-01T03:00Z`, close(month));
          }
          const invoices = given.state.invoices;
          expect(invoices.reduce((sum, { net }) => sum + net, 0)).toBe(expected);
          for (const { net, tax: taxMinor, gross } of invoices) expect(net + taxMinor).toBe(gross);
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe("the workspace learns the number", () => {
  test("with the due date; a second time nothing happens", () => {
    const { given } = issued();
    expect(given.state.invoices).toMatchObject([
      { issued: { number: "2026-000001", issuedOn: "2026-10-01", dueOn: "2026-10-15" } },
    ]);
    const [entry] = given.state.invoices;
    expect(given.when("2026-10-02T08:00Z", issue(entry?.draft ?? 0, "2026-000009", "2026-10-09"))).toEqual([]);
    expect(given.refusal("2026-10-02T08:00Z", issue(999, "2026-000009", "2026-10-09"))).toBe("invoice-not-found");
  });

  test("R12: what is billed by user license is mailed, each address by itself; what is billed by team license is not", () => {
    const mailbox = ["a@acme.example", "b@acme.example"];
    expect(issued({ mailbox }).given.state.mails).toMatchObject(
      mailbox.map((to) => ({ to, status: "queued", about: { kind: "invoice" } })),
    );
    expect(issued({ mailbox, licenseModel: "team" }).given.state.mails).toEqual([]);
    expect(issued().given.state.mails).toEqual([]);
  });
});

describe("R10: a correction is a credit note and, if needed, a new invoice", () => {
  test("the credit note has the same positive amounts, and names the invoice and why", () => {
    const { given, invoice } = issued();
    const events = given.when("2026-10-05T08:00Z", { type: "cancel-invoice", invoice, reason: "Wrong address" });
    expect(events.map(({ type }) => type)).toEqual(["InvoiceCanceled", "InvoiceDrafted"]);
    const { type, net, tax, gross, lines, corrects, reason } = drafted(events);
    expect({ type, net, tax, gross, lines, corrects, reason }).toEqual({
      type: "credit-note",
      net: 9800,
      tax: 1862,
      gross: 11_662,
      lines: invoice.lines,
      corrects: { number: "2026-000001", issuedOn: "2026-10-01" },
      reason: "Wrong address",
    });
    expect(given.when("2026-10-06T08:00Z", { type: "cancel-invoice", invoice, reason: "Again" })).toEqual([]);
  });

  test("what it cancels is not mailed any more: nobody is to pay it", () => {
    const { given, invoice } = issued();
    given.when("2026-10-05T08:00Z", { type: "cancel-invoice", invoice, reason: "Wrong address" });
    expect(given.refusal("2026-10-05T09:00Z", { type: "send-invoice", number: "2026-000001" })).toBe(
      "invoice-canceled",
    );
  });

  test("of a paid invoice it says when that was paid, since the money goes back", () => {
    const { given, invoice } = issued();
    given.when("2026-10-05T08:00Z", pay("2026-000001", "2026-10-04"));
    const events = given.when("2026-10-05T09:00Z", { type: "cancel-invoice", invoice, reason: "Wrong address" });
    expect(drafted(events).corrects).toEqual({ number: "2026-000001", issuedOn: "2026-10-01", paidOn: "2026-10-04" });
  });

  test("then the month can be invoiced again, by the details of then; while an invoice stands it cannot", () => {
    const { given, invoice } = issued();
    const again: Command = { type: "draft-invoice", month: "2026-09", invoicing };
    expect(given.when("2026-10-05T08:00Z", again)).toEqual([]);
    given.when("2026-10-05T08:00Z", { type: "cancel-invoice", invoice, reason: "Wrong address" });
    given.when("2026-10-05T09:00Z", { type: "set-billing-details", customer: { ...customer, name: "Acme SE" } });
    expect(drafted(given.when("2026-10-05T10:00Z", again))).toMatchObject({ customer: { name: "Acme SE" }, net: 9800 });
  });

  test("a credit note is not canceled, and what is not there neither", () => {
    const { given, invoice } = issued();
    given.when("2026-10-05T08:00Z", { type: "cancel-invoice", invoice, reason: "Wrong" });
    given.when("2026-10-05T08:00Z", issue(given.state.version, "2026-000002", "2026-10-05"));
    const creditNote = { ...invoice, number: "2026-000002" };
    expect(given.refusal("2026-10-06T08:00Z", { type: "cancel-invoice", invoice: creditNote, reason: "x" })).toBe(
      "credit-note-not-cancelable",
    );
    const absent = { ...invoice, number: "2026-000003" };
    expect(given.refusal("2026-10-06T08:00Z", { type: "cancel-invoice", invoice: absent, reason: "x" })).toBe(
      "invoice-not-found",
    );
  });

  test("a month that is not closed has no invoice to issue", () => {
    expect(acme().refusal("2026-10-02T08:00Z", { type: "draft-invoice", month: "2026-09", invoicing })).toBe(
      "month-not-closed",
    );
  });
});

describe("status: open, overdue from the day after the due date, paid, canceled", () => {
  test("of an invoice", () => {
    const { given } = issued();
    expect(statusOn(given, "2026-10-15")).toEqual(["open"]);
    expect(statusOn(given, "2026-10-16")).toEqual(["overdue"]);
    given.when("2026-10-20T08:00Z", pay("2026-000001", "2026-10-19"));
    expect(statusOn(given, "2026-10-20")).toEqual(["paid"]);
    expect(given.when("2026-10-21T08:00Z", pay("2026-000001", "2026-10-19"))).toEqual([]);
    expect(given.refusal("2026-10-21T08:00Z", pay("2026-000001", "2026-10-18"))).toBe("payment-recorded");
    expect(given.refusal("2026-10-21T08:00Z", pay("2026-000002", "2026-10-18"))).toBe("invoice-not-found");
  });

  test("a payment is not recorded before its day has come, where the workspace is", () => {
    const { given } = issued();
    expect(given.refusal("2026-10-19T21:59Z", pay("2026-000001", "2026-10-20"))).toBe("payment-in-future");
    expect(given.refusal("2026-10-19T22:01Z", pay("2026-000001", "2026-10-20"))).toBeUndefined();
  });

  test("nothing is paid before it was issued, invoice or credit note", () => {
    const { given, invoice } = issued();
    const { issuedOn } = invoice;
    const before = Temporal.PlainDate.from(issuedOn).subtract({ days: 1 }).toString();
    expect(given.refusal("2026-10-19T08:00Z", pay("2026-000001", before))).toBe("payment-before-issue");
    given.when("2026-10-19T08:00Z", pay("2026-000001", issuedOn));
    given.when("2026-10-20T08:00Z", { type: "cancel-invoice", invoice, reason: "Wrong" });
    given.when("2026-10-20T08:00Z", issue(given.state.version, "2026-000002", "2026-10-20"));
    expect(given.refusal("2026-10-21T08:00Z", pay("2026-000002", "2026-10-19"))).toBe("payment-before-issue");
    expect(given.refusal("2026-10-21T08:00Z", pay("2026-000002", "2026-10-20"))).toBeUndefined();
  });

  test("a credit note of an unpaid invoice settles it: nothing is left to pay either way", () => {
    const { given, invoice } = issued();
    given.when("2026-10-20T08:00Z", { type: "cancel-invoice", invoice, reason: "Wrong" });
    given.when("2026-10-20T08:00Z", issue(given.state.version, "2026-000002", "2026-10-20"));
    expect(statusOn(given, "2027-10-20")).toEqual(["canceled", "paid"]);
    expect(given.refusal("2026-10-21T08:00Z", pay("2026-000001", "2026-10-21"))).toBe("invoice-canceled");
    expect(given.refusal("2026-10-21T08:00Z", pay("2026-000002", "2026-10-21"))).toBe("credit-note-settled");
  });

  test("a credit note of a paid invoice is open until it is paid back, and never overdue", () => {
    const { given, invoice } = issued();
    given.when("2026-10-10T08:00Z", pay("2026-000001", "2026-10-10"));
    given.when("2026-10-20T08:00Z", { type: "cancel-invoice", invoice, reason: "Wrong" });
    given.when("2026-10-20T08:00Z", issue(given.state.version, "2026-000002", "2026-10-20"));
    expect(given.state.invoices.at(-1)?.issued?.dueOn).toBe("2026-10-20");
    expect(statusOn(given, "2027-10-20")).toEqual(["canceled", "open"]);
    given.when("2026-10-25T08:00Z", pay("2026-000002", "2026-10-25"));
    expect(statusOn(given, "2027-10-20")).toEqual(["canceled", "paid"]);
  });
});

describe("a workspace that lacks a mandatory field is told so when it is set", () => {
  const { vatId: _, ...noVatId } = customer;

  test("reverse charge needs the customer's VAT id, whichever comes first", () => {
    const reverse: Tax = { treatment: "reverse-charge" };
    const given = new Given();
    given.when("2026-10-02T08:00Z", configuration({ tax: reverse }));
    expect(given.refusal("2026-10-02T08:00Z", { type: "set-billing-details", customer: noVatId })).toBe(
      "vat-id-missing",
    );
    expect(given.refusal("2026-10-02T08:00Z", configuration({ customer: noVatId }))).toBe("vat-id-missing");
    given.when("2026-10-02T08:00Z", { type: "set-billing-details", customer });
    const other = new Given("2026-10-01T08:00+02:00", { customer: noVatId });
    expect(other.refusal("2026-10-02T08:00Z", configuration({ tax: reverse }))).toBe("vat-id-missing");
  });

  test("a currency of three decimals is refused where invoices are issued", () => {
    const price = { currency: "KWD", unitMinor: 15_500 };
    const given = new Given();
    expect(given.refusal("2026-10-02T08:00Z", configuration({ price, seller }))).toBe("currency-not-invoiceable");
    expect(given.refusal("2026-10-02T08:00Z", configuration({ price }))).toBeUndefined();
  });

  test("the refusal names the field", () => {
    const command = configuration({
      tax: { treatment: "reverse-charge" },
      customer: noVatId,
    });
    expect(decide(new Given().state, command, instant("2026-10-02T08:00Z"))).toMatchObject({ field: "customer.vatId" });
  });
});

describe("the scheduler closes a month on the first day after it, at 03:00 where the workspace is", () => {
  test.each([
    ["Europe/Berlin", "2026-11-01T03:00+01:00"],
    ["America/New_York", "2026-11-01T03:00-05:00"],
    ["Pacific/Kiritimati", "2026-11-01T03:00+14:00"],
  ])("%s: %s", (timeZone, expected) => {
    const given = new Given("2026-10-10T08:00Z", { timeZone });
    expect(closesAt(given.state)).toBe(instant(expected));
  });

  test("month after month", () => {
    const given = acme();
    given.when("2026-10-01T03:00+02:00", close("2026-09"));
    expect(closesAt(given.state)).toBe(instant("2026-11-01T03:00+01:00"));
  });

  test("history from before the workspace was created waits for the month of its creation, so that it can be brought in", () => {
    const given = new Given("2026-10-10T08:00Z");
    given.when("2026-10-10T09:00Z", addTeam("A", "2026-07-01T00:00Z"));
    expect(closesAt(given.state)).toBe(instant("2026-11-01T03:00+01:00"));
    given.when("2026-11-01T03:00+01:00", close("2026-07"), close("2026-08"));
    expect(closesAt(given.state)).toBeLessThanOrEqual(instant("2026-11-01T03:00+01:00"));
  });
});

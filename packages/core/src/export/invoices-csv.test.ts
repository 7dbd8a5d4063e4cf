import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { minorDigits } from "../currency.ts";
import type { Invoice, LineItem } from "../invoice/invoice.ts";
import { taxTotals } from "../invoice/tax.ts";
import { seller } from "../test/seller.ts";
import { toCsv } from "./csv.ts";
import { invoiceColumns, toInvoiceRows } from "./invoices-csv.ts";

const rates: LineItem["tax"][] = [
  { category: "S", ratePercent: 19 },
  { category: "S", ratePercent: 7 },
  { category: "S", ratePercent: 8.1 },
  { category: "E", ratePercent: 0 },
];

function invoiceOf(lines: LineItem[], differing: Partial<Invoice> = {}): Invoice {
  const taxes = taxTotals(lines, () => ({}));
  const net = lines.reduce((sum, item) => sum + item.net, 0);
  const tax = taxes.reduce((sum, total) => sum + total.tax, 0);
  return {
    format: 1,
    type: "invoice",
    number: "2026-000007",
    issuedOn: "2026-11-01",
    dueOn: "2026-11-15",
    month: "2026-10",
    period: { first: "2026-10-01", last: "2026-10-31" },
    licenseModel: "user",
    licenses: 2,
    language: "de",
    currency: "EUR",
    seller: { ...seller, address: { ...seller.address, countryName: "Deutschland" } },
    customer: {
      name: "Acme GmbH",
      address: { line1: "Weg 1", postalCode: "20095", city: "Hamburg", country: "DE", countryName: "Deutschland" },
      vatId: "DE987654321",
      reference: "PO 7",
    },
    lines,
    taxes,
    net,
    tax,
    gross: net + tax,
    paymentDays: 14,
    ...differing,
  };
}

function line(net: number, tax: LineItem["tax"] = { category: "S", ratePercent: 19 }): LineItem {
  return { description: "Nutzerlizenzen, Oktober 2026", quantity: 1, unitMinor: net, net, tax };
}

/** The cells by column; nothing in them has to be quoted. */
function rowsOf(...invoices: Invoice[]): Record<string, string>[] {
  const rows = invoices.flatMap((invoice) => toInvoiceRows("acme", invoice, { status: "open" }));
  const text = toCsv(invoiceColumns, rows, "semicolon").slice(1);
  const [header = [], ...cells] = text
    .split("\r\n")
    .slice(0, -1)
    .map((each) => each.replaceAll('"', "").split(";"));
  return cells.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ""])));
}

/** The sum of a column, in minor units, from the text alone. */
function sumOf(rows: Record<string, string>[], column: string): bigint {
  return rows.reduce((sum, row) => sum + BigInt((row[column] ?? "").replace(",", "")), 0n);
}

describe("the invoices for accounting", () => {
  test("have exactly these columns and one row", () => {
    const paid = toInvoiceRows("acme", invoiceOf([line(9800)]), { status: "paid", paidOn: "2026-11-09" });
    expect(toCsv(invoiceColumns, paid)).toBe(
      "\ufeffNumber,Type,Issued on,S/H,Currency,Gross,Net,Tax,Tax category,Tax percent,Signed gross,Signed net,Signed tax," +
        "Posting text,Month,Service from,Service to,Due on,Workspace id,Customer,Country,VAT id,Customer reference,Status," +
        "Paid on,Corrects\r\n" +
        "2026-000007,invoice,2026-11-01,S,EUR,116.62,98.00,18.62,S,19,116.62,98.00,18.62," +
        '"Nutzerlizenzen, Oktober 2026",2026-10,2026-10-01,2026-10-31,2026-11-15,acme,Acme GmbH,DE,DE987654321,PO 7,paid,' +
        "2026-11-09,\r\n",
    );
  });

  test("of a credit note are positive, on the other side, and signed the other way round", () => {
    const corrects = { number: "2026-000007", issuedOn: "2026-11-01" };
    const [row] = rowsOf(
      invoiceOf([line(9800)], { type: "credit-note", number: "2026-000008", corrects, reason: "x" }),
    );
    expect(row).toMatchObject({
      Number: "2026-000008",
      Type: "credit-note",
      "S/H": "H",
      Gross: "116,62",
      "Signed gross": "-116,62",
      "Signed net": "-98,00",
      "Signed tax": "-18,62",
      "Posting text": "Korrektur zu 2026-000007: Nutzerlizenzen, Oktober 2026",
      Corrects: "2026-000007",
    });
  });

  test.each([
    ["JPY", "117", "19"],
    ["EUR", "1,17", "0,19"],
    ["KWD", "0,117", "0,019"],
  ])("have the digits of the currency: %s", (currency, gross, tax) => {
    expect(rowsOf(invoiceOf([line(98)], { currency }))).toMatchObject([{ Currency: currency, Gross: gross, Tax: tax }]);
  });

  test("have a posting text that DATEV takes, not cut within a character", () => {
    const long = { ...line(1), description: "😀".repeat(80) };
    const [row] = rowsOf(invoiceOf([long]));
    expect(row?.["Posting text"]).toBe("😀".repeat(60));
  });

  test("add up to the totals of each document and of each tax rate, whatever is on them", () => {
    const lines = fc.array(
      fc.record({ net: fc.nat(10 ** 9), rate: fc.constantFrom(...rates) }).map(({ net, rate }) => line(net, rate)),
      { minLength: 1, maxLength: 12 },
    );
    const document = fc.record({
      lines,
      type: fc.constantFrom("invoice" as const, "credit-note" as const),
      currency: fc.constantFrom("EUR", "JPY"),
    });
    fc.assert(
      fc.property(fc.array(document, { minLength: 1, maxLength: 5 }), (documents) => {
        const invoices = documents.map((each, index) =>
          invoiceOf(each.lines, { type: each.type, currency: each.currency, number: `2026-${index}` }),
        );
        const rows = rowsOf(...invoices);
        for (const { number, type, taxes, net, tax, gross } of invoices) {
          const own = rows.filter((row) => row["Number"] === number);
          expect(own).toHaveLength(taxes.length);
          for (const [column, total] of [
            ["Net", net],
            ["Tax", tax],
            ["Gross", gross],
          ] as const) {
            const sign = type === "invoice" ? 1n : -1n;
            expect(sumOf(own, column)).toBe(BigInt(total));
            expect(sumOf(own, `Signed ${column.toLowerCase()}`)).toBe(sign * BigInt(total));
          }
        }
        for (const { category, ratePercent } of rates) {
          const own = rows.filter(
            (row) => row["Tax category"] === category && row["Tax percent"] === String(ratePercent).replace(".", ","),
          );
          const totals = invoices.flatMap(({ taxes }) =>
            taxes.filter((total) => total.category === category && total.ratePercent === ratePercent),
          );
          expect(sumOf(own, "Net")).toBe(totals.reduce((sum, { net }) => sum + BigInt(net), 0n));
          expect(sumOf(own, "Tax")).toBe(totals.reduce((sum, { tax }) => sum + BigInt(tax), 0n));
        }
        for (const row of rows) {
          const digits = minorDigits(row["Currency"] ?? "");
          expect(row["Gross"]).toMatch(digits === 0 ? /^\d+$/ : /^\d+,\d\d$/);
        }
      }),
    );
  });
});

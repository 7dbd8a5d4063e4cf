import { type Amount } from "../money.ts";
import type { Month } from "../month.ts";
import type { LicenseModel, Tax } from "../workspace/events.ts";
import { countryName } from "./country-names.ts";
import type { Invoice, InvoiceDraft, LegalNote, LineItem, PrintedAddress } from "./invoice.ts";
import type { Address, Customer, Language, Seller } from "./party.ts";
import { taxRateOf, taxTotals } from "./tax.ts";
import { describeLicenses, describeMinimum, describeTier, frenchNotes } from "./wording.ts";

/** What the operator decides for all invoices. `annex`: they end with the list of license holders. */
export type Invoicing = { seller: Seller; paymentDays: number; annex: boolean };

export type BilledMonth = { month: Month; licenseModel: LicenseModel; licenses: number; isGraduated: boolean } & Amount;

/** The invoice for a month that has something to bill, to a customer of whom nothing is missing. The steps of the price are
 *  its line items, so that its net is the month's. */
export function draftInvoice(
  billed: BilledMonth,
  { seller, paymentDays, annex }: Invoicing,
  customer: Customer,
  tax: Tax,
  email: string | undefined,
): InvoiceDraft {
  const { month, licenseModel, licenses } = billed;
  const { language, address, ...party } = customer;
  const rate = taxRateOf(tax, seller, language);
  const lines = lineItems(billed, language, rate);
  const taxes = taxTotals(lines, () => rate);
  const taxSum = sum(taxes.map((total) => total.tax));
  const notes = seller.address.country === "FR" ? frenchLegalNotes() : undefined;
  return {
    format: 1,
    type: "invoice",
    month,
    period: { first: `${month}-01`, last: `${month}-${Temporal.PlainYearMonth.from(month).daysInMonth}` },
    licenseModel,
    licenses,
    language,
    currency: billed.net.currency,
    seller: { ...seller, address: printed(seller.address, language) },
    customer: { ...party, address: printed(address, language), ...(email !== undefined && { email }) },
    lines,
    taxes,
    net: billed.net.minor,
    tax: taxSum,
    gross: billed.net.minor + taxSum,
    ...(notes && { notes }),
    paymentDays,
    ...(annex && { annex }),
  };
}

/** The credit note that cancels `invoice` as a whole: the same amounts, which its type turns around. `paidOn` is absent where
 *  the invoice was not paid. */
export function draftCreditNote(invoice: Invoice, reason: string, paidOn: string | undefined): InvoiceDraft {
  const { number, issuedOn, dueOn: _, annex: __, ...draft } = invoice;
  const corrects = { number, issuedOn, ...(paidOn !== undefined && { paidOn }) };
  return { ...draft, type: "credit-note", corrects, reason };
}

function lineItems(
  { month, licenseModel, licenses, isGraduated, steps, minimumLicenses }: BilledMonth,
  language: Language,
  { category, ratePercent }: LineItem["tax"],
): LineItem[] {
  const description = describeLicenses(licenseModel, month, language);
  let before = 0;
  return steps.map(({ licenses: quantity, unitMinor, amount }, index) => {
    const notes: string[] = [];
    if (isGraduated && steps.length > 1) notes.push(describeTier(before + 1, before + quantity, language));
    if (minimumLicenses !== undefined && index === steps.length - 1) {
      notes.push(describeMinimum(minimumLicenses, licenses, language));
    }
    before += quantity;
    return {
      description,
      ...(notes.length > 0 && { note: notes.join(". ") }),
      quantity,
      unitMinor,
      net: amount.minor,
      tax: { category, ratePercent },
    };
  });
}

function frenchLegalNotes(): LegalNote[] {
  return (["PMT", "PMD", "AAB"] as const).map((code) => ({ code, text: frenchNotes[code] }));
}

function printed(address: Address, language: Language): PrintedAddress {
  return { ...address, countryName: countryName(address.country, language) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

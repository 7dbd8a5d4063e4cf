import type { LicenseModel } from "../workspace/events.ts";
import type { Month } from "../month.ts";
import type { Address, Customer, Language, Seller } from "./party.ts";

/** The VAT categories of EN 16931 (UNCL 5305): standard rate, zero rate, exempt, reverse charge, intra-community supply,
 *  export, outside the scope of VAT. */
export type TaxCategory = "S" | "Z" | "E" | "AE" | "K" | "G" | "O";

/** `ratePercent` has at most two decimals; 0 where no tax is charged. */
export type TaxRate = { category: TaxCategory; ratePercent: number };

/** So many licenses at one unit price. Amounts are in the currency's minor unit; `net` is quantity times unit price. */
export type LineItem = {
  description: string;
  note?: string;
  quantity: number;
  unitMinor: number;
  net: number;
  tax: TaxRate;
};

/** The tax on all line items of one category and rate, rounded once, half up. `reasonCode` (VATEX) and `reason` say why no
 *  tax is charged; absent for standard and zero rate. */
export type TaxTotal = TaxRate & { net: number; tax: number; reasonCode?: string; reason?: string };

/** A text that the law of the seller's country wants on the document; `code` is its UNTDID 4451 subject. */
export type LegalNote = { code: "PMT" | "PMD" | "AAB"; text: string };

/** The name of a country in the document's language stands beside its code, so that a better name is for new documents only. */
export type PrintedAddress = Address & { countryName: string };

/** An invoice or a credit note before it has its number: frozen data that no later change reaches. Amounts are in the
 *  currency's minor unit and positive, those of a credit note too. Dates are YYYY-MM-DD. */
export type InvoiceDraft = {
  /** Which layout the documents have. A layout that makes other bytes gets another number. */
  format: 1;
  type: "invoice" | "credit-note";
  month: Month;
  /** First and last day of the month. */
  period: { first: string; last: string };
  licenseModel: LicenseModel;
  /** How many license holders the month has; a minimum may bill more. */
  licenses: number;
  language: Language;
  currency: string;
  seller: Omit<Seller, "address"> & { address: PrintedAddress };
  /** `email` is the first address of the mailbox when it was drafted. */
  customer: Omit<Customer, "address" | "language"> & { address: PrintedAddress; email?: string };
  lines: LineItem[];
  taxes: TaxTotal[];
  net: number;
  tax: number;
  gross: number;
  notes?: LegalNote[];
  paymentDays: number;
  /** Whether the document ends with the list of license holders. */
  annex?: true;
  /** Of a credit note: the invoice that it cancels, and why. `paidOn` is there where that had been paid, so that the credit note
   *  is paid back; it settles any other. */
  corrects?: { number: string; issuedOn: string; paidOn?: string };
  reason?: string;
};

/** An issued invoice or credit note. PDF, XML and mail are made from it, and from nothing else. `dueOn` is the day it was
 *  issued for a credit note. */
export type Invoice = InvoiceDraft & { number: string; issuedOn: string; dueOn: string };

/** A license holder as the annex lists it. `teams` are names. */
export type AnnexRow = { name: string; email?: string; teams: string[] };

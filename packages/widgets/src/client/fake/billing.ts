import { countries, countryName, formatCity, isCountry, isVatId, toVatId } from "@seatbook/core";
import type { BillingDetails, InvoiceItem, Mailbox, MonthItem } from "@seatbook/server/contract";
import { ClientError, type BillingDetailsInput, type ExportedFile, type FieldError } from "../client.ts";
import { kim } from "./directory.ts";
import { createInvoices, mailTo } from "./invoices.ts";
import { longNames } from "./names.ts";
import type { Settings } from "./options.ts";
import { dayMs, iso, localDate } from "./time.ts";

const acme = {
  name: "Acme GmbH",
  address: { line1: "Lindenstraße 12", postalCode: "10969", city: "Berlin", country: "DE" },
  vatId: "DE123456788",
  reference: "PO 4711",
  language: "en",
} as const satisfies BillingDetailsInput;

/** The same, as long as such things come. */
const longAcme = {
  ...acme,
  name: "Acme Beteiligungsgesellschaft für internationale Zusammenarbeit in Südosteuropa mbH & Co. KGaA",
  address: {
    ...acme.address,
    line1: "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetzstraße 1247 a–f",
    line2: "Aufgang C, fünftes Obergeschoss, Abteilung für Grundsatzfragen, zu Händen der Rechnungsprüfung",
  },
  reference: "04011000-1234512345-35/Rahmenvertrag-2026-Beschaffung-Software-und-Dienstleistungen",
} as const satisfies BillingDetailsInput;

const accounting = { name: "Lena Brandt", phone: "+49 30 5557 0120", email: "accounting@provider.example" };

/** How long a link to confirm an address works. */
const linkDays = 2;

/** Invoices, mailbox and billing details of the fake workspace. */
export class FakeBilling {
  readonly #settings: Settings;
  invoices: InvoiceItem[];
  mailbox: Mailbox;
  details: BillingDetails;

  constructor(months: readonly MonthItem[], settings: Settings) {
    this.#settings = settings;
    const isComplete = settings.billingDetails === "complete";
    const mailed = settings.licenseModel === "user";
    const invoicing = settings.longNames ? longNames.named("invoices").email : "invoices@acme.example";
    const mailbox = isComplete && mailed ? [invoicing] : [];
    const today = localDate(settings.now, settings.timeZone);
    this.invoices = isComplete ? createInvoices(months, { today, mailbox }) : [];
    this.mailbox = { mailbox, mailed, ...(settings.mailboxApproval && { accountingContact: accounting }) };
    this.details = withMissing({
      ...(isComplete && withLines(settings.longNames ? longAcme : acme)),
      tax: { treatment: "standard", ratePercent: 19 },
      required: [],
      countries: [...countries],
    });
  }

  /** The number of the invoice that stands for a month. */
  invoiceOf(month: string): string | undefined {
    return this.invoices.find((each) => each.month === month && each.type === "invoice" && each.status !== "canceled")
      ?.number;
  }

  file(number: string, format: "pdf" | "xml"): ExportedFile {
    const { type, month } = this.#find(number);
    const text = `${type} ${number} for ${month}, made up`;
    const content =
      format === "xml"
        ? new Blob([`<?xml version="1.0"?>\n<invoice>${text}</invoice>\n`], { type: "application/xml" })
        : new Blob([`%PDF-1.7\n% ${text}\n%%EOF\n`], { type: "application/pdf" });
    return { name: `${number}.${format}`, content };
  }

  send(number: string): InvoiceItem {
    const invoice = this.#find(number);
    const { mailbox } = this.mailbox;
    if (mailbox.length === 0) throw new ClientError("mailbox-missing", 409, "There is no mailbox to send it to.");
    const mails = mailbox.map((to) => mailTo(to, `${number} ${to} ${invoice.mails.length}`, iso(this.#settings.now)));
    const sent = { ...invoice, mails: [...invoice.mails, ...mails] };
    this.invoices = this.invoices.map((each) => (each === invoice ? sent : each));
    return sent;
  }

  saveDetails(input: BillingDetailsInput): BillingDetails {
    const errors = faultsOf(input, this.details.required);
    if (errors.length > 0) throw invalid(errors);
    const { tax, required, countries: listed } = this.details;
    this.details = withMissing({ ...withLines(input), ...(tax && { tax }), required, countries: listed });
    return this.details;
  }

  changeMailbox(addresses: string[]): Mailbox {
    if (this.mailbox.accountingContact)
      throw new ClientError("mailbox-by-operator", 409, "Only the provider changes the mailbox.");
    const errors = addresses.flatMap((address, index) =>
      /^[^\s@]+@[^\s@.]+\.[^\s@]+$/.test(address)
        ? []
        : [{ field: `mailbox.${index}`, message: "Give an e-mail address, for example ana@acme.example." }],
    );
    if (errors.length > 0) throw invalid(errors);
    const { mailbox, change: _replaced, ...rest } = this.mailbox;
    const { now } = this.#settings;
    const wanted = addresses.map((address) =>
      mailbox.includes(address)
        ? { address, confirmed: true }
        : { address, confirmed: false, mail: mailTo(address, `link ${address}`, iso(now)) },
    );
    this.mailbox = wanted.every(({ confirmed }) => confirmed)
      ? { ...rest, mailbox: addresses }
      : {
          ...rest,
          mailbox,
          change: { mailbox: wanted, requestedAt: iso(now), requestedBy: kim, expiresAt: iso(now + linkDays * dayMs) },
        };
    return this.mailbox;
  }

  resendConfirmation(): Mailbox {
    const { change } = this.mailbox;
    if (!change) throw new ClientError("mailbox-change-not-found", 404, "No change waits for confirmation.");
    const { now } = this.#settings;
    const mailbox = change.mailbox.map((each) =>
      each.mail ? { ...each, mail: { ...each.mail, at: iso(now) } } : each,
    );
    this.mailbox = { ...this.mailbox, change: { ...change, mailbox, expiresAt: iso(now + linkDays * dayMs) } };
    return this.mailbox;
  }

  withdrawChange(): Mailbox {
    const { change: _withdrawn, ...rest } = this.mailbox;
    this.mailbox = rest;
    return this.mailbox;
  }

  #find(number: string): InvoiceItem {
    const found = this.invoices.find((each) => each.number === number);
    if (!found) throw new ClientError("invoice-not-found", 404, "There is no such invoice in this workspace.");
    return found;
  }
}

const invalid = (errors: FieldError[]) =>
  new ClientError("invalid-input", 422, "Some fields are not valid. Nothing was changed.", errors);

function withMissing(details: Omit<BillingDetails, "missing">): BillingDetails {
  const missing =
    details.name === undefined
      ? [{ field: "customer", message: "The billing details are missing." }]
      : details.required
          .filter((field) => details[field] === undefined)
          .map((field) => ({ field: `customer.${field}`, message: "The VAT id is missing." }));
  return { ...details, missing };
}

function faultsOf(
  { name, address, vatId, language }: BillingDetailsInput,
  required: BillingDetails["required"],
): FieldError[] {
  const texts: [string, string][] = [
    ["name", name],
    ["address.line1", address.line1],
    ["address.postalCode", address.postalCode],
    ["address.city", address.city],
    ["language", language],
    ...required.map((field): [string, string] => [field, vatId ?? ""]),
  ];
  const faults = texts.flatMap(([field, text]) =>
    text.trim() === "" ? [{ field, message: "Give at least one visible character." }] : [],
  );
  if (!isCountry(address.country))
    faults.push({ field: "address.country", message: "Give an ISO 3166 country code, for example DE." });
  if (vatId !== undefined && !isVatId(toVatId(vatId)))
    faults.push({
      field: "vatId",
      message: "Give a VAT id in the form of its country, for example DE123456789. Greece writes EL.",
    });
  return faults;
}

function withLines(input: BillingDetailsInput): BillingDetailsInput & { addressLines: string[] } {
  const { line1, line2, country } = input.address;
  const inWords = countryName(country, input.language);
  return { ...input, addressLines: [line1, ...(line2 ? [line2] : []), formatCity(input.address), inWords] };
}

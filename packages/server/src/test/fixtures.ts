import type { SellerSetup } from "../billing/seller.ts";

export const apiKey = "operator-key-0123456789-0123456789";
export const tokenSecret = new TextEncoder().encode("token-secret-0123456789-0123456789");

export const flatPrice = { currency: "EUR", unitMinor: 4900 };

/** What SEATBOOK_SELLER would say. */
export const sellerSetup: SellerSetup = {
  seller: {
    name: "Northwind Software GmbH",
    address: { line1: "Torstraße 1", postalCode: "10119", city: "Berlin", country: "DE" },
    vatId: "DE123456789",
    taxNumber: "30/123/45678",
    registration: "HRB 12345 B, Amtsgericht Charlottenburg",
    contact: { name: "Ines Roth", phone: "+49 30 1234567", email: "accounting@northwind.example" },
    bank: { iban: "DE89370400440532013000", bic: "COBADEFFXXX" },
    accountingEmail: "billing@northwind.example",
  },
  paymentDays: 14,
  annex: false,
  numberFormat: { template: "{year}-{number:6}", restart: "yearly" },
  mailboxApproval: false,
};

/** What an invoice needs to know of a workspace. */
export const billedBody = {
  tax: { treatment: "standard", ratePercent: 19 },
  customer: {
    name: "Acme GmbH",
    address: { line1: "Weg 1", postalCode: "20095", city: "Hamburg", country: "DE" },
    vatId: "DE987654321",
    language: "en",
  },
  mailbox: ["ap@acme.example"],
} as const;

/** A workspace billed by user license in Berlin, unless said otherwise. */
export const workspaceBody = {
  name: "Acme",
  contractStart: "2024-01-01",
  licenseModel: "user",
  timeZone: "Europe/Berlin",
  price: flatPrice,
} as const;

import type { Invoicing } from "../invoice/draft.ts";
import type { Customer, Seller } from "../invoice/party.ts";

export const seller: Seller = {
  name: "Northwind Software GmbH",
  address: { line1: "Torstraße 1", postalCode: "10119", city: "Berlin", country: "DE" },
  vatId: "DE123456789",
  taxNumber: "30/123/45678",
  registration: "HRB 12345 B, Amtsgericht Charlottenburg",
  contact: { name: "Ines Roth", phone: "+49 30 1234567", email: "accounting@northwind.example" },
  bank: { iban: "DE89370400440532013000", bic: "COBADEFFXXX" },
  accountingEmail: "billing@northwind.example",
};

export const customer: Customer = {
  name: "Acme GmbH",
  address: { line1: "Weg 1", postalCode: "20095", city: "Hamburg", country: "DE" },
  vatId: "DE987654321",
  language: "en",
};

export const invoicing: Invoicing = { seller, paymentDays: 14, annex: false };

/** The languages that invoices and mails are written in. */
export type Language = "en" | "de" | "fr";

/** `country`: ISO 3166-1 alpha-2. */
export type Address = { line1: string; line2?: string; postalCode: string; city: string; country: string };

/** Whom a workspace's invoices are addressed to. `vatId` begins with its country's two letters; `reference` is what the
 *  customer wants to find on its invoices (BT-10: an order number, or a German Leitweg-ID). */
export type Customer = {
  name: string;
  address: Address;
  vatId?: string;
  reference?: string;
  language: Language;
};

/** Who issues the invoices. `logo` names an image that the store keeps, by the SHA-256 of its bytes in hex. */
export type Seller = {
  name: string;
  address: Address;
  vatId?: string;
  taxNumber?: string;
  /** As in the commercial register, for example "HRB 12345, Amtsgericht Berlin". */
  registration?: string;
  contact: { name: string; phone: string; email: string };
  bank: { iban: string; bic?: string; holder?: string };
  accountingEmail: string;
  logo?: string;
};

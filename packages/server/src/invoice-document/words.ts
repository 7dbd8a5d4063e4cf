import type { Invoice, Language, LicenseModel, TaxCategory } from "@seatbook/core";

/** Every text of the documents in one language, so that a text that is missing does not compile. Dates, amounts and counts
 *  come in formatted. */
export type Words = {
  titles: Record<Invoice["type"], string>;
  page: (page: number, pages: number) => string;

  number: string;
  issuedOn: string;
  dueOn: string;
  period: string;
  reference: string;
  yourVatId: string;
  yourSiren: string;
  /** French law asks whether goods or services are sold. */
  operation: string;
  services: string;

  due: (amount: string, date: string) => string;
  nothingDue: (amount: string) => string;
  credited: (amount: string) => string;
  corrects: (number: string, date: string) => string;
  reason: (reason: string) => string;
  /** What becomes of a credit note's amount: where the invoice was paid, and where it was not. */
  refunded: string;
  settled: (number: string) => string;

  description: string;
  quantity: string;
  unitPrice: string;
  taxRate: string;
  net: string;

  netTotal: string;
  /** `base`: what the tax is on, where there are several to tell apart. */
  tax: (category: TaxCategory, rate: string, base: string | undefined) => string;
  total: string;
  totalUntaxed: string;
  totalCredited: string;

  payment: string;
  paymentTerms: (date: string) => string;
  amount: string;
  accountHolder: string;
  iban: string;
  bic: string;
  paymentReference: string;
  scan: string;

  vatId: (id: string) => string;
  taxNumber: (number: string) => string;
  siren: (siren: string) => string;

  holders: string;
  holdersOf: (count: number, formatted: string, month: string) => string;
  holderColumns: Record<LicenseModel, string>;
  email: string;
  teams: string;
};

const en: Words = {
  titles: { invoice: "Invoice", "credit-note": "Credit note" },
  page: (page, pages) => `Page ${page} of ${pages}`,

  number: "Number",
  issuedOn: "Issued",
  dueOn: "Due",
  period: "Service period",
  reference: "Your reference",
  yourVatId: "Your VAT ID",
  yourSiren: "Your SIREN",
  operation: "Operation",
  services: "Services",

  due: (amount, date) => `${amount} due ${date}`,
  nothingDue: (amount) => `${amount}, nothing to pay`,
  credited: (amount) => `${amount} credited`,
  corrects: (number, date) => `Cancels invoice ${number} of ${date}.`,
  reason: (reason) => `Reason: ${reason}`,
  refunded: "The invoice was already paid: the amount will be refunded.",
  settled: (number) => `This settles invoice ${number}: nothing is to be paid.`,

  description: "Description",
  quantity: "Quantity",
  unitPrice: "Unit price",
  taxRate: "VAT",
  net: "Net",

  netTotal: "Net total",
  tax: (category, rate, base) => {
    const name = {
      S: `VAT ${rate}`,
      Z: "VAT 0% (zero rate)",
      E: "VAT exempt",
      AE: "VAT, reverse charge",
      K: "Intra-Community supply",
      G: "Export, VAT exempt",
      O: "Not subject to VAT",
    }[category];
    return base === undefined ? name : `${name} on ${base}`;
  },
  total: "Total",
  totalUntaxed: "Total",
  totalCredited: "Total credited",

  payment: "Payment",
  paymentTerms: (date) => `Payable by ${date} without deduction.`,
  amount: "Amount due",
  accountHolder: "Account holder",
  iban: "IBAN",
  bic: "BIC",
  paymentReference: "Reference",
  scan: "Scan to pay",

  vatId: (id) => `VAT ID ${id}`,
  taxNumber: (number) => `Tax number ${number}`,
  siren: (siren) => `SIREN ${siren}`,

  holders: "License holders",
  holdersOf: (count, formatted, month) =>
    count === 1 ? `One license holder in ${month}` : `${formatted} license holders in ${month}`,
  holderColumns: { team: "Team", user: "Name" },
  email: "E-mail",
  teams: "Teams",
};

const de: Words = {
  // Not "Gutschrift": in German tax law that is an invoice which the customer writes.
  titles: { invoice: "Rechnung", "credit-note": "Rechnungskorrektur" },
  page: (page, pages) => `Seite ${page} von ${pages}`,

  number: "Nummer",
  issuedOn: "Datum",
  dueOn: "Fällig",
  period: "Leistungszeitraum",
  reference: "Ihr Zeichen",
  yourVatId: "Ihre USt-IdNr.",
  yourSiren: "Ihre SIREN",
  operation: "Art des Umsatzes",
  services: "Dienstleistung",

  due: (amount, date) => `${amount} fällig am ${date}`,
  nothingDue: (amount) => `${amount}, nichts zu zahlen`,
  credited: (amount) => `${amount} zu Ihren Gunsten`,
  corrects: (number, date) => `Rechnungskorrektur zu Rechnung ${number} vom ${date}.`,
  reason: (reason) => `Grund: ${reason}`,
  refunded: "Die Rechnung war bereits bezahlt: Der Betrag wird Ihnen erstattet.",
  settled: (number) => `Rechnung ${number} ist damit ausgeglichen: Es ist nichts zu zahlen.`,

  description: "Beschreibung",
  quantity: "Menge",
  unitPrice: "Einzelpreis",
  taxRate: "USt.",
  net: "Netto",

  netTotal: "Nettobetrag",
  tax: (category, rate, base) => {
    const name = {
      S: `USt. ${rate}`,
      Z: "USt. 0\u{a0}% (Nullsatz)",
      E: "Umsatzsteuerfrei",
      AE: "USt., Reverse Charge",
      K: "Innergemeinschaftliche Lieferung",
      G: "Ausfuhr, umsatzsteuerfrei",
      O: "Nicht steuerbar",
    }[category];
    return base === undefined ? name : `${name} auf ${base}`;
  },
  total: "Gesamtbetrag",
  totalUntaxed: "Gesamtbetrag",
  totalCredited: "Korrekturbetrag",

  payment: "Zahlung",
  paymentTerms: (date) => `Zahlbar ohne Abzug bis zum ${date}.`,
  amount: "Betrag",
  accountHolder: "Kontoinhaber",
  iban: "IBAN",
  bic: "BIC",
  paymentReference: "Verwendungszweck",
  scan: "Zum Bezahlen scannen",

  vatId: (id) => `USt-IdNr. ${id}`,
  taxNumber: (number) => `Steuernummer ${number}`,
  siren: (siren) => `SIREN ${siren}`,

  holders: "Lizenzinhaber",
  holdersOf: (count, formatted, month) =>
    count === 1 ? `Ein Lizenzinhaber im ${month}` : `${formatted} Lizenzinhaber im ${month}`,
  holderColumns: { team: "Team", user: "Name" },
  email: "E-Mail",
  teams: "Teams",
};

const fr: Words = {
  titles: { invoice: "Facture", "credit-note": "Avoir" },
  page: (page, pages) => `Page ${page} sur ${pages}`,

  number: "Numéro",
  issuedOn: "Date d’émission",
  dueOn: "Échéance",
  period: "Période",
  reference: "Votre référence",
  yourVatId: "Votre n° de TVA",
  yourSiren: "Votre SIREN",
  operation: "Opération",
  services: "Prestation de services",

  due: (amount, date) => `${amount} à régler au plus tard le ${date}`,
  nothingDue: (amount) => `${amount}, rien à régler`,
  credited: (amount) => `${amount} en votre faveur`,
  corrects: (number, date) => `Annule la facture ${number} du ${date}.`,
  reason: (reason) => `Motif\u{a0}: ${reason}`,
  refunded: "La facture ayant été réglée, le montant vous sera remboursé.",
  settled: (number) => `La facture ${number} est ainsi soldée\u{a0}: aucun règlement n’est dû.`,

  description: "Désignation",
  quantity: "Quantité",
  unitPrice: "Prix unitaire HT",
  taxRate: "TVA",
  net: "Montant HT",

  netTotal: "Total HT",
  tax: (category, rate, base) => {
    const name = {
      S: `TVA ${rate}`,
      Z: "TVA 0\u{202f}% (taux zéro)",
      E: "Exonéré de TVA",
      AE: "TVA, autoliquidation",
      K: "Livraison intracommunautaire",
      G: "Exportation, exonérée de TVA",
      O: "Hors champ de la TVA",
    }[category];
    return base === undefined ? name : `${name} sur ${base}`;
  },
  total: "Total TTC",
  totalUntaxed: "Net à payer",
  totalCredited: "Total de l’avoir",

  payment: "Règlement",
  paymentTerms: (date) => `À régler au plus tard le ${date}, sans escompte.`,
  amount: "Montant à régler",
  accountHolder: "Titulaire du compte",
  iban: "IBAN",
  bic: "BIC",
  paymentReference: "Référence",
  scan: "Scannez pour payer",

  vatId: (id) => `N° de TVA ${id}`,
  taxNumber: (number) => `N° fiscal ${number}`,
  siren: (siren) => `SIREN ${siren}`,

  holders: "Titulaires de licence",
  holdersOf: (count, formatted, month) =>
    count < 2 ? `${formatted} titulaire de licence en ${month}` : `${formatted} titulaires de licence en ${month}`,
  holderColumns: { team: "Équipe", user: "Nom" },
  email: "E-mail",
  teams: "Équipes",
};

export const words: Record<Language, Words> = { en, de, fr };

/** What becomes of the amount of a credit note. */
export function settlementOf({ number, paidOn }: NonNullable<Invoice["corrects"]>, said: Words): string {
  return paidOn === undefined ? said.settled(number) : said.refunded;
}

import { crc32, deflateSync } from "node:zlib";
import type { AnnexRow, Invoice, LegalNote, TaxTotal } from "@seatbook/core";

type PrintedSeller = Invoice["seller"];
type PrintedCustomer = Invoice["customer"];

const germanSeller: PrintedSeller = {
  name: "Beispiel Software GmbH",
  address: {
    line1: "Lindenstraße 12",
    line2: "Hinterhaus",
    postalCode: "10969",
    city: "Berlin",
    country: "DE",
    countryName: "Deutschland",
  },
  vatId: "DE123456788",
  taxNumber: "37/123/45678",
  registration: "HRB 123456 B, Amtsgericht Berlin (Charlottenburg)",
  contact: { name: "Jörg Müller", phone: "+49 30 1234567", email: "rechnung@beispiel.example" },
  bank: { iban: "DE89370400440532013000", bic: "COBADEFFXXX", holder: "Beispiel Software GmbH" },
  accountingEmail: "buchhaltung@beispiel.example",
};

const frenchSeller: PrintedSeller = {
  name: "Logiciels Réunis SAS",
  address: { line1: "8 rue de l’Œuvre", postalCode: "75011", city: "Paris", country: "FR", countryName: "France" },
  vatId: "FR44732829320",
  registration: "SAS au capital de 40 000 €, RCS Paris 732 829 320",
  contact: { name: "Chloé Lefèvre", phone: "+33 1 23 45 67 89", email: "facture@logiciels.example" },
  bank: { iban: "FR7630006000011234567890189", bic: "AGRIFRPP" },
  accountingEmail: "compta@logiciels.example",
};

const britishSeller: PrintedSeller = {
  name: "Example Press Ltd",
  address: {
    line1: "1 Harbor Street",
    postalCode: "EH1 1AA",
    city: "Edinburgh",
    country: "GB",
    countryName: "United Kingdom",
  },
  vatId: "GB123456789",
  contact: { name: "Ailsa Brown", phone: "+44 131 496 0000", email: "billing@press.example" },
  bank: { iban: "GB29NWBK60161331926819" },
  accountingEmail: "accounts@press.example",
};

const germanCustomer: PrintedCustomer = {
  name: "Stadtwerke Köln Süd AG",
  address: { line1: "Rheinufer 3", postalCode: "50996", city: "Köln", country: "DE", countryName: "Deutschland" },
  vatId: "DE987654321",
  email: "eingang@stadtwerke.example",
};

const frenchCustomer: PrintedCustomer = {
  name: "Établissements Lemoine SARL",
  address: {
    line1: "14 avenue des Cœurs",
    line2: "Bâtiment C",
    postalCode: "69003",
    city: "Lyon",
    country: "FR",
    countryName: "France",
  },
  vatId: "FR83404833048",
  email: "factures@lemoine.example",
};

const dutchCustomer: PrintedCustomer = {
  name: "Voorbeeld Handel B.V.",
  address: {
    line1: "Keizersgracht 1",
    postalCode: "1015 CN",
    city: "Amsterdam",
    country: "NL",
    countryName: "Netherlands",
  },
  vatId: "NL123456789B01",
  reference: "PO-2026/118",
};

const americanCustomer: PrintedCustomer = {
  name: "Sample & Sons, Inc.",
  address: {
    line1: "500 Main Street",
    line2: "Suite 12",
    postalCode: "02110",
    city: "Boston, MA",
    country: "US",
    countryName: "United States",
  },
  reference: "4500017",
  email: "ap@sample.example",
};

const october = {
  format: 1,
  type: "invoice",
  month: "2026-10",
  period: { first: "2026-10-01", last: "2026-10-31" },
  licenseModel: "user",
  issuedOn: "2026-11-01",
  dueOn: "2026-11-15",
  paymentDays: 14,
} as const;

const reverseCharge: Omit<TaxTotal, "net" | "tax"> = {
  category: "AE",
  ratePercent: 0,
  reasonCode: "VATEX-EU-AE",
  reason: "Autoliquidation : la TVA est due par le preneur (art. 196 de la directive 2006/112/CE).",
};

const frenchNotes: LegalNote[] = [
  { code: "PMT", text: "Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 €." },
  { code: "PMD", text: "Pénalités de retard : trois fois le taux d’intérêt légal, exigibles sans rappel." },
  { code: "AAB", text: "Pas d’escompte pour paiement anticipé." },
];

const twoRates: Invoice = {
  ...october,
  number: "2026-000101",
  licenses: 25,
  language: "de",
  currency: "EUR",
  seller: germanSeller,
  customer: germanCustomer,
  lines: [
    {
      description: "Nutzerlizenzen, Oktober 2026",
      note: "Lizenzen 1 bis 25",
      quantity: 25,
      unitMinor: 1200,
      net: 30000,
      tax: { category: "S", ratePercent: 19 },
    },
    // 7 times the tax of one would be 0.42 and not 0.44.
    { description: "Zusatzspeicher", quantity: 7, unitMinor: 33, net: 231, tax: { category: "S", ratePercent: 19 } },
    {
      description: "Handbuch, gedruckt",
      quantity: 3,
      unitMinor: 999,
      net: 2997,
      tax: { category: "S", ratePercent: 7 },
    },
  ],
  taxes: [
    { category: "S", ratePercent: 19, net: 30231, tax: 5744 },
    { category: "S", ratePercent: 7, net: 2997, tax: 210 },
  ],
  net: 33228,
  tax: 5954,
  gross: 39182,
};

const frenchDomestic: Invoice = {
  ...october,
  number: "F2026-0042",
  licenseModel: "team",
  licenses: 30,
  language: "fr",
  currency: "EUR",
  seller: frenchSeller,
  customer: frenchCustomer,
  lines: [
    {
      description: "Licences d’équipe, octobre 2026",
      quantity: 30,
      unitMinor: 1100,
      net: 33000,
      tax: { category: "S", ratePercent: 20 },
    },
    { description: "Guide imprimé", quantity: 5, unitMinor: 405, net: 2025, tax: { category: "S", ratePercent: 5.5 } },
  ],
  taxes: [
    { category: "S", ratePercent: 20, net: 33000, tax: 6600 },
    { category: "S", ratePercent: 5.5, net: 2025, tax: 111 },
  ],
  net: 35025,
  tax: 6711,
  gross: 41736,
  notes: frenchNotes,
};

const reverseCharged: Invoice = {
  ...october,
  number: "2026-000103",
  licenses: 12,
  language: "fr",
  currency: "EUR",
  seller: { ...germanSeller, address: { ...germanSeller.address, countryName: "Allemagne" } },
  customer: frenchCustomer,
  lines: [
    {
      description: "Licences utilisateur, octobre 2026",
      quantity: 12,
      unitMinor: 800,
      net: 9600,
      tax: { category: "AE", ratePercent: 0 },
    },
  ],
  taxes: [{ ...reverseCharge, net: 9600, tax: 0 }],
  net: 9600,
  tax: 0,
  gross: 9600,
};

/** The cases of the acceptance list, by its names. Their sums are done by hand. */
export const samples = {
  "de-S": twoRates,
  "de-S+E": {
    ...october,
    number: "2026-000102",
    licenses: 10,
    language: "de",
    currency: "EUR",
    seller: germanSeller,
    customer: germanCustomer,
    lines: [
      {
        description: "Nutzerlizenzen, Oktober 2026",
        quantity: 10,
        unitMinor: 1550,
        net: 15500,
        tax: { category: "S", ratePercent: 19 },
      },
      { description: "Schulung", quantity: 1, unitMinor: 8000, net: 8000, tax: { category: "E", ratePercent: 0 } },
    ],
    taxes: [
      { category: "S", ratePercent: 19, net: 15500, tax: 2945 },
      { category: "E", ratePercent: 0, net: 8000, tax: 0, reason: "Steuerfrei nach § 4 Nr. 21 UStG." },
    ],
    net: 23500,
    tax: 2945,
    gross: 26445,
  },
  "eu-AE": reverseCharged,
  "eu-K": {
    ...october,
    number: "2026-000104",
    licenses: 4,
    language: "en",
    currency: "EUR",
    seller: { ...germanSeller, address: { ...germanSeller.address, countryName: "Germany" } },
    customer: dutchCustomer,
    lines: [
      {
        description: "Badge readers",
        quantity: 4,
        unitMinor: 2500,
        net: 10000,
        tax: { category: "K", ratePercent: 0 },
      },
    ],
    taxes: [
      {
        category: "K",
        ratePercent: 0,
        net: 10000,
        tax: 0,
        reasonCode: "VATEX-EU-IC",
        reason: "Exempt intra-community supply (Art. 138 of Directive 2006/112/EC).",
      },
    ],
    net: 10000,
    tax: 0,
    gross: 10000,
  },
  "us-O": {
    ...october,
    number: "2026-000105",
    licenses: 40,
    language: "en",
    currency: "USD",
    seller: { ...germanSeller, address: { ...germanSeller.address, countryName: "Germany" } },
    customer: americanCustomer,
    lines: [
      {
        description: "User licenses, October 2026",
        quantity: 40,
        unitMinor: 999,
        net: 39960,
        tax: { category: "O", ratePercent: 0 },
      },
    ],
    taxes: [
      {
        category: "O",
        ratePercent: 0,
        net: 39960,
        tax: 0,
        reasonCode: "VATEX-EU-O",
        reason: "Not subject to VAT: the place of supply is outside the EU (Art. 44 of Directive 2006/112/EC).",
      },
    ],
    net: 39960,
    tax: 0,
    gross: 39960,
  },
  "us-G": {
    ...october,
    number: "2026-000106",
    licenses: 2,
    language: "en",
    currency: "USD",
    seller: { ...germanSeller, address: { ...germanSeller.address, countryName: "Germany" } },
    customer: americanCustomer,
    lines: [
      {
        description: "Badge printers",
        quantity: 2,
        unitMinor: 12000,
        net: 24000,
        tax: { category: "G", ratePercent: 0 },
      },
    ],
    taxes: [
      {
        category: "G",
        ratePercent: 0,
        net: 24000,
        tax: 0,
        reasonCode: "VATEX-EU-G",
        reason: "Exempt export (Art. 146 of Directive 2006/112/EC).",
      },
    ],
    net: 24000,
    tax: 0,
    gross: 24000,
  },
  "de-§19": {
    ...october,
    number: "2026-000107",
    licenses: 3,
    language: "de",
    currency: "EUR",
    seller: {
      name: "Klein & Fein Software, Inhaberin Änne Großmann",
      address: { line1: "Am Hang 1", postalCode: "01099", city: "Dresden", country: "DE", countryName: "Deutschland" },
      taxNumber: "202/123/45678",
      registration: "HRA 4711, Amtsgericht Dresden",
      contact: { name: "Änne Großmann", phone: "0351 1234567", email: "post@klein.example" },
      bank: { iban: "DE02120300000000202051" },
      accountingEmail: "post@klein.example",
    },
    customer: germanCustomer,
    lines: [
      {
        description: "Nutzerlizenzen, Oktober 2026",
        note: "Mindestmenge 5 Lizenzen; 3 in Gebrauch",
        quantity: 5,
        unitMinor: 650,
        net: 3250,
        tax: { category: "E", ratePercent: 0 },
      },
    ],
    taxes: [
      {
        category: "E",
        ratePercent: 0,
        net: 3250,
        tax: 0,
        reason: "Steuerbefreiung für Kleinunternehmer gemäß § 19 UStG.",
      },
    ],
    net: 3250,
    tax: 0,
    gross: 3250,
  },
  "fr-franchise": {
    ...october,
    number: "F2026-0043",
    licenses: 6,
    language: "fr",
    currency: "EUR",
    seller: frenchSeller,
    customer: frenchCustomer,
    lines: [
      {
        description: "Licences utilisateur, octobre 2026",
        quantity: 6,
        unitMinor: 700,
        net: 4200,
        tax: { category: "E", ratePercent: 0 },
      },
    ],
    taxes: [
      {
        category: "E",
        ratePercent: 0,
        net: 4200,
        tax: 0,
        reasonCode: "VATEX-FR-FRANCHISE",
        reason: "TVA non applicable, article 293 B du CGI",
      },
    ],
    net: 4200,
    tax: 0,
    gross: 4200,
    notes: frenchNotes,
  },
  Z: {
    ...october,
    number: "EP-1009",
    licenses: 3,
    language: "en",
    currency: "GBP",
    seller: britishSeller,
    customer: dutchCustomer,
    lines: [
      {
        description: "Printed handbook",
        quantity: 3,
        unitMinor: 1900,
        net: 5700,
        tax: { category: "Z", ratePercent: 0 },
      },
    ],
    taxes: [{ category: "Z", ratePercent: 0, net: 5700, tax: 0 }],
    net: 5700,
    tax: 0,
    gross: 5700,
  },
  "381": creditNoteOf(twoRates, "2026-000108", "Falscher Monat berechnet."),
  "200-line": manyLines(200),
  "fr-CTC": frenchDomestic,
  "fr-CTC-381": creditNoteOf(frenchDomestic, "F2026-0044", "Tarif erroné.", "2026-11-10"),
  "hard-text": {
    ...twoRates,
    number: "2026-000109",
    seller: { ...germanSeller, name: "Œuvre Łódź ß€é GmbH & Co. KGaA “Straße”" },
    customer: {
      ...germanCustomer,
      name: "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft mbH <株式会社> 🚀",
      reference: "]]> & \"Ref\" 'x' <tag>",
    },
    lines: [
      {
        description: `Größe für 100 € <netto> & "brutto" ]]> ${"sehr lange Beschreibung ".repeat(25).trim()}`,
        note: "Zeile eins\nZeile zwei: 日本語 👍🏽 ŁŹŻ œŒ ß ǅ Ωμέγα Привет",
        quantity: 25,
        unitMinor: 1200,
        net: 30000,
        tax: { category: "S", ratePercent: 19 },
      },
      ...twoRates.lines.slice(1),
    ],
  },
} satisfies Record<string, Invoice>;

const leitwegId = "04011000-1234512345-06";
const authority: PrintedCustomer = { ...germanCustomer, name: "Bundesamt für Beispiele", reference: leitwegId };

/** The cases of the acceptance list that are written as XRechnung. */
export const xRechnungSamples = {
  "xrechnung-380": { ...twoRates, number: "2026-000110", customer: authority },
  "xrechnung-381": creditNoteOf({ ...twoRates, number: "2026-000110", customer: authority }, "2026-000111", "Doppelt."),
  "xrechnung-AE": {
    ...reverseCharged,
    number: "2026-000112",
    customer: { ...frenchCustomer, reference: "04011000-1234512345-06" },
  },
} satisfies Record<string, Invoice>;

/** A French buyer and seller, to whom the rules of France apply. */
export const frenchSampleNames = ["fr-CTC", "fr-CTC-381", "fr-franchise"] as const;

/** Parties of which the least is known that an invoice needs. */
export const barest: { seller: PrintedSeller; customer: PrintedCustomer } = {
  seller: {
    name: germanSeller.name,
    address: germanSeller.address,
    vatId: "DE123456788",
    contact: germanSeller.contact,
    bank: { iban: germanSeller.bank.iban },
    accountingEmail: germanSeller.accountingEmail,
  },
  customer: { name: germanCustomer.name, address: germanCustomer.address },
};

function creditNoteOf(invoice: Invoice, number: string, reason: string, paidOn?: string): Invoice {
  return {
    ...invoice,
    type: "credit-note",
    number,
    issuedOn: "2026-11-20",
    dueOn: "2026-11-20",
    corrects: { number: invoice.number, issuedOn: invoice.issuedOn, ...(paidOn !== undefined && { paidOn }) },
    reason,
  };
}

function manyLines(count: number): Invoice {
  const lines = Array.from({ length: count }, (_, index): Invoice["lines"][number] => {
    const quantity = ((index * 7) % 23) + 1;
    const unitMinor = ((index * 131) % 5000) + 1;
    return {
      description: `User licenses of team ${index + 1}`,
      quantity,
      unitMinor,
      net: quantity * unitMinor,
      tax: { category: "S", ratePercent: index % 3 === 0 ? 7 : 19 },
    };
  });
  const netOf = (ratePercent: number) =>
    lines.filter(({ tax }) => tax.ratePercent === ratePercent).reduce((sum, { net }) => sum + net, 0);
  const [reduced, standard] = [netOf(7), netOf(19)];
  const [reducedTax, standardTax] = [Math.floor((reduced * 7 + 50) / 100), Math.floor((standard * 19 + 50) / 100)];
  return {
    ...twoRates,
    number: "2026-000200",
    language: "en",
    lines,
    taxes: [
      { category: "S", ratePercent: 7, net: reduced, tax: reducedTax },
      { category: "S", ratePercent: 19, net: standard, tax: standardTax },
    ],
    net: reduced + standard,
    tax: reducedTax + standardTax,
    gross: reduced + standard + reducedTax + standardTax,
  };
}

/** License holders for the last pages, enough of them for more than one. */
export const annex: AnnexRow[] = Array.from({ length: 120 }, (_, index) => ({
  name: `Änne Łukasz Œuvre ${index + 1}`,
  ...(index % 3 > 0 && { email: `member-${index + 1}@example.com` }),
  teams: index % 4 === 0 ? [] : ["Einkauf", "Größere Projekte", `Team ${index}`].slice(0, index % 4),
}));

/** A PNG of 3 by 2 pixels, some of them half transparent. */
export const logo: Uint8Array = png(3, 2, [
  [255, 0, 0, 255],
  [0, 255, 0, 128],
  [0, 0, 255, 0],
  [255, 255, 255, 255],
  [0, 0, 0, 255],
  [10, 20, 30, 200],
]);

function png(width: number, height: number, pixels: number[][]): Uint8Array {
  const rows = Array.from({ length: height }, (_, y) => [0, ...pixels.slice(y * width, (y + 1) * width).flat()]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits of red, green, blue and alpha.
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  // Written out, not compressed: the bytes of node:zlib differ between versions of Node.
  const data = deflateSync(Uint8Array.from(rows.flat()), { level: 0 });
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", data), chunk("IEND", new Uint8Array(0))]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [size, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  size.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([size, body, checksum]);
}

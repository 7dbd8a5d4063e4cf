import { all, has, isFilled, parseXml, textOf, type Element } from "./cii.ts";
import { vatCategories } from "./code-lists.ts";
import { at, brokenRules, lineAt, type Rule } from "./rules.ts";

/** The rules for invoices between French businesses (BR-FR, flux 2) that an invoice breaks, by FNFE's ids. */
export function failedFrenchRules(xml: string): string[] {
  return brokenRules(frenchRules, parseXml(xml));
}

const types = new Set("380 389 393 501 386 500 384 471 472 473 261 262 381 396 502 503".split(" "));
const processes = new Set("B1 S1 M1 B2 S2 M2 S3 B4 S4 M4 S5 S6 B7 S7 B8 S8 M8 B9 S9 M9".split(" "));
const rates = new Set([0, 0.9, 1.05, 1.75, 2.1, 5.5, 7, 8.5, 9.2, 9.6, 10, 13, 19.6, 20, 20.6]);
const treatments = new Set("B2B B2BINT B2C B2CINT OUTOFSCOPE ARCHIVEONLY".split(" "));

const references = `${at.settlement}/InvoiceReferencedDocument`;
const period = `${at.settlement}/BillingSpecifiedPeriod`;

const dates = [
  ["BT-2", `${at.document}/IssueDateTime/DateTimeString`],
  ["BT-9", `${at.terms}/DueDateDateTime/DateTimeString`],
  ["BT-26", `${references}/FormattedIssueDateTime/DateTimeString`],
  ["BT-72", `${at.delivery}/ActualDeliverySupplyChainEvent/OccurrenceDateTime/DateTimeString`],
  ["BT-73", `${period}/StartDateTime/DateTimeString`],
  ["BT-74", `${period}/EndDateTime/DateTimeString`],
] as const;

const notes = [
  ["PMT", "the indemnity for recovery"],
  ["PMD", "the penalties for late payment"],
  ["AAB", "the discount for early payment, or that there is none"],
] as const;

const numbers = [
  ["BT-1", `${at.document}/ID`],
  ["BT-25", `${references}/IssuerAssignedID`],
] as const;

const parties = [
  { party: "seller", path: at.seller, id: "BT-29", address: "BT-34" },
  { party: "buyer", path: at.buyer, id: "BT-46", address: "BT-49" },
] as const;

const amounts = [
  ["BT-106", `${at.totals}/LineTotalAmount`],
  ["BT-109", `${at.totals}/TaxBasisTotalAmount`],
  ["BT-110", `${at.totals}/TaxTotalAmount`],
  ["BT-112", `${at.totals}/GrandTotalAmount`],
  ["BT-115", `${at.totals}/DuePayableAmount`],
  ["BT-116", `${at.taxes}/BasisAmount`],
  ["BT-117", `${at.taxes}/CalculatedAmount`],
  ["BT-131", `${at.line}/${lineAt.net}`],
] as const;

export const frenchRules: readonly Rule[] = [
  ...numbers.map(([id, context]): Rule => ({
    id: `BR-FR-01_${id}`,
    context,
    sentence: "A number has 35 characters at most.",
    holds: ({ text }) => text.length <= 35,
  })),
  ...numbers.map(([id, context]): Rule => ({
    id: `BR-FR-02_${id}`,
    context,
    sentence: "A number has letters, digits and + - _ / only.",
    holds: ({ text }) => /^[A-Za-z0-9+\-_/]+$/.test(text),
  })),
  ...dates.map(([id, context]): Rule => ({
    id: `BR-FR-03_${id}`,
    context,
    sentence: "A date is one of this century.",
    holds: ({ text }) => isDate(text),
  })),
  {
    id: "BR-FR-04_BT-3",
    context: at.document,
    sentence: "The type (BT-3) is one that France knows.",
    holds: (document) => types.has(textOf(document, "TypeCode") ?? ""),
  },
  ...notes.map(([code, what]): Rule => ({
    id: `BR-FR-05_BT-22_${code}`,
    context: at.document,
    sentence: `A note ${code} states ${what}.`,
    holds: (document) => notesOf(document, code).length > 0,
  })),
  ...notes.map(([code]): Rule => ({
    id: `BR-FR-06_BT-21_${code}`,
    context: at.document,
    sentence: `There is one note ${code} at most.`,
    holds: (document) => notesOf(document, code).length <= 1,
  })),
  {
    id: "BR-FR-08_BT-23",
    context: at.context,
    sentence: "The business process (BT-23) says whether goods, services or both are billed.",
    holds: (context) => processes.has(textOf(context, "BusinessProcessSpecifiedDocumentContextParameter/ID") ?? ""),
  },
  ...parties.map(({ party, path, id }): Rule => ({
    id: `BR-FR-09_${id}`,
    context: path,
    sentence: `A SIRET of the ${party} begins with its SIREN.`,
    holds: (element) => {
      const siret = idsOf(element, "GlobalID", "0009")[0];
      const siren = idsOf(element, "SpecifiedLegalOrganization/ID", "0002")[0];
      return siret === undefined || (/^\d{14}$/.test(siret) && siret.slice(0, 9) === siren);
    },
  })),
  {
    id: "BR-FR-10_BT-30",
    context: "",
    sentence: "The seller is registered with a SIREN (BT-30).",
    holds: (invoice) => hasSiren(invoice, at.seller),
  },
  {
    id: "BR-FR-11_BT-47",
    context: "",
    sentence: "Between businesses the buyer is registered with a SIREN (BT-47).",
    holds: (invoice) => treatmentOf(invoice) !== "B2B" || hasSiren(invoice, at.buyer),
  },
  {
    id: "BR-FR-12_BT-49",
    context: "",
    sentence: "The buyer has an electronic address (BT-49).",
    holds: (invoice) => isFilled(invoice, `${at.buyer}/URIUniversalCommunication/URIID`),
  },
  {
    id: "BR-FR-13_BT-34",
    context: "",
    sentence: "The seller has an electronic address (BT-34).",
    holds: (invoice) => isFilled(invoice, `${at.seller}/URIUniversalCommunication/URIID`),
  },
  {
    id: "BR-FR-15_BT-95_BT-118",
    context: at.taxes,
    sentence: "A category is one that France knows.",
    holds: (tax) => vatCategories.has(textOf(tax, "CategoryCode") ?? ""),
  },
  {
    id: "BR-FR-15_BT-95_BT-151",
    context: `${at.line}/${lineAt.tax}`,
    sentence: "A line's category is one that France knows.",
    holds: (tax) => vatCategories.has(textOf(tax, "CategoryCode") ?? ""),
  },
  {
    id: "BR-FR-16_BT-119",
    context: `${at.taxes}/RateApplicablePercent`,
    sentence: "A rate is one that France has or had.",
    holds: isKnownRate,
  },
  {
    id: "BR-FR-16_BT-152",
    context: `${at.line}/${lineAt.tax}/RateApplicablePercent`,
    sentence: "A line's rate is one that France has or had.",
    holds: isKnownRate,
  },
  {
    id: "BR-FR-20_BT-21",
    context: at.document,
    sentence: "A note BAR is one of six treatments.",
    holds: (document) => notesOf(document, "BAR").every((note) => treatments.has(textOf(note, "Content") ?? "")),
  },
  {
    id: "BR-FR-21_BT-49",
    context: "",
    sentence: "Between businesses the buyer's electronic address begins with its SIREN, in the French scheme.",
    holds: (invoice) => {
      if (treatmentOf(invoice) !== "B2B") return true;
      const siren = textOf(invoice, `${at.buyer}/SpecifiedLegalOrganization/ID`) ?? "";
      const address = all(invoice, `${at.buyer}/URIUniversalCommunication/URIID`)[0];
      return address?.attributes["schemeID"] === "0225" && address.text.startsWith(siren);
    },
  },
  ...parties.map(({ party, path, address }): Rule => ({
    id: `BR-FR-23_${address}`,
    context: `${path}/URIUniversalCommunication/URIID`,
    applies: ({ attributes }) => attributes["schemeID"] === "0225",
    sentence: `A French electronic address of the ${party} has letters, digits and + - _ . only.`,
    holds: ({ text }) => /^[A-Za-z0-9+\-_.]+$/.test(text),
  })),
  ...parties.map(({ party, path, address }): Rule => ({
    id: `BR-FR-25_${address}`,
    context: `${path}/URIUniversalCommunication/URIID`,
    sentence: `The electronic address of the ${party} has 125 characters at most.`,
    holds: ({ text }) => text.length <= 125,
  })),
  {
    id: "BR-FR-32-LEGALID",
    context: "//SpecifiedLegalOrganization",
    sentence: "A SIREN has nine digits.",
    holds: (organization) => idsOf(organization, "ID", "0002").every((siren) => /^\d{9}$/.test(siren)),
  },
  {
    id: "BR-FR-CO-05_BT-3",
    context: "",
    sentence: "A credit note refers to an invoice by number and date (BG-3).",
    holds: (invoice) =>
      textOf(invoice, `${at.document}/TypeCode`) !== "381" ||
      all(invoice, references).some(
        (reference) => has(reference, "IssuerAssignedID") && has(reference, "FormattedIssueDateTime/DateTimeString"),
      ),
  },
  {
    id: "BR-FR-CO-07_BT-9",
    context: "",
    sentence: "The due date is not before the date of issue.",
    holds: (invoice) => {
      const due = textOf(invoice, `${at.terms}/DueDateDateTime/DateTimeString`);
      const issued = textOf(invoice, `${at.document}/IssueDateTime/DateTimeString`);
      return due === undefined || (issued !== undefined && due >= issued);
    },
  },
  ...parties.map(({ party, path, id }): Rule => ({
    id: `BR-FR-CO-10_${id}-1`,
    context: `${path}/GlobalID`,
    sentence: `A global identifier of the ${party} has a scheme.`,
    holds: ({ attributes }) => attributes["schemeID"] !== undefined,
  })),
  ...parties.map(({ party, path, id }): Rule => ({
    id: `BR-FR-CO-10_${id}-2`,
    context: path,
    sentence: `The global identifiers of the ${party} have a scheme each.`,
    holds: (element) => {
      const schemes = all(element, "GlobalID").map(({ attributes }) => attributes["schemeID"]);
      return new Set(schemes).size === schemes.length;
    },
  })),
  {
    id: "BR-FR-CO-12_BT-5",
    context: at.settlement,
    sentence: "In another currency than the euro, the tax is given in euro as well (BT-6, BT-111).",
    holds: (settlement) =>
      textOf(settlement, "InvoiceCurrencyCode") === "EUR" ||
      (textOf(settlement, "TaxCurrencyCode") === "EUR" &&
        all(settlement, "SpecifiedTradeSettlementHeaderMonetarySummation/TaxTotalAmount").some(
          ({ attributes }) => attributes["currencyID"] === "EUR",
        )),
  },
  ...amounts.map(([id, context]): Rule => ({
    id: `BR-FR-DEC-01_${id}`,
    context,
    sentence: "An amount has 19 digits at most, two of them behind the point.",
    holds: ({ text }) => isNumber(text, 2),
  })),
  {
    id: "BR-FR-DEC-02_BT-129",
    context: `${at.line}/${lineAt.quantity}`,
    sentence: "A quantity has 19 digits at most, four of them behind the point.",
    holds: ({ text }) => isNumber(text, 4),
  },
  {
    id: "BR-FR-DEC-03_BT-146",
    context: `${at.line}/${lineAt.price}`,
    sentence: "A price has 19 digits at most, six of them behind the point, and is not negative.",
    holds: ({ text }) => isNumber(text, 6) && !text.trim().startsWith("-"),
  },
  {
    id: "BR-FR-DEC-04_BT-119",
    context: `${at.taxes}/RateApplicablePercent`,
    sentence: "A rate has four digits at most, two of them behind the point.",
    holds: isRate,
  },
  {
    id: "BR-FR-DEC-04_BT-152",
    context: `${at.line}/${lineAt.tax}/RateApplicablePercent`,
    sentence: "A line's rate has four digits at most, two of them behind the point.",
    holds: isRate,
  },
];

function notesOf(document: Element, code: string): Element[] {
  return all(document, "IncludedNote").filter((note) => textOf(note, "SubjectCode") === code);
}

/** What the note BAR says of the kind of business; undefined without one. */
function treatmentOf(invoice: Element): string | undefined {
  const [note] = all(invoice, at.document).flatMap((document) => notesOf(document, "BAR"));
  return note && textOf(note, "Content");
}

function hasSiren(invoice: Element, party: string): boolean {
  const [element] = all(invoice, party);
  return element !== undefined && /^\d{9}$/.test(idsOf(element, "SpecifiedLegalOrganization/ID", "0002")[0] ?? "");
}

function idsOf(element: Element, path: string, scheme: string): string[] {
  return all(element, path)
    .filter(({ attributes }) => attributes["schemeID"] === scheme)
    .map(({ text }) => text.trim());
}

function isDate(text: string): boolean {
  const [, year, month, day] = /^(20\d{2})(\d{2})(\d{2})$/.exec(text.trim()) ?? [];
  if (year === undefined) return false;
  try {
    Temporal.PlainDate.from(`${year}-${month}-${day}`);
    return true;
  } catch {
    return false;
  }
}

function isNumber(text: string, decimals: number): boolean {
  const [, whole, fraction = ""] = /^-?(\d{1,19})(?:\.(\d+))?$/.exec(text.trim()) ?? [];
  return whole !== undefined && fraction.length <= decimals && whole.length + fraction.length <= 19;
}

function isKnownRate({ text }: Element): boolean {
  return isNumber(text, 2) && rates.has(Number(text));
}

function isRate({ text }: Element): boolean {
  return /^\d+(?:\.\d{1,2})?$/.test(text.trim()) && text.replaceAll(/\D/g, "").length <= 4;
}

import { all, has, isFilled, numberOf, parseXml, sumOf, textOf, type Element } from "./cii.ts";
import {
  addressSchemes,
  countries,
  currencies,
  documentTypes,
  exemptionReasons,
  identifierSchemes,
  noteSubjects,
  paymentMeans,
  units,
  vatCategories,
  vatPrefixes,
} from "./code-lists.ts";
import {
  at,
  brokenRules,
  filled,
  hasDecimals,
  inList,
  isInOrder,
  lineAt,
  present,
  schemeInList,
  taxIds,
  type Rule,
} from "./rules.ts";
import { isTaxOfBasis, vatCategoryRules } from "./vat-category-rules.ts";

/** The rules of EN 16931 that an invoice of `xml`, in CII syntax, breaks, by their official ids. */
export function failedRules(xml: string): string[] {
  return brokenRules(en16931Rules, parseXml(xml));
}

const period = `${at.settlement}/BillingSpecifiedPeriod`;
const linePeriod = `${at.line}/SpecifiedLineTradeSettlement/BillingSpecifiedPeriod`;

const presenceRules: Rule[] = [
  {
    id: "BR-01",
    context: "",
    sentence: "An invoice has a specification identifier (BT-24).",
    holds: filled(`${at.context}/GuidelineSpecifiedDocumentContextParameter/ID`),
  },
  {
    id: "BR-02",
    context: "",
    sentence: "An invoice has a number (BT-1).",
    holds: filled(`${at.document}/ID`),
  },
  {
    id: "BR-03",
    context: "",
    sentence: "An invoice has a date of issue (BT-2), as YYYYMMDD.",
    holds: (invoice) =>
      all(invoice, `${at.document}/IssueDateTime/DateTimeString`).some(
        ({ attributes, text }) => attributes["format"] === "102" && text.trim() !== "",
      ),
  },
  {
    id: "BR-04",
    context: "",
    sentence: "An invoice has a type (BT-3).",
    holds: filled(`${at.document}/TypeCode`),
  },
  {
    id: "BR-05",
    context: "",
    sentence: "An invoice has a currency (BT-5).",
    holds: filled(`${at.settlement}/InvoiceCurrencyCode`),
  },
  {
    id: "BR-06",
    context: "",
    sentence: "The seller has a name (BT-27).",
    holds: filled(`${at.seller}/Name`),
  },
  {
    id: "BR-07",
    context: "",
    sentence: "The buyer has a name (BT-44).",
    holds: filled(`${at.buyer}/Name`),
  },
  {
    id: "BR-08",
    context: "",
    sentence: "The seller has an address (BG-5).",
    holds: present(`${at.seller}/PostalTradeAddress`),
  },
  {
    id: "BR-09",
    context: "",
    sentence: "The seller's address has a country (BT-40).",
    holds: filled(`${at.seller}/PostalTradeAddress/CountryID`),
  },
  {
    id: "BR-10",
    context: "",
    sentence: "The buyer has an address (BG-8).",
    holds: present(`${at.buyer}/PostalTradeAddress`),
  },
  {
    id: "BR-11",
    context: "",
    sentence: "The buyer's address has a country (BT-55).",
    holds: filled(`${at.buyer}/PostalTradeAddress/CountryID`),
  },
  {
    id: "BR-12",
    context: at.totals,
    sentence: "The totals have the sum of the lines (BT-106).",
    holds: present("LineTotalAmount"),
  },
  {
    id: "BR-13",
    context: at.totals,
    sentence: "The totals have the amount without VAT (BT-109).",
    holds: present("TaxBasisTotalAmount"),
  },
  {
    id: "BR-14",
    context: at.totals,
    sentence: "The totals have the amount with VAT (BT-112).",
    holds: present("GrandTotalAmount"),
  },
  {
    id: "BR-15",
    context: at.totals,
    sentence: "The totals have the amount due (BT-115).",
    holds: present("DuePayableAmount"),
  },
  {
    id: "BR-16",
    context: "",
    sentence: "An invoice has a line (BG-25).",
    holds: present(at.line),
  },
  {
    id: "BR-21",
    context: at.line,
    sentence: "A line has an identifier (BT-126).",
    holds: filled("AssociatedDocumentLineDocument/LineID"),
  },
  {
    id: "BR-22",
    context: at.line,
    sentence: "A line has a quantity (BT-129).",
    holds: present(lineAt.quantity),
  },
  {
    id: "BR-23",
    context: at.line,
    sentence: "A line's quantity has a unit (BT-130).",
    holds: (line) => all(line, lineAt.quantity).some(({ attributes }) => attributes["unitCode"] !== undefined),
  },
  {
    id: "BR-24",
    context: at.line,
    sentence: "A line has a net amount (BT-131).",
    holds: present(lineAt.net),
  },
  {
    id: "BR-25",
    context: at.line,
    sentence: "A line has the name of an item (BT-153).",
    holds: filled("SpecifiedTradeProduct/Name"),
  },
  {
    id: "BR-26",
    context: at.line,
    sentence: "A line has a net price (BT-146).",
    holds: present(lineAt.price),
  },
  {
    id: "BR-27",
    context: at.line,
    sentence: "A net price is not negative.",
    holds: (line) => (numberOf(line, lineAt.price) ?? -1n) >= 0n,
  },
  {
    id: "BR-29",
    context: period,
    sentence: "An invoicing period ends no sooner than it starts.",
    holds: isInOrder,
  },
  {
    id: "BR-30",
    context: linePeriod,
    sentence: "A line's period ends no sooner than it starts.",
    holds: isInOrder,
  },
  {
    id: "BR-45",
    context: at.taxes,
    sentence: "A VAT breakdown has a basis (BT-116).",
    holds: present("BasisAmount"),
  },
  {
    id: "BR-46",
    context: at.taxes,
    sentence: "A VAT breakdown has a tax amount (BT-117).",
    holds: present("CalculatedAmount"),
  },
  {
    id: "BR-47",
    context: at.taxes,
    sentence: "A VAT breakdown has a category, of the tax VAT (BT-118).",
    holds: (breakdown) => textOf(breakdown, "TypeCode") === "VAT" && has(breakdown, "CategoryCode"),
  },
  {
    id: "BR-48",
    context: at.taxes,
    sentence: "A VAT breakdown has a rate (BT-119), unless it is outside the scope of VAT.",
    holds: (breakdown) =>
      textOf(breakdown, "TypeCode") === "VAT" &&
      (has(breakdown, "RateApplicablePercent") || textOf(breakdown, "CategoryCode") === "O"),
  },
  {
    id: "BR-49",
    context: at.payment,
    sentence: "Payment instructions have a code of the means (BT-81).",
    holds: present("TypeCode"),
  },
  {
    id: "BR-50",
    context: `${at.payment}/PayeePartyCreditorFinancialAccount`,
    sentence: "An account to transfer to has its identifier (BT-84).",
    holds: (account) => isFilled(account, "IBANID") || isFilled(account, "ProprietaryID"),
  },
  {
    id: "BR-53",
    context: at.totals,
    sentence:
      "With an accounting currency (BT-6), another than the invoice's, the tax is given in it as well (BT-111).",
    holds: (totals, invoice) => {
      const accounting = textOf(invoice, `${at.settlement}/TaxCurrencyCode`);
      if (accounting === undefined) return true;
      return (
        accounting !== textOf(invoice, `${at.settlement}/InvoiceCurrencyCode`) &&
        all(totals, "TaxTotalAmount").some(({ attributes }) => attributes["currencyID"] === accounting)
      );
    },
  },
  {
    id: "BR-55",
    context: `${at.settlement}/InvoiceReferencedDocument`,
    sentence: "A reference to a preceding invoice has its number (BT-25).",
    holds: filled("IssuerAssignedID"),
  },
  {
    id: "BR-57",
    context: `${at.delivery}/ShipToTradeParty/PostalTradeAddress`,
    sentence: "An address of delivery has a country (BT-80).",
    holds: filled("CountryID"),
  },
  {
    id: "BR-61",
    context: at.payment,
    applies: isTransfer,
    sentence: "A credit transfer names the account (BT-84).",
    holds: hasAccount,
  },
  {
    id: "BR-62",
    context: `${at.seller}/URIUniversalCommunication`,
    sentence: "The seller's electronic address has a scheme.",
    holds: hasScheme,
  },
  {
    id: "BR-63",
    context: `${at.buyer}/URIUniversalCommunication`,
    sentence: "The buyer's electronic address has a scheme.",
    holds: hasScheme,
  },
];

const conditionRules: Rule[] = [
  {
    id: "BR-CO-03",
    context: "",
    sentence: "A tax point is given as a date (BT-7) or as a code (BT-8), not as both.",
    holds: (invoice) => !has(invoice, "//TaxPointDate") || !has(invoice, "//DueDateTypeCode"),
  },
  {
    id: "BR-CO-04",
    context: at.line,
    sentence: "A line has a category, of the tax VAT (BT-151).",
    holds: (line) => all(line, lineAt.tax).some((tax) => textOf(tax, "TypeCode") === "VAT" && has(tax, "CategoryCode")),
  },
  {
    id: "BR-CO-09",
    context: "//SpecifiedTaxRegistration",
    sentence: "A VAT id begins with a country.",
    holds: (registration) =>
      all(registration, "ID").every(
        ({ attributes, text }) => attributes["schemeID"] !== "VA" || vatPrefixes.has(text.trim().slice(0, 2)),
      ),
  },
  {
    id: "BR-CO-10",
    context: at.totals,
    sentence: "The sum of the lines (BT-106) is the sum of the lines' net amounts.",
    holds: (totals, invoice) => equal(numberOf(totals, "LineTotalAmount"), sumOf(invoice, `${at.line}/${lineAt.net}`)),
  },
  {
    id: "BR-CO-13",
    context: at.totals,
    sentence: "The amount without VAT (BT-109) is the sum of the lines, less allowances, plus charges.",
    holds: (totals) => equal(numberOf(totals, "TaxBasisTotalAmount"), withoutVat(totals)),
  },
  {
    id: "BR-CO-14",
    context: at.totals,
    sentence: "The VAT (BT-110) is the sum of the breakdowns.",
    holds: (totals, invoice) =>
      vatTotals(totals, invoice).every((vat) =>
        equal(numberOf(vat, ""), sumOf(invoice, `${at.taxes}/CalculatedAmount`)),
      ),
  },
  {
    id: "BR-CO-15",
    context: "",
    sentence: "The amount with VAT (BT-112) is the one without plus the VAT.",
    holds: (invoice) => {
      const [totals] = all(invoice, at.totals);
      const vat = totals ? vatTotals(totals, invoice) : [];
      if (!totals || vat.length > 1) return false;
      const tax = vat[0] ? numberOf(vat[0], "") : 0n;
      return equal(numberOf(totals, "GrandTotalAmount"), plus(numberOf(totals, "TaxBasisTotalAmount"), tax));
    },
  },
  {
    id: "BR-CO-16",
    context: at.totals,
    sentence: "The amount due (BT-115) is the amount with VAT, less what is paid, plus the rounding.",
    holds: (totals) => equal(numberOf(totals, "DuePayableAmount"), due(totals)),
  },
  {
    id: "BR-CO-17",
    context: at.taxes,
    sentence: "The tax VAT of a breakdown is its basis times its rate, within 1.",
    holds: (breakdown) => textOf(breakdown, "TypeCode") === "VAT" && isTaxOfBasis(breakdown),
  },
  {
    id: "BR-CO-18",
    context: "",
    sentence: "An invoice has a VAT breakdown (BG-23).",
    holds: present(at.taxes),
  },
  {
    id: "BR-CO-19",
    context: period,
    sentence: "An invoicing period has a start or an end.",
    holds: (element) => has(element, "StartDateTime") || has(element, "EndDateTime"),
  },
  {
    id: "BR-CO-20",
    context: linePeriod,
    sentence: "A line's period has a start or an end.",
    holds: (element) => has(element, "StartDateTime") || has(element, "EndDateTime"),
  },
  {
    id: "BR-CO-25",
    context: at.settlement,
    sentence: "Where something is due, there is a due date (BT-9) or a payment term (BT-20).",
    holds: (settlement) =>
      (numberOf(settlement, "SpecifiedTradeSettlementHeaderMonetarySummation/DuePayableAmount") ?? 0n) <= 0n ||
      has(settlement, "SpecifiedTradePaymentTerms/DueDateDateTime") ||
      isFilled(settlement, "SpecifiedTradePaymentTerms/Description"),
  },
  {
    id: "BR-CO-26",
    context: at.seller,
    sentence:
      "The seller can be identified: by an identifier (BT-29), a legal registration (BT-30) or a VAT id (BT-31).",
    holds: (seller) =>
      has(seller, "ID") ||
      has(seller, "GlobalID") ||
      has(seller, "SpecifiedLegalOrganization/ID") ||
      taxIds(seller, "VA").length > 0,
  },
];

const decimalRules: Rule[] = (
  [
    ["BR-DEC-09", at.totals, "LineTotalAmount", "The sum of the lines (BT-106)"],
    ["BR-DEC-10", at.totals, "AllowanceTotalAmount", "The sum of allowances (BT-107)"],
    ["BR-DEC-11", at.totals, "ChargeTotalAmount", "The sum of charges (BT-108)"],
    ["BR-DEC-12", at.totals, "TaxBasisTotalAmount", "The amount without VAT (BT-109)"],
    ["BR-DEC-13", at.totals, "TaxTotalAmount", "The VAT (BT-110), in any currency,"],
    ["BR-DEC-14", at.totals, "GrandTotalAmount", "The amount with VAT (BT-112)"],
    ["BR-DEC-16", at.totals, "TotalPrepaidAmount", "The amount paid (BT-113)"],
    ["BR-DEC-17", at.totals, "RoundingAmount", "The rounding (BT-114)"],
    ["BR-DEC-18", at.totals, "DuePayableAmount", "The amount due (BT-115)"],
    ["BR-DEC-19", at.taxes, "BasisAmount", "The basis of a breakdown (BT-116)"],
    ["BR-DEC-20", at.taxes, "CalculatedAmount", "The tax of a breakdown (BT-117)"],
    ["BR-DEC-23", at.line, lineAt.net, "The net amount of a line (BT-131)"],
  ] as const
).map(([id, context, path, what]) => ({
  id,
  context,
  sentence: `${what} has at most two decimals.`,
  holds: hasDecimals(2, path),
}));

const codeRules: Rule[] = [
  {
    id: "BR-CL-01",
    context: at.document,
    sentence: "The type (BT-3) is an invoice or a credit note.",
    holds: inList(documentTypes, "TypeCode"),
  },
  {
    id: "BR-CL-03",
    context: "//TaxTotalAmount",
    sentence: "The currency of a total VAT amount is of ISO 4217.",
    holds: ({ attributes }) => currencies.has(attributes["currencyID"] ?? ""),
  },
  {
    id: "BR-CL-04",
    context: at.settlement,
    sentence: "The currency (BT-5) is of ISO 4217.",
    holds: inList(currencies, "InvoiceCurrencyCode"),
  },
  {
    id: "BR-CL-05",
    context: at.settlement,
    sentence: "The accounting currency (BT-6) is of ISO 4217.",
    holds: inList(currencies, "TaxCurrencyCode"),
  },
  {
    id: "BR-CL-08",
    context: "",
    sentence: "The subject of a note (BT-21) is of UNTDID 4451.",
    holds: inList(noteSubjects, "//SubjectCode"),
  },
  {
    id: "BR-CL-10",
    context: "",
    sentence: "The scheme of a party's identifier is of ISO/IEC 6523.",
    holds: schemeInList(identifierSchemes, "//GlobalID"),
  },
  {
    id: "BR-CL-11",
    context: "//SpecifiedLegalOrganization",
    sentence: "The scheme of a legal registration is of ISO/IEC 6523.",
    holds: schemeInList(identifierSchemes, "ID"),
  },
  {
    id: "BR-CL-14",
    context: "",
    sentence: "A country is of ISO 3166-1.",
    holds: inList(countries, "//CountryID"),
  },
  {
    id: "BR-CL-16",
    context: at.payment,
    sentence: "The means of payment (BT-81) is of UNTDID 4461.",
    holds: inList(paymentMeans, "TypeCode"),
  },
  {
    id: "BR-CL-18",
    context: "//ApplicableTradeTax",
    sentence: "A VAT category is of UNTDID 5305.",
    holds: inList(vatCategories, "CategoryCode"),
  },
  {
    id: "BR-CL-22",
    context: "",
    sentence: "The code of an exemption (BT-121) is of VATEX.",
    holds: inList(exemptionReasons, "//ExemptionReasonCode"),
  },
  {
    id: "BR-CL-23",
    context: "",
    sentence: "The unit of a quantity is of UN/ECE recommendations 20 and 21.",
    holds: (invoice) =>
      ["//BilledQuantity", "//BasisQuantity"]
        .flatMap((path) => all(invoice, path))
        .every(({ attributes: { unitCode } }) => unitCode === undefined || units.has(unitCode)),
  },
  {
    id: "BR-CL-25",
    context: "//URIUniversalCommunication",
    sentence: "The scheme of an electronic address is of EAS.",
    holds: schemeInList(addressSchemes, "URIID"),
  },
];

/** Of the syntax, what the schema lets pass. */
const syntaxRules: Rule[] = [
  {
    id: "CII-DT-031",
    context: "",
    sentence: "No amount names its currency, but for the total VAT.",
    holds: hasNoCurrency,
  },
  {
    id: "CII-DT-037",
    context: "//ApplicableTradeTax",
    sentence: "A tax is VAT.",
    holds: (tax) => all(tax, "TypeCode").every(({ text }) => text.trim() === "VAT"),
  },
  {
    id: "CII-DT-097",
    context: "//DateTimeString",
    applies: ({ attributes }) => attributes["format"] === "102",
    sentence: "A date is YYYYMMDD.",
    holds: ({ text }) => /^\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(text.trim()),
  },
  {
    id: "CII-SR-470",
    context: at.payment,
    applies: isTransfer,
    sentence: "A credit transfer names an IBAN or another account.",
    holds: hasAccount,
  },
];

/** What a document of ours can break of EN 16931. Elements that it cannot have are not listed: see `known-elements.ts`. */
export const en16931Rules: readonly Rule[] = [
  ...presenceRules,
  ...conditionRules,
  ...vatCategoryRules,
  ...decimalRules,
  ...codeRules,
  ...syntaxRules,
];

function hasScheme(communication: Element): boolean {
  return all(communication, "URIID").some(({ attributes }) => (attributes["schemeID"] ?? "") !== "");
}

function isTransfer(payment: Element): boolean {
  return ["30", "58"].includes(textOf(payment, "TypeCode") ?? "");
}

function hasAccount(payment: Element): boolean {
  return (
    has(payment, "PayeePartyCreditorFinancialAccount/IBANID") ||
    has(payment, "PayeePartyCreditorFinancialAccount/ProprietaryID")
  );
}

function hasNoCurrency({ name, attributes, children }: Element): boolean {
  const isFree = !name.endsWith("Amount") || name === "TaxTotalAmount" || attributes["currencyID"] === undefined;
  return isFree && children.every(hasNoCurrency);
}

function withoutVat(totals: Element): bigint | undefined {
  const allowances = has(totals, "AllowanceTotalAmount") ? numberOf(totals, "AllowanceTotalAmount") : 0n;
  const charges = has(totals, "ChargeTotalAmount") ? numberOf(totals, "ChargeTotalAmount") : 0n;
  return plus(minus(numberOf(totals, "LineTotalAmount"), allowances), charges);
}

function due(totals: Element): bigint | undefined {
  const paid = has(totals, "TotalPrepaidAmount") ? numberOf(totals, "TotalPrepaidAmount") : 0n;
  const rounding = has(totals, "RoundingAmount") ? numberOf(totals, "RoundingAmount") : 0n;
  return plus(minus(numberOf(totals, "GrandTotalAmount"), paid), rounding);
}

/** The total VAT amounts in the invoice's currency: one, in a good invoice. */
function vatTotals(totals: Element, invoice: Element): Element[] {
  const currency = textOf(invoice, `${at.settlement}/InvoiceCurrencyCode`);
  return all(totals, "TaxTotalAmount").filter(({ attributes }) => attributes["currencyID"] === currency);
}

function plus(a: bigint | undefined, b: bigint | undefined): bigint | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}

function minus(a: bigint | undefined, b: bigint | undefined): bigint | undefined {
  return a === undefined || b === undefined ? undefined : a - b;
}

function equal(a: bigint | undefined, b: bigint | undefined): boolean {
  return a !== undefined && a === b;
}

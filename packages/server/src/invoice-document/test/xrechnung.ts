import { all, has, isFilled, numberOf, parseXml, textOf, type Element } from "./cii.ts";
import { at, brokenRules, filled, lineAt, present, taxIds, type Rule } from "./rules.ts";

/** The rules of XRechnung 3.0 that an invoice breaks, those that it takes over from Peppol included, by official ids. */
export function failedXRechnungRules(xml: string): string[] {
  return brokenRules(xRechnungRules, parseXml(xml));
}

const specification = "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0";
const types = new Set(["326", "380", "381", "384", "389", "875", "876", "877"]);
const transfers = ["30", "58"];
const cards = ["48", "54", "55"];
const directDebit = "59";
const contact = `${at.seller}/DefinedTradeContact`;
const shipTo = `${at.delivery}/ShipToTradeParty/PostalTradeAddress`;
const allowance = "//SpecifiedTradeAllowanceCharge";

const germanRules: Rule[] = [
  {
    id: "BR-DE-1",
    context: "",
    sentence: "There are payment instructions (BG-16).",
    holds: present(at.payment),
  },
  {
    id: "BR-DE-2",
    context: at.seller,
    sentence: "The seller has a contact (BG-6).",
    holds: present("DefinedTradeContact"),
  },
  {
    id: "BR-DE-3",
    context: `${at.seller}/PostalTradeAddress`,
    sentence: "The seller's address has a city (BT-37).",
    holds: filled("CityName"),
  },
  {
    id: "BR-DE-4",
    context: `${at.seller}/PostalTradeAddress`,
    sentence: "The seller's address has a post code (BT-38).",
    holds: filled("PostcodeCode"),
  },
  {
    id: "BR-DE-5",
    context: contact,
    sentence: "The seller's contact has a name (BT-41).",
    holds: (element) => isFilled(element, "PersonName") || isFilled(element, "DepartmentName"),
  },
  {
    id: "BR-DE-6",
    context: contact,
    sentence: "The seller's contact has a telephone number (BT-42).",
    holds: filled("TelephoneUniversalCommunication/CompleteNumber"),
  },
  {
    id: "BR-DE-7",
    context: contact,
    sentence: "The seller's contact has an e-mail address (BT-43).",
    holds: filled("EmailURIUniversalCommunication/URIID"),
  },
  {
    id: "BR-DE-8",
    context: `${at.buyer}/PostalTradeAddress`,
    sentence: "The buyer's address has a city (BT-52).",
    holds: filled("CityName"),
  },
  {
    id: "BR-DE-9",
    context: `${at.buyer}/PostalTradeAddress`,
    sentence: "The buyer's address has a post code (BT-53).",
    holds: filled("PostcodeCode"),
  },
  {
    id: "BR-DE-10",
    context: shipTo,
    sentence: "An address of delivery has a city (BT-77).",
    holds: filled("CityName"),
  },
  {
    id: "BR-DE-11",
    context: shipTo,
    sentence: "An address of delivery has a post code (BT-78).",
    holds: filled("PostcodeCode"),
  },
  {
    id: "BR-DE-14",
    context: at.taxes,
    sentence: "A VAT breakdown has a rate (BT-119), whatever its category.",
    holds: filled("RateApplicablePercent"),
  },
  {
    id: "BR-DE-15",
    context: "",
    sentence: "There is a buyer reference (BT-10).",
    holds: filled(`${at.agreement}/BuyerReference`),
  },
  {
    id: "BR-DE-16",
    context: at.line,
    applies: (line) => textOf(line, `${lineAt.tax}/CategoryCode`) !== "O",
    sentence: "Within the scope of VAT the seller has a VAT id (BT-31) or a tax number (BT-32).",
    holds: (_, invoice) => {
      const seller = all(invoice, at.seller)[0];
      return taxIds(seller, "VA").length > 0 || taxIds(seller, "FC").length > 0;
    },
  },
  {
    id: "BR-DE-17",
    context: "",
    sentence: "The type (BT-3) is one of eight.",
    holds: (invoice) => types.has(textOf(invoice, `${at.document}/TypeCode`) ?? ""),
  },
  {
    id: "BR-DE-18",
    context: at.terms,
    sentence:
      "In payment terms (BT-20), a line that begins with # is a cash discount, and the text ends with a line break.",
    holds: (terms) => areDiscountsWellFormed(all(terms, "Description")[0]?.text ?? ""),
  },
  {
    id: "BR-DE-19",
    context: at.payment,
    applies: (payment) => textOf(payment, "TypeCode") === "58",
    sentence: "A SEPA credit transfer goes to a correct IBAN (BT-84).",
    holds: (payment) => isIban(textOf(payment, "PayeePartyCreditorFinancialAccount/IBANID")),
  },
  {
    id: "BR-DE-20",
    context: at.payment,
    applies: (payment) => textOf(payment, "TypeCode") === directDebit,
    sentence: "A SEPA direct debit comes from a correct IBAN (BT-91).",
    holds: (payment) => isIban(textOf(payment, "PayerPartyDebtorFinancialAccount/IBANID")),
  },
  {
    id: "BR-DE-21",
    context: at.context,
    sentence: "The specification identifier (BT-24) is XRechnung's.",
    holds: (element) => textOf(element, "GuidelineSpecifiedDocumentContextParameter/ID") === specification,
  },
  {
    id: "BR-DE-23-a",
    context: at.payment,
    applies: (payment) => transfers.includes(textOf(payment, "TypeCode") ?? ""),
    sentence: "A credit transfer names the account (BG-17).",
    holds: present("PayeePartyCreditorFinancialAccount"),
  },
  {
    id: "BR-DE-23-b",
    context: at.payment,
    applies: (payment) => transfers.includes(textOf(payment, "TypeCode") ?? ""),
    sentence: "A credit transfer names neither a card (BG-18) nor a direct debit (BG-19).",
    holds: (payment, invoice) =>
      !has(payment, "ApplicableTradeSettlementFinancialCard") && !hasDirectDebit(payment, invoice),
  },
  {
    id: "BR-DE-24-a",
    context: at.payment,
    applies: (payment) => cards.includes(textOf(payment, "TypeCode") ?? ""),
    sentence: "A payment by card names the card (BG-18).",
    holds: present("ApplicableTradeSettlementFinancialCard"),
  },
  {
    id: "BR-DE-24-b",
    context: at.payment,
    applies: (payment) => cards.includes(textOf(payment, "TypeCode") ?? ""),
    sentence: "A payment by card names neither an account (BG-17) nor a direct debit (BG-19).",
    holds: (payment, invoice) =>
      !has(payment, "PayeePartyCreditorFinancialAccount") && !hasDirectDebit(payment, invoice),
  },
  {
    id: "BR-DE-25-a",
    context: at.payment,
    applies: (payment) => textOf(payment, "TypeCode") === directDebit,
    sentence: "A direct debit is described (BG-19).",
    holds: hasDirectDebit,
  },
  {
    id: "BR-DE-25-b",
    context: at.payment,
    applies: (payment) => textOf(payment, "TypeCode") === directDebit,
    sentence: "A direct debit names neither an account (BG-17) nor a card (BG-18).",
    holds: (payment) =>
      !has(payment, "PayeePartyCreditorFinancialAccount") &&
      !has(payment, "PayeeSpecifiedCreditorFinancialInstitution") &&
      !has(payment, "ApplicableTradeSettlementFinancialCard"),
  },
  {
    id: "BR-DE-26",
    context: "",
    sentence: "A corrected invoice (384) refers to the one before (BG-3).",
    holds: (invoice) =>
      textOf(invoice, `${at.document}/TypeCode`) !== "384" ||
      has(invoice, `${at.settlement}/InvoiceReferencedDocument`),
  },
  {
    id: "BR-DE-27",
    context: contact,
    sentence: "The telephone number has three digits at least.",
    holds: (element) =>
      (textOf(element, "TelephoneUniversalCommunication/CompleteNumber") ?? "").replaceAll(/\D/g, "").length >= 3,
  },
  {
    id: "BR-DE-28",
    context: contact,
    sentence: "The e-mail address has one @, and behind it names between single dots.",
    holds: (element) =>
      /^[^@\s]+@(?:[^@.\s]+\.)+[^@.\s]+$/.test(textOf(element, "EmailURIUniversalCommunication/URIID") ?? ""),
  },
  {
    id: "BR-DE-30",
    context: "",
    sentence: "A direct debit (BG-19) has the creditor's identifier (BT-90), and that is not all there is of it.",
    holds: (invoice) => {
      const { mandate, creditor, account } = directDebitOf(invoice);
      return (creditor && (mandate || account)) || (!mandate && !creditor && !account);
    },
  },
  {
    id: "BR-DE-31",
    context: "",
    sentence: "A direct debit (BG-19) has the account that is debited (BT-91), and that is not all there is of it.",
    holds: (invoice) => {
      const { mandate, creditor, account } = directDebitOf(invoice);
      return (account && (mandate || creditor)) || (!mandate && !creditor && !account);
    },
  },
  {
    id: "BR-DE-TMP-32",
    context: "",
    sentence: "There is a date of delivery (BT-72), an invoicing period (BG-14), or a period of each line (BG-26).",
    holds: (invoice) =>
      has(invoice, `${at.delivery}/ActualDeliverySupplyChainEvent/OccurrenceDateTime`) ||
      has(invoice, `${at.settlement}/BillingSpecifiedPeriod`) ||
      all(invoice, at.line).every((line) => has(line, "SpecifiedLineTradeSettlement/BillingSpecifiedPeriod")),
  },
];

const peppolRules: Rule[] = [
  {
    id: "PEPPOL-EN16931-R001",
    context: at.context,
    sentence: "There is a business process (BT-23).",
    holds: present("BusinessProcessSpecifiedDocumentContextParameter/ID"),
  },
  {
    id: "PEPPOL-EN16931-R005",
    context: at.settlement,
    sentence: "An accounting currency (BT-6) is another than the invoice's.",
    holds: (settlement) => textOf(settlement, "TaxCurrencyCode") !== textOf(settlement, "InvoiceCurrencyCode"),
  },
  {
    id: "PEPPOL-EN16931-R008",
    context: "",
    sentence: "No element is empty, but for a delivery of which nothing is known.",
    holds: (invoice) => !hasEmptyElement(invoice),
  },
  {
    id: "PEPPOL-EN16931-R010",
    context: at.buyer,
    sentence: "The buyer has an electronic address (BT-49).",
    holds: present("URIUniversalCommunication/URIID"),
  },
  {
    id: "PEPPOL-EN16931-R020",
    context: at.seller,
    sentence: "The seller has an electronic address (BT-34).",
    holds: present("URIUniversalCommunication/URIID"),
  },
  {
    id: "PEPPOL-EN16931-R040",
    context: allowance,
    applies: (element) => has(element, "CalculationPercent") && has(element, "BasisAmount"),
    sentence: "An allowance or charge is its percentage of its basis.",
    holds: (element, invoice) => {
      const basis = numberOf(element, "BasisAmount") ?? 0n;
      const percent = numberOf(element, "CalculationPercent") ?? 0n;
      return isNear(numberOf(element, "ActualAmount") ?? 0n, (basis * percent) / 100_000_000n, slackOf(invoice));
    },
  },
  {
    id: "PEPPOL-EN16931-R041",
    context: allowance,
    sentence: "An allowance or charge with a percentage has a basis.",
    holds: (element) => !has(element, "CalculationPercent") || has(element, "BasisAmount"),
  },
  {
    id: "PEPPOL-EN16931-R042",
    context: allowance,
    sentence: "An allowance or charge with a basis has a percentage.",
    holds: (element) => !has(element, "BasisAmount") || has(element, "CalculationPercent"),
  },
  {
    id: "PEPPOL-EN16931-R043-1",
    context: allowance,
    sentence: "It says whether it is an allowance or a charge.",
    holds: (element) => ["true", "false"].includes(textOf(element, "ChargeIndicator/Indicator") ?? ""),
  },
  {
    id: "PEPPOL-EN16931-R053",
    context: at.settlement,
    sentence: "There is at most one total VAT amount in the invoice's currency.",
    holds: (settlement) => countVatTotals(settlement).same <= 1,
  },
  {
    id: "PEPPOL-EN16931-R054",
    context: at.settlement,
    sentence:
      "There is one total VAT amount in another currency if there is an accounting currency, and none otherwise.",
    holds: (settlement) => countVatTotals(settlement).other === (has(settlement, "TaxCurrencyCode") ? 1 : 0),
  },
  {
    id: "PEPPOL-EN16931-R061",
    context: at.payment,
    applies: (payment) => ["49", directDebit].includes(textOf(payment, "TypeCode") ?? ""),
    sentence: "A direct debit has a mandate (BT-89).",
    holds: (_, invoice) => has(invoice, `${at.terms}/DirectDebitMandateID`),
  },
  {
    id: "PEPPOL-EN16931-R110",
    context: at.line,
    sentence: "A line's period starts no sooner than the invoice's.",
    holds: (line, invoice) => isWithin(line, invoice, "StartDateTime", (own, whole) => own >= whole),
  },
  {
    id: "PEPPOL-EN16931-R111",
    context: at.line,
    sentence: "A line's period ends no later than the invoice's.",
    holds: (line, invoice) => isWithin(line, invoice, "EndDateTime", (own, whole) => own <= whole),
  },
  {
    id: "PEPPOL-EN16931-R120",
    context: at.line,
    sentence: "A line's net amount is its quantity times its price, within two hundredths.",
    holds: (line, invoice) => {
      const quantity = numberOf(line, lineAt.quantity) ?? 1_000_000n;
      const price = numberOf(line, lineAt.price) ?? 0n;
      const basis = numberOf(line, "SpecifiedLineTradeAgreement/NetPriceProductTradePrice/BasisQuantity") ?? 1_000_000n;
      return isNear(numberOf(line, lineAt.net) ?? 0n, (quantity * price) / (basis || 1_000_000n), slackOf(invoice));
    },
  },
  {
    id: "PEPPOL-EN16931-R121",
    context: "//BasisQuantity",
    sentence: "The quantity that a price is for is above 0.",
    holds: (quantity) => (numberOf(quantity, "") ?? 0n) > 0n,
  },
  {
    id: "PEPPOL-EN16931-R130",
    context: at.line,
    sentence: "The quantity that a price is for has the unit of the billed one.",
    holds: (line) => {
      const billed = all(line, lineAt.quantity)[0]?.attributes["unitCode"];
      return all(line, "//BasisQuantity").every(
        ({ attributes: { unitCode } }) => unitCode === undefined || unitCode === billed,
      );
    },
  },
];

export const xRechnungRules: readonly Rule[] = [...germanRules, ...peppolRules];

function areDiscountsWellFormed(terms: string): boolean {
  const lines = terms.split(/\r?\n/);
  const discounts = lines.map((line) => line.trim()).filter((line) => line.startsWith("#"));
  if (discounts.length === 0) return true;
  const isEnded = lines.at(-1)?.trim() === "" && !lines.at(-1)?.startsWith("#");
  return (
    isEnded &&
    discounts.every((line) => /^#SKONTO#TAGE=\d+#PROZENT=\d+\.\d{2}(?:#BASISBETRAG=-?\d+\.\d{2})?#$/.test(line))
  );
}

/** Whether an IBAN has its form and its check digits: a number of letters and digits, one more than a multiple of 97. */
function isIban(iban: string | undefined): boolean {
  const compact = (iban ?? "").replaceAll(/\s/g, "");
  if (!/^[A-Z]{2}\d{2}[a-zA-Z0-9]{1,30}$/.test(compact)) return false;
  const turned = (compact.slice(4) + compact.slice(0, 4)).toUpperCase();
  return BigInt(turned.replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))) % 97n === 1n;
}

function directDebitOf(invoice: Element): { mandate: boolean; creditor: boolean; account: boolean } {
  return {
    mandate: has(invoice, `${at.terms}/DirectDebitMandateID`),
    creditor: has(invoice, `${at.settlement}/CreditorReferenceID`),
    account: has(invoice, `${at.payment}/PayerPartyDebtorFinancialAccount/IBANID`),
  };
}

function hasDirectDebit(payment: Element, invoice: Element): boolean {
  const { mandate, creditor } = directDebitOf(invoice);
  return mandate || creditor || has(payment, "PayerPartyDebtorFinancialAccount/IBANID");
}

function hasEmptyElement({ name, children, text }: Element): boolean {
  if (children.length > 0) return children.some(hasEmptyElement);
  return name !== "ApplicableHeaderTradeDelivery" && text.trim() === "";
}

function countVatTotals(settlement: Element): { same: number; other: number } {
  const currency = textOf(settlement, "InvoiceCurrencyCode");
  const amounts = all(settlement, "SpecifiedTradeSettlementHeaderMonetarySummation/TaxTotalAmount");
  const same = amounts.filter(({ attributes }) => attributes["currencyID"] === currency).length;
  return { same, other: amounts.length - same };
}

function isWithin(
  line: Element,
  invoice: Element,
  end: "StartDateTime" | "EndDateTime",
  isRight: (own: string, whole: string) => boolean,
): boolean {
  const own = `SpecifiedLineTradeSettlement/BillingSpecifiedPeriod/${end}`;
  const whole = `${at.settlement}/BillingSpecifiedPeriod/${end}`;
  if (!has(line, own) || !has(invoice, whole)) return true;
  const [ownDate, wholeDate] = [textOf(line, `${own}/DateTimeString`), textOf(invoice, `${whole}/DateTimeString`)];
  return ownDate !== undefined && wholeDate !== undefined && isRight(ownDate, wholeDate);
}

/** Half a forint, or two hundredths of any other currency, in millionths. */
function slackOf(invoice: Element): bigint {
  return textOf(invoice, `${at.settlement}/InvoiceCurrencyCode`) === "HUF" ? 500_000n : 20_000n;
}

function isNear(a: bigint, b: bigint, slack: bigint): boolean {
  return a - b <= slack && b - a <= slack;
}

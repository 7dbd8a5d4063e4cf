import { type Invoice, isLeitwegId, type LineItem, minorDigits, type TaxTotal, toDecimal } from "@seatbook/core";
import { formatDate, toRate } from "./format.ts";
import { type Endpoint, isFrench, isOutsideScope, sirenOf, vatEndpoint } from "./identifiers.ts";
import { settlementOf, words } from "./words.ts";
import { group, leaf, writeXml, type XmlElement } from "./xml-element.ts";

/** `en16931` is what a Factur-X file embeds; `xrechnung` is what German authorities take, without a PDF. */
export type XmlProfile = "en16931" | "xrechnung";

const guidelines: Record<XmlProfile, string> = {
  en16931: "urn:cen.eu:en16931:2017",
  xrechnung: "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
};

const peppolProcess = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";
/** Of the French platforms: an invoice for services that is not yet paid. */
const frenchProcess = "S1";

const namespaces = {
  "xmlns:rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
  "xmlns:ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
  "xmlns:udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
  "xmlns:qdt": "urn:un:unece:uncefact:data:standard:QualifiedDataType:100",
};

/** Whether an invoice has what an XRechnung cannot do without: the customer's reference, and where it is reached. */
export function canBeXRechnung(invoice: Invoice): boolean {
  return invoice.customer.reference !== undefined && customerEndpoint(invoice, "xrechnung") !== undefined;
}

/** An invoice or credit note as UN/CEFACT Cross Industry Invoice (D22B) that meets EN 16931. The same data gives the same
 *  text. Its order is the schema's. @throws Error for an amount of more than two decimals, which EN 16931 has not, and for an
 *  XRechnung that cannot be (`canBeXRechnung`). */
export function invoiceXml(invoice: Invoice, profile: XmlProfile): string {
  if (minorDigits(invoice.currency) > 2) {
    throw new Error(`An electronic invoice has at most two decimals, and ${invoice.currency} has more.`);
  }
  if (profile === "xrechnung" && !canBeXRechnung(invoice)) {
    throw new Error("An XRechnung needs the customer's reference, and an e-mail address or VAT id of the customer.");
  }
  return writeXml({
    name: "rsm:CrossIndustryInvoice",
    attributes: namespaces,
    content: [
      context(invoice, profile),
      documentHead(invoice),
      group(
        "rsm:SupplyChainTradeTransaction",
        invoice.lines.map((line, index) => lineItem(invoice, line, index + 1)),
        agreement(invoice, profile),
        delivery(invoice),
        settlement(invoice, profile),
      ),
    ],
  });
}

function context(invoice: Invoice, profile: XmlProfile): XmlElement {
  const process = isFrench(invoice) && profile === "en16931" ? frenchProcess : undefined;
  const businessProcess = profile === "xrechnung" ? peppolProcess : process;
  return group(
    "rsm:ExchangedDocumentContext",
    businessProcess === undefined
      ? undefined
      : group("ram:BusinessProcessSpecifiedDocumentContextParameter", leaf("ram:ID", businessProcess)),
    group("ram:GuidelineSpecifiedDocumentContextParameter", leaf("ram:ID", guidelines[profile])),
  );
}

function documentHead({ number, type, issuedOn, notes = [], reason, corrects, language }: Invoice): XmlElement {
  const said = words[language];
  return group(
    "rsm:ExchangedDocument",
    leaf("ram:ID", number),
    leaf("ram:TypeCode", type === "invoice" ? "380" : "381"),
    dateTime("ram:IssueDateTime", issuedOn),
    includedNote(corrects && said.corrects(corrects.number, formatDate(corrects.issuedOn, language))),
    includedNote(reason && said.reason(reason)),
    notes.map(({ text, code }) => includedNote(text, code)),
  );
}

function includedNote(text: string | undefined, code?: string): XmlElement | undefined {
  const content = leaf("ram:Content", text);
  return content && group("ram:IncludedNote", content, leaf("ram:SubjectCode", code));
}

function lineItem(
  invoice: Invoice,
  { description, note, quantity, unitMinor, net, tax }: LineItem,
  id: number,
): XmlElement {
  return group(
    "ram:IncludedSupplyChainTradeLineItem",
    group("ram:AssociatedDocumentLineDocument", leaf("ram:LineID", String(id))),
    group("ram:SpecifiedTradeProduct", leaf("ram:Name", description), leaf("ram:Description", note)),
    group(
      "ram:SpecifiedLineTradeAgreement",
      group("ram:NetPriceProductTradePrice", amount("ram:ChargeAmount", unitMinor, invoice)),
    ),
    // C62: one, that is a piece.
    group("ram:SpecifiedLineTradeDelivery", leaf("ram:BilledQuantity", String(quantity), { unitCode: "C62" })),
    group(
      "ram:SpecifiedLineTradeSettlement",
      group(
        "ram:ApplicableTradeTax",
        leaf("ram:TypeCode", "VAT"),
        leaf("ram:CategoryCode", tax.category),
        tax.category === "O" ? undefined : leaf("ram:RateApplicablePercent", toRate(tax.ratePercent)),
      ),
      group("ram:SpecifiedTradeSettlementLineMonetarySummation", amount("ram:LineTotalAmount", net, invoice)),
    ),
  );
}

function agreement(invoice: Invoice, profile: XmlProfile): XmlElement {
  return group(
    "ram:ApplicableHeaderTradeAgreement",
    leaf("ram:BuyerReference", invoice.customer.reference),
    sellerParty(invoice),
    customerParty(invoice, profile),
  );
}

function sellerParty(invoice: Invoice): XmlElement {
  const { seller } = invoice;
  const { contact, vatId, taxNumber, registration } = seller;
  const isVatIdAllowed = !isOutsideScope(invoice);
  const siren = sirenOf(seller);
  // Something must name the seller where its VAT id does not (BR-CO-26).
  const isNamed = (isVatIdAllowed && vatId !== undefined) || registration !== undefined || siren !== undefined;
  return group(
    "ram:SellerTradeParty",
    isNamed ? undefined : leaf("ram:ID", taxNumber ?? vatId),
    leaf("ram:Name", seller.name),
    // What stands in the register, where a number stands for it below.
    siren === undefined ? undefined : leaf("ram:Description", registration),
    legalOrganization(siren, registration),
    group(
      "ram:DefinedTradeContact",
      leaf("ram:PersonName", contact.name),
      group("ram:TelephoneUniversalCommunication", leaf("ram:CompleteNumber", contact.phone)),
      group("ram:EmailURIUniversalCommunication", leaf("ram:URIID", contact.email)),
    ),
    postalAddress(seller.address),
    endpoint(sellerEndpoint(invoice)),
    isVatIdAllowed ? taxRegistration(vatId, "VA") : undefined,
    taxRegistration(taxNumber, "FC"),
  );
}

function customerParty(invoice: Invoice, profile: XmlProfile): XmlElement {
  const { customer } = invoice;
  return group(
    "ram:BuyerTradeParty",
    leaf("ram:Name", customer.name),
    legalOrganization(sirenOf(customer), undefined),
    postalAddress(customer.address),
    endpoint(customerEndpoint(invoice, profile)),
    isOutsideScope(invoice) ? undefined : taxRegistration(customer.vatId, "VA"),
  );
}

function legalOrganization(siren: string | undefined, registration: string | undefined): XmlElement | undefined {
  const id = siren === undefined ? leaf("ram:ID", registration) : leaf("ram:ID", siren, { schemeID: "0002" });
  return id && group("ram:SpecifiedLegalOrganization", id);
}

function postalAddress({ line1, line2, postalCode, city, country }: Invoice["customer"]["address"]): XmlElement {
  return group(
    "ram:PostalTradeAddress",
    leaf("ram:PostcodeCode", postalCode),
    leaf("ram:LineOne", line1),
    leaf("ram:LineTwo", line2),
    leaf("ram:CityName", city),
    leaf("ram:CountryID", country),
  );
}

function endpoint(at: Endpoint | undefined): XmlElement | undefined {
  return at && group("ram:URIUniversalCommunication", leaf("ram:URIID", at.id, { schemeID: at.scheme }));
}

function sellerEndpoint(invoice: Invoice): Endpoint {
  const siren = sirenOf(invoice.seller);
  if (isFrench(invoice) && siren !== undefined) return { scheme: "0225", id: siren };
  return { scheme: "EM", id: invoice.seller.accountingEmail };
}

function customerEndpoint(invoice: Invoice, profile: XmlProfile): Endpoint | undefined {
  const { reference, email, vatId } = invoice.customer;
  const siren = sirenOf(invoice.customer);
  if (profile === "en16931" && isFrench(invoice) && siren !== undefined) return { scheme: "0225", id: siren };
  if (reference !== undefined && isLeitwegId(reference)) return { scheme: "0204", id: reference };
  if (email !== undefined) return { scheme: "EM", id: email };
  return isOutsideScope(invoice) && profile === "en16931" ? undefined : vatEndpoint(vatId);
}

function taxRegistration(id: string | undefined, scheme: "VA" | "FC"): XmlElement | undefined {
  const registered = leaf("ram:ID", id, { schemeID: scheme });
  return registered && group("ram:SpecifiedTaxRegistration", registered);
}

function delivery({ taxes, customer, period }: Invoice): XmlElement {
  const isIntraCommunity = taxes.some(({ category }) => category === "K");
  return group(
    "ram:ApplicableHeaderTradeDelivery",
    // Where it is supplied to (BR-IC-12; the whole of it: BR-DE-10, BR-DE-11).
    isIntraCommunity ? group("ram:ShipToTradeParty", postalAddress(customer.address)) : undefined,
    // Licenses for a month are supplied in full on its last day.
    group("ram:ActualDeliverySupplyChainEvent", dateTime("ram:OccurrenceDateTime", period.last)),
  );
}

function settlement(invoice: Invoice, profile: XmlProfile): XmlElement {
  const { number, currency, taxes, period, corrects } = invoice;
  return group(
    "ram:ApplicableHeaderTradeSettlement",
    leaf("ram:PaymentReference", number),
    leaf("ram:InvoiceCurrencyCode", currency),
    paymentMeans(invoice),
    taxes.map((tax) => taxBreakdown(invoice, tax, profile)),
    group(
      "ram:BillingSpecifiedPeriod",
      dateTime("ram:StartDateTime", period.first),
      dateTime("ram:EndDateTime", period.last),
    ),
    paymentTerms(invoice),
    summation(invoice),
    corrects &&
      group(
        "ram:InvoiceReferencedDocument",
        leaf("ram:IssuerAssignedID", corrects.number),
        dateTime("ram:FormattedIssueDateTime", corrects.issuedOn, "qdt"),
      ),
  );
}

function paymentMeans({ currency, seller }: Invoice): XmlElement {
  const { iban, bic, holder } = seller.bank;
  return group(
    "ram:SpecifiedTradeSettlementPaymentMeans",
    // A SEPA credit transfer, else any credit transfer.
    leaf("ram:TypeCode", currency === "EUR" ? "58" : "30"),
    group(
      "ram:PayeePartyCreditorFinancialAccount",
      leaf("ram:IBANID", iban.replaceAll(/\s/gu, "")),
      leaf("ram:AccountName", holder ?? seller.name),
    ),
    bic === undefined
      ? undefined
      : group("ram:PayeeSpecifiedCreditorFinancialInstitution", leaf("ram:BICID", bic.replaceAll(/\s/gu, ""))),
  );
}

function taxBreakdown(invoice: Invoice, tax: TaxTotal, profile: XmlProfile): XmlElement {
  // XRechnung wants a rate (BR-DE-14) even of what is not subject to VAT.
  const hasRate = tax.category !== "O" || profile === "xrechnung";
  return group(
    "ram:ApplicableTradeTax",
    amount("ram:CalculatedAmount", tax.tax, invoice),
    leaf("ram:TypeCode", "VAT"),
    leaf("ram:ExemptionReason", tax.reason),
    amount("ram:BasisAmount", tax.net, invoice),
    leaf("ram:CategoryCode", tax.category),
    leaf("ram:ExemptionReasonCode", tax.reasonCode),
    hasRate ? leaf("ram:RateApplicablePercent", toRate(tax.ratePercent)) : undefined,
  );
}

/** A credit note has a sum to be paid too, and so must say when: never (BR-CO-25). */
function paymentTerms({ type, dueOn, language, corrects }: Invoice): XmlElement {
  const said = words[language];
  return group(
    "ram:SpecifiedTradePaymentTerms",
    leaf("ram:Description", corrects ? settlementOf(corrects, said) : said.paymentTerms(formatDate(dueOn, language))),
    type === "invoice" ? dateTime("ram:DueDateDateTime", dueOn) : undefined,
  );
}

function summation(invoice: Invoice): XmlElement {
  const { net, tax, gross, currency } = invoice;
  return group(
    "ram:SpecifiedTradeSettlementHeaderMonetarySummation",
    amount("ram:LineTotalAmount", net, invoice),
    amount("ram:TaxBasisTotalAmount", net, invoice),
    amount("ram:TaxTotalAmount", tax, invoice, { currencyID: currency }),
    amount("ram:GrandTotalAmount", gross, invoice),
    amount("ram:DuePayableAmount", gross, invoice),
  );
}

function amount(
  name: string,
  minor: number,
  { currency }: Invoice,
  attributes: Record<string, string> = {},
): XmlElement | undefined {
  return leaf(name, toDecimal(minor, minorDigits(currency)), attributes);
}

/** 102: YYYYMMDD. */
function dateTime(name: string, date: string, prefix: "udt" | "qdt" = "udt"): XmlElement {
  return group(name, leaf(`${prefix}:DateTimeString`, date.replaceAll("-", ""), { format: "102" }));
}

import { parseXml, type Element } from "./cii.ts";

/** The elements that the rules of this folder were written for. Whoever lets documents have another one looks up what the
 *  official rules ask of it, and adds that to the tables of rules. */
const known = new Set(
  (
    "AccountName ActualDeliverySupplyChainEvent ApplicableHeaderTradeAgreement ApplicableHeaderTradeDelivery " +
    "ApplicableHeaderTradeSettlement ApplicableTradeTax AssociatedDocumentLineDocument BICID BasisAmount BilledQuantity " +
    "BillingSpecifiedPeriod BusinessProcessSpecifiedDocumentContextParameter BuyerReference BuyerTradeParty CalculatedAmount " +
    "CategoryCode ChargeAmount CityName CompleteNumber Content CountryID CrossIndustryInvoice DateTimeString " +
    "DefinedTradeContact Description DueDateDateTime DuePayableAmount EmailURIUniversalCommunication EndDateTime " +
    "ExchangedDocument ExchangedDocumentContext ExemptionReason ExemptionReasonCode FormattedIssueDateTime GlobalID " +
    "GrandTotalAmount GuidelineSpecifiedDocumentContextParameter IBANID ID IncludedNote IncludedSupplyChainTradeLineItem " +
    "InvoiceCurrencyCode InvoiceReferencedDocument IssueDateTime IssuerAssignedID LineID LineOne LineTotalAmount LineTwo Name " +
    "NetPriceProductTradePrice OccurrenceDateTime PayeePartyCreditorFinancialAccount " +
    "PayeeSpecifiedCreditorFinancialInstitution PaymentReference PersonName PostalTradeAddress PostcodeCode " +
    "RateApplicablePercent SellerTradeParty ShipToTradeParty SpecifiedLegalOrganization SpecifiedLineTradeAgreement " +
    "SpecifiedLineTradeDelivery SpecifiedLineTradeSettlement SpecifiedTaxRegistration SpecifiedTradePaymentTerms " +
    "SpecifiedTradeProduct SpecifiedTradeSettlementHeaderMonetarySummation SpecifiedTradeSettlementLineMonetarySummation " +
    "SpecifiedTradeSettlementPaymentMeans StartDateTime SubjectCode SupplyChainTradeTransaction TaxBasisTotalAmount " +
    "TaxCurrencyCode TaxTotalAmount TelephoneUniversalCommunication TypeCode URIID URIUniversalCommunication"
  ).split(" "),
);

/** The names of elements of `xml` that no rule was written for. */
export function unknownElements(xml: string): string[] {
  const found = new Set<string>();
  const visit = ({ name, children }: Element) => {
    if (!known.has(name)) found.add(name);
    children.forEach(visit);
  };
  visit(parseXml(xml));
  return [...found];
}

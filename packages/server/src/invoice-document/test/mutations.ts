import { readFileSync } from "node:fs";
import { both, inserting, replacing, without, withAttribute, withText, type Mutation } from "./mutate.ts";

function fixture(name: string): string {
  return readFileSync(new URL(`./fixtures/${name}.xml`, import.meta.url), "utf8");
}

const seller = "//ram:SellerTradeParty";
const buyer = "//ram:BuyerTradeParty";
const line = "//ram:IncludedSupplyChainTradeLineItem[1]";
const totals = "//ram:SpecifiedTradeSettlementHeaderMonetarySummation";
const breakdown = "//ram:ApplicableHeaderTradeSettlement/ram:ApplicableTradeTax[1]";
const payment = "//ram:SpecifiedTradeSettlementPaymentMeans";
const vatId = "/ram:SpecifiedTaxRegistration/ram:ID[@schemeID='VA']";

const toCategory = (code: string): Mutation => replacing(">AE<", `>${code}<`);
const withoutReason = without("//ram:ExemptionReason");
const outsideScope = both(
  toCategory("O"),
  without("//ram:RateApplicablePercent"),
  without(`${seller}/ram:SpecifiedTaxRegistration`),
  without(`${buyer}/ram:SpecifiedTaxRegistration`),
);

/** Good documents, which break no rule. XRechnung's rules are for the first, those of France for the last. */
export const goodDocuments = {
  standard: fixture("standard-rate"),
  reverseCharge: fixture("untaxed"),
  exempt: toCategory("E")(fixture("untaxed")),
  exported: toCategory("G")(fixture("untaxed")),
  intraCommunity: toCategory("K")(fixture("untaxed")),
  zeroRated: both(toCategory("Z"), withoutReason)(fixture("untaxed")),
  outsideScope: outsideScope(fixture("untaxed")),
  french: fixture("french-credit-note"),
};

export type MutationOf = { rule: string; of: keyof typeof goodDocuments; mutation: Mutation };

function mutations(of: keyof typeof goodDocuments, mutationOf: Record<string, Mutation>): MutationOf[] {
  return Object.entries(mutationOf).map(([rule, mutation]) => ({ rule, of, mutation }));
}

/** The rules of a category in which no tax is charged, and how each is broken. */
function untaxed(infix: string, of: keyof typeof goodDocuments): MutationOf[] {
  return mutations(of, {
    [`BR-${infix}-01`]: without(breakdown),
    [`BR-${infix}-08`]: withText(`${breakdown}/ram:BasisAmount`, "290.00"),
    [`BR-${infix}-09`]: withText(`${breakdown}/ram:CalculatedAmount`, "1.00"),
  });
}

const allowance =
  "<ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>false</udt:Indicator></ram:ChargeIndicator>" +
  "<ram:CalculationPercent>10</ram:CalculationPercent><ram:BasisAmount>50.00</ram:BasisAmount>" +
  "<ram:ActualAmount>5.00</ram:ActualAmount><ram:Reason>Loyal</ram:Reason></ram:SpecifiedTradeAllowanceCharge>";

const withAllowance = (mutation: Mutation): Mutation =>
  both(inserting(allowance, "<ram:SpecifiedTradePaymentTerms>"), mutation);

/** How each rule of EN 16931 is broken. */
export const en16931Mutations: MutationOf[] = [
  ...mutations("standard", {
    "BR-01": without("//ram:GuidelineSpecifiedDocumentContextParameter"),
    "BR-02": withText("//rsm:ExchangedDocument/ram:ID", ""),
    "BR-03": withAttribute("//ram:IssueDateTime/udt:DateTimeString", "format", "610"),
    "BR-04": without("//rsm:ExchangedDocument/ram:TypeCode"),
    "BR-05": without("//ram:InvoiceCurrencyCode"),
    "BR-06": withText(`${seller}/ram:Name`, " "),
    "BR-07": without(`${buyer}/ram:Name`),
    "BR-08": without(`${seller}/ram:PostalTradeAddress`),
    "BR-09": without(`${seller}/ram:PostalTradeAddress/ram:CountryID`),
    "BR-10": without(`${buyer}/ram:PostalTradeAddress`),
    "BR-11": withText(`${buyer}/ram:PostalTradeAddress/ram:CountryID`, ""),
    "BR-12": without(`${totals}/ram:LineTotalAmount`),
    "BR-13": without(`${totals}/ram:TaxBasisTotalAmount`),
    "BR-14": without(`${totals}/ram:GrandTotalAmount`),
    "BR-15": without(`${totals}/ram:DuePayableAmount`),
    "BR-16": without("//ram:IncludedSupplyChainTradeLineItem"),
    "BR-21": withText(`${line}//ram:LineID`, ""),
    "BR-22": without(`${line}//ram:BilledQuantity`),
    "BR-23": without(`${line}//ram:BilledQuantity/@unitCode`),
    "BR-24": without(`${line}//ram:LineTotalAmount`),
    "BR-25": withText(`${line}//ram:Name`, ""),
    "BR-26": without(`${line}//ram:ChargeAmount`),
    "BR-27": withText(`${line}//ram:ChargeAmount`, "-10.50"),
    "BR-29": withText("//ram:ApplicableHeaderTradeSettlement/ram:BillingSpecifiedPeriod/ram:EndDateTime/*", "20260930"),
    "BR-30": withText(`${line}//ram:BillingSpecifiedPeriod/ram:EndDateTime/*`, "20260930"),
    "BR-45": without(`${breakdown}/ram:BasisAmount`),
    "BR-46": without(`${breakdown}/ram:CalculatedAmount`),
    "BR-47": without(`${breakdown}/ram:CategoryCode`),
    "BR-48": without(`${breakdown}/ram:RateApplicablePercent`),
    "BR-49": without(`${payment}/ram:TypeCode`),
    "BR-50": withText(`${payment}//ram:IBANID`, ""),
    "BR-53": inserting("<ram:TaxCurrencyCode>PLN</ram:TaxCurrencyCode>", "<ram:InvoiceCurrencyCode>"),
    "BR-57": without("//ram:ShipToTradeParty//ram:CountryID"),
    "BR-61": without(`${payment}//ram:IBANID`),
    "BR-62": without(`${seller}/ram:URIUniversalCommunication/ram:URIID/@schemeID`),
    "BR-63": without(`${buyer}/ram:URIUniversalCommunication/ram:URIID/@schemeID`),

    "BR-CO-03": inserting(
      "<ram:TaxPointDate><udt:DateString format='102'>20261031</udt:DateString></ram:TaxPointDate>" +
        "<ram:DueDateTypeCode>5</ram:DueDateTypeCode>",
      "<ram:RateApplicablePercent>19</ram:RateApplicablePercent>\n      </ram:ApplicableTradeTax>",
    ),
    "BR-CO-04": without(`${line}//ram:CategoryCode`),
    "BR-CO-09": withText(`${seller}${vatId}`, "123456788"),
    "BR-CO-10": withText(`${totals}/ram:LineTotalAmount`, "82.01"),
    "BR-CO-13": withText(`${totals}/ram:TaxBasisTotalAmount`, "82.01"),
    "BR-CO-14": withText(`${totals}/ram:TaxTotalAmount`, "10.79"),
    "BR-CO-15": withText(`${totals}/ram:GrandTotalAmount`, "92.77"),
    "BR-CO-16": withText(`${totals}/ram:DuePayableAmount`, "92.77"),
    "BR-CO-17": withText(`${breakdown}/ram:CalculatedAmount`, "9.00"),
    "BR-CO-18": without("//ram:ApplicableHeaderTradeSettlement/ram:ApplicableTradeTax"),
    "BR-CO-19": without("//ram:ApplicableHeaderTradeSettlement/ram:BillingSpecifiedPeriod/*"),
    "BR-CO-20": without(`${line}//ram:BillingSpecifiedPeriod/*`),
    "BR-CO-25": without("//ram:SpecifiedTradePaymentTerms"),
    "BR-CO-26": both(
      without(`${seller}/ram:SpecifiedLegalOrganization`),
      without(`${seller}/ram:SpecifiedTaxRegistration[ram:ID/@schemeID='VA']`),
    ),

    "BR-S-01": withText("//ram:ApplicableHeaderTradeSettlement/ram:ApplicableTradeTax/ram:CategoryCode", "E"),
    "BR-S-02": without(`${seller}/ram:SpecifiedTaxRegistration`),
    "BR-S-05": withText(`${line}//ram:RateApplicablePercent`, "0"),
    "BR-S-08": withText(`${breakdown}/ram:BasisAmount`, "42.01"),
    "BR-S-09": withText(`${breakdown}/ram:CalculatedAmount`, "6.90"),
    "BR-S-10": inserting("<ram:ExemptionReason>Because</ram:ExemptionReason>", "<ram:BasisAmount>"),

    "BR-DEC-09": withText(`${totals}/ram:LineTotalAmount`, "82.000"),
    "BR-DEC-10": inserting("<ram:AllowanceTotalAmount>0.000</ram:AllowanceTotalAmount>", "<ram:TaxBasisTotalAmount>"),
    "BR-DEC-11": inserting("<ram:ChargeTotalAmount>0.000</ram:ChargeTotalAmount>", "<ram:TaxBasisTotalAmount>"),
    "BR-DEC-12": withText(`${totals}/ram:TaxBasisTotalAmount`, "82.000"),
    "BR-DEC-13": withText(`${totals}/ram:TaxTotalAmount`, "10.781"),
    "BR-DEC-14": withText(`${totals}/ram:GrandTotalAmount`, "92.780"),
    "BR-DEC-16": inserting("<ram:TotalPrepaidAmount>0.000</ram:TotalPrepaidAmount>", "<ram:DuePayableAmount>"),
    "BR-DEC-17": inserting("<ram:RoundingAmount>0.000</ram:RoundingAmount>", "<ram:GrandTotalAmount>"),
    "BR-DEC-18": withText(`${totals}/ram:DuePayableAmount`, "92.780"),
    "BR-DEC-19": withText(`${breakdown}/ram:BasisAmount`, "42.000"),
    "BR-DEC-20": withText(`${breakdown}/ram:CalculatedAmount`, "7.980"),
    "BR-DEC-23": withText(`${line}//ram:LineTotalAmount`, "42.000"),

    "BR-CL-01": withText("//rsm:ExchangedDocument/ram:TypeCode", "999"),
    "BR-CL-03": withAttribute(`${totals}/ram:TaxTotalAmount`, "currencyID", "EUX"),
    "BR-CL-04": withText("//ram:InvoiceCurrencyCode", "EUX"),
    "BR-CL-05": inserting("<ram:TaxCurrencyCode>EUX</ram:TaxCurrencyCode>", "<ram:InvoiceCurrencyCode>"),
    "BR-CL-08": withText("//ram:SubjectCode", "XYZ"),
    "BR-CL-10": inserting("<ram:GlobalID schemeID='9999'>1</ram:GlobalID>", "<ram:Name>Seller GmbH</ram:Name>"),
    "BR-CL-11": withAttribute(`${seller}/ram:SpecifiedLegalOrganization/ram:ID`, "schemeID", "9999"),
    "BR-CL-14": withText(`${buyer}/ram:PostalTradeAddress/ram:CountryID`, "XK"),
    "BR-CL-16": withText(`${payment}/ram:TypeCode`, "999"),
    "BR-CL-18": withText(`${line}//ram:CategoryCode`, "X"),
    "BR-CL-23": withAttribute(`${line}//ram:BilledQuantity`, "unitCode", "piece"),
    "BR-CL-25": withAttribute(`${buyer}/ram:URIUniversalCommunication/ram:URIID`, "schemeID", "0000"),
  }),
  ...mutations("standard", {
    "CII-DT-031": withAttribute(`${totals}/ram:GrandTotalAmount`, "currencyID", "EUR"),
    "CII-DT-037": withText(`${breakdown}/ram:TypeCode`, "GST"),
    "CII-DT-097": withText("//ram:IssueDateTime/*", "2026-11-01"),
    "CII-SR-470": without("//ram:PayeePartyCreditorFinancialAccount"),
  }),
  ...mutations("french", { "BR-55": withText("//ram:InvoiceReferencedDocument/ram:IssuerAssignedID", "") }),

  ...untaxed("AE", "reverseCharge"),
  ...mutations("reverseCharge", {
    "BR-AE-02": without(`${buyer}/ram:SpecifiedTaxRegistration`),
    "BR-AE-05": withText(`${line}//ram:RateApplicablePercent`, "19"),
    "BR-AE-10": withoutReason,
    "BR-CL-22": inserting(
      "<ram:ExemptionReasonCode>VATEX-X</ram:ExemptionReasonCode>",
      "<ram:RateApplicablePercent>0</ram:RateApplicablePercent>\n      </ram:ApplicableTradeTax>\n      <ram:SpecifiedTradePaymentTerms>",
    ),
  }),
  ...untaxed("E", "exempt"),
  ...mutations("exempt", {
    "BR-E-02": without(`${seller}/ram:SpecifiedTaxRegistration`),
    "BR-E-05": withText(`${line}//ram:RateApplicablePercent`, "19"),
    "BR-E-10": withoutReason,
  }),
  ...untaxed("G", "exported"),
  ...mutations("exported", {
    "BR-G-02": withAttribute(`${seller}${vatId}`, "schemeID", "FC"),
    "BR-G-05": withText(`${line}//ram:RateApplicablePercent`, "19"),
    "BR-G-10": withoutReason,
  }),
  ...untaxed("IC", "intraCommunity"),
  ...mutations("intraCommunity", {
    "BR-IC-02": without(`${buyer}/ram:SpecifiedTaxRegistration`),
    "BR-IC-05": withText(`${line}//ram:RateApplicablePercent`, "19"),
    "BR-IC-10": withoutReason,
    "BR-IC-11": without("//ram:ActualDeliverySupplyChainEvent"),
    "BR-IC-12": without("//ram:ShipToTradeParty"),
  }),
  ...untaxed("Z", "zeroRated"),
  ...mutations("zeroRated", {
    "BR-Z-02": without(`${seller}/ram:SpecifiedTaxRegistration`),
    "BR-Z-05": withText(`${line}//ram:RateApplicablePercent`, "19"),
    "BR-Z-10": inserting("<ram:ExemptionReason>Because</ram:ExemptionReason>", "<ram:BasisAmount>"),
  }),
  ...untaxed("O", "outsideScope"),
  ...mutations("outsideScope", {
    "BR-O-02": inserting(
      "<ram:SpecifiedTaxRegistration><ram:ID schemeID='VA'>DE123456788</ram:ID></ram:SpecifiedTaxRegistration>",
      "</ram:SellerTradeParty>",
    ),
    "BR-O-05": inserting("<ram:RateApplicablePercent>0</ram:RateApplicablePercent>", "</ram:ApplicableTradeTax>"),
    "BR-O-10": withoutReason,
    "BR-O-11": inserting(
      "<ram:ApplicableTradeTax><ram:CalculatedAmount>0</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode>" +
        "<ram:BasisAmount>0</ram:BasisAmount><ram:CategoryCode>S</ram:CategoryCode>" +
        "<ram:RateApplicablePercent>19</ram:RateApplicablePercent></ram:ApplicableTradeTax>",
      "<ram:SpecifiedTradePaymentTerms>",
    ),
    "BR-O-12": withText(`${line}//ram:CategoryCode`, "Z"),
  }),
];

/** How each rule of XRechnung is broken. */
export const xRechnungMutations = mutations("standard", {
  "BR-DE-1": without(payment),
  "BR-DE-2": without("//ram:DefinedTradeContact"),
  "BR-DE-3": without(`${seller}/ram:PostalTradeAddress/ram:CityName`),
  "BR-DE-4": without(`${seller}/ram:PostalTradeAddress/ram:PostcodeCode`),
  "BR-DE-5": without("//ram:DefinedTradeContact/ram:PersonName"),
  "BR-DE-6": without("//ram:TelephoneUniversalCommunication"),
  "BR-DE-7": without("//ram:EmailURIUniversalCommunication"),
  "BR-DE-8": without(`${buyer}/ram:PostalTradeAddress/ram:CityName`),
  "BR-DE-9": without(`${buyer}/ram:PostalTradeAddress/ram:PostcodeCode`),
  "BR-DE-10": without("//ram:ShipToTradeParty//ram:CityName"),
  "BR-DE-11": without("//ram:ShipToTradeParty//ram:PostcodeCode"),
  "BR-DE-14": without(`${breakdown}/ram:RateApplicablePercent`),
  "BR-DE-15": without("//ram:BuyerReference"),
  "BR-DE-16": without(`${seller}/ram:SpecifiedTaxRegistration`),
  "BR-DE-17": withText("//rsm:ExchangedDocument/ram:TypeCode", "386"),
  "BR-DE-18": withText("//ram:SpecifiedTradePaymentTerms/ram:Description", "#SKONTO#TAGE=7#PROZENT=2.00#"),
  "BR-DE-19": withText("//ram:IBANID", "DE88370400440532013000"),
  "BR-DE-20": both(
    withText(`${payment}/ram:TypeCode`, "59"),
    replacing(
      "<ram:PayeePartyCreditorFinancialAccount>",
      "<ram:PayerPartyDebtorFinancialAccount><ram:IBANID>DE1</ram:IBANID></ram:PayerPartyDebtorFinancialAccount>" +
        "<ram:PayeePartyCreditorFinancialAccount>",
    ),
  ),
  "BR-DE-21": replacing("xrechnung_3.0", "xrechnung_2.3"),
  "BR-DE-23-a": without("//ram:PayeePartyCreditorFinancialAccount"),
  "BR-DE-23-b": inserting(
    "<ram:CreditorReferenceID>DE98ZZZ09999999999</ram:CreditorReferenceID>",
    "<ram:PaymentReference>",
  ),
  "BR-DE-24-a": withText(`${payment}/ram:TypeCode`, "48"),
  "BR-DE-24-b": withText(`${payment}/ram:TypeCode`, "54"),
  "BR-DE-25-a": withText(`${payment}/ram:TypeCode`, "59"),
  "BR-DE-25-b": both(
    withText(`${payment}/ram:TypeCode`, "59"),
    inserting("<ram:CreditorReferenceID>DE98ZZZ09999999999</ram:CreditorReferenceID>", "<ram:PaymentReference>"),
  ),
  "BR-DE-26": withText("//rsm:ExchangedDocument/ram:TypeCode", "384"),
  "BR-DE-27": withText("//ram:CompleteNumber", "n/a 12"),
  "BR-DE-28": withText("//ram:EmailURIUniversalCommunication/ram:URIID", "jo@seller..example"),
  "BR-DE-30": inserting("<ram:DirectDebitMandateID>M1</ram:DirectDebitMandateID>", "</ram:SpecifiedTradePaymentTerms>"),
  "BR-DE-31": inserting(
    "<ram:CreditorReferenceID>DE98ZZZ09999999999</ram:CreditorReferenceID>",
    "<ram:PaymentReference>",
  ),
  "BR-DE-TMP-32": without("//ram:ApplicableHeaderTradeSettlement/ram:BillingSpecifiedPeriod"),

  "PEPPOL-EN16931-R001": without("//ram:BusinessProcessSpecifiedDocumentContextParameter"),
  "PEPPOL-EN16931-R005": inserting("<ram:TaxCurrencyCode>EUR</ram:TaxCurrencyCode>", "<ram:InvoiceCurrencyCode>"),
  "PEPPOL-EN16931-R008": withText("//rsm:ExchangedDocument/ram:IncludedNote/ram:Content", " "),
  "PEPPOL-EN16931-R010": without(`${buyer}/ram:URIUniversalCommunication`),
  "PEPPOL-EN16931-R020": without(`${seller}/ram:URIUniversalCommunication`),
  "PEPPOL-EN16931-R040": withAllowance(replacing("<ram:ActualAmount>5.00", "<ram:ActualAmount>5.03")),
  "PEPPOL-EN16931-R041": withAllowance(without("//ram:SpecifiedTradeAllowanceCharge/ram:BasisAmount")),
  "PEPPOL-EN16931-R042": withAllowance(without("//ram:SpecifiedTradeAllowanceCharge/ram:CalculationPercent")),
  "PEPPOL-EN16931-R043-1": withAllowance(replacing(">false<", ">0<")),
  "PEPPOL-EN16931-R053": inserting(
    "<ram:TaxTotalAmount currencyID='EUR'>10.78</ram:TaxTotalAmount>",
    "<ram:GrandTotalAmount>",
  ),
  "PEPPOL-EN16931-R054": inserting(
    "<ram:TaxTotalAmount currencyID='PLN'>45.00</ram:TaxTotalAmount>",
    "<ram:GrandTotalAmount>",
  ),
  "PEPPOL-EN16931-R061": withText(`${payment}/ram:TypeCode`, "49"),
  "PEPPOL-EN16931-R110": withText(`${line}//ram:StartDateTime/*`, "20260930"),
  "PEPPOL-EN16931-R111": withText(`${line}//ram:EndDateTime/*`, "20261101"),
  "PEPPOL-EN16931-R120": withText(`${line}//ram:ChargeAmount`, "10.51"),
  "PEPPOL-EN16931-R121": withText(`${line}//ram:BasisQuantity`, "0"),
  "PEPPOL-EN16931-R130": withAttribute(`${line}//ram:BasisQuantity`, "unitCode", "H87"),
});

const longNumber = "F2026-".padEnd(36, "0");
const settlement = "//ram:ApplicableHeaderTradeSettlement";
const treatment = (text: string): Mutation =>
  inserting(
    `<ram:IncludedNote><ram:Content>${text}</ram:Content><ram:SubjectCode>BAR</ram:SubjectCode></ram:IncludedNote>`,
    "</rsm:ExchangedDocument>",
  );

/** How each rule of France is broken. */
export const frenchMutations = mutations("french", {
  "BR-FR-01_BT-1": withText("//rsm:ExchangedDocument/ram:ID", longNumber),
  "BR-FR-01_BT-25": withText("//ram:InvoiceReferencedDocument/ram:IssuerAssignedID", longNumber),
  "BR-FR-02_BT-1": withText("//rsm:ExchangedDocument/ram:ID", "A 9"),
  "BR-FR-02_BT-25": withText("//ram:InvoiceReferencedDocument/ram:IssuerAssignedID", "A.8"),
  "BR-FR-03_BT-2": withText("//ram:IssueDateTime/*", "20260931"),
  "BR-FR-03_BT-9": withText("//ram:DueDateDateTime/*", "21001101"),
  "BR-FR-03_BT-26": withText("//ram:FormattedIssueDateTime/*", "19991015"),
  "BR-FR-03_BT-72": withText("//ram:OccurrenceDateTime/*", "20261301"),
  "BR-FR-03_BT-73": withText(`${settlement}/ram:BillingSpecifiedPeriod/ram:StartDateTime/*`, "20260229"),
  "BR-FR-03_BT-74": withText(`${settlement}/ram:BillingSpecifiedPeriod/ram:EndDateTime/*`, "20261032"),
  "BR-FR-04_BT-3": withText("//rsm:ExchangedDocument/ram:TypeCode", "326"),
  "BR-FR-05_BT-22_PMT": withText("//ram:IncludedNote[1]/ram:SubjectCode", "AAI"),
  "BR-FR-05_BT-22_PMD": without("//ram:IncludedNote[2]"),
  "BR-FR-05_BT-22_AAB": without("//ram:IncludedNote[3]"),
  "BR-FR-06_BT-21_PMT": withText("//ram:SubjectCode", "PMT"),
  "BR-FR-06_BT-21_PMD": withText("//ram:SubjectCode", "PMD"),
  "BR-FR-06_BT-21_AAB": withText("//ram:SubjectCode", "AAB"),
  "BR-FR-08_BT-23": without("//ram:BusinessProcessSpecifiedDocumentContextParameter"),
  "BR-FR-09_BT-29": withText(`${seller}/ram:GlobalID`, "73282932100074"),
  "BR-FR-09_BT-46": withText(`${buyer}/ram:GlobalID`, "4048330480002"),
  "BR-FR-10_BT-30": without(`${seller}/ram:SpecifiedLegalOrganization/ram:ID/@schemeID`),
  "BR-FR-11_BT-47": both(treatment("B2B"), without(`${buyer}/ram:SpecifiedLegalOrganization`)),
  "BR-FR-12_BT-49": without(`${buyer}/ram:URIUniversalCommunication`),
  "BR-FR-13_BT-34": without(`${seller}/ram:URIUniversalCommunication`),
  "BR-FR-15_BT-95_BT-118": withText(`${breakdown}/ram:CategoryCode`, "L"),
  "BR-FR-15_BT-95_BT-151": withText(`${line}//ram:CategoryCode`, "L"),
  "BR-FR-16_BT-119": withText(`${breakdown}/ram:RateApplicablePercent`, "19"),
  "BR-FR-16_BT-152": withText(`${line}//ram:RateApplicablePercent`, "19"),
  "BR-FR-20_BT-21": treatment("B2X"),
  "BR-FR-21_BT-49": both(treatment("B2B"), withText(`${buyer}/ram:URIUniversalCommunication/ram:URIID`, "732829320")),
  "BR-FR-23_BT-34": withText(`${seller}/ram:URIUniversalCommunication/ram:URIID`, "732829320/x"),
  "BR-FR-23_BT-49": withText(`${buyer}/ram:URIUniversalCommunication/ram:URIID`, "404833048 x"),
  "BR-FR-25_BT-34": withText(`${seller}/ram:URIUniversalCommunication/ram:URIID`, "7".repeat(126)),
  "BR-FR-25_BT-49": withText(`${buyer}/ram:URIUniversalCommunication/ram:URIID`, "4".repeat(126)),
  "BR-FR-32-LEGALID": withText(`${buyer}/ram:SpecifiedLegalOrganization/ram:ID`, "40483304"),
  "BR-FR-CO-05_BT-3": without("//ram:InvoiceReferencedDocument/ram:FormattedIssueDateTime"),
  "BR-FR-CO-07_BT-9": withText("//ram:DueDateDateTime/*", "20261031"),
  "BR-FR-CO-10_BT-29-1": without(`${seller}/ram:GlobalID/@schemeID`),
  "BR-FR-CO-10_BT-46-1": without(`${buyer}/ram:GlobalID/@schemeID`),
  "BR-FR-CO-10_BT-29-2": inserting('<ram:GlobalID schemeID="0009">73282932000075</ram:GlobalID>', "<ram:Name>Vendeur"),
  "BR-FR-CO-10_BT-46-2": inserting('<ram:GlobalID schemeID="0009">40483304800023</ram:GlobalID>', "<ram:Name>Acheteur"),
  "BR-FR-CO-12_BT-5": withText("//ram:InvoiceCurrencyCode", "CHF"),
  "BR-FR-DEC-01_BT-106": withText(`${totals}/ram:LineTotalAmount`, "100.000"),
  "BR-FR-DEC-01_BT-109": withText(`${totals}/ram:TaxBasisTotalAmount`, "100.000"),
  "BR-FR-DEC-01_BT-110": withText(`${totals}/ram:TaxTotalAmount`, "20.000"),
  "BR-FR-DEC-01_BT-112": withText(`${totals}/ram:GrandTotalAmount`, "120.000"),
  "BR-FR-DEC-01_BT-115": withText(`${totals}/ram:DuePayableAmount`, "120.000"),
  "BR-FR-DEC-01_BT-116": withText(`${breakdown}/ram:BasisAmount`, "100.000"),
  "BR-FR-DEC-01_BT-117": withText(`${breakdown}/ram:CalculatedAmount`, "20.000"),
  "BR-FR-DEC-01_BT-131": withText(`${line}//ram:LineTotalAmount`, "100.000"),
  "BR-FR-DEC-02_BT-129": withText(`${line}//ram:BilledQuantity`, "2.00000"),
  "BR-FR-DEC-03_BT-146": withText(`${line}//ram:ChargeAmount`, "50.0000000"),
  "BR-FR-DEC-04_BT-119": withText(`${breakdown}/ram:RateApplicablePercent`, "20.000"),
  "BR-FR-DEC-04_BT-152": withText(`${line}//ram:RateApplicablePercent`, "20.000"),
});

import type { Invoice } from "@seatbook/core";
import { XmlDocument } from "libxml2-wasm";
import { describe, expect, test } from "vitest";
import { barest, samples, xRechnungSamples } from "./test/samples.ts";
import { xsdErrors } from "./test/xsd.ts";
import { canBeXRechnung, invoiceXml } from "./xml.ts";
import { escapeXml } from "./xml-element.ts";

const namespaces = {
  rsm: "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
  ram: "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
  udt: "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
  qdt: "urn:un:unece:uncefact:data:standard:QualifiedDataType:100",
};

/** The texts at an XPath, `//Name` short for `//ram:Name`. */
function find(xml: string, path: string): string[] {
  const document = XmlDocument.fromString(xml);
  try {
    const full = path.replaceAll(/(?<=\/)(?=[A-Z])/gu, "ram:");
    return document.find(full, namespaces).map((node) => node.content);
  } finally {
    document.dispose();
  }
}

function breakdown(invoice: Invoice) {
  const xml = invoiceXml(invoice, "en16931");
  const group = "//ApplicableHeaderTradeSettlement/ApplicableTradeTax";
  return {
    category: find(xml, `${group}/CategoryCode`),
    reason: find(xml, `${group}/ExemptionReason`).length,
    code: find(xml, `${group}/ExemptionReasonCode`),
    rate: find(xml, `${group}/RateApplicablePercent`),
    lineRate: find(xml, "//SpecifiedLineTradeSettlement/ApplicableTradeTax/RateApplicablePercent"),
  };
}

/** What a description is once the XML was read again. */
function describedAs(description: string): string | undefined {
  const lines = samples["eu-AE"].lines.map((line) => ({ ...line, description }));
  const xml = invoiceXml({ ...samples["eu-AE"], lines }, "en16931");
  expect(xsdErrors(xml)).toEqual([]);
  return find(xml, "//SpecifiedTradeProduct/Name")[0];
}

const cases = Object.entries({ ...samples, ...xRechnungSamples });

test.each(cases)("%s is valid by the schema", (_, invoice) => {
  expect(xsdErrors(invoiceXml(invoice, "en16931"))).toEqual([]);
  if (canBeXRechnung(invoice)) expect(xsdErrors(invoiceXml(invoice, "xrechnung"))).toEqual([]);
});

test("parties of which the least is known are valid too", () => {
  const invoice = { ...samples["de-S"], ...barest };
  expect(xsdErrors(invoiceXml(invoice, "en16931"))).toEqual([]);
  expect(find(invoiceXml(invoice, "en16931"), "//BuyerTradeParty/URIUniversalCommunication")).toEqual([]);
});

describe("an invoice", () => {
  const xml = invoiceXml(samples["de-S"], "en16931");

  test.each<[term: string, path: string, texts: string[]]>([
    ["BT-1", "//rsm:ExchangedDocument/ID", ["2026-000101"]],
    ["BT-2", "//IssueDateTime/udt:DateTimeString", ["20261101"]],
    ["BT-3", "//rsm:ExchangedDocument/TypeCode", ["380"]],
    ["BT-5", "//InvoiceCurrencyCode", ["EUR"]],
    ["BT-9", "//DueDateDateTime/udt:DateTimeString", ["20261115"]],
    ["BT-20", "//SpecifiedTradePaymentTerms/Description", ["Zahlbar ohne Abzug bis zum 15. November 2026."]],
    ["BT-24", "//GuidelineSpecifiedDocumentContextParameter/ID", ["urn:cen.eu:en16931:2017"]],
    [
      "BT-30",
      "//SellerTradeParty/SpecifiedLegalOrganization/ID",
      ["HRB 123456 B, Amtsgericht Berlin (Charlottenburg)"],
    ],
    ["BT-31", "//SellerTradeParty/SpecifiedTaxRegistration/ID[@schemeID='VA']", ["DE123456788"]],
    ["BT-32", "//SellerTradeParty/SpecifiedTaxRegistration/ID[@schemeID='FC']", ["37/123/45678"]],
    ["BT-34", "//SellerTradeParty/URIUniversalCommunication/URIID[@schemeID='EM']", ["buchhaltung@beispiel.example"]],
    ["BT-48", "//BuyerTradeParty/SpecifiedTaxRegistration/ID[@schemeID='VA']", ["DE987654321"]],
    ["BT-72", "//OccurrenceDateTime/udt:DateTimeString", ["20261031"]],
    ["BT-73", "//BillingSpecifiedPeriod/StartDateTime/udt:DateTimeString", ["20261001"]],
    ["BT-74", "//BillingSpecifiedPeriod/EndDateTime/udt:DateTimeString", ["20261031"]],
    ["BT-81", "//SpecifiedTradeSettlementPaymentMeans/TypeCode", ["58"]],
    ["BT-83", "//PaymentReference", ["2026-000101"]],
    ["BT-84", "//IBANID", ["DE89370400440532013000"]],
    ["BT-85", "//AccountName", ["Beispiel Software GmbH"]],
    ["BT-86", "//BICID", ["COBADEFFXXX"]],
    ["BT-106", "//SpecifiedTradeSettlementHeaderMonetarySummation/LineTotalAmount", ["332.28"]],
    ["BT-109", "//TaxBasisTotalAmount", ["332.28"]],
    ["BT-110", "//TaxTotalAmount[@currencyID='EUR']", ["59.54"]],
    ["BT-112", "//GrandTotalAmount", ["391.82"]],
    ["BT-115", "//DuePayableAmount", ["391.82"]],
    ["BT-116", "//ApplicableHeaderTradeSettlement/ApplicableTradeTax/BasisAmount", ["302.31", "29.97"]],
    ["BT-117", "//ApplicableHeaderTradeSettlement/ApplicableTradeTax/CalculatedAmount", ["57.44", "2.10"]],
    ["BT-119", "//ApplicableHeaderTradeSettlement/ApplicableTradeTax/RateApplicablePercent", ["19", "7"]],
    ["BT-126", "//AssociatedDocumentLineDocument/LineID", ["1", "2", "3"]],
    ["BT-129", "//BilledQuantity[@unitCode='C62']", ["25", "7", "3"]],
    ["BT-131", "//SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount", ["300.00", "2.31", "29.97"]],
    ["BT-146", "//NetPriceProductTradePrice/ChargeAmount", ["12.00", "0.33", "9.99"]],
    [
      "BT-153",
      "//SpecifiedTradeProduct/Name",
      ["Nutzerlizenzen, Oktober 2026", "Zusatzspeicher", "Handbuch, gedruckt"],
    ],
    ["BT-154", "//SpecifiedTradeProduct/Description", ["Lizenzen 1 bis 25"]],
    ["BT-23", "//BusinessProcessSpecifiedDocumentContextParameter/ID", []],
    ["BG-3", "//InvoiceReferencedDocument", []],
  ])("%s", (_, path, texts) => {
    expect(find(xml, path)).toEqual(texts);
  });

  test("in another currency than the euro is paid by any credit transfer", () => {
    expect(find(invoiceXml(samples["us-O"], "en16931"), "//SpecifiedTradeSettlementPaymentMeans/TypeCode")).toEqual([
      "30",
    ]);
  });

  test("has as many decimals as its currency", () => {
    const yen = invoiceXml({ ...samples["de-S"], currency: "JPY" }, "en16931");
    expect(find(yen, "//GrandTotalAmount")).toEqual(["39182"]);
    expect(() => invoiceXml({ ...samples["de-S"], currency: "KWD" }, "en16931")).toThrow("at most two decimals");
  });
});

test("a credit note has positive amounts, names what it cancels, and is not due", () => {
  const xml = invoiceXml(samples["381"], "en16931");
  expect(find(xml, "//rsm:ExchangedDocument/TypeCode")).toEqual(["381"]);
  expect(find(xml, "//GrandTotalAmount")).toEqual(["391.82"]);
  expect(find(xml, "//InvoiceReferencedDocument/IssuerAssignedID")).toEqual(["2026-000101"]);
  expect(find(xml, "//FormattedIssueDateTime/qdt:DateTimeString")).toEqual(["20261101"]);
  expect(find(xml, "//DueDateDateTime")).toEqual([]);
  expect(find(xml, "//SpecifiedTradePaymentTerms/Description")).toEqual([
    "Rechnung 2026-000101 ist damit ausgeglichen: Es ist nichts zu zahlen.",
  ]);
  expect(find(xml, "//IncludedNote/Content")).toEqual([
    "Rechnungskorrektur zu Rechnung 2026-000101 vom 1. November 2026.",
    "Grund: Falscher Monat berechnet.",
  ]);
});

describe("tax categories", () => {
  test.each([
    ["eu-AE", { category: ["AE"], reason: 1, code: ["VATEX-EU-AE"], rate: ["0"], lineRate: ["0"] }],
    ["eu-K", { category: ["K"], reason: 1, code: ["VATEX-EU-IC"], rate: ["0"], lineRate: ["0"] }],
    ["us-G", { category: ["G"], reason: 1, code: ["VATEX-EU-G"], rate: ["0"], lineRate: ["0"] }],
    ["us-O", { category: ["O"], reason: 1, code: ["VATEX-EU-O"], rate: [], lineRate: [] }],
    ["de-§19", { category: ["E"], reason: 1, code: [], rate: ["0"], lineRate: ["0"] }],
    ["Z", { category: ["Z"], reason: 0, code: [], rate: ["0"], lineRate: ["0"] }],
    ["de-S+E", { category: ["S", "E"], reason: 1, code: [], rate: ["19", "0"], lineRate: ["19", "0"] }],
  ] as const)("%s", (name, expected) => {
    expect(breakdown(samples[name])).toEqual(expected);
  });

  test("outside the scope of VAT neither party's VAT id stands there, and something else names the seller", () => {
    const { registration: _, ...seller } = samples["us-O"].seller;
    const invoice = { ...samples["us-O"], customer: { ...samples["us-O"].customer, vatId: "US123" } };
    expect(find(invoiceXml(invoice, "en16931"), "//ID[@schemeID='VA']")).toEqual([]);
    expect(find(invoiceXml(invoice, "en16931"), "//SellerTradeParty/ID")).toEqual([]);
    expect(find(invoiceXml({ ...invoice, seller }, "en16931"), "//SellerTradeParty/ID")).toEqual(["37/123/45678"]);
  });

  test("an intra-community supply says where it goes", () => {
    expect(find(invoiceXml(samples["eu-K"], "en16931"), "//ShipToTradeParty//CountryID")).toEqual(["NL"]);
  });
});

describe("between French businesses", () => {
  const xml = invoiceXml(samples["fr-CTC"], "en16931");

  test("SIREN, endpoints, process and notes are as the platforms want them", () => {
    expect(find(xml, "//BusinessProcessSpecifiedDocumentContextParameter/ID")).toEqual(["S1"]);
    expect(find(xml, "//SpecifiedLegalOrganization/ID[@schemeID='0002']")).toEqual(["732829320", "404833048"]);
    expect(find(xml, "//URIUniversalCommunication/URIID[@schemeID='0225']")).toEqual(["732829320", "404833048"]);
    expect(find(xml, "//IncludedNote/SubjectCode")).toEqual(["PMT", "PMD", "AAB"]);
    expect(find(xml, "//SellerTradeParty/Description")).toEqual(["SAS au capital de 40 000 €, RCS Paris 732 829 320"]);
  });

  test("a customer elsewhere changes the process and the endpoint", () => {
    const abroad = invoiceXml({ ...samples["fr-CTC"], customer: samples["eu-K"].customer }, "en16931");
    expect(find(abroad, "//BusinessProcessSpecifiedDocumentContextParameter/ID")).toEqual([]);
    expect(find(abroad, "//SellerTradeParty//URIID[@schemeID='EM']")).toHaveLength(1);
  });
});

describe("XRechnung", () => {
  const invoice = xRechnungSamples["xrechnung-380"];
  const endpoint = (customer: Partial<Invoice["customer"]>) => {
    const changed = { ...invoice, customer: { ...invoice.customer, ...customer } };
    const xml = invoiceXml(changed, "xrechnung");
    return [...find(xml, "//BuyerTradeParty//URIID"), ...find(xml, "//BuyerTradeParty//URIID/@schemeID")];
  };

  test("says that it is one, for which process, and by which reference", () => {
    const xml = invoiceXml(invoice, "xrechnung");
    expect(find(xml, "//GuidelineSpecifiedDocumentContextParameter/ID")).toEqual([
      "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
    ]);
    expect(find(xml, "//BusinessProcessSpecifiedDocumentContextParameter/ID")).toEqual([
      "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0",
    ]);
    expect(find(xml, "//BuyerReference")).toEqual(["04011000-1234512345-06"]);
    expect(find(xml, "//DefinedTradeContact/PersonName")).toEqual(["Jörg Müller"]);
  });

  test("reaches an authority by its Leitweg-ID, else by mail, else by the VAT id", () => {
    expect(endpoint({})).toEqual(["04011000-1234512345-06", "0204"]);
    expect(endpoint({ reference: "PO-1" })).toEqual(["eingang@stadtwerke.example", "EM"]);
    const { email: _, ...unreachable } = invoice.customer;
    const byVatId = { ...invoice, customer: { ...unreachable, reference: "PO-1" } };
    expect(find(invoiceXml(byVatId, "xrechnung"), "//BuyerTradeParty//URIID[@schemeID='9930']")).toEqual([
      "DE987654321",
    ]);
  });

  test("cannot be without a reference, or without an address", () => {
    expect(canBeXRechnung(invoice)).toBe(true);
    expect(canBeXRechnung(samples["de-S"])).toBe(false);
    expect(() => invoiceXml(samples["de-S"], "xrechnung")).toThrow("needs the customer's reference");
    const nowhere = { ...invoice, customer: { ...barest.customer, reference: "PO-1" } };
    expect(canBeXRechnung(nowhere)).toBe(false);
  });

  test("has a rate even for what is outside the scope of VAT", () => {
    const outside = { ...samples["us-O"], customer: { ...samples["us-O"].customer, reference: "PO-1" } };
    const path = "//ApplicableHeaderTradeSettlement/ApplicableTradeTax/RateApplicablePercent";
    expect(find(invoiceXml(outside, "xrechnung"), path)).toEqual(["0"]);
  });
});

describe("text survives", () => {
  test.each([
    ["markup", `& < > " ' ]]> <!-- --> &amp; <![CDATA[`],
    ["line breaks", "one\ntwo\r\nthree\rfour\tfive"],
    ["other scripts and emojis", "日本語 👩‍👩‍👧‍👦 سلام"],
    ["5,000 characters", "x".repeat(5000)],
    ["the narrow no-break space", "5\u{202f}929"],
  ])("%s", (_, text) => {
    expect(describedAs(text)).toBe(text);
  });

  test("but for what XML cannot hold", () => {
    expect(describedAs("a\0b\u0001c\u{fffe}d\ud800e")).toBe("abcd\u{fffd}e");
  });

  test("in attributes as well", () => {
    expect(escapeXml(`"<&>`)).toBe("&quot;&lt;&amp;&gt;");
  });
});

test("the same data gives the same text", () => {
  expect(invoiceXml(samples["hard-text"], "en16931")).toBe(
    invoiceXml(structuredClone(samples["hard-text"]), "en16931"),
  );
});

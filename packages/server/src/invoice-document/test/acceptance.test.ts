// The acceptance list of the documents, item by item. What the official rules say is in the other files of this folder.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import type { Invoice } from "@seatbook/core";
import { describe, expect, test, type TestContext } from "vitest";
import { makeDocuments } from "../documents.ts";
import { invoiceXml } from "../xml.ts";
import { anyInvoice } from "./any-invoice.ts";
import { all, parseXml, textOf } from "./cii.ts";
import { attachments, firstAttachment, fonts, pdfText, qpdfProblems, reasonToSkip } from "./debian-tools.ts";
import { failedRules } from "./en16931.ts";
import { inexactSums, unprintedTotals } from "./exact-sums.ts";
import { failedFrenchRules } from "./french.ts";
import goldenHashes from "./golden-hashes.json" with { type: "json" };
import { unknownElements } from "./known-elements.ts";
import { both, inserting, replacing, without, withText, type Mutation } from "./mutate.ts";
import { pdfProblems } from "./pdf.ts";
import { at, lineAt } from "./rules.ts";
import { annex, barest, frenchSampleNames, logo, samples, xRechnungSamples } from "./samples.ts";
import { failedXRechnungRules } from "./xrechnung.ts";
import { xsdErrors } from "./xsd.ts";

type Sample = { name: string; invoice: Invoice };

const everySample = Object.entries(samples).map(([name, invoice]): Sample => ({ name, invoice }));
const xRechnungs = Object.entries(xRechnungSamples).map(([name, invoice]): Sample => ({ name, invoice }));
const documentsOf = (invoice: Invoice) => {
  const { pdf, xml } = makeDocuments({ invoice });
  return { pdf, bytes: xml, xml: new TextDecoder().decode(xml) };
};
const xmlOf = (invoice: Invoice) => invoiceXml(invoice, "en16931");

describe("1. the schema of Factur-X EN 16931", () => {
  test.each(everySample)("takes $name", ({ invoice }) => {
    expect(xsdErrors(xmlOf(invoice))).toEqual([]);
  });

  test.each(xRechnungs)("takes $name", ({ invoice }) => {
    expect(xsdErrors(invoiceXml(invoice, "xrechnung"))).toEqual([]);
  });
});

describe("2. rules", () => {
  test.each(everySample)("of EN 16931: $name breaks none", ({ invoice }) => {
    expect(failedRules(xmlOf(invoice))).toEqual([]);
    expect(unknownElements(xmlOf(invoice))).toEqual([]);
  });

  test.each(xRechnungs)("of XRechnung: $name breaks none", ({ invoice }) => {
    const xml = invoiceXml(invoice, "xrechnung");
    expect(failedRules(xml)).toEqual([]);
    expect(failedXRechnungRules(xml)).toEqual([]);
    expect(unknownElements(xml)).toEqual([]);
  });

  test.each(frenchSampleNames)("of France: %s breaks none", (name) => {
    expect(failedFrenchRules(xmlOf(samples[name]))).toEqual([]);
  });

  test("a Factur-X file says EN 16931, and not XRechnung", () => {
    const xml = xmlOf(xRechnungSamples["xrechnung-380"]);
    expect(textOf(parseXml(xml), `${at.context}/GuidelineSpecifiedDocumentContextParameter/ID`)).toBe(
      "urn:cen.eu:en16931:2017",
    );
    expect(failedXRechnungRules(xml)).toContain("BR-DE-21");
  });

  test("of a French business the SIREN is named and addressed", () => {
    const xml = parseXml(xmlOf(samples["fr-CTC"]));
    for (const [party, siren] of [
      [at.seller, "732829320"],
      [at.buyer, "404833048"],
    ] as const) {
      const [id] = all(xml, `${party}/SpecifiedLegalOrganization/ID`);
      expect(id).toMatchObject({ text: siren, attributes: { schemeID: "0002" } });
      const [address] = all(xml, `${party}/URIUniversalCommunication/URIID`);
      expect(address).toMatchObject({ text: siren, attributes: { schemeID: "0225" } });
    }
  });

  test("the least that is known of seller and customer is enough", () => {
    const xml = xmlOf({ ...samples["de-S"], ...barest });
    expect(xsdErrors(xml)).toEqual([]);
    expect(failedRules(xml)).toEqual([]);
  });
});

describe("3. what is wrong is found, by its rules and by no other", () => {
  const totals = "//ram:SpecifiedTradeSettlementHeaderMonetarySummation";
  const seller = "//ram:SellerTradeParty";

  test.each<[what: string, sample: keyof typeof samples, mutation: Mutation, rules: string[]]>([
    ["a wrong grand total", "de-S", withText(`${totals}/ram:GrandTotalAmount`, "391.83"), ["BR-CO-15", "BR-CO-16"]],
    [
      "reverse charge without a reason",
      "eu-AE",
      without("//ram:ExemptionReason | //ram:ExemptionReasonCode"),
      ["BR-AE-10"],
    ],
    [
      "outside the scope of VAT with the seller's VAT id",
      "us-O",
      inserting(
        '<ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">DE123456788</ram:ID></ram:SpecifiedTaxRegistration>',
        "</ram:SellerTradeParty>",
      ),
      ["BR-O-02"],
    ],
    ["exempt without a tax id of the seller", "de-§19", without(`${seller}/ram:SpecifiedTaxRegistration`), ["BR-E-02"]],
    [
      "a seller without BT-29, BT-30 and BT-31",
      "de-S",
      both(
        without(`${seller}/ram:SpecifiedLegalOrganization`),
        without(`${seller}/ram:SpecifiedTaxRegistration[ram:ID/@schemeID='VA']`),
      ),
      ["BR-CO-26"],
    ],
  ])("%s", (_, sample, mutation, rules) => {
    expect(failedRules(mutation(xmlOf(samples[sample])))).toEqual(rules);
  });

  test("the type before the number: only the schema sees the order", () => {
    const xml = xmlOf(samples["de-S"]);
    const type = /<ram:TypeCode>380<\/ram:TypeCode>\s*/.exec(xml)?.[0] ?? "";
    const swapped = inserting(type, "<ram:ID>2026-000101</ram:ID>")(replacing(type, "")(xml));
    expect(xsdErrors(swapped)).not.toEqual([]);
    expect(failedRules(swapped)).toEqual([]);
  });

  test.each<[what: string, mutation: Mutation, rules: string[]]>([
    ["a reference of the buyer", without("//ram:BuyerReference"), ["BR-DE-15"]],
    ["a contact", without("//ram:DefinedTradeContact"), ["BR-DE-2"]],
  ])("XRechnung without %s", (_, mutation, rules) => {
    const xml = invoiceXml(xRechnungSamples["xrechnung-380"], "xrechnung");
    expect(failedXRechnungRules(mutation(xml))).toEqual(rules);
  });

  test("French without notes and business process", () => {
    const mutation = both(
      without("//ram:IncludedNote"),
      without("//ram:BusinessProcessSpecifiedDocumentContextParameter"),
    );
    expect(failedFrenchRules(mutation(xmlOf(samples["fr-CTC"])))).toEqual([
      "BR-FR-05_BT-22_PMT",
      "BR-FR-05_BT-22_PMD",
      "BR-FR-05_BT-22_AAB",
      "BR-FR-08_BT-23",
    ]);
  });
});

describe("4. sums are exact", () => {
  test.each(everySample)("$name: lines, VAT of each rate, totals, credit note, buyer's VAT id", ({ invoice }) => {
    expect(inexactSums(invoice, xmlOf(invoice))).toEqual([]);
  });

  test.each<[what: string, sample: keyof typeof samples, mutation: Mutation, problems: string[]]>([
    [
      "a cent of VAT too much, consistently",
      "de-S",
      both(replacing("57.44", "57.45"), replacing("59.54", "59.55"), replacing("391.82", "391.83")),
      [
        "The tax of S 19 % is not its basis times its rate, rounded once.",
        "The breakdown of S 19 % is not the invoice's.",
        "BT-110 is another amount.",
        "BT-112 is another amount.",
        "BT-115 is another amount.",
      ],
    ],
    [
      "a line that is not quantity times price",
      "de-S",
      withText("//ram:IncludedSupplyChainTradeLineItem[2]//ram:BilledQuantity", "8"),
      ["Line 2 has another quantity.", "The net amount of line 2 is not quantity times price."],
    ],
    [
      "a credit note without what it corrects",
      "381",
      without("//ram:InvoiceReferencedDocument"),
      ["The number of the preceding invoice is another one.", "The date of the preceding invoice is another one."],
    ],
    [
      "reverse charge without the buyer's VAT id but with a registration",
      "eu-AE",
      both(without("//ram:BuyerTradeParty/ram:SpecifiedTaxRegistration"), (xml) =>
        xml.includes("<ram:SpecifiedLegalOrganization>")
          ? xml
          : inserting("<ram:SpecifiedLegalOrganization/>", "<ram:PostalTradeAddress>")(xml),
      ),
      ["The buyer's VAT id is missing."],
    ],
  ])("%s is found, where the official rules see nothing", (_, sample, mutation, problems) => {
    const xml = mutation(xmlOf(samples[sample]));
    expect(failedRules(xml)).toEqual([]);
    expect(inexactSums(samples[sample], xml)).toEqual(problems);
  });

  test("a negative credit note is found", () => {
    const credit = samples["381"];
    const negative = xmlOf(credit).replaceAll(/(<ram:(?:LineTotalAmount|BilledQuantity)[^>]*>)/g, "$1-");
    expect(inexactSums(credit, negative)).toContain("LineTotalAmount is negative.");
  });

  test.for(everySample)("$name: the PDF shows the totals of the XML", ({ invoice }, context) => {
    needs(context, "pdftotext");
    const { pdf, xml } = documentsOf(invoice);
    expect(unprintedTotals(xml, pdfText(pdf))).toEqual([]);
    expect(unprintedTotals(xml.replaceAll(/(<ram:GrandTotalAmount>)/g, "$11"), pdfText(pdf))).toHaveLength(1);
  });

  test("1,000 random invoices: no error of the schema, no broken rule, exact sums", () => {
    fc.assert(
      fc.property(anyInvoice, (invoice) => {
        const xml = xmlOf(invoice);
        expect(xsdErrors(xml)).toEqual([]);
        expect(failedRules(xml)).toEqual([]);
        expect(inexactSums(invoice, xml)).toEqual([]);
        expect(unknownElements(xml)).toEqual([]);
        if (invoice.customer.reference === undefined || invoice.customer.email === undefined) return;
        const asXRechnung = invoiceXml(invoice, "xrechnung");
        expect(xsdErrors(asXRechnung)).toEqual([]);
        expect([...failedRules(asXRechnung), ...failedXRechnungRules(asXRechnung)]).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test("60 random invoices: a sound PDF that shows their totals", () => {
    const canRead = reasonToSkip("pdftotext") === undefined;
    fc.assert(
      fc.property(anyInvoice, (invoice) => {
        const { pdf, xml } = documentsOf(invoice);
        expect(pdfProblems(pdf)).toEqual([]);
        if (canRead) expect(unprintedTotals(xml, pdfText(pdf))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe("5. the structure of the PDF", () => {
  test.each(everySample)("$name is sound", ({ invoice }) => {
    expect(pdfProblems(documentsOf(invoice).pdf)).toEqual([]);
  });

  test("with a list of license holders and a logo too", () => {
    expect(pdfProblems(makeDocuments({ invoice: samples["de-S"], annex, logo }).pdf)).toEqual([]);
  });
});

describe("6. what Debian's tools say", () => {
  test.for(everySample)("$name: qpdf finds nothing, and one file attached", ({ invoice }, context) => {
    needs(context, "qpdf", "pdfdetach");
    const { pdf, bytes } = documentsOf(invoice);
    expect(qpdfProblems(pdf)).toBe("");
    expect(attachments(pdf)).toEqual(["factur-x.xml"]);
    expect(Buffer.compare(firstAttachment(pdf), bytes)).toBe(0);
  });

  test.for(everySample)("$name: every font is embedded and readable", ({ invoice }, context) => {
    needs(context, "pdffonts");
    const found = fonts(documentsOf(invoice).pdf);
    expect(found).not.toHaveLength(0);
    expect(found.filter(({ embedded, unicode }) => !embedded || !unicode)).toEqual([]);
  });

  test.for(everySample.filter(({ name }) => name !== "hard-text"))(
    "$name: every line's text",
    ({ invoice }, context) => {
      needs(context, "pdftotext");
      const text = compact(pdfText(documentsOf(invoice).pdf));
      for (const { description, note = "" } of invoice.lines) {
        expect(text).toContain(compact(description));
        expect(text).toContain(compact(note));
      }
    },
  );

  test("€, ä, ß, é, œ and Ł", (context) => {
    needs(context, "pdftotext");
    const text = pdfText(documentsOf(samples["hard-text"]).pdf);
    for (const character of "€äßéœŁ") expect(text).toContain(character);
  });

  test("names in the list of license holders, on every page of it", (context) => {
    needs(context, "pdftotext", "qpdf");
    const { pdf } = makeDocuments({ invoice: samples["de-S"], annex, logo });
    expect(qpdfProblems(pdf)).toBe("");
    const text = compact(pdfText(pdf));
    for (const { name, email = "" } of annex) {
      expect(text).toContain(compact(name));
      expect(text).toContain(email);
    }
  });
});

describe("7. the same bytes", () => {
  test.each(["UTC", "America/Los_Angeles", "Pacific/Kiritimati"])("in %s, and as they were reviewed", (zone) => {
    const script = new URL("print-hashes.ts", import.meta.url).pathname;
    const { stdout, stderr } = spawnSync(process.execPath, ["--conditions=@seatbook/source", script], {
      encoding: "utf8",
      env: { ...process.env, TZ: zone },
    });
    expect(stderr).toBe("");
    // Meant to change? The script says how to write new ones.
    expect(JSON.parse(stdout)).toEqual(goldenHashes);
  });
});

describe("8. texts that are hard to write", () => {
  const replaced = "\u{fffd}";

  test.each<[what: string, description: string, inXml: string, inPdf: string]>([
    ["emoji", "Rocket 🚀 go", "Rocket 🚀 go", `Rocket ${replaced} go`],
    ["an emoji of several code points", "Hi 👩‍👩‍👧 x", "Hi 👩‍👩‍👧 x", `Hi ${replaced} x`],
    ["Chinese and Japanese", "日本 Test", "日本 Test", `${replaced}${replaced} Test`],
    ["NUL", "before\0after", "beforeafter", `before${replaced}after`],
    ["control characters", "a\u0001b\u001fc\u007fd", "abc\u007fd", `a${replaced}b${replaced}c${replaced}d`],
    ["half a surrogate pair", "x\ud83dy", `x${replaced}y`, `x${replaced}y`],
    ["a narrow no-break space", "1\u202f234", "1\u202f234", "1234"],
    ["what XML marks up", "& < > \" ' ]]> &amp;", "& < > \" ' ]]> &amp;", "& < > \" ' ]]> &amp;"],
  ])("%s: whole in the XML, and nothing of it lost unseen in the PDF", (_, description, inXml, inPdf) => {
    const invoice = withDescription(description);
    const { pdf, xml } = documentsOf(invoice);
    expect(xsdErrors(xml)).toEqual([]);
    expect(failedRules(xml)).toEqual([]);
    expect(pdfProblems(pdf)).toEqual([]);
    const [line] = all(parseXml(xml), at.line);
    expect(line && textOf(line, "SpecifiedTradeProduct/Name")).toBe(inXml);
    expect(line && textOf(line, lineAt.net)).toBe("300.00");
    if (reasonToSkip("pdftotext") === undefined) expect(compact(pdfText(pdf))).toContain(compact(inPdf));
  });

  test.for([
    ["words", "Wort ".repeat(1000).trim(), "Wort", 1000],
    ["one word", "q".repeat(5000), "q", 5000],
  ] as const)("a description of 5,000 characters, %s", ([, description, part, count], context) => {
    const { pdf, xml } = documentsOf(withDescription(description));
    expect(xsdErrors(xml)).toEqual([]);
    expect(failedRules(xml)).toEqual([]);
    expect(pdfProblems(pdf)).toEqual([]);
    const [line] = all(parseXml(xml), at.line);
    expect(line && textOf(line, "SpecifiedTradeProduct/Name")).toBe(description);
    needs(context, "pdftotext");
    expect(compact(pdfText(pdf)).split(part).length - 1).toBe(count);
  });

  test("in every text of an invoice", () => {
    const hard = "<&>\"' ]]> \0 🚀 é";
    const { seller, customer } = samples["de-S"];
    const hardAddress = { line1: hard, line2: hard, city: hard };
    const invoice: Invoice = {
      ...samples["381"],
      seller: {
        ...seller,
        name: hard,
        registration: hard,
        address: { ...seller.address, ...hardAddress },
        contact: { ...seller.contact, name: hard },
        bank: { ...seller.bank, holder: hard },
      },
      customer: { ...customer, name: hard, reference: hard, address: { ...customer.address, ...hardAddress } },
      reason: hard,
      taxes: samples["381"].taxes.map((tax) => ({ ...tax })),
      notes: [{ code: "AAB", text: hard }],
    };
    const { pdf, xml } = documentsOf(invoice);
    expect(xsdErrors(xml)).toEqual([]);
    expect(failedRules(xml)).toEqual([]);
    expect(pdfProblems(pdf)).toEqual([]);
    const document = parseXml(xml);
    for (const path of [
      `${at.seller}/Name`,
      `${at.buyer}/PostalTradeAddress/CityName`,
      `${at.agreement}/BuyerReference`,
    ]) {
      expect(textOf(document, path)).toBe("<&>\"' ]]>  🚀 é");
    }
  });
});

describe("11. what the code must not do", () => {
  const server = new URL("../../../", import.meta.url);
  const folders = [new URL("../", import.meta.url), new URL("../core/src/invoice/", server)];
  const files = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".ts"))
      .map((name) => ({ name, text: readFileSync(new URL(name, folder), "utf8") })),
  );

  test.each(["allowFsRead", ".html(", "new Date("])("%s", (forbidden) => {
    expect(files.length).toBeGreaterThan(10);
    expect(files.filter(({ text }) => text.includes(forbidden)).map(({ name }) => name)).toEqual([]);
  });

  test("jsPDF is pinned, for what is done with its insides", () => {
    expect(JSON.parse(readFileSync(new URL("package.json", server), "utf8"))).toMatchObject({
      dependencies: { jspdf: "4.2.1" },
    });
  });
});

function withDescription(description: string): Invoice {
  const [first, ...others] = samples["de-S"].lines;
  return { ...samples["de-S"], lines: first ? [{ ...first, description }, ...others] : [] };
}

function compact(text: string): string {
  return text.replaceAll(/\s/g, "");
}

/** Skips a test, with the reason, where Debian's tools are missing and may be. */
function needs({ skip }: TestContext, ...tools: Parameters<typeof reasonToSkip>): void {
  const reason = reasonToSkip(...tools);
  skip(reason !== undefined, reason);
}

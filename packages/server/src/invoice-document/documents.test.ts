import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import type { Invoice } from "@seatbook/core";
import { describe, expect, test } from "vitest";
import { makeDocuments } from "./documents.ts";
import { samples } from "./test/samples.ts";
import { invoiceXml } from "./xml.ts";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const hashOf = (invoice: Invoice) => sha256(makeDocuments({ invoice }).pdf);
const asText = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

/** The bytes of the stream whose dictionary holds `mark`. */
function streamOf(pdf: Uint8Array, mark: string): Uint8Array {
  const text = asText(pdf);
  const at = text.indexOf(mark);
  const length = Number(/\/Length (\d+)/.exec(text.slice(at))?.[1]);
  const start = text.indexOf("stream\n", at) + "stream\n".length;
  return pdf.subarray(start, start + length);
}

const cases = Object.entries(samples);

describe("the same data gives the same bytes", () => {
  test.each(cases)("%s", (_, invoice) => {
    expect(hashOf(structuredClone(invoice))).toBe(hashOf(invoice));
  });

  test("whatever the order of its fields", () => {
    const backwards = Object.fromEntries(Object.entries(samples["de-S"]).toReversed());
    expect(hashOf({ ...samples["de-S"], ...backwards })).toBe(hashOf(samples["de-S"]));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same fields in another order
    expect(hashOf(backwards as Invoice)).toBe(hashOf(samples["de-S"]));
  });

  test("in another process, time zone and language, where it is the first document", () => {
    const folder = import.meta.url.replace(/[^/]*$/, "");
    const script = `
      import { createHash } from "node:crypto";
      import { makeDocuments } from "${folder}documents.ts";
      import { samples } from "${folder}test/samples.ts";
      const { pdf } = makeDocuments({ invoice: samples["fr-CTC"] });
      console.log(createHash("sha256").update(pdf).digest("hex"));`;
    const args = ["--conditions=@seatbook/source", "--input-type=module", "--eval", script];
    const env = {
      ...process.env,
      TZ: "America/Los_Angeles",
      LANG: "ar_EG.UTF-8",
      LC_ALL: "ar_EG.UTF-8",
      NODE_OPTIONS: "",
    };
    const printed = execFileSync(process.execPath, args, { env, encoding: "utf8" });
    expect(printed.trim()).toBe(hashOf(samples["fr-CTC"]));
  });

  test("and other data gives another file id", () => {
    const idOf = (invoice: Invoice) => /\/ID \[ <([0-9A-F]{32})>/.exec(asText(makeDocuments({ invoice }).pdf))?.[1];
    const id = idOf(samples["de-S"]);
    expect(id).toBeDefined();
    expect(idOf({ ...samples["de-S"], number: "2026-000102" })).not.toBe(id);
    const [holder] = [{ name: "Ana", teams: [] }];
    const withAnnex = makeDocuments({ invoice: samples["de-S"], annex: holder ? [holder] : [] });
    expect(asText(withAnnex.pdf)).not.toContain(id);
  });
});

describe("the PDF", () => {
  const { pdf, xml } = makeDocuments({ invoice: samples["de-S"] });

  test("embeds the XML byte for byte", () => {
    expect(Buffer.from(xml).toString()).toBe(invoiceXml(samples["de-S"], "en16931"));
    expect(Buffer.compare(inflateSync(streamOf(pdf, "/Type /EmbeddedFile")), xml)).toBe(0);
    expect(asText(pdf)).toContain(`/Params << /ModDate (D:20261101000000Z) /Size ${xml.length} >>`);
  });

  test("calls itself a Factur-X file in PDF/A-3B, in metadata that anyone can read", () => {
    const metadata = Buffer.from(streamOf(pdf, "/Type /Metadata")).toString();
    for (const said of [
      "<pdfaid:part>3</pdfaid:part>",
      "<pdfaid:conformance>B</pdfaid:conformance>",
      "<fx:DocumentType>INVOICE</fx:DocumentType>",
      "<fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>",
      "<fx:Version>1.0</fx:Version>",
      "<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>",
      '<rdf:li xml:lang="x-default">Rechnung 2026-000101</rdf:li>',
      "<xmp:CreateDate>2026-11-01T00:00:00+00:00</xmp:CreateDate>",
    ]) {
      expect(metadata).toContain(said);
    }
    expect(metadata).toMatch(/<\?xpacket end="w"\?>$/);
  });

  test("is dated by the invoice, in a year that jsPDF does not know too", () => {
    expect(asText(pdf)).toContain("/CreationDate (D:20261101000000+00'00')");
    const later = makeDocuments({ invoice: { ...samples["de-S"], issuedOn: "2041-03-01" } });
    expect(asText(later.pdf)).toContain("/CreationDate (D:20410301000000+00'00')");
    expect(asText(later.pdf)).not.toContain("D:2037");
  });

  test("has what PDF/A wants of the catalog, its language, and nothing that could run", () => {
    const text = asText(pdf);
    expect(text.startsWith("%PDF-1.7\n%")).toBe(true);
    expect(text).toMatch(/\/Metadata \d+ 0 R \/OutputIntents \[\d+ 0 R\] \/AF \[\d+ 0 R\]/);
    expect(text).toContain("/Lang (de)");
    for (const forbidden of ["/Encrypt", "/JavaScript", "/JS", "/Launch", "/Annot"])
      expect(text).not.toContain(forbidden);
  });

  test("names each font as the part of it that it is", () => {
    const names = asText(pdf).matchAll(/\/FontName \/(\S+)/g);
    const [regular, bold] = Array.from(names, ([, name]) => name);
    expect(regular).toMatch(/^[A-P]{6}\+NotoSans-Regular$/);
    expect(bold).toMatch(/^[A-P]{6}\+NotoSans-Bold$/);
  });

  test("is small", () => {
    expect(pdf.length).toBeLessThan(100_000);
    expect(makeDocuments({ invoice: samples["200-line"] }).pdf.length).toBeLessThan(100_000);
  });

  test("escapes what parties are called", () => {
    const name = `<&"> \u{0} 株式会社`;
    const hostile = makeDocuments({ invoice: { ...samples["de-S"], seller: { ...samples["de-S"].seller, name } } });
    const metadata = Buffer.from(streamOf(hostile.pdf, "/Type /Metadata")).toString();
    expect(metadata).toContain(
      "<dc:creator><rdf:Seq><rdf:li>&lt;&amp;&quot;&gt;  株式会社</rdf:li></rdf:Seq></dc:creator>",
    );
  });
});

test.each([
  ["emojis", "👩‍👩‍👧‍👦 🇩🇪 ❤️ go"],
  ["Chinese and Arabic", "日本語 سلام"],
  ["NUL and control characters", "a\0b\u0007c\u009f"],
  ["half a surrogate pair", "a\ud800b\udfff"],
  ["the narrow no-break space", "5\u{202f}929"],
  ["brackets and backslashes of PDF", "\\ ( ) << >> endstream endobj %%EOF"],
  ["nothing but spaces", "   "],
  ["line breaks", "a\r\n\nb\u2028c"],
  ["5,000 characters", "Wort ".repeat(1000)],
])("%s in every text make documents", (_, text) => {
  const sample = samples["381"];
  const invoice: Invoice = {
    ...sample,
    reason: text,
    customer: { ...sample.customer, name: text, reference: text, address: { ...sample.customer.address, line2: text } },
    seller: { ...sample.seller, name: text, registration: text, bank: { ...sample.seller.bank, holder: text } },
    lines: sample.lines.map((line) => ({ ...line, description: text, note: text })),
    taxes: sample.taxes.map((tax) => ({ ...tax, reason: text })),
    notes: [{ code: "AAB", text }],
  };
  const { pdf } = makeDocuments({ invoice, annex: [{ name: text, email: text, teams: [text, text] }] });
  expect(asText(pdf).trimEnd().endsWith("%%EOF")).toBe(true);
  expect(() => makeDocuments({ invoice: { ...invoice, type: "invoice" } })).not.toThrow();
});

test("an amount that EN 16931 cannot hold is refused", () => {
  expect(() => makeDocuments({ invoice: { ...samples["de-S"], currency: "KWD" } })).toThrow("at most two decimals");
});

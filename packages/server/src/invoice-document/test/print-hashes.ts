// Prints the SHA-256 of every sample's documents. A change of layout changes them, and is reviewed: look at the documents, have
// one judged by veraPDF (PDF/A-3B), then write the new ones with
//   npm exec -- node --conditions=@seatbook/source packages/server/src/invoice-document/test/print-hashes.ts \
//     > packages/server/src/invoice-document/test/golden-hashes.json
import { createHash } from "node:crypto";
import { makeDocuments } from "../documents.ts";
import { invoiceXml } from "../xml.ts";
import { annex, logo, samples, xRechnungSamples } from "./samples.ts";

const hash = (content: string | Uint8Array) => createHash("sha256").update(content).digest("hex");

const hashes: Record<string, string> = {};
for (const [name, invoice] of Object.entries(samples)) {
  const { pdf, xml } = makeDocuments({ invoice });
  hashes[`${name}.pdf`] = hash(pdf);
  hashes[`${name}.xml`] = hash(xml);
}
hashes["annex-and-logo.pdf"] = hash(makeDocuments({ invoice: samples["de-S"], annex, logo }).pdf);
for (const [name, invoice] of Object.entries(xRechnungSamples)) {
  hashes[`${name}.xml`] = hash(invoiceXml(invoice, "xrechnung"));
}
process.stdout.write(`${JSON.stringify(hashes, undefined, 2)}\n`);

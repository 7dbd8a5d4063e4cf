import { zlibSync } from "fflate";
import { makeSrgbProfile } from "./icc.ts";
import { makeXmp, type XmpFields } from "./xmp.ts";

/** Where the objects of a PDF are written; ids are object numbers. */
export type PdfObjects = {
  /** `dictionary` is what stands between << and >>. */
  addDictionary: (dictionary: string) => number;
  addStream: (dictionary: string, data: Uint8Array) => number;
};

const outputProfile = zlibSync(makeSrgbProfile(), { level: 9 });

/** Writes what makes a PDF a Factur-X file (PDF/A-3B with the invoice as embedded XML), and gives the entries of the PDF's
 *  catalog that lead to it. Source: ISO 19005-3, Factur-X 1.0. */
export function attachInvoice(objects: PdfObjects, xml: Uint8Array, fields: XmpFields): string {
  const modified = `D:${fields.createdOn.replaceAll("-", "")}000000Z`;
  const file = objects.addStream(
    `/Type /EmbeddedFile /Subtype /text#2Fxml /Filter /FlateDecode /Params << /ModDate (${modified}) /Size ${xml.length} >>`,
    zlibSync(xml),
  );
  const specification = objects.addDictionary(
    `/Type /Filespec /F (factur-x.xml) /UF (factur-x.xml) /Desc (Factur-X invoice) /AFRelationship /Alternative ` +
      `/EF << /F ${file} 0 R /UF ${file} 0 R >>`,
  );
  const profile = objects.addStream("/N 3 /Filter /FlateDecode", outputProfile);
  const intent = objects.addDictionary(
    `/Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB) /DestOutputProfile ${profile} 0 R`,
  );
  const metadata = objects.addStream("/Type /Metadata /Subtype /XML", new TextEncoder().encode(makeXmp(fields)));
  return (
    `/Metadata ${metadata} 0 R /OutputIntents [${intent} 0 R] /AF [${specification} 0 R] ` +
    `/Names << /EmbeddedFiles << /Names [(factur-x.xml) ${specification} 0 R] >> >>`
  );
}

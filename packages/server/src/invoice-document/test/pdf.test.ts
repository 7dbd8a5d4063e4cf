import { expect, test } from "vitest";
import { makeDocuments } from "../documents.ts";
import { Reference, readPdf, Stream, type Value } from "./pdf-objects.ts";
import { pdfProblems } from "./pdf.ts";
import { annex, logo, samples } from "./samples.ts";

const good = Buffer.from(makeDocuments({ invoice: samples["de-S"], annex, logo }).pdf).toString("latin1");

type Change = (pdf: string) => string;

test("a good document has no problem", () => {
  expect(pdfProblems(toBytes(good))).toEqual([]);
});

test.each<[problem: string, change: Change]>([
  ["The file cannot be read: The file does not end with startxref", replacing("%%EOF", "%%E0F")],
  ['Before "endstream" of object', replacing(/\r?\nendstream/, "endstream")],
  ['After "stream" of object', replacing("stream\n", "stream \n")],
  ["There is no catalog.", replacing("/Root ", "/Boot ")],
  ["The file does not begin with %PDF-1.7.", replacing("%PDF-1.7", "%PDF-1.4")],
  ["The second line is no comment of four bytes above 127.", replacing(/\n%[^\n]*\n/, "\n%abcd\n")],
  ["The file is encrypted.", replacing("/Root ", "/Encrypt 1 0 R /Root ")],
  ["The trailer has no /ID of twice 16 bytes.", replacing("/ID [", "/Id [")],

  ["Stream N has N bytes, which is not its /Length.", inStream("Metadata", "/Length ", "/Length 1")],
  ["Stream N has a filter other than FlateDecode.", inStream("EmbeddedFile", "/FlateDecode", "/LZWDecode")],
  ["Stream N is in another file.", inStream("EmbeddedFile", "/Type", "/F (x) /Type")],
  ["Image N is interpolated.", inStream("XObject", "/Type", "/Interpolate true /Type")],

  ["The catalog has no /Metadata.", replacing(/\/Metadata \d+ 0 R/, "")],
  ["The metadata are not of /Type /Metadata and /Subtype /XML.", inStream("Metadata", "/XML", "/XMP")],
  ["The metadata are compressed.", inStream("Metadata", "/Type", "/Filter /FlateDecode /Type")],
  ["The metadata are no XML in UTF-8.", withMetadata("<rdf:RDF", "<rdf:RDF\u00fc")],
  ["The metadata are no XML in UTF-8.", withMetadata("Rechnung", "Rechn\u00fcng")],
  ["The metadata do not say PDF/A part 3.", withMetadata("<pdfaid:part>3", "<pdfaid:part>2")],
  ["The metadata do not say PDF/A part 3.", withMetadata("pdfa/ns/id/", "pdfa/ns/ID/")],
  ["The metadata do not say conformance B.", withMetadata("conformance>B", "conformance>U")],
  [
    "The metadata do not know the prefix fx of Factur-X.",
    withMetadata('xmlns:fx="urn:factur-x', 'xmlns:fx="urn:factur'),
  ],
  ["The metadata do not say that DocumentType is INVOICE.", withMetadata("DocumentType>INVOICE", "DocumentType>ORDER")],
  ["The metadata do not say that DocumentFileName is factur-x.xml.", withMetadata("factur-x.xml", "zugferd.xml")],
  ["The metadata do not say that Version is 1.0.", withMetadata("Version>1.0", "Version>2.0")],
  ["The metadata do not say that ConformanceLevel is EN 16931.", withMetadata("EN 16931", "EXTENDED")],
  [
    "The metadata have no extension schema for Factur-X.",
    withMetadata("pdfaExtension:schemas>", "pdfaExtension:none>"),
  ],
  ["The extension schema has another prefix than fx.", withMetadata("prefix>fx", "prefix>zf")],
  ["The extension schema does not describe Version.", withMetadata("name>Version", "name>Vision")],
  ["The extension schema does not describe DocumentFileName.", withMetadata("category>external", "category>internal")],

  ["There is no output intent GTS_PDFA1.", replacing("/GTS_PDFA1", "/GTS_PDFX")],
  ["The output intent has no identifier.", replacing("/OutputConditionIdentifier", "/OutputCondition")],
  ["The output intent has no color profile.", replacing("/DestOutputProfile", "/DestProfile")],
  ["The color profile is not said to have 3 components (/N).", replacing("/N 3", "/N 4")],
  ["The color profile cannot be read.", withProfile((profile) => profile.subarray(0, 20), "/Filter /ASCIIHexDecode")],
  ["The color profile's size is not the one in its header.", withProfile((profile) => profile.subarray(0, -1))],
  ["The color profile has no signature acsp.", withProfile((profile) => patched(profile, 36, "pcsa"))],
  ["The color profile is not of RGB.", withProfile((profile) => patched(profile, 16, "CMYK"))],
  ["The color profile is of no known class.", withProfile((profile) => patched(profile, 12, "abst"))],
  ["The color profile is of another version than 2 and 4.", withProfile((profile) => patched(profile, 8, "\u0005"))],
  ["A tag of the color profile is beyond its end.", withProfile((profile) => patched(profile, 136, "\u0001"))],
  [
    "The color profile has no tag wtpt.",
    withProfile((profile) => Buffer.from(profile.toString("latin1").replace("wtpt", "xxxx"), "latin1")),
  ],

  ["The catalog has not one associated file (/AF).", replacing("/AF [", "/AX [")],
  ["/Names does not list factur-x.xml.", replacing("/Names [(factur-x.xml)", "/Names [(x.xml)")],
  ["/AF and /Names do not refer to one and the same file.", replacing(/\/AF \[\d+ 0 R\]/, "/AF [1 0 R]")],
  ["The file is not of /Type /Filespec.", replacing("/Type /Filespec", "/Type /File")],
  ["The file's /F is not factur-x.xml.", replacing("/F (factur-x.xml)", "/F (x.xml)")],
  ["The file's /UF is not factur-x.xml.", replacing("/UF (factur-x.xml)", "/UF (x.xml)")],
  ["The file is not an alternative of the document (/AFRelationship).", replacing("/Alternative", "/Unspecified")],
  ["/EF has not the same file as /F and /UF.", replacing(/\/UF \d+ 0 R/, "/UF 1 0 R")],
  ["The file is not embedded (/EF).", replacing("/EF <<", "/EX <<")],
  ["It is not of /Type /EmbeddedFile.", replacing("/Type /EmbeddedFile", "/Type /Embedded")],
  ["The embedded file is not of /Subtype text/xml.", replacing("text#2Fxml", "application#2Fxml")],
  ["The embedded file has no date (/ModDate).", replacing("/ModDate (D:", "/ModDate (X:")],
  ["The embedded file has another size than /Size says.", replacing("/Size ", "/Size 1")],

  ["The catalog names scripts (/JavaScript).", replacing("/Names <<", "/Names << /JavaScript 1 0 R")],
  ["Object N has a script (/JS).", replacing("/Type /Pages", "/JS (x) /Type /Pages")],
  ["Object N has actions of its own accord (/AA).", replacing("/Type /Pages", "/AA << >> /Type /Pages")],
  ["Object N has the action Launch.", replacing("/Type /Pages", "/X << /S /Launch >> /Type /Pages")],
  ["Object N has the color space DeviceCMYK.", inStream("XObject", /\/ColorSpace \/\w+/, "/ColorSpace /DeviceCMYK")],

  ["There is no page.", replacing("/Kids [", "/Kits [")],
  ["An annotation of page 1 is not printed (/F 4).", replacing("/Type /Page\n", "/Type /Page /Annots [<< /F 0 >>]\n")],
  ["On page 1 there is the unknown operator xx.", withContent("q xx Q")],
  ["On page 1 there is a color in CMYK.", withContent("0 0 0 1 k")],
  ["On page 1 there is a color in CMYK.", withContent("/DeviceCMYK cs")],
  ["On page 1 text is drawn without a font.", withContent("BT /None 9 Tf <0001> Tj ET")],
  ["On page 1 a character is drawn that font F15 lacks.", withContent("BT /F15 9 Tf <00010000> Tj ET")],
  ["On page 1 something is drawn that is not there: Nothing.", withContent("/Nothing Do")],

  ["Font F15 is not embedded.", replacing("/FontFile2", "/FontFile9")],
  ["Font F15 does not map its characters to glyphs.", replacing("/CIDToGIDMap", "/CIDToGID")],
  ["Font F15 cannot be read back as Unicode.", replacing("/ToUnicode", "/FromUnicode")],
  ["Font F15 has another size than /Length1 says.", replacing("/Length1 ", "/Length1 1")],
  ["Font F15 has other widths than /W says.", replacing(/\/W \[\d+ \[\d+\]/, "/W [5 [9]")],
])("%s", (problem, change) => {
  const problems = pdfProblems(toBytes(withOffsets(change(good)))).map((found) =>
    found.replaceAll(/(?<=(?:Stream|Image|Object) )\d+|\d+(?= bytes,)/g, "N"),
  );
  expect(problems.join("\n")).toContain(problem);
});

test("a cross-reference table that is wrong", () => {
  const moved = good
    .replace("\n1 0 obj", "\n\n1 0 obj")
    .replace(/startxref\s+\d+/, `startxref\n${good.lastIndexOf("\nxref") + 2}`);
  expect(pdfProblems(toBytes(moved))).toEqual([
    "The file cannot be read: Object 1 is not where the cross-reference table says.",
  ]);
});

/** With another text in the place of the first `from`, of any length. */
function replacing(from: string | RegExp, to: string): Change {
  return (pdf) => {
    if (pdf.search(typeof from === "string" ? escape(from) : from) < 0) throw new Error(`There is no ${String(from)}.`);
    return pdf.replace(from, () => to);
  };
}

/** With another text in the dictionary of the stream of a type. */
function inStream(type: string, from: string | RegExp, to: string): Change {
  return (pdf) => {
    const dictionary = pdf.slice(...objectOf(pdf, type)).split("stream")[0] ?? "";
    return pdf.replace(dictionary, () => replacing(from, to)(dictionary));
  };
}

/** With another text in the metadata, and their new length. */
function withMetadata(from: string, to: string): Change {
  return (pdf) => {
    const [start, end] = objectOf(pdf, "Metadata");
    const metadata = /stream\r?\n([^]*?)\r?\nendstream/.exec(pdf.slice(start, end))?.[1] ?? "";
    const changed = replacing(from, to)(metadata).replaceAll(from, () => to);
    const body = `<< /Type /Metadata /Subtype /XML /Length ${changed.length} >>\nstream\n${changed}\nendstream\n`;
    return pdf.slice(0, start) + body + pdf.slice(end);
  };
}

/** With a changed color profile, not compressed. */
function withProfile(change: (profile: Buffer) => Buffer, filter = ""): Change {
  return (pdf) => {
    const [, id = ""] = /\/DestOutputProfile (\d+) 0 R/.exec(pdf) ?? [];
    const profile = readPdf(toBytes(pdf)).objects.get(Number(id));
    if (!(profile instanceof Stream)) throw new Error("There is no color profile.");
    const changed = change(Buffer.from(profile.content())).toString("latin1");
    return withObject(pdf, Number(id), `<< /N 3 ${filter} /Length ${changed.length} >>\nstream\n${changed}\nendstream`);
  };
}

/** With another content of the first page. */
function withContent(content: string): Change {
  return (pdf) => {
    const id = Number(/\/Contents (\d+) 0 R/.exec(pdf)?.[1]);
    return withObject(pdf, id, `<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
  };
}

function withObject(pdf: string, id: number, body: string): string {
  const [start, end] = between(pdf, `\n${id} 0 obj\n`, "\nendobj");
  return pdf.slice(0, start) + body + pdf.slice(end);
}

/** Where the body of the first object of a type is. */
function objectOf(pdf: string, type: string): [start: number, end: number] {
  for (const [id, object] of readPdf(toBytes(pdf)).objects) {
    const name: Value | undefined = object instanceof Stream ? object.dictionary.get("Type") : undefined;
    if (name && !(name instanceof Reference) && typeof name === "object" && "name" in name && name.name === type) {
      return between(pdf, `\n${id} 0 obj\n`, "\nendobj");
    }
  }
  throw new Error(`There is no stream of type ${type}.`);
}

function between(pdf: string, before: string, after: string): [start: number, end: number] {
  const start = pdf.indexOf(before) + before.length;
  return [start, pdf.indexOf(after, start)];
}

function patched(bytes: Buffer, at: number, text: string): Buffer {
  bytes.write(text, at, "latin1");
  return bytes;
}

/** With a cross-reference table that says where the objects are now. */
function withOffsets(pdf: string): string {
  const table = pdf.lastIndexOf("\nxref") + 1;
  const rows = pdf.slice(table).replaceAll(/^\d{10} 00000 n/gm, "n");
  let id = 0;
  const located = rows.replaceAll(/^n/gm, () => {
    const offset = pdf.indexOf(`\n${++id} 0 obj`) + 1;
    return `${String(offset).padStart(10, "0")} 00000 n`;
  });
  return pdf.slice(0, table) + located.replace(/startxref\s+\d+/, `startxref\n${table}`);
}

function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

function toBytes(pdf: string): Uint8Array {
  return Buffer.from(pdf, "latin1");
}

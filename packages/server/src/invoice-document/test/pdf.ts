import { all, parseXml, textOf, type Element } from "./cii.ts";
import {
  Bytes,
  Name,
  readOperators,
  readPdf,
  Reference,
  resolve,
  Stream,
  type Dictionary,
  type PdfFile,
  type Value,
} from "./pdf-objects.ts";

const attachmentName = "factur-x.xml";
const facturX = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#";
const facturXProperties: Record<string, string> = {
  DocumentType: "INVOICE",
  DocumentFileName: attachmentName,
  Version: "1.0",
  ConformanceLevel: "EN 16931",
};

/** Operators that a content stream may have. */
const operators = new Set(
  (
    "b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q re RG rg " +
    "ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \""
  ).split(" "),
);
const textOperators = new Set(["Tj", "TJ", "'", '"']);
const forbiddenActions = new Set(
  "JavaScript Launch Sound Movie ResetForm ImportData Hide SetOCGState Rendition Trans GoTo3DView".split(" "),
);

/** What keeps `pdf` from being a Factur-X file in PDF/A-3B, as far as its structure tells; a sentence each. */
export function pdfProblems(pdf: Uint8Array): string[] {
  let file: PdfFile;
  try {
    file = readPdf(pdf);
  } catch (error) {
    return [`The file cannot be read: ${error instanceof Error ? error.message : String(error)}`];
  }
  const catalog = dictionaryAt(file, file.trailer.get("Root"));
  if (!catalog) return ["There is no catalog."];
  return [
    ...headerProblems(file),
    ...trailerProblems(file),
    ...streamProblems(file),
    ...metadataProblems(file, catalog),
    ...outputIntentProblems(file, catalog),
    ...attachmentProblems(file, catalog),
    ...actionProblems(file, catalog),
    ...pageProblems(file, catalog),
  ];
}

function* headerProblems({ bytes }: PdfFile): Generator<string> {
  if (!/^%PDF-1\.7[\r\n]/.test(bytes)) yield "The file does not begin with %PDF-1.7.";
  if (!/^[^\r\n]*[\r\n]+%[\u0080-\u00ff]{4}/.test(bytes)) {
    yield "The second line is no comment of four bytes above 127.";
  }
}

function* trailerProblems({ trailer }: PdfFile): Generator<string> {
  if (trailer.has("Encrypt")) yield "The file is encrypted.";
  const id = trailer.get("ID");
  const parts = Array.isArray(id) ? id : [];
  if (parts.length !== 2 || !parts.every((part) => part instanceof Bytes && part.text.length === 16)) {
    yield "The trailer has no /ID of twice 16 bytes.";
  }
}

function* streamProblems(file: PdfFile): Generator<string> {
  for (const [id, object] of file.objects) {
    if (!(object instanceof Stream)) continue;
    const length = resolve(file, object.dictionary.get("Length"));
    if (length !== object.raw.length) {
      yield `Stream ${id} has ${object.raw.length} bytes, which is not its /Length.`;
    }
    const filter = object.dictionary.get("Filter");
    const isImage = nameAt(file, object.dictionary.get("Subtype")) === "Image";
    const name = filter instanceof Name ? filter.name : filter;
    if (name !== undefined && name !== "FlateDecode" && !(isImage && name === "DCTDecode")) {
      yield `Stream ${id} has a filter other than FlateDecode.`;
    }
    if (object.dictionary.has("F")) yield `Stream ${id} is in another file.`;
    if (isImage && object.dictionary.get("Interpolate") === true) yield `Image ${id} is interpolated.`;
  }
}

function* metadataProblems(file: PdfFile, catalog: Dictionary): Generator<string> {
  const metadata = resolve(file, catalog.get("Metadata"));
  if (!(metadata instanceof Stream)) {
    yield "The catalog has no /Metadata.";
    return;
  }
  if (
    nameAt(file, metadata.dictionary.get("Type")) !== "Metadata" ||
    nameAt(file, metadata.dictionary.get("Subtype")) !== "XML"
  ) {
    yield "The metadata are not of /Type /Metadata and /Subtype /XML.";
  }
  if (metadata.dictionary.has("Filter")) {
    yield "The metadata are compressed.";
    return;
  }
  let text: string;
  let xmp: Element;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(metadata.raw);
    xmp = parseXml(text);
  } catch {
    yield "The metadata are no XML in UTF-8.";
    return;
  }
  if (!text.includes('"http://www.aiim.org/pdfa/ns/id/"') || property(xmp, "part") !== "3") {
    yield "The metadata do not say PDF/A part 3.";
  }
  if (property(xmp, "conformance") !== "B") yield "The metadata do not say conformance B.";
  if (!text.includes(`xmlns:fx="${facturX}"`)) yield "The metadata do not know the prefix fx of Factur-X.";
  for (const [name, value] of Object.entries(facturXProperties)) {
    if (property(xmp, name) !== value) yield `The metadata do not say that ${name} is ${value}.`;
  }
  yield* extensionProblems(xmp);
}

function* extensionProblems(xmp: Element): Generator<string> {
  const schema = all(xmp, "//schemas")
    .flatMap((schemas) => all(schemas, "Bag/li"))
    .find((entry) => property(entry, "namespaceURI") === facturX);
  if (!schema) {
    yield "The metadata have no extension schema for Factur-X.";
    return;
  }
  if (property(schema, "prefix") !== "fx") yield "The extension schema has another prefix than fx.";
  const described = all(schema, "property/Seq/li");
  for (const name of Object.keys(facturXProperties)) {
    const entry = described.find((candidate) => property(candidate, "name") === name);
    if (
      !entry ||
      property(entry, "valueType") !== "Text" ||
      property(entry, "category") !== "external" ||
      !property(entry, "description")
    ) {
      yield `The extension schema does not describe ${name}.`;
    }
  }
}

function* outputIntentProblems(file: PdfFile, catalog: Dictionary): Generator<string> {
  const intents = arrayAt(file, catalog.get("OutputIntents")).map((intent) => dictionaryAt(file, intent));
  const intent = intents.find((entry) => nameAt(file, entry?.get("S")) === "GTS_PDFA1");
  if (!intent) {
    yield "There is no output intent GTS_PDFA1.";
    return;
  }
  if (!(intent.get("OutputConditionIdentifier") instanceof Bytes)) yield "The output intent has no identifier.";
  const profile = resolve(file, intent.get("DestOutputProfile"));
  if (!(profile instanceof Stream)) {
    yield "The output intent has no color profile.";
    return;
  }
  if (profile.dictionary.get("N") !== 3) yield "The color profile is not said to have 3 components (/N).";
  yield* profileProblems(profile);
}

/** Source: ICC.1:2022, 7.2. */
function* profileProblems(stream: Stream): Generator<string> {
  let profile: Buffer;
  try {
    profile = Buffer.from(stream.content());
  } catch {
    yield "The color profile cannot be read.";
    return;
  }
  const ascii = (from: number, to: number) => profile.toString("latin1", from, to);
  if (profile.length < 132 || profile.readUInt32BE(0) !== profile.length) {
    yield "The color profile's size is not the one in its header.";
    return;
  }
  if (ascii(36, 40) !== "acsp") yield "The color profile has no signature acsp.";
  if (ascii(16, 20) !== "RGB ") yield "The color profile is not of RGB.";
  if (!["mntr", "prtr", "scnr", "spac"].includes(ascii(12, 16))) yield "The color profile is of no known class.";
  if (![2, 4].includes(profile[8] ?? 0)) yield "The color profile is of another version than 2 and 4.";
  const tags = Array.from({ length: profile.readUInt32BE(128) }, (_, index) => 132 + index * 12);
  const isSound = tags.every(
    (at) => at + 12 <= profile.length && profile.readUInt32BE(at + 4) + profile.readUInt32BE(at + 8) <= profile.length,
  );
  if (!isSound) {
    yield "A tag of the color profile is beyond its end.";
    return;
  }
  const names = tags.map((at) => ascii(at, at + 4));
  for (const name of ["desc", "cprt", "wtpt", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"]) {
    if (!names.includes(name)) yield `The color profile has no tag ${name}.`;
  }
}

function* attachmentProblems(file: PdfFile, catalog: Dictionary): Generator<string> {
  const associated = arrayAt(file, catalog.get("AF"));
  const tree = dictionaryAt(file, dictionaryAt(file, catalog.get("Names"))?.get("EmbeddedFiles"));
  const [key, named] = arrayAt(file, tree?.get("Names"));
  if (associated.length !== 1) yield "The catalog has not one associated file (/AF).";
  if (!(key instanceof Bytes) || key.text !== attachmentName) yield `/Names does not list ${attachmentName}.`;
  const [first] = associated;
  if (!(first instanceof Reference) || !(named instanceof Reference) || first.id !== named.id) {
    yield "/AF and /Names do not refer to one and the same file.";
  }
  const specification = dictionaryAt(file, first);
  if (!specification) return;
  if (nameAt(file, specification.get("Type")) !== "Filespec") yield "The file is not of /Type /Filespec.";
  for (const name of ["F", "UF"]) {
    const value = specification.get(name);
    if (!(value instanceof Bytes) || value.text !== attachmentName)
      yield `The file's /${name} is not ${attachmentName}.`;
  }
  if (nameAt(file, specification.get("AFRelationship")) !== "Alternative") {
    yield "The file is not an alternative of the document (/AFRelationship).";
  }
  const embedded = dictionaryAt(file, specification.get("EF"));
  const [stream, unicode] = [resolve(file, embedded?.get("F")), resolve(file, embedded?.get("UF"))];
  if (stream !== unicode) yield "/EF has not the same file as /F and /UF.";
  if (!(stream instanceof Stream)) {
    yield "The file is not embedded (/EF).";
    return;
  }
  if (nameAt(file, stream.dictionary.get("Type")) !== "EmbeddedFile") yield "It is not of /Type /EmbeddedFile.";
  if (nameAt(file, stream.dictionary.get("Subtype")) !== "text/xml")
    yield "The embedded file is not of /Subtype text/xml.";
  const params = dictionaryAt(file, stream.dictionary.get("Params"));
  const modified = params?.get("ModDate");
  if (!(modified instanceof Bytes) || !/^D:\d{14}(?:Z|[+-]\d{2}'\d{2}'?)$/.test(modified.text)) {
    yield "The embedded file has no date (/ModDate).";
  }
  if (params?.get("Size") !== contentLength(stream)) yield "The embedded file has another size than /Size says.";
}

function* actionProblems(file: PdfFile, catalog: Dictionary): Generator<string> {
  const names = dictionaryAt(file, catalog.get("Names"));
  if (names?.has("JavaScript")) yield "The catalog names scripts (/JavaScript).";
  for (const [id, object] of file.objects) {
    for (const dictionary of dictionariesIn(object)) {
      const action = nameAt(file, dictionary.get("S"));
      if (dictionary.has("JS")) yield `Object ${id} has a script (/JS).`;
      if (dictionary.has("AA")) yield `Object ${id} has actions of its own accord (/AA).`;
      if (action !== undefined && forbiddenActions.has(action)) yield `Object ${id} has the action ${action}.`;
      for (const value of dictionary.values()) {
        if (namesIn(value).includes("DeviceCMYK")) yield `Object ${id} has the color space DeviceCMYK.`;
      }
    }
  }
}

function* pageProblems(file: PdfFile, catalog: Dictionary): Generator<string> {
  const pages = pagesIn(file, dictionaryAt(file, catalog.get("Pages")));
  if (pages.length === 0) yield "There is no page.";
  const used = new Map<Dictionary, string>();
  for (const [index, page] of pages.entries()) {
    for (const entry of arrayAt(file, page.get("Annots"))) {
      if (dictionaryAt(file, entry)?.get("F") !== 4) yield `An annotation of page ${index + 1} is not printed (/F 4).`;
    }
    const contents = arrayAt(file, page.get("Contents")).map((part) => resolve(file, part));
    const streams = contents.filter((part) => part instanceof Stream);
    const joined = Buffer.concat(streams.flatMap((stream) => [stream.content(), Buffer.from("\n")]));
    yield* contentProblems(file, joined, dictionaryAt(file, page.get("Resources")), `page ${index + 1}`, used);
  }
  for (const [font, name] of used) yield* fontProblems(file, font, name);
}

function* contentProblems(
  file: PdfFile,
  content: Uint8Array,
  resources: Dictionary | undefined,
  where: string,
  used: Map<Dictionary, string>,
): Generator<string> {
  let font: string | undefined;
  for (const { operator, operands } of readOperators(content)) {
    const [first] = operands;
    const name = first instanceof Name ? first.name : undefined;
    if (!operators.has(operator)) yield `On ${where} there is the unknown operator ${operator}.`;
    if (operator === "k" || operator === "K") yield `On ${where} there is a color in CMYK.`;
    if ((operator === "cs" || operator === "CS") && name === "DeviceCMYK")
      yield `On ${where} there is a color in CMYK.`;
    if (operator === "Tf") font = name;
    if (textOperators.has(operator)) {
      const dictionary = dictionaryAt(file, dictionaryAt(file, resources?.get("Font"))?.get(font ?? ""));
      if (dictionary) used.set(dictionary, font ?? "");
      else yield `On ${where} text is drawn without a font.`;
      const isComposite = nameAt(file, dictionary?.get("Subtype")) === "Type0";
      // A character that the font lacks would be drawn as a box, or not at all.
      if (isComposite && operands.some(hasMissingGlyph))
        yield `On ${where} a character is drawn that font ${font} lacks.`;
    }
    if (operator === "Do") {
      const object = resolve(file, dictionaryAt(file, resources?.get("XObject"))?.get(name ?? ""));
      if (!(object instanceof Stream)) yield `On ${where} something is drawn that is not there: ${name}.`;
      else if (nameAt(file, object.dictionary.get("Subtype")) === "Form") {
        const own = dictionaryAt(file, object.dictionary.get("Resources")) ?? resources;
        yield* contentProblems(file, object.content(), own, where, used);
      }
    }
  }
}

function* fontProblems(file: PdfFile, font: Dictionary, name: string): Generator<string> {
  const descendant = dictionaryAt(file, arrayAt(file, font.get("DescendantFonts"))[0]);
  const descriptor = dictionaryAt(file, (descendant ?? font).get("FontDescriptor"));
  const program = resolve(file, descriptor?.get("FontFile2"));
  if (!(program instanceof Stream)) {
    yield `Font ${name} is not embedded.`;
    return;
  }
  if (descendant && !descendant.has("CIDToGIDMap")) yield `Font ${name} does not map its characters to glyphs.`;
  if (!(resolve(file, font.get("ToUnicode")) instanceof Stream)) yield `Font ${name} cannot be read back as Unicode.`;
  const content = program.content();
  if (!["\0\u0001\0\0", "true"].includes(Buffer.from(content.slice(0, 4)).toString("latin1"))) {
    yield `Font ${name} is not TrueType.`;
  }
  if (program.dictionary.get("Length1") !== content.length) yield `Font ${name} has another size than /Length1 says.`;
  if (descendant && !areWidthsRight(content, arrayAt(file, descendant.get("W")))) {
    yield `Font ${name} has other widths than /W says.`;
  }
}

/** Whether a text of two bytes a glyph has glyph 0 among them. */
function hasMissingGlyph(value: Value): boolean {
  if (Array.isArray(value)) return value.some(hasMissingGlyph);
  return value instanceof Bytes && /^(?:[^][^])*?\0\0/.test(value.text);
}

/** Whether the widths of glyphs, `[glyph [width] …]` in thousandths, are those in the font, give or take one. Source: OpenType,
 *  tables `head`, `hhea` and `hmtx`. */
function areWidthsRight(font: Uint8Array, widths: Value[]): boolean {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const tables = new Map<string, number>();
  for (let index = 0; index < view.getUint16(4); index++) {
    const record = 12 + 16 * index;
    tables.set(String.fromCharCode(...font.subarray(record, record + 4)), view.getUint32(record + 8));
  }
  const [head, hhea, hmtx] = [tables.get("head"), tables.get("hhea"), tables.get("hmtx")];
  if (head === undefined || hhea === undefined || hmtx === undefined) return false;
  const unitsPerEm = view.getUint16(head + 18);
  const metrics = view.getUint16(hhea + 34);
  const widthOf = (glyph: number) => (view.getUint16(hmtx + 4 * Math.min(glyph, metrics - 1)) * 1000) / unitsPerEm;
  let first = 0;
  for (const value of widths) {
    if (typeof value === "number") first = value;
    else if (!Array.isArray(value)) return false;
    else if (
      !value.every((width, index) => typeof width === "number" && Math.abs(width - widthOf(first + index)) <= 1)
    ) {
      return false;
    }
  }
  return widths.length > 0;
}

function pagesIn(file: PdfFile, node: Dictionary | undefined): Dictionary[] {
  if (!node) return [];
  if (nameAt(file, node.get("Type")) === "Page") return [node];
  return arrayAt(file, node.get("Kids")).flatMap((kid) => pagesIn(file, dictionaryAt(file, kid)));
}

function contentLength(stream: Stream): number | undefined {
  try {
    return stream.content().length;
  } catch {
    return undefined;
  }
}

function dictionaryAt(file: PdfFile, value: Value | undefined): Dictionary | undefined {
  const resolved = resolve(file, value);
  return resolved instanceof Map ? resolved : undefined;
}

/** One value counts as an array of it, as for /Contents. */
function arrayAt(file: PdfFile, value: Value | undefined): Value[] {
  const resolved = resolve(file, value);
  if (resolved === undefined || resolved === null) return [];
  return Array.isArray(resolved) ? resolved : [value ?? null];
}

function nameAt(file: PdfFile, value: Value | undefined): string | undefined {
  const resolved = resolve(file, value);
  return resolved instanceof Name ? resolved.name : undefined;
}

function dictionariesIn(value: Value): Dictionary[] {
  if (value instanceof Stream) return dictionariesIn(value.dictionary);
  if (value instanceof Map) return [value, ...Array.from(value.values()).flatMap(dictionariesIn)];
  return Array.isArray(value) ? value.flatMap(dictionariesIn) : [];
}

function namesIn(value: Value): string[] {
  if (value instanceof Name) return [value.name];
  return Array.isArray(value) ? value.flatMap(namesIn) : [];
}

/** A property of an XMP description, which may be an element or an attribute. */
function property(xmp: Element, name: string): string | undefined {
  const own = xmp.attributes[name] ?? textOf(xmp, name);
  if (own !== undefined) return own;
  for (const child of all(xmp, "//Description")) {
    const value = child.attributes[name] ?? textOf(child, name);
    if (value !== undefined) return value;
  }
  return undefined;
}

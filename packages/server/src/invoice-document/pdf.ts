import type { Language } from "@seatbook/core";
import { jsPDF } from "jspdf";
import { paper } from "./design.ts";
import { type FontName, fonts } from "./font.ts";
import { attachInvoice, type PdfObjects } from "./factur-x.ts";
import type { LogoImage } from "./logo.ts";
import type { Color, Page, PlacedLogo, PlacedRule, PlacedShape, PlacedText } from "./page.ts";

/** `createdOn`: YYYY-MM-DD. `fileId`: 32 hexadecimal digits. `xml` is embedded as it is. */
export type PdfOptions = {
  title: string;
  author: string;
  language: Language;
  createdOn: string;
  fileId: string;
  xml: Uint8Array;
  logo?: LogoImage | undefined;
};

const creatorTool = "Seatbook";
const producer = `jsPDF ${jsPDF.version}`;
/** The last year whose dates jsPDF takes. */
const lastYear = 2037;

/** Writes pages as a Factur-X file. The same pages and options give the same bytes, whatever the time zone and the version
 *  of Node. */
export function writePdf(pages: readonly Page[], options: PdfOptions): Uint8Array<ArrayBuffer> {
  const { title, language, createdOn, fileId, logo } = options;
  // A coordinate of two decimals is exact to a three-thousandth of a millimeter.
  const doc = new jsPDF({
    unit: "pt",
    format: [paper.width, paper.height],
    compress: true,
    putOnlyUsedFonts: true,
    floatPrecision: 2,
  });
  const internals = internalsOf(doc);
  internals.setPdfVersion("1.7");
  const date = toPdfDate(createdOn);
  const writtenDate = Number(createdOn.slice(0, 4)) > lastYear ? toPdfDate(`${lastYear}-01-01`) : date;
  doc.setCreationDate(writtenDate);
  doc.setFileId(fileId);
  doc.setProperties({ title, creator: creatorTool });
  doc.setLanguage(language);
  doc.viewerPreferences({ DisplayDocTitle: true });

  const fontKeys = addFonts(doc, internals, fileId);
  const state: TextState = {};
  for (const [index, page] of pages.entries()) {
    if (index > 0) doc.addPage();
    drawPage(doc, internals, page, fontKeys, state);
  }
  if (logo) addLogo(internals, logo);
  internals.on("postPutResources", () => {
    const entries = attachInvoice(internals.objects, options.xml, { ...options, creatorTool, producer });
    internals.on("putCatalog", () => internals.write(entries));
  });
  // Both dates are of one length, so that no offset changes.
  return Uint8Array.from(Buffer.from(doc.output().replace(`(${writtenDate})`, `(${date})`), "latin1"));
}

function toPdfDate(date: string): string {
  return `D:${date.replaceAll("-", "")}000000+00'00'`;
}

/** What jsPDF offers its plugins and leaves out of its types. The version is pinned, and this is the one place that knows. */
type Internals = {
  setPdfVersion: (version: string) => void;
  write: (text: string) => void;
  fontOf: (family: string) => JsPdfFont;
  on: (event: "putResources" | "putXobjectDict" | "postPutResources" | "putCatalog", listener: () => void) => void;
  objects: PdfObjects;
};

function internalsOf(doc: jsPDF): Internals {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- not in jsPDF's types
  const { __private__: own, internal } = doc as unknown as {
    __private__: { setPdfVersion: (version: string) => void };
    internal: {
      newObject: () => number;
      write: (text: string) => void;
      getFont: (family: string, style: string) => JsPdfFont;
      events: { subscribe: (event: string, listener: () => void) => void };
    };
  };
  const addObject = (...parts: string[]): number => {
    const id = internal.newObject();
    for (const part of [...parts, "endobj"]) internal.write(part);
    return id;
  };
  return {
    setPdfVersion: (version) => own.setPdfVersion(version),
    write: (text) => internal.write(text),
    fontOf: (family) => internal.getFont(family, "normal"),
    on: (event, listener) => internal.events.subscribe(event, listener),
    objects: {
      addDictionary: (dictionary) => addObject(`<< ${dictionary} >>`),
      addStream: (dictionary, data) =>
        addObject(
          `<< ${dictionary} /Length ${data.length} >>`,
          "stream",
          // jsPDF writes strings of bytes.
          Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("latin1"),
          "endstream",
        ),
    },
  };
}

/** jsPDF keeps of a font what the document uses; six letters before its name say that it is a part. */
function addFonts(doc: jsPDF, { fontOf }: Internals, fileId: string): Record<FontName, string> {
  const tag = Array.from(fileId.slice(0, 6), (digit) => String.fromCharCode(65 + parseInt(digit, 16))).join("");
  const add = (name: FontName): string => {
    const { file, bytes } = fonts[name];
    const family = `${tag}+${file}`;
    if (!parsedFonts.has(file)) doc.addFileToVFS(file, Buffer.from(bytes).toString("latin1"));
    doc.addFont(file, family, "normal");
    if (!parsedFonts.has(file)) parsedFonts.set(file, fontOf(family).metadata);
    return family;
  };
  return { regular: add("regular"), bold: add("bold") };
}

type JsPdfFont = { postScriptName: string; isStandardFont: boolean; metadata: object };

/** What jsPDF reads of a font file, by its name. */
const parsedFonts = new Map<string, object>();

// jsPDF would parse a font anew for each document. Its plugins hear of a font before it does, the last one first; of one that
// is called a standard font it reads no file. What a document changes of a font is its own.
jsPDF.API.events.push([
  "addFont",
  ({ font }: { font: JsPdfFont }): void => {
    const parsed = parsedFonts.get(font.postScriptName);
    if (!parsed) return;
    font.isStandardFont = true;
    const own = { toUnicode: {}, Unicode: { encoding: {}, kerning: {}, widths: [] }, glyIdsUsed: [0] };
    font.metadata = Object.assign(Object.create(Object.getPrototypeOf(parsed)), parsed, own);
  },
]);

function drawPage(
  doc: jsPDF,
  internals: Internals,
  page: Page,
  fontKeys: Record<FontName, string>,
  state: TextState,
): void {
  for (const item of page) {
    switch (item.kind) {
      case "text":
        drawText(doc, item, fontKeys, state);
        break;
      case "rule":
        drawRule(doc, item);
        break;
      case "shape":
        drawShape(doc, item);
        break;
      case "logo":
        drawLogo(internals, item);
        break;
    }
  }
}

/** jsPDF keeps what was set last; of the same again it would work out the same. */
type TextState = Partial<Pick<PlacedText, "font" | "size" | "color">>;

function drawText(
  doc: jsPDF,
  { x, y, text, font, size, color }: PlacedText,
  fontKeys: Record<FontName, string>,
  state: TextState,
): void {
  if (text === "") return;
  if (state.font !== font) doc.setFont(fontKeys[font], "normal");
  if (state.size !== size) doc.setFontSize(size);
  if (state.color !== color) doc.setTextColor(...toRgb(color));
  Object.assign(state, { font, size, color });
  doc.text(text, x, y);
}

function drawRule(doc: jsPDF, { x, y, width, thickness, color }: PlacedRule): void {
  doc.setDrawColor(...toRgb(color));
  doc.setLineWidth(thickness);
  doc.line(x, y, x + width, y);
}

function drawShape(doc: jsPDF, { rectangles, color }: PlacedShape): void {
  doc.setFillColor(...toRgb(color));
  for (const { x, y, width, height } of rectangles) doc.rect(x, y, width, height, null);
  doc.fill();
}

const logoName = "SeatbookLogo";

function drawLogo(internals: Internals, { x, y, width, height }: PlacedLogo): void {
  const bottom = paper.height - y - height;
  const numbers = [width, 0, 0, height, x, bottom].map((number) => number.toFixed(2));
  internals.write(`q ${numbers.join(" ")} cm /${logoName} Do Q`);
}

function addLogo({ on, objects, write }: Internals, { dictionary, data }: LogoImage): void {
  let id = 0;
  on("putResources", () => {
    id = objects.addStream(dictionary, data);
  });
  on("putXobjectDict", () => write(`/${logoName} ${id} 0 R`));
}

function toRgb([red, green, blue]: Color): [number, number, number] {
  return [red, green, blue];
}

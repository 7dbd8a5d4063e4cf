import { setImmediate as nextTurn } from "node:timers/promises";
import type { SheetColumn } from "@seatbook/core";
import { CellStyles } from "./cell-styles.ts";
import { CellWriter, letterOf } from "./cells.ts";
import { ZipWriter } from "./zip-writer.ts";

/** Rows of a sheet, the header's included. */
const rowsPerSheet = 1_048_576;

/** Text is packed in pieces of about so many characters. */
const pieceLength = 1 << 17;

const declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n`;
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packages = "http://schemas.openxmlformats.org/package/2006";
const types = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** A workbook of one table, as XLSX, made while it is read: a header that stays in sight, bold and with filters, then the
 *  rows; as many sheets as they need. Nothing in it but the rows tells one from another: no clock, no zone, no name of a
 *  program, so that the same rows make the same bytes (R10). By hand, since what writes workbooks as a stream
 *  has neither filters nor a style for the header, and packs by the zlib of whatever Node it runs on. */
export async function* toXlsx<R>(
  name: string,
  columns: readonly SheetColumn<R>[],
  rows: AsyncIterable<R> | Iterable<R>,
  mostRows = rowsPerSheet,
): AsyncGenerator<Uint8Array> {
  const zip = new ZipWriter();
  const styles = new CellStyles();
  const cells = new CellWriter(columns, styles);
  const lastColumn = letterOf(columns.length - 1);
  /** The last row of each sheet. */
  const sheets: number[] = [];

  const beginSheet = () => {
    const part = zip.begin(sheetPath(sheets.length));
    return { part, text: sheetStart(columns, sheets.length === 0) + cells.header(), last: 1 };
  };
  const endSheet = ({ part, text, last }: ReturnType<typeof beginSheet>) => {
    part.write(text + sheetEnd(`A1:${lastColumn}${last}`));
    part.end();
    sheets.push(last);
  };

  zip.add("[Content_Types].xml", contentTypes);
  zip.add("_rels/.rels", rootRelationships);
  let sheet = beginSheet();
  for await (const row of rows) {
    if (sheet.last === mostRows) {
      endSheet(sheet);
      sheet = beginSheet();
    }
    sheet.text += cells.row(row, ++sheet.last);
    if (sheet.text.length < pieceLength) continue;
    sheet.part.write(sheet.text);
    sheet.text = "";
    yield* zip.take();
    // A reader who takes everything at once would keep the loop to itself.
    await nextTurn();
  }
  endSheet(sheet);
  zip.add("xl/styles.xml", declaration + styles.toXml());
  zip.add("xl/workbook.xml", workbook(name, lastColumn, sheets));
  zip.add("xl/_rels/workbook.xml.rels", workbookRelationships(sheets.length));
  zip.end();
  yield* zip.take();
}

/** Sheets are what an XML part is unless it is said otherwise, since how many there are is known only at the end. */
const contentTypes =
  declaration +
  `<Types xmlns="${packages}/content-types">` +
  `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  `<Default Extension="xml" ContentType="${types}.worksheet+xml"/>` +
  `<Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/>` +
  `<Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/></Types>`;

const rootRelationships =
  declaration +
  `<Relationships xmlns="${packages}/relationships">` +
  `<Relationship Id="rId1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

function workbookRelationships(sheetCount: number): string {
  const sheets = Array.from(
    { length: sheetCount },
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${relationships}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  const styles = `<Relationship Id="rId${sheetCount + 1}" Type="${relationships}/styles" Target="styles.xml"/>`;
  return `${declaration}<Relationships xmlns="${packages}/relationships">${sheets.join("")}${styles}</Relationships>`;
}

/** @param name of the first sheet; the next one has a 2 behind it. @param sheets the last row of each. */
function workbook(name: string, lastColumn: string, sheets: readonly number[]): string {
  const names = sheets.map((_, index) => (index === 0 ? name : `${name} ${index + 1}`));
  const list = names.map((each, index) => `<sheet name="${each}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`);
  // Without this name Excel takes the filter for one that is not its own.
  const filters = names.map(
    (each, index) =>
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">` +
      `'${each}'!$A$1:$${lastColumn}$${sheets[index]}</definedName>`,
  );
  return (
    `${declaration}<workbook xmlns="${main}" xmlns:r="${relationships}"><bookViews><workbookView/></bookViews>` +
    `<sheets>${list.join("")}</sheets><definedNames>${filters.join("")}</definedNames></workbook>`
  );
}

function sheetPath(index: number): string {
  return `xl/worksheets/sheet${index + 1}.xml`;
}

function sheetStart(columns: readonly SheetColumn<never>[], isShown: boolean): string {
  const widths = columns.map(({ width }, index) => {
    const number = index + 1;
    return `<col min="${number}" max="${number}" width="${width}" customWidth="1"/>`;
  });
  return (
    `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView${isShown ? ' tabSelected="1"' : ""} workbookViewId="0">` +
    `<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>` +
    `</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${widths.join("")}</cols><sheetData>`
  );
}

/** Ids that are digits are text on purpose: no cell is to be marked for that. */
function sheetEnd(range: string): string {
  return (
    `</sheetData><autoFilter ref="${range}"/>` +
    `<ignoredErrors><ignoredError sqref="${range}" numberStoredAsText="1"/></ignoredErrors></worksheet>`
  );
}

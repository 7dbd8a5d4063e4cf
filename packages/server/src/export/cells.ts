import { dayMs, type SheetColumn, type ZonedInstant } from "@seatbook/core";
import { type CellStyles, dateStyle, headerStyle, textStyle } from "./cell-styles.ts";

/** Of a cell's text, in UTF-16 units: Excel calls a file with more damaged. */
export const longestCell = 32_767;

/** Spreadsheets count days from 30 December 1899. */
const epochDay = 25_569;

const keptClocks = 10_000;

/** Writes the cells of a sheet. What people wrote is text, whatever it looks like: there is no cell with a formula. */
export class CellWriter<R> {
  readonly #columns: readonly SheetColumn<R>[];
  readonly #styles: CellStyles;
  readonly #letters: readonly string[];
  /** By instant and zone: many licenses of a month have the same first and last instant. */
  readonly #clocks = new Map<string, { value: number; style: number }>();

  constructor(columns: readonly SheetColumn<R>[], styles: CellStyles) {
    this.#columns = columns;
    this.#styles = styles;
    this.#letters = columns.map((_, index) => letterOf(index));
  }

  /** The header's row, which is the first. */
  header(): string {
    const cells = this.#columns.map(({ header }, index) => textCell(`${this.#letters[index]}1`, headerStyle, header));
    return `<row r="1">${cells.join("")}</row>`;
  }

  /** @param number of the row, from 2 on. */
  row(row: R, number: number): string {
    let cells = "";
    for (const [index, column] of this.#columns.entries())
      cells += this.#cell(column, row, `${this.#letters[index]}${number}`);
    return `<row r="${number}">${cells}</row>`;
  }

  #cell(column: SheetColumn<R>, row: R, reference: string): string {
    switch (column.type) {
      case "text":
      case "word": {
        const text = column.read(row);
        return text ? textCell(reference, textStyle, text) : "";
      }
      case "date": {
        const date = column.read(row);
        return date === undefined
          ? ""
          : numberCell(reference, dateStyle, Date.parse(`${date}T00:00Z`) / dayMs + epochDay);
      }
      case "instant": {
        const instant = column.read(row);
        if (!instant) return "";
        const { style, value } = this.#clockAt(instant);
        return numberCell(reference, style, value);
      }
    }
  }

  #clockAt({ at, timeZone }: ZonedInstant): { value: number; style: number } {
    const key = `${at} ${timeZone}`;
    const known = this.#clocks.get(key);
    if (known) return known;
    const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
    const value = (at + local.offsetNanoseconds / 1e6) / dayMs + epochDay;
    const clock = { value, style: this.#styles.instant(local.offset) };
    if (this.#clocks.size >= keptClocks) this.#clocks.clear();
    this.#clocks.set(key, clock);
    return clock;
  }
}

/** The letters of a column, A for 0. */
export function letterOf(index: number): string {
  const last = String.fromCodePoint(65 + (index % 26));
  return index < 26 ? last : `${letterOf(Math.floor(index / 26) - 1)}${last}`;
}

function numberCell(reference: string, style: number, value: number): string {
  return `<c r="${reference}" s="${style}"><v>${value}</v></c>`;
}

const blankAtEnd = /^\s|\s$/;

function textCell(reference: string, style: number, text: string): string {
  const space = blankAtEnd.test(text) ? ' xml:space="preserve"' : "";
  return `<c r="${reference}" s="${style}" t="inlineStr"><is><t${space}>${escapeText(shortened(text))}</t></is></c>`;
}

function shortened(text: string): string {
  if (text.length <= longestCell) return text;
  // Not in the middle of a character.
  return `${text.slice(0, longestCell - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** What XML has no place for, and what a spreadsheet would take for an escape of such. */
const special = /[&<>\ufffe\uffff]|(?![\t\n])\p{Cc}|_(?=x[0-9A-Fa-f]{4}_)/u;
const specials = new RegExp(special, "gu");
const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Source: ECMA-376, ST_Xstring. */
function escapeText(text: string): string {
  if (!special.test(text)) return text;
  return text.replaceAll(
    specials,
    (found) => entities[found] ?? `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
  );
}

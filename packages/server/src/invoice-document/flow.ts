import { runningHead, type Style } from "./design.ts";
import { measure } from "./font.ts";
import type { Page, PlacedText } from "./page.ts";
import { toPrintable } from "./text.ts";
import { wrapLines } from "./wrap.ts";

/** Height of capitals in Noto Sans, in parts of the size. */
const capHeight = 0.714;

/** A line in the style that it is set in. */
export type Line = { text: string; style: Style };

/** Pages that fill from top to bottom. `y` is where on the last page the next thing begins. */
export class Flow {
  readonly pages: Page[] = [[]];
  y: number;
  readonly #bottom: number;
  readonly #runningHead: () => Page;

  constructor(top: number, bottom: number, head: () => Page) {
    this.y = top;
    this.#bottom = bottom;
    this.#runningHead = head;
  }

  /** How much of the page is left. */
  get room(): number {
    return this.#bottom - this.y;
  }

  /** How much room a following page begins with. */
  get pageRoom(): number {
    return this.#bottom - runningHead.body;
  }

  add(...items: Page): void {
    this.pages.at(-1)?.push(...items);
  }

  breakPage(): void {
    this.pages.push(this.#runningHead());
    this.y = runningHead.body;
  }

  /** Breaks the page unless `height` still fits, or would fit on no page. */
  need(height: number): void {
    if (height > this.room && height <= this.pageRoom) this.breakPage();
  }

  /** Leaves some room, but not at the top of a page. */
  addGap(height: number): void {
    if (this.room < this.pageRoom) this.y += height;
  }

  /** Lines one below the other, over as many pages as they take. */
  addLines(lines: readonly Line[], x: number): void {
    for (const { text, style } of lines) {
      this.need(style.leading);
      this.add(placeLine(text, style, x, this.y));
      this.y += style.leading;
    }
  }
}

/** The lines that `text` takes in `width`. */
export function setText(text: string, style: Style, width: number): Line[] {
  return wrapLines(toPrintable(text), width, (part) => widthOf(part, style)).map((line) => ({ text: line, style }));
}

/** At most so many lines, of which the last one tells that there was more. For what has its place on a page and must not
 *  outgrow it; what is allowed to be entered fits, and the XML has all of it. */
export function limitLines(lines: readonly Line[], most: number, width: number): Line[] {
  const last = lines[most - 1];
  if (lines.length <= most || !last) return [...lines];
  return [...lines.slice(0, most - 1), { text: shorten(`${last.text}…`, last.style, width), style: last.style }];
}

/** `text` cut to `width`, with an ellipsis for what was cut. */
export function shorten(text: string, style: Style, width: number): string {
  if (widthOf(text, style) <= width) return text;
  let left = width - widthOf("…", style);
  let end = 0;
  for (const character of text) {
    left -= widthOf(character, style);
    if (left < 0) break;
    end += character.length;
  }
  return `${text.slice(0, end).trimEnd()}…`;
}

export function widthOf(text: string, style: Style): number {
  return measure(text, style.font, style.size);
}

export function heightOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { style }) => sum + style.leading, 0);
}

/** From the top of a line to its baseline: capitals stand in the middle of the leading. */
export function baselineOf({ size, leading }: Style): number {
  return (leading + capHeight * size) / 2;
}

/** `x` is the left end, `top` the upper edge of the line. */
export function placeLine(text: string, style: Style, x: number, top: number): PlacedText {
  return placeText(text, style, x, top + baselineOf(style));
}

/** `right` is the right end, `top` the upper edge of the line. */
export function placeLineRight(text: string, style: Style, right: number, top: number): PlacedText {
  return placeText(text, style, right - widthOf(text, style), top + baselineOf(style));
}

export function placeText(text: string, style: Style, x: number, baseline: number): PlacedText {
  const { font, size, color } = style;
  return { kind: "text", x, y: baseline, width: widthOf(text, style), text, font, size, color };
}

export function placeTextRight(text: string, style: Style, right: number, baseline: number): PlacedText {
  return placeText(text, style, right - widthOf(text, style), baseline);
}

/** Lines one below the other from `top` on. */
export function placeLines(lines: readonly Line[], x: number, top: number): PlacedText[] {
  let y = top;
  return lines.map(({ text, style }) => {
    const placed = placeLine(text, style, x, y);
    y += style.leading;
    return placed;
  });
}

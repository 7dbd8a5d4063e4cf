import type { FontName } from "./font.ts";
import type { Color } from "./page.ts";

/** Points of a millimeter. */
export const mm = 72 / 25.4;

/** A4 in points, as jsPDF has it. */
export const paper = { width: 595.28, height: 841.89 };

/** The vertical lines that everything stands on. `middle` is where the information block of a letter begins (DIN 5008);
 *  what is figures below stands on it too. */
export const grid = { left: 25 * mm, middle: 125 * mm, right: 190 * mm };

/** A letter with its address where the window of a DL envelope is: DIN 5008, form A. */
export const letter = {
  top: 12 * mm,
  title: 20 * mm,
  facts: 27 * mm,
  returnAddress: 42.5 * mm,
  address: 46 * mm,
  addressWidth: 80 * mm,
  body: 87 * mm,
};

/** Where the body of a following page begins, below its running head. */
export const runningHead = { baseline: 15 * mm, body: 25 * mm };

export const footer = { lastBaseline: 288 * mm };

export const ink: Color = [17, 24, 39];
export const muted: Color = [95, 103, 117];
export const hairline: Color = [222, 226, 232];
export const panel: Color = [246, 247, 249];
export const white: Color = [255, 255, 255];
export const accent: Color = [37, 84, 199];

/** `leading` is the distance from one baseline to the next. */
export type Style = { font: FontName; size: number; leading: number; color: Color };

export const styles = {
  title: { font: "bold", size: 17, leading: 22, color: ink },
  headline: { font: "bold", size: 15, leading: 21, color: ink },
  heading: { font: "bold", size: 9.5, leading: 14, color: ink },
  body: { font: "regular", size: 9, leading: 13, color: ink },
  strong: { font: "bold", size: 9, leading: 13, color: ink },
  total: { font: "bold", size: 11.5, leading: 16, color: ink },
  address: { font: "regular", size: 10, leading: 13.5, color: ink },
  small: { font: "regular", size: 8, leading: 11.5, color: ink },
  note: { font: "regular", size: 8, leading: 11.5, color: muted },
  label: { font: "regular", size: 7.5, leading: 11, color: muted },
  fine: { font: "regular", size: 6.75, leading: 9.25, color: muted },
  fineStrong: { font: "bold", size: 6.75, leading: 9.25, color: muted },
} satisfies Record<string, Style>;

import type { FontName } from "./font.ts";

/** Distances are points from the top left corner of an A4 page, `y` downwards. */
export type PlacedText = {
  kind: "text";
  /** Where the first glyph begins. */
  x: number;
  /** The baseline. */
  y: number;
  width: number;
  text: string;
  font: FontName;
  size: number;
  color: Color;
};

/** A hairline, drawn around its middle. */
export type PlacedRule = { kind: "rule"; x: number; y: number; width: number; thickness: number; color: Color };

/** Rectangles that are filled in one go, so that no seam shows between those that touch. */
export type PlacedShape = { kind: "shape"; rectangles: Rectangle[]; color: Color };

/** The seller's logo. */
export type PlacedLogo = { kind: "logo" } & Rectangle;

export type Rectangle = { x: number; y: number; width: number; height: number };

/** What is drawn first comes first. */
export type Page = (PlacedText | PlacedRule | PlacedShape | PlacedLogo)[];

/** Red, green and blue, 0 to 255. */
export type Color = readonly [red: number, green: number, blue: number];

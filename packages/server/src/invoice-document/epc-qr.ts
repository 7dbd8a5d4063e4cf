import { type Invoice, toDecimal } from "@seatbook/core";
import { encode } from "uqr";
import type { Rectangle } from "./page.ts";

/** What a code may hold: version 13 at error correction M. */
const maxBytes = 331;
const maxMinor = 99_999_999_999;

/** The text of the code that a banking app reads as a SEPA credit transfer; undefined for what is no payment in euros, or
 *  more than fits. Source: EPC069-12, version 002. */
export function epcPayload({ type, currency, gross, seller, number }: Invoice): string | undefined {
  if (type !== "invoice" || currency !== "EUR" || gross <= 0 || gross > maxMinor) return undefined;
  const { iban, bic, holder } = seller.bank;
  const lines = [
    "BCD",
    "002",
    "1", // UTF-8
    "SCT",
    (bic ?? "").replaceAll(/\s/gu, ""),
    toLine(holder ?? seller.name, 70),
    iban.replaceAll(/\s/gu, ""),
    `EUR${toDecimal(gross, 2)}`,
    "", // purpose
    "", // structured reference
    toLine(number, 140),
  ];
  const payload = lines.join("\n");
  return Buffer.byteLength(payload) <= maxBytes ? payload : undefined;
}

function toLine(text: string, maxLength: number): string {
  // oxlint-disable-next-line no-control-regex -- a line break would begin another field
  return Array.from(text.toWellFormed().replaceAll(/[\u0000-\u001f\u007f]+/gu, " "))
    .slice(0, maxLength)
    .join("");
}

/** The dark modules of a QR code, error correction M, as few rectangles in a square of `size` at the origin, without the
 *  quiet zone of four modules that must be around it. */
export function drawQr(payload: string, size: number): { rectangles: Rectangle[]; module: number } {
  const { data, size: modules } = encode(payload, { ecc: "M", boostEcc: false, border: 0 });
  const module = size / modules;
  const rectangles: Rectangle[] = [];
  for (const [row, cells] of data.entries()) {
    let start = -1;
    for (let column = 0; column <= modules; column++) {
      const isDark = cells[column] === true;
      if (isDark && start < 0) start = column;
      if (isDark || start < 0) continue;
      rectangles.push({ x: start * module, y: row * module, width: (column - start) * module, height: module });
      start = -1;
    }
  }
  return { rectangles, module };
}

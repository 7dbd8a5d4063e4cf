import type { Invoice } from "@seatbook/core";
import { toPrintableText } from "./text.ts";
import { words } from "./words.ts";

/** What a document is called: "Invoice 2026-000123". */
export function titleOf({ type, number, language }: Invoice): string {
  return toPrintableText(`${words[language].titles[type]} ${number}`);
}

/** A file name that every system takes, in the document's language: "Invoice-2026-000123.pdf". */
export function fileNameOf({ type, number, language }: Invoice, extension: "pdf" | "xml" | "xrechnung.xml"): string {
  return `${`${words[language].titles[type]} ${number}`.replaceAll(/[^A-Za-z0-9._-]+/g, "-")}.${extension}`;
}

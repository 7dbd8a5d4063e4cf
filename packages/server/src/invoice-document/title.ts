import type { Invoice } from "@seatbook/core";
import { toPrintableText } from "./text.ts";
import { words } from "./words.ts";

/** What a document is called: "Invoice 2026-000123". */
export function titleOf({ type, number, language }: Invoice): string {
  return toPrintableText(`${words[language].titles[type]} ${number}`);
}

import { html, nothing, type TemplateResult } from "lit";
import { icons } from "./icons.ts";

interface MessageOptions {
  /** Whether it is announced as soon as it is there. */
  isAlert?: boolean;
  button?: TemplateResult | typeof nothing;
}

/** Something that went wrong or is missing, and what to do about it. */
export function renderMessage(
  kind: "error" | "warning",
  text: unknown,
  { isAlert = true, button = nothing }: MessageOptions = {},
): TemplateResult {
  return html`<div class="message ${kind}" role=${isAlert ? "alert" : nothing} part="message">
    <p>${icons.warning} <span>${text}</span></p>
    ${button}
  </div>`;
}

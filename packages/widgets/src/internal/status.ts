import { html, type TemplateResult } from "lit";

/** A state by icon, word and color together; the color is that of the class `kind`. */
export function renderStatus(kind: string, icon: TemplateResult, text: unknown): TemplateResult {
  return html`<span class="status ${kind}">${icon} <span>${text}</span></span>`;
}

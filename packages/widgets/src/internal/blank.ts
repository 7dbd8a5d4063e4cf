import { html, nothing, type TemplateResult } from "lit";

/** In place of a list that is empty: why, and what comes or can be done. */
export function renderBlank(text: string, button: TemplateResult | typeof nothing = nothing): TemplateResult {
  return html`<div class="blank">
    <p>${text}</p>
    ${button}
  </div>`;
}

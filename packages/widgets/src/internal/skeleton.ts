import { html, type TemplateResult } from "lit";
import type { Translation } from "../translations/en.ts";

/** Stands for what is being read, about as high as it will be. */
export function renderSkeleton(t: Translation, rows: number): TemplateResult {
  return html`<p class="hidden">${t.loading}</p>
    <div class="skeleton" aria-hidden="true">${Array.from({ length: rows }, () => html`<div></div>`)}</div>`;
}

import { html, type TemplateResult } from "lit";

const circle = "M4.75 8a3.25 3.25 0 1 0 6.5 0a3.25 3.25 0 1 0-6.5 0";

/** `fill`: what the shape is filled with. */
const icon = (d: string, fill = "none"): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
    <path d=${d} fill=${fill} stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" />
  </svg>`;

export const icons = {
  active: icon(circle, "currentColor"),
  inactive: icon(circle),
  archived: icon("M2.5 3.5h11v3h-11zM3.5 6.5v6h9v-6M6.5 9h3"),
  warning: icon("M8 2.5l6 11H2zM8 6.5v3M8 11.6v.1"),
  done: icon("M3.5 8.5l3 3 6-7"),
  removed: icon("M4 4l8 8M12 4l-8 8"),
};

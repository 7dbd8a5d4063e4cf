import { svg, html, type TemplateResult } from "lit";

const icon = (paths: TemplateResult): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
    ${paths}
  </svg>`;

const stroke = (d: string) =>
  icon(
    svg`<path d=${d} fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" />`,
  );

export const icons = {
  active: icon(svg`<circle cx="8" cy="8" r="4" fill="currentColor" />`),
  inactive: icon(svg`<circle cx="8" cy="8" r="3.25" fill="none" stroke="currentColor" stroke-width="1.5" />`),
  removed: stroke("M5 5l6 6M11 5l-6 6"),
  archived: stroke("M2.5 3.5h11v3h-11zM3.5 6.5v6h9v-6M6.5 9h3"),
  ascending: stroke("M8 12.5v-9M4.5 7L8 3.5 11.5 7"),
  descending: stroke("M8 3.5v9M4.5 9L8 12.5 11.5 9"),
  warning: stroke("M8 2.5l6 11H2zM8 6.5v3M8 11.6v.1"),
  done: stroke("M3.5 8.5l3 3 6-7"),
  close: stroke("M4 4l8 8M12 4l-8 8"),
};

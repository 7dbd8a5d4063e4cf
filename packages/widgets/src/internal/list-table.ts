import { html, type TemplateResult } from "lit";
import type { Translation } from "../translations/en.ts";

/** A column's header. */
export function column(label: unknown, kind = ""): TemplateResult {
  return html`<th scope="col" role="columnheader" class=${kind}>${label}</th>`;
}

export function actionsColumn(t: Translation): TemplateResult {
  return column(html`<span class="hidden">${t.actions}</span>`);
}

/** A table that becomes cards in a narrow container. Its roles are spelled out, since what is no `display: table` any more
 *  loses them. */
export function renderTable(labelledBy: string, isBusy: boolean, columns: unknown[], rows: unknown): TemplateResult {
  return html`<table class="list" role="table" part="table" aria-labelledby=${labelledBy} aria-busy=${String(isBusy)}>
    <thead role="rowgroup">
      <tr role="row">
        ${columns}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows}
    </tbody>
  </table>`;
}

/** Names a value in a card, where no header stands above it. */
export function cardLabel(t: Translation, name: string): TemplateResult {
  return html`<span class="label" aria-hidden="true">${t.cardLabel(name)}</span>`;
}

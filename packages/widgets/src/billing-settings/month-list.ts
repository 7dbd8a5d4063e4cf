import type { MonthItem } from "@seatbook/server/contract";
import { html, nothing, type TemplateResult } from "lit";
import type { Downloads } from "../internal/downloads.ts";
import { icons } from "../internal/icons.ts";
import { actionsColumn, cardLabel, column, renderTable } from "../internal/list-table.ts";
import { renderStatus } from "../internal/status.ts";
import type { WorkspaceElement } from "../internal/workspace-element.ts";

const shownMonths = 12;
const formats = ["csv", "xlsx"] as const;

/** The last twelve of `months` (oldest first), newest first, with an export each and one of all months. */
export function renderMonths(
  host: WorkspaceElement,
  downloads: Downloads,
  months: readonly MonthItem[],
  isBusy: boolean,
): TemplateResult {
  const { t } = host;
  const shown = months.slice(-shownMonths).toReversed();
  const most = Math.max(1, ...shown.map(({ licenses }) => licenses));
  const mayExport = host.may("licenses.export");
  return html`<section class="section months" aria-labelledby="months">
    <header class="header">
      <h3 id="months">${t.lastMonths}</h3>
      ${mayExport ? html`<div class="links">${t.allMonths}${renderExports(host, downloads)}</div>` : nothing}
    </header>
    ${renderTable(
      "months",
      isBusy,
      [
        column(t.columns.month),
        column(t.columns.licenses, "number"),
        column(t.columns.amount, "number"),
        column(t.columns.status),
        mayExport ? actionsColumn(t) : nothing,
      ],
      shown.map((item) =>
        renderMonth(host, item, most, mayExport ? renderExports(host, downloads, item.month) : undefined),
      ),
    )}
  </section>`;
}

/** The files of `month` (YYYY-MM), or of all months. */
function renderExports({ t, api, workspace }: WorkspaceElement, downloads: Downloads, month?: string) {
  return formats.map((format) => {
    const file = t.fileFormats[format];
    return downloads.render(file, t.exportLabel(file, month), () => api.exportLicenses(workspace, month, format));
  });
}

/** `most`: the licenses that a full bar stands for. */
function renderMonth(
  { t, format }: WorkspaceElement,
  { month, status, licenses, licenseModel, net }: MonthItem,
  most: number,
  exports: TemplateResult[] | undefined,
): TemplateResult {
  return html`<tr role="row" part="month-row" data-id=${month}>
    <th scope="row" role="rowheader" class="name">${format.monthAndYear(month)}</th>
    <td role="cell" class="number share">
      <div class="volume">
        <svg class="bar ${status}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
          <rect width=${(100 * licenses) / most} height="8" />
        </svg>
        <span>${t.licensesOf(licenses, licenseModel)}</span>
      </div>
    </td>
    <td role="cell" class="number amount">${cardLabel(t, t.columns.amount)}${format.money(net)}</td>
    <td role="cell" class="state">
      ${renderStatus(status, status === "closed" ? icons.done : icons.inactive, t.monthStatus[status])}
    </td>
    ${exports ? html`<td role="cell" class="act">${exports}</td>` : nothing}
  </tr>`;
}

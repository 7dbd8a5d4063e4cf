import type { MonthItem } from "@seatbook/server/contract";
import { html, type TemplateResult } from "lit";
import { exportFormats } from "../client/client.ts";
import type { Downloads } from "../internal/downloads.ts";
import { icons } from "../internal/icons.ts";
import { renderTable } from "../internal/list-table.ts";
import { renderStatus } from "../internal/status.ts";
import type { WorkspaceElement } from "../internal/workspace-element.ts";

/** Months (oldest first) as a table, newest first, with an export each. */
export function renderMonths(
  host: WorkspaceElement,
  downloads: Downloads,
  months: readonly MonthItem[],
  isBusy: boolean,
): TemplateResult {
  const { t, format } = host;
  return html`<details>
    <summary>${t.showTable}</summary>
    ${renderTable(t, {
      titleId: "months",
      isBusy,
      part: "month-row",
      items: months.toReversed(),
      idOf: ({ month }) => month,
      columns: [
        { title: t.columns.month, kind: "name", cell: ({ month }) => format.monthAndYear(month) },
        {
          title: t.columns.licenses,
          kind: "number",
          cell: ({ licenses, licenseModel }) => t.licensesOf(licenses, licenseModel),
        },
        { title: t.columns.amount, kind: "number amount", isNamed: true, cell: ({ net }) => format.money(net) },
        {
          title: t.columns.status,
          kind: "state",
          cell: ({ status }) =>
            renderStatus(status, status === "closed" ? icons.done : icons.inactive, t.monthStatus[status]),
        },
        host.may("licenses.export") && {
          title: t.actions,
          kind: "act",
          cell: ({ month }) => renderExports(host, downloads, month),
        },
      ],
    })}
  </details>`;
}

/** Buttons for the files of `month` (YYYY-MM), or of all months. */
export function renderExports({ t, api, workspace }: WorkspaceElement, downloads: Downloads, month?: string) {
  return exportFormats.map((format) => {
    const file = t.fileFormats[format];
    return downloads.render(file, t.exportLabel(file, month), () => api.exportLicenses(workspace, month, format));
  });
}

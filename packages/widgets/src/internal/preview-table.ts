import type { Preview } from "@seatbook/server/contract";
import { html, type TemplateResult } from "lit";
import type { WorkspaceElement } from "./workspace-element.ts";

/** Licenses and amount of this month and the next, now and after a command. */
export function renderPreview({ t, format }: WorkspaceElement, preview: Preview, after: string): TemplateResult {
  const row = (change: Preview["currentMonth"]) => {
    const licenses = change.after.licenses - change.before.licenses;
    const minor = change.after.net.minor - change.before.net.minor;
    const unchanged = licenses === 0 && minor === 0;
    return html`<tr>
      <th scope="row">${format.month(change.month)}</th>
      <td>${t.licenses(change.before.licenses)}<br /><span class="muted">${format.money(change.before.net)}</span></td>
      <td>
        ${t.licenses(change.after.licenses)}<br /><span class="muted">${format.money(change.after.net)}</span><br />
        <span class=${unchanged ? "muted" : "delta"}
          >${unchanged ? t.noChange : t.change(licenses, format.moneyDifference({ ...change.after.net, minor }))}</span
        >
      </td>
    </tr>`;
  };
  return html`<table class="compare" part="preview">
      <caption class="hidden">
        ${t.beforeAfter}
      </caption>
      <thead>
        <tr>
          <th scope="col">${t.columns.month}</th>
          <th scope="col">${t.now}</th>
          <th scope="col">${after}</th>
        </tr>
      </thead>
      <tbody>
        ${row(preview.currentMonth)}${row(preview.nextMonth)}
      </tbody>
    </table>
    <p class="muted small">${t.netAmounts}</p>`;
}

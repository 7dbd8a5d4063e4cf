import type { MonthItem } from "@seatbook/server/contract";
import { html, type TemplateResult } from "lit";
import { Modal } from "./modal.ts";
import { saveFile } from "./save-file.ts";

/** Downloads the billed license holders of a month. */
export class ExportDialog extends Modal<true, MonthItem[]> {
  protected readonly name = "export-dialog";
  #month: string | undefined;

  override open(subject: true): void {
    this.#month = undefined;
    super.open(subject);
  }

  protected async load(_subject: true, signal: AbortSignal): Promise<MonthItem[]> {
    return (await this.host.api.months(this.host.workspace, signal)).toReversed();
  }

  protected title(): string {
    return this.host.t.exportTitle;
  }

  protected body(_subject: true, months: MonthItem[]): TemplateResult {
    const { t } = this.host;
    const [newest] = months;
    if (!newest) return html`<p>${t.noMonths}</p>`;
    const chosen = months.find(({ month }) => month === this.#month) ?? newest;
    return html`<p>${t.exportLead(chosen.licenseModel)}</p>
      <div class="field">
        <label for="export-month">${t.exportMonth}</label>
        <select
          id="export-month"
          @change=${(event: Event) => {
            if (!(event.target instanceof HTMLSelectElement)) return;
            this.#month = event.target.value;
            this.host.requestUpdate();
          }}
        >
          ${months.map(
            ({ month, status, licenses }) =>
              html`<option value=${month}>${t.monthOption(month, status, licenses)}</option>`,
          )}
        </select>
      </div>`;
  }

  protected buttons(_subject: true, months: MonthItem[] | undefined): TemplateResult {
    const { t } = this.host;
    if (months?.length === 0) return this.renderCancel(t.close);
    return html`${this.renderCancel(t.cancel)} ${this.renderConfirm(t.exportConfirm, "primary", months)}`;
  }

  protected override progress(): string {
    return this.host.t.exporting;
  }

  protected override async act(_subject: true, months: MonthItem[]): Promise<() => Promise<void>> {
    const { host } = this;
    const month = this.#month ?? months[0]?.month;
    if (month === undefined) return () => Promise.resolve();
    const file = await host.api.exportLicenses(host.workspace, month);
    saveFile(file);
    return () => {
      host.tell({ text: host.t.exported(file.name) });
      return Promise.resolve();
    };
  }
}

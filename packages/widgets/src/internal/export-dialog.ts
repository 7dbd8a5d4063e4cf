import type { MonthItem } from "@seatbook/server/contract";
import { html, type TemplateResult } from "lit";
import { exportFormats, type ExportFormat } from "../client/client.ts";
import { renderChoices } from "./list-view.ts";
import { Modal } from "./modal.ts";
import { saveFile } from "./save-file.ts";

/** From how many bytes on it is told how much has come. */
const largeBytes = 1e6;

/** The choice of all months. */
const all = "";

/** Downloads the billed license holders of a month, or of all. */
export class ExportDialog extends Modal<true, MonthItem[]> {
  protected readonly name = "export-dialog";
  /** What was chosen; the newest month without a choice. */
  #month: string | undefined;
  /** Received so far. */
  #bytes = 0;
  #format: ExportFormat = "csv";

  override open(subject: true): void {
    this.#month = undefined;
    this.#format = "csv";
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
    const chosen = this.#month ?? months[0]?.month;
    if (chosen === undefined) return html`<p>${t.noMonths}</p>`;
    return html`<p>${t.exportLead}</p>
      <div class="field">
        <label for="export-month">${t.exportMonth}</label>
        <select
          id="export-month"
          @change=${(event: Event) => {
            if (event.target instanceof HTMLSelectElement) this.#month = event.target.value;
          }}
        >
          ${months.map(
            ({ month, status, licenses }) =>
              html`<option value=${month} .selected=${month === chosen}>
                ${t.monthOption(month, status, licenses)}
              </option>`,
          )}
          <option value=${all} .selected=${chosen === all}>${t.allMonths}</option>
        </select>
      </div>
      ${renderChoices(
        t.exportFormat,
        "export-format",
        this.#format,
        exportFormats.map((value) => ({ value, label: t.fileFormats[value] })),
        (format) => {
          this.#format = format;
          this.host.requestUpdate();
        },
      )}`;
  }

  protected buttons(_subject: true, months: MonthItem[] | undefined): TemplateResult {
    const { t } = this.host;
    if (months?.length === 0) return this.renderCancel(t.close);
    return html`${this.renderCancel(t.cancel)} ${this.renderConfirm(t.exportConfirm(this.#format), "primary", months)}`;
  }

  protected override progress(): string {
    const { t } = this.host;
    return this.#bytes < largeBytes ? t.exporting : t.received(this.#bytes);
  }

  protected override async act(_subject: true, months: MonthItem[]): Promise<() => Promise<void>> {
    const { host } = this;
    const month = this.#month ?? months[0]?.month;
    this.#bytes = 0;
    const file = await host.api.exportLicenses(
      host.workspace,
      month === all ? undefined : month,
      this.#format,
      (bytes) => {
        this.#bytes = bytes;
        host.requestUpdate();
      },
    );
    saveFile(file);
    return () => {
      host.tell({ text: host.t.exported(file.name) });
      return Promise.resolve();
    };
  }
}

import type { Estimate, MonthItem, Permission, WorkspaceSummary } from "@seatbook/server/contract";
import { html, nothing, type TemplateResult } from "lit";
import { icons } from "../internal/icons.ts";
import { Loader } from "../internal/loader.ts";
import { saveFile } from "../internal/save-file.ts";
import { WorkspaceElement } from "../internal/workspace-element.ts";
import { billingSettingsStyles } from "./billing-settings.styles.ts";

const shownMonths = 12;

/**
 * @summary What a workspace is billed for: the license model, this month so far, the next one, and the last twelve.
 * @csspart base - Everything but the results.
 * @csspart header - The title.
 * @csspart title - The title.
 * @csspart model - The license model and what it means.
 * @csspart estimate - This month so far, or the next one.
 * @csspart table - The last twelve months.
 * @csspart month-row - One month.
 * @csspart button - A button.
 * @csspart message - An error, or why nothing is shown.
 * @csspart notice - The result of an action.
 * @cssstate loading - Read for the first time.
 * @cssstate empty - There is no month with a license yet.
 * @cssstate error - The last read failed.
 * @cssstate no-permission - The session may not see this.
 * @cssstate ready - Everything is shown.
 * @cssstate saving - A file is being prepared.
 */
export class BillingSettings extends WorkspaceElement {
  static override styles = [...WorkspaceElement.styles, billingSettingsStyles];

  readonly #months: Loader<MonthItem[]> = new Loader(this, (signal) => this.api.months(this.workspace, signal));

  protected override get loaders(): Loader<unknown>[] {
    return [this.summary, this.#months];
  }

  protected override get readPermission(): Permission {
    return "billing.read";
  }

  protected override get heading(): string {
    return this.t.billingTitle;
  }

  protected override get noPermissionText(): string {
    return this.t.noPermission.billing;
  }

  protected override get isEmpty(): boolean {
    return this.#months.value?.length === 0;
  }

  protected override get skeletonRows(): number {
    return 16;
  }

  protected override resetView(): void {}

  protected override focusNeighbor(): void {
    this.renderRoot.querySelector<HTMLElement>("summary")?.focus();
  }

  async #export(month: string): Promise<void> {
    try {
      const file = await this.whileSaving(() => this.api.exportLicenses(this.workspace, month));
      saveFile(file);
      this.tell({ text: this.t.exported(file.name) });
    } catch (error) {
      this.tell({ text: this.explain(error), failed: true });
    }
  }

  protected override renderEmpty(): TemplateResult {
    const summary = this.summary.value;
    return html`${summary ? this.#renderModel(summary) : nothing}
      <div class="blank"><p>${this.t.noHistory}</p></div>`;
  }

  protected override renderReady(summary: WorkspaceSummary): TemplateResult {
    const months = this.#months.value ?? [];
    return html`${this.#renderModel(summary)}
      <div class="estimates">
        ${this.#renderEstimate(summary.currentMonth, this.t.soFar(summary.currentMonth.month))}
        ${this.#renderEstimate(
          summary.nextMonth,
          this.t.ifNothingChanges(summary.nextMonth.month),
          this.#endingText(summary),
        )}
      </div>
      ${this.#renderMonths(months.slice(-shownMonths).toReversed())}`;
  }

  /** What ends with this month; not when the next one counts something else. */
  #endingText({ currentMonth, nextMonth }: WorkspaceSummary): string | undefined {
    const { t } = this;
    if (currentMonth.licenseModel !== nextMonth.licenseModel) return undefined;
    return currentMonth.ending > 0
      ? t.freeLicenses(currentMonth.ending, `${nextMonth.month}-01`, currentMonth.licenseModel)
      : t.nothingEnds;
  }

  #renderModel(summary: WorkspaceSummary): TemplateResult {
    const { t } = this;
    const { licenseModel, nextLicenseModel, nextTimeZone, countingRule, timeZone, nextMonth } = summary;
    const start = `${nextMonth.month}-01`;
    return html`<section class="model" part="model" aria-labelledby="model">
      <h3 id="model">${t.models[licenseModel]}</h3>
      <div>
        <p>${t.modelMeaning(licenseModel, countingRule)}</p>
        <details>
          <summary>${t.learnMore}</summary>
          <ul class="rules">
            ${t.modelRules(licenseModel, countingRule, timeZone).map((rule) => html`<li>${rule}</li>`)}
          </ul>
        </details>
      </div>
      ${
        nextLicenseModel && nextLicenseModel !== licenseModel
          ? html`<p class="message">
              <span>${t.modelChange(nextLicenseModel, start)} ${t.modelMeaning(nextLicenseModel, countingRule)}</span>
            </p>`
          : nothing
      }
      ${nextTimeZone && nextTimeZone !== timeZone ? html`<p class="message">${t.zoneChange(nextTimeZone, start)}</p>` : nothing}
    </section>`;
  }

  #renderEstimate(estimate: Estimate, title: string, note?: string): TemplateResult {
    const { t, format } = this;
    const id = `estimate-${estimate.month}`;
    return html`<section class="estimate" part="estimate" aria-labelledby=${id}>
      <h3 id=${id}>${title}</h3>
      <p class="figures">
        <span class="figure">${t.licensesOf(estimate.licenses, estimate.licenseModel)}</span>
        <span class="figure">${format.money(estimate.net)}</span>
      </p>
      <p class="muted">${t.plusVat}</p>
      ${note === undefined ? nothing : html`<p>${note}</p>`}
      <details>
        <summary>${t.howComputed}</summary>
        ${this.#renderSteps(estimate, id)}
      </details>
    </section>`;
  }

  #renderSteps({ steps, net, licenses, minimumLicenses }: Estimate, titleId: string): TemplateResult {
    const { t, format } = this;
    return html`<table class="steps" aria-labelledby=${titleId}>
        <thead>
          <tr>
            <th scope="col">${t.columns.licenses}</th>
            <th scope="col" class="number">${t.columns.unit}</th>
            <th scope="col" class="number">${t.columns.amount}</th>
          </tr>
        </thead>
        <tbody>
          ${steps.map(
            (step) =>
              html`<tr>
                <td>${format.number(step.licenses)}</td>
                <td class="number">${format.money({ currency: net.currency, minor: step.unitMinor })}</td>
                <td class="number">${format.money(step.amount)}</td>
              </tr>`,
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colspan="2">${t.total}</th>
            <td class="number">${format.money(net)}</td>
          </tr>
        </tfoot>
      </table>
      ${minimumLicenses === undefined ? nothing : html`<p class="muted">${t.minimum(minimumLicenses, licenses)}</p>`}`;
  }

  #renderMonths(months: MonthItem[]): TemplateResult {
    const { t } = this;
    const most = Math.max(1, ...months.map(({ licenses }) => licenses));
    const mayExport = this.may("licenses.export");
    return html`<section class="months" aria-labelledby="months">
      <h3 id="months">${t.lastMonths}</h3>
      <table class="list" role="table" part="table" aria-labelledby="months" aria-busy=${String(this.#months.pending)}>
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">${t.columns.month}</th>
            <th scope="col" role="columnheader" class="number">${t.columns.licenses}</th>
            <th scope="col" role="columnheader" class="number">${t.columns.amount}</th>
            <th scope="col" role="columnheader">${t.columns.status}</th>
            ${mayExport ? html`<th scope="col" role="columnheader"><span class="hidden">${t.actions}</span></th>` : nothing}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${months.map((month) => this.#renderMonth(month, most, mayExport))}
        </tbody>
      </table>
    </section>`;
  }

  #renderMonth(item: MonthItem, most: number, mayExport: boolean): TemplateResult {
    const { t, format } = this;
    const label = (text: string) => html`<span class="label" aria-hidden="true">${t.cardLabel(text)}</span>`;
    const icon = { open: icons.inactive, ended: icons.inactive, closed: icons.done }[item.status];
    return html`<tr role="row" part="month-row">
      <th scope="row" role="rowheader" class="name">${format.monthAndYear(item.month)}</th>
      <td role="cell" class="number licenses">
        <div class="volume">
          <svg class="bar ${item.status}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            <rect width=${(100 * item.licenses) / most} height="8" />
          </svg>
          <span>${t.licensesOf(item.licenses, item.licenseModel)}</span>
        </div>
      </td>
      <td role="cell" class="number amount">${label(t.columns.amount)}${format.money(item.net)}</td>
      <td role="cell" class="state">
        <span class="status ${item.status}">${icon} ${t.monthStatus[item.status]}</span>
      </td>
      ${
        mayExport
          ? html`<td role="cell" class="act">
              <button
                class="button quiet"
                type="button"
                part="button"
                aria-label=${t.exportRowLabel(item.month)}
                @click=${() => void this.#export(item.month)}
              >
                ${t.exportRow}
              </button>
            </td>`
          : nothing
      }
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "billing-settings": BillingSettings;
  }
}

import type { Estimate, MonthItem, WorkspaceSummary } from "@seatbook/server/contract";
import { html, nothing, type TemplateResult } from "lit";
import { Downloads } from "../internal/downloads.ts";
import { Loader } from "../internal/loader.ts";
import { WorkspaceElement } from "../internal/workspace-element.ts";
import { BillingDetailsDialog } from "./billing-details-dialog.ts";
import { BillingDetailsSection } from "./billing-details-section.ts";
import { billingSettingsStyles } from "./billing-settings.styles.ts";
import { InvoiceList } from "./invoice-list.ts";
import { MailboxDialog } from "./mailbox-dialog.ts";
import { MailboxSection } from "./mailbox-section.ts";
import { MonthChart } from "./month-chart.ts";
import { renderExports, renderMonths } from "./month-list.ts";
import { SendInvoiceDialog } from "./send-invoice-dialog.ts";

const shownMonths = 12;

/**
 * @summary What a workspace is billed for: the license model, this month so far, the next one, the last twelve, the invoices and where they go.
 * @event invoice-send - Before an invoice is mailed; cancelable.
 * @event invoice-sent - An invoice was handed to the mail.
 * @event mailbox-change - Before a change of the mailbox is asked for; cancelable.
 * @event mailbox-change-requested - A change of the mailbox was asked for, and waits for its confirmation.
 * @event mailbox-confirmation-resend - Before the links to confirm are mailed again; cancelable.
 * @event mailbox-confirmation-resent - The links to confirm were mailed again.
 * @event mailbox-change-withdraw - Before a change of the mailbox is withdrawn; cancelable.
 * @event mailbox-change-withdrawn - A change of the mailbox was withdrawn.
 * @event billing-details-save - Before the billing details are saved; cancelable.
 * @event billing-details-saved - The billing details were saved.
 * @slot actions - Beside the title, after the widget's own buttons.
 * @slot empty - In place of the sentence that stands where there is nothing yet.
 * @csspart base - Everything but the results.
 * @csspart header - The title and your actions.
 * @csspart title - The title.
 * @csspart model - The license model and what it means.
 * @csspart estimate - This month so far, or the next one.
 * @csspart chart - The months as bars.
 * @csspart filter - The bars to choose from.
 * @csspart table - The last twelve months, or the invoices.
 * @csspart month-row - One month.
 * @csspart invoices - The invoices.
 * @csspart invoice-row - One invoice or credit note.
 * @csspart pager - How many invoices are shown, and the button for more.
 * @csspart mailbox - The mailbox.
 * @csspart mailbox-change - The change of the mailbox that waits for its confirmation.
 * @csspart billing-details - The billing details.
 * @csspart button - A button outside dialogs.
 * @csspart dialog - The dialog that is open.
 * @csspart message - An error, a warning, or why nothing is shown.
 * @csspart notices - The place of the results.
 * @csspart notice - The result of an action.
 * @cssstate loading - Read for the first time.
 * @cssstate empty - There is no month with a license yet.
 * @cssstate error - The last read failed.
 * @cssstate no-permission - The session may not see this.
 * @cssstate ready - Everything is shown.
 * @cssstate saving - An action is under way, or a file is being prepared.
 */
export class BillingSettings extends WorkspaceElement {
  static override styles = [...WorkspaceElement.styles, billingSettingsStyles];

  protected override readonly topic = "billing";
  protected override readonly skeletonRows = 32;
  readonly #months: Loader<MonthItem[]> = new Loader(this, (signal) => this.api.months(this.workspace, signal));
  readonly #downloads = new Downloads(this);
  readonly #chart = new MonthChart(this);
  readonly #sending = new SendInvoiceDialog(this);
  readonly #changing = new MailboxDialog(this);
  readonly #editing = new BillingDetailsDialog(this);
  readonly #mailbox = new MailboxSection(this, this.#changing);
  readonly #details = new BillingDetailsSection(this, this.#editing);
  readonly #invoices = new InvoiceList(this, {
    downloads: this.#downloads,
    sending: this.#sending,
    mailbox: this.#mailbox,
    details: this.#details,
  });

  protected override get loaders(): Loader<unknown>[] {
    return [this.summary, this.#months];
  }

  protected override get sections(): Loader<unknown>[] {
    return [this.#invoices.data, this.#mailbox.data, this.#details.data];
  }

  protected override get isEmpty(): boolean {
    return this.#months.value?.length === 0;
  }

  protected override resetView(): void {
    this.#invoices.reset();
    this.#chart.reset();
  }

  protected override focusNeighbor(): void {
    const near = this.lastSection?.isConnected ? this.lastSection : undefined;
    const target =
      near?.querySelector("header button") ?? near?.querySelector("h3") ?? this.renderRoot.querySelector("summary");
    if (target instanceof HTMLElement) target.focus();
  }

  protected override renderEmpty(summary: WorkspaceSummary): TemplateResult {
    return html`${this.#renderModel(summary)} ${super.renderEmpty(summary)} ${this.#renderSections(summary)}`;
  }

  protected override renderReady(summary: WorkspaceSummary): TemplateResult {
    return html`${this.#renderModel(summary)}
      <div class="cards">
        ${this.#renderEstimate(summary.currentMonth, this.t.soFar(summary.currentMonth.month))}
        ${this.#renderEstimate(
          summary.nextMonth,
          this.t.ifNothingChanges(summary.nextMonth.month),
          this.#endingText(summary),
        )}
      </div>
      ${this.#renderMonths(summary)} ${this.#renderSections(summary)}`;
  }

  #renderMonths({ nextMonth }: WorkspaceSummary): TemplateResult {
    const { t } = this;
    const months = (this.#months.value ?? []).slice(-shownMonths);
    return html`<section class="section months" aria-labelledby="months">
      <header class="header">
        <h3 id="months">${t.lastMonths}</h3>
        ${
          this.may("licenses.export")
            ? html`<div class="links">${t.allMonths}${renderExports(this, this.#downloads)}</div>`
            : nothing
        }
      </header>
      ${this.#chart.render(months, nextMonth)} ${renderMonths(this, this.#downloads, months, this.#months.pending)}
    </section>`;
  }

  #renderSections({ timeZone }: WorkspaceSummary): TemplateResult {
    return html`${this.#invoices.render()}
      <div class="cards">${this.#mailbox.isShown ? this.#mailbox.render() : nothing} ${this.#details.render()}</div>
      <p class="muted small">${this.t.timesIn(timeZone)}</p>`;
  }

  /** What ends with this month, if anything does; not when the next one counts something else. */
  #endingText({ currentMonth: { ending, licenseModel }, nextMonth }: WorkspaceSummary): string | undefined {
    return ending > 0 && licenseModel === nextMonth.licenseModel
      ? this.t.freeLicenses(ending, `${nextMonth.month}-01`, licenseModel)
      : undefined;
  }

  #renderModel(summary: WorkspaceSummary): TemplateResult {
    const { t } = this;
    const { licenseModel, nextLicenseModel, nextTimeZone, countingRule, timeZone, nextMonth } = summary;
    const start = `${nextMonth.month}-01`;
    return html`<section class="section model" part="model" aria-labelledby="model">
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
    return html`<section class="section card estimate" part="estimate" aria-labelledby=${id}>
      <h3 id=${id}>${title}</h3>
      <p class="figures">
        <span class="figure">${t.licensesOf(estimate.licenses, estimate.licenseModel)}</span>
        <span class="figure">${format.money(estimate.net)}</span>
      </p>
      <p class="muted">${t.netOf(this.#details.data.value?.tax)}</p>
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
}

declare global {
  interface HTMLElementTagNameMap {
    "billing-settings": BillingSettings;
  }
}

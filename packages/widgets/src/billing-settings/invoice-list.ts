import type { InvoiceItem, Page } from "@seatbook/server/contract";
import { html, nothing, type TemplateResult } from "lit";
import { renderBlank } from "../internal/blank.ts";
import { renderButton } from "../internal/button.ts";
import type { Downloads } from "../internal/downloads.ts";
import { icons } from "../internal/icons.ts";
import { actionsColumn, cardLabel, column, renderTable } from "../internal/list-table.ts";
import { readPages } from "../internal/read-pages.ts";
import { Section } from "../internal/section.ts";
import { renderStatus } from "../internal/status.ts";
import type { WorkspaceElement } from "../internal/workspace-element.ts";
import type { BillingDetailsSection } from "./billing-details-section.ts";
import { isUndelivered, renderMails, wasSent } from "./invoice-mails.ts";
import type { MailboxSection } from "./mailbox-section.ts";
import type { SendInvoiceDialog } from "./send-invoice-dialog.ts";

/** How many invoices are shown at first, and how many more each time. */
const step = 12;

/** How many are read at least, so that what is to be paid is summed up over years, not over what is shown. */
const leastRead = 200;

const isUnpaid = ({ type, status }: InvoiceItem) => type === "invoice" && (status === "open" || status === "overdue");

/** What an invoice's row needs of the rest of the widget. */
interface Neighbors {
  downloads: Downloads;
  sending: SendInvoiceDialog;
  mailbox: MailboxSection;
  details: BillingDetailsSection;
}

/** Invoices and credit notes to download, newest first, with their state and how their mails fared. */
export class InvoiceList extends Section<Page<InvoiceItem>> {
  protected readonly name = "invoices";
  protected override readonly kind = "invoices";
  protected override readonly skeletonRows = 8;
  readonly #beside: Neighbors;
  #wanted = step;

  constructor(host: WorkspaceElement, beside: Neighbors) {
    super(host);
    this.#beside = beside;
  }

  reset(): void {
    this.#wanted = step;
  }

  protected get heading(): string {
    return this.host.t.invoices.title;
  }

  protected load(signal: AbortSignal): Promise<Page<InvoiceItem>> {
    const { api, workspace } = this.host;
    return readPages(Math.max(this.#wanted, leastRead), (slice) => api.invoices(workspace, slice, signal));
  }

  async #showMore(shown: number): Promise<void> {
    const { host, data } = this;
    this.#wanted = shown + step;
    if (data.value?.nextCursor && data.value.items.length < this.#wanted) await data.run();
    else host.requestUpdate();
    await host.updateComplete;
    const rows = host.renderRoot.querySelectorAll<HTMLElement>("#invoices tbody tr");
    if (rows.length <= shown) return;
    host.announce(host.t.invoices.shown(rows.length, data.value?.total ?? 0));
    // Where reading goes on.
    rows[shown]?.querySelector("button")?.focus();
  }

  protected body({ items, total }: Page<InvoiceItem>): TemplateResult {
    const { t, summary } = this.host;
    if (items.length === 0)
      return renderBlank(
        this.#beside.details.isWaiting
          ? t.invoices.waiting
          : summary.value && summary.value.lastClosedMonth === undefined
            ? t.invoices.first(summary.value.currentMonth.month)
            : t.invoices.none,
      );
    const { columns } = t;
    const shown = items.slice(0, this.#wanted);
    const models = new Set(shown.map(({ licenseModel }) => licenseModel));
    return html`${this.#renderDue(items)}
    ${renderTable(
      "invoices-title",
      this.data.pending,
      [
        column(columns.number),
        column(columns.month),
        column(columns.licenses, "number licenses"),
        column(columns.gross, "number amount"),
        column(columns.status),
        actionsColumn(t),
      ],
      shown.map((invoice, index) => this.#renderRow(invoice, index === 0, models.size > 1)),
    )}
    ${
      shown.length < total
        ? html`<div class="pager" part="pager">
            <div class="muted">${t.invoices.shown(shown.length, total)}</div>
            ${renderButton(t.invoices.more, () => void this.#showMore(shown.length), { isOff: this.data.pending })}
          </div>`
        : nothing
    }`;
  }

  /** What is to be paid, before the list that it sums up. */
  #renderDue(items: readonly InvoiceItem[]): TemplateResult | typeof nothing {
    const { t, format } = this.host;
    const sumOf = (invoices: readonly InvoiceItem[]) => {
      const sums = new Map<string, number>();
      for (const { gross } of invoices) sums.set(gross.currency, (sums.get(gross.currency) ?? 0) + gross.minor);
      return format.list([...sums].map(([currency, minor]) => format.money({ currency, minor })));
    };
    const unpaid = items.filter(isUnpaid);
    if (unpaid.length === 0) return nothing;
    const overdue = unpaid.filter(({ status }) => status === "overdue");
    const text = t.invoices.due(unpaid.length, sumOf(unpaid), overdue.length, sumOf(overdue));
    return html`<p class="due">
      ${overdue.length > 0 ? renderStatus("overdue", icons.warning, text) : renderStatus("open", icons.inactive, text)}
    </p>`;
  }

  /** `isMixed`: licenses of both models stand below each other. */
  #renderRow(invoice: InvoiceItem, isNewest: boolean, isMixed: boolean): TemplateResult {
    const { t, format, api, workspace } = this.host;
    const { number, type, status, gross, licenses, licenseModel, mails, corrects } = invoice;
    const { downloads, sending, mailbox } = this.#beside;
    const isCredit = type === "credit-note";
    const isAgain = wasSent(mails);
    const isUrgent = isUndelivered(mails);
    // Where it makes sense, so that the list is calm: any invoice can be downloaded.
    const isOffered = isNewest || isUrgent || (!isAgain && isUnpaid(invoice));
    const send =
      mailbox.canSend && isOffered
        ? renderButton(t.mails.open, () => sending.open(invoice), {
            name: t.mails.title(number, isAgain),
            kind: isUrgent ? "" : "quiet",
          })
        : nothing;
    return html`<tr role="row" part="invoice-row" data-id=${number}>
      <th scope="row" role="rowheader" class="name">
        <bdi class="whole">${number}</bdi>
        ${corrects ? html`<div class="muted small">${t.invoices.creditNote(corrects)}</div>` : nothing}
      </th>
      <td role="cell" class="month">${format.monthAndYear(invoice.month)}</td>
      <td role="cell" class="number licenses">
        ${
          isMixed
            ? t.licensesOf(licenses, licenseModel)
            : html`${cardLabel(t, t.columns.licenses)}${format.number(licenses)}`
        }
      </td>
      <td role="cell" class="number amount ${status === "canceled" ? "muted" : ""}">
        ${isCredit ? format.moneyDifference({ ...gross, minor: -gross.minor }) : format.money(gross)}
        <span class="label">${t.invoices.gross}</span>
      </td>
      <td role="cell" class="state">${this.#renderStatus(invoice)} ${renderMails(this.host, mails)}</td>
      <td role="cell" class="act">
        ${send}
        ${(["pdf", "xml"] as const).map((file) =>
          downloads.render(t.fileFormats[file], t.invoices.download(t.fileFormats[file], number), () =>
            api.invoiceFile(workspace, number, file),
          ),
        )}
      </td>
    </tr>`;
  }

  #renderStatus({ type, status, dueOn, paidOn, creditNote }: InvoiceItem): TemplateResult {
    const { invoices } = this.host.t;
    const isInvoice = type === "invoice";
    switch (status) {
      case "open":
        return renderStatus(status, icons.inactive, isInvoice ? invoices.open(dueOn) : invoices.toPayBack);
      case "overdue":
        return renderStatus(status, icons.warning, invoices.overdue(dueOn));
      case "paid":
        // A credit note is paid back, or stands against an invoice that was not paid.
        return renderStatus(
          status,
          icons.done,
          isInvoice ? invoices.paid(paidOn) : paidOn ? invoices.paidBack(paidOn) : invoices.settled,
        );
      case "canceled":
        return renderStatus(status, icons.removed, invoices.canceled(creditNote));
    }
  }
}

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

  /** As many as were shown before, or were asked for. */
  protected load(signal: AbortSignal): Promise<Page<InvoiceItem>> {
    const { api, workspace } = this.host;
    return readPages(this.#wanted, (slice) => api.invoices(workspace, slice, signal));
  }

  async #showMore(shown: number): Promise<void> {
    const { host } = this;
    this.#wanted = shown + step;
    await this.data.run();
    await host.updateComplete;
    const { items = [], total = 0 } = this.data.value ?? {};
    if (items.length <= shown) return;
    host.announce(host.t.invoices.shown(items.length, total));
    // Where reading goes on.
    host.renderRoot.querySelectorAll<HTMLElement>("#invoices tbody tr")[shown]?.querySelector("button")?.focus();
  }

  protected body({ items, total, nextCursor }: Page<InvoiceItem>): TemplateResult {
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
    const models = new Set(items.map(({ licenseModel }) => licenseModel));
    return html`${renderTable(
      "invoices-title",
      this.data.pending,
      [
        column(columns.number),
        column(columns.month),
        column(columns.licenses, "number licenses"),
        column(columns.gross, "number"),
        column(columns.status),
        actionsColumn(t),
      ],
      items.map((invoice) => this.#renderRow(invoice, models.size > 1)),
    )}
    ${
      nextCursor
        ? html`<div class="pager" part="pager">
            <div class="muted">${t.invoices.shown(items.length, total)}</div>
            ${renderButton(t.invoices.more, () => void this.#showMore(items.length), { isOff: this.data.pending })}
          </div>`
        : nothing
    }`;
  }

  /** `isMixed`: licenses of both models stand below each other. */
  #renderRow(invoice: InvoiceItem, isMixed: boolean): TemplateResult {
    const { t, format, api, workspace } = this.host;
    const { number, type, gross, licenses, licenseModel, mails, corrects } = invoice;
    const { downloads, sending, mailbox } = this.#beside;
    const isCredit = type === "credit-note";
    const isAgain = wasSent(mails);
    const isUrgent = isUndelivered(mails);
    const send = mailbox.canSend
      ? renderButton(t.mails.open(isAgain), () => sending.open(invoice), {
          name: t.mails.title(number, isAgain),
          kind: isUrgent ? "" : "quiet",
        })
      : nothing;
    return html`<tr role="row" part="invoice-row" data-id=${number}>
      <th scope="row" role="rowheader" class="name">
        <span class="whole">${number}</span>
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
      <td role="cell" class="number amount">
        ${cardLabel(t, t.columns.gross)}${isCredit ? format.moneyDifference({ ...gross, minor: -gross.minor }) : format.money(gross)}
      </td>
      <td role="cell" class="state">
        ${this.#renderStatus(invoice)} ${renderMails(this.host, mails)} ${isUrgent ? send : nothing}
      </td>
      <td role="cell" class="act">
        ${(["pdf", "xml"] as const).map((file) =>
          downloads.render(t.fileFormats[file], t.invoices.download(t.fileFormats[file], number), () =>
            api.invoiceFile(workspace, number, file),
          ),
        )}
        ${isUrgent ? nothing : html`<div class="small">${send}</div>`}
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

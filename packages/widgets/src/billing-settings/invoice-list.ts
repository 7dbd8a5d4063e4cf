import type { InvoiceItem, Page } from "@seatbook/server/contract";
import { html, nothing, type TemplateResult } from "lit";
import { renderBlank } from "../internal/blank.ts";
import { renderButton } from "../internal/button.ts";
import type { Downloads } from "../internal/downloads.ts";
import { icons } from "../internal/icons.ts";
import { renderTable } from "../internal/list-table.ts";
import { mark, renderMarked } from "../internal/marked.ts";
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
    const { t, format, summary } = this.host;
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
    return html`${this.#renderDue(items)}
    ${renderTable(t, {
      titleId: "invoices-title",
      isBusy: this.data.pending,
      part: "invoice-row",
      items: shown,
      idOf: ({ number }) => number,
      columns: [
        { title: columns.number, kind: "name", cell: (invoice) => this.#renderNumber(invoice) },
        { title: columns.month, kind: "month", cell: ({ month }) => format.monthAndYear(month) },
        {
          title: columns.licenses,
          kind: "number licenses",
          cell: ({ licenses, licenseModel }) => t.licensesOf(licenses, licenseModel),
        },
        { title: columns.gross, kind: "number amount", cell: (invoice) => this.#renderAmount(invoice) },
        {
          title: columns.status,
          kind: "state",
          cell: (invoice) => html`${this.#renderStatus(invoice)} ${renderMails(this.host, invoice.mails)}`,
        },
        { title: t.actions, kind: "act", cell: (invoice) => this.#renderActions(invoice, invoice === shown[0]) },
      ],
    })}
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

  #renderNumber({ number, corrects }: InvoiceItem): TemplateResult {
    const { t } = this.host;
    return html`<bdi class="whole">${number}</bdi>
      ${corrects ? html`<div class="muted small">${renderMarked(t.invoices.creditNote(mark(corrects)))}</div>` : nothing}`;
  }

  #renderAmount({ type, status, gross }: InvoiceItem): TemplateResult {
    const { t, format } = this.host;
    const amount =
      type === "credit-note" ? format.moneyDifference({ ...gross, minor: -gross.minor }) : format.money(gross);
    return html`<span class=${status === "canceled" ? "muted" : ""}>${amount}</span>
      <span class="label">${t.invoices.gross}</span>`;
  }

  #renderActions(invoice: InvoiceItem, isNewest: boolean): unknown[] {
    const { t, api, workspace } = this.host;
    const { number, mails } = invoice;
    const { downloads, sending, mailbox } = this.#beside;
    const isAgain = wasSent(mails);
    const isUrgent = isUndelivered(mails);
    // Where it makes sense, so that the list is calm: any invoice can be downloaded.
    const isOffered = isNewest || isUrgent || (!isAgain && isUnpaid(invoice));
    return [
      mailbox.canSend && isOffered
        ? renderButton(t.mails.open, () => sending.open(invoice), {
            name: t.mails.title(number, isAgain),
            kind: isUrgent ? "" : "quiet",
          })
        : nothing,
      (["pdf", "xml"] as const).map((file) =>
        downloads.render(t.fileFormats[file], t.invoices.download(t.fileFormats[file], number), () =>
          api.invoiceFile(workspace, number, file),
        ),
      ),
    ];
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
        return renderStatus(status, icons.removed, renderMarked(invoices.canceled(creditNote && mark(creditNote))));
    }
  }
}

import type { InvoiceItem, Mailbox } from "@seatbook/server/contract";
import { html, type TemplateResult } from "lit";
import { Modal } from "../internal/modal.ts";
import { renderMails, wasSent } from "./invoice-mails.ts";

/** Mails an invoice to the mailbox, after saying to whom it goes and went. */
export class SendInvoiceDialog extends Modal<InvoiceItem, Mailbox> {
  protected readonly name = "send-dialog";

  protected load(_invoice: InvoiceItem, signal: AbortSignal): Promise<Mailbox> {
    return this.host.api.mailbox(this.host.workspace, signal);
  }

  protected title({ number, mails }: InvoiceItem): string {
    return this.host.t.mails.title(number, wasSent(mails));
  }

  protected body({ type, month, gross, mails }: InvoiceItem, { mailbox }: Mailbox): TemplateResult {
    const { t, format } = this.host;
    return html`<p>${t.mails.effect(type, month, format.money(gross), format.list(mailbox))}</p>
      ${renderMails(this.host, mails)}`;
  }

  protected buttons(_invoice: InvoiceItem, mailbox: Mailbox | undefined): TemplateResult {
    const { t } = this.host;
    return html`${this.renderCancel(t.cancel)} ${this.renderConfirm(t.mails.confirm, "primary", mailbox)}`;
  }

  protected override permitted({ number }: InvoiceItem): boolean {
    return this.host.permits("invoice-send", { workspace: this.host.workspace, number });
  }

  protected override async act({ number }: InvoiceItem, { mailbox }: Mailbox): Promise<() => Promise<void>> {
    const { host } = this;
    const { workspace, t, format } = host;
    await host.api.sendInvoice(workspace, number);
    return () =>
      host.finish("invoice-sent", { text: t.mails.done(number, format.list(mailbox)) }, { workspace, number });
  }
}

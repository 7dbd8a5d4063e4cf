import type { Mailbox } from "@seatbook/server/contract";
import { html, nothing, type TemplateResult } from "lit";
import { actorName } from "../internal/actor-name.ts";
import { breakable } from "../internal/breakable.ts";
import { renderButton } from "../internal/button.ts";
import { icons } from "../internal/icons.ts";
import { renderMessage } from "../internal/message.ts";
import { Section } from "../internal/section.ts";
import { renderStatus } from "../internal/status.ts";
import type { WorkspaceElement } from "../internal/workspace-element.ts";
import { renderMails } from "./invoice-mails.ts";
import type { MailboxDialog } from "./mailbox-dialog.ts";

type Change = NonNullable<Mailbox["change"]>;

/** The addresses that invoices are mailed to, and the change that waits for its confirmation. */
export class MailboxSection extends Section<Mailbox> {
  protected readonly name = "mailbox";
  protected override readonly kind = "card";
  protected override readonly skeletonRows = 2;
  readonly #changing: MailboxDialog;

  constructor(host: WorkspaceElement, changing: MailboxDialog) {
    super(host);
    this.#changing = changing;
  }

  /** Nothing to show where invoices are not mailed and no mailbox is set. */
  get isShown(): boolean {
    const summary = this.host.summary.value;
    if (summary?.licenseModel === "user" || summary?.nextLicenseModel === "user") return true;
    const { mailbox, change, expiredChange } = this.data.value ?? { mailbox: [] };
    return Boolean(change ?? expiredChange ?? mailbox[0]);
  }

  /** Whether an invoice can be mailed, by this session. */
  get canSend(): boolean {
    const { mailbox, mailed } = this.data.value ?? { mailbox: [] };
    return mailed === true && mailbox.length > 0 && this.host.may("billing.manage");
  }

  protected get heading(): string {
    return this.host.t.mailbox.title;
  }

  protected load(signal: AbortSignal): Promise<Mailbox> {
    return this.host.api.mailbox(this.host.workspace, signal);
  }

  #mayChange({ accountingContact }: Mailbox): boolean {
    return accountingContact === undefined && this.host.may("billing.manage");
  }

  protected override actions(mailbox: Mailbox): TemplateResult | typeof nothing {
    const { t } = this.host;
    return this.#mayChange(mailbox)
      ? renderButton(t.mailbox.open, () => this.#changing.open(true), { name: t.mailbox.heading })
      : nothing;
  }

  protected body(data: Mailbox): TemplateResult {
    const { t } = this.host;
    const { mailbox, mailed, change, expiredChange, accountingContact } = data;
    return html`${
      mailbox.length === 0
        ? mailed
          ? renderMessage("warning", t.mailbox.missing, { isAlert: false })
          : html`<p class="muted">${t.mailbox.unused}</p>`
        : html`<div>
            <p class="muted">${mailed ? t.mailbox.used : t.mailbox.unused}</p>
            <ul>
              ${mailbox.map((address) => html`<li>${breakable(address)}</li>`)}
            </ul>
          </div>`
    }
    ${change ? this.#renderChange(change, data) : nothing}
    ${expiredChange ? this.#renderExpired(expiredChange, data) : nothing}
    ${
      accountingContact
        ? html`<p class="muted">
            ${t.mailbox.contact}<br /><bdi>${accountingContact.name}</bdi><br /><a
              href="mailto:${accountingContact.email}"
              >${breakable(accountingContact.email)}</a
            ><br />${accountingContact.phone}
          </p>`
        : nothing
    }`;
  }

  #renderChange({ mailbox, requestedAt, requestedBy, expiresAt }: Change, data: Mailbox): TemplateResult {
    const { t, isSaving: isOff } = this.host;
    return html`<div class="message change" part="mailbox-change">
      <p><strong>${t.mailbox.waiting}</strong></p>
      <ul>
        ${mailbox.map(
          ({ address, confirmed, mail }) =>
            html`<li>
              <span>${breakable(address)}</span>
              ${
                confirmed
                  ? renderStatus("active", icons.done, t.mailbox.confirmed)
                  : renderStatus("inactive", icons.inactive, t.mailbox.unconfirmed)
              }
              ${mail && !confirmed ? renderMails(this.host, [mail]) : nothing}
            </li>`,
        )}
      </ul>
      <p class="muted small">
        ${t.mailbox.requested(actorName(t, requestedBy), requestedAt, expiresAt)}
        ${data.mailbox.length > 0 ? t.mailbox.above : nothing}
      </p>
      ${
        this.#mayChange(data)
          ? html`<div class="actions">
              ${renderButton(t.mailbox.resend, () => void this.#resend(mailbox), { isOff })}
              ${renderButton(t.mailbox.withdraw, () => void this.#withdraw(mailbox), { isOff })}
            </div>`
          : nothing
      }
    </div>`;
  }

  #renderExpired({ mailbox }: NonNullable<Mailbox["expiredChange"]>, data: Mailbox): TemplateResult {
    const { t, format, isSaving: isOff } = this.host;
    return renderMessage("warning", t.mailbox.expired(format.list(mailbox)), {
      isAlert: false,
      button: this.#mayChange(data)
        ? renderButton(t.mailbox.askAgain, () => void this.#askAgain(mailbox, data.mailbox), { isOff })
        : nothing,
    });
  }

  async #askAgain(mailbox: string[], inForce: string[]): Promise<void> {
    const { api, workspace, t, format } = this.host;
    const unconfirmed = mailbox.filter((address) => !inForce.includes(address));
    await this.host.perform(
      ["mailbox-change", "mailbox-change-requested"],
      { workspace, mailbox },
      () => api.changeMailbox(workspace, mailbox),
      t.mailbox.resent(format.list(unconfirmed)),
    );
  }

  async #resend(addresses: Change["mailbox"]): Promise<void> {
    const { api, workspace, t, format } = this.host;
    const waiting = addresses.flatMap(({ address, confirmed }) => (confirmed ? [] : [address]));
    await this.host.perform(
      ["mailbox-confirmation-resend", "mailbox-confirmation-resent"],
      { workspace, mailbox: waiting },
      () => api.resendMailboxConfirmation(workspace),
      t.mailbox.resent(format.list(waiting)),
    );
  }

  async #withdraw(addresses: Change["mailbox"]): Promise<void> {
    const { api, workspace, t } = this.host;
    await this.host.perform(
      ["mailbox-change-withdraw", "mailbox-change-withdrawn"],
      { workspace, mailbox: addresses.map(({ address }) => address) },
      () => api.withdrawMailboxChange(workspace),
      t.mailbox.withdrawn,
    );
  }
}

import { isEmail } from "@seatbook/core";
import type { Mailbox } from "@seatbook/server/contract";
import { html, nothing, type TemplateResult } from "lit";
import type { FieldError } from "../client/client.ts";
import { FormModal } from "../internal/form-modal.ts";

const mostAddresses = 20;

/** Asks for another mailbox, after saying that each new address has to confirm it. */
export class MailboxDialog extends FormModal<Mailbox, string[]> {
  protected readonly name = "mailbox-dialog";

  protected load(_subject: true, signal: AbortSignal): Promise<Mailbox> {
    return this.host.api.mailbox(this.host.workspace, signal);
  }

  protected title(): string {
    return this.host.t.mailbox.heading;
  }

  protected get saveLabel(): string {
    return this.host.t.mailbox.confirm;
  }

  protected form({ mailbox, change }: Mailbox): TemplateResult {
    const { t } = this.host;
    return html`<p>
        ${t.mailbox.effect} ${mailbox.length === 0 ? nothing : t.mailbox.kept} ${change ? t.mailbox.replaces : nothing}
      </p>
      ${this.renderField({
        name: "mailbox",
        label: t.mailbox.addresses,
        value: (change?.mailbox.map(({ address }) => address) ?? mailbox).join("\n"),
        hint: t.mailbox.hint(mostAddresses),
        rows: 4,
      })}`;
  }

  protected read(text: (name: string) => string): string[] {
    return [
      ...new Set(
        text("mailbox")
          .split(/[\s,;]+/)
          .filter(Boolean),
      ),
    ];
  }

  protected override check(addresses: string[]): FieldError[] {
    const { t } = this.host;
    const messages = addresses.filter((address) => !isEmail(address)).map(t.mailbox.invalid);
    if (addresses.length > mostAddresses) messages.push(t.mailbox.tooMany(mostAddresses));
    return messages.map((message) => ({ field: "mailbox", message }));
  }

  protected override permitted(): boolean {
    return this.host.permits("mailbox-change", this.#detail);
  }

  get #detail() {
    return { workspace: this.host.workspace, mailbox: this.input ?? [] };
  }

  protected override async act(): Promise<() => Promise<void>> {
    const { host } = this;
    const { t, format } = host;
    const detail = this.#detail;
    const { mailbox, change } = await host.api.changeMailbox(detail.workspace, detail.mailbox);
    const waiting = change?.mailbox.flatMap(({ address, confirmed }) => (confirmed ? [] : [address]));
    const text = waiting ? t.mailbox.done(format.list(waiting)) : t.mailbox.now(format.list(mailbox));
    return () => host.finish("mailbox-change-requested", detail, { text });
  }
}

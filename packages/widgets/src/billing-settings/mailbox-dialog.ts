import { isSameMailbox } from "@seatbook/core";
import type { Mailbox } from "@seatbook/server/contract";
import { html, type TemplateResult } from "lit";
import type { FieldError } from "../client/client.ts";
import { FormModal } from "../internal/form-modal.ts";
import type { Translation } from "../translations/en.ts";

const mostAddresses = 20;

/** What is plainly none is told at once; the finer points are the server's. */
const looksLikeEmail = /^[^\s@]+@[^\s@]+$/;

/** What comes of what is typed: nothing, a change that waits for confirmation, one that is in force at once, or the end of the
 *  one that waits. Source: `decideMailbox` of core. */
type Outcome = keyof Translation["mailbox"]["confirm"];

/** Asks for another mailbox, after saying what will come of it. */
export class MailboxDialog extends FormModal<Mailbox, string[]> {
  protected readonly name = "mailbox-dialog";

  protected load(_subject: true, signal: AbortSignal): Promise<Mailbox> {
    return this.host.api.mailbox(this.host.workspace, signal);
  }

  protected title(): string {
    return this.host.t.mailbox.heading;
  }

  protected get saveLabel(): string {
    return this.host.t.mailbox.confirm[this.consequence];
  }

  protected override get isUnchanged(): boolean {
    return this.consequence === "none";
  }

  protected override get consequence(): Outcome {
    const { input, data } = this;
    if (!input || !data.value) return "none";
    const { mailbox, change } = data.value;
    if (isSameMailbox(input, change ? addressesOf(change) : mailbox)) return "none";
    if (isSameMailbox(input, mailbox)) return "withdrawn";
    return input.length > 0 && input.every((address) => mailbox.includes(address)) ? "now" : "asked";
  }

  protected get needed(): string {
    return this.host.t.mailbox.needed;
  }

  protected form({ mailbox, change }: Mailbox): TemplateResult {
    const { t } = this.host;
    return html`<p aria-live="polite">
        ${t.mailbox.effect(this.consequence, mailbox.length > 0, change !== undefined)}
      </p>
      ${this.renderField({
        name: "mailbox",
        label: t.mailbox.addresses,
        value: (change ? addressesOf(change) : mailbox).join("\n"),
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
    const messages = addresses.filter((address) => !looksLikeEmail.test(address)).map(t.mailbox.invalid);
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
    const outcome = this.consequence;
    const { mailbox, change } = await host.api.changeMailbox(detail.workspace, detail.mailbox);
    const waiting = change?.mailbox.flatMap(({ address, confirmed }) => (confirmed ? [] : [address]));
    const text = waiting
      ? t.mailbox.done(format.list(waiting))
      : outcome === "withdrawn"
        ? t.mailbox.withdrawn
        : t.mailbox.now(format.list(mailbox));
    return () => host.finish("mailbox-change-requested", { text }, detail);
  }
}

const addressesOf = ({ mailbox }: NonNullable<Mailbox["change"]>) => mailbox.map(({ address }) => address);

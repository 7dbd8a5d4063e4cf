import type { BillingDetails } from "@seatbook/server/contract";
import { html, nothing, type TemplateResult } from "lit";
import { renderButton } from "../internal/button.ts";
import { renderMessage } from "../internal/message.ts";
import { Section } from "../internal/section.ts";
import type { WorkspaceElement } from "../internal/workspace-element.ts";
import type { BillingDetailsDialog } from "./billing-details-dialog.ts";

/** Whom the invoices are addressed to, and what is missing for one. */
export class BillingDetailsSection extends Section<BillingDetails> {
  protected readonly name = "billing-details";
  protected override readonly kind = "card";
  readonly #editing: BillingDetailsDialog;

  constructor(host: WorkspaceElement, editing: BillingDetailsDialog) {
    super(host);
    this.#editing = editing;
  }

  /** Whether invoices wait for what is missing. */
  get isWaiting(): boolean {
    return (this.data.value?.missing.length ?? 0) > 0;
  }

  protected get heading(): string {
    return this.host.t.details.title;
  }

  protected load(signal: AbortSignal): Promise<BillingDetails> {
    return this.host.api.billingDetails(this.host.workspace, signal);
  }

  protected override actions(): TemplateResult | typeof nothing {
    const { t } = this.host;
    return this.host.may("billing.manage")
      ? renderButton(t.details.open, () => this.#editing.open(true), { name: t.details.heading })
      : nothing;
  }

  protected body({ name, addressLines, vatId, reference, language, tax, missing }: BillingDetails): TemplateResult {
    const { t, format } = this.host;
    const given: [string, unknown][] = [
      [t.details.name, html`<bdi>${name}</bdi>`],
      [t.details.address, addressLines?.map((line) => html`<div><bdi>${line}</bdi></div>`)],
      [t.details.vatId, vatId],
      [t.details.reference, reference && html`<bdi>${reference}</bdi>`],
      [t.details.language, language && format.nameOf("language", language)],
    ];
    const facts = [
      ...(name === undefined ? [] : given),
      ...(tax ? [[t.details.tax, t.details.charged(tax)] as const] : []),
    ];
    return html`${missing.length === 0 ? nothing : this.#renderMissing(missing)}
      <dl class="facts">
        ${facts.map(
          ([term, fact]) =>
            html`<div>
              <dt>${term}</dt>
              <dd>${fact ?? html`<span class="muted">${t.details.none}</span>`}</dd>
            </div>`,
        )}
      </dl>`;
  }

  #renderMissing(missing: BillingDetails["missing"]): TemplateResult {
    const { t } = this.host;
    const known: Record<string, string> = t.details.missingFields;
    const what = missing.map(({ field, message }) => known[field] ?? message);
    return renderMessage("warning", t.details.missing(what), { isAlert: false });
  }
}

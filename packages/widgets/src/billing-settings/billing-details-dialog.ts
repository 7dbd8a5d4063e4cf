import type { BillingDetails } from "@seatbook/server/contract";
import { html, nothing, type TemplateResult } from "lit";
import type { BillingDetailsInput } from "../client/client.ts";
import { countryName, countryNames } from "../internal/countries.ts";
import { type Field, FormModal } from "../internal/form-modal.ts";
import { icons } from "../internal/icons.ts";

type Address = BillingDetailsInput["address"];

/** What invoices and mails can be written in. */
const languages = ["en", "de", "fr"] as const;

const languageOf = (tag: string) => languages.find((language) => language === tag) ?? "en";

/** What a VAT id begins with where that is not just the country's code; the usual one first. */
const vatPrefixes: Record<string, string> = {
  CH: "CHE",
  GB: "GB XI",
  GR: "EL",
  MC: "FR",
  XI: "XI GB",
};

const vatPrefixesOf = (country: string) => (vatPrefixes[country] ?? country).split(" ");

/** Edits whom the invoices are addressed to. */
export class BillingDetailsDialog extends FormModal<BillingDetails, BillingDetailsInput> {
  protected readonly name = "billing-details-dialog";

  protected load(_subject: true, signal: AbortSignal): Promise<BillingDetails> {
    return this.host.api.billingDetails(this.host.workspace, signal);
  }

  protected title(): string {
    return this.host.t.details.heading;
  }

  protected get saveLabel(): string {
    return this.host.t.details.confirm;
  }

  protected get needed(): string {
    return this.host.t.details.needed;
  }

  protected form({ name, address, vatId, reference, language, required, countries }: BillingDetails): TemplateResult {
    const { t, format } = this.host;
    const labels = t.details;
    const part = (key: keyof Address, autocomplete: AutoFill, options?: Partial<Field>) =>
      this.renderField({
        name: `address.${key}`,
        label: labels[key],
        value: address?.[key],
        autocomplete,
        ...options,
      });
    return html`<p>${labels.effect}</p>
      ${this.renderField({ name: "name", label: labels.name, value: name, autocomplete: "billing organization" })}
      ${part("line1", "billing address-line1")} ${part("line2", "billing address-line2", { isOptional: true })}
      <div class="fields">${part("postalCode", "billing postal-code")} ${part("city", "billing address-level2")}</div>
      ${part("country", "billing country", { choices: [["", labels.choose], ...countryNames(this.host, countries)] })}
      ${this.renderField({
        name: "vatId",
        label: labels.vatId,
        value: vatId,
        hint: html`${labels.vatIdHint} ${this.#renderDoubt()}`,
        isOptional: !required.includes("vatId"),
      })}
      ${this.renderField({
        name: "reference",
        label: labels.reference,
        value: reference,
        hint: labels.referenceHint,
        isOptional: true,
      })}
      ${this.renderField({
        name: "language",
        label: labels.language,
        value: language ?? languageOf(format.locale.slice(0, 2)),
        hint: labels.languageHint,
        choices: languages.map((each) => [each, format.nameOf("language", each)]),
      })}`;
  }

  /** The country of the address, where the VAT id begins like that of another one. A company may well be registered there. */
  protected override get consequence(): string | undefined {
    const { vatId = "", address } = this.input ?? this.data.value ?? {};
    const country = address?.country;
    if (!country || !/^[A-Z]{2}./.test(vatId)) return undefined;
    return vatPrefixesOf(country).some((prefix) => vatId.startsWith(prefix)) ? undefined : country;
  }

  #renderDoubt(): TemplateResult | typeof nothing {
    const country = this.consequence;
    if (!country) return nothing;
    const text = this.host.t.details.vatIdDoubt(countryName(this.host, country), vatPrefixesOf(country)[0] ?? country);
    return html`<span class="doubt">${icons.warning} <span>${text}</span></span>`;
  }

  protected read(text: (name: string) => string): BillingDetailsInput {
    const part = (name: keyof Address) => text(`address.${name}`);
    const line2 = part("line2");
    // Written with blanks on paper, without them everywhere else.
    const vatId = text("vatId").replaceAll(/\s/g, "").toUpperCase();
    const reference = text("reference");
    return {
      name: text("name"),
      address: {
        line1: part("line1"),
        ...(line2 && { line2 }),
        postalCode: part("postalCode"),
        city: part("city"),
        country: part("country"),
      },
      ...(vatId && { vatId }),
      ...(reference && { reference }),
      language: languageOf(text("language")),
    };
  }

  protected override permitted(): boolean {
    return this.input !== undefined && this.host.permits("billing-details-save", this.#detailOf(this.input));
  }

  #detailOf(details: BillingDetailsInput) {
    return { workspace: this.host.workspace, details };
  }

  protected override async act(): Promise<() => Promise<void>> {
    const { host, input } = this;
    if (!input) return () => Promise.resolve();
    const detail = this.#detailOf(input);
    await host.api.saveBillingDetails(detail.workspace, input);
    return () => host.finish("billing-details-saved", { text: host.t.details.done }, detail);
  }
}

import { html, nothing, type TemplateResult } from "lit";
import { ClientError, type FieldError } from "../client/client.ts";
import { icons } from "./icons.ts";
import { renderMessage } from "./message.ts";
import { Modal } from "./modal.ts";

export interface Field {
  /** Its path in the input, for example `address.city`. */
  name: string;
  label: string;
  value: string | undefined;
  autocomplete?: AutoFill;
  /** What to know before filling it in. */
  hint?: unknown;
  isOptional?: boolean;
  /** What to choose from, instead of typing. */
  choices?: readonly (readonly [value: string, label: string])[];
  /** How many lines it has, when there can be several. */
  rows?: number;
}

/** A dialog with a form. What is not valid, to us or to the server, is said at its field, and the first one gets the focus;
 *  what was typed stays. */
export abstract class FormModal<Data, Input> extends Modal<true, Data> {
  protected override readonly nextStep = "[aria-invalid=true]";
  /** What is typed; undefined before anything was. */
  protected input: Input | undefined;
  #fields: string[] = [];

  override open(subject: true): void {
    this.input = undefined;
    super.open(subject);
  }

  protected body(_subject: true, data: Data): TemplateResult {
    this.#fields = [];
    return html`<form
      id="${this.name}-form"
      class="form"
      novalidate
      @input=${({ currentTarget }: Event) => {
        const before = this.consequence;
        if (currentTarget instanceof HTMLFormElement) this.input = this.read(textsOf(currentTarget));
        if (this.consequence !== before) this.host.requestUpdate();
      }}
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        if (event.target instanceof HTMLFormElement) void this.#submit(data, event.target);
      }}
    >
      ${this.form(data)}
    </form>`;
  }

  async #submit(data: Data, form: HTMLFormElement): Promise<void> {
    if (this.saving) return;
    const text = textsOf(form);
    const empty = [...form.querySelectorAll<HTMLInputElement>("[required]")].filter(({ name }) => text(name) === "");
    this.input = this.read(text);
    const errors = [...empty.map(({ name }) => ({ field: name, message: this.needed })), ...this.check(this.input)];
    await (errors.length === 0 ? this.confirm(data) : this.fail(new ClientError("invalid-input", 422, "", errors)));
  }

  protected buttons(_subject: true, data: Data | undefined): TemplateResult {
    return html`${this.renderCancel(this.host.t.cancel)}
    ${this.renderConfirm(this.saveLabel, "primary", data, this.isUnchanged, `${this.name}-form`)}`;
  }

  protected override renderFailure(failure: unknown): TemplateResult {
    const errors = this.#errors;
    if (errors.length === 0) return super.renderFailure(failure);
    const { t } = this.host;
    const elsewhere = errors.filter((error) => !this.#fields.some((name) => isAbout(error, name)));
    const atFields = elsewhere.length < errors.length ? [t.lookAtFields] : [];
    return renderMessage("error", [t.notSaved, ...atFields, ...elsewhere.map(({ message }) => message)].join(" "));
  }

  /** What is wrong, field by field, in our words where we have them. */
  get #errors(): FieldError[] {
    const { failure, host } = this;
    if (!(failure instanceof ClientError)) return [];
    return failure.errors.map(({ field, message }) => ({ field, message: host.wordsFor(failure.code, message) }));
  }

  protected renderField(field: Field): TemplateResult {
    const { name, label, value = "", autocomplete = "off", hint, isOptional = false, rows } = field;
    this.#fields.push(name);
    const id = `${this.name}-${name}`;
    const messages = this.#errors.flatMap((error) => (isAbout(error, name) ? [error.message] : []));
    const isInvalid = messages.length > 0;
    const describedBy = [isInvalid && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ") || nothing;
    const control = field.choices
      ? html`<select
          id=${id}
          name=${name}
          autocomplete=${autocomplete}
          ?required=${!isOptional}
          aria-describedby=${describedBy}
          aria-invalid=${String(isInvalid)}
        >
          ${field.choices.map(([each, text]) => html`<option value=${each} .selected=${each === value}>${text}</option>`)}
        </select>`
      : rows
        ? html`<textarea
            id=${id}
            name=${name}
            autocomplete=${autocomplete}
            ?required=${!isOptional}
            aria-describedby=${describedBy}
            aria-invalid=${String(isInvalid)}
            rows=${rows}
            spellcheck="false"
            .value=${value}
          ></textarea>`
        : html`<input
            id=${id}
            name=${name}
            autocomplete=${autocomplete}
            ?required=${!isOptional}
            aria-describedby=${describedBy}
            aria-invalid=${String(isInvalid)}
            type="text"
            .value=${value}
          />`;
    return html`<div class="field">
      <label for=${id}
        >${label} ${isOptional ? html`<span class="muted">${this.host.t.optional}</span>` : nothing}</label
      >
      ${control}
      ${
        isInvalid
          ? html`<p id="${id}-error" class="problem">${icons.warning} <span>${messages.join(" ")}</span></p>`
          : nothing
      }
      ${hint ? html`<p id="${id}-hint" class="muted small" aria-live="polite">${hint}</p>` : nothing}
    </div>`;
  }

  protected abstract get saveLabel(): string;
  protected abstract form(data: Data): TemplateResult;
  /** The input from the form's texts, each without white space around it; "" where nothing is given. */
  protected abstract read(text: (name: string) => string): Input;
  /** Why a field may not be empty. */
  protected abstract get needed(): string;

  /** What the form says about what is typed, as a value: it is shown anew when that has changed, not at each key. */
  protected get consequence(): unknown {
    return undefined;
  }

  /** Whether there is nothing to save. */
  protected get isUnchanged(): boolean {
    return false;
  }

  /** What can be told to be wrong without asking the server, besides what is needed and not given. */
  protected check(_input: Input): FieldError[] {
    return [];
  }
}

/** The texts of a form, each without white space around it. */
function textsOf(form: HTMLFormElement): (name: string) => string {
  const controls = [...form.querySelectorAll<HTMLInputElement>("[name]")];
  return (wanted) => controls.find(({ name }) => name === wanted)?.value.trim() ?? "";
}

/** Whether an error is about a field, or about something in it. */
const isAbout = ({ field }: FieldError, name: string) => field === name || field.startsWith(`${name}.`);

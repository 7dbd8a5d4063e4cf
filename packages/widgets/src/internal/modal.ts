import { html, nothing, type ReactiveController, type TemplateResult } from "lit";
import { renderButton } from "./button.ts";
import { holdRow } from "./hold-row.ts";
import { Loader } from "./loader.ts";
import { renderMessage } from "./message.ts";
import type { WorkspaceElement } from "./workspace-element.ts";

/** A native modal dialog about one subject, inside a widget: it reads what it shows, says the consequence, and acts once
 *  confirmed. Focus goes back to the opener, wherever its row is by then; Escape closes, except while saving. */
export abstract class Modal<Subject, Data> implements ReactiveController {
  readonly host: WorkspaceElement;
  readonly data: Loader<Data>;
  protected subject: Subject | undefined;
  protected saving = false;
  protected failure: unknown;
  #focusOpener: ReturnType<typeof holdRow>;

  constructor(host: WorkspaceElement) {
    this.host = host;
    host.addController(this);
    host.dialogs.push(this);
    this.data = new Loader(host, (signal) => this.load(this.#given(), signal));
  }

  get #element(): HTMLDialogElement | null | undefined {
    return this.host.shadowRoot?.querySelector<HTMLDialogElement>(`dialog#${this.name}`);
  }

  open(subject: Subject): void {
    this.subject = subject;
    this.failure = undefined;
    this.saving = false;
    this.#focusOpener = holdRow(this.host.shadowRoot?.activeElement);
    this.data.reset();
    void this.data.run();
  }

  close(): void {
    this.#element?.close();
    this.#forget();
  }

  hostUpdated(): void {
    const element = this.#element;
    if (element && !element.open) element.showModal();
  }

  hostDisconnected(): void {
    this.#forget();
  }

  #given(): Subject {
    if (this.subject === undefined) throw new Error("The dialog is closed.");
    return this.subject;
  }

  #forget(): void {
    if (this.subject === undefined) return;
    this.subject = undefined;
    this.data.reset();
    // The browser has given the focus to the element that had it, which may be another row's by now.
    this.#focusOpener?.();
  }

  /** Confirms: the host page may veto, then the action runs, then its result is told outside the dialog. */
  protected async confirm(data: Data): Promise<void> {
    const subject = this.subject;
    if (subject === undefined || this.saving) return;
    if (!this.permitted(subject, data)) {
      this.close();
      return;
    }
    this.saving = true;
    this.failure = undefined;
    let done: () => Promise<void>;
    try {
      done = await this.host.whileSaving(() => this.act(subject, data));
    } catch (error) {
      if (this.subject === subject) await this.fail(error);
      return;
    }
    if (this.subject === subject) this.close();
    await done();
  }

  /** Shows a failure, and goes to the next step where the confirming button is none any more. */
  protected async fail(error: unknown): Promise<void> {
    // What was said before goes first, so that screen readers say the same words again.
    this.failure = undefined;
    this.host.requestUpdate();
    await this.host.updateComplete;
    this.failure = error;
    this.saving = false;
    this.host.requestUpdate();
    await this.host.updateComplete;
    this.query(this.nextStep)?.focus();
  }

  render(): TemplateResult | typeof nothing {
    const { subject, data } = this;
    if (subject === undefined) return nothing;
    const titleId = `${this.name}-title`;
    return html`<dialog
      id=${this.name}
      part="dialog"
      aria-labelledby=${titleId}
      @close=${() => this.#forget()}
      @cancel=${(event: Event) => {
        event.preventDefault();
        if (!this.saving) this.close();
      }}
    >
      <div class="dialog" aria-busy=${String(data.pending || this.saving)}>
        <h2 id=${titleId} tabindex="-1" autofocus>${this.title(subject, data.value)}</h2>
        <div class="dialog-body">
          ${data.value === undefined ? this.#renderWaiting() : this.body(subject, data.value)}
        </div>
        <div class="dialog-actions">
          ${this.failure === undefined ? nothing : this.renderFailure(this.failure)}
          <div class="muted" role="status">${this.saving ? this.progress(subject, data.value) : nothing}</div>
          ${this.buttons(subject, data.value)}
        </div>
      </div>
    </dialog>`;
  }

  #renderWaiting(): TemplateResult {
    const { error, pending } = this.data;
    if (error === undefined || pending) return html`<p class="muted">${this.host.t.loading}</p>`;
    const retry = () => {
      this.focusTitle();
      void this.data.run();
    };
    return this.host.renderUnread(error, retry);
  }

  protected query(selector: string): HTMLElement | null | undefined {
    return this.#element?.querySelector<HTMLElement>(selector);
  }

  /** For when the control in use goes away. */
  protected focusTitle(): void {
    this.query("h2")?.focus();
  }

  protected renderFailure(failure: unknown): TemplateResult {
    return renderMessage("error", this.host.explain(failure));
  }

  protected renderCancel(label: string): TemplateResult {
    return renderButton(label, () => this.close(), { isOff: this.saving });
  }

  /** Not `disabled` while saving: the button in use must keep the focus. With the id of a `form` it submits that. */
  protected renderConfirm(
    label: string,
    kind: "primary" | "danger",
    data: Data | undefined,
    isOff = false,
    form?: string,
  ): TemplateResult {
    return html`<button
      class="button ${kind}"
      type=${form === undefined ? "button" : "submit"}
      form=${form ?? nothing}
      ?disabled=${data === undefined || isOff}
      aria-disabled=${String(this.saving)}
      @click=${() => form === undefined && data !== undefined && void this.confirm(data)}
    >
      ${label}
    </button>`;
  }

  /** What gets the focus after a failure, as a selector. */
  protected readonly nextStep: string = ".dialog-actions > .message button";

  /** The element id of the dialog, unique in the widget. */
  protected abstract readonly name: string;
  protected abstract load(subject: Subject, signal: AbortSignal): Promise<Data>;
  protected abstract title(subject: Subject, data: Data | undefined): string;
  protected abstract body(subject: Subject, data: Data): TemplateResult;
  protected abstract buttons(subject: Subject, data: Data | undefined): TemplateResult;

  protected progress(_subject: Subject, _data: Data | undefined): string {
    return this.host.t.saving;
  }

  /** Asks the host page; false is a veto. */
  protected permitted(_subject: Subject, _data: Data): boolean {
    return true;
  }

  /** Carries it out and returns what is left to do once the dialog is closed. */
  protected act(_subject: Subject, _data: Data): Promise<() => Promise<void>> {
    return Promise.resolve(() => Promise.resolve());
  }
}

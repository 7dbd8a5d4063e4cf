import { html, nothing, type ReactiveController, type TemplateResult } from "lit";
import { icons } from "./icons.ts";
import { Loader } from "./loader.ts";
import type { WorkspaceElement } from "./workspace-element.ts";

/** A native modal dialog about one subject, inside a widget: it reads what it shows, says the consequence, and acts once
 *  confirmed. Focus goes back to the opener by itself; Escape closes, except while saving. */
export abstract class Modal<Subject, Data> implements ReactiveController {
  readonly host: WorkspaceElement;
  readonly data: Loader<Data>;
  protected subject: Subject | undefined;
  protected saving = false;
  protected failure: unknown;

  constructor(host: WorkspaceElement) {
    this.host = host;
    host.addController(this);
    this.data = new Loader(host, (signal) => this.load(this.#given(), signal));
  }

  get isOpen(): boolean {
    return this.subject !== undefined;
  }

  get #element(): HTMLDialogElement | null | undefined {
    return this.host.shadowRoot?.querySelector<HTMLDialogElement>(`dialog#${this.name}`);
  }

  open(subject: Subject): void {
    this.subject = subject;
    this.failure = undefined;
    this.saving = false;
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
    if (!this.isOpen) return;
    this.subject = undefined;
    this.data.reset();
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
      done = await this.host.whileSaving(async () => this.act(subject, data));
    } catch (error) {
      this.failure = error;
      this.saving = false;
      this.host.requestUpdate();
      await this.host.updateComplete;
      // The next step, where the confirming button is none any more.
      this.#element?.querySelector<HTMLElement>(".dialog > .message button")?.focus();
      return;
    }
    this.saving = false;
    if (this.subject === subject) this.close();
    await done();
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
        ${this.failure === undefined ? nothing : this.renderFailure(this.failure)}
        <div class="dialog-actions">
          <div class="muted" role="status">${this.saving ? this.progress(subject, data.value) : nothing}</div>
          ${this.buttons(subject, data.value)}
        </div>
      </div>
    </dialog>`;
  }

  #renderWaiting(): TemplateResult {
    const { error, pending } = this.data;
    if (error === undefined || pending) return html`<p class="muted">${this.host.t.loading}</p>`;
    return html`<div class="message error" role="alert">
      <p>${icons.warning} <span>${this.host.explain(error)}</span></p>
      <button
        class="button"
        type="button"
        @click=${() => {
          this.focusTitle();
          void this.data.run();
        }}
      >
        ${this.host.t.retry}
      </button>
    </div>`;
  }

  /** For when the control in use goes away. */
  protected focusTitle(): void {
    this.#element?.querySelector<HTMLElement>("h2")?.focus();
  }

  protected renderFailure(failure: unknown): TemplateResult {
    return html`<div class="message error" role="alert">
      <p>${icons.warning} <span>${this.host.explain(failure)}</span></p>
    </div>`;
  }

  protected renderCancel(label: string): TemplateResult {
    return html`<button
      class="button"
      type="button"
      aria-disabled=${String(this.saving)}
      @click=${() => !this.saving && this.close()}
    >
      ${label}
    </button>`;
  }

  /** Not `disabled` while saving: the button in use must keep the focus. */
  protected renderConfirm(
    label: string,
    kind: "primary" | "danger",
    data: Data | undefined,
    isOff = false,
  ): TemplateResult {
    return html`<button
      class="button ${kind}"
      type="button"
      ?disabled=${data === undefined || isOff}
      aria-disabled=${String(this.saving)}
      @click=${() => data !== undefined && void this.confirm(data)}
    >
      ${label}
    </button>`;
  }

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

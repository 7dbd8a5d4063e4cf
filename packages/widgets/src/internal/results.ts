import { html, nothing, type LitElement, type TemplateResult } from "lit";
import type { Translation } from "../translations/en.ts";
import { renderButton } from "./button.ts";
import { icons } from "./icons.ts";

/** A result to tell: one sentence, and how to undo it. */
export interface Notice {
  text: string;
  failed?: boolean;
  undo?: () => Promise<void>;
}

interface Host extends LitElement {
  readonly t: Translation;
  readonly isSaving: boolean;
  attempt(action: () => Promise<unknown>): Promise<boolean>;
}

/** How long each character of a result can be seen before it may go by itself: enough for who reads a word a second. */
const readingMs = 200;

/** The results of actions: what is shown until it could be read, and what is said to screen readers alone. */
export class Results {
  readonly #host: Host;
  #notice: Notice | undefined;
  #announcement = "";
  /** Since when the notice can be seen. */
  #seenSince = 0;

  constructor(host: Host) {
    this.#host = host;
  }

  /** Shows a result. */
  tell(notice: Notice): void {
    this.#notice = undefined;
    void this.#onceGone(() => {
      this.#notice = notice;
      this.see();
    });
  }

  /** Says something to screen readers alone. */
  announce(text: string): void {
    this.#announcement = "";
    void this.#onceGone(() => (this.#announcement = text));
  }

  /** What was told before goes first, so that screen readers say the same words again. */
  async #onceGone(tell: () => void): Promise<void> {
    const host = this.#host;
    host.requestUpdate();
    await host.updateComplete;
    tell();
    host.requestUpdate();
    await host.updateComplete;
    // A notice floats above what is at the bottom of the window, and must not cover the control in use.
    if (this.#notice) host.shadowRoot?.activeElement?.scrollIntoView({ block: "nearest" });
  }

  /** The page is looked at from now on. */
  see(): void {
    this.#seenSince = Date.now();
  }

  /** A result that could be read goes once one goes on. What failed or can be undone stays until it is dismissed. */
  goOn(): void {
    const notice = this.#notice;
    if (notice && !notice.failed && !notice.undo && Date.now() - this.#seenSince > readingMs * notice.text.length)
      this.forget();
  }

  forget(): void {
    this.#notice = undefined;
    this.#host.requestUpdate();
  }

  render(): TemplateResult {
    const { t } = this.#host;
    return html`<div class="notices" role="status" part="notices" lang=${t.lang}>
        ${this.#notice ? this.#renderNotice(this.#notice) : nothing}
      </div>
      <div class="hidden" role="status" lang=${t.lang}>${this.#announcement}</div>`;
  }

  #renderNotice({ text, failed, undo }: Notice): TemplateResult {
    const host = this.#host;
    const { t, isSaving } = host;
    return html`<div class="notice ${failed ? "failed" : ""}" part="notice">
      <p>${failed ? icons.warning : icons.done} <span>${text}</span></p>
      <div class="actions">
        ${undo ? renderButton(t.undo, () => void host.attempt(undo), { kind: "quiet", isOff: isSaving }) : nothing}
        ${renderButton(icons.removed, () => this.forget(), { kind: "quiet icon-only", name: t.dismiss })}
      </div>
    </div>`;
  }
}

import type { Permission, WorkspaceSummary } from "@seatbook/server/contract";
import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import { ClientError, type SeatbookClient } from "../client/client.ts";
import { createHttpClient } from "../client/http-client.ts";
import { translate } from "../translations/index.ts";
import type { Translation } from "../translations/en.ts";
import { baseStyles } from "./base.styles.ts";
import { doneEvents, type SeatbookEventMap } from "./events.ts";
import { Format } from "./format.ts";
import { icons } from "./icons.ts";
import { Loader } from "./loader.ts";

export type WidgetState = "loading" | "empty" | "error" | "no-permission" | "ready" | "saving";

const widgetStates: WidgetState[] = ["loading", "empty", "error", "no-permission", "ready", "saving"];

/** A result to tell: one sentence, and how to undo it. */
export interface Notice {
  text: string;
  failed?: boolean;
  undo?: () => Promise<void>;
}

/** How long the numbers may stand before coming back to the page reads them again. */
const staleAfterMs = 30_000;

/** What the three widgets share: where the data comes from, the states, the language, results and events. */
export abstract class WorkspaceElement extends LitElement {
  static override styles = [baseStyles];

  // Not by decorators: the helper they compile to would be a dependency of the package.
  static override properties: PropertyDeclarations = {
    apiUrl: { attribute: "api-url" },
    workspace: {},
    token: {},
    getToken: { attribute: false },
    client: { attribute: false },
    lang: {},
    notice: { state: true },
    announcement: { state: true },
    savingCount: { state: true },
  };

  readonly #internals = this.attachInternals();
  /** The workspace as last read. */
  readonly summary: Loader<WorkspaceSummary> = new Loader(this, (signal) => this.api.summary(this.workspace, signal));
  #http: SeatbookClient | undefined;
  #texts: { key: string; format: Format; t: Translation } | undefined;
  #loadedAt = 0;

  private notice: Notice | undefined;
  private announcement = "";
  private savingCount = 0;

  /** Where the Seatbook server answers, for example `https://billing.example.com`. */
  apiUrl = "";
  /** The workspace's id. */
  workspace = "";
  /** A session token, for pages that hold one. `getToken` wins over it. */
  token = "";
  /** Gives a session token when one is needed, again shortly before it expires, and once when the server refuses it. */
  getToken: (() => Promise<string> | string) | undefined;
  /** Replaces the HTTP client; `api-url` and the token are then not used. */
  client: SeatbookClient | undefined;
  /** The language of this widget; without it, that of the nearest element around it that has one. */
  override lang = "";

  override connectedCallback(): void {
    super.connectedCallback();
    for (const type of doneEvents) document.addEventListener(type, this.#onChangeElsewhere, { capture: true });
    document.addEventListener("visibilitychange", this.#onVisible);
    window.addEventListener("focus", this.#onVisible);
    if (this.hasUpdated) void this.refresh();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const type of doneEvents) document.removeEventListener(type, this.#onChangeElsewhere, { capture: true });
    document.removeEventListener("visibilitychange", this.#onVisible);
    window.removeEventListener("focus", this.#onVisible);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const sourceChanged = changed.has("workspace") || changed.has("client") || changed.has("apiUrl");
    // A new way to get a token may be another person's, so the old token is not used any more.
    if (sourceChanged || changed.has("token") || changed.has("getToken")) this.#http = undefined;
    if (sourceChanged) {
      for (const loader of this.loaders) loader.reset();
      this.notice = undefined;
      this.resetView();
    }
    const stuck = this.loaders.some((loader) => loader.error !== undefined || (!loader.value && !loader.pending));
    // Not at every new `getToken`: hosts may give one anew at each of their renders.
    if (sourceChanged || changed.has("token") || (stuck && changed.has("getToken"))) void this.#load();
  }

  protected override updated(): void {
    for (const name of widgetStates) this.#internals.states.delete(name);
    this.#internals.states.add(this.currentState);
  }

  readonly #onChangeElsewhere = (event: Event): void => {
    const detail: unknown = event instanceof CustomEvent ? event.detail : undefined;
    const same =
      typeof detail === "object" && detail !== null && "workspace" in detail && detail.workspace === this.workspace;
    if (same && !event.composedPath().includes(this)) void this.refresh();
  };

  readonly #onVisible = (): void => {
    if (document.visibilityState === "visible" && Date.now() - this.#loadedAt > staleAfterMs && this.savingCount === 0)
      void this.refresh();
  };

  get #missing(): string[] {
    const missing = this.workspace ? [] : ["workspace"];
    if (this.client) return missing;
    if (!this.apiUrl) missing.push("api-url");
    if (!this.token && !this.getToken) missing.push("getToken");
    return missing;
  }

  get #language(): string {
    if (this.lang) return this.lang;
    return languageAround(this);
  }

  get #text(): { format: Format; t: Translation } {
    const summary = this.summary.value;
    const zone = summary?.timeZone ?? "UTC";
    const year = summary?.currentMonth.month.slice(0, 4) ?? "";
    const key = [this.#language, zone, year].join(" ");
    if (this.#texts?.key !== key) {
      const format = formatFor(this.#language, zone, year);
      this.#texts = { key, format, t: translate(format) };
    }
    return this.#texts;
  }

  /** The client in use. */
  get api(): SeatbookClient {
    if (this.client) return this.client;
    this.#http ??= createHttpClient({ apiUrl: this.apiUrl, getToken: () => this.getToken?.() ?? this.token });
    return this.#http;
  }

  get t(): Translation {
    return this.#text.t;
  }

  get format(): Format {
    return this.#text.format;
  }

  get isSaving(): boolean {
    return this.savingCount > 0;
  }

  /** Which of the states is shown; the same as `:state(…)` in CSS. */
  get currentState(): WidgetState {
    if (this.savingCount > 0) return "saving";
    const error = this.loaders.find((loader) => loader.error !== undefined)?.error;
    const hasData = this.loaders.every((loader) => loader.value !== undefined);
    if (!hasData) {
      if (error === undefined) return "loading";
      return error instanceof ClientError && (error.status === 401 || error.status === 403) ? "no-permission" : "error";
    }
    if (!this.may(this.readPermission)) return "no-permission";
    if (error !== undefined) return "error";
    return this.isEmpty ? "empty" : "ready";
  }

  /** Whether the session's role allows it. */
  may(permission: Permission): boolean {
    return this.summary.value?.permissions.includes(permission) ?? false;
  }

  /** The sentence for a failure: what happened, what it means, what to do. */
  explain(error: unknown): string {
    const { errors } = this.t;
    if (!(error instanceof ClientError)) return errors["unexpected-answer"];
    const known: Record<string, string> = errors;
    return Object.hasOwn(known, error.code) ? (known[error.code] ?? error.message) : error.message;
  }

  /** Reads everything again; what is shown stays until the answer is there. Never rejects. */
  async refresh(): Promise<void> {
    // Properties set just before must count.
    if (this.isUpdatePending) await this.updateComplete;
    await this.#load();
  }

  async #load(): Promise<void> {
    if (this.#missing.length > 0 || !this.isConnected) return;
    this.#loadedAt = Date.now();
    await Promise.all(this.loaders.map((loader) => loader.run()));
  }

  /** Fires the cancelable event before an action; false when the host canceled it. */
  permits<K extends keyof SeatbookEventMap>(type: K, detail: SeatbookEventMap[K]["detail"]): boolean {
    return this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable: true }));
  }

  /** Tells the page that an action is done, shows its result, and reads the new numbers. */
  async finish<K extends keyof SeatbookEventMap>(
    type: K,
    detail: SeatbookEventMap[K]["detail"],
    notice: Notice,
  ): Promise<void> {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
    this.notice = notice;
    await this.refresh();
    await this.updateComplete;
    this.restoreFocus();
  }

  /** Shows a result that changed nothing for others. */
  tell(notice: Notice): void {
    this.notice = notice;
  }

  /** Says something to screen readers alone. */
  protected announce(text: string): void {
    this.announcement = text;
  }

  /** Runs an action in the `saving` state. */
  async whileSaving<T>(action: () => Promise<T>): Promise<T> {
    this.savingCount += 1;
    try {
      return await action();
    } finally {
      this.savingCount -= 1;
    }
  }

  /** After the control in use has gone: the nearest sensible place. */
  protected restoreFocus(): void {
    const active = document.activeElement;
    const lost = active === document.body || active === null || (active === this && !this.shadowRoot?.activeElement);
    if (lost && this.#hadFocus) this.focusNeighbor();
  }

  get #hadFocus(): boolean {
    return this.lastFocus !== undefined;
  }

  /** Where focus was last inside this widget. */
  protected lastFocus: HTMLElement | undefined;

  readonly #onFocusIn = (event: FocusEvent): void => {
    if (event.target instanceof HTMLElement) this.lastFocus = event.target;
  };

  async #undo(notice: Notice): Promise<void> {
    try {
      await this.whileSaving(async () => notice.undo?.());
    } catch (error) {
      this.notice = { text: this.explain(error), failed: true };
      await this.updateComplete;
      this.restoreFocus();
    }
  }

  #dismiss(): void {
    this.notice = undefined;
    void this.updateComplete.then(() => this.restoreFocus());
  }

  protected override render(): TemplateResult {
    const missing = this.#missing;
    if (missing.length > 0) return html`<p class="muted" part="base">${this.t.missing(missing)}</p>`;
    const shown = this.currentState;
    return html`<section
        class="stack"
        part="base"
        aria-labelledby="title"
        aria-busy=${String(shown === "loading")}
        @focusin=${this.#onFocusIn}
      >
        ${this.#renderState(shown)}
      </section>
      <div class="notices" role="status" part="notices">${this.notice ? this.#renderNotice(this.notice) : nothing}</div>
      <div class="hidden" role="status">${this.announcement}</div>`;
  }

  #renderState(shown: WidgetState): TemplateResult {
    const hasData = this.loaders.every((loader) => loader.value !== undefined);
    const failure = this.loaders.find((loader) => loader.error !== undefined)?.error;
    const summary = this.summary.value;
    if (shown === "loading") return html`${this.renderHeader()}${this.#renderLoading()}`;
    if (shown === "no-permission") return html`${this.renderHeader()}${this.#renderNoPermission(failure)}`;
    if (shown === "error" && !hasData) return html`${this.renderHeader()}${this.#renderError(failure, false)}`;
    if (!summary) return html`${this.renderHeader()}${this.#renderLoading()}`;
    if (shown === "empty") return html`${this.renderHeader()}${this.renderEmpty()}`;
    return html`${this.renderHeader()}${failure === undefined ? nothing : this.#renderError(failure, true)}
    ${this.renderReady(summary)}`;
  }

  protected renderHeader(): TemplateResult {
    return html`<header class="header" part="header">${this.renderTitle()}</header>`;
  }

  /** Takes the focus when what had it is gone and nothing is nearer. */
  protected renderTitle(): TemplateResult {
    return html`<h2 id="title" part="title" tabindex="-1">${this.heading}</h2>`;
  }

  async #retry(): Promise<void> {
    await this.refresh();
    await this.updateComplete;
    if (!this.renderRoot.querySelector("[role=alert]")) this.renderRoot.querySelector<HTMLElement>("#title")?.focus();
  }

  #renderLoading(): TemplateResult {
    return html`<p class="hidden">${this.t.loading}</p>
      <div class="skeleton" aria-hidden="true">
        ${Array.from({ length: this.skeletonRows }, () => html`<div></div>`)}
      </div>`;
  }

  #renderNoPermission(failure: unknown): TemplateResult {
    const signedOut = failure instanceof ClientError && failure.status === 401;
    return html`<div class="message warning" role="alert" part="message">
      <p>${icons.warning} ${signedOut ? this.explain(failure) : this.noPermissionText}</p>
      ${signedOut ? this.#renderRetry() : nothing}
    </div>`;
  }

  #renderError(failure: unknown, keptData: boolean): TemplateResult {
    return html`<div class="message error" role="alert" part="message">
      <p>${icons.warning} <span>${this.explain(failure)} ${keptData ? this.t.lastKnown : nothing}</span></p>
      ${this.#renderRetry()}
    </div>`;
  }

  #renderRetry(): TemplateResult {
    return html`<button class="button" type="button" part="button" @click=${() => void this.#retry()}>
      ${this.t.retry}
    </button>`;
  }

  #renderNotice(notice: Notice): TemplateResult {
    return html`<div class="notice ${notice.failed ? "failed" : ""}" part="notice" @focusin=${this.#onFocusIn}>
      <p>${notice.failed ? icons.warning : icons.done} <span>${notice.text}</span></p>
      <div class="actions">
        ${
          notice.undo
            ? html`<button
                class="button quiet"
                type="button"
                ?disabled=${this.isSaving}
                @click=${() => void this.#undo(notice)}
              >
                ${this.t.undo}
              </button>`
            : nothing
        }
        <button class="button quiet icon-only" type="button" aria-label=${this.t.dismiss} @click=${this.#dismiss}>
          ${icons.close}
        </button>
      </div>
    </div>`;
  }

  /** What must be read before anything is shown; `summary` is one of them. */
  protected abstract get loaders(): Loader<unknown>[];
  protected abstract get readPermission(): Permission;
  protected abstract get heading(): string;
  protected abstract get noPermissionText(): string;
  protected abstract get isEmpty(): boolean;
  protected abstract get skeletonRows(): number;
  protected abstract renderReady(summary: WorkspaceSummary): TemplateResult;
  protected abstract renderEmpty(): TemplateResult;
  /** Forgets search, page and dialogs, because the workspace is another one. */
  protected abstract resetView(): void;
  /** Focuses what is nearest to a control that has gone. */
  protected abstract focusNeighbor(): void;
}

/** The `lang` of the nearest element that has one, through the shadow roots around it; English without one. */
function languageAround(element: Element): string {
  const nearest = element.closest("[lang]:not([lang=''])");
  if (nearest) return nearest.getAttribute("lang") ?? "en";
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? languageAround(root.host) : "en";
}

/** A language tag that `Intl` does not know falls back to English. */
function formatFor(language: string, zone: string, year: string): Format {
  try {
    Intl.getCanonicalLocales(language);
    return new Format(language, zone, year);
  } catch {
    return new Format("en", zone, year);
  }
}

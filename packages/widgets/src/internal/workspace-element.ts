import type { Permission, WorkspaceSummary } from "@seatbook/server/contract";
import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import { ClientError, type SeatbookClient } from "../client/client.ts";
import { createHttpClient } from "../client/http-client.ts";
import { translate } from "../translations/index.ts";
import type { Translation } from "../translations/en.ts";
import { baseStyles } from "./base.styles.ts";
import { renderButton } from "./button.ts";
import { doneEvents, type SeatbookEventMap } from "./events.ts";
import { Format } from "./format.ts";
import { holdRow } from "./hold-row.ts";
import { icons } from "./icons.ts";
import { Loader } from "./loader.ts";
import { renderMessage } from "./message.ts";
import { renderSkeleton } from "./skeleton.ts";

export type WidgetState = "loading" | "empty" | "error" | "no-permission" | "ready" | "saving";

/** A result to tell: one sentence, and how to undo it. */
export interface Notice {
  text: string;
  failed?: boolean;
  undo?: () => Promise<void>;
}

/** How long each character of a result can be seen before it may go by itself: enough for who reads a word a second. */
const readingMs = 200;

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
  /** Until it is taken out of the page. */
  #attached: AbortController | undefined;
  #loadedAt = 0;
  /** Since when the notice can be seen. */
  #seenSince = 0;

  private notice: Notice | undefined;
  private announcement = "";
  private savingCount = 0;

  /** Whether `perform` has an action under way. */
  isPerforming = false;

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
    this.#attached = new AbortController();
    const { signal } = this.#attached;
    for (const type of doneEvents) document.addEventListener(type, this.#onChangeElsewhere, { capture: true, signal });
    document.addEventListener("visibilitychange", this.#onVisible, { signal });
    window.addEventListener("focus", this.#onVisible, { signal });
    if (this.hasUpdated) void this.refresh();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#attached?.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const sourceChanged = changed.has("workspace") || changed.has("client") || changed.has("apiUrl");
    // A new way to get a token may be another person's, so the old token is not used any more.
    if (sourceChanged || changed.has("token") || changed.has("getToken")) this.#http = undefined;
    if (sourceChanged) {
      for (const loader of [...this.loaders, ...this.sections]) loader.reset();
      this.notice = undefined;
      this.resetView();
    }
    const stuck = this.loaders.some((loader) => loader.error !== undefined || (!loader.value && !loader.pending));
    // Not at every new `getToken`: hosts may give one anew at each of their renders.
    if (sourceChanged || changed.has("token") || (stuck && changed.has("getToken"))) void this.#load();
  }

  protected override update(changed: PropertyValues<this>): void {
    const focusRow = holdRow(this.shadowRoot?.activeElement);
    super.update(changed);
    if (focusRow && !focusRow({ preventScroll: true })) this.restoreFocus();
  }

  protected override updated(changed: PropertyValues): void {
    // A notice floats above what is at the bottom of the window, and must not cover the control in use.
    if (changed.has("notice") && this.notice) this.shadowRoot?.activeElement?.scrollIntoView({ block: "nearest" });
    this.#internals.states.clear();
    this.#internals.states.add(this.currentState);
  }

  readonly #onChangeElsewhere = (event: Event & { detail?: { workspace?: unknown } | null }): void => {
    if (event.detail?.workspace === this.workspace && !event.composedPath().includes(this)) void this.refresh();
  };

  readonly #onVisible = (): void => {
    this.#seenSince = Date.now();
    if (document.visibilityState === "visible" && Date.now() - this.#loadedAt > staleAfterMs && !this.isSaving)
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

  /** Why the last read failed of what must be there, if it did. */
  get failure(): unknown {
    return this.loaders.find((loader) => loader.error !== undefined)?.error;
  }

  get #hasData(): boolean {
    return this.loaders.every((loader) => loader.value !== undefined);
  }

  get isSaving(): boolean {
    return this.savingCount > 0;
  }

  /** Which of the states is shown; the same as `:state(…)` in CSS. */
  get currentState(): WidgetState {
    if (this.isSaving) return "saving";
    const error = this.failure;
    if (!this.#hasData) {
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
    return error instanceof ClientError ? this.wordsFor(error.code, error.message) : this.t.errors["unexpected-answer"];
  }

  /** Our sentence for the code of a failure, where we have one; `message` is the server's. */
  wordsFor(code: string, message: string): string {
    return new Map(Object.entries(this.t.errors)).get(code) ?? message;
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
    await Promise.all([...this.loaders, ...this.sections].map((loader) => loader.run()));
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
    this.tell(notice);
    await this.refresh();
    await this.updateComplete;
    this.restoreFocus();
  }

  /** An action that needs no dialog: the host page may veto it, and its result or failure is told. `types`: the event before
   *  it, and the one after. */
  async perform<K extends keyof SeatbookEventMap>(
    types: readonly [before: K, after: K],
    detail: SeatbookEventMap[K]["detail"],
    action: () => Promise<unknown>,
    text: string,
  ): Promise<void> {
    const [before, after] = types;
    if (!this.permits(before, detail)) return;
    this.isPerforming = true;
    const isDone = await this.attempt(action);
    this.isPerforming = false;
    if (isDone) await this.finish(after, detail, { text });
  }

  /** Shows a result that changed nothing for others. */
  tell(notice: Notice): void {
    this.notice = undefined;
    this.#onceGone(() => {
      this.notice = notice;
      this.#seenSince = Date.now();
    });
  }

  /** Says something to screen readers alone. */
  announce(text: string): void {
    this.announcement = "";
    this.#onceGone(() => (this.announcement = text));
  }

  /** What was told before goes first, so that screen readers say the same words again. */
  #onceGone(tell: () => void): void {
    void this.updateComplete.then(tell);
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

  /** Runs an action in the `saving` state and tells why it failed, if it did; false then. */
  async attempt(action: () => Promise<unknown>): Promise<boolean> {
    try {
      await this.whileSaving(action);
      return true;
    } catch (error) {
      this.tell({ text: this.explain(error), failed: true });
      return false;
    }
  }

  /** After the control in use has gone: the nearest sensible place. */
  protected restoreFocus(): void {
    const active = document.activeElement;
    const lost = active === document.body || active === null || (active === this && !this.shadowRoot?.activeElement);
    if (lost && this.lastSection !== undefined && !this.#focusLastRow?.()) this.focusNeighbor();
  }

  #focusLastRow: ReturnType<typeof holdRow>;
  /** The section in use last, dialogs and notices aside; undefined before anything was used, null outside of a section. */
  protected lastSection: Element | null | undefined;

  /** Also at clicks: not every browser gives a button that one clicks the focus. */
  readonly #onUse = ({ target, type }: Event): void => {
    if (!(target instanceof HTMLElement) || target.closest("dialog")) return;
    this.#focusLastRow = holdRow(target);
    this.lastSection = target.closest(".section");
    // Not before the click is done: what it is meant for must not move.
    if (type !== "focusin") this.#forgetNotice();
  };

  /** A result that could be read goes once one goes on. What failed or can be undone stays until it is dismissed. */
  #forgetNotice(): void {
    const { notice } = this;
    if (notice && !notice.failed && !notice.undo && Date.now() - this.#seenSince > readingMs * notice.text.length)
      this.notice = undefined;
  }

  async #undo({ undo }: Notice): Promise<void> {
    if (await this.attempt(async () => undo?.())) return;
    await this.updateComplete;
    this.restoreFocus();
  }

  /** Focuses what is nearest to a control that has gone, when that is no row. */
  protected focusNeighbor(): void {
    this.renderRoot.querySelector<HTMLElement>("input[type=search]")?.focus();
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
        lang=${this.t.lang}
        aria-labelledby="title"
        aria-busy=${String(shown === "loading")}
        @focusin=${this.#onUse}
        @click=${this.#onUse}
        @keydown=${this.#onUse}
      >
        ${this.renderHeader()} ${this.#renderState(shown)}
      </section>
      <div class="notices" role="status" part="notices" lang=${this.t.lang}>
        ${this.notice ? this.#renderNotice(this.notice) : nothing}
      </div>
      <div class="hidden" role="status" lang=${this.t.lang}>${this.announcement}</div>`;
  }

  #renderState(shown: WidgetState): TemplateResult {
    const { failure } = this;
    const summary = this.summary.value;
    if (shown === "no-permission") return this.#renderNoPermission(failure);
    if (shown === "error" && !this.#hasData) return this.#renderError(failure);
    if (shown === "loading" || !summary) return renderSkeleton(this.t, this.skeletonRows);
    if (shown === "empty") return this.renderEmpty(summary);
    return html`${failure === undefined ? nothing : this.#renderError(failure)} ${this.renderReady(summary)}`;
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
    if (!this.renderRoot.querySelector("[part=base] > [role=alert]"))
      this.renderRoot.querySelector<HTMLElement>("#title")?.focus();
  }

  #renderNoPermission(failure: unknown): TemplateResult {
    const signedOut = failure instanceof ClientError && failure.status === 401;
    return renderMessage("warning", signedOut ? this.explain(failure) : this.noPermissionText, {
      button: signedOut ? renderButton(this.t.retry, () => void this.#retry()) : nothing,
    });
  }

  #renderError(failure: unknown): TemplateResult {
    return this.renderUnread(failure, () => void this.#retry(), {
      isBusy: this.loaders.some(({ pending }) => pending),
      isKept: this.#hasData,
    });
  }

  /** Why something could not be read, and a button to try again. `isKept`: what was read before is still shown. */
  renderUnread(
    failure: unknown,
    retry: () => void,
    { label = this.t.retry, isBusy = false, isKept = false } = {},
  ): TemplateResult {
    return renderMessage("error", html`${this.explain(failure)} ${isKept ? this.t.lastKnown : nothing}`, {
      button: renderButton(isBusy ? this.t.loading : label, retry, { isBusy }),
    });
  }

  #renderNotice(notice: Notice): TemplateResult {
    return html`<div class="notice ${notice.failed ? "failed" : ""}" part="notice">
      <p>${notice.failed ? icons.warning : icons.done} <span>${notice.text}</span></p>
      <div class="actions">
        ${
          notice.undo
            ? renderButton(this.t.undo, () => void this.#undo(notice), { kind: "quiet", isOff: this.isSaving })
            : nothing
        }
        ${renderButton(icons.close, () => this.#dismiss(), { kind: "quiet icon-only", name: this.t.dismiss })}
      </div>
    </div>`;
  }

  /** What must be read before anything is shown; `summary` is one of them. */
  protected abstract get loaders(): Loader<unknown>[];

  /** What is read along with them, and whose failure leaves the rest standing. */
  protected get sections(): Loader<unknown>[] {
    return [];
  }

  protected abstract get readPermission(): Permission;
  protected abstract get heading(): string;
  protected abstract get noPermissionText(): string;
  protected abstract get isEmpty(): boolean;
  protected abstract get skeletonRows(): number;
  protected abstract renderReady(summary: WorkspaceSummary): TemplateResult;
  protected abstract renderEmpty(summary: WorkspaceSummary): TemplateResult;
  /** Forgets search, page and dialogs, because the workspace is another one. */
  protected abstract resetView(): void;
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

import type { Permission, WorkspaceSummary } from "@seatbook/server/contract";
import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import { ClientError, type SeatbookClient } from "../client/client.ts";
import { createHttpClient } from "../client/http-client.ts";
import { loadLanguage, translate, type Texts } from "../translations/index.ts";
import type { Translation } from "../translations/en.ts";
import { renderBlank } from "./blank.ts";
import { renderButton } from "./button.ts";
import { doneEvents, type SeatbookEventMap } from "./events.ts";
import type { Format } from "./format.ts";
import { holdRow } from "./hold-row.ts";
import { formatFor, languageAround } from "./language.ts";
import { Loader } from "./loader.ts";
import { renderMessage } from "./message.ts";
import type { Modal } from "./modal.ts";
import { Results, type Notice } from "./results.ts";
import { renderSkeleton } from "./skeleton.ts";
import { sharedStyles } from "./styles/shared.ts";

export type WidgetState = "loading" | "empty" | "error" | "no-permission" | "ready" | "saving";

/** How old the numbers may be before coming back to the page reads them again. */
const staleAfterMs = 5_000;

/** How often they are read again while the page is looked at, for what other administrators change. */
const refreshMs = 60_000;

/** What an element is about; the permission to read it is named after it. */
type Topic = "members" | "teams" | "billing";

/**
 * What the three widgets share: where the data comes from, the states, the language, results and events.
 * @attr {"compact"} density - Lower rows and controls.
 * @cssprop --seatbook-color-accent - Buttons, links, focus and selection; states are mixed from it.
 * @cssprop --seatbook-color-surface - The background.
 * @cssprop --seatbook-color-text - Text; hover and pressed are mixed from it.
 * @cssprop --seatbook-color-muted - Text that stands back.
 * @cssprop --seatbook-color-border - Hairlines.
 * @cssprop --seatbook-color-danger - What removes, and what went wrong.
 * @cssprop --seatbook-color-success - What is well.
 * @cssprop --seatbook-color-warning - What wants a look.
 * @cssprop --seatbook-font - The font; inherited without it.
 * @cssprop [--seatbook-font-size=14px] - The size of text, of which all others are parts.
 * @cssprop [--seatbook-space=4px] - The unit of every distance.
 * @cssprop [--seatbook-radius=8px] - How round corners are.
 */
export abstract class WorkspaceElement extends LitElement {
  static override styles = sharedStyles;

  // Not by decorators: the helper they compile to would be a dependency of the package.
  static override properties: PropertyDeclarations = {
    apiUrl: { attribute: "api-url" },
    workspace: {},
    token: {},
    getToken: { attribute: false },
    client: { attribute: false },
    lang: {},
    texts: { attribute: false },
    savingCount: { state: true },
  };

  readonly #internals = this.attachInternals();
  /** The workspace as last read. */
  readonly summary: Loader<WorkspaceSummary> = new Loader(this, (signal) => this.api.summary(this.workspace, signal));
  #http: SeatbookClient | undefined;
  #spoken: { key: string; texts: unknown; format: Format; t: Translation } | undefined;
  /** Until it is taken out of the page. */
  #attached: AbortController | undefined;
  #loadedAt = 0;
  /** What it speaks: the texts are there. */
  #language = "en";
  readonly #results = new Results(this);
  /** At most one of them is open. */
  readonly dialogs: Modal<unknown, unknown>[] = [];

  // Declared here and set in the constructor: a field would hide what Lit watches.
  declare private savingCount: number;
  /** Where the Seatbook server answers, for example `https://billing.example.com`. */
  declare apiUrl: string;
  /** The workspace's id. */
  declare workspace: string;
  /** A session token, for pages that hold one. `getToken` wins over it. */
  declare token: string;
  /** Gives a session token when one is needed, again shortly before it expires, and once when the server refuses it. */
  declare getToken: (() => Promise<string> | string) | undefined;
  /** Replaces the HTTP client; `api-url` and the token are then not used. */
  declare client: SeatbookClient | undefined;
  /** The language of this widget; without it, that of the nearest element around it that has one. */
  declare lang: string;
  /** Texts to put in the place of the widget's own, or what makes them with the widget's numbers and dates. */
  declare texts: Texts | ((format: Format) => Texts);

  constructor() {
    super();
    this.savingCount = 0;
    this.apiUrl = this.workspace = this.token = this.lang = "";
    this.texts = {};
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#attached = new AbortController();
    const { signal } = this.#attached;
    for (const type of doneEvents) document.addEventListener(type, this.#onChangeElsewhere, { capture: true, signal });
    document.addEventListener("visibilitychange", this.#onVisible, { signal });
    window.addEventListener("focus", this.#onVisible, { signal });
    const timer = setInterval(this.#refreshStale, refreshMs);
    // A page may change its language while it is shown.
    const languages = new MutationObserver(() => this.requestUpdate());
    languages.observe(document.documentElement, { attributeFilter: ["lang"] });
    signal.addEventListener("abort", () => {
      clearInterval(timer);
      languages.disconnect();
    });
    if (this.hasUpdated) void this.refresh();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#attached?.abort();
    for (const loader of [...this.loaders, ...this.sections]) loader.stop();
  }

  protected override async scheduleUpdate(): Promise<void> {
    let wanted: string;
    while ((wanted = this.lang || languageAround(this)) !== this.#language) {
      await loadLanguage(wanted);
      this.#language = wanted;
    }
    await super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const sourceChanged = changed.has("workspace") || changed.has("client") || changed.has("apiUrl");
    // A new way to get a token may be another person's, so the old token is not used any more.
    if (sourceChanged || changed.has("token") || changed.has("getToken")) this.#http = undefined;
    if (sourceChanged) {
      for (const loader of [...this.loaders, ...this.sections]) loader.reset();
      for (const dialog of this.dialogs) dialog.close();
      this.#results.forget();
      this.resetView();
    }
    const stuck = this.loaders.some((loader) => loader.error !== undefined || (!loader.value && !loader.pending));
    // Not at every new `getToken`: hosts may give one anew at each of their renders.
    if (sourceChanged || changed.has("token") || (stuck && changed.has("getToken"))) void this.#load();
  }

  protected override update(changed: PropertyValues<this>): void {
    const inUse = this.shadowRoot?.activeElement;
    const focusRow = holdRow(inUse);
    super.update(changed);
    if (inUse && !focusRow?.({ preventScroll: true })) this.restoreFocus();
  }

  protected override updated(): void {
    this.#internals.states.clear();
    this.#internals.states.add(this.currentState);
  }

  readonly #onChangeElsewhere = (event: Event & { detail?: { workspace?: unknown } | null }): void => {
    if (event.detail?.workspace === this.workspace && !event.composedPath().includes(this)) void this.refresh();
  };

  readonly #onVisible = (): void => {
    this.#results.see();
    this.#refreshStale();
  };

  readonly #refreshStale = (): void => {
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

  get #speech(): { format: Format; t: Translation } {
    const { texts } = this;
    const summary = this.summary.value;
    const zone = summary?.timeZone ?? "UTC";
    const year = summary?.currentMonth.month.slice(0, 4) ?? "";
    const key = [this.#language, zone, year].join(" ");
    if (this.#spoken?.key !== key || this.#spoken.texts !== texts) {
      const format = formatFor(this.#language, zone, year);
      this.#spoken = { key, texts, format, t: translate(format, typeof texts === "function" ? texts(format) : texts) };
    }
    return this.#spoken;
  }

  /** The client in use. */
  get api(): SeatbookClient {
    if (this.client) return this.client;
    this.#http ??= createHttpClient({ apiUrl: this.apiUrl, getToken: this.getToken ?? (() => this.token) });
    return this.#http;
  }

  get t(): Translation {
    return this.#speech.t;
  }

  get format(): Format {
    return this.#speech.format;
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
    if (!this.may(`${this.topic}.read`)) return "no-permission";
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
    const answers = Promise.all([...this.loaders, ...this.sections].map((loader) => loader.run()));
    // The first number that a page writes takes long: better now than once the answers are there.
    this.format.number(0);
    await answers;
  }

  /** Fires the cancelable event before an action; false when the host canceled it. */
  permits<K extends keyof SeatbookEventMap>(type: K, detail: SeatbookEventMap[K]["detail"]): boolean {
    return this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable: true }));
  }

  /** Tells the page that an action is done, by an event for each of `details`, shows its result, and reads the new numbers. */
  async finish<K extends keyof SeatbookEventMap>(
    type: K,
    notice: Notice,
    ...details: SeatbookEventMap[K]["detail"][]
  ): Promise<void> {
    for (const detail of details) this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
    if (details[0]?.workspace !== this.workspace) return;
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
    if (await this.attempt(action)) await this.finish(after, { text }, detail);
  }

  /** Shows a result that changed nothing for others. */
  tell(notice: Notice): void {
    this.#results.tell(notice);
  }

  /** Says something to screen readers alone. */
  announce(text: string): void {
    this.#results.announce(text);
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
  restoreFocus(): void {
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
    if (type !== "focusin") this.#results.goOn();
  };

  /** Focuses what is nearest to a control that has gone, when that is no row. */
  protected focusNeighbor(): void {
    this.renderRoot.querySelector<HTMLElement>("input[type=search]")?.focus();
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
        <header class="header" part="header">
          <h2 id="title" part="title" tabindex="-1">${this.t.titles[this.topic]}</h2>
          <div class="actions">
            ${this.summary.value && shown !== "no-permission" && shown !== "empty" ? this.actions() : nothing}
            <slot name="actions"></slot>
          </div>
        </header>
        ${this.#renderState(shown)} ${this.dialogs.map((dialog) => dialog.render())}
      </section>
      ${this.#results.render()}`;
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

  async #retry(): Promise<void> {
    await this.refresh();
    await this.updateComplete;
    if (!this.renderRoot.querySelector("[part=base] > [role=alert]"))
      this.renderRoot.querySelector<HTMLElement>("#title")?.focus();
  }

  #renderNoPermission(failure: unknown): TemplateResult {
    const signedOut = failure instanceof ClientError && failure.status === 401;
    return renderMessage("warning", signedOut ? this.explain(failure) : this.t.noPermission[this.topic], {
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

  /** What must be read before anything is shown; `summary` is one of them. */
  protected abstract get loaders(): Loader<unknown>[];

  /** What is read along with them, and whose failure leaves the rest standing. */
  protected get sections(): Loader<unknown>[] {
    return [];
  }

  protected abstract readonly topic: Topic;
  protected abstract get isEmpty(): boolean;
  /** How many rows stand for what is being read. */
  protected abstract readonly skeletonRows: number;
  protected abstract renderReady(summary: WorkspaceSummary): TemplateResult;

  protected renderEmpty(_summary: WorkspaceSummary): TemplateResult {
    return html`<slot name="empty">${renderBlank(this.t.empty[this.topic])}</slot>`;
  }

  /** Forgets search and page, because the workspace is another one. */
  protected abstract resetView(): void;

  /** The buttons beside the title. */
  protected actions(): unknown {
    return nothing;
  }
}

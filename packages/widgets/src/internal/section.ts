import { html, nothing, type TemplateResult } from "lit";
import { Loader } from "./loader.ts";
import { renderSkeleton } from "./skeleton.ts";
import type { WorkspaceElement } from "./workspace-element.ts";

/** A part of a widget that reads what it shows by itself, so that its failure leaves the rest standing. */
export abstract class Section<Data> {
  readonly host: WorkspaceElement;
  readonly data: Loader<Data>;

  constructor(host: WorkspaceElement) {
    this.host = host;
    this.data = new Loader(host, (signal) => this.load(signal));
  }

  render(): TemplateResult {
    const { name, data } = this;
    const titleId = `${name}-title`;
    return html`<section
      id=${name}
      class="section ${this.kind}"
      part=${name}
      aria-labelledby=${titleId}
      aria-busy=${String(data.pending)}
    >
      <header class="header">
        <h3 id=${titleId} tabindex="-1">${this.heading}</h3>
        ${data.value === undefined ? nothing : this.actions(data.value)}
      </header>
      ${
        this.#isStanding
          ? nothing
          : this.host.renderUnread(data.error, () => void this.#retry(), {
              label: this.host.t.reload(this.heading),
              isBusy: data.pending,
              isKept: data.value !== undefined,
            })
      }
      ${data.value === undefined ? this.#renderWaiting() : this.body(data.value)}
    </section>`;
  }

  /** Nothing to say: nothing failed, or the widget says already that everything did. */
  get #isStanding(): boolean {
    const { error, value } = this.data;
    return error === undefined || (value !== undefined && this.host.failure !== undefined);
  }

  #renderWaiting(): TemplateResult | typeof nothing {
    return this.data.error === undefined ? renderSkeleton(this.host.t, this.skeletonRows) : nothing;
  }

  async #retry(): Promise<void> {
    await this.data.run();
    await this.host.updateComplete;
    if (this.data.error === undefined) this.host.renderRoot.querySelector<HTMLElement>(`#${this.name}-title`)?.focus();
  }

  /** The element id, and the part. */
  protected abstract readonly name: string;
  /** A class of its own. */
  protected readonly kind: string = "";
  protected readonly skeletonRows: number = 4;
  protected abstract get heading(): string;
  protected abstract load(signal: AbortSignal): Promise<Data>;
  protected abstract body(data: Data): TemplateResult;

  protected actions(_data: Data): TemplateResult | typeof nothing {
    return nothing;
  }
}

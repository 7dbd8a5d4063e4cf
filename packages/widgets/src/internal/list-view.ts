import type { Page } from "@seatbook/server/contract";
import { html, nothing, type ReactiveController, type TemplateResult } from "lit";
import { renderButton } from "./button.ts";
import type { Column as TableColumn } from "./list-table.ts";
import type { WorkspaceElement } from "./workspace-element.ts";

const searchDelayMs = 200;

const pageSizes = [25, 50, 100, 200];

/** Where the browser remembers how many rows one wants to see. */
const sizeKey = "seatbook-rows-per-page";

/** What a list asks the server for. */
interface Slice<Column extends string> {
  sort: Column | `-${Column}`;
  limit: number;
  query?: string;
  cursor?: string;
}

/** A page, and the position of its first item in the list, from 1. */
export type PlacedPage<T> = Page<T> & { first: number };

/** Search, sort and pages of a list that the server sorts and pages. Cursors only go forward, so the ones behind are kept. */
export class ListView<Column extends string> implements ReactiveController {
  readonly #host: WorkspaceElement;
  readonly #reload: () => void;
  readonly #firstSort: Column;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Cursors of the pages before this one and of this one; the first page has none. */
  #cursors: (string | undefined)[] = [undefined];
  query = "";
  sort: Column | `-${Column}`;
  limit = pageSizes.find((size) => String(size) === stored((storage) => storage.getItem(sizeKey))) ?? 50;

  constructor(host: WorkspaceElement, firstSort: Column, reload: () => void) {
    this.#host = host;
    this.#reload = reload;
    this.#firstSort = firstSort;
    this.sort = firstSort;
    host.addController(this);
  }

  /** Reads the page; the one before when this one has lost its last item. */
  async read<T>(fetchPage: (slice: Slice<Column>) => Promise<Page<T>>): Promise<PlacedPage<T>> {
    const { query, sort, limit } = this;
    const cursor = this.#cursors.at(-1);
    const page = await fetchPage({ sort, limit, ...(query && { query }), ...(cursor !== undefined && { cursor }) });
    if (page.items.length === 0 && cursor !== undefined) {
      this.#cursors.pop();
      return this.read(fetchPage);
    }
    return { ...page, first: (this.#cursors.length - 1) * limit + 1 };
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  reset(): void {
    clearTimeout(this.#timer);
    this.#cursors = [undefined];
    this.query = "";
    this.sort = this.#firstSort;
  }

  /** Shows the first page anew, because what is listed has changed. */
  restart(): void {
    clearTimeout(this.#timer);
    this.#cursors = [undefined];
    this.#reload();
  }

  search(query: string): void {
    this.query = query;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.restart(), searchDelayMs);
  }

  renderSearch(label: string): TemplateResult {
    return html`<label class="search">
      <span class="hidden">${label}</span>
      <input
        type="search"
        part="search"
        placeholder=${label}
        autocomplete="off"
        spellcheck="false"
        .value=${this.query}
        @input=${(event: InputEvent) => event.target instanceof HTMLInputElement && this.search(event.target.value)}
      />
    </label>`;
  }

  /** What makes a column one that sorts by `by`. */
  sortable(by: Column, title: string): Omit<TableColumn<unknown>, "cell"> {
    const isUp = this.sort === by;
    const isDown = this.sort === `-${by}`;
    const sort = () => {
      this.sort = isUp ? `-${by}` : by;
      this.restart();
    };
    return {
      title,
      sorted: isUp ? "ascending" : isDown ? "descending" : "none",
      header: html`<button class="sort" type="button" @click=${sort}>
        ${title} ${isUp || isDown ? html`<span aria-hidden="true">${isUp ? "↑" : "↓"}</span>` : nothing}
      </button>`,
    };
  }

  renderPager({ items, total, first, nextCursor }: PlacedPage<unknown>): TemplateResult {
    const { t } = this.#host;
    // Pressed again before the answer is there, they go no further than there are pages.
    const previous = () => {
      if (this.#cursors.length > 1) this.#cursors.pop();
      this.#reload();
    };
    const next = () => {
      if (this.#cursors.at(-1) !== nextCursor) this.#cursors.push(nextCursor);
      this.#reload();
    };
    return html`<nav class="pager" part="pager" aria-label=${t.pages}>
      <div class="muted">${t.range(first, first + items.length - 1, total)}</div>
      <div>
        <label>
          <span class="hidden">${t.perPage}</span>
          <select
            @change=${(event: Event) => {
              if (!(event.target instanceof HTMLSelectElement)) return;
              const { value } = event.target;
              this.limit = Number(value);
              stored((storage) => storage.setItem(sizeKey, value));
              this.restart();
            }}
          >
            ${pageSizes.map((size) => html`<option value=${size} .selected=${size === this.limit}>${size}</option>`)}
          </select>
        </label>
        ${renderButton(t.previous, previous, { isOff: first === 1 })}
        ${renderButton(t.next, next, { isOff: !nextCursor })}
      </div>
    </nav>`;
  }
}

/** What comes of using the browser's storage; undefined where the page has none, or it is full. */
function stored<T>(use: (storage: Storage) => T): T | undefined {
  try {
    return use(localStorage);
  } catch {
    return undefined;
  }
}

/** One choice of several, as a row of radio buttons. */
export function renderChoices<Value extends string>(
  legend: string,
  name: string,
  chosen: Value,
  choices: { value: Value; label: unknown; count?: string }[],
  choose: (value: Value) => void,
): TemplateResult {
  return html`<fieldset class="choices" part="filter">
    <legend class="hidden">${legend}</legend>
    ${choices.map(
      ({ value, label, count }) =>
        html`<label
          ><input
            type="radio"
            name=${name}
            .value=${value}
            .checked=${value === chosen}
            @change=${() => choose(value)}
          /><span>${label} ${count ? html`<span class="count">${count}</span>` : nothing}</span></label
        >`,
    )}
  </fieldset>`;
}

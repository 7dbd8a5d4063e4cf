import { html, nothing, type TemplateResult } from "lit";
import { renderButton } from "./button.ts";
import { doneEvents } from "./events.ts";
import type { Column } from "./list-table.ts";
import type { WorkspaceElement } from "./workspace-element.ts";

/** Rows of a list that are checked, to act on all of them at once. They stay so from page to page. */
export class Selection<Item extends { id: string; name: string }> {
  readonly #host: WorkspaceElement;
  readonly #checked = new Map<string, Item>();

  constructor(host: WorkspaceElement) {
    this.#host = host;
    for (const type of doneEvents) host.addEventListener(type, () => this.clear());
  }

  clear(): void {
    this.#checked.clear();
    this.#host.requestUpdate();
  }

  #check(items: Item[], isChecked: boolean): void {
    for (const item of items)
      if (isChecked) this.#checked.set(item.id, item);
      else this.#checked.delete(item.id);
    this.#host.requestUpdate();
  }

  #renderBox(label: string, items: Item[]): TemplateResult {
    const count = items.filter(({ id }) => this.#checked.has(id)).length;
    const isChecked = count > 0 && count === items.length;
    return html`<input
      type="checkbox"
      aria-label=${label}
      .checked=${isChecked}
      .indeterminate=${count > 0 && !isChecked}
      @change=${() => this.#check(items, !isChecked)}
    />`;
  }

  /** The column of check boxes, whose header checks the whole page. */
  column(items: Item[]): Column<Item> {
    const { t } = this.#host;
    return {
      title: t.selectPage,
      header: this.#renderBox(t.selectPage, items),
      kind: "check",
      cell: (item) => this.#renderBox(t.select(item.name), [item]),
    };
  }

  /** How many are listed; once some are checked, how many these are and what can be done with them. */
  renderBar(listed: string, label: string, act: (items: Item[]) => void): TemplateResult {
    const { t, isSaving } = this.#host;
    const items = [...this.#checked.values()];
    return html`<div class="toolbar selection">
      <span role="status" class="muted">${items.length > 0 ? t.selected(items.length) : listed}</span>
      ${
        items.length > 0
          ? html`${renderButton(label, () => act(items), { isOff: isSaving })}
            ${renderButton(t.clearSelection, () => this.clear(), { kind: "quiet" })}`
          : nothing
      }
    </div>`;
  }
}

import { html, nothing, type TemplateResult } from "lit";
import type { Translation } from "../translations/en.ts";

export interface Column<Item> {
  title: string;
  /** What stands in the header instead of the title. */
  header?: unknown;
  /** Whether the list is sorted by it; undefined where it cannot be. */
  sorted?: "ascending" | "descending" | "none";
  /** A class: the cells of `name` are the headers of their rows, those of `act` hold their buttons. */
  kind?: string;
  /** Whether its values are named in a card, where no header stands above them. */
  isNamed?: boolean;
  cell: (item: Item) => unknown;
}

interface List<Item> {
  /** The id of the list's title. */
  titleId: string;
  isBusy: boolean;
  /** The part of each row. */
  part: string;
  /** Those that are not shown are false. */
  columns: (Column<Item> | false)[];
  items: readonly Item[];
  idOf: (item: Item) => string;
}

/** A table that becomes cards in a narrow container. Its roles are spelled out, since what is no `display: table` any more
 *  loses them. */
export function renderTable<Item>(
  t: Translation,
  { titleId, isBusy, part, columns, items, idOf }: List<Item>,
): TemplateResult {
  const shown = columns.filter((column) => column !== false);
  return html`<table class="list" role="table" part="table" aria-labelledby=${titleId} aria-busy=${String(isBusy)}>
    <thead role="rowgroup">
      <tr role="row">
        ${shown.map(
          ({ title, header = title, sorted, kind = "" }) =>
            html`<th scope="col" role="columnheader" class=${kind} aria-sort=${sorted ?? nothing}>
              ${kind === "act" ? html`<span class="hidden">${title}</span>` : header}
            </th>`,
        )}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${items.map(
        (item) =>
          html`<tr role="row" part=${part} data-id=${idOf(item)}>
            ${shown.map(({ title, kind = "", isNamed, cell }) =>
              kind === "name"
                ? html`<th scope="row" role="rowheader" class="name">${cell(item)}</th>`
                : html`<td role="cell" class=${kind} data-label=${isNamed ? t.cardLabel(title) : nothing}>
                    ${cell(item)}
                  </td>`,
            )}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

import type { Estimate, MonthItem } from "@seatbook/server/contract";
import { html, type TemplateResult } from "lit";
import { renderChoices } from "../internal/list-view.ts";
import type { WorkspaceElement } from "../internal/workspace-element.ts";

/** A bar: a month, or the next one, which has no status. */
type Bar = Pick<MonthItem, "month" | "licenses" | "licenseModel" | "net"> & Partial<Pick<MonthItem, "status">>;

/** Licenses per month as bars to choose from, the chosen one in words: a row of radio buttons, so that the arrow keys go from
 *  month to month and a screen reader reads each. */
export class MonthChart {
  readonly #host: WorkspaceElement;
  /** What was chosen; the running month without a choice. */
  #month: string | undefined;

  constructor(host: WorkspaceElement) {
    this.#host = host;
  }

  reset(): void {
    this.#month = undefined;
  }

  /** @param months oldest first, the running one last. */
  render(months: readonly MonthItem[], next: Estimate): TemplateResult {
    const { t } = this.#host;
    const bars: Bar[] = [...months, next];
    const chosen = bars.find(({ month }) => month === this.#month) ?? bars.at(-2) ?? next;
    const most = Math.max(1, ...bars.map(({ licenses }) => licenses));
    return html`<div class="chart" part="chart">
        ${renderChoices(
          t.chart,
          "month",
          chosen.month,
          bars.map((bar) => ({ value: bar.month, label: this.#renderBar(bar, most) })),
          (month) => {
            this.#month = month;
            this.#host.requestUpdate();
          },
        )}
      </div>
      <p>${this.#words(chosen)}</p>`;
  }

  #words({ month, licenses, licenseModel, net, status }: Bar): string {
    const { t, format } = this.#host;
    return t.monthInWords(month, t.licensesOf(licenses, licenseModel), format.money(net), status);
  }

  /** `most`: the licenses that a full bar stands for. */
  #renderBar(bar: Bar, most: number): TemplateResult {
    const { format } = this.#host;
    const percent = (100 * bar.licenses) / most;
    return html`<span class="hidden">${this.#words(bar)}</span>
      <span aria-hidden="true">
        <svg class="bar ${bar.status ?? "next"}">
          <rect width="100%" height="${percent}%" y="${100 - percent}%" />
        </svg>
        <span class="month">${format.monthShort(bar.month)}</span>
      </span>`;
  }
}

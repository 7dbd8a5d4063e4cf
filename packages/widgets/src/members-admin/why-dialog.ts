import type { Member, MemberDetail } from "@seatbook/server/contract";
import { html, nothing, type TemplateResult } from "lit";
import { actorName } from "../internal/actor-name.ts";
import { mark, renderMarked } from "../internal/marked.ts";
import { Modal } from "../internal/modal.ts";

type MonthLicense = MemberDetail["licenses"][number];
type Span = MonthLicense["spans"][number];

/** Why a member is billed: the last twelve months, and for each billed one the stretches that made it count. */
export class WhyDialog extends Modal<Member, MemberDetail> {
  protected readonly name = "why-dialog";

  protected load(member: Member, signal: AbortSignal): Promise<MemberDetail> {
    return this.host.api.member(this.host.workspace, member.id, signal);
  }

  protected title(member: Member): string {
    const { t } = this.host;
    return this.host.summary.value?.licenseModel === "team"
      ? member.name
      : t.whyTitle(member.name, member.billed.currentMonth);
  }

  protected body(_member: Member, detail: MemberDetail): TemplateResult {
    const { t } = this.host;
    const summary = this.host.summary.value;
    if (!summary) return html`${nothing}`;
    const current = summary.currentMonth.month;
    const byPerson = new Map(detail.licenses.map((license) => [license.month, license]));
    const isTeamModel = summary.licenseModel === "team";
    if (isTeamModel && detail.licenses.length === 0) return html`<p>${t.notPerPerson}</p>`;
    return html`${this.#renderStrip(current, byPerson)}
      ${
        byPerson.has(current)
          ? nothing
          : html`<p>${isTeamModel ? t.notPerPerson : t.notBilledFor(current, summary.countingRule)}</p>`
      }
      <div class="stack months">
        ${detail.licenses.map((license, index) => this.#renderMonth(license, index === 0))}
      </div>
      <p class="muted small">${t.timesIn(summary.timeZone)}</p>`;
  }

  #renderStrip(current: string, licenses: Map<string, MonthLicense>): TemplateResult {
    const { t, format } = this.host;
    const months = Array.from({ length: 12 }, (_, index) => monthBefore(current, 11 - index));
    return html`<ol class="strip">
      ${months.map((month) => {
        const isBilled = licenses.has(month);
        return html`<li class=${isBilled ? "billed" : ""}>
          <span aria-hidden="true">${format.monthShort(month)}</span>
          <span class="hidden">${isBilled ? t.billedMark(month) : t.unbilledMark(month)}</span>
        </li>`;
      })}
    </ol>`;
  }

  #renderMonth(license: MonthLicense, isNewest: boolean): TemplateResult {
    const { t } = this.host;
    return html`<details class="month" ?open=${isNewest}>
      <summary>${t.billedFor(license.month)}</summary>
      <ul class="spans">
        ${license.spans.map((span) => html`<li>${renderMarked(this.#sentence(span, license.month))}</li>`)}
      </ul>
      <p>${t.oneLicense} ${license.freeFrom ? t.freeFrom(license.freeFrom) : nothing}</p>
    </details>`;
  }

  #sentence(span: Span, month: string): string {
    const { t, format } = this.host;
    const team = mark(span.team.name);
    const startsBefore = Date.parse(span.startedBy.at) < Date.parse(span.from);
    const cause = (what: Span["startedBy"]) => t.causes(what.what, actorName(t, what.by), what.at);
    if (span.to === null) return t.spanGoing(team, startsBefore ? span.startedBy.at : span.from, cause(span.startedBy));
    if (span.endedBy) return t.spanDays(team, span.from, span.to, cause(span.endedBy));
    return startsBefore && format.isMonthEnd(span.to)
      ? t.spanWhole(team, month, cause(span.startedBy))
      : t.spanDays(team, span.from, span.to, cause(span.startedBy));
  }

  protected buttons(): TemplateResult {
    return this.renderCancel(this.host.t.close);
  }
}

/** The month `count` months before `month`, both YYYY-MM. */
function monthBefore(month: string, count: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 - count, 1)).toISOString().slice(0, 7);
}

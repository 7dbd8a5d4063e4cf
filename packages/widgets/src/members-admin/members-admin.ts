import type { Member, Page, Team, WorkspaceSummary } from "@seatbook/server/contract";
import { html, nothing, type TemplateResult } from "lit";
import type { MembersQuery } from "../client/client.ts";
import { renderBlank } from "../internal/blank.ts";
import { breakable } from "../internal/breakable.ts";
import { renderButton } from "../internal/button.ts";
import { ExportDialog } from "../internal/export-dialog.ts";
import { icons } from "../internal/icons.ts";
import { renderTable } from "../internal/list-table.ts";
import { ListView, renderChoices, type PlacedPage } from "../internal/list-view.ts";
import { Selection } from "../internal/selection.ts";
import { Loader } from "../internal/loader.ts";
import { readPages } from "../internal/read-pages.ts";
import { renderStatus } from "../internal/status.ts";
import { WorkspaceElement } from "../internal/workspace-element.ts";
import { membersAdminStyles } from "./members-admin.styles.ts";
import { RemoveDialog } from "./remove-dialog.ts";
import { restoreMembers } from "./restore-members.ts";
import { WhyDialog } from "./why-dialog.ts";

type StatusFilter = "all" | "active" | "inactive" | "removed";

/** How many rows are drawn at first: more than are in sight. */
const firstRows = 15;

/** Team names that fit a row; the rest is a count. */
const shownTeams = 2;
/** How many teams the team filter has at most. */
const mostTeams = 1000;

/**
 * @summary The members of a workspace: who is billed and why, removal of inactive members, restore, export.
 * @event member-remove - Before a member is removed; cancelable.
 * @event member-removed - A member was removed.
 * @event inactive-members-remove - Before the inactive members are removed; cancelable.
 * @event inactive-members-removed - The inactive members were removed.
 * @event member-restore - Before members are restored; cancelable.
 * @event member-restored - Members were restored.
 * @slot actions - Beside the title, after the widget's own buttons.
 * @slot empty - In place of the sentence that stands where there is nothing yet.
 * @csspart base - Everything but the results.
 * @csspart header - Title and actions.
 * @csspart title - The title.
 * @csspart figures - The key numbers.
 * @csspart search - The search field.
 * @csspart filter - The choice of status.
 * @csspart table - The list of members.
 * @csspart member-row - One member.
 * @csspart pager - Page size and pages.
 * @csspart button - A button outside dialogs.
 * @csspart dialog - The dialog that is open.
 * @csspart preview - The table of effects in a dialog.
 * @csspart message - An error, or why nothing is shown.
 * @csspart notices - The place of the results.
 * @csspart notice - The result of an action.
 * @cssstate loading - Read for the first time.
 * @cssstate empty - The workspace has no members.
 * @cssstate error - The last read failed.
 * @cssstate no-permission - The session may not see this.
 * @cssstate ready - Everything is shown.
 * @cssstate saving - An action is under way.
 */
export class MembersAdmin extends WorkspaceElement {
  static override styles = [...WorkspaceElement.styles, membersAdminStyles];

  protected override readonly topic = "members";
  protected override readonly skeletonRows = 12;
  readonly #members: Loader<PlacedPage<Member>> = new Loader(this, (signal) =>
    this.#view.read((slice) => this.api.members(this.workspace, { ...slice, ...this.#filters }, signal)),
  );
  readonly #teams: Loader<Page<Team>> = new Loader(this, (signal) =>
    readPages(mostTeams, (slice) => this.api.teams(this.workspace, { sort: "name", ...slice }, signal)),
  );
  readonly #view = new ListView<"name" | "email" | "joined">(this, "name", () => void this.#members.run());
  readonly #why = new WhyDialog(this);
  readonly #remove = new RemoveDialog(this);
  readonly #export = new ExportDialog(this);
  readonly #selection = new Selection<Member>(this);
  /** False until the first rows were drawn: the rest, which is out of sight, comes a frame later. */
  #drawsAll = false;
  #status: StatusFilter = "all";
  #team = "";

  get #filters(): Pick<MembersQuery, "status" | "team"> {
    return {
      ...(this.#status !== "all" && { status: this.#status }),
      ...(this.#team && { team: this.#team }),
    };
  }

  protected override get loaders(): Loader<unknown>[] {
    return [this.summary, this.#members];
  }

  /** The list does not wait for what it can be filtered by. */
  protected override get sections(): Loader<unknown>[] {
    return [this.#teams];
  }

  protected override updated(): void {
    super.updated();
    if (this.#drawsAll || !this.#members.value) return;
    const drawAll = () => {
      this.#drawsAll = true;
      this.requestUpdate();
    };
    // A frame is drawn after what waited for it.
    requestAnimationFrame(() => setTimeout(drawAll));
  }

  protected override get isEmpty(): boolean {
    const counts = this.summary.value?.counts;
    return counts !== undefined && counts.members + counts.removedMembers === 0;
  }

  protected override resetView(): void {
    this.#view.reset();
    this.#selection.clear();
    this.#status = "all";
    this.#team = "";
  }

  async #restore(members: Member[]): Promise<void> {
    const ids = new Set(members.map(({ id }) => id));
    await this.attempt(() =>
      restoreMembers(this, members, (action) => this.#members.assume((page) => without(page, ids), action)),
    );
  }

  /** Restores those who are removed; the others are removed, once confirmed. */
  #act(members: Member[], areRemoved: boolean): void {
    if (areRemoved) void this.#restore(members);
    else this.#remove.open(members);
  }

  #choose(change: { status?: StatusFilter; team?: string }): void {
    this.#status = change.status ?? this.#status;
    this.#team = change.team ?? this.#team;
    this.#selection.clear();
    this.#view.restart();
  }

  protected override actions(): unknown {
    const { t } = this;
    return [
      this.may("licenses.export") ? renderButton(t.exportOpen, () => this.#export.open(true)) : nothing,
      this.may("members.remove") ? renderButton(t.removeInactive, () => this.#remove.open("inactive")) : nothing,
    ];
  }

  protected override renderReady(summary: WorkspaceSummary): TemplateResult {
    const { t } = this;
    const page = this.#members.value;
    const isRemoved = this.#status === "removed";
    return html`${this.#renderFigures(summary)} ${this.#renderToolbar(summary)}
    ${this.#selection.renderBar(t.members(page?.total ?? 0), isRemoved ? t.restore : t.removeOne, (members) =>
      this.#act(members, isRemoved),
    )}
    ${page?.total ? this.#renderTable(summary, page) : this.#renderNone()}`;
  }

  #renderFigures({ counts, currentMonth, nextMonth, licenseModel, countingRule }: WorkspaceSummary): TemplateResult {
    const { t, format } = this;
    const figures: [number, string][] = [
      [counts.members, t.figures.members],
      [counts.activeMembers, t.figures.active],
      [counts.inactiveMembers, t.figures.inactive],
      [currentMonth.licenses, t.figures.billed(currentMonth.month, licenseModel)],
    ];
    const billed = licenseModel === "team" ? t.billedTeams : t.billedPeople;
    const showsEnding = licenseModel === "user" && currentMonth.ending > 0;
    return html`<div class="stack summary">
      <dl class="figures" part="figures">
        ${figures.map(
          ([count, label]) =>
            html`<div>
              <dt>${label}</dt>
              <dd>${format.number(count)}</dd>
            </div>`,
        )}
      </dl>
      <p>
        ${billed(currentMonth.licenses, currentMonth.month, countingRule)}
        ${showsEnding ? t.endingPeople(currentMonth.ending, `${nextMonth.month}-01`) : nothing}
      </p>
    </div>`;
  }

  #renderToolbar({ counts }: WorkspaceSummary): TemplateResult {
    const { t } = this;
    const filters: [StatusFilter, number][] = [
      ["all", counts.members],
      ["active", counts.activeMembers],
      ["inactive", counts.inactiveMembers],
      ["removed", counts.removedMembers],
    ];
    return html`<div class="toolbar">
      ${this.#view.renderSearch(t.searchMembers)}
      ${renderChoices(
        t.show,
        "status",
        this.#status,
        filters.map(([value, count]) => ({ value, label: t.filters[value], count: this.format.number(count) })),
        (status) => this.#choose({ status }),
      )}
      <label class="team-filter">
        <span class="hidden">${t.teamFilter}</span>
        <select
          @change=${(event: Event) =>
            event.target instanceof HTMLSelectElement && this.#choose({ team: event.target.value })}
        >
          <option value="" .selected=${this.#team === ""}>${t.anyTeam}</option>
          ${this.#teams.value?.items.map(
            (team) =>
              html`<option value=${team.id} .selected=${this.#team === team.id}>
                ${team.status === "archived" ? t.archivedTeam(team.name) : team.name}
              </option>`,
          )}
        </select>
      </label>
    </div>`;
  }

  #renderNone(): TemplateResult {
    const { t } = this;
    const isFiltered = this.#view.query !== "" || this.#team !== "";
    if (!isFiltered && this.#status === "inactive") return renderBlank(t.nobodyInactive);
    if (!isFiltered && this.#status === "removed") return renderBlank(t.nobodyRemoved);
    const clear = () => {
      this.#view.query = "";
      this.#choose({ status: "all", team: "" });
      this.renderRoot.querySelector<HTMLElement>("input[type=search]")?.focus();
    };
    return renderBlank(t.noMatch, renderButton(t.clear, clear));
  }

  #renderTable(summary: WorkspaceSummary, page: PlacedPage<Member>): TemplateResult {
    const { t } = this;
    const byPerson = summary.licenseModel === "user" || summary.nextMonth.licenseModel === "user";
    const mayRemove = this.may("members.remove");
    return html`<div class="listing">
      ${renderTable(t, {
        titleId: "title",
        isBusy: this.#members.pending || !this.#drawsAll,
        part: "member-row",
        items: this.#drawsAll ? page.items : page.items.slice(0, firstRows),
        idOf: ({ id }) => id,
        columns: [
          mayRemove && this.#selection.column(page.items),
          {
            ...this.#view.sortable("name", t.columns.name),
            kind: "name",
            cell: ({ name, email }) =>
              html`<bdi>${name}</bdi><br /><span class="muted small">${breakable(email)}</span>`,
          },
          { title: t.columns.teams, kind: "teams", isNamed: true, cell: (member) => this.#teamsText(member) },
          { title: t.columns.status, kind: "state", cell: (member) => this.#renderStatus(member, summary) },
          byPerson && {
            title: t.columns.billed,
            kind: "billed",
            isNamed: true,
            cell: (member) => this.#billedText(member, summary),
          },
          {
            ...this.#view.sortable("joined", t.columns.joined),
            kind: "joined",
            isNamed: true,
            cell: ({ joinedAt }) => t.joined(joinedAt),
          },
          {
            title: t.actions,
            kind: "act",
            cell: (member) => [
              byPerson
                ? renderButton(t.why, () => this.#why.open(member), { name: t.whyLabel(member.name), kind: "quiet" })
                : nothing,
              mayRemove ? this.#renderAction(member, summary) : nothing,
            ],
          },
        ],
      })}
      ${this.#view.renderPager(page)}
    </div>`;
  }

  #renderStatus(member: Member, summary: WorkspaceSummary): TemplateResult {
    const { t } = this;
    const { status, inactiveSince, removedAt, restorableUntil } = member;
    const text =
      status === "inactive" && inactiveSince
        ? t.status.inactiveSince(inactiveSince)
        : status === "removed" && removedAt
          ? t.status.removedOn(removedAt)
          : t.status[status];
    const until =
      restorableUntil && this.#mayBeRestorable(member, summary) ? t.restorableUntil(restorableUntil) : t.notRestorable;
    return html`${renderStatus(status, icons[status], text)}${
      status === "removed" ? html`<br /><span class="muted small">${until}</span>` : nothing
    }`;
  }

  /** Whether the 30 days had not passed when the running month began. Closer the device's clock, which is not the server's,
   *  must not decide; the server refuses what comes too late. */
  #mayBeRestorable({ restorableUntil }: Member, { currentMonth }: WorkspaceSummary): boolean {
    return restorableUntil !== undefined && this.format.monthOf(restorableUntil) >= currentMonth.month;
  }

  #renderAction(member: Member, summary: WorkspaceSummary): TemplateResult | typeof nothing {
    const { t } = this;
    const isRemoved = member.status === "removed";
    if (isRemoved && !this.#mayBeRestorable(member, summary)) return nothing;
    return renderButton(isRemoved ? t.restore : t.removeOne, () => this.#act([member], isRemoved), {
      name: isRemoved ? t.restoreLabel(member.name) : t.removeOneLabel(member.name),
      kind: "quiet",
      isOff: isRemoved && this.isSaving,
    });
  }

  #teamsText(member: Member): TemplateResult {
    const { t, format } = this;
    const names = member.teams.map((team) => (team.archived ? t.archivedTeam(team.name) : team.name));
    if (names.length === 0) return html`<span class="muted">${t.noTeams}</span>`;
    return names.length <= shownTeams + 1
      ? html`${format.list(names)}`
      : html`<span title=${format.list(names)}
          >${t.moreTeams(names.slice(0, shownTeams), names.length - shownTeams)}</span
        >`;
  }

  #billedText({ billed, freeFrom }: Member, { currentMonth, nextMonth }: WorkspaceSummary): TemplateResult {
    const { t } = this;
    if (billed.currentMonth && billed.nextMonth) return html`${t.billed.both(currentMonth.month, nextMonth.month)}`;
    if (billed.currentMonth) return html`${t.billed.freeFrom(currentMonth.month, freeFrom ?? `${nextMonth.month}-01`)}`;
    if (billed.nextMonth) return html`${t.billed.from(nextMonth.month)}`;
    return html`<span class="muted">${t.billed.not}</span>`;
  }
}

/** A page as it will be once these have gone from it. */
function without(page: PlacedPage<Member>, ids: Set<string>): PlacedPage<Member> {
  const items = page.items.filter(({ id }) => !ids.has(id));
  return { ...page, total: page.total - page.items.length + items.length, items };
}

declare global {
  interface HTMLElementTagNameMap {
    "members-admin": MembersAdmin;
  }
}

import type { Team, WorkspaceSummary } from "@seatbook/server/contract";
import { html, type TemplateResult } from "lit";
import { renderBlank } from "../internal/blank.ts";
import { renderButton } from "../internal/button.ts";
import { icons } from "../internal/icons.ts";
import { renderTable } from "../internal/list-table.ts";
import { ListView, renderChoices, type PlacedPage } from "../internal/list-view.ts";
import { Loader } from "../internal/loader.ts";
import { Selection } from "../internal/selection.ts";
import { renderStatus } from "../internal/status.ts";
import { WorkspaceElement } from "../internal/workspace-element.ts";
import { ArchiveDialog } from "./archive-dialog.ts";

/**
 * @summary The teams of a workspace: who makes how many licenses, archive and unarchive with the effect shown first.
 * @event team-archive - Before a team is archived; cancelable.
 * @event team-archived - A team was archived.
 * @event team-unarchive - Before a team is unarchived; cancelable.
 * @event team-unarchived - A team was unarchived.
 * @slot actions - Beside the title, after the widget's own buttons.
 * @slot empty - In place of the sentence that stands where there is nothing yet.
 * @csspart base - Everything but the results.
 * @csspart header - The title and your actions.
 * @csspart title - The title.
 * @csspart search - The search field.
 * @csspart filter - The choice of status.
 * @csspart table - The list of teams.
 * @csspart team-row - One team.
 * @csspart pager - Page size and pages.
 * @csspart button - A button outside dialogs.
 * @csspart dialog - The dialog that is open.
 * @csspart preview - The table of effects in a dialog.
 * @csspart message - An error, or why nothing is shown.
 * @csspart notices - The place of the results.
 * @csspart notice - The result of an action.
 * @cssstate loading - Read for the first time.
 * @cssstate empty - The workspace has no teams.
 * @cssstate error - The last read failed.
 * @cssstate no-permission - The session may not see this.
 * @cssstate ready - Everything is shown.
 * @cssstate saving - An action is under way.
 */
export class TeamsAdmin extends WorkspaceElement {
  protected override readonly topic = "teams";
  protected override readonly skeletonRows = 8;
  readonly #teams: Loader<PlacedPage<Team>> = new Loader(this, (signal) =>
    this.#view.read((slice) => this.api.teams(this.workspace, { ...slice, status: this.#status }, signal)),
  );
  readonly #view = new ListView<"name" | "members">(this, "name", () => void this.#teams.run());
  readonly #dialog = new ArchiveDialog(this);
  readonly #selection = new Selection<Team>(this);
  #status: "active" | "archived" = "active";

  protected override get loaders(): Loader<unknown>[] {
    return [this.summary, this.#teams];
  }

  protected override get isEmpty(): boolean {
    return this.summary.value?.counts.teams === 0;
  }

  protected override resetView(): void {
    this.#view.reset();
    this.#selection.clear();
    this.#status = "active";
  }

  protected override renderReady(summary: WorkspaceSummary): TemplateResult {
    const { t, format } = this;
    const page = this.#teams.value;
    const { activeTeams, archivedTeams } = summary.counts;
    return html`<div class="toolbar">
        ${this.#view.renderSearch(t.searchTeams)}
        ${renderChoices(
          t.show,
          "status",
          this.#status,
          [
            { value: "active", label: t.teamFilters.active, count: format.number(activeTeams) },
            { value: "archived", label: t.teamFilters.archived, count: format.number(archivedTeams) },
          ],
          (status) => {
            this.#status = status;
            this.#selection.clear();
            this.#view.restart();
          },
        )}
      </div>
      ${this.#selection.renderBar(
        t.teams(page?.total ?? 0),
        this.#status === "active" ? t.archive : t.unarchive,
        (teams) => this.#dialog.open(teams),
      )}
      ${page?.total ? this.#renderTable(summary, page) : this.#renderNone()}`;
  }

  #renderNone(): TemplateResult {
    const { t } = this;
    const none = this.#status === "active" ? t.noTeamActive : t.noTeamArchived;
    return renderBlank(this.#view.query ? t.noMatch : none);
  }

  #renderTable(summary: WorkspaceSummary, page: PlacedPage<Team>): TemplateResult {
    const { t, format } = this;
    const byTeam = summary.licenseModel === "team";
    const mayArchive = this.may("teams.archive");
    return html`<div class="listing">
      ${renderTable(t, {
        titleId: "title",
        isBusy: this.#teams.pending,
        part: "team-row",
        items: page.items,
        idOf: ({ id }) => id,
        columns: [
          mayArchive && this.#selection.column(page.items),
          {
            ...this.#view.sortable("name", t.columns.team),
            kind: "name",
            cell: ({ name }) => html`<bdi>${name}</bdi>`,
          },
          {
            ...this.#view.sortable("members", t.columns.members),
            kind: "number",
            isNamed: true,
            cell: ({ members }) => format.number(members),
          },
          this.#status === "active"
            ? {
                title: byTeam ? t.columns.licenses : t.columns.onlyThisTeam,
                kind: "number",
                isNamed: true,
                cell: (team) => (byTeam ? t.licenses(1) : format.number(team.licensesOnlyThisTeam)),
              }
            : { title: t.columns.status, kind: "state", cell: (team) => this.#renderStatus(team) },
          mayArchive && { title: t.actions, kind: "act", cell: (team) => this.#renderAction(team) },
        ],
      })}
      ${this.#view.renderPager(page)}
    </div>`;
  }

  #renderAction(team: Team): TemplateResult {
    const { t } = this;
    const isActive = team.status === "active";
    return renderButton(isActive ? t.archive : t.unarchive, () => this.#dialog.open([team]), {
      name: isActive ? t.archiveLabel(team.name) : t.unarchiveLabel(team.name),
      kind: "quiet",
    });
  }

  #renderStatus({ status, archivedAt }: Team): TemplateResult {
    const { t } = this;
    return renderStatus(status, icons[status], archivedAt ? t.teamStatus.archivedOn(archivedAt) : t.teamStatus[status]);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "teams-admin": TeamsAdmin;
  }
}

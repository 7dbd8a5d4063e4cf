import type { Permission, Team, WorkspaceSummary } from "@seatbook/server/contract";
import { html, nothing, type TemplateResult } from "lit";
import { renderBlank } from "../internal/blank.ts";
import { renderButton } from "../internal/button.ts";
import { icons } from "../internal/icons.ts";
import { actionsColumn, cardLabel, column, renderTable } from "../internal/list-table.ts";
import { ListView, renderChoices, type PlacedPage } from "../internal/list-view.ts";
import { Loader } from "../internal/loader.ts";
import { renderStatus } from "../internal/status.ts";
import { WorkspaceElement } from "../internal/workspace-element.ts";
import { ArchiveDialog } from "./archive-dialog.ts";
import { teamsAdminStyles } from "./teams-admin.styles.ts";

/**
 * @summary The teams of a workspace: who makes how many licenses, archive and unarchive with the effect shown first.
 * @event team-archive - Before a team is archived; cancelable.
 * @event team-archived - A team was archived.
 * @event team-unarchive - Before a team is unarchived; cancelable.
 * @event team-unarchived - A team was unarchived.
 * @csspart base - Everything but the results.
 * @csspart header - Title and counts.
 * @csspart title - The title.
 * @csspart search - The search field.
 * @csspart filter - The choice of status.
 * @csspart table - The list of teams.
 * @csspart team-row - One team.
 * @csspart pager - Page size and pages.
 * @csspart dialog - The dialog that is open.
 * @csspart preview - The table of effects in a dialog.
 * @csspart message - An error, or why nothing is shown.
 * @csspart notice - The result of an action.
 * @cssstate loading - Read for the first time.
 * @cssstate empty - The workspace has no teams.
 * @cssstate error - The last read failed.
 * @cssstate no-permission - The session may not see this.
 * @cssstate ready - Everything is shown.
 * @cssstate saving - An action is under way.
 */
export class TeamsAdmin extends WorkspaceElement {
  static override styles = [...WorkspaceElement.styles, teamsAdminStyles];

  readonly #teams: Loader<PlacedPage<Team>> = new Loader(this, (signal) =>
    this.#view.read((slice) => this.api.teams(this.workspace, { ...slice, status: this.#status }, signal)),
  );
  readonly #view = new ListView<"name" | "members">(this, "name", () => void this.#reload());
  readonly #dialog = new ArchiveDialog(this);
  #status: "active" | "archived" = "active";

  protected override get loaders(): Loader<unknown>[] {
    return [this.summary, this.#teams];
  }

  protected override get readPermission(): Permission {
    return "teams.read";
  }

  protected override get heading(): string {
    return this.t.teamsTitle;
  }

  protected override get noPermissionText(): string {
    return this.t.noPermission.teams;
  }

  protected override get isEmpty(): boolean {
    return this.summary.value?.counts.teams === 0;
  }

  protected override get skeletonRows(): number {
    return 8;
  }

  protected override resetView(): void {
    this.#view.reset();
    this.#status = "active";
    if (this.#dialog.isOpen) this.#dialog.close();
  }

  async #reload(): Promise<void> {
    await this.#teams.run();
    if (this.#teams.value && this.#teams.error === undefined) this.announce(this.t.teamsFound(this.#teams.value.total));
  }

  protected override renderEmpty(): TemplateResult {
    return renderBlank(this.t.noTeamsYet);
  }

  protected override renderReady(summary: WorkspaceSummary): TemplateResult {
    const { t } = this;
    const page = this.#teams.value;
    const { activeTeams, archivedTeams } = summary.counts;
    return html`<p>${t.teamCounts(activeTeams, archivedTeams)}</p>
      <div class="toolbar">
        ${this.#view.renderSearch(t.searchTeams)}
        ${renderChoices(
          t.show,
          "status",
          this.#status,
          [
            { value: "active", label: t.filterCount(t.filters.active, activeTeams) },
            { value: "archived", label: t.filterCount(t.filters.archived, archivedTeams) },
          ],
          (status) => {
            this.#status = status;
            this.#view.restart();
          },
        )}
      </div>
      ${!page || page.items.length === 0 ? this.#renderNone() : this.#renderTable(summary, page)}
      ${this.#dialog.render()}`;
  }

  #renderNone(): TemplateResult {
    const { t } = this;
    const none = this.#status === "active" ? t.noTeamActive : t.noTeamArchived;
    return renderBlank(this.#view.query ? t.noTeamMatch : none);
  }

  #renderTable(summary: WorkspaceSummary, page: PlacedPage<Team>): TemplateResult {
    const { t } = this;
    const byTeam = summary.licenseModel === "team";
    const mayArchive = this.may("teams.archive");
    const showLicenses = this.#status === "active";
    return html`<div class="listing">
      ${renderTable(
        "title",
        this.#teams.pending,
        [
          this.#view.renderSort("name", t.columns.team),
          this.#view.renderSort("members", t.columns.members, "number"),
          showLicenses
            ? column(byTeam ? t.columns.perTeam : t.columns.onlyThisTeam, "number")
            : column(t.columns.status),
          mayArchive ? actionsColumn(t) : nothing,
        ],
        page.items.map((team) => this.#renderRow(team, { byTeam, mayArchive, showLicenses })),
      )}
      ${this.#view.renderPager(page)}
    </div>`;
  }

  #renderRow(
    team: Team,
    { byTeam, mayArchive, showLicenses }: { byTeam: boolean; mayArchive: boolean; showLicenses: boolean },
  ): TemplateResult {
    const { t, format } = this;
    const label = (text: string) => cardLabel(t, text);
    const isActive = team.status === "active";
    return html`<tr role="row" part="team-row" data-id=${team.id}>
      <th scope="row" role="rowheader" class="name"><bdi>${team.name}</bdi></th>
      <td role="cell" class="number">${label(t.columns.members)}${format.number(team.members)}</td>
      ${
        showLicenses
          ? html`<td role="cell" class="number">
              ${label(byTeam ? t.columns.perTeam : t.columns.onlyThisTeam)}${
                byTeam ? t.oneTeamLicense : format.number(team.licensesOnlyThisTeam)
              }
            </td>`
          : html`<td role="cell" class="state">
              ${renderStatus(
                team.status,
                isActive ? icons.active : icons.archived,
                isActive ? t.status.active : team.archivedAt ? t.status.archivedOn(team.archivedAt) : t.status.archived,
              )}
            </td>`
      }
      ${
        mayArchive
          ? html`<td role="cell" class="act">
              ${renderButton(isActive ? t.archive : t.unarchive, () => this.#dialog.open(team), {
                name: isActive ? t.archiveLabel(team.name) : t.unarchiveLabel(team.name),
                kind: "quiet",
              })}
            </td>`
          : nothing
      }
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "teams-admin": TeamsAdmin;
  }
}

import type { Preview, Team } from "@seatbook/server/contract";
import { html, type TemplateResult } from "lit";
import { actOnEach } from "../internal/act-on-each.ts";
import { Modal } from "../internal/modal.ts";
import { named, namesOf } from "../internal/names-of.ts";
import { renderPreview } from "../internal/preview-table.ts";

/** Archives teams, or unarchives them, after showing what that does to the members and to the bill. They are all active, or
 *  all archived. */
export class ArchiveDialog extends Modal<Team[], Preview> {
  protected readonly name = "archive-dialog";

  protected load(teams: Team[], signal: AbortSignal): Promise<Preview> {
    const type = isActive(teams) ? "archive-team" : "unarchive-team";
    return this.host.api.preview(
      this.host.workspace,
      teams.map(({ id }) => ({ type, team: id })),
      signal,
    );
  }

  protected title(teams: Team[]): string {
    const { t } = this.host;
    return isActive(teams) ? t.archiveTitle(namesOf(teams)) : t.unarchiveTitle(namesOf(teams));
  }

  protected body(teams: Team[], preview: Preview): TemplateResult {
    const { t } = this.host;
    const { currentMonth, nextMonth } = preview;
    const byTeam = currentMonth.licenseModel === "team" && nextMonth.licenseModel === "team";
    const isArchiving = isActive(teams);
    const rule = this.host.summary.value?.countingRule ?? "any-in-month";
    const changed = [currentMonth, nextMonth].find((month) => month.before.licenses !== month.after.licenses)?.month;
    return html`${teams.length > 1 ? html`<p>${this.host.format.list(namesOf(teams))}</p>` : ""}
      <p>${this.#membersText(teams, preview)} ${isArchiving && byTeam ? t.archiveTeamLicense(teams.length) : ""}</p>
      ${renderPreview(this.host, preview, isArchiving ? t.ifArchived : t.ifUnarchived)}
      ${isArchiving && changed === nextMonth.month ? html`<p>${t.archiveStays(namesOf(teams), currentMonth.month, rule)}</p>` : ""}
      ${isArchiving ? html`<p>${t.archiveUndo}</p>` : ""}
      ${!isArchiving && changed ? html`<p>${t.unarchiveBilled(teams.length, changed, changed === currentMonth.month)}</p>` : ""}`;
  }

  #membersText(teams: Team[], { counts: { before, after } }: Preview): string {
    const { t } = this.host;
    const becoming = Math.abs(before.activeMembers - after.activeMembers);
    const count = teams.reduce((sum, { members }) => sum + members, 0);
    return isActive(teams) ? t.archiveMembers(count, becoming) : t.unarchiveMembers(count, becoming);
  }

  protected buttons(teams: Team[], preview: Preview | undefined): TemplateResult {
    const { t } = this.host;
    return html`${this.renderCancel(t.cancel)}
    ${this.renderConfirm(isActive(teams) ? t.archiveConfirm : t.unarchiveConfirm, "primary", preview)}`;
  }

  /** Asked for each team: those that are vetoed stay as they are. */
  #permitted(teams: Team[]): Team[] {
    const { host } = this;
    const type = isActive(teams) ? "team-archive" : "team-unarchive";
    return teams.filter((team) => host.permits(type, detailOf(host.workspace, team)));
  }

  protected override async act(teams: Team[]): Promise<() => Promise<void>> {
    const change = await this.#change(this.#permitted(teams));
    return () =>
      change(async (done) => {
        const status = isActive(done) ? "archived" : "active";
        const undo = await this.#change(this.#permitted(done.map((team) => ({ ...team, status }))));
        await undo();
      });
  }

  /** Carries it out, and returns what tells the result. */
  async #change(teams: Team[]): Promise<(undo?: (done: Team[]) => Promise<void>) => Promise<void>> {
    const { host } = this;
    const { api, workspace, t } = host;
    if (teams.length === 0) return () => Promise.resolve();
    const isArchiving = isActive(teams);
    const { done, notice } = await actOnEach(
      host,
      teams,
      ({ id }) => (isArchiving ? api.archiveTeam(workspace, id) : api.unarchiveTeam(workspace, id)),
      isArchiving ? t.archived : t.unarchived,
    );
    return (undo) =>
      host.finish(
        isArchiving ? "team-archived" : "team-unarchived",
        { ...notice, ...(undo && { undo: () => undo(done) }) },
        ...done.map((team) => detailOf(workspace, team)),
      );
  }
}

const isActive = ([team]: readonly Team[]) => team?.status === "active";

const detailOf = (workspace: string, team: Team) => ({ workspace, team: named(team) });

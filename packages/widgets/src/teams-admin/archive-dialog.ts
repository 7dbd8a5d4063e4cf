import type { Preview, Team } from "@seatbook/server/contract";
import { html, type TemplateResult } from "lit";
import { Modal } from "../internal/modal.ts";
import { renderPreview } from "../internal/preview-table.ts";

/** Archives or unarchives a team, after showing what that does to the members and to the bill. */
export class ArchiveDialog extends Modal<Team, Preview> {
  protected readonly name = "archive-dialog";

  protected load(team: Team, signal: AbortSignal): Promise<Preview> {
    const type = team.status === "active" ? "archive-team" : "unarchive-team";
    return this.host.api.preview(this.host.workspace, [{ type, team: team.id }], signal);
  }

  protected title(team: Team): string {
    const { t } = this.host;
    return team.status === "active" ? t.archiveTitle(team.name) : t.unarchiveTitle(team.name);
  }

  protected body(team: Team, preview: Preview): TemplateResult {
    const { t } = this.host;
    const { before, after } = preview.counts;
    const { currentMonth, nextMonth } = preview;
    const byTeam = currentMonth.licenseModel === "team" && nextMonth.licenseModel === "team";
    const isArchiving = team.status === "active";
    const becoming = Math.abs(before.activeMembers - after.activeMembers);
    const rule = this.host.summary.value?.countingRule ?? "any-in-month";
    const changed = [currentMonth, nextMonth].find((month) => month.before.licenses !== month.after.licenses)?.month;
    return html`<p>
        ${isArchiving ? t.archiveMembers(team.members, becoming) : t.unarchiveMembers(team.members, becoming)}
        ${byTeam ? t.archiveTeamLicense : ""}
      </p>
      ${renderPreview(this.host, preview, isArchiving ? t.ifArchived : t.ifUnarchived)}
      ${isArchiving && changed === nextMonth.month ? html`<p>${t.archiveStays(team.name, currentMonth.month, rule)}</p>` : ""}
      ${isArchiving ? html`<p>${t.archiveUndo}</p>` : ""}
      ${!isArchiving && changed ? html`<p>${t.unarchiveBilled(changed, changed === currentMonth.month)}</p>` : ""}`;
  }

  protected buttons(team: Team, preview: Preview | undefined): TemplateResult {
    const { t } = this.host;
    return html`${this.renderCancel(t.cancel)}
    ${this.renderConfirm(team.status === "active" ? t.archiveConfirm : t.unarchiveConfirm, "primary", preview)}`;
  }

  protected override permitted(team: Team): boolean {
    return this.host.permits(
      team.status === "active" ? "team-archive" : "team-unarchive",
      detailOf(this.host.workspace, team),
    );
  }

  protected override async act(team: Team): Promise<() => Promise<void>> {
    await this.#change(team);
    return () =>
      this.#finish(team, async () => {
        const undone: Team = { ...team, status: team.status === "active" ? "archived" : "active" };
        if (!this.permitted(undone)) return;
        await this.#change(undone);
        await this.#finish(undone);
      });
  }

  async #change({ id, status }: Team): Promise<void> {
    const { api, workspace } = this.host;
    await (status === "active" ? api.archiveTeam(workspace, id) : api.unarchiveTeam(workspace, id));
  }

  async #finish(team: Team, undo?: () => Promise<void>): Promise<void> {
    const { host } = this;
    const { t } = host;
    const isArchived = team.status === "active";
    await host.finish(isArchived ? "team-archived" : "team-unarchived", detailOf(host.workspace, team), {
      text: isArchived ? t.archived(team.name) : t.unarchived(team.name),
      ...(undo && { undo }),
    });
  }
}

const detailOf = (workspace: string, { id, name }: Team) => ({ workspace, team: { id, name } });

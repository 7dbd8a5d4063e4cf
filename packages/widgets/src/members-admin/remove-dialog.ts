import type { Member, Preview } from "@seatbook/server/contract";
import { html, type TemplateResult } from "lit";
import { Modal } from "../internal/modal.ts";
import { renderPreview } from "../internal/preview-table.ts";
import { restorableDays, restoreMembers } from "./restore.ts";

/** Removes one member, after showing what that does to access and to the bill. */
export class RemoveDialog extends Modal<Member, Preview> {
  protected readonly name = "remove-dialog";

  protected load(member: Member, signal: AbortSignal): Promise<Preview> {
    return this.host.api.preview(this.host.workspace, [{ type: "remove-member", member: member.id }], signal);
  }

  protected title(member: Member): string {
    return this.host.t.removeOneTitle(member.name);
  }

  protected body(member: Member, preview: Preview): TemplateResult {
    const { t } = this.host;
    return html`<p>${t.removeOneEffect(member.name, restorableDays)}</p>
      ${renderPreview(this.host, preview, t.ifRemoved)}`;
  }

  protected buttons(_member: Member, preview: Preview | undefined): TemplateResult {
    const { t } = this.host;
    return html`${this.renderCancel(t.cancel)} ${this.renderConfirm(t.remove, "danger", preview)}`;
  }

  protected override permitted({ id, name }: Member): boolean {
    return this.host.permits("member-remove", { workspace: this.host.workspace, members: [{ id, name }] });
  }

  protected override async act({ id, name }: Member): Promise<() => Promise<void>> {
    const { host } = this;
    const members = [{ id, name }];
    await host.api.removeMember(host.workspace, id);
    return () =>
      host.finish(
        "member-removed",
        { workspace: host.workspace, members },
        { text: host.t.removed(name), undo: () => restoreMembers(host, members) },
      );
  }
}

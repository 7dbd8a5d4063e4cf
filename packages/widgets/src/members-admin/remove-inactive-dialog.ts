import type { InactiveMembers, Member, Preview } from "@seatbook/server/contract";
import { html, nothing, type TemplateResult } from "lit";
import { ClientError } from "../client/client.ts";
import { breakable } from "../internal/breakable.ts";
import { renderButton } from "../internal/button.ts";
import { renderMessage } from "../internal/message.ts";
import { Modal } from "../internal/modal.ts";
import { renderPreview } from "../internal/preview-table.ts";
import { restorableDays, restoreMembers } from "./restore.ts";

/** From how many members on the number must be typed to confirm. */
const typedFrom = 26;

interface Inactive extends InactiveMembers {
  preview: Preview;
}

/** Removes every inactive member, after showing exactly who, who not and why, and that the bill stays the same. */
export class RemoveInactiveDialog extends Modal<true, Inactive> {
  protected readonly name = "remove-inactive-dialog";
  #typed = "";
  /** The members of the list that turned out to be outdated. */
  #outdated: Set<string> | undefined;

  override open(subject: true): void {
    this.#typed = "";
    this.#outdated = undefined;
    super.open(subject);
  }

  protected async load(_subject: true, signal: AbortSignal): Promise<Inactive> {
    const { api, workspace } = this.host;
    const [inactive, preview] = await Promise.all([
      api.inactiveMembers(workspace, signal),
      api.preview(workspace, [{ type: "remove-inactive-members" }], signal),
    ]);
    return { ...inactive, preview };
  }

  protected title(_subject: true, data: Inactive | undefined): string {
    const { t } = this.host;
    const count = data?.members.length ?? 0;
    return count === 0 ? t.removeInactiveNobodyTitle : t.removeInactiveTitle(count);
  }

  protected body(_subject: true, data: Inactive): TemplateResult {
    const { t } = this.host;
    const { members, preview } = data;
    const count = members.length;
    const stays = data.protected.length === 0 ? nothing : this.#renderStays(data);
    if (count === 0)
      return html`<p>${stays === nothing ? t.everyoneActive : t.onlyProtected}</p>
        ${stays}`;
    const stillBilled = members.filter((member) => member.billed.currentMonth).length;
    const byTeam = preview.currentMonth.licenseModel === "team" && preview.nextMonth.licenseModel === "team";
    return html`${this.#renderLookedAgain(members)}
      <p>
        ${t.removeInactiveAccess(count)} ${byTeam ? t.billUnchangedTeams : t.billUnchanged}
        ${stillBilled > 0 ? t.stillBilled(stillBilled, count, preview.currentMonth.month) : nothing}
        ${t.restoreFor(restorableDays, count)}
      </p>
      <section class="stack who" aria-labelledby="who-goes">
        <h3 id="who-goes">${t.whoGoes(count)}</h3>
        <ul class="people" tabindex="0" aria-labelledby="who-goes">
          ${members.map(
            (member) =>
              html`<li>
                <span><bdi>${member.name}</bdi><br /><span class="muted small">${breakable(member.email)}</span></span>
                <span class="muted small">${this.#since(member)}</span>
              </li>`,
          )}
        </ul>
      </section>
      ${stays} ${renderPreview(this.host, preview, t.ifRemoved)}
      ${count < typedFrom ? nothing : this.#renderTyped(count)}`;
  }

  #renderStays(data: Inactive): TemplateResult {
    const { t } = this.host;
    return html`<section class="stack who" aria-labelledby="who-stays">
      <h3 id="who-stays">${t.whoStays(data.protected.length)}</h3>
      <ul>
        ${data.protected.map(({ member, reason }) => html`<li>${t.notRemoved(member.name, reason)}</li>`)}
      </ul>
    </section>`;
  }

  #since(member: Member): string {
    const { t, format } = this.host;
    if (!member.inactiveSince) return t.neverActive;
    const last = member.lastTeams ?? [];
    const since = t.inactiveSince(member.inactiveSince);
    return last.length === 0 ? since : format.list([since, t.lastTeams(last.map(({ name }) => name))]);
  }

  #renderLookedAgain(members: Member[]): TemplateResult | typeof nothing {
    if (!this.#outdated) return nothing;
    const { t } = this.host;
    const ids = new Set(members.map(({ id }) => id));
    const gone = [...this.#outdated].filter((id) => !ids.has(id)).length;
    return html`<p class="message" role="status">${gone > 0 ? t.joinedMeanwhile(gone) : t.listLookedAgain}</p>`;
  }

  #renderTyped(count: number): TemplateResult {
    const { t } = this.host;
    return html`<div class="field">
      <label for="typed">${t.typeNumber(count)}</label>
      <input
        id="typed"
        type="text"
        inputmode="numeric"
        autocomplete="off"
        aria-describedby="typed-hint"
        .value=${this.#typed}
        @input=${(event: InputEvent) => {
          if (!(event.target instanceof HTMLInputElement)) return;
          this.#typed = event.target.value;
          this.host.requestUpdate();
        }}
      />
      <p id="typed-hint" class="muted small">${t.typeNumberFirst(count)}</p>
    </div>`;
  }

  protected buttons(_subject: true, data: Inactive | undefined): TemplateResult {
    const { t } = this.host;
    const count = data?.members.length ?? 0;
    if (!data || count === 0) return this.renderCancel(data ? t.close : t.cancel);
    const isOutdated = isChanged(this.failure);
    const isLocked = count >= typedFrom && this.#typed.trim() !== String(count);
    const isOff = this.data.pending || isOutdated || isLocked;
    return html`${this.renderCancel(t.cancel)} ${this.renderConfirm(t.confirmRemove(count), "danger", data, isOff)}`;
  }

  protected override renderFailure(failure: unknown): TemplateResult {
    if (!isChanged(failure)) return super.renderFailure(failure);
    const { t } = this.host;
    return renderMessage("warning", t.listChanged, { button: renderButton(t.refresh, () => void this.#lookAgain()) });
  }

  async #lookAgain(): Promise<void> {
    this.#outdated = new Set(this.data.value?.members.map(({ id }) => id));
    this.#typed = "";
    await this.data.run();
    this.failure = this.data.error;
    this.host.requestUpdate();
    await this.host.updateComplete;
    this.focusTitle();
  }

  protected override progress(_subject: true, data: Inactive | undefined): string {
    return this.host.t.removing(data?.members.length ?? 0);
  }

  protected override permitted(_subject: true, { members }: Inactive): boolean {
    return this.host.permits("inactive-members-remove", {
      workspace: this.host.workspace,
      members: members.map(named),
    });
  }

  protected override async act(_subject: true, data: Inactive): Promise<() => Promise<void>> {
    const { host } = this;
    const { removed } = await host.api.removeInactiveMembers(host.workspace, data.fingerprint);
    const ids = new Set(removed);
    const members = data.members.filter(({ id }) => ids.has(id)).map(named);
    return () =>
      host.finish(
        "inactive-members-removed",
        { workspace: host.workspace, members },
        { text: host.t.removedMany(members.length), undo: () => restoreMembers(host, members) },
      );
  }
}

const named = ({ id, name }: Member) => ({ id, name });

const isChanged = (failure: unknown) => failure instanceof ClientError && failure.code === "inactive-members-changed";

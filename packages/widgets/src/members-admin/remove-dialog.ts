import type { InactiveMembers, Member, Preview } from "@seatbook/server/contract";
import { html, nothing, type TemplateResult } from "lit";
import { ClientError } from "../client/client.ts";
import { actOnEach, type Outcome } from "../internal/act-on-each.ts";
import { breakable } from "../internal/breakable.ts";
import { renderButton } from "../internal/button.ts";
import { renderMessage } from "../internal/message.ts";
import { Modal } from "../internal/modal.ts";
import { named, namesOf } from "../internal/names-of.ts";
import { renderPreview } from "../internal/preview-table.ts";
import { restorableDays, restoreMembers } from "./restore-members.ts";

/** From how many members on the number must be typed to confirm. */
const typedFrom = 26;

/** Whom to remove: these, or all who are inactive. */
type Chosen = Member[] | "inactive";

interface Removal extends InactiveMembers {
  preview: Preview;
}

/** Removes members after showing exactly who, who not and why, and what that does to access and to the bill. */
export class RemoveDialog extends Modal<Chosen, Removal> {
  protected readonly name = "remove-dialog";
  #typed = "";

  override open(chosen: Chosen): void {
    this.#typed = "";
    super.open(chosen);
  }

  protected async load(chosen: Chosen, signal: AbortSignal): Promise<Removal> {
    const { api, workspace } = this.host;
    const isInactive = chosen === "inactive";
    const [listed, preview] = await Promise.all([
      isInactive ? api.inactiveMembers(workspace, signal) : { members: chosen, protected: [], fingerprint: "" },
      api.preview(
        workspace,
        isInactive
          ? [{ type: "remove-inactive-members" }]
          : chosen.map(({ id }) => ({ type: "remove-member", member: id })),
        signal,
      ),
    ]);
    return { ...listed, preview };
  }

  protected title(chosen: Chosen, data: Removal | undefined): string {
    const { t } = this.host;
    const members = data?.members ?? (chosen === "inactive" ? [] : chosen);
    return members.length > 0 ? t.removeTitle(namesOf(members)) : t.removeInactiveNobodyTitle;
  }

  protected body(chosen: Chosen, data: Removal): TemplateResult {
    const { t } = this.host;
    const { members, preview } = data;
    const count = members.length;
    const stays = data.protected.length === 0 ? nothing : this.#renderStays(data);
    if (count === 0)
      return html`<p>${stays === nothing ? t.nobodyInactive : t.onlyProtected}</p>
        ${stays}`;
    return html`<p>
        ${t.removeEffect(namesOf(members), restorableDays)} ${chosen === "inactive" ? this.#billEffect(data) : nothing}
      </p>
      ${isOne(chosen) ? nothing : this.#renderGoes(members)} ${stays} ${renderPreview(this.host, preview, t.ifRemoved)}
      ${count < typedFrom ? nothing : this.#renderTyped(count)}`;
  }

  #billEffect({ members, preview: { currentMonth, nextMonth } }: Removal): string {
    const { t } = this.host;
    const stillBilled = members.filter((member) => member.billed.currentMonth).length;
    const byTeam = currentMonth.licenseModel === "team" && nextMonth.licenseModel === "team";
    const unchanged = byTeam ? t.billUnchangedTeams : t.billUnchanged;
    return stillBilled > 0 ? [unchanged, t.stillBilled(stillBilled, currentMonth.month)].join(" ") : unchanged;
  }

  #renderGoes(members: Member[]): TemplateResult {
    return html`<section class="stack who" aria-labelledby="who-goes">
      <h3 id="who-goes">${this.host.t.whoGoes(members.length)}</h3>
      <ul class="people" tabindex="0" aria-labelledby="who-goes">
        ${members.map(
          (member) =>
            html`<li>
              <span><bdi>${member.name}</bdi><br /><span class="muted small">${breakable(member.email)}</span></span>
              <span class="muted small">${this.#since(member)}</span>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #renderStays(data: Removal): TemplateResult {
    const { t } = this.host;
    return html`<section class="stack who" aria-labelledby="who-stays">
      <h3 id="who-stays">${t.whoStays(data.protected.length)}</h3>
      <ul>
        ${data.protected.map(({ member, reason }) => html`<li>${t.notRemoved(member.name, reason)}</li>`)}
      </ul>
    </section>`;
  }

  #since({ status, inactiveSince, teams, lastTeams = [] }: Member): string {
    const { t, format } = this.host;
    if (status === "active") return format.list(namesOf(teams));
    return inactiveSince ? t.inactiveSince(inactiveSince, namesOf(lastTeams)) : t.neverActive;
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

  protected buttons(chosen: Chosen, data: Removal | undefined): TemplateResult {
    const { t } = this.host;
    const members = data?.members ?? (chosen === "inactive" ? [] : chosen);
    const count = members.length;
    if (count === 0) return this.renderCancel(data ? t.close : t.cancel);
    const isLocked = count >= typedFrom && this.#typed.trim() !== String(count);
    const isOff = this.data.pending || isChanged(this.failure) || isLocked;
    const label = isOne(chosen) ? t.remove : t.confirmRemove(count);
    return html`${this.renderCancel(t.cancel)} ${this.renderConfirm(label, "danger", data, isOff)}`;
  }

  protected override renderFailure(failure: unknown): TemplateResult {
    if (!isChanged(failure)) return super.renderFailure(failure);
    const { t } = this.host;
    return renderMessage("warning", t.listChanged, { button: renderButton(t.refresh, () => void this.#lookAgain()) });
  }

  async #lookAgain(): Promise<void> {
    this.#typed = "";
    await this.data.run();
    this.failure = this.data.error;
    this.host.requestUpdate();
    await this.host.updateComplete;
    this.focusTitle();
  }

  protected override progress(_chosen: Chosen, data: Removal | undefined): string {
    return this.host.t.removing(data?.members.length ?? 0);
  }

  protected override permitted(chosen: Chosen, { members }: Removal): boolean {
    return this.host.permits(chosen === "inactive" ? "inactive-members-remove" : "member-remove", {
      workspace: this.host.workspace,
      members: members.map(named),
    });
  }

  protected override async act(chosen: Chosen, data: Removal): Promise<() => Promise<void>> {
    const { host } = this;
    const { api, workspace, t } = host;
    const { done, notice } =
      chosen === "inactive"
        ? await this.#removeInactive(data)
        : await actOnEach(host, chosen, ({ id }) => api.removeMember(workspace, id), t.removed);
    const members = done.map(named);
    return () =>
      host.finish(
        chosen === "inactive" ? "inactive-members-removed" : "member-removed",
        { ...notice, undo: () => restoreMembers(host, members) },
        { workspace, members },
      );
  }

  async #removeInactive({ members, fingerprint }: Removal): Promise<Outcome<Member>> {
    const { api, workspace, t } = this.host;
    const { removed } = await api.removeInactiveMembers(workspace, fingerprint);
    const gone = new Set(removed);
    const done = members.filter(({ id }) => gone.has(id));
    return { done, notice: { text: t.removed(namesOf(done)) } };
  }
}

const isOne = (chosen: Chosen) => chosen !== "inactive" && chosen.length === 1;

const isChanged = (failure: unknown) => failure instanceof ClientError && failure.code === "inactive-members-changed";

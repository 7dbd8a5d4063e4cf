import { actOnEach } from "../internal/act-on-each.ts";
import type { Named } from "../internal/events.ts";
import { named } from "../internal/names-of.ts";
import type { WorkspaceElement } from "../internal/workspace-element.ts";

/** How long a removed member can be restored (rule R9). */
export const restorableDays = 30;

/** Restores members, unless the host page vetoes, and tells the result. `assume` shows what it will come to meanwhile. */
export async function restoreMembers(
  host: WorkspaceElement,
  chosen: Named[],
  assume = <R>(action: () => Promise<R>) => action(),
): Promise<void> {
  const { api, workspace, t } = host;
  const members = chosen.map(named);
  if (!host.permits("member-restore", { workspace, members })) return;
  const { done, notice } = await assume(() =>
    actOnEach(host, members, ({ id }) => api.restoreMember(workspace, id), t.restored),
  );
  await host.finish("member-restored", notice, { workspace, members: done });
}

import { actOnEach } from "../internal/act-on-each.ts";
import type { Named } from "../internal/events.ts";
import { namesOf } from "../internal/names-of.ts";
import type { WorkspaceElement } from "../internal/workspace-element.ts";

/** How long a removed member can be restored (rule R9). */
export const restorableDays = 30;

/** Restores members, unless the host page vetoes, and tells the result. */
export async function restoreMembers(host: WorkspaceElement, members: Named[]): Promise<void> {
  const { api, workspace, t } = host;
  if (!host.permits("member-restore", { workspace, members })) return;
  const { done, problem } = await actOnEach(host, members, ({ id }) => api.restoreMember(workspace, id));
  await host.finish(
    "member-restored",
    { text: problem ?? t.restored(namesOf(done)), failed: problem !== undefined },
    { workspace, members: done },
  );
}

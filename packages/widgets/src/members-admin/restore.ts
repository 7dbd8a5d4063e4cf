import type { Named } from "../internal/events.ts";
import type { WorkspaceElement } from "../internal/workspace-element.ts";

/** How long a removed member can be restored (rule R9). */
export const restorableDays = 30;

/** Restores members one after another, unless the host page vetoes, and tells the result. What fails stays removed. */
export async function restoreMembers(host: WorkspaceElement, members: Named[]): Promise<void> {
  const { workspace } = host;
  if (!host.permits("member-restore", { workspace, members })) return;
  const restored: Named[] = [];
  let failure: unknown;
  for (const member of members) {
    try {
      // One after another, so that the commands do not race for the workspace's next version.
      await host.api.restoreMember(workspace, member.id);
      restored.push(member);
    } catch (error) {
      failure = error;
    }
  }
  if (restored.length === 0) throw failure;
  const [first] = restored;
  const text =
    restored.length < members.length
      ? host.t.undoFailed(restored.length, members.length)
      : members.length === 1 && first
        ? host.t.restored(first.name)
        : host.t.restoredMany(members.length);
  await host.finish(
    "member-restored",
    { workspace, members: restored },
    { text, failed: restored.length < members.length },
  );
}

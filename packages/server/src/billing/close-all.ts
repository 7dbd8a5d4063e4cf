import { isUnderWay, type Month } from "@seatbook/core";
import type { CloseAll } from "../contract/types.ts";
import type { Author } from "../journals/author.ts";
import { forEachOf } from "../for-each-of.ts";
import { toProblem } from "../problem.ts";
import type { Services } from "../services.ts";

/** Closes a month of these workspaces, several at a time; one that refuses, or cannot be read, does not keep the others from
 *  closing. Mails go on in the background. @param onEach is called after each workspace. */
export async function closeAll(
  { workspaces, billing }: Pick<Services, "workspaces" | "billing">,
  ids: readonly string[],
  month: Month,
  by: Author,
  onEach: () => void = () => {},
): Promise<CloseAll> {
  const closed: string[] = [];
  const refused: CloseAll["refused"] = [];
  await forEachOf(ids, async (id) => {
    try {
      const { workspace } = await workspaces.open(id);
      const { state } = await billing.issuing.close(workspace, month, by);
      closed.push(id);
      if (state.mails.some(isUnderWay)) billing.scheduler.wake(id);
    } catch (error) {
      const { code, detail } = toProblem(error);
      if (code === "internal-error") billing.scheduler.complain(error);
      // Listed, and never created.
      if (code !== "workspace-not-found") refused.push({ workspace: id, code, detail });
    }
    onEach();
  });
  return {
    month,
    closed: closed.toSorted(),
    refused: refused.toSorted((a, b) => (a.workspace < b.workspace ? -1 : 1)),
  };
}

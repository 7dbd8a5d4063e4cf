import type { WorkspaceElement } from "./workspace-element.ts";

/** What became of an action on several: those it is done for, and a sentence where it failed for the others. */
interface Outcome<Item> {
  done: Item[];
  problem?: string;
}

/** Acts on one after another, so that the commands do not race for the workspace's next version. What fails is left as it
 *  was. Rejects when nothing was done. */
export async function actOnEach<Item>(
  host: Pick<WorkspaceElement, "t" | "explain">,
  items: readonly Item[],
  act: (item: Item) => Promise<void>,
): Promise<Outcome<Item>> {
  const done: Item[] = [];
  let failure: unknown;
  for (const item of items) {
    try {
      await act(item);
      done.push(item);
    } catch (error) {
      failure = error;
    }
  }
  if (done.length === items.length) return { done };
  if (done.length === 0) throw failure;
  return { done, problem: host.t.partly(done.length, items.length, host.explain(failure)) };
}

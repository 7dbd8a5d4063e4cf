import type { Named } from "./events.ts";
import { namesOf } from "./names-of.ts";
import type { Notice } from "./results.ts";
import type { WorkspaceElement } from "./workspace-element.ts";

/** What became of an action on several: those it is done for, and what to tell of it. */
export interface Outcome<Item> {
  done: Item[];
  notice: Notice;
}

/** Acts on one after another, so that the commands do not race for the workspace's next version. What fails is left as it
 *  was, and told. Rejects when nothing was done.
 *  @param tell what to say where all are done, of their names. */
export async function actOnEach<Item extends Named>(
  host: Pick<WorkspaceElement, "t" | "explain">,
  items: readonly Item[],
  act: (item: Item) => Promise<void>,
  tell: (names: string[]) => string,
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
  if (done.length === items.length) return { done, notice: { text: tell(namesOf(done)) } };
  if (done.length === 0) throw failure;
  return {
    done,
    notice: { text: host.t.partly(done.length, items.length, host.explain(failure)), failed: true },
  };
}

import {
  addMonths,
  type CountingRule,
  decideInTurns,
  estimate,
  type Estimate,
  monthOf,
  Refusal,
  type State,
  type WorkspaceEvent,
} from "@seatbook/core";
import type { Author } from "../journals/author.ts";
import type { DirectoryChange } from "../contract/types.ts";
import { toChange } from "../views/preview.ts";
import { toCounts } from "../views/summary.ts";
import type { Guard, Workspace } from "../workspaces.ts";
import type { Directory } from "./directory-body.ts";

/** What a directory changes, and what that comes to. `version` is the workspace's, right after it. */
export type Synced = { events: readonly WorkspaceEvent[]; effect: DirectoryChange["effect"]; version: number };

export type SyncOptions = Guard & { isDryRun: boolean };

/** Makes a workspace's teams and members exactly those of the directory, by one command; a dry run only tells what it would do.
 *  However large it is, others have their turn meanwhile, and see what was there before until all of it is done.
 *  @throws Refusal, KeyReusedError, StaleVersionError: nothing was written. */
export async function syncDirectory(
  rule: CountingRule,
  { journal }: Workspace,
  directory: Directory,
  by: Author,
  { isDryRun, ...guard }: SyncOptions,
): Promise<Synced> {
  const { answer, events, version } = await journal.run({
    by,
    ...guard,
    isDryRun,
    *decide(state, at) {
      const decided = yield* decideInTurns(state, { type: "sync-directory", ...directory }, at);
      if (decided instanceof Refusal) throw decided;
      const before = figuresOf(rule, state, at);
      return { events: decided, answer: (after) => toEffect(before, figuresOf(rule, after, at)) };
    },
  });
  return { events, effect: answer, version };
}

type Figures = { current: Estimate; next: Estimate; counts: DirectoryChange["effect"]["counts"]["after"] };

function figuresOf(rule: CountingRule, state: State, at: number): Figures {
  const month = monthOf(state, at);
  return {
    current: estimate(state, month, rule),
    next: estimate(state, addMonths(month, 1), rule),
    counts: toCounts(state),
  };
}

function toEffect(before: Figures, after: Figures): DirectoryChange["effect"] {
  return {
    currentMonth: toChange({ before: before.current, after: after.current }),
    nextMonth: toChange({ before: before.next, after: after.next }),
    counts: { before: before.counts, after: after.counts },
  };
}

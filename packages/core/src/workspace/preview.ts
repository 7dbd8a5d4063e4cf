import { addMonths } from "../month.ts";
import { Refusal } from "../refusals.ts";
import type { Command } from "./commands.ts";
import { decide } from "./decide.ts";
import { type Estimate, estimate } from "./estimate.ts";
import type { Actor, CountingRule, WorkspaceEvent } from "./events.ts";
import { evolveInTurns } from "./evolve.ts";
import { monthOf } from "./periods.ts";
import { fork, type State } from "./state.ts";
import type { Turns } from "../turns.ts";

/** The running and the next month before and after, what would happen, and the workspace as it would be (thrown away by the
 *  caller). */
export type Preview = { current: Change; next: Change; events: WorkspaceEvent[]; after: State };
export type Change = { before: Estimate; after: Estimate };

/** What `commands`, given one after the other at `at`, would change: the same `decide` and the same count, on a copy. In turns:
 *  one command may change all members of a large team. `state` must not move on before the last. */
export function* preview(
  state: State,
  commands: readonly Command[],
  at: number,
  by: Actor,
  rule: CountingRule,
): Turns<Preview | Refusal> {
  const month = monthOf(state, at);
  const next = addMonths(month, 1);
  // Counted before the copy is made, so that the copy's tallies only follow the changes.
  const before = { current: estimate(state, month, rule), next: estimate(state, next, rule) };
  const after = fork(state);
  const all: WorkspaceEvent[] = [];
  for (const command of commands) {
    const events = decide(after, command, at);
    if (events instanceof Refusal) return events;
    if (events.length > 0) yield* evolveInTurns(after, { at, by, events });
    for (const event of events) all.push(event);
    yield;
  }
  return {
    current: { before: before.current, after: estimate(after, month, rule) },
    next: { before: before.next, after: estimate(after, next, rule) },
    events: all,
    after,
  };
}

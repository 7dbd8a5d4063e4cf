import type { Actor, State, WorkspaceEvent } from "@seatbook/core";
import type { Problem } from "./findings.ts";

/** A record of a workspace's log, and the state before it. */
export type Step = {
  readonly version: number;
  readonly at: number;
  readonly by: Actor;
  readonly events: readonly WorkspaceEvent[];
  readonly state: State;
};

/** What must hold of one kind of events, wherever they are in a workspace's history. */
export type HistoryCheck = (event: WorkspaceEvent, step: Step) => Problem[];

export function noProblem(): Problem[] {
  return [];
}

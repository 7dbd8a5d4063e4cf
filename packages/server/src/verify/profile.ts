import { addMonths, monthOf, type WorkspaceEvent } from "@seatbook/core";
import type { Problem } from "./findings.ts";
import type { Step } from "./history-check.ts";

/** A workspace is created once, first of all; terms take effect with the next month. */
export function profileProblems(event: WorkspaceEvent, { version, at, state, events }: Step): Problem[] {
  const isFirst = version === 1 && event === events[0];
  if ((event.type === "WorkspaceCreated") !== isFirst) {
    return [
      { code: "event-refused", detail: `The event ${event.type} is where only WorkspaceCreated can be, or not there.` },
    ];
  }
  if (event.type !== "TermsChanged" || event.terms.from === addMonths(monthOf(state, at), 1)) return [];
  const detail = `Terms that were set in ${monthOf(state, at)} take effect in ${event.terms.from}, not in the next month.`;
  return [{ code: "event-refused", detail }];
}

import { addMonths, dateAt, firstInstant, type Month, monthAt } from "../month.ts";
import type { Terms } from "./events.ts";
import { contains } from "./intervals.ts";
import type { Period, State } from "./state.ts";

/** The terms in force in `month`; before the first terms, those. */
export function termsOf(state: State, month: Month): Terms {
  const terms = state.terms.findLast(({ from }) => from <= month) ?? state.terms[0];
  if (!terms) throw new Error("a workspace has terms from its first record on");
  return terms;
}

/** The stretch that `month` is in this workspace. A month ends in the time zone in force in it, and the next one begins at
 *  that instant: also across a change of time zone no instant is in two months, and none is in none. Source: R5, R7. */
export function periodOf(state: State, month: Month): Period {
  const terms = termsOf(state, month);
  return {
    month,
    terms,
    from: firstInstant(month, termsOf(state, addMonths(month, -1)).timeZone),
    to: firstInstant(addMonths(month, 1), terms.timeZone),
  };
}

/** The month of the workspace that `instant` (epoch milliseconds) is in. */
export function monthOf(state: State, instant: number): Month {
  const kept = state.tallies.find(({ period }) => contains(period, instant));
  if (kept) return kept.period.month;
  let month = monthAt(instant, termsOf(state, monthAt(instant, "UTC")).timeZone);
  while (instant < periodOf(state, month).from) month = addMonths(month, -1);
  while (instant >= periodOf(state, month).to) month = addMonths(month, 1);
  return month;
}

/** The day (YYYY-MM-DD) in the workspace at `instant` (epoch milliseconds). */
export function dayOf(state: State, instant: number): string {
  return dateAt(instant, termsOf(state, monthOf(state, instant)).timeZone);
}

/** The first month with anything in it. */
export function firstMonth(state: State): Month {
  return monthOf(state, state.earliest);
}

/** The month that is to be closed next. */
export function nextToClose(state: State): Month {
  const last = state.closed.at(-1);
  return last ? addMonths(last.month, 1) : firstMonth(state);
}

/** The instant (epoch milliseconds) from which the scheduler closes the next month: 03:00 on the first day after it, in its
 *  time zone. What a new workspace has from before its creation waits for the first such instant after it, so that a host
 *  has time to bring its history in. */
export function closesAt(state: State): number {
  const created = state.records[1]?.at ?? Infinity;
  const next = nextToClose(state);
  const running = monthOf(state, created);
  const last = next > running ? next : running;
  const first = Temporal.PlainDate.from(`${addMonths(last, 1)}-01`);
  return first.toZonedDateTime({ timeZone: termsOf(state, last).timeZone, plainTime: "03:00" }).epochMilliseconds;
}

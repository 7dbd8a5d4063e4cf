import { addMonths, type Month } from "../month.ts";
import type { CountingRule, LicenseModel } from "./events.ts";
import { contains, type Interval, overlaps } from "./intervals.ts";
import { periodOf } from "./periods.ts";
import { lastAt, type State, type Tally } from "./state.ts";

/** Whether activity (disjoint, in order) makes a license of `period`: the one place that decides it.
 *  Source: R2, R3, R5. */
export function isBilled(activity: readonly Interval[], period: Interval, rule: CountingRule): boolean {
  if (rule === "month-start") {
    const last = activity.findLast(({ from }) => from <= period.from);
    return last !== undefined && contains(last, period.from);
  }
  const last = activity.findLast(({ from }) => from < period.to);
  return last !== undefined && overlaps(last, period);
}

const keptTallies = 64;

/** The number of licenses of a month, by the same `isBilled` as the list, without a walk where it is already kept.
 *  Source: R2 to R6. */
export function tallyOf(state: State, month: Month, rule: CountingRule): Readonly<Tally> {
  const known = state.tallies.find((tally) => tally.period.month === month && tally.rule === rule);
  if (known) return known;
  const period = periodOf(state, month);
  const next = periodOf(state, addMonths(month, 1));
  const tally: Tally = { period, next, rule, licenses: 0, ending: 0 };
  const isTeams = period.terms.licenseModel === "team";
  if (lastAt(state) <= period.from) {
    // Nothing that is known happens in it: what is active now is what will be billed.
    tally.licenses = isTeams ? state.activeTeams : state.activeMembers;
  } else {
    for (const holder of (isTeams ? state.teams : state.members).values()) add(tally, holder.activity, 1);
  }
  state.tallies = [...state.tallies.slice(-keptTallies + 1), tally];
  return tally;
}

/** Keeps the tallies current when one holder's activity changes. */
export function recount(
  state: State,
  model: LicenseModel,
  before: readonly Interval[],
  after: readonly Interval[],
): void {
  for (const tally of state.tallies) {
    if (tally.period.terms.licenseModel !== model) continue;
    add(tally, before, -1);
    add(tally, after, 1);
  }
}

function add(tally: Tally, activity: readonly Interval[], sign: 1 | -1): void {
  if (!isBilled(activity, tally.period, tally.rule)) return;
  tally.licenses += sign;
  if (!isBilled(activity, tally.next, tally.rule)) tally.ending += sign;
}

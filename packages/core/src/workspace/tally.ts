import type { Month } from "../month.ts";
import type { CountingRule, LicenseModel } from "./events.ts";
import { contains, type Interval, overlaps } from "./intervals.ts";
import { periodOf } from "./periods.ts";
import { lastAt, type State, type Tally } from "./state.ts";

/** Whether activity makes a license of `period`: the one place that decides it. Source: R2, R3, R5. */
export function isBilled(activity: readonly Interval[], period: Interval, rule: CountingRule): boolean {
  return activity.some((interval) =>
    rule === "month-start" ? contains(interval, period.from) : overlaps(interval, period),
  );
}

/** Whether there is activity at the next period's first instant, even where one stretch ends and another begins there. */
export function outlasts(activity: readonly Interval[], period: Interval): boolean {
  return activity.some((interval) => contains(interval, period.to));
}

const keptTallies = 64;

/** The number of licenses of a month, by the same `isBilled` as the list, without a walk where it is already kept.
 *  Source: R2 to R6. */
export function tallyOf(state: State, month: Month, rule: CountingRule): Readonly<Tally> {
  const known = state.tallies.find((tally) => tally.period.month === month && tally.rule === rule);
  if (known) return known;
  const period = periodOf(state, month);
  const tally: Tally = { period, rule, licenses: 0, ending: 0 };
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
  if (!outlasts(activity, tally.period)) tally.ending += sign;
}

import { type Month } from "../month.ts";
import { type Amount, amountOf } from "../money.ts";
import type { CountingRule } from "./events.ts";
import { periodOf } from "./periods.ts";
import type { Period, State } from "./state.ts";
import { tallyOf } from "./tally.ts";

/** What a month costs by what is known now. `ending`: how many of the licenses end with the month. */
export type Estimate = Amount & { period: Period; licenses: number; ending: number };

/** A month's number and amount; of a month that has not ended, what will be billed if nothing changes from now on. */
export function estimate(state: State, month: Month, rule: CountingRule): Estimate {
  const { licenses, ending } = tallyOf(state, month, rule);
  const period = periodOf(state, month);
  return { ...amountOf(period.terms.price, licenses), period, licenses, ending };
}

import {
  addMonths,
  estimate,
  firstMonth,
  type FrozenLicense,
  licenses,
  type Month,
  Refusal,
  standingInvoice,
  termsOf,
  toIso,
} from "@seatbook/core";
import { readLicenses } from "../billing/frozen.ts";
import type { MonthItem } from "../contract/types.ts";
import type { View } from "../respond.ts";

const earliestMonth: Month = "1970-01";

/** Before the first month with any activity nothing was billed. @throws Refusal `month-unknown` after the next month. */
export function toMonth({ state, month: running, at, services }: View, month: Month): MonthItem {
  const closed = state.closed.find((candidate) => candidate.month === month);
  if (closed) {
    const { licenseModel, licenses: count, net } = closed;
    const invoice = standingInvoice(state, month)?.issued?.number;
    return {
      month,
      status: "closed",
      licenseModel,
      licenses: count,
      net,
      closedAt: toIso(closed.at),
      ...(invoice !== undefined && { invoice }),
    };
  }
  if (month < earliestMonth || month > addMonths(running, 1)) throw new Refusal("month-unknown", "month");
  if (month < firstMonth(state)) {
    const { licenseModel, price } = termsOf(state, month);
    return { month, status: "ended", licenseModel, licenses: 0, net: { currency: price.currency, minor: 0 } };
  }
  const { period, licenses: count, net } = estimate(state, month, services.rule);
  const status = at < period.to ? "open" : "ended";
  return { month, status, licenseModel: period.terms.licenseModel, licenses: count, net };
}

/** Every month from the first with any activity to the running one. */
export function toMonths(view: View): MonthItem[] {
  const months: MonthItem[] = [];
  for (let month = firstMonth(view.state); month <= view.month; month = addMonths(month, 1)) {
    months.push(toMonth(view, month));
  }
  return months;
}

/** A license that becomes data when it is asked to, which must be before the state moves on. */
export type ListedLicense = { readonly id: string; readonly freeze: () => FrozenLicense };

/** What `use` makes of the license list of a month, by holder id: as it was frozen where the month is closed, live otherwise.
 *  A live list is used at once, before the state can move on. */
export function withLicenses<T>(
  { state, workspace, services }: View,
  month: Month,
  use: (list: ListedLicense[]) => T,
): T | Promise<T> {
  if (state.closed.some((candidate) => candidate.month === month)) {
    return readLicenses(workspace, state, month).then((list) =>
      use(list.map((license) => ({ id: license.holder.id, freeze: () => license }))),
    );
  }
  const live = licenses(state, month, services.rule);
  return use(live.map((license) => ({ id: license.holder.id, freeze: () => license.freeze() })));
}

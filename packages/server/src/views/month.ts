import {
  addMonths,
  estimate,
  firstMonth,
  type FrozenLicense,
  licenses,
  type Month,
  Refusal,
  termsOf,
  toIso,
} from "@seatbook/core";
import type { MonthItem } from "../contract/types.ts";
import type { View } from "../respond.ts";
import type { Workspace } from "../workspaces.ts";

const earliestMonth: Month = "1970-01";

/** Before the first month with any activity nothing was billed. @throws Refusal `month-unknown` after the next month. */
export function toMonth({ state, month: running, at, services }: View, month: Month): MonthItem {
  const closed = state.closed.find((candidate) => candidate.month === month);
  if (closed) {
    const { licenseModel, licenses: count, net } = closed;
    return { month, status: "closed", licenseModel, licenses: count, net, closedAt: toIso(closed.at) };
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
  const closed = state.closed.find((candidate) => candidate.month === month);
  if (closed) return closedLicenses(workspace, closed.version).then(use);
  const live = licenses(state, month, services.rule);
  return use(live.map((license) => ({ id: license.holder.id, freeze: () => license.freeze() })));
}

async function closedLicenses({ journal }: Workspace, version: number): Promise<ListedLicense[]> {
  const record = await journal.log.read(version);
  const event = record?.events.find((candidate) => candidate.type === "MonthClosed");
  return (event?.licenses ?? []).map((license) => ({ id: license.holder.id, freeze: () => license }));
}

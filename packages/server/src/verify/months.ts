import { isDeepStrictEqual } from "node:util";
import {
  amountOf,
  type FrozenLicense,
  licenses,
  monthOf,
  nextToClose,
  termsOf,
  type WorkspaceEvent,
} from "@seatbook/core";
import type { Problem } from "./findings.ts";
import type { Step } from "./history-check.ts";

type MonthClosed = Extract<WorkspaceEvent, { type: "MonthClosed" }>;

/** Months are closed once, in order and after they have ended; each frozen list is what the history gives, and its amount what
 *  the price makes of it. */
export function monthProblems(event: WorkspaceEvent, step: Step): Problem[] {
  if (event.type !== "MonthClosed") return [];
  return [...orderProblems(event, step), ...recountProblems(event, step), ...amountProblems(event, step)];
}

function orderProblems({ month }: MonthClosed, { state, at }: Step): Problem[] {
  if (state.closed.some((closed) => closed.month === month)) return outOfOrder(`${month} was closed before.`);
  const next = nextToClose(state);
  if (month !== next) return outOfOrder(`${month} was closed where ${next} was next.`);
  return month < monthOf(state, at) ? [] : outOfOrder(`${month} was closed before it had ended.`);
}

function outOfOrder(detail: string): Problem[] {
  return [{ code: "month-out-of-order", detail }];
}

/** Without names and addresses, which are overwritten where personal data is erased. */
function recountProblems({ month, rule, licenses: frozen }: MonthClosed, { state }: Step): Problem[] {
  const counted = licenses(state, month, rule);
  const differing = counted.findIndex((license, index) => {
    const found = frozen[index];
    return !found || !isDeepStrictEqual(withoutNames(license.freeze()), withoutNames(found));
  });
  if (differing === -1 && counted.length === frozen.length) return [];
  const holder = (counted[differing] ?? frozen[counted.length])?.holder.id ?? "";
  const detail =
    `The license list of ${month} is not what the history gives: it has ${frozen.length} holders, ` +
    `the history ${counted.length}, and they differ first at "${holder}".`;
  return [{ code: "month-recount", detail }];
}

function withoutNames({ holder, spans, freeFrom }: FrozenLicense): object {
  return {
    holder: [holder.type, holder.id],
    spans: spans.map(({ team, from, to, startedBy, endedBy }) => [
      team.id,
      from,
      to,
      ...[startedBy, endedBy].map((cause) => cause && { ...cause, by: { ...cause.by, name: undefined } }),
    ]),
    freeFrom,
  };
}

function amountProblems({ month, licenseModel, net, licenses: frozen }: MonthClosed, { state }: Step): Problem[] {
  const terms = termsOf(state, month);
  const expected = amountOf(terms.price, frozen.length).net;
  if (licenseModel === terms.licenseModel && isDeepStrictEqual(net, expected)) return [];
  const detail =
    `${month} was closed by ${licenseModel} license at ${net.minor} ${net.currency}; its terms make it ` +
    `${terms.licenseModel} license at ${expected.minor} ${expected.currency} (in minor units).`;
  return [{ code: "month-amount", detail }];
}

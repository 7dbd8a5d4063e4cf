import { billable, type Cause, explain, type FrozenLicense, type Period, type Span, toIso } from "@seatbook/core";
import type { License } from "../contract/types.ts";

/** @param at the instant of the answer, epoch ms: what goes on after it has no end yet. */
export function toLicense(license: FrozenLicense, period: Period, at: number): License {
  const { holder, spans, freeFrom } = license;
  return {
    holder,
    ...billable(spans, at),
    spans: spans.map((span) => toSpan(span, at)),
    why: explain(license, period, at),
    ...(freeFrom !== undefined && { freeFrom }),
  };
}

function toSpan({ team, from, to, startedBy, endedBy }: Span, at: number): License["spans"][number] {
  return {
    team,
    from: toIso(from),
    to: to > at ? null : toIso(to),
    startedBy: toCause(startedBy),
    ...(endedBy && { endedBy: toCause(endedBy) }),
  };
}

function toCause({ what, at, by, version }: Cause) {
  return { what, at: toIso(at), by, version };
}

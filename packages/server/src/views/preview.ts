import type { Change as CoreChange, Estimate, Preview } from "@seatbook/core";
import type { Counts, Preview as PreviewView } from "../contract/types.ts";
import { toCounts } from "./summary.ts";

type Change = PreviewView["currentMonth"];

/** @param before the counts before the previewed commands. */
export function toPreview({ current, next, after }: Preview, before: Counts): PreviewView {
  return {
    currentMonth: toChange(current),
    nextMonth: toChange(next),
    counts: { before, after: toCounts(after) },
  };
}

export function toChange({ before, after }: CoreChange): Change {
  const { month, terms } = before.period;
  return { month, licenseModel: terms.licenseModel, before: figures(before), after: figures(after) };
}

function figures({ licenses, net }: Estimate): Change["before"] {
  return { licenses, net };
}

/** A stretch of time [from, to) in epoch milliseconds; `to` is Infinity while it lasts. */
export type Interval = { from: number; to: number };

/** An interval with the versions of the records that started and ended it; `ended` is 0 while it lasts. */
export type Stay = Interval & { readonly started: number; readonly ended: number };

/** Whether two intervals share an instant. One that starts and ends at the same instant is that instant; but what ends
 *  exactly where the other begins is not in it. Source: R5. */
export function overlaps(a: Interval, b: Interval): boolean {
  return a.from < b.to && b.from < a.to;
}

/** The part of `interval` that is in `bounds`. */
export function cut(interval: Interval, bounds: Interval): Interval | undefined {
  return overlaps(interval, bounds)
    ? { from: Math.max(interval.from, bounds.from), to: Math.min(interval.to, bounds.to) }
    : undefined;
}

/** When both stays lasted. Of two records at one instant the earlier one comes first: who joins a team and leaves it at the
 *  same instant was in it, who joins it when it has been archived at that instant was not. */
export function together(a: Stay, b: Stay): Interval | undefined {
  const [start, started] = laterStart(a, b);
  const [end, ended] = earlierEnd(a, b);
  return start < end || (start === end && started < ended) ? { from: start, to: end } : undefined;
}

function laterStart(a: Stay, b: Stay): [instant: number, version: number] {
  if (a.from === b.from) return [a.from, Math.max(a.started, b.started)];
  return a.from > b.from ? [a.from, a.started] : [b.from, b.started];
}

function earlierEnd(a: Stay, b: Stay): [instant: number, version: number] {
  if (a.to === b.to) return [a.to, Math.min(a.ended, b.ended)];
  return a.to < b.to ? [a.to, a.ended] : [b.to, b.ended];
}

export function contains(interval: Interval, instant: number): boolean {
  return interval.from <= instant && instant < interval.to;
}

/** The fewest disjoint intervals, in order, that cover the same instants. */
export function union(intervals: Interval[]): Interval[] {
  if (intervals.length < 2) return intervals;
  const merged: Interval[] = [];
  let last: Interval | undefined;
  for (const { from, to } of intervals.toSorted((a, b) => a.from - b.from)) {
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push((last = { from, to }));
  }
  return merged;
}

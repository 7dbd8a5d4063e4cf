/** A stretch of time [from, to) in epoch milliseconds; `to` is Infinity while it lasts. */
export type Interval = { from: number; to: number };

/** The non-empty common part of two intervals. */
export function intersection(a: Interval, b: Interval): Interval | undefined {
  const from = Math.max(a.from, b.from);
  const to = Math.min(a.to, b.to);
  return from < to ? { from, to } : undefined;
}

/** Whether two intervals share an instant. */
export function overlaps(a: Interval, b: Interval): boolean {
  return a.from < a.to && a.from < b.to && b.from < a.to;
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

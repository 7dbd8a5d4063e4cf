import type { Turns } from "@seatbook/core";

type Compare<T> = (a: T, b: T) => number;

/** So many are sorted, or put in their places, in a turn of a few milliseconds. */
const itemsPerTurn = 2048;

/** A new list in order. No two items are equal. */
export function* sortInTurns<T>(items: readonly T[], compare: Compare<T>): Turns<T[]> {
  let runs: T[][] = [];
  for (let from = 0; from < items.length; from += itemsPerTurn) {
    runs.push(items.slice(from, from + itemsPerTurn).toSorted(compare));
    yield;
  }
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let index = 0; index < runs.length; index += 2) {
      merged.push(yield* replaceInTurns(runs[index] ?? [], [], runs[index + 1] ?? [], compare));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

/** A new list in order: `sorted`, which is in order, without some of its items and with others. Where they are few, it takes a few
 *  comparisons for each of them. @param removed in order. @param added in order. */
export function* replaceInTurns<T>(
  sorted: readonly T[],
  removed: readonly T[],
  added: readonly T[],
  compare: Compare<T>,
): Turns<T[]> {
  let rest = sorted;
  if (removed.length > 0) {
    const kept: T[] = [];
    let from = 0;
    for (const [index, item] of removed.entries()) {
      const place = placeOf(item, sorted, from, compare);
      for (const other of sorted.slice(from, place)) kept.push(other);
      from = place + 1;
      if (index % itemsPerTurn === itemsPerTurn - 1) yield;
    }
    rest = kept.concat(sorted.slice(from));
  }
  const replaced: T[] = [];
  let from = 0;
  for (const [index, item] of added.entries()) {
    const place = placeOf(item, rest, from, compare);
    for (const other of rest.slice(from, place)) replaced.push(other);
    from = place;
    replaced.push(item);
    if (index % itemsPerTurn === itemsPerTurn - 1) yield;
  }
  return replaced.concat(rest.slice(from));
}

/** How many items come before it, where the first `from` do: near ones are found first. */
function placeOf<T>(item: T, sorted: readonly T[], from: number, compare: Compare<T>): number {
  const isBefore = (index: number): boolean => {
    const other = sorted[index];
    return other !== undefined && compare(other, item) < 0;
  };
  let step = 1;
  while (isBefore(from + step - 1)) step *= 2;
  let low = from + (step >> 1);
  let high = Math.min(from + step - 1, sorted.length);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

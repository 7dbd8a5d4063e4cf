import { allAtOnce } from "@seatbook/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { replaceInTurns, sortInTurns } from "./sort-in-turns.ts";

const compare = (a: number, b: number): number => a - b;
const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 40 });

test("some items are replaced by others, and all are in order", () => {
  fc.assert(
    fc.property(numbers, numbers, numbers, (before, some, others) => {
      const removed = before.filter((item) => some.includes(item));
      const kept = before.filter((item) => !some.includes(item));
      const added = others.filter((item) => !kept.includes(item));
      const sort = (items: number[]) => allAtOnce(sortInTurns(items, compare));
      const replaced = allAtOnce(replaceInTurns(sort(before), sort(removed), sort(added), compare));
      expect(replaced).toEqual([...kept, ...added].toSorted(compare));
    }),
  );
});

test("many items are sorted in many turns, and few are put in their places with few comparisons", () => {
  const many = Array.from({ length: 50_000 }, (_, index) => (index * 7919) % 100_003);
  let turns = 0;
  const sorting = sortInTurns(many, compare);
  let turn = sorting.next();
  for (; turn.done !== true; turn = sorting.next()) turns++;
  expect(turn.value).toEqual(many.toSorted(compare));
  expect(turns).toBeGreaterThan(50);
  let comparisons = 0;
  const counting = (a: number, b: number): number => {
    comparisons++;
    return compare(a, b);
  };
  const removed = many.slice(0, 10).toSorted(compare);
  const replaced = allAtOnce(replaceInTurns(turn.value, removed, [-1, 200_000], counting));
  expect(replaced).toEqual([-1, ...many.slice(10).toSorted(compare), 200_000]);
  expect(comparisons).toBeLessThan(12 * 2 * 17);
});

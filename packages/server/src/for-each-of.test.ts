import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { atOnce, forEachOf } from "./for-each-of.ts";

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

test("does the work for each item once, and for as many at a time as it may", async () => {
  const done: number[] = [];
  let under = 0;
  let most = 0;
  await forEachOf(numbers(50), async (item) => {
    most = Math.max(most, ++under);
    await wait(1);
    under--;
    done.push(item);
  });
  expect(done.toSorted((a, b) => a - b)).toEqual(numbers(50));
  expect(most).toBe(atOnce);
});

test("of nothing there is nothing to do", async () => {
  await forEachOf([], () => Promise.reject(new Error("there is no item")));
});

test("after a failure what is under way ends, nothing more is begun, and then the failure is thrown", async () => {
  const gate = Promise.withResolvers<void>();
  const begun: number[] = [];
  const ended: number[] = [];
  const work = forEachOf(numbers(50), async (item) => {
    begun.push(item);
    if (item === 2) throw new Error("the third fails");
    await gate.promise;
    ended.push(item);
  });
  let isThrown = false;
  work.catch(() => (isThrown = true));
  await wait(5);
  expect(begun).toEqual(numbers(atOnce));
  expect([isThrown, ended]).toEqual([false, []]);
  gate.resolve();
  await expect(work).rejects.toThrow("the third fails");
  expect(ended).toEqual([0, 1, 3, 4, 5, 6, 7]);
  expect(begun).toEqual(numbers(atOnce));
});

test("lets others have their turn, also where the work is done at once", async () => {
  let turns = 0;
  const others = setInterval(() => turns++, 0);
  await forEachOf(numbers(2000), async () => {});
  clearInterval(others);
  expect(turns).toBeGreaterThan(0);
});

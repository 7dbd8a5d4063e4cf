import * as fc from "fast-check";
import { expect, test } from "vitest";
import { ForkableMap } from "./forkable-map.ts";

const entries = (map: ForkableMap<string, number>): [string, number][] =>
  Array.from(map.entries()).toSorted(([a], [b]) => (a < b ? -1 : 1));

const changes = fc.array(
  fc.record({
    key: fc.constantFrom("a", "b", "__proto__", ""),
    value: fc.option(fc.nat(3), { nil: undefined }),
    fork: fc.nat(4).map((dice) => dice === 0),
  }),
  { maxLength: 30 },
);

test("a fork of a fork is a map, and no map below it changes", () => {
  fc.assert(
    fc.property(changes, (list) => {
      let map = new ForkableMap<string, number>();
      let plain = new Map<string, number>();
      const below: [ForkableMap<string, number>, Map<string, number>][] = [];
      for (const { key, value, fork } of list) {
        if (fork) {
          below.push([map, plain]);
          map = map.fork();
          plain = new Map(plain);
        }
        if (value === undefined) map.delete(key);
        else map.set(key, value);
        if (value === undefined) plain.delete(key);
        else plain.set(key, value);
        for (const [ours, theirs] of [...below, [map, plain] as const]) {
          expect(entries(ours)).toEqual([...theirs].toSorted(([a], [b]) => (a < b ? -1 : 1)));
          expect(ours.size).toBe(theirs.size);
          expect(ours.get(key)).toBe(theirs.get(key));
          expect(ours.has(key)).toBe(theirs.has(key));
        }
      }
    }),
    { seed: 1, numRuns: 1000 },
  );
});

test("a fork owns what was set in it, not what it sees of its base", () => {
  const base = new ForkableMap<string, number>();
  base.set("a", 1);
  const fork = base.fork();
  expect([base.owns("a"), fork.owns("a")]).toEqual([true, false]);
  fork.set("a", 2);
  expect(fork.owns("a")).toBe(true);
  fork.delete("a");
  expect(fork.owns("a")).toBe(false);
});

test("keys and values belong together", () => {
  const map = new ForkableMap<string, number>();
  map.set("a", 1);
  const fork = map.fork();
  fork.set("b", 2);
  expect([...fork.keys()].toSorted()).toEqual(["a", "b"]);
  expect([...fork.values()].toSorted((a, b) => a - b)).toEqual([1, 2]);
});

import { expect, test } from "vitest";
import { breakages } from "./breakages.ts";
import { simulate } from "./simulate.ts";

const mostSeeds = 20;

/** What is said of each, in the seed that notices it first. */
const noticed: Record<string, RegExp> = {
  "unconditional-create": /was created where the log is at version/,
  "early-acknowledgment": /was created where the log is at version/,
  "stale-read": /that was so at no version/,
  "snapshot-ahead": /, not \{|a fold of its log gives|was given to no draft/,
  "unclaimed-mail": /ended what was not begun|without a claim/,
  "forgotten-key": /the record of its key is not there|its key was answered/,
  "unregistered-number": /which the register did not give it/,
};

test.each(Object.entries(breakages))("it is noticed when $0", async (name, { options, replace }) => {
  const undo = replace?.();
  let found: { seed: number; mistakes: string[] } | undefined;
  for (let seed = 1; seed <= mostSeeds && !found; seed++) {
    const { mistakes } = await simulate(seed, options);
    if (mistakes.length > 0) found = { seed, mistakes };
  }
  undo?.();
  expect(found?.mistakes.join("\n")).toMatch(noticed[name] ?? /never/);
  // It was not the seed.
  expect((await simulate(found?.seed ?? 1)).mistakes).toEqual([]);
});

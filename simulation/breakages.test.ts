import { expect, test } from "vitest";
import { breakages } from "./breakages.ts";
import { simulate } from "./simulate.ts";

const mostSeeds = 40;

/** What is said of each, among other things, in one of the seeds. */
const noticed: Record<string, RegExp> = {
  "unconditional-create": /was created where the log is at version/,
  "early-acknowledgment": /that was answered before version \d+ was written/,
  "stale-read": /that was so at no version/,
  "shared-look-up": /that was so at no version/,
  "snapshot-ahead": /version \d+ was answered|, and a fold of its log gives/,
  "unclaimed-mail": /ended what was not begun|without a claim/,
  "forgotten-key": /the record of its key is not there/,
  "unregistered-number": /which the register did not give it/,
};

test.each(Object.entries(breakages))("it is noticed when $0", async (name, { options, replace }) => {
  const undo = replace?.();
  let found: number | undefined;
  for (let seed = 1; seed <= mostSeeds && found === undefined; seed++) {
    const { mistakes } = await simulate(seed, options);
    if (noticed[name]?.test(mistakes.join("\n"))) found = seed;
  }
  undo?.();
  expect(found).toBeDefined();
  // It was not the seed.
  expect((await simulate(found ?? 1)).mistakes).toEqual([]);
});

// A process that simulates one seed after the other for `runSeeds`, with the breakage that its argument names, if any.
import { breakages } from "./breakages.ts";
import type { Result } from "./run-seeds.ts";
import { simulate } from "./simulate.ts";

const breakage = breakages[process.argv[2] ?? ""];
breakage?.replace?.();

async function answer(seed: number): Promise<void> {
  const { hash, figures, mistakes, trace } = await simulate(seed, breakage?.options);
  process.send?.({ seed, hash, figures, mistakes, trace } satisfies Result);
}

process.on("message", (seed: number) => void answer(seed));

// Whoever started it has ended, or needs it no more.
process.on("disconnect", () => process.exit());

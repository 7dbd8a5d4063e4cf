/** Median of an odd number of figures. */
export function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[figures.length >>> 1] ?? Number.NaN;
}

/** The figure that a `share` (0 to 1) of the figures does not exceed. */
export function quantile(figures: readonly number[], share: number): number {
  return figures.toSorted((a, b) => a - b)[Math.ceil(figures.length * share) - 1] ?? Number.NaN;
}

/** Median duration in milliseconds of `ours` and of `bare`, run in turn so that both meet the same machine. */
export async function inTurn(
  rounds: number,
  ours: () => unknown,
  bare: () => unknown,
): Promise<{ ours: number; bare: number }> {
  const durations = { ours: [] as number[], bare: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    const pair = { ours: await timed(ours), bare: await timed(bare) };
    // The first round warms up.
    if (round === 0) continue;
    durations.ours.push(pair.ours);
    durations.bare.push(pair.bare);
  }
  return { ours: median(durations.ours), bare: median(durations.bare) };
}

async function timed(run: () => unknown): Promise<number> {
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
}

/** One line of the report. `ratio` is compared with `goal`, which is a least or a most. */
export function report(
  what: string,
  ratio: number,
  goal: { least: number } | { most: number } | undefined,
  detail: string,
): void {
  const isMet = goal && ("least" in goal ? ratio >= goal.least : ratio <= goal.most);
  const target = goal ? ("least" in goal ? `at least ${goal.least}` : `at most ${goal.most}`) : "no goal";
  const verdict = goal ? (isMet ? "met" : "MISSED") : "";
  console.log(
    `${what.padEnd(62)} ${ratio.toFixed(2).padStart(7)}   ${target.padEnd(14)} ${verdict.padEnd(7)} ${detail}`,
  );
}

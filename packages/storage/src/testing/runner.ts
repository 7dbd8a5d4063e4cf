/** What the suites need of a test runner: vitest, node:test, mocha and jest all have it. */
export interface TestRunner {
  describe: (name: string, body: () => void) => unknown;
  it: {
    (name: string, body: () => Promise<void>): unknown;
    skip: (name: string, body: () => Promise<void>) => unknown;
  };
}

/** A case that does not hold for a driver, by its name, and why. */
export type Skip = { test: string; reason: string };

export type Case<Subject> = { name: string; run: (subject: Subject) => Promise<void> };

/** Declares the cases. A skip shows its reason; one that names no case is an error, so that none outlives its case. */
export function declare<Subject>(
  runner: TestRunner,
  title: string,
  cases: Case<Subject>[],
  skip: Skip[],
  run: (check: Case<Subject>) => Promise<void>,
): void {
  for (const { test } of skip) {
    if (!cases.some(({ name }) => name === test)) throw new Error(`${title}: there is no case "${test}" to skip.`);
  }
  runner.describe(title, () => {
    for (const check of cases) {
      const reason = skip.find(({ test }) => test === check.name)?.reason;
      if (reason === undefined) runner.it(check.name, () => run(check));
      else runner.it.skip(`${check.name} (skipped: ${reason})`, () => run(check));
    }
  });
}

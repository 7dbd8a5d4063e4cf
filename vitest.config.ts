import { BaseSequencer, type TestSpecification } from "vitest/node";
import { defineConfig } from "vitest/config";

/** What takes longest, so that no core waits for it in the end: by itself Vitest begins with the largest files. */
const longest = ["billing/crash.test.ts", "workspace/one-number.test.ts", "simulation/simulation.test.ts"];

function isLong({ moduleId }: TestSpecification): boolean {
  return longest.some((path) => moduleId.endsWith(path));
}

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- it is no array that is sorted
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  resolve: { conditions: ["@seatbook/source"] },
  ssr: { resolve: { conditions: ["@seatbook/source"], externalConditions: ["@seatbook/source"] } },
  test: {
    include: ["packages/{client,core,storage,server}/src/**/*.test.ts", "{scripts,simulation}/**/*.test.ts"],
    env: { TZ: "Pacific/Kiritimati" },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // By default one core is left idle, which on two cores doubles the time.
    maxWorkers: "100%",
    sequence: { sequencer: LongestFirst },
  },
});

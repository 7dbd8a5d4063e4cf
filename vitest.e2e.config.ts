import { defineConfig } from "vitest/config";

/** Whole programs: the built packages, real processes, a real browser. Run after scripts/build.ts. */
export default defineConfig({
  test: {
    include: ["e2e/**/*.test.ts"],
    env: { TZ: "Pacific/Kiritimati" },
    // Each file starts servers and a browser of its own.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

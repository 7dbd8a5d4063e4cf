import { defineConfig } from "vitest/config";

/** Whole programs, as a user and an operator meet them: the demo in a browser, the server as a process. */
export default defineConfig({
  test: {
    include: ["e2e/**/*.test.ts"],
    setupFiles: ["e2e/support/setup.ts"],
    // A time zone that no workspace has, on the day after theirs for most of the day.
    env: { TZ: "Pacific/Kiritimati" },
    // Each waits most of the time, for a browser or for programs that it has started.
    maxWorkers: 2,
    expect: { poll: { timeout: 15_000 } },
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});

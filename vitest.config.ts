import { defineConfig } from "vitest/config";

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
  },
});

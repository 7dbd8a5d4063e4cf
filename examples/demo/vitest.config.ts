import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["@seatbook/source"] },
  ssr: { resolve: { conditions: ["@seatbook/source"], externalConditions: ["@seatbook/source"] } },
  test: { include: ["src/**/*.test.ts"], env: { TZ: "Pacific/Kiritimati" }, testTimeout: 60_000 },
});

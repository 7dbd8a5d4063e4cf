// A short run; the whole minute is `npm run torture`.
import { expect, it } from "vitest";
import { describeWith } from "../packages/storage/src/test/describe-with.ts";
import { whyNoPostgres } from "../packages/storage/src/test/postgres-server.ts";
import { whyNoRedis } from "../packages/storage/src/test/redis-server.ts";
import { type StoreName, torture } from "./many-servers/torture.ts";

describeWith(whyNoPostgres, "several servers on one PostgreSQL", () => itLosesNothing("postgres"));
describeWith(whyNoRedis, "several servers on one Redis", () => itLosesNothing("redis"));

function itLosesNothing(store: StoreName): void {
  it("lose nothing and do nothing twice when they are killed, and their store is", async () => {
    const report = await torture({ store, servers: 3, clients: 16, seconds: 14, killEvery: 4, storeKills: 1 });
    expect(report.violations).toEqual([]);
    expect([report.serverKills, report.storeKills]).toEqual([3, 1]);
    expect(report.acknowledged).toBeGreaterThan(100);
    expect(report.reads).toBeGreaterThan(100);
    expect(report.statuses.get(503)).toBeGreaterThan(0);
  });
}

import { memory } from "@seatbook/storage";
import { expect, test } from "vitest";
import { DemoClock } from "./demo-clock.ts";
import { TestServer } from "./test/test-server.ts";

test("a clock that is asked to go back stands where it was, and nothing is written, with an idempotency key too", async () => {
  const driver = memory();
  const clock = await DemoClock.open(driver, () => 0);
  const { operator } = new TestServer({ driver, demoClock: clock });
  await operator.put("/v1/demo/clock", { now: "2026-12-02T00:00:00Z" });
  for (const headers of [{}, { "Idempotency-Key": "k1" }]) {
    const body = { now: "2026-12-01T00:00:00Z" };
    expect(await operator.refused("PUT", "/v1/demo/clock", { body, headers })).toMatchObject({
      status: 409,
      code: "clock-moves-forward",
      errors: [{ field: "now", message: "Give an instant that is not before 2026-12-02T00:00:00.000Z." }],
    });
  }
  expect(clock.now()).toBe(Date.parse("2026-12-02T00:00:00Z"));
  expect(await clock.version()).toBe(1);
});

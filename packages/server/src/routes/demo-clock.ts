import { toIso } from "@seatbook/core";
import { Hono } from "hono";
import { putDemoClock } from "../contract/requests.ts";
import * as responses from "../contract/responses.ts";
import type { DemoClock } from "../demo-clock.ts";
import { type AppEnv } from "../middleware/authenticate.ts";
import { requiresScope } from "../middleware/authorize.ts";
import { validate } from "../middleware/validate.ts";
import { documented } from "../openapi.ts";
import { onceOf } from "../respond.ts";
import { sendJson } from "../send.ts";

export function demoClockRoutes(clock: DemoClock) {
  return new Hono<AppEnv>().put(
    "/v1/demo/clock",
    documented({
      id: "setDemoClock",
      tag: "Operations",
      summary: "Set the clock of a trial or a test, forward only",
      description: "There only where the server was started with a clock to set.",
      answer: responses.demoClock,
      problems: ["clock-moves-forward"],
      takes: ["Idempotency-Key"],
    }),
    requiresScope("billing"),
    validate("json", putDemoClock),
    async (c) => {
      const instant = Date.parse(c.req.valid("json").now);
      await clock.set(instant, await onceOf(c));
      return sendJson(c, { now: toIso(instant) });
    },
  );
}

import { isPresent } from "@seatbook/core";
import { Hono } from "hono";
import * as responses from "../contract/responses.ts";
import { type AppEnv } from "../middleware/authenticate.ts";
import { requiresScope } from "../middleware/authorize.ts";
import { memberParam, validate } from "../middleware/validate.ts";
import { documented } from "../openapi.ts";
import { answerJson, openView } from "../respond.ts";
import type { Services } from "../services.ts";

export function accessRoutes(services: Services) {
  return new Hono<AppEnv>().get(
    "/v1/workspaces/:ws/access/:member",
    documented({
      id: "getAccess",
      tag: "Sessions",
      summary: "Whether a member may access the workspace now",
      description: "Fast enough for every page view of yours. Somebody who was never a member has no access.",
      answer: responses.access,
    }),
    requiresScope("read"),
    validate("param", memberParam),
    async (c) => {
      const { member: id } = c.req.valid("param");
      const { state } = await openView(services, c);
      const member = state.members.get(id);
      // Its tag is of the answer alone: whatever else changes in the workspace, who has it need not get it again.
      return answerJson(c, { access: member !== undefined && isPresent(member) });
    },
  );
}

import { type Command, preview, Refusal } from "@seatbook/core";
import { Hono } from "hono";
import { postPreview } from "../contract/requests.ts";
import * as responses from "../contract/responses.ts";
import { actorOf, type AppEnv } from "../middleware/authenticate.ts";
import { requires } from "../middleware/authorize.ts";
import { validate, workspaceParam } from "../middleware/validate.ts";
import { documented } from "../openapi.ts";
import { openView } from "../respond.ts";
import { sendJson } from "../send.ts";
import type { Services } from "../services.ts";
import { toPreview } from "../views/preview.ts";
import { toCounts } from "../views/summary.ts";
import { callerOf } from "./inactive-members.ts";

export function previewRoutes(services: Services) {
  return new Hono<AppEnv>().post(
    "/v1/workspaces/:ws/preview",
    documented({
      id: "previewCommands",
      tag: "Months",
      summary: "What commands would change, this month and next; nothing is changed",
      answer: responses.preview,
      problems: ["team-not-found", "member-not-found"],
      takes: [],
    }),
    requires("billing.read"),
    validate("param", workspaceParam),
    validate("json", postPreview),
    async (c) => {
      const { state, at } = await openView(services, c);
      const caller = callerOf(c.get("principal"));
      const commands = c.req
        .valid("json")
        .commands.map((command): Command =>
          command.type === "remove-inactive-members" && caller !== undefined ? { ...command, caller } : command,
        );
      const before = toCounts(state);
      const result = preview(state, commands, at, actorOf(c.get("principal")), services.rule);
      if (result instanceof Refusal) throw result;
      return sendJson(c, toPreview(result, before));
    },
  );
}

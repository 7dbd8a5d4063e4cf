import { allAtOnce, type Command, preview, Refusal, type Turns } from "@seatbook/core";
import { Hono } from "hono";
import { postPreview } from "../contract/requests.ts";
import * as responses from "../contract/responses.ts";
import type { Preview as PreviewView } from "../contract/types.ts";
import { inTurnsWhile } from "../in-turns.ts";
import { actorOf, type AppEnv } from "../middleware/authenticate.ts";
import { requires } from "../middleware/authorize.ts";
import { validate, workspaceParam } from "../middleware/validate.ts";
import { documented } from "../openapi.ts";
import { openView, untilStill, type View, workspaceId } from "../respond.ts";
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
      const { commands } = c.req.valid("json");
      const { previews } = await services.workspaces.forCommand(workspaceId(c));
      const answer = await previews.do(() =>
        untilStill(async (turns) => {
          const view = await openView(services, c);
          const { state } = view;
          const { version } = state;
          const work = previewOf(view, commands);
          return turns ? inTurnsWhile(() => state.version === version, work) : allAtOnce(work);
        }),
      );
      return sendJson(c, answer);
    },
  );
}

/** Plain data: the state may move on right after. @throws Refusal */
function* previewOf({ services, state, principal, at }: View, given: readonly Command[]): Turns<PreviewView> {
  const caller = callerOf(principal);
  const commands = given.map((command) =>
    command.type === "remove-inactive-members" && caller !== undefined ? { ...command, caller } : command,
  );
  const before = toCounts(state);
  const result = yield* preview(state, commands, at, actorOf(principal), services.rule);
  if (result instanceof Refusal) throw result;
  return toPreview(result, before);
}

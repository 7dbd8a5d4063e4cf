import { setImmediate as nextTurn } from "node:timers/promises";
import { instantOf, pendingOf, type State } from "@seatbook/core";
import { Hono } from "hono";
import { listPage } from "../contract/queries.ts";
import * as responses from "../contract/responses.ts";
import type { PendingItem } from "../contract/types.ts";
import { actorOf, type AppEnv, operatorOnly } from "../middleware/authenticate.ts";
import { takesNoFields, validate } from "../middleware/validate.ts";
import { documented } from "../openapi.ts";
import { readCursorOf, writeCursorOf } from "../paging.ts";
import { answerJson, onceOf } from "../respond.ts";
import { sendJson } from "../send.ts";
import type { Services } from "../services.ts";

export function pendingRoutes(services: Services) {
  const toPendingItems = (state: State): PendingItem[] =>
    pendingOf(state, instantOf(state, services.now()), services.billing.seller?.seller).map((item) => ({
      workspace: state.id,
      name: state.profile.name,
      ...item,
    }));

  return new Hono<AppEnv>()
    .get(
      "/v1/pending",
      documented("What has not come to its end by itself, and why", responses.pending),
      operatorOnly,
      validate("query", listPage),
      async (c) => {
        const { limit, cursor } = c.req.valid("query");
        const after = cursor === undefined ? "" : readCursorOf(cursor, "pending");
        const items: PendingItem[] = [];
        for (const id of (await services.workspaces.ids()).filter((each) => each > after)) {
          const state = await services.workspaces.peek(id);
          if (state) items.push(...toPendingItems(state));
          await nextTurn();
          // A workspace's items stay together, so that a page may be somewhat longer than asked for.
          if (items.length >= limit) return answerJson(c, { items, nextCursor: writeCursorOf(id, "pending") });
        }
        return answerJson(c, { items });
      },
    )
    .post(
      "/v1/pending/run",
      documented("Do everything that is due now: close, issue, mail", responses.pendingRun),
      operatorOnly,
      takesNoFields,
      async (c) => {
        const by = actorOf(c.get("principal"));
        const run = () => services.billing.scheduler.run();
        return sendJson(c, await services.workspaces.doOnce(by, await onceOf(c, by), run));
      },
    );
}

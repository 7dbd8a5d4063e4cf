import { setImmediate as nextTurn } from "node:timers/promises";
import { pendingOf } from "@seatbook/core";
import { Hono } from "hono";
import { listPage } from "../contract/queries.ts";
import * as responses from "../contract/billing-responses.ts";
import type { PendingItem } from "../contract/types.ts";
import { type AppEnv, authorOf } from "../middleware/authenticate.ts";
import { requiresScope } from "../middleware/authorize.ts";
import { takesNoFields, validate } from "../middleware/validate.ts";
import { documented } from "../openapi.ts";
import { readCursorOf, writeCursorOf } from "../paging.ts";
import { answerJson, onceOf } from "../respond.ts";
import { sendJson } from "../send.ts";
import type { Services } from "../services.ts";

export function pendingRoutes(services: Services) {
  const { workspaces, billing } = services;

  /** One that cannot be read is itself something to look after, and hides no other. */
  const pendingItems = async (workspace: string): Promise<PendingItem[]> => {
    try {
      const state = await workspaces.peek(workspace);
      if (!state) return [];
      const items = pendingOf(state, services.now(), billing.seller?.seller);
      return items.map((item) => ({ workspace, name: state.profile.name, ...item }));
    } catch (error) {
      billing.scheduler.complain(error);
      return [{ workspace, name: workspace, kind: "unreadable", detail: "The store did not answer as it should." }];
    }
  };

  const runAll = () => billing.scheduler.run();

  return new Hono<AppEnv>()
    .get(
      "/v1/pending",
      documented({
        id: "listPending",
        tag: "Operations",
        summary: "What has not come to its end by itself, and why",
        answer: responses.pending,
        problems: ["malformed-cursor"],
      }),
      requiresScope("read"),
      validate("query", listPage),
      async (c) => {
        const { limit, cursor } = c.req.valid("query");
        const after = cursor === undefined ? "" : readCursorOf(cursor, "pending");
        const items: PendingItem[] = [];
        for (const id of (await workspaces.ids()).filter((each) => each > after)) {
          items.push(...(await pendingItems(id)));
          await nextTurn();
          // A workspace's items stay together, so that a page may be somewhat longer than asked for.
          if (items.length >= limit) return answerJson(c, { items, nextCursor: writeCursorOf(id, "pending") });
        }
        return answerJson(c, { items });
      },
    )
    .post(
      "/v1/pending/run",
      documented({
        id: "runPending",
        tag: "Operations",
        summary: "Do everything that is due now: close, issue, mail",
        answer: responses.pendingRun,
        takes: ["Idempotency-Key"],
      }),
      requiresScope("billing"),
      takesNoFields,
      async (c) => {
        const by = authorOf(c);
        return sendJson(c, await workspaces.doOnce(by, await onceOf(c), runAll));
      },
    );
}

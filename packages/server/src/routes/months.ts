import { type Actor, periodOf } from "@seatbook/core";
import { Hono } from "hono";
import { closeAll } from "../billing/close-all.ts";
import { listLicenses } from "../contract/queries.ts";
import * as responses from "../contract/responses.ts";
import { type AppEnv, authorOf } from "../middleware/authenticate.ts";
import { requires, requiresScope } from "../middleware/authorize.ts";
import { anyMonthParam, monthParam, takesNoFields, validate, workspaceParam } from "../middleware/validate.ts";
import { documented } from "../openapi.ts";
import { compareAnchors, pageOf } from "../paging.ts";
import { answerSteps, answerView, onceOf } from "../respond.ts";
import { sendJson } from "../send.ts";
import type { Services } from "../services.ts";
import type { Guard } from "../workspaces.ts";
import { toLicense } from "../views/license.ts";
import { withLicenses, toMonth, toMonths } from "../views/month.ts";

export function monthRoutes(services: Services) {
  return new Hono<AppEnv>()
    .get(
      "/v1/workspaces/:ws/months",
      documented({
        id: "listMonths",
        tag: "Months",
        summary: "Every month from the first to the running one",
        answer: responses.months,
      }),
      requires("billing.read"),
      validate("param", workspaceParam),
      async (c) => answerView(services, c, toMonths),
    )
    .get(
      "/v1/workspaces/:ws/months/:month/licenses",
      documented({
        id: "listLicenses",
        tag: "Months",
        summary: "The license holders of a month, and why",
        description: "A live view while the month is open; what it was closed with from then on.",
        answer: responses.monthLicenses,
        problems: ["month-unknown", "malformed-cursor"],
      }),
      requires("billing.read"),
      validate("param", monthParam),
      validate("query", listLicenses),
      async (c) => {
        const { month } = c.req.valid("param");
        const { limit, cursor } = c.req.valid("query");
        return answerView(services, c, (view) => {
          const item = toMonth(view, month);
          const period = periodOf(view.state, month);
          return withLicenses(view, month, (list) => {
            const { items, nextCursor } = pageOf(list, {
              order: month,
              limit,
              cursor,
              keyOf: ({ id }) => id,
              compare: compareAnchors(1),
            });
            const page = items.map(({ freeze }) => toLicense(freeze(), period, view.at));
            return { ...item, items: page, ...(nextCursor !== undefined && { nextCursor }) };
          });
        });
      },
    )
    .post(
      "/v1/workspaces/:ws/months/:month/close",
      documented({
        id: "closeMonth",
        tag: "Months",
        summary: "Close a month that has ended",
        description:
          "The server closes months by itself; this is for those who want it at once. A month that is closed stays as it is, and a repeat answers the same.",
        answer: responses.monthItem,
        problems: ["month-unknown", "month-not-ended", "month-out-of-order", "clock-behind"],
      }),
      requiresScope("billing"),
      validate("param", monthParam),
      takesNoFields,
      async (c) => {
        const { ws, month } = c.req.valid("param");
        const { issuing, scheduler } = services.billing;
        const close = async (by: Actor, guard: Guard) => {
          const { workspace } = await services.workspaces.get(ws);
          return issuing.close(workspace, month, by, guard);
        };
        const answer = await answerSteps(services, c, ws, close, (view) => toMonth(view, month));
        scheduler.wake(ws);
        return answer;
      },
    )
    .post(
      "/v1/months/:month/close",
      documented({
        id: "closeMonthOfAll",
        tag: "Months",
        summary: "Close a month of every workspace",
        description: "Workspaces that refuse it are listed, each with its reason.",
        answer: responses.closeAll,
        takes: ["Idempotency-Key"],
      }),
      requiresScope("billing"),
      validate("param", anyMonthParam),
      takesNoFields,
      async (c) => {
        const { month } = c.req.valid("param");
        const by = authorOf(c);
        const work = async () => closeAll(services, await services.workspaces.ids(), month, by);
        return sendJson(c, await services.workspaces.doOnce(by, await onceOf(c), work));
      },
    );
}

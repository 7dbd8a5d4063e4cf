import { instantOf, monthOf } from "@seatbook/core";
import { Hono } from "hono";
import { listPage, putDirectoryQuery } from "../contract/queries.ts";
import { putWorkspace } from "../contract/requests.ts";
import * as responses from "../contract/responses.ts";
import type { DirectoryChange } from "../contract/types.ts";
import { syncDirectory } from "../directory/sync-directory.ts";
import { takesDirectory } from "../directory/takes-directory.ts";
import { openStream } from "../export/body.ts";
import { inTurns } from "../in-turns.ts";
import { jsonChunks } from "../json-chunks.ts";
import { type AppEnv, authorOf, operatorOf } from "../middleware/authenticate.ts";
import { requires, requiresScope } from "../middleware/authorize.ts";
import { validate, workspaceParam } from "../middleware/validate.ts";
import { documented } from "../openapi.ts";
import { compareAnchors, pageOf } from "../paging.ts";
import { readEach } from "../read-each.ts";
import { answerCommand, answerJson, answerView, etagAfter, guardOf } from "../respond.ts";
import { send, sendJson } from "../send.ts";
import type { Services } from "../services.ts";
import { toDirectoryChanges } from "../views/directory.ts";
import { toSummary, toWorkspaceItem } from "../views/summary.ts";

export function workspaceRoutes(services: Services) {
  return new Hono<AppEnv>()
    .get(
      "/v1/workspaces",
      documented({
        id: "listWorkspaces",
        tag: "Workspaces",
        summary: "List the workspaces",
        answer: responses.workspaces,
        problems: ["malformed-cursor"],
      }),
      requiresScope("read", { isNarrowed: true }),
      validate("query", listPage),
      async (c) => {
        const { workspace: only } = operatorOf(c).grant;
        const ids = (await services.workspaces.ids())
          .filter((id) => only === undefined || id === only)
          .map((id) => ({ id }));
        const { items, total, nextCursor } = pageOf(ids, {
          ...c.req.valid("query"),
          cursor: c.req.valid("query").cursor,
          order: "workspaces",
          keyOf: ({ id }) => id,
          compare: compareAnchors(1),
        });
        const read = async ({ id }: { id: string }) => {
          const state = await services.workspaces.peek(id);
          return state && toWorkspaceItem(state, monthOf(state, instantOf(state, services.now())));
        };
        const complain = (error: unknown) => services.billing.scheduler.complain(error);
        return answerJson(c, { total, nextCursor, ...(await readEach(items, ({ id }) => id, read, complain)) });
      },
    )
    .put(
      "/v1/workspaces/:ws",
      documented({
        id: "putWorkspace",
        tag: "Workspaces",
        summary: "Create or change a workspace",
        description:
          "What is left out stays as it is. Another license model, price or time zone is in force from the start of the next month.",
        answer: responses.workspaceSummary,
        problems: ["vat-id-missing", "seller-vat-id-missing", "currency-not-invoiceable"],
      }),
      requiresScope("billing"),
      validate("param", workspaceParam),
      validate("json", putWorkspace),
      async (c) => {
        const answer = await answerCommand(
          services,
          c,
          {
            type: "configure-workspace",
            workspace: c.req.valid("param").ws,
            ...c.req.valid("json"),
            legacyContractsBefore: services.legacyContractsBefore,
            ...(services.billing.seller && { seller: services.billing.seller.seller }),
          },
          toSummary,
        );
        // Invoices that waited for what was given now are issued.
        services.billing.scheduler.wake(c.req.valid("param").ws);
        return answer;
      },
    )
    .get(
      "/v1/workspaces/:ws",
      documented({
        id: "getWorkspace",
        tag: "Workspaces",
        summary: "The numbers of a workspace",
        answer: responses.workspaceSummary,
      }),
      requires("billing.read"),
      validate("param", workspaceParam),
      async (c) => answerView(services, c, toSummary),
    )
    .put(
      "/v1/workspaces/:ws/directory",
      documented({
        id: "putDirectory",
        tag: "Directory",
        summary: "Make teams and members exactly these",
        description:
          "A team that is not listed is archived, a member that is not listed is removed. All of it is one change, or none. With `dryRun` nothing is changed, the answer says what would be, and its `ETag` as `If-Match` sees to it that it is.",
        answer: responses.directoryChange,
        problems: ["duplicate-id", "team-unknown", "since-in-future", "since-month-closed", "since-overlaps"],
      }),
      requiresScope("write"),
      validate("param", workspaceParam),
      validate("query", putDirectoryQuery),
      takesDirectory(services.maxDirectoryBytes),
      async (c) => {
        const by = authorOf(c);
        const dryRun = c.req.valid("query").dryRun === "true";
        const guard = dryRun ? {} : await guardOf(c);
        const workspace = await services.workspaces.forCommand(c.req.valid("param").ws);
        const directory = c.req.valid("json");
        const synced = await syncDirectory(services.rule, workspace, directory, by, { ...guard, isDryRun: dryRun });
        const { events, effect, version } = synced;
        const changes = await inTurns(toDirectoryChanges(events));
        const answer = { dryRun, changes, effect } satisfies DirectoryChange;
        const headers = { ETag: etagAfter(services, c, workspace, version) };
        if (events.length < largestAtOnce) return sendJson(c, answer, headers);
        return send(c, await openStream(jsonChunks(answer)), "application/json", 200, headers);
      },
    );
}

/** The changes of more events are sent in pieces. */
const largestAtOnce = 1000;

import { type Command, creditNoteOf, type InvoiceEntry, Refusal } from "@seatbook/core";
import { type Context, Hono } from "hono";
import { readInvoice } from "../billing/frozen.ts";
import { listPage } from "../contract/queries.ts";
import { postCancel, postPayment } from "../contract/requests.ts";
import * as responses from "../contract/responses.ts";
import { type AppEnv, operatorOnly } from "../middleware/authenticate.ts";
import { numberParam, validate } from "../middleware/validate.ts";
import { documented } from "../openapi.ts";
import { compareAnchors, pageOf } from "../paging.ts";
import { answerJson, answerSteps, openView, type View } from "../respond.ts";
import type { Services } from "../services.ts";
import { toInvoiceItem } from "../views/invoice.ts";
import { runOn, type Workspace } from "../workspaces.ts";
import { findEntry, toDetail } from "./invoices.ts";

/** What the seller does with invoices, whosesoever they are. */
export function sellerInvoiceRoutes(services: Services) {
  const { billing, workspaces } = services;

  /** Finds the workspace of a number, gives it a command and completes what the command began. */
  const give = async (
    c: Context<AppEnv>,
    number: string,
    commandOf: (workspace: Workspace, entry: InvoiceEntry) => Command | Promise<Command>,
    answerOf: (view: View) => unknown,
  ) => {
    const draft = await billing.register.find(number);
    if (!draft) throw new Refusal("invoice-not-found", "number");
    const { workspace: id } = draft;
    const answer = await answerSteps(
      services,
      c,
      id,
      async (by, guard) => {
        const { workspace } = await workspaces.get(id);
        // A crash may have kept the workspace from learning the number.
        const { state } = await billing.issuing.complete(workspace);
        const command = await commandOf(workspace, findEntry(state, number));
        await runOn(workspace, command, by, guard);
        await billing.issuing.complete(workspace);
      },
      answerOf,
    );
    billing.scheduler.wake(id);
    return answer;
  };

  return new Hono<AppEnv>()
    .get(
      "/v1/invoices",
      documented(
        "The invoices and credit notes of all workspaces, newest first",
        responses.page(responses.sellerInvoiceItem),
      ),
      operatorOnly,
      validate("query", listPage),
      async (c) => {
        const { limit, cursor } = c.req.valid("query");
        const numbers = (await billing.register.list()).map((each, key) => ({ ...each, id: each.number, key }));
        const { items, total, nextCursor } = pageOf(numbers.toReversed(), {
          order: "seller-invoices",
          limit,
          cursor,
          keyOf: ({ key }) => key,
          compare: compareAnchors(-1),
        });
        const views = await Promise.all(
          items.map(async ({ workspace, draft }) => {
            const { state, at } = await openView(services, c, workspace);
            const entry = state.invoices.find((candidate) => candidate.draft === draft);
            return entry ? toInvoiceItem(state, entry, at).map((item) => ({ workspace, ...item })) : [];
          }),
        );
        return answerJson(c, { items: views.flat(), total, nextCursor });
      },
    )
    .post(
      "/v1/invoices/:number/cancel",
      documented("Cancel an invoice by a credit note", responses.invoice),
      operatorOnly,
      validate("param", numberParam),
      validate("json", postCancel),
      async (c) => {
        const { number } = c.req.valid("param");
        const { reason } = c.req.valid("json");
        return give(
          c,
          number,
          async (workspace, entry) => ({
            type: "cancel-invoice",
            invoice: await readInvoice(workspace, entry),
            reason,
          }),
          (view) => {
            const creditNote = creditNoteOf(view.state, number);
            return creditNote && toDetail(view, creditNote);
          },
        );
      },
    )
    .post(
      "/v1/invoices/:number/payments",
      documented("Record that an invoice was paid, or a credit note paid back", responses.invoice),
      operatorOnly,
      validate("param", numberParam),
      validate("json", postPayment),
      async (c) => {
        const { number } = c.req.valid("param");
        const { paidOn } = c.req.valid("json");
        return give(
          c,
          number,
          () => ({ type: "record-payment", number, paidOn }),
          (view) => toDetail(view, findEntry(view.state, number)),
        );
      },
    );
}

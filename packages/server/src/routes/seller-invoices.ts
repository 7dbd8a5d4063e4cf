import { type Command, creditNoteOf, invoiceByNumber, Refusal, type State } from "@seatbook/core";
import { type Context, Hono } from "hono";
import { readInvoice } from "../billing/frozen.ts";
import type { Numbered } from "../billing/seller-register.ts";
import { listPage } from "../contract/queries.ts";
import { postCancel, postPayment } from "../contract/requests.ts";
import * as responses from "../contract/billing-responses.ts";
import { type AppEnv, operatorOf } from "../middleware/authenticate.ts";
import { requiresScope } from "../middleware/authorize.ts";
import { numberParam, validate } from "../middleware/validate.ts";
import { documented } from "../openapi.ts";
import { newestFirst } from "../paging.ts";
import { readEach } from "../read-each.ts";
import { answerJson, answerSteps, type View, viewOf } from "../respond.ts";
import type { Services } from "../services.ts";
import { findInvoice, findNumbered, toInvoice, toInvoiceItem } from "../views/invoice.ts";
import { runOn, type Workspace } from "../workspaces.ts";

/** What the seller does with invoices, whosesoever they are. */
export function sellerInvoiceRoutes(services: Services) {
  const { billing, workspaces } = services;

  /** Finds the workspace of a number, gives it a command and issues what the command drafts. */
  const give = async (
    c: Context<AppEnv>,
    number: string,
    commandOf: (workspace: Workspace, state: State) => Command | Promise<Command>,
    answerOf: (view: View) => unknown,
  ) => {
    const draft = await billing.register.find(number);
    const { workspace: only } = operatorOf(c).grant;
    if (!draft || (only !== undefined && draft.workspace !== only)) throw new Refusal("invoice-not-found", "number");
    const { workspace: id } = draft;
    const answer = await answerSteps(
      services,
      c,
      id,
      async (by, guard) => {
        const { workspace, state } = await workspaces.get(id);
        // A crash may have kept the workspace from learning the number.
        const isKnown = invoiceByNumber(state, number) !== undefined;
        const current = isKnown ? state : (await billing.issuing.complete(workspace)).state;
        const command = await commandOf(workspace, current);
        if (command.type === "cancel-invoice") await billing.issuing.run(workspace, command, by, guard);
        else await runOn(workspace, command, by, guard);
      },
      answerOf,
    );
    billing.scheduler.wake(id);
    return answer;
  };

  return new Hono<AppEnv>()
    .get(
      "/v1/invoices",
      documented({
        id: "listSellerInvoices",
        tag: "Invoices",
        summary: "The invoices and credit notes of all workspaces, newest first",
        answer: responses.sellerInvoices,
        problems: ["malformed-cursor"],
      }),
      requiresScope("read", { isNarrowed: true }),
      validate("query", listPage),
      async (c) => {
        const { limit, cursor } = c.req.valid("query");
        const page = newestFirst(await billing.register.list(operatorOf(c).grant.workspace), {
          order: "seller-invoices",
          limit,
          cursor,
        });
        const read = async (numbered: Numbered) => {
          const { state, at } = viewOf(services, c, await workspaces.open(numbered.workspace));
          return { workspace: numbered.workspace, ...toInvoiceItem(state, findNumbered(state, numbered), at) };
        };
        const complain = (error: unknown) => billing.scheduler.complain(error);
        return answerJson(c, { ...page, ...(await readEach(page.items, ({ number }) => number, read, complain)) });
      },
    )
    .post(
      "/v1/invoices/:number/cancel",
      documented({
        id: "cancelInvoice",
        tag: "Invoices",
        summary: "Cancel an invoice by a credit note",
        description: "Answers the credit note. What was canceled stays so: a repeat answers the same credit note.",
        answer: responses.invoice,
        problems: ["invoice-not-found", "seller-missing", "credit-note-not-cancelable", "clock-behind"],
      }),
      requiresScope("billing", { isNarrowed: true }),
      validate("param", numberParam),
      validate("json", postCancel),
      async (c) => {
        const { number } = c.req.valid("param");
        const { reason } = c.req.valid("json");
        return give(
          c,
          number,
          async (workspace, state) => {
            // It is the seller who gives the credit note its number.
            if (!billing.seller) throw new Refusal("seller-missing");
            const invoice = await readInvoice(workspace, findInvoice(state, number));
            return { type: "cancel-invoice", invoice, reason };
          },
          (view) => {
            const creditNote = creditNoteOf(view.state, number);
            return creditNote && toInvoice(view, creditNote);
          },
        );
      },
    )
    .post(
      "/v1/invoices/:number/payments",
      documented({
        id: "recordPayment",
        tag: "Invoices",
        summary: "Record that an invoice was paid, or a credit note paid back",
        answer: responses.invoice,
        problems: [
          "invoice-not-found",
          "invoice-canceled",
          "credit-note-settled",
          "payment-recorded",
          "payment-in-future",
          "payment-before-issue",
          "clock-behind",
        ],
      }),
      requiresScope("billing", { isNarrowed: true }),
      validate("param", numberParam),
      validate("json", postPayment),
      async (c) => {
        const { number } = c.req.valid("param");
        const { paidOn } = c.req.valid("json");
        return give(
          c,
          number,
          () => ({ type: "record-payment", number, paidOn }),
          (view) => toInvoice(view, findInvoice(view.state, number)),
        );
      },
    );
}

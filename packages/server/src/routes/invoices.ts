import { type Invoice, invoiceByNumber, type InvoiceEntry, Refusal, type State } from "@seatbook/core";
import { Hono } from "hono";
import { fileNameOf } from "../billing/invoice-files.ts";
import { readInvoice } from "../billing/frozen.ts";
import { invoiceXmlQuery, listPage } from "../contract/queries.ts";
import * as responses from "../contract/responses.ts";
import { type AppEnv, operatorOnly, requires } from "../middleware/authenticate.ts";
import {
  invoiceParam,
  monthParam,
  pdfParam,
  takesNoFields,
  validate,
  workspaceParam,
  xmlParam,
} from "../middleware/validate.ts";
import { canBeXRechnung } from "../invoice-document/xml.ts";
import { documented, documentedFile } from "../openapi.ts";
import { compareAnchors, pageOf } from "../paging.ts";
import { answerCommand, answerFile, answerSteps, answerView, type View } from "../respond.ts";
import type { Services } from "../services.ts";
import { toInvoice, toInvoiceItem } from "../views/invoice.ts";
import { runOn } from "../workspaces.ts";

export function invoiceRoutes(services: Services) {
  const { billing } = services;

  return new Hono<AppEnv>()
    .get(
      "/v1/workspaces/:ws/invoices",
      documented("The invoices and credit notes, newest first", responses.page(responses.invoiceItem)),
      requires("billing.read"),
      validate("param", workspaceParam),
      validate("query", listPage),
      async (c) => {
        const { limit, cursor } = c.req.valid("query");
        return answerView(
          services,
          c,
          ({ state, at }) => {
            const entries = state.invoices
              .filter(({ issued }) => issued)
              .map((entry) => ({ id: String(entry.draft), key: entry.draft, entry }));
            const page = pageOf(entries.toReversed(), {
              order: "invoices",
              limit,
              cursor,
              keyOf: ({ key }) => key,
              compare: compareAnchors(-1),
            });
            return { ...page, items: page.items.flatMap(({ entry }) => toInvoiceItem(state, entry, at)) };
          },
          "day",
        );
      },
    )
    .get(
      "/v1/workspaces/:ws/invoices/:pdf{.+\\.pdf}",
      documentedFile("An invoice or credit note as a PDF with the e-invoice in it", "application/pdf"),
      requires("billing.read"),
      validate("param", pdfParam),
      async (c) => {
        const number = c.req.valid("param").pdf;
        return answerFile(services, c, async ({ workspace, state }) => {
          const entry = findEntry(state, number);
          return {
            name: fileNameOf(entry.type, number, "pdf"),
            contentType: "application/pdf",
            identity: `pdf ${entry.draft}`,
            make: async () => (await billing.files.pdf(workspace, entry)).pdf,
          };
        });
      },
    )
    .get(
      "/v1/workspaces/:ws/invoices/:xml{.+\\.xml}",
      documentedFile("The e-invoice as XML: EN 16931, or XRechnung", "application/xml"),
      requires("billing.read"),
      validate("param", xmlParam),
      validate("query", invoiceXmlQuery),
      async (c) => {
        const number = c.req.valid("param").xml;
        const { profile } = c.req.valid("query");
        return answerFile(services, c, async ({ workspace, state }) => {
          const entry = findEntry(state, number);
          if (profile === "xrechnung") requireXRechnung(await readInvoice(workspace, entry));
          return {
            name: fileNameOf(entry.type, number, "xml"),
            contentType: "application/xml; charset=utf-8",
            identity: `${profile} ${entry.draft}`,
            make: async () => new TextEncoder().encode(await billing.files.xml(workspace, entry, profile)),
          };
        });
      },
    )
    .get(
      "/v1/workspaces/:ws/invoices/:number",
      documented("An invoice or credit note, as it was frozen", responses.invoice),
      requires("billing.read"),
      validate("param", invoiceParam),
      async (c) => {
        const { number } = c.req.valid("param");
        return answerView(services, c, async (view) => toDetail(view, findEntry(view.state, number)), "day");
      },
    )
    .post(
      "/v1/workspaces/:ws/invoices/:number/send",
      documented("Mail an invoice to the mailbox, again if need be", responses.invoiceItem),
      requires("billing.manage"),
      validate("param", invoiceParam),
      takesNoFields,
      async (c) => {
        const { ws, number } = c.req.valid("param");
        const answer = await answerCommand(services, c, { type: "send-invoice", number }, ({ state, at }) =>
          toInvoiceItem(state, findEntry(state, number), at).at(0),
        );
        billing.scheduler.wake(ws);
        return answer;
      },
    )
    .post(
      "/v1/workspaces/:ws/months/:month/invoice",
      documented("Issue the invoice of a closed month that has none, or only canceled ones", responses.invoice),
      operatorOnly,
      validate("param", monthParam),
      takesNoFields,
      async (c) => {
        const { ws, month } = c.req.valid("param");
        const { seller } = billing;
        if (!seller) throw new Refusal("seller-missing");
        const answer = await answerSteps(
          services,
          c,
          ws,
          async (by, guard) => {
            const command = { type: "draft-invoice", month, invoicing: seller } as const;
            const { workspace } = await services.workspaces.get(ws);
            await runOn(workspace, command, by, guard);
            await billing.issuing.complete(workspace);
          },
          (view) => {
            // Of a request that is repeated late, it may have been canceled since.
            const entry = view.state.invoices.findLast((each) => each.month === month && each.type === "invoice");
            return entry && toDetail(view, entry);
          },
        );
        billing.scheduler.wake(ws);
        return answer;
      },
    );
}

/** @throws Refusal `invoice-not-found`, also for one that has no number yet. */
export function findEntry(state: State, number: string): InvoiceEntry {
  const entry = invoiceByNumber(state, number);
  if (!entry) throw new Refusal("invoice-not-found", "number");
  return entry;
}

/** The frozen invoice with what has happened to it since. */
export async function toDetail({ workspace, state, at }: View, entry: InvoiceEntry) {
  const [item] = toInvoiceItem(state, entry, at);
  const invoice = await readInvoice(workspace, entry);
  return item && toInvoice(item, invoice);
}

function requireXRechnung(invoice: Invoice): void {
  if (invoice.customer.reference === undefined) throw new Refusal("buyer-reference-missing", "reference");
  if (!canBeXRechnung(invoice)) throw new Refusal("buyer-address-missing", "mailbox");
}

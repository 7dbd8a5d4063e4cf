import { type Invoice, issuedInvoices, Refusal } from "@seatbook/core";
import { Hono } from "hono";
import { readInvoice } from "../billing/frozen.ts";
import { invoiceXmlQuery, listPage } from "../contract/queries.ts";
import * as responses from "../contract/billing-responses.ts";
import { fileNameOf } from "../invoice-document/title.ts";
import { canBeXRechnung } from "../invoice-document/xml.ts";
import { type AppEnv } from "../middleware/authenticate.ts";
import { requires, requiresScope } from "../middleware/authorize.ts";
import {
  invoiceParam,
  monthParam,
  pdfParam,
  takesNoFields,
  validate,
  workspaceParam,
  xmlParam,
} from "../middleware/validate.ts";
import { documented, documentedFile } from "../openapi.ts";
import { newestFirst } from "../paging.ts";
import { answerCommand, answerFile, answerSteps, answerView } from "../respond.ts";
import type { Services } from "../services.ts";
import { findInvoice, toInvoice, toInvoiceItem } from "../views/invoice.ts";

export function invoiceRoutes(services: Services) {
  const { billing } = services;

  return new Hono<AppEnv>()
    .get(
      "/v1/workspaces/:ws/invoices",
      documented({
        id: "listInvoices",
        tag: "Invoices",
        summary: "The invoices and credit notes, newest first",
        answer: responses.invoicePage,
        problems: ["malformed-cursor"],
      }),
      requires("billing.read"),
      validate("param", workspaceParam),
      validate("query", listPage),
      async (c) => {
        const { limit, cursor } = c.req.valid("query");
        return answerView(
          services,
          c,
          ({ state, at }) => {
            const page = newestFirst(issuedInvoices(state), { order: "invoices", limit, cursor });
            return { ...page, items: page.items.map((entry) => toInvoiceItem(state, entry, at)) };
          },
          "day",
        );
      },
    )
    .get(
      "/v1/workspaces/:ws/invoices/:pdf{.+\\.pdf}",
      documentedFile({
        id: "downloadInvoicePdf",
        tag: "Invoices",
        summary: "An invoice or credit note as a PDF with the e-invoice in it",
        description: "The same bytes each time: Factur-X, a PDF/A-3 with the XML attached.",
        mediaType: "application/pdf",
        problems: ["invoice-not-found", "busy", "request-abandoned"],
      }),
      requires("billing.read"),
      validate("param", pdfParam),
      async (c) => {
        const number = c.req.valid("param").pdf;
        return answerFile(services, c, async ({ workspace, state }) => {
          const entry = findInvoice(state, number);
          // Read before anything is awaited. It changes the names in the list of license holders, and nothing else.
          const erasures = state.erasures.filter(({ isDone }) => isDone).length;
          const invoice = await readInvoice(workspace, entry);
          return {
            name: fileNameOf(invoice, "pdf"),
            contentType: "application/pdf",
            identity: `pdf ${entry.draft}${invoice.annex && erasures > 0 ? ` ${erasures}` : ""}`,
            make: async () => billing.files.requestedPdf(workspace, entry, c.req.raw.signal),
          };
        });
      },
    )
    .get(
      "/v1/workspaces/:ws/invoices/:xml{.+\\.xml}",
      documentedFile({
        id: "downloadInvoiceXml",
        tag: "Invoices",
        summary: "The e-invoice as XML: EN 16931, or XRechnung",
        mediaType: "application/xml",
        problems: ["invoice-not-found", "customer-reference-missing", "customer-address-missing", "busy"],
      }),
      requires("billing.read"),
      validate("param", xmlParam),
      validate("query", invoiceXmlQuery),
      async (c) => {
        const number = c.req.valid("param").xml;
        const { profile } = c.req.valid("query");
        return answerFile(services, c, async ({ workspace, state }) => {
          const entry = findInvoice(state, number);
          const invoice = await readInvoice(workspace, entry);
          if (profile === "xrechnung") requireXRechnung(invoice);
          return {
            name: fileNameOf(invoice, profile === "xrechnung" ? "xrechnung.xml" : "xml"),
            contentType: "application/xml; charset=utf-8",
            identity: `${profile} ${entry.draft}`,
            make: async () => new TextEncoder().encode(await billing.files.xml(workspace, entry, profile)),
          };
        });
      },
    )
    .get(
      "/v1/workspaces/:ws/invoices/:number",
      documented({
        id: "getInvoice",
        tag: "Invoices",
        summary: "An invoice or credit note, as it was frozen",
        answer: responses.invoice,
        problems: ["invoice-not-found"],
      }),
      requires("billing.read"),
      validate("param", invoiceParam),
      async (c) => {
        const { number } = c.req.valid("param");
        return answerView(services, c, (view) => toInvoice(view, findInvoice(view.state, number)), "day");
      },
    )
    .post(
      "/v1/workspaces/:ws/invoices/:number/send",
      documented({
        id: "sendInvoice",
        tag: "Invoices",
        summary: "Mail an invoice to the mailbox, again if need be",
        answer: responses.invoiceItem,
        problems: ["invoice-not-found", "invoice-canceled", "mailbox-missing", "too-many-sendings"],
      }),
      requires("billing.manage"),
      validate("param", invoiceParam),
      takesNoFields,
      async (c) => {
        const { ws, number } = c.req.valid("param");
        const answer = await answerCommand(services, c, { type: "send-invoice", number }, ({ state, at }) =>
          toInvoiceItem(state, findInvoice(state, number), at),
        );
        billing.scheduler.wake(ws);
        return answer;
      },
    )
    .post(
      "/v1/workspaces/:ws/months/:month/invoice",
      documented({
        id: "issueInvoice",
        tag: "Invoices",
        summary: "Issue the invoice of a closed month that has none, or only canceled ones",
        answer: responses.invoice,
        problems: [
          "month-unknown",
          "month-not-closed",
          "nothing-to-bill",
          "seller-missing",
          "customer-missing",
          "tax-missing",
          "vat-id-missing",
          "seller-vat-id-missing",
          "currency-not-invoiceable",
          "clock-behind",
        ],
      }),
      requiresScope("billing"),
      validate("param", monthParam),
      takesNoFields,
      async (c) => {
        const { ws, month } = c.req.valid("param");
        const { seller: invoicing } = billing;
        const answer = await answerSteps(
          services,
          c,
          ws,
          async (by, guard) => {
            const command = { type: "draft-invoice", month, ...(invoicing && { invoicing }) } as const;
            const { workspace } = await services.workspaces.get(ws);
            await billing.issuing.run(workspace, command, by, guard);
          },
          (view) => {
            // Of a request that is repeated late, it may have been canceled since.
            const entry = issuedInvoices(view.state).findLast(
              (each) => each.month === month && each.type === "invoice",
            );
            return entry && toInvoice(view, entry);
          },
        );
        billing.scheduler.wake(ws);
        return answer;
      },
    );
}

function requireXRechnung(invoice: Invoice): void {
  if (invoice.customer.reference === undefined) throw new Refusal("customer-reference-missing", "reference");
  if (!canBeXRechnung(invoice)) throw new Refusal("customer-address-missing", "mailbox");
}

import { StorageError } from "@seatbook/storage";
import { Hono } from "hono";
import { csvQuery, sellerInvoicesCsvQuery } from "../contract/queries.ts";
import { sellerInvoicesFile, workspaceInvoicesFile } from "../export/invoices.ts";
import { allMonthsFile, monthFile } from "../export/licenses.ts";
import { type AppEnv, operatorOf } from "../middleware/authenticate.ts";
import { requires, requiresScope } from "../middleware/authorize.ts";
import { monthParam, validate, workspaceParam } from "../middleware/validate.ts";
import { documentedFile } from "../openapi.ts";
import { ProblemError } from "../problem.ts";
import { answerStream, openView, sendFile, viewOf } from "../respond.ts";
import type { Services } from "../services.ts";

const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Files for spreadsheets, controllers and accounting. */
export function exportRoutes(services: Services) {
  const { billing } = services;

  return new Hono<AppEnv>()
    .get(
      "/v1/workspaces/:ws/months/:month/licenses.csv",
      documentedFile({
        id: "downloadLicensesCsv",
        tag: "Months",
        summary: "The license holders of a month as CSV",
        mediaType: "text/csv",
        problems: ["month-unknown"],
      }),
      requires("licenses.export"),
      validate("param", monthParam),
      validate("query", csvQuery),
      async (c) => {
        const { month } = c.req.valid("param");
        const { separator } = c.req.valid("query");
        return answerStream(services, c, (view, turns) => monthFile(view, month, { type: "csv", separator }, turns));
      },
    )
    .get(
      "/v1/workspaces/:ws/months/:month/licenses.xlsx",
      documentedFile({
        id: "downloadLicensesXlsx",
        tag: "Months",
        summary: "The license holders of a month as a workbook",
        mediaType: xlsx,
        problems: ["month-unknown"],
      }),
      requires("licenses.export"),
      validate("param", monthParam),
      async (c) => {
        const { month } = c.req.valid("param");
        return answerStream(services, c, (view, turns) => monthFile(view, month, { type: "xlsx" }, turns));
      },
    )
    .get(
      "/v1/workspaces/:ws/licenses.csv",
      documentedFile({
        id: "downloadAllLicensesCsv",
        tag: "Months",
        summary: "The license holders of all months as CSV",
        mediaType: "text/csv",
      }),
      requires("licenses.export"),
      validate("param", workspaceParam),
      validate("query", csvQuery),
      async (c) => {
        const { separator } = c.req.valid("query");
        const open = () => openView(services, c);
        return answerStream(services, c, (view) => allMonthsFile(view, { type: "csv", separator }, open));
      },
    )
    .get(
      "/v1/workspaces/:ws/licenses.xlsx",
      documentedFile({
        id: "downloadAllLicensesXlsx",
        tag: "Months",
        summary: "The license holders of all months as a workbook",
        mediaType: xlsx,
      }),
      requires("licenses.export"),
      validate("param", workspaceParam),
      async (c) =>
        answerStream(services, c, (view) => allMonthsFile(view, { type: "xlsx" }, () => openView(services, c))),
    )
    .get(
      "/v1/workspaces/:ws/invoices.csv",
      documentedFile({
        id: "downloadInvoicesCsv",
        tag: "Invoices",
        summary: "The invoices and credit notes for accounting, as CSV",
        mediaType: "text/csv",
      }),
      requires("billing.read"),
      validate("param", workspaceParam),
      validate("query", csvQuery),
      async (c) => {
        const { separator } = c.req.valid("query");
        return answerStream(services, c, (view) => workspaceInvoicesFile(view, separator), "day");
      },
    )
    .get(
      "/v1/invoices.csv",
      documentedFile({
        id: "downloadSellerInvoicesCsv",
        tag: "Invoices",
        summary: "The invoices and credit notes of all workspaces for accounting, as CSV",
        description: "The file is made while it is sent, so that it has no `ETag`.",
        mediaType: "text/csv",
        takes: [],
      }),
      requiresScope("read", { isNarrowed: true }),
      validate("query", sellerInvoicesCsvQuery),
      async (c) => {
        const { from = "", to = "9999-12-31", separator } = c.req.valid("query");
        const { workspace: only } = operatorOf(c).grant;
        const numbers = (await billing.register.list(only)).filter(
          ({ issuedOn }) => from <= issuedOn && issuedOn <= to,
        );
        const open = async (workspace: string) => {
          try {
            return viewOf(services, c, await services.workspaces.open(workspace));
          } catch (error) {
            if (!(error instanceof StorageError)) throw error;
            // A file that leaves something out would be taken for the whole.
            throw new ProblemError(
              "storage-failed",
              `The store does not give the workspace "${workspace}" back as it should. Restore it from a backup.`,
            );
          }
        };
        return sendFile(c, sellerInvoicesFile(numbers, separator, open));
      },
    );
}

import {
  dayOf,
  invoiceColumns,
  type InvoiceRow,
  invoiceStatus,
  type IssuedEntry,
  issuedInvoices,
  type Separator,
  toInvoiceRows,
} from "@seatbook/core";
import { readInvoice } from "../billing/frozen.ts";
import type { FileStream, View } from "../respond.ts";
import type { Numbered } from "../billing/seller-register.ts";
import { findNumbered } from "../views/invoice.ts";
import type { Workspace } from "../workspaces.ts";
import { toCsvChunks } from "./csv-chunks.ts";
import { readAhead } from "./read-ahead.ts";

/** An issued document, and what had happened to it when its workspace was looked at. */
type Listed = { workspace: Workspace; id: string; entry: IssuedEntry; progress: InvoiceRow["progress"] };

/** The invoices and credit notes of one workspace, in the order of their numbers. */
export function workspaceInvoicesFile(view: View, separator: Separator): FileStream {
  // At once: the state moves on while the documents are read.
  const listed = issuedInvoices(view.state).map((entry) => toListed(view, entry));
  return toFile(readAhead(listed, toRows), separator);
}

/** The documents of those numbers, whosesoever they are, in that order. @param open gives a workspace as it is now. */
export function sellerInvoicesFile(
  numbers: Iterable<Numbered>,
  separator: Separator,
  open: (workspace: string) => Promise<View>,
): FileStream {
  const read = async (numbered: Numbered): Promise<InvoiceRow[]> => {
    const view = await open(numbered.workspace);
    return toRows(toListed(view, findNumbered(view.state, numbered)));
  };
  return toFile(readAhead(numbers, read), separator);
}

function toListed({ workspace, state, at }: View, entry: IssuedEntry): Listed {
  const status = invoiceStatus(state, entry, dayOf(state, at));
  const { paidOn } = entry;
  return { workspace, id: state.id, entry, progress: { status, ...(paidOn !== undefined && { paidOn }) } };
}

async function toRows({ workspace, id, entry, progress }: Listed): Promise<InvoiceRow[]> {
  return toInvoiceRows(id, await readInvoice(workspace, entry), progress);
}

function toFile(documents: AsyncIterable<InvoiceRow[]>, separator: Separator): FileStream {
  const chunks = toCsvChunks(invoiceColumns, flat(documents), separator);
  return { name: "invoices.csv", contentType: "text/csv; charset=utf-8", chunks };
}

async function* flat(documents: AsyncIterable<InvoiceRow[]>): AsyncGenerator<InvoiceRow> {
  for await (const rows of documents) yield* rows;
}

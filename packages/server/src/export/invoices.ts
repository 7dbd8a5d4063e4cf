import {
  invoiceColumns,
  type InvoiceEntry,
  type InvoiceRow,
  invoiceStatus,
  type Separator,
  toInvoiceRows,
} from "@seatbook/core";
import { readInvoice } from "../billing/frozen.ts";
import type { FileStream, View } from "../respond.ts";
import { dayIn } from "../views/invoice.ts";
import type { Workspace } from "../workspaces.ts";
import { toCsvChunks } from "./csv-chunks.ts";
import { readAhead } from "./read-ahead.ts";

/** An issued document, and what had happened to it when its workspace was looked at. */
type Listed = { workspace: Workspace; id: string; entry: InvoiceEntry; progress: InvoiceRow["progress"] };

/** The invoices and credit notes of one workspace, in the order of their numbers. */
export function workspaceInvoicesFile(view: View, separator: Separator): FileStream {
  // At once: the state moves on while the documents are read.
  const listed = view.state.invoices.filter(({ issued }) => issued).map((entry) => toListed(view, entry));
  return toFile("invoices", readAhead(listed, toRows), separator);
}

/** The documents of those numbers, whosesoever they are, in that order.
 *  @param open gives a workspace as it is now. @param complete gives a workspace the numbers that a crash has kept from it. */
export function sellerInvoicesFile(
  name: string,
  numbers: Iterable<{ workspace: string; draft: number }>,
  separator: Separator,
  open: (workspace: string) => Promise<View>,
  complete: (workspace: string) => Promise<unknown>,
): FileStream {
  const find = async (workspace: string, draft: number): Promise<Listed | undefined> => {
    const view = await open(workspace);
    const entry = view.state.invoices.find((candidate) => candidate.draft === draft && candidate.issued);
    return entry && toListed(view, entry);
  };
  const read = async ({ workspace, draft }: { workspace: string; draft: number }): Promise<InvoiceRow[]> => {
    let listed = await find(workspace, draft);
    if (!listed) {
      await complete(workspace);
      listed = await find(workspace, draft);
    }
    // Rather no file than one with a gap in its numbers.
    if (!listed) throw new Error("a number was given that its workspace does not know of");
    return toRows(listed);
  };
  return toFile(name, readAhead(numbers, read), separator);
}

function toListed({ workspace, state, at }: View, entry: InvoiceEntry): Listed {
  const status = invoiceStatus(state, entry, dayIn(state, at));
  const { paidOn } = entry;
  return { workspace, id: state.id, entry, progress: { status, ...(paidOn !== undefined && { paidOn }) } };
}

async function toRows({ workspace, id, entry, progress }: Listed): Promise<InvoiceRow[]> {
  return toInvoiceRows(id, await readInvoice(workspace, entry), progress);
}

function toFile(name: string, documents: AsyncIterable<InvoiceRow[]>, separator: Separator): FileStream {
  const chunks = toCsvChunks(invoiceColumns, flat(documents), separator);
  return { name: `${name}.csv`, contentType: "text/csv; charset=utf-8", chunks };
}

async function* flat(documents: AsyncIterable<InvoiceRow[]>): AsyncGenerator<InvoiceRow> {
  for await (const rows of documents) yield* rows;
}

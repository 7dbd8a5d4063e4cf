import type { Invoice, IssuedEntry } from "@seatbook/core";
import type { DocumentInput, Documents } from "../invoice-document/documents.ts";
import { invoiceXml } from "../invoice-document/xml.ts";
import { ProblemError } from "../problem.ts";
import type { Workspace } from "../workspaces.ts";
import { readAnnex, readInvoice } from "./frozen.ts";
import type { Logos } from "./logos.ts";

/** Makes the documents of an invoice. The same input always makes the same bytes. Need not be made any more when `signal` says
 *  that nobody waits for them. */
export type MakeDocuments = (input: DocumentInput, signal?: AbortSignal) => Promise<Documents>;

/** How many people may wait for a PDF at once: a few seconds' work. */
const mostRequests = 100;

/** An issued invoice and its files, made from the log alone. */
export class InvoiceFiles {
  readonly #logos: Logos;
  readonly #make: MakeDocuments;
  #requests = 0;

  constructor(logos: Logos, make: MakeDocuments) {
    this.#logos = logos;
    this.#make = make;
  }

  /** For somebody who waits for it. @throws ProblemError `busy` where too many do. */
  async requestedPdf(workspace: Workspace, entry: IssuedEntry, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#requests >= mostRequests) throw new ProblemError("busy");
    this.#requests++;
    try {
      return (await this.pdf(workspace, entry, signal)).pdf;
    } catch (error) {
      // Nobody reads the answer: it is no error of the server's.
      throw signal.aborted ? new ProblemError("request-abandoned") : error;
    } finally {
      this.#requests--;
    }
  }

  async pdf(
    workspace: Workspace,
    entry: IssuedEntry,
    signal?: AbortSignal,
  ): Promise<{ invoice: Invoice; pdf: Uint8Array<ArrayBuffer> }> {
    const invoice = await readInvoice(workspace, entry);
    const annex = await readAnnex(workspace, workspace.journal.state, invoice);
    const logo = invoice.seller.logo === undefined ? undefined : await this.#logos.get(invoice.seller.logo);
    const { pdf } = await this.#make({ invoice, ...(annex && { annex }), ...(logo && { logo }) }, signal);
    return { invoice, pdf };
  }

  async xml(workspace: Workspace, entry: IssuedEntry, profile: "en16931" | "xrechnung"): Promise<string> {
    return invoiceXml(await readInvoice(workspace, entry), profile);
  }
}

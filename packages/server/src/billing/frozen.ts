import type { AnnexRow, FrozenLicense, Invoice, InvoiceDraft, IssuedEntry, State } from "@seatbook/core";
import { StorageError } from "@seatbook/storage";
import type { Workspace } from "../workspaces.ts";

/** Invoices kept at hand for each workspace. The record of a large one holds its whole license list besides. */
const keptDrafts = 24;

/** The invoice of an entry, as it was frozen in the log. */
export async function readInvoice(workspace: Workspace, { draft, issued }: IssuedEntry): Promise<Invoice> {
  const frozen = workspace.drafts.get(draft) ?? (await readDraft(workspace, draft));
  if (!frozen) throw new StorageError(`Version ${draft} of the log "${workspace.journal.log.name}" has no invoice.`);
  return { ...frozen, ...issued };
}

async function readDraft({ journal, drafts }: Workspace, version: number): Promise<InvoiceDraft | undefined> {
  const record = await journal.log.read(version);
  const frozen = record?.events.find((event) => event.type === "InvoiceDrafted")?.invoice;
  if (drafts.size >= keptDrafts) drafts.clear();
  if (frozen) drafts.set(version, frozen);
  return frozen;
}

/** The license list of a closed month as it was frozen in the log; empty for one that is not closed. */
export async function readLicenses({ journal }: Workspace, state: State, month: string): Promise<FrozenLicense[]> {
  const closed = state.closed.find((candidate) => candidate.month === month);
  if (!closed) return [];
  const record = await journal.log.read(closed.version);
  return record?.events.find((event) => event.type === "MonthClosed")?.licenses ?? [];
}

/** The annex of an invoice that has one. */
export async function readAnnex(workspace: Workspace, state: State, invoice: Invoice): Promise<AnnexRow[] | undefined> {
  if (!invoice.annex) return undefined;
  const list = await readLicenses(workspace, state, invoice.month);
  return list.map(({ holder, spans }) => ({
    name: holder.name,
    ...(holder.type === "member" && { email: holder.email }),
    teams: holder.type === "member" ? [...new Set(spans.map(({ team }) => team.name))] : [],
  }));
}

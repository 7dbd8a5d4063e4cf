import { type CreateDriver, isSnapshotKey } from "@seatbook/storage";
import { openApiKeyJournal } from "../journals/api-key-journal.ts";
import { openCatalogJournal } from "../journals/catalog-journal.ts";
import { isWebhookDeliveriesLog, isWorkspaceLog, logNames } from "../journals/log-names.ts";
import { openRegisterJournal } from "../journals/register-journal.ts";
import { openWebhookDeliveriesJournal } from "../journals/webhook-journals.ts";
import { openWorkspaceJournal } from "../journals/workspace-journal.ts";
import type { Findings } from "./findings.ts";

/** The logs that have a snapshot, by its head's key. */
export function logsWithSnapshot(snapshots: readonly string[]): string[] {
  return snapshots
    .filter((key) => key.endsWith(":snapshot") && isSnapshotKey(key))
    .map((key) => key.replace(/:snapshot$/, ""));
}

/** A snapshot is what the records of its log amount to, as far as it goes. */
export async function checkSnapshot(driver: CreateDriver, log: string, findings: Findings): Promise<void> {
  const journal = journalOf(driver, log);
  let isRight: boolean | undefined;
  try {
    isRight = await journal?.checkSnapshot();
  } catch {
    // The log itself cannot be read, which was told already.
    return;
  }
  if (isRight === undefined)
    findings.note(
      log,
      "It has a snapshot that no server of this version uses: it is of another one, lacks a piece, or has one that is damaged.",
    );
  if (isRight !== false) return;
  const detail = "The snapshot is not what the records of the log amount to.";
  findings.add(log, undefined, { code: "snapshot-differs", detail });
}

/** Nothing is written, so that no clock is asked. */
const now = (): number => 0;

function journalOf(driver: CreateDriver, log: string) {
  if (isWorkspaceLog(log)) return openWorkspaceJournal(driver, log, now);
  if (isWebhookDeliveriesLog(log)) return openWebhookDeliveriesJournal(driver, log, now);
  if (log === logNames.catalog) return openCatalogJournal(driver, now);
  if (log === logNames.apiKeys) return openApiKeyJournal(driver, now);
  return log === logNames.register ? openRegisterJournal(driver, now) : undefined;
}

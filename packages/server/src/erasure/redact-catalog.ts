import { isDeepStrictEqual } from "node:util";
import { issuedInvoices, type Redaction, type State } from "@seatbook/core";
import { type CreateDriver, Log, type LogRecord } from "@seatbook/storage";
import type { CatalogEvent } from "../journals/catalog-journal.ts";
import { logNames } from "../journals/log-names.ts";
import { redactAnswer } from "./redact-answer.ts";

/** Takes out of the catalog what it has answered about the invoices of a workspace: to whom they were mailed. How many records were
 *  overwritten. */
export async function redactCatalog(
  driver: CreateDriver,
  state: State,
  redactions: readonly Redaction[],
): Promise<number> {
  const log = new Log<LogRecord<CatalogEvent>>(driver, logNames.catalog);
  const numbers = new Set(issuedInvoices(state).map(({ issued }) => issued.number));
  // Mails have the same ids in every workspace, and members may have.
  const isOwn = (answer: unknown): boolean =>
    typeof answer === "object" && answer !== null && "number" in answer && numbers.has(String(answer.number));
  let changed = 0;
  for await (const [version, record] of log.readFrom(1)) {
    const { once } = record;
    if (!once || !isOwn(once.answer)) continue;
    const answer = redactions.reduce(redactAnswer, once.answer);
    if (isDeepStrictEqual(answer, once.answer)) continue;
    await log.redact(version, { ...record, once: { ...once, answer } });
    changed++;
  }
  return changed;
}

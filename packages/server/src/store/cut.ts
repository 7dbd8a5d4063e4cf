import type { NumberGiven } from "@seatbook/core";
import { type CreateDriver, Log, type LogRecord, recordKey } from "@seatbook/storage";
import { isWorkspaceLog, logNames, workspaceLog } from "../journals/log-names.ts";
import type { CatalogEvent } from "../journals/catalog-journal.ts";
import { lost } from "./entries.ts";
import { listStore } from "./listing.ts";

/** The keys, in order, of a part of the store that is as if all servers had crashed at one instant, so that they go on from it
 *  as after a crash; while servers write.
 *
 *  Records never change, so that only the last version of each log is to be chosen. One depends on another where it was written
 *  because of it: a workspace's log on the catalog that lists it, a number in the register on the draft that it was given to,
 *  and what a workspace knows of its number on the register. So first the logs of the workspaces are looked at, then the
 *  register is read to its end: it has every number that a workspace knows. Then workspaces whose later drafts it has given
 *  numbers to are taken as far as these drafts; whatever comes before a draft in its log has its number before it.
 *  @throws StorageError for a store that has lost a record. */
export async function consistentKeys(driver: CreateDriver): Promise<string[]> {
  // What the catalog has answered under an idempotency key was done before, and is in the logs that are looked at after it.
  const answered = (await listStore(driver)).logs.get(logNames.catalog) ?? 0;
  const { logs: seen, unseen } = await listStore(driver);
  for (const key of unseen) if (!(await driver.hasItem(key, {}))) throw lost(key);
  const logs = new Map<string, number>();
  for (const [log, last] of seen) if (isWorkspaceLog(log)) logs.set(log, last);
  for await (const [version, { events }] of new Log<LogRecord<NumberGiven>>(driver, logNames.register).readFrom(1)) {
    logs.set(logNames.register, version);
    for (const { workspace, draft } of events) {
      const log = workspaceLog(workspace);
      if (draft <= (logs.get(log) ?? 0)) continue;
      if (!(await driver.hasItem(recordKey(log, draft), {}))) throw lost(recordKey(log, draft));
      logs.set(log, draft);
    }
  }
  const workspaces = new Set([...logs.keys()].filter(isWorkspaceLog));
  logs.set(logNames.catalog, Math.max(answered, await listedAt(driver, workspaces)));
  for (const [log, last] of seen) if (!logs.has(log)) logs.set(log, await endOf(driver, log, last));
  const { loose } = await listStore(driver);
  const records = [...logs].flatMap(([log, last]) =>
    Array.from({ length: last }, (_, index) => recordKey(log, index + 1)),
  );
  return [...records, ...loose].toSorted();
}

/** The last version of a log that has at least `last`. */
async function endOf(driver: CreateDriver, log: string, last: number): Promise<number> {
  const records = new Log(driver, log);
  let end = last;
  while (await records.has(end + 1)) end++;
  return end;
}

/** The version at which the catalog lists all of these logs. */
async function listedAt(driver: CreateDriver, workspaces: Set<string>): Promise<number> {
  let last = 0;
  for await (const [version, { events }] of new Log<LogRecord<CatalogEvent>>(driver, logNames.catalog).readFrom(1)) {
    if (workspaces.size === 0) break;
    for (const { workspace } of events) if (workspaces.delete(workspaceLog(workspace))) last = version;
  }
  return last;
}

import { type CreateDriver, isSnapshotKey, parseRecordKey, recordKey } from "@seatbook/storage";
import { unfinishedKey } from "./unfinished.ts";

/** What is in a store: every key but snapshots, which are a cache, and the mark of an unfinished copy. */
export type Listing = {
  /** In order; of each log every version from 1 to the last one seen. */
  readonly keys: readonly string[];
  /** Those of `keys` that were not seen: gaps, unless they came while the store was listed. */
  readonly unseen: ReadonlySet<string>;
  /** The last version seen, by name of the log. */
  readonly logs: ReadonlyMap<string, number>;
  /** Those of `keys` that are not of records. */
  readonly loose: readonly string[];
  readonly snapshots: readonly string[];
};

/** Lists a store. While servers write, what was there before the call is listed, and some of what came since may be. */
export async function listStore(driver: CreateDriver): Promise<Listing> {
  const listed = new Set<string>();
  const logs = new Map<string, number>();
  const loose: string[] = [];
  const snapshots: string[] = [];
  for (const key of new Set(await driver.getKeys("", {}))) {
    const record = parseRecordKey(key);
    if (record) logs.set(record.log, Math.max(logs.get(record.log) ?? 0, record.version));
    else if (isSnapshotKey(key)) snapshots.push(key);
    else if (key !== unfinishedKey) loose.push(key);
    if (record || loose.at(-1) === key) listed.add(key);
  }
  const unseen = [...logs].flatMap(([log, last]) => unseenOf(log, last, listed));
  const keys = [...listed, ...unseen].toSorted();
  return { keys, unseen: new Set(unseen), logs, loose: loose.toSorted(), snapshots };
}

/** So many keys of a log are missing at most while it is written to; where there are more, it is damaged. */
const mostUnseen = 1000;

function unseenOf(log: string, last: number, listed: ReadonlySet<string>): string[] {
  const unseen: string[] = [];
  for (let version = 1; version <= last && unseen.length < mostUnseen; version++) {
    const key = recordKey(log, version);
    if (!listed.has(key)) unseen.push(key);
  }
  return unseen;
}

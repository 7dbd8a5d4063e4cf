import { randomUUID } from "node:crypto";
import { type CreateDriver, StorageError } from "@seatbook/storage";
import { readAll, readEach, toText } from "./entries.ts";
import { type Listing, listStore } from "./listing.ts";
import type { Progress } from "./progress.ts";
import { StoreHash } from "./store-hash.ts";
import { missingIn, prepareTarget, refuseStrangers, samplesOf } from "./target.ts";
import { removeMark, requireFinished } from "./unfinished.ts";
import { differsAt, writeEntries } from "./write-entries.ts";

/** `copied`: how many of the `keys` were not there yet. `hash` is that of both stores. */
export type Copied = { keys: number; copied: number; hash: string };

/** Copies a store, snapshots left out, into one that is empty or that the same copy was begun in; then compares the two.
 *  Overwrites nothing. After a crash at whatever moment, the same call goes on where it was.
 *  @throws StorageError with a sentence for the operator. */
export async function copyStore(source: CreateDriver, target: CreateDriver, progress: Progress): Promise<Copied> {
  const [from, to] = await Promise.all([listStore(source), listStore(target)]);
  if (from.keys.length === 0) throw new StorageError("There is nothing in the store to copy from. Is its URL right?");
  await requireFinished(source);
  refuseStrangers(to, from.keys);
  await compareSamples(source, target, to);
  await refuseSameStore(source, target);
  await prepareTarget(target);
  const missing = missingIn(to, from.keys);
  progress.begin("Copying", missing.length);
  await writeEntries(target, readAll(source, missing), progress.advance);
  const { keys, hash } = await compareStores(source, target, progress);
  await removeMark(target);
  return { keys, copied: missing.length, hash };
}

/** One store may have several URLs: what is written to one of two and is read from the other is in the same. Not the mark: in a
 *  store that is an unfinished copy, it has to stay. */
async function refuseSameStore(source: CreateDriver, target: CreateDriver): Promise<void> {
  const probe = JSON.stringify({ probe: randomUUID() });
  await target.setItem?.(probeKey, probe, {});
  const found = toText(await source.getItem(probeKey));
  await target.removeItem?.(probeKey, {});
  if (found === probe) throw new StorageError("Both URLs lead to the same store. Nothing was copied.");
}

/** Counts as a piece of a snapshot: where a crash has left it, it is no part of the store. */
const probeKey = "copy-probe:snapshot:0-0:000000";

async function compareSamples(source: CreateDriver, target: CreateDriver, to: Listing): Promise<void> {
  const samples = samplesOf(to);
  const originals = readAll(source, samples);
  for await (const { key, text } of readAll(target, samples)) {
    const { value } = await originals.next();
    if (value?.text !== text) throw differsAt(key);
  }
}

/** Reads both from the beginning to the end: whatever they hold, it must be the same. */
async function compareStores(
  source: CreateDriver,
  target: CreateDriver,
  progress: Progress,
): Promise<{ keys: number; hash: string }> {
  const [from, to] = await Promise.all([listStore(source), listStore(target)]);
  const keys = [...new Set([...from.keys, ...to.keys])].toSorted();
  progress.begin("Comparing", keys.length);
  const hash = new StoreHash();
  const copies = readEach(target, keys);
  for await (const { key, text } of readAll(source, keys)) {
    const { value: copy } = await copies.next();
    if (copy?.text === undefined) throw writtenMeanwhile(key);
    if (copy.text !== text) throw overwritten(key);
    hash.add({ key, text });
    progress.advance();
  }
  return { keys: hash.keys, hash: hash.digest() };
}

function writtenMeanwhile(key: string): StorageError {
  return new StorageError(
    `The store was written to while it was copied: "${key}" is new. Stop its servers, then run the same command again.`,
  );
}

function overwritten(key: string): StorageError {
  return new StorageError(
    `"${key}" is not the same in both stores: it was overwritten in one of them, as when personal data is erased. ` +
      `Empty the store that is copied to, then copy again.`,
  );
}

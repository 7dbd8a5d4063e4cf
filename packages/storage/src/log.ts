import { setImmediate as nextTurn } from "node:timers/promises";
import { crc32 } from "node:zlib";
import type { CreateDriver } from "./driver.ts";
import { StorageError } from "./errors.ts";
import { andThen, isPromise, type MaybePromise } from "./maybe-promise.ts";
import { decodeRecord, encodeRecord } from "./packed-record.ts";

/** What one command wrote, in one atomic write. Plain JSON. */
export type LogRecord<E, B = unknown> = {
  /** Epoch ms of the server's clock, never earlier than the record before. */
  at: number;
  /** Who gave the command: any JSON object, opaque here. */
  by: B;
  /** In order; empty only where `once` pins an answer. */
  events: E[];
  /** The idempotency key of the command, what it asked, and what it was answered. */
  once?: { key: string; request: string; answer: unknown };
};

/** Heads the pieces of a snapshot: a cache of what the log's first `version` records, with so many `events`, amount to.
 *  `checksums`: CRC-32 of each piece. */
export type SnapshotHead = { format: number; version: number; events: number; checksums: number[] };

/** An append-only log: the keys `<name>:000000000001`, `…2`, `…3`, without gaps, one JSON object each. The events of a large
 *  record are packed, see `encodeRecord`. */
export class Log<R extends object> {
  readonly name: string;
  readonly #driver: CreateDriver;

  /** @param name key parts joined with `:`; ids of hosts go through `encodeKey` first. */
  constructor(driver: CreateDriver, name: string) {
    this.#driver = driver;
    this.name = name;
  }

  /** The record at `version` (1 is the first), `undefined` when the log is shorter.
   *  @throws StorageError when there is something at `version` that is not a record. */
  read(version: number): MaybePromise<R | undefined> {
    return andThen(this.#driver.getItem(this.#keyOf(version)), (value) => this.#parse(version, value));
  }

  /** Whether the log has reached `version`. */
  has(version: number): MaybePromise<boolean> {
    return this.#driver.hasItem(this.#keyOf(version), {});
  }

  /** Up to `count` records from `version` on, ending before the first absent one. */
  readBatch(version: number, count: number): MaybePromise<R[]> {
    if (count > 1 && this.#driver.getItems !== undefined) return this.#readTogether(version, count);
    const records: R[] = [];
    for (let next = version; next < version + count; next++) {
      const record = this.read(next);
      if (isPromise(record)) return this.#readAhead(records, record, next + 1, version + count);
      if (record === undefined) break;
      records.push(record);
    }
    return records;
  }

  async #readTogether(version: number, count: number): Promise<R[]> {
    const keys = Array.from({ length: count }, (_, index) => ({ key: this.#keyOf(version + index) }));
    const records: R[] = [];
    for (const { value } of (await this.#driver.getItems?.(keys)) ?? []) {
      const record = await this.#parse(version + records.length, value);
      if (record === undefined) break;
      records.push(record);
    }
    return records;
  }

  async #readAhead(records: R[], first: Promise<R | undefined>, from: number, end: number): Promise<R[]> {
    const reads = [first];
    for (let next = from; next < end; next++) reads.push((async () => this.read(next))());
    const found = await Promise.all(reads);
    const absent = found.indexOf(undefined);
    const present = (absent === -1 ? found : found.slice(0, absent)).filter((record) => record !== undefined);
    return [...records, ...present];
  }

  /** Every record from `version` on, in order, with its version, as far as the log goes when the end is reached. */
  async *readFrom(version: number): AsyncGenerator<[version: number, record: R], void, undefined> {
    let next = version;
    for (let count = 1; ; count = Math.min(count * 2, READ_AHEAD)) {
      const batch = await this.readBatch(next, count);
      for (const record of batch) yield [next++, record];
      if (batch.length < count) return;
    }
  }

  /** Appends `record` as `version`. `false`: another writer was first and nothing was written. An error leaves it open
   *  whether the record was written; reading tells. */
  async append(version: number, record: R): Promise<boolean> {
    const text = encodeRecord(record);
    return this.appendEncoded(version, isPromise(text) ? await text : text);
  }

  /** As `append`, of what `encodeRecord` gave. */
  async appendEncoded(version: number, text: string): Promise<boolean> {
    return this.#driver.createItem(this.#keyOf(version), text);
  }

  /** Overwrites an existing record, for one purpose: redacting personal data. Remove the snapshot as well. Events keep
   *  their meaning and number, or states that were folded before differ from states folded after. */
  async redact(version: number, record: R): Promise<void> {
    if (this.#driver.setItem === undefined) throw new StorageError(`The log "${this.name}" cannot be overwritten.`);
    if (!(await this.has(version))) {
      throw new StorageError(`The log "${this.name}" has no version ${version} to redact.`);
    }
    await this.#driver.setItem(this.#keyOf(version), await encodeRecord(record), {});
  }

  /** The head of the last snapshot that was written whole, `undefined` if there is none, or none that can be read. May be of
   *  any format and claim any version: it is for the reader to check. */
  readSnapshot(): MaybePromise<SnapshotHead | undefined> {
    return andThen(this.#driver.getItem(this.#snapshotKey), parseHead);
  }

  /** A piece of a snapshot, the first is 0. `undefined` if it is not the one that was written, or has given way to a later
   *  snapshot. */
  readPiece(head: SnapshotHead, index: number): MaybePromise<object | undefined> {
    return andThen(this.#driver.getItem(this.#pieceKey(head, index)), (value) => {
      const text = typeof value === "string" ? value : JSON.stringify(value ?? null);
      return crc32(text) === head.checksums[index] ? parseObject(value) : undefined;
    });
  }

  /** Writes a snapshot and lets others get their turn after each piece; it counts once its head is written, last of all. Then
   *  it replaces the one before, unless another writer's has got further meanwhile.
   *  @param pieces the first is asked for at once, the others later. Equal for all who write this format at this version. */
  async writeSnapshot(about: Omit<SnapshotHead, "checksums">, pieces: Iterable<object>): Promise<void> {
    const head: SnapshotHead = { ...about, checksums: [] };
    for (const piece of pieces) {
      const text = JSON.stringify(piece);
      const count = head.checksums.push(crc32(text));
      await this.#driver.setItem?.(this.#pieceKey(head, count - 1), text, {});
      await (text.length < LARGE_PIECE ? nextTurn() : pause());
    }
    const before = await this.readSnapshot();
    const isOvertaken =
      before?.format === head.format && before.version > head.version && (await this.has(before.version));
    if (!isOvertaken) await this.#driver.setItem?.(this.#snapshotKey, JSON.stringify(head), {});
    const [outdated, standing] = isOvertaken ? [head, before] : [before, head];
    if (outdated && this.#pieceKey(outdated, 0) !== this.#pieceKey(standing, 0)) await this.#removePieces(outdated);
  }

  /** Removes the snapshot, and what is left of those whose writers were stopped. */
  async removeSnapshot(): Promise<void> {
    await this.#driver.removeItem?.(this.#snapshotKey, {});
    for (const key of await this.#driver.getKeys(`${this.#snapshotKey}:`, {})) {
      // Not every driver gives only what is below the base.
      if (key.startsWith(this.#snapshotKey) && isSnapshotKey(key)) await this.#driver.removeItem?.(key, {});
    }
  }

  async #removePieces(head: SnapshotHead): Promise<void> {
    for (const index of head.checksums.keys()) await this.#driver.removeItem?.(this.#pieceKey(head, index), {});
  }

  #keyOf(version: number): string {
    return recordKey(this.name, version);
  }

  // Not digits alone, hence never the key of a record.
  get #snapshotKey(): string {
    return `${this.name}:snapshot`;
  }

  #pieceKey({ format, version }: Pick<SnapshotHead, "format" | "version">, index: number): string {
    return `${this.#snapshotKey}:${format}-${version}:${String(index).padStart(PIECE_DIGITS, "0")}`;
  }

  #parse(version: number, value: unknown): MaybePromise<R | undefined> {
    if (value === null || value === undefined) return undefined;
    const stored = parseObject(value);
    if (stored === undefined) throw this.#unreadable(version);
    const record = decodeRecord(stored);
    if (isPromise(record)) return this.#unpacked(version, record);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the log holds what `append` was given
    return record as R;
  }

  async #unpacked(version: number, record: Promise<object>): Promise<R> {
    try {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
      return (await record) as R;
    } catch {
      throw this.#unreadable(version);
    }
  }

  #unreadable(version: number): StorageError {
    return new StorageError(`"${this.#keyOf(version)}" is not a record of a log. Restore the store from a backup.`);
  }
}

const VERSION_DIGITS = 12;
const PIECE_DIGITS = 6;

const RECORD_KEY = new RegExp(`^(?<log>.+):(?<version>\\d{${VERSION_DIGITS}})$`);

/** The key of a record. */
export function recordKey(log: string, version: number): string {
  return `${log}:${String(version).padStart(VERSION_DIGITS, "0")}`;
}

/** Of which log and version a key is; `undefined` for one that is not of a record. */
export function parseRecordKey(key: string): { log: string; version: number } | undefined {
  const { log, version } = RECORD_KEY.exec(key)?.groups ?? {};
  return log === undefined || Number(version) === 0 ? undefined : { log, version: Number(version) };
}

/** Whether a key is of a snapshot or a piece of one: of what may be thrown away. */
export function isSnapshotKey(key: string): boolean {
  return /:snapshot(?::\d+-\d+:\d{6})?$/.test(key);
}

/** So many characters take a few milliseconds to make and to write. */
const LARGE_PIECE = 10_000;

/** A snapshot is nobody's hurry: whoever waits for an answer has most of the time. */
function pause(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, 10));
}

/** Reads of a long tail that are under way at once, on drivers that are asynchronous. */
export const READ_AHEAD = 64;

/** Drivers answer with the string that was written; some, like unstorage itself, with what it parses to. */
function parseObject(value: unknown): object | undefined {
  let parsed = value;
  if (typeof value === "string") {
    try {
      parsed = JSON.parse(value);
    } catch {
      return undefined;
    }
  }
  return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? parsed : undefined;
}

function parseHead(value: unknown): SnapshotHead | undefined {
  const parsed = parseObject(value);
  if (!parsed || !("format" in parsed && "version" in parsed && "events" in parsed && "checksums" in parsed))
    return undefined;
  const { format, version, events, checksums } = parsed;
  return isCount(format) && isCount(version) && version > 0 && isCount(events) && isCounts(checksums)
    ? { format, version, events, checksums }
    : undefined;
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every(isCount);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

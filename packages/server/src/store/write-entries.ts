import { type CreateDriver, parseRecordKey, StorageError } from "@seatbook/storage";
import { atOnce, type Entry, mostHeld, toText } from "./entries.ts";

/** Entries that wait for their turn, at most. */
const mostWaiting = 4096;

/** Creates each entry in `driver`, and overwrites nothing. Several logs at once, but the records of a log one after the other,
 *  so that it has no gap wherever it ends.
 *  @throws StorageError for a key that is there with another value; what was begun has ended then. */
export async function writeEntries(
  driver: CreateDriver,
  entries: AsyncIterable<Entry>,
  onWritten: () => void,
): Promise<void> {
  const writer = new Writer(driver, onWritten);
  for await (const entry of entries) if (!(await writer.write(entry))) break;
  await writer.end();
}

class Writer {
  readonly #driver: CreateDriver;
  readonly #onWritten: () => void;
  readonly #slots = new Slots(atOnce);
  /** The last write of each log. */
  readonly #last = new Map<string, Promise<void>>();
  #waiting = 0;
  #held = 0;
  #failure: { error: unknown } | undefined;
  #onRoom = noop;

  constructor(driver: CreateDriver, onWritten: () => void) {
    this.#driver = driver;
    this.#onWritten = onWritten;
  }

  /** Takes an entry, and waits until there is room for the next one. Whether nothing has failed yet. */
  async write(entry: Entry): Promise<boolean> {
    const log = parseRecordKey(entry.key)?.log ?? entry.key;
    this.#waiting++;
    this.#held += entry.text.length;
    this.#last.set(log, this.#writeAfter(this.#last.get(log), entry));
    while (this.#isFull) await new Promise<void>((resolve) => (this.#onRoom = resolve));
    return this.#failure === undefined;
  }

  /** Waits until everything is written. */
  async end(): Promise<void> {
    await Promise.all(this.#last.values());
    if (this.#failure) throw this.#failure.error;
  }

  get #isFull(): boolean {
    return this.#waiting >= mostWaiting || this.#held >= mostHeld;
  }

  async #writeAfter(before: Promise<void> | undefined, entry: Entry): Promise<void> {
    await before;
    await this.#slots.take();
    try {
      if (this.#failure) return;
      await create(this.#driver, entry);
      this.#onWritten();
    } catch (error) {
      this.#failure ??= { error };
    } finally {
      this.#slots.give();
      this.#waiting--;
      this.#held -= entry.text.length;
      this.#onRoom();
    }
  }
}

function noop(): void {}

async function create(driver: CreateDriver, { key, text }: Entry): Promise<void> {
  if (await driver.createItem(key, text)) return;
  if (toText(await driver.getItem(key)) !== text) throw differsAt(key);
}

/** What says that a store to be copied to holds something else. */
export function differsAt(key: string): StorageError {
  return new StorageError(
    `The store to be copied to holds something else: "${key}" is not the same in both. Nothing is overwritten. ` +
      `Give a store that is empty, or one that the same copy was begun in.`,
  );
}

/** Lets so many pass at once; the others wait in line. */
class Slots {
  #free: number;
  readonly #line: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  async take(): Promise<void> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#line.push(resolve));
  }

  give(): void {
    const next = this.#line.shift();
    if (next) next();
    else this.#free++;
  }
}

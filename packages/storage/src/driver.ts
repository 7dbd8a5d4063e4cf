import type { Driver, StorageValue } from "unstorage";
import { StorageError } from "./errors.ts";
import type { MaybePromise } from "./maybe-promise.ts";

/** An unstorage `Driver` with the one primitive that an append-only log needs. */
export interface CreateDriver extends Driver {
  /** Creates `key` only if it is absent, atomically among all processes on the store, and durably: when it has answered,
   *  the value survives `kill -9` and power loss. `true`: this call created it; `false`: it existed, nothing was written.
   *  An error leaves it open whether the key was created; a driver does not try again by itself, or it would take its own
   *  first try for somebody else's. */
  createItem(key: string, value: string): MaybePromise<boolean>;
  /** The same as `getItem` of each key, in their order, `null` where there is none. Worth having where it saves round trips: a
   *  log that is read from its start asks for many records at once. */
  getItems?(items: { key: string }[]): MaybePromise<{ key: string; value: StorageValue }[]>;
  /** Sees to it that what was overwritten or removed so far is in none of the store's own files either. Worth having where it would
   *  stay there for a while. Throws where others keep it from that just now.
   *  @param words what must not be found any more, where that is known: it may save work. */
  purge?(words?: readonly string[]): MaybePromise<void>;
  /** What an operator must know of this store before anything is trusted to it, one sentence each: for example that it keeps
   *  nothing on disk. Asked once, at start. */
  warnings?(): MaybePromise<string[]>;
  /** The clock of the store, in epoch ms, where it has one of its own: servers hold theirs against it. */
  now?(): MaybePromise<number>;
}

const standIns = new WeakMap<Driver, CreateDriver>();

/** Gives `driver` back if it can create a key only if absent. If not, it is refused, unless the operator declares that a
 *  single process uses the store: then a queue in this process stands in, as durable as the driver's own `setItem`.
 *  @throws StorageError */
export function requireCreate(driver: Driver, options: { singleProcess?: boolean } = {}): CreateDriver {
  if (canCreate(driver)) return driver;
  const name = driver.name ?? "unnamed";
  if (driver.setItem === undefined) {
    throw new StorageError(
      `The storage driver "${name}" is read-only. Set SEATBOOK_STORAGE to a store that can be written.`,
    );
  }
  if (options.singleProcess !== true) {
    throw new StorageError(
      `The storage driver "${name}" cannot create a key only if it is absent, so two server processes could overwrite ` +
        `each other's changes. Set SEATBOOK_STORAGE to a store that can (for example sqlite:./data/seatbook.db), or declare ` +
        `that a single process uses this one (singleProcess: true).`,
    );
  }
  // One stand-in per driver: two queues over one driver would not see each other.
  let standIn = standIns.get(driver);
  if (standIn === undefined) {
    standIn = { ...driver, createItem: createInTurn(driver) };
    standIns.set(driver, standIn);
  }
  return standIn;
}

function canCreate(driver: Driver): driver is CreateDriver {
  return "createItem" in driver && typeof driver.createItem === "function";
}

/** Look-up and write in one go per key: a second call for a key waits until the first has ended. */
function createInTurn(driver: Driver): CreateDriver["createItem"] {
  const underWay = new Map<string, Promise<boolean>>();
  return (key, value) => {
    const create = async (): Promise<boolean> => {
      if (await driver.hasItem(key, {})) return false;
      await driver.setItem?.(key, value, {});
      return true;
    };
    const before = underWay.get(key);
    const turn = (before === undefined ? create() : before.then(create, create)).finally(() => {
      if (underWay.get(key) === turn) underWay.delete(key);
    });
    underWay.set(key, turn);
    return turn;
  };
}

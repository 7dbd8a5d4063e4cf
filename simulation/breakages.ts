import { writeNumber } from "@seatbook/core";
import { type Command, type CreateDriver, Journal, type Outcome } from "@seatbook/storage";
import { SellerRegister } from "../packages/server/src/billing/seller-register.ts";
import { type Opened, Workspaces } from "../packages/server/src/workspaces.ts";
import type { SimulateOptions } from "./simulate.ts";
import type { Entries } from "./store.ts";

/** Something that is made wrong on purpose, to see that a simulation notices it: a store or a driver, by options of the
 *  simulation, or what the servers are made of, by a method that is replaced until what `replace` gives is called. */
export type Breakage = {
  what: string;
  options?: Pick<SimulateOptions, "breakStore" | "breakDriver">;
  replace?: () => () => void;
};

export const breakages: Record<string, Breakage> = {
  "unconditional-create": {
    what: "the store creates a key though it is there",
    options: { breakStore: createAlways },
  },
  "early-acknowledgment": {
    what: "the driver says that a key is written, and writes it then",
    options: { breakDriver: writeBehind },
  },
  "stale-read": {
    what: "a server does not look whether the log has moved on before it answers",
    replace: () => replaceMethod(Workspaces.prototype, "open", openOnce),
  },
  "shared-look-up": {
    what: "who asks what the log has gets what was asked before, and is answered now",
    replace: () => replaceMethod(Journal.prototype, "current", shareLookUp),
  },
  "snapshot-ahead": {
    what: "a snapshot is taken for one of the next version",
    options: { breakDriver: readSnapshotsAhead },
  },
  "unclaimed-mail": {
    what: "a mail is sent, and its attempt was not claimed in the log",
    replace: () => replaceMethod(Journal.prototype, "run", runWithoutClaims),
  },
  "forgotten-key": {
    what: "idempotency keys are not kept",
    replace: () => replaceMethod(Journal.prototype, "run", runWithoutKeys),
  },
  "unregistered-number": {
    what: "an invoice gets a number that the register has not given",
    replace: () => replaceMethod(SellerRegister.prototype, "give", giveWithoutLog),
  },
};

function createAlways(entries: Entries): Entries {
  return {
    ...entries,
    create: (key, value) => {
      entries.set(key, value);
      return true;
    },
  };
}

function writeBehind(driver: CreateDriver): CreateDriver {
  return {
    ...driver,
    createItem: async (key, value) => {
      if (await driver.hasItem(key, {})) return false;
      Promise.resolve(driver.createItem(key, value)).catch(() => {});
      return true;
    },
  };
}

function readSnapshotsAhead(driver: CreateDriver): CreateDriver {
  return {
    ...driver,
    getItem: async (key, options) => {
      const asWritten = key.replace(/(?<=:snapshot:\d+-)\d+/, (version) => String(Number(version) - 1));
      const value = await driver.getItem(asWritten, options);
      if (typeof value !== "string" || !key.endsWith(":snapshot")) return value;
      const head: { version: number } = JSON.parse(value);
      return JSON.stringify({ ...head, version: head.version + 1 });
    },
  };
}

type Open = Workspaces["open"];

function openOnce(open: Open): Open {
  const known = new WeakMap<Workspaces, Map<string, Opened>>();
  return async function openKnown(this: Workspaces, id) {
    const held = known.get(this) ?? new Map<string, Opened>();
    known.set(this, held);
    const opened = held.get(id) ?? (await open.call(this, id));
    held.set(id, opened);
    return { ...opened, state: opened.workspace.journal.state };
  };
}

type AnyJournal = Journal<unknown, unknown>;
type Current = AnyJournal["current"];
type Run = AnyJournal["run"];
type AnyCommand<A> = Command<unknown, unknown, unknown, A>;

function shareLookUp(current: Current): Current {
  const underWay = new WeakMap<AnyJournal, ReturnType<Current>>();
  return function share(this: AnyJournal) {
    const state = underWay.get(this) ?? current.call(this);
    if (!(state instanceof Promise)) return state;
    underWay.set(this, state);
    const end = (): void => void underWay.delete(this);
    state.then(end, end);
    return state;
  };
}

function runWithoutClaims(run: Run): Run {
  return function runUnclaimed(this: AnyJournal, command) {
    return runAs(run, this, {
      ...command,
      decide: (state, at) => {
        const decision = command.decide(state, at);
        // A whole directory, which claims nothing.
        if ("next" in decision) return decision;
        const isClaim = JSON.stringify(decision.events).includes('"MailAttemptStarted"');
        return isClaim ? { ...decision, events: [] } : decision;
      },
    });
  };
}

function runWithoutKeys(run: Run): Run {
  return function runUnkeyed(this: AnyJournal, command) {
    const { once: _, ...rest } = command;
    return runAs(run, this, rest);
  };
}

function runAs<A>(run: Run, journal: AnyJournal, command: AnyCommand<A>): Promise<Outcome<A>> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `call` forgets what the command answers
  return run.call(journal, command) as Promise<Outcome<A>>;
}

type Give = SellerRegister["give"];

function giveWithoutLog(): Give {
  return async function giveNext(this: SellerRegister, _, today, format) {
    const { length } = await this.list();
    return { number: writeNumber(format, today.slice(0, 4), length + 1), issuedOn: today };
  };
}

function replaceMethod<T extends object, K extends keyof T>(target: T, name: K, make: (original: T[K]) => T[K]) {
  const original = target[name];
  target[name] = make(original);
  return () => void (target[name] = original);
}

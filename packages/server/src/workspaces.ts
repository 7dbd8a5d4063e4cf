import {
  type Actor,
  type Command,
  decide,
  type InvoiceDraft,
  Refusal,
  type State,
  type WorkspaceEvent,
} from "@seatbook/core";
import type { CreateDriver } from "@seatbook/storage";
import { HeldWorkspaces } from "./held-workspaces.ts";
import { type CatalogJournal, openCatalogJournal } from "./journals/catalog-journal.ts";
import type { SnapshotPace } from "./journals/snapshot-pace.ts";
import { workspaceLog } from "./journals/log-names.ts";
import { openWorkspaceJournal, type WorkspaceJournal } from "./journals/workspace-journal.ts";
import { MemberIndex } from "./member-index.ts";
import { OneAtATime } from "./one-at-a-time.ts";
import { ReadCache } from "./read-cache.ts";

/** A workspace that is held in memory: its log, and what is derived from its state. */
export type Workspace = {
  readonly journal: WorkspaceJournal;
  readonly memberIndex: MemberIndex;
  readonly cache: ReadCache;
  /** Invoices that were read from the log, by the version of the record that drafted them. */
  readonly drafts: Map<number, InvoiceDraft>;
  /** A preview holds a copy of all that it changes while others have their turn: many at once would take much memory. */
  readonly previews: OneAtATime;
};

/** An idempotency key with what it is the key of, and the version that the caller saw. */
export type Guard = { once?: { key: string; request: string }; expectedVersion?: number };

export type Opened = { workspace: Workspace; state: State };

/** What a command came to: no events where it changed nothing, or where its idempotency key was used before; the state with
 *  everything that was known when it was written. */
export type Ran = { events: WorkspaceEvent[]; state: State };

/** Thrown to look a key up without writing. */
const isNew = new Error("this idempotency key was not used yet");

function refuseNew(): never {
  throw isNew;
}

/** The workspaces of a store: one log each, and one that lists them. */
export class Workspaces {
  readonly #driver: CreateDriver;
  readonly #now: () => number;
  readonly #snapshots: SnapshotPace;
  readonly #held: HeldWorkspaces;
  /** Those that are just being read, so that all who ask at the same time wait for one reading. */
  readonly #opening = new Map<string, Workspace>();
  readonly #catalog: CatalogJournal;
  readonly #onEvents: (id: string, events: WorkspaceEvent[]) => void;

  /** @param now the server's clock, epoch ms. @param heldMembers how many members are held in memory, see `HeldWorkspaces`.
   *  @param onEvents is given the events of each record that was folded. */
  constructor(
    driver: CreateDriver,
    now: () => number,
    heldMembers: number,
    snapshots: SnapshotPace = {},
    onEvents: (id: string, events: WorkspaceEvent[]) => void = () => {},
  ) {
    this.#driver = driver;
    this.#now = now;
    this.#held = new HeldWorkspaces(heldMembers);
    this.#snapshots = snapshots;
    this.#onEvents = onEvents;
    this.#catalog = openCatalogJournal(driver, now, snapshots);
  }

  /** @throws Refusal `workspace-not-found`. */
  async get(id: string): Promise<Opened> {
    const held = this.#held.get(id);
    if (held === undefined) {
      const opened = await this.open(id);
      this.#held.use(id, opened.workspace);
      return opened;
    }
    const state = await held.journal.current();
    if (state.version === 0) throw new Refusal("workspace-not-found");
    this.#held.use(id, held);
    return { workspace: held, state };
  }

  /** For a command. What is held is not looked up, and may be old: a command that was decided on an old state is not written.
   *  @throws Refusal `workspace-not-found`. */
  async forCommand(id: string): Promise<Workspace> {
    const workspace = this.#held.get(id);
    if (workspace === undefined) return (await this.get(id)).workspace;
    this.#held.use(id, workspace);
    return workspace;
  }

  /** As `get`, for work on all workspaces one after the other, which is not to push those in use out of memory. */
  async open(id: string): Promise<Opened> {
    const opened = await this.#current(id);
    if (opened.state.version === 0) throw new Refusal("workspace-not-found");
    return opened;
  }

  /** The state, for a look at all workspaces; undefined for an id that was listed and never created. */
  async peek(id: string): Promise<State | undefined> {
    const { state } = await this.#current(id);
    return state.version === 0 ? undefined : state;
  }

  /** For the command that creates a workspace, or changes it. It is listed first and created then: a crash in between
   *  leaves a listed id without a workspace, which no list shows and the next attempt completes. @param refuse throws for what
   *  creates none, before it is listed. */
  async getOrRegister(id: string, by: Actor, refuse: (state: State) => unknown): Promise<Workspace> {
    const { workspace, state } = await this.#current(id);
    if (state.version === 0) {
      refuse(state);
      await this.#catalog.run({
        by,
        decide: (ids) => ({
          events: ids.has(id) ? [] : [{ type: "WorkspaceRegistered", workspace: id }],
          answer: () => null,
        }),
      });
    }
    this.#held.use(id, workspace);
    return workspace;
  }

  /** The ids of all workspaces, in order. */
  async ids(): Promise<string[]> {
    return [...(await this.#catalog.current())].toSorted();
  }

  /** When a workspace was last added, by the clock of whichever server did; 0 before the first. Epoch ms. */
  async lastAt(): Promise<number> {
    await this.#catalog.current();
    return this.#catalog.lastAt;
  }

  /** How many members are held in memory, see `HeldWorkspaces`. */
  get heldMembers(): number {
    return this.#held.members;
  }

  /** Does `work` once for an idempotency key: whoever comes with the same key and request gets the same answer (JSON data).
   *  `work` that fails leaves nothing, and of two at the same time the first answer stands for both: so it must do no harm
   *  twice. For what is not one command of one workspace.
   *  @throws KeyReusedError */
  async doOnce<A>(by: Actor, once: { key: string; request: string } | undefined, work: () => Promise<A>): Promise<A> {
    if (!once) return work();
    try {
      return (await this.#catalog.run<A>({ by, once, decide: refuseNew })).answer;
    } catch (error) {
      if (error !== isNew) throw error;
    }
    const answer = await work();
    return (await this.#catalog.run<A>({ by, once, decide: () => ({ events: [], answer: () => answer }) })).answer;
  }

  /** Gives a workspace a command. @throws Refusal, KeyReusedError, StaleVersionError: nothing was written. */
  async run(id: string, command: Command, by: Actor, guard: Guard = {}): Promise<Ran> {
    return runOn(await this.forCommand(id), command, by, guard);
  }

  /** Waits until what is under way is written. */
  async flush(): Promise<void> {
    await Promise.all([this.#catalog, ...Array.from(this.#held, ({ journal }) => journal)].map((log) => log.flush()));
  }

  async #current(id: string): Promise<Opened> {
    const workspace = this.#held.get(id) ?? this.#opening.get(id) ?? this.#load(id);
    if (this.#held.get(id) === undefined) this.#opening.set(id, workspace);
    try {
      return { workspace, state: await workspace.journal.current() };
    } finally {
      this.#opening.delete(id);
    }
  }

  #load(id: string): Workspace {
    const memberIndex = new MemberIndex();
    const cache = new ReadCache();
    const journal = openWorkspaceJournal(this.#driver, workspaceLog(id), this.#now, {
      ...this.#snapshots,
      prepare: (events, after) => memberIndex.prepare(events, after),
      onEvents: (events) => {
        memberIndex.note(events);
        this.#onEvents(id, events);
        if (events.some(({ type }) => type === "MemberErased")) cache.clear();
      },
    });
    return { journal, memberIndex, cache, drafts: new Map(), previews: new OneAtATime() };
  }
}

/** Gives an open workspace a command, as `Workspaces.run` does. */
export async function runOn({ journal }: Workspace, command: Command, by: Actor, guard: Guard = {}): Promise<Ran> {
  let events: WorkspaceEvent[] = [];
  const { repeated } = await journal.run({
    by,
    ...guard,
    decide: (state, at) => {
      const decided = decide(state, command, at);
      if (decided instanceof Refusal) throw decided;
      events = decided;
      return { events, answer: () => null };
    },
  });
  return { events: repeated ? [] : events, state: journal.state };
}

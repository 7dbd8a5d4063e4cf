import { setImmediate as nextTurn } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { ConflictError, KeyReusedError, StaleVersionError, StorageError } from "./errors.ts";
import { decodePiece, encodePieces, type Held, noteRecord, nothing } from "./held.ts";
import type { Command, Decision, JournalOptions, Outcome, SnapshotOptions, Turns } from "./journal-options.ts";
import { Log, READ_AHEAD, type LogRecord, type SnapshotHead } from "./log.ts";
import { andThen, isPromise, type MaybePromise } from "./maybe-promise.ts";
import { encodeRecord, isLarge, packEvents } from "./packed-record.ts";

/** Attempts of one command before the log counts as contended. */
const MAX_ATTEMPTS = 100;

/** From then on a command that is decided in turns takes them all at once: who writes meanwhile would be first again and again. */
const MAX_PATIENT_ATTEMPTS = 3;

/** One log folded into one state, with optimistic concurrency: any number of journals, in any number of processes, may
 *  work on one log. The state is one object that moves with the log: read it at once, keep nothing of it. */
export class Journal<S, E, B = unknown> {
  readonly log: Log<LogRecord<E, B>>;
  readonly #options: JournalOptions<S, E, B>;
  #held: Held<S>;
  #loaded = false;
  /** Of the snapshot that the held state was begun with, until it is known whether that may stay. */
  #begunWith: number | undefined;
  #lookUp: Promise<S> | undefined;
  #nextLookUp: PromiseWithResolvers<S> | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #appending: { version: number; folded: (state: S) => void; ended?: Promise<unknown> } | undefined;
  #snapshotWrite: Promise<void> | undefined;

  constructor(options: JournalOptions<S, E, B>) {
    this.#options = options;
    this.log = new Log(options.driver, options.name);
    this.#held = nothing(options.initial());
  }

  /** Version of the held state; 0 before the first record. */
  get version(): number {
    return this.#held.version;
  }

  /** The held state, without asking whether the log has moved on. */
  get state(): S {
    return this.#held.state;
  }

  /** `at` of the last record folded, 0 before the first. */
  get lastAt(): number {
    return this.#held.at;
  }

  /** The state, with everything in it that was acknowledged, by anyone, before this call. At once where the driver is. */
  current(): MaybePromise<S> {
    if (this.#lookUp === undefined) return this.#look();
    // That look-up may have asked before this call was made, so it proves nothing. Those who wait share the next one.
    this.#nextLookUp ??= Promise.withResolvers();
    return this.#nextLookUp.promise;
  }

  #look(): MaybePromise<S> {
    const state = this.#catchUp();
    if (!isPromise(state)) return state;
    this.#lookUp = state.finally(() => {
      this.#lookUp = undefined;
      const next = this.#nextLookUp;
      this.#nextLookUp = undefined;
      next?.resolve((async () => this.#look())());
    });
    return this.#lookUp;
  }

  /** Decides on the current state and appends the events as one record; commands of one journal take turns.
   *  @throws KeyReusedError, StaleVersionError, ConflictError, and whatever `decide` throws: nothing was written. Any other
   *  error comes from the driver and leaves it open whether the record was written; the log tells. */
  run<A>(command: Command<S, E, B, A>): Promise<Outcome<A, E>> {
    const outcome = this.#queue.then(() => this.#attempt(command));
    this.#queue = settled(outcome);
    return outcome;
  }

  /** Whether the snapshot is what the log's records amount to; `undefined` where there is none that a cold start would begin with.
   *  Folds the log from its first record, one at a time, and leaves the held state as it is. */
  async checkSnapshot(): Promise<boolean | undefined> {
    const { snapshot, initial, evolve } = this.#options;
    const head = await this.log.readSnapshot();
    if (head?.format !== snapshot?.format || head === undefined || snapshot === undefined) return undefined;
    const held = nothing(initial());
    while (held.version < head.version) {
      const record = await this.log.read(held.version + 1);
      if (record === undefined) return undefined;
      held.state = evolve(held.state, record, held.version + 1);
      noteRecord(held, record);
    }
    let index = 0;
    for (const piece of encodePieces(held, snapshot.encode)) {
      if (index === head.checksums.length) return false;
      const written = await this.log.readPiece(head, index++);
      if (isDeepStrictEqual(written, JSON.parse(JSON.stringify(piece)))) continue;
      // Its pieces are gone once a server has written a later one.
      const now = await this.log.readSnapshot();
      if (now?.version !== head.version) return this.checkSnapshot();
      // Two that were written at the same time may end with the head of the one whose pieces gave way.
      return written === undefined ? undefined : false;
    }
    return index === head.checksums.length && held.events === head.events;
  }

  /** Waits until the commands given so far have ended and no snapshot is being written. Never rejects. */
  async flush(): Promise<void> {
    await this.#queue;
    await this.#snapshotWrite;
  }

  /** The same as `flush`: the driver belongs to whoever opened it. */
  async close(): Promise<void> {
    await this.flush();
  }

  async #attempt<A>(command: Command<S, E, B, A>): Promise<Outcome<A, E>> {
    if (!this.#loaded) await this.current();
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const outcome = await this.#tryOnce(command, attempt <= MAX_PATIENT_ATTEMPTS);
      if (outcome !== undefined) return outcome;
      await backOff(attempt);
    }
    throw new ConflictError(this.log.name, MAX_ATTEMPTS);
  }

  /** One attempt on the held state, `undefined` when the log had moved on. No look-up comes first: an append succeeds only
   *  if the state was current. Whatever ends without an append asks before it stands.
   *  @param isPatient whether everybody else gets their turn between those of the command. */
  async #tryOnce<A>(command: Command<S, E, B, A>, isPatient: boolean): Promise<Outcome<A, E> | undefined> {
    const { version } = this.#held;
    const recorded = command.once && this.#held.once.get(command.once.key);
    if (command.once !== undefined && recorded !== undefined) return this.#repeat<A>(command.once, recorded);

    let proposal: Proposal<S, E, B, A> | undefined;
    try {
      const proposing = this.#propose(command, isPatient);
      proposal = isPromise(proposing) ? await proposing : proposing;
    } catch (refusal) {
      await this.current();
      if (this.version === version) throw refusal;
      return undefined;
    }
    if (proposal === undefined) return undefined;
    const { record, answer, after, packed } = proposal;
    if (record === undefined || command.isDryRun === true) {
      const state = await this.current();
      const events = record?.events ?? [];
      return this.version === version ? { answer: answer(state), events, version, repeated: false } : undefined;
    }

    const encoded = encodeRecord(record, packed);
    const text = isPromise(encoded) ? await encoded : encoded;
    // The answer is read as the record is folded, which may be by a `current()` that goes on to later records.
    let read: (() => A) | undefined;
    const appended = this.log.appendEncoded(version + 1, text);
    this.#appending = {
      version: version + 1,
      folded: (state) => (read = hold(() => answer(state))),
      ...(after !== undefined && { ended: settled(appended) }),
    };
    try {
      if (!(await appended)) {
        this.#appending = undefined;
        await this.current();
        return undefined;
      }
      this.#fold(version + 1, record, after);
      this.#snapshotIfDue();
    } finally {
      this.#appending = undefined;
    }
    if (read === undefined) {
      throw new StorageError(`Version ${version + 1} of the log "${this.log.name}" was written, but cannot be folded.`);
    }
    return { answer: read(), events: record.events, version: version + 1, repeated: false };
  }

  /** `undefined` when the log has moved on between two turns. */
  #propose<A>(command: Command<S, E, B, A>, isPatient: boolean): MaybePromise<Proposal<S, E, B, A> | undefined> {
    const { expectedVersion, decide } = command;
    const { state, version, at: lastAt } = this.#held;
    if (expectedVersion !== undefined && expectedVersion !== version) {
      throw new StaleVersionError(this.log.name, expectedVersion, version);
    }
    const at = Math.max(this.#options.now(), lastAt);
    const decided = decide(state, at);
    return Symbol.iterator in decided
      ? this.#proposeInTurns(command, at, decided, isPatient)
      : this.#toProposal(command, at, decided, isPatient);
  }

  async #proposeInTurns<A>(
    command: Command<S, E, B, A>,
    at: number,
    turns: Turns<Decision<S, E, A>>,
    isPatient: boolean,
  ): Promise<Proposal<S, E, B, A> | undefined> {
    const decision = await this.#takeTurns(turns, isPatient);
    return decision && this.#toProposal(command, at, decision, isPatient);
  }

  #toProposal<A>(
    { by, once, isDryRun }: Command<S, E, B, A>,
    at: number,
    { events, answer }: Decision<S, E, A>,
    isPatient: boolean,
  ): MaybePromise<Proposal<S, E, B, A> | undefined> {
    const { evolve, evolveCopy, fork } = this.#options;
    const { state, version } = this.#held;
    if (once === undefined && events.length === 0) return { record: undefined, answer };
    const record = { at, by, events };
    const proposalOf = (after: S): Proposal<S, E, B, A> => {
      const pinned = answer(after);
      return { record: once ? { ...record, once: { ...once, answer: pinned } } : record, answer: () => pinned };
    };
    if (evolveCopy && isLarge(record)) {
      // Another thread packs while this one folds.
      const packed = isDryRun === true ? undefined : packEvents(events);
      void packed?.catch(noop);
      const copying = this.#takeTurns(evolveCopy(state, record), isPatient);
      return copying.then((after) => after && { ...proposalOf(after), after, ...(packed && { packed }) });
    }
    if (once === undefined && isDryRun !== true) return { record, answer };
    return proposalOf(evolve(fork(state), record, version + 1));
  }

  /** What work in turns on the held state comes to; `undefined` when the log has moved on between two of them. */
  async #takeTurns<T>(turns: Turns<T>, isPatient: boolean): Promise<T | undefined> {
    const held = this.#held;
    const { version } = held;
    for (;;) {
      const turn = turns.next();
      if (turn.done === true) return turn.value;
      if (!isPatient) continue;
      await nextTurn();
      if (this.#held !== held || held.version !== version) return undefined;
    }
  }

  async #repeat<A>(once: { key: string; request: string }, version: number): Promise<Outcome<A, E>> {
    const record = await this.log.read(version);
    const first = record?.once;
    if (!record || first?.key !== once.key || first.request !== once.request) {
      throw new KeyReusedError(this.log.name, once.key);
    }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same command's answer, after JSON
    return { answer: first.answer as A, events: record.events, version, repeated: true };
  }

  /** Folds what the log has beyond the held state, until a look-up that began after the call finds nothing more. */
  #catchUp(): MaybePromise<S> {
    if (!this.#loaded) return andThen(this.#load(), () => this.#catchUp());
    if (this.#appending?.ended !== undefined) return this.#catchUpAfter(this.#appending.ended);
    for (let count = 1; ; count = Math.min(count * 2, READ_AHEAD)) {
      const from = this.version + 1;
      const batch = this.log.readBatch(from, count);
      if (isPromise(batch)) return this.#catchUpLater(from, count, batch);
      if (!this.#foldBatch(from, count, batch)) return this.state;
    }
  }

  /** While this journal writes a large record, which it has folded already, nobody reads it to fold it once more. */
  async #catchUpAfter(appendEnded: Promise<unknown>): Promise<S> {
    if (!(await this.log.has(this.version + 1))) return this.state;
    await appendEnded;
    return this.#catchUp();
  }

  async #catchUpLater(from: number, count: number, batch: MaybePromise<LogRecord<E, B>[]>): Promise<S> {
    for (;;) {
      const records = await batch;
      for (const [index, record] of records.entries()) await this.#foldInTurns(from + index, record);
      if (!this.#mayGoOn(count, records)) break;
      from = this.version + 1;
      count = Math.min(count * 2, READ_AHEAD);
      batch = this.log.readBatch(from, count);
    }
    return this.#loaded ? this.state : this.#catchUp();
  }

  /** Whether the log may have more. */
  #foldBatch(from: number, count: number, batch: LogRecord<E, B>[]): boolean {
    for (const [index, record] of batch.entries()) this.#fold(from + index, record);
    return this.#mayGoOn(count, batch);
  }

  /** As above. */
  #mayGoOn(count: number, batch: LogRecord<E, B>[]): boolean {
    if (batch.length === count) return true;
    this.#removeIfUnclean();
    // First of all it is for whoever appended the records.
    this.#snapshotIfDue(2);
    return false;
  }

  /** As `#fold`; a large record in turns. */
  async #foldInTurns(version: number, record: LogRecord<E, B>): Promise<void> {
    const { evolveCopy } = this.#options;
    if (!evolveCopy || !isLarge(record)) return this.#fold(version, record);
    if (version !== this.version + 1) return;
    try {
      const after = await this.#takeTurns(evolveCopy(this.state, record), true);
      if (after !== undefined) this.#fold(version, record, after);
    } catch (error) {
      this.#startOver();
      throw error;
    }
  }

  /** @param after the state that the record leads to, where it is known. */
  #fold(version: number, record: LogRecord<E, B>, after?: S): void {
    const held = this.#held;
    // A command's own record may be folded by its `run` or by a `current()`, whichever comes first.
    if (version !== held.version + 1) return;
    try {
      held.state = after ?? this.#options.evolve(held.state, record, version);
    } catch (error) {
      this.#startOver();
      throw error;
    }
    noteRecord(held, record);
    this.#options.onFolded?.(record);
    if (this.#appending?.version === version) this.#appending.folded(held.state);
  }

  /** The state may be half changed: nothing of it is kept, and the next call begins with an empty one. */
  #startOver(): void {
    this.#held = nothing(this.#options.initial());
    this.#loaded = false;
  }

  #load(): MaybePromise<void> {
    if (this.#options.snapshot === undefined) this.#loaded = true;
    else
      return andThen(this.log.readSnapshot(), (head) => (head ? this.#loadSnapshot(head) : void (this.#loaded = true)));
  }

  async #loadSnapshot(found: SnapshotHead): Promise<void> {
    for (let head: SnapshotHead | undefined = found; head !== undefined;) {
      const held = await this.#readHeld(head);
      if (held !== undefined) {
        this.#held = held;
        this.#begunWith = head.version;
        break;
      }
      // Its pieces are gone once another server has written a later one.
      const before: SnapshotHead = head;
      head = await this.log.readSnapshot();
      if (head?.version === before.version) break;
    }
    this.#loaded = true;
  }

  async #readHeld(head: SnapshotHead): Promise<Held<S> | undefined> {
    const { snapshot, initial } = this.#options;
    if (head.format !== snapshot?.format) return undefined;
    const last = await this.log.read(head.version);
    const held = nothing(initial());
    for (const index of head.checksums.keys()) {
      const piece = await this.log.readPiece(head, index);
      if (piece === undefined || !decodePiece(held, piece, snapshot.decode)) return undefined;
      await nextTurn();
    }
    // One that is ahead of the log, or does not end with its record, is of another log, or of records that were lost.
    if (last?.at !== held.at) return undefined;
    return Object.assign(held, { version: head.version, events: head.events, snapshotEvents: head.events });
  }

  /** @param times how much later than at the earliest. */
  #snapshotIfDue(times = 1): void {
    const { snapshot } = this.#options;
    if (snapshot === undefined || this.#snapshotWrite !== undefined || !this.#isDue(snapshot, times)) return;
    this.#snapshotWrite = this.#writeSnapshot(snapshot).finally(() => {
      this.#snapshotWrite = undefined;
    });
  }

  /** Everything is known by now that was redacted after the snapshot was written. */
  #removeIfUnclean(): void {
    const version = this.#begunWith;
    const { snapshot } = this.#options;
    if (version === undefined || this.#snapshotWrite !== undefined) return;
    this.#begunWith = undefined;
    if (version >= (snapshot?.cleanSince?.(this.state) ?? 0)) return;
    // Who cannot reach the store now comes upon it again.
    this.#snapshotWrite = settled(this.log.removeSnapshot()).finally(() => {
      this.#snapshotWrite = undefined;
    });
  }

  #isDue({ everyEvents = 1000, sizeOf }: SnapshotOptions<S>, times = 1): boolean {
    const { events, snapshotEvents, state } = this.#held;
    return events - snapshotEvents >= Math.max(everyEvents, (sizeOf?.(state) ?? events) / 2) * times;
  }

  async #writeSnapshot(snapshot: SnapshotOptions<S>): Promise<void> {
    // Whoever is waiting for the command or the state goes first.
    await nextTurn();
    const { format, encode, cleanSince } = snapshot;
    try {
      // The other servers on this log fold the same events.
      const known = await this.log.readSnapshot();
      if (known?.format === format && (await this.log.has(known.version))) this.#held.snapshotEvents = known.events;
      if (!this.#isDue(snapshot)) return;
      const { version, events } = this.#held;
      await this.log.writeSnapshot({ format, version, events }, encodePieces(this.#held, encode));
      this.#held.snapshotEvents = events;
      // It may have taken its time, and what is in it may have been redacted meanwhile, by whichever server.
      if (version < (cleanSince?.(await this.current()) ?? 0)) await this.log.removeSnapshot();
    } catch {
      // A cache: without it a cold start only takes longer. The next one is due as if this one had been written.
      this.#held.snapshotEvents = this.#held.events;
    }
  }
}

/** `after`: the state that a large record leads to. `packed`: its events. */
type Proposal<S, E, B, A> = {
  record: LogRecord<E, B> | undefined;
  answer: (state: S) => A;
  after?: S;
  packed?: Promise<string[]>;
};

/** Calls now, gives the value or the throw later. */
function hold<A>(call: () => A): () => A {
  try {
    const value = call();
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

function noop(): void {}

function settled(promise: Promise<unknown>): Promise<void> {
  return promise.then(noop, noop);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}

/** At most 50 ms, at random, so that writers in step fall out of it. */
async function backOff(attempt: number): Promise<void> {
  if (attempt > 2) await sleep(Math.random() * Math.min(2 * attempt, 50));
}

import {
  type Actor,
  type Command,
  type Erasure,
  erasedAddress,
  recordOf,
  type Redaction,
  type State,
  unfinishedErasures,
} from "@seatbook/core";
import { type CreateDriver, StaleVersionError } from "@seatbook/storage";
import type { Outbox } from "../billing/outbox.ts";
import { type Guard, runOn, type Workspace } from "../workspaces.ts";
import { findPersonalData } from "./personal-data.ts";
import { redactCatalog } from "./redact-catalog.ts";
import { redactRecord } from "./redact-record.ts";
import { type KnownRedaction, readRedactions } from "./redactions.ts";

const system: Actor = { type: "system" };

/** The workspace has moved on while its log was read. */
const mostAttempts = 20;

/** Erases what is known of a person, in one workspace. First the log says so: from then on every server has forgotten it, and no
 *  snapshot from before is used. Then what is stored is overwritten, the records that tell name and address last of all, so that
 *  whoever comes after a crash still knows what to look for. */
export class Erasing {
  readonly #driver: CreateDriver;
  readonly #outbox: Outbox;

  constructor(driver: CreateDriver, outbox: Outbox) {
    this.#driver = driver;
    this.#outbox = outbox;
  }

  /** @throws Refusal, StaleVersionError: nothing was erased. Any other error leaves an erasure that is gone on with later. */
  async erase(
    workspace: Workspace,
    { member, keepMailbox }: { member: string; keepMailbox: boolean },
    by: Actor,
    guard: Guard = {},
  ): Promise<void> {
    const { journal } = workspace;
    for (let attempt = 1; ; attempt++) {
      const state = await journal.current();
      const { version } = state;
      const found = await findPersonalData(journal, state, member);
      const command: Command = { type: "erase-member", member, found, keepMailbox };
      try {
        await runOn(workspace, command, by, { expectedVersion: version, ...guard });
        break;
      } catch (error) {
        const isMoved = error instanceof StaleVersionError && guard.expectedVersion === undefined;
        if (!isMoved || attempt === mostAttempts) throw error;
      }
    }
    await this.complete(workspace);
  }

  /** Brings every erasure of the workspace to its end. Does no harm twice, nor on several servers. How many it was. */
  async complete(workspace: Workspace): Promise<number> {
    const { version: begun, erasures } = await workspace.journal.current();
    const unfinished = unfinishedErasures({ erasures });
    // Others that come meanwhile are taken along, done or not: what is read before one and written after it would undo it.
    if (unfinished.length > 0) await this.#complete(workspace, ({ isDone, version }) => !isDone || version > begun);
    return unfinished.length;
  }

  /** The same, also of erasures that have come to their end. */
  async repeat(workspace: Workspace): Promise<number> {
    const { erasures } = await workspace.journal.current();
    if (erasures.length > 0) await this.#complete(workspace, () => true);
    return erasures.length;
  }

  async #complete(workspace: Workspace, isMeant: (erasure: Erasure) => boolean): Promise<void> {
    const { journal } = workspace;
    const known = new Map<number, KnownRedaction>();
    const learn = async (): Promise<boolean> => {
      const { erasures } = await journal.current();
      const unknown = erasures.filter((erasure) => isMeant(erasure) && !known.has(erasure.version));
      if (unknown.length === 0) return false;
      for (const redaction of await readRedactions(journal, unknown)) known.set(redaction.version, redaction);
      return true;
    };
    await learn();
    // What another server has overwritten at the same time, not knowing of all erasures, is seen when all is read again.
    while ((await this.#redactAll(workspace, [...known.values()])) > 0 || (await learn()));
    await journal.log.removeSnapshot();
    await this.#driver.purge?.(wordsOf([...known.values()]));
    for (const version of known.keys()) await runOn(workspace, { type: "complete-erasure", erasure: version }, system);
  }

  /** How many records were overwritten. */
  async #redactAll({ journal }: Workspace, redactions: readonly KnownRedaction[]): Promise<number> {
    const { state, log } = journal;
    const last = Math.max(...redactions.map(({ version }) => version));
    let changed = await redactCatalog(this.#driver, state, redactions);
    changed += await this.#outbox.redact(state.id, mailsOf(state, redactions));
    const sources = new Set<number>();
    for await (const [version, record] of log.readFrom(1)) {
      if (version >= last) break;
      if (redactions.some((redaction) => redaction.sources.has(version))) sources.add(version);
      else changed += await this.#redact(log, version, record, redactions);
    }
    for (const version of sources) {
      const record = await log.read(version);
      if (record) changed += await this.#redact(log, version, record, redactions);
    }
    return changed;
  }

  async #redact(
    log: Workspace["journal"]["log"],
    version: number,
    record: Parameters<typeof redactRecord>[0],
    redactions: readonly Redaction[],
  ): Promise<number> {
    const redacted = redactRecord(
      record,
      redactions.filter((redaction) => redaction.version > version),
    );
    if (!redacted) return 0;
    await log.redact(version, redacted);
    return 1;
  }
}

/** The mails that a person is told in: those to the person, those that name one of the addresses, and what the person has asked
 *  for; with what stands where the address stood. */
function mailsOf(state: State, redactions: readonly Redaction[]): Map<string, string | undefined> {
  const mails = new Map<string, string | undefined>();
  for (const { version, member, mails: erased } of redactions) {
    for (const mail of state.mails) {
      const number = erased.get(mail.id);
      const { by } = recordOf(state, mail.version);
      const isAskedFor = mail.version < version && by.type === "member" && by.id === member;
      if (number !== undefined) mails.set(mail.id, erasedAddress(version, number));
      else if ((isAskedFor && mail.about.kind !== "invoice") || erased.has(mail.id)) {
        mails.set(mail.id, mails.get(mail.id));
      }
    }
  }
  return mails;
}

/** Undefined where not all of them are known any more. */
function wordsOf(redactions: readonly KnownRedaction[]): string[] | undefined {
  const words: string[] = [];
  for (const redaction of redactions) {
    if (!redaction.words) return undefined;
    words.push(...redaction.words);
  }
  return words;
}

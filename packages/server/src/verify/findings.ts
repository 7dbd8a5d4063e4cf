const fromBackup = "Restore the store from a backup taken before.";
const withSupport = "No server writes this. Restore the store from a backup taken before.";

/** Everything that can be wrong with a store, by code, and what to do about it; the only list of them. */
export const remedies = {
  "unfinished-copy": "Run the same `seatbook copy` or `seatbook restore` again, until it ends well.",
  "version-missing": fromBackup,
  "record-unreadable": fromBackup,
  "record-shape": `${fromBackup} Or check it with the version of Seatbook that wrote it.`,
  "time-back": withSupport,
  "key-repeated": withSupport,
  "event-refused": withSupport,
  "cannot-fold": withSupport,
  "workspace-misnamed": withSupport,
  "workspace-unlisted":
    "No list shows it and its months are not closed. Give its configuration again (PUT /v1/workspaces/…), which lists it.",
  "workspace-listed-twice": withSupport,
  "month-out-of-order": withSupport,
  "month-recount": withSupport,
  "month-amount": withSupport,
  "invoice-amount": withSupport,
  "invoice-repeated": withSupport,
  "invoice-unfounded": withSupport,
  "credit-note-unfounded": withSupport,
  "number-out-of-order": withSupport,
  "number-repeated": withSupport,
  "number-unfounded": withSupport,
  "number-unknown": withSupport,
  "mail-not-queued": withSupport,
  "mail-attempt": withSupport,
  "mailbox-change": withSupport,
  "webhook-endpoint-contradicts": withSupport,
  "webhook-endpoint-unknown": withSupport,
  "webhook-out-of-order": withSupport,
  "erased-left": "Run `seatbook erase --again`, which overwrites it.",
  "snapshot-differs":
    "It is a cache: remove the keys that begin so while no server runs. A server writes it again when it is due.",
  "logo-damaged": fromBackup,
  "logo-missing": "Start a server with the seller's file that had this logo, which stores it again.",
  "secret-unreadable": "Set SEATBOOK_TOKEN_SECRET on all servers, or restore the store from a backup.",
} as const;

export type FindingCode = keyof typeof remedies;

/** What is wrong, as a sentence. */
export type Problem = { code: FindingCode; detail: string };

/** What is wrong, where, and what to do. `at`: the name of the log, or the key that is of none. */
export type Finding = Problem & { at: string; version?: number; remedy: string };

/** What is worth knowing and not wrong. */
export type Note = { at: string; detail: string };

/** So many findings of one log are told one by one: the first one often leads to the others. */
const mostOfOne = 20;

/** What a verification has found so far. */
export class Findings {
  readonly list: Finding[] = [];
  readonly notes: Note[] = [];
  /** Of logs that have more than are told. */
  readonly untold = new Map<string, number>();
  readonly #counts = new Map<string, number>();

  add(at: string, version: number | undefined, { code, detail }: Problem): void {
    const count = (this.#counts.get(at) ?? 0) + 1;
    this.#counts.set(at, count);
    if (count > mostOfOne) this.untold.set(at, count - mostOfOne);
    else this.list.push({ at, ...(version !== undefined && { version }), code, detail, remedy: remedies[code] });
  }

  note(at: string, detail: string): void {
    this.notes.push({ at, detail });
  }
}

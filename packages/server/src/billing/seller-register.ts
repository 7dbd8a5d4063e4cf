import { type Draft, giveNumber, isRegisterAhead, type NumberFormat, numberOf } from "@seatbook/core";
import type { CreateDriver } from "@seatbook/storage";
import type { SnapshotPace } from "../journals/snapshot-pace.ts";
import { openRegisterJournal, type RegisterJournal } from "../journals/register-journal.ts";

/** A draft that has its number. `issuedOn`: YYYY-MM-DD. */
export type Numbered = Draft & { number: string; issuedOn: string };

/** The log that gives invoices their numbers, over all workspaces and all servers. */
export class SellerRegister {
  readonly #journal: RegisterJournal;

  constructor(driver: CreateDriver, now: () => number, snapshots: SnapshotPace = {}) {
    this.#journal = openRegisterJournal(driver, now, snapshots);
  }

  /** The number of `draft`: the one it has, or else the next one. @param today YYYY-MM-DD where the workspace is. */
  async give(draft: Draft, today: string, format: NumberFormat): Promise<{ number: string; issuedOn: string }> {
    const { answer } = await this.#journal.run({
      by: { type: "system" },
      decide: (register) => ({
        events: giveNumber(register, draft, today, format),
        answer: (after) => numberOf(after, draft),
      }),
    });
    if (!answer) throw new Error("the register gives every draft a number");
    return answer;
  }

  /** Whether a wrong clock must have dated the last number. @param today as in `give`. */
  async isAhead(today: string): Promise<boolean> {
    return isRegisterAhead(await this.#journal.current(), today);
  }

  /** Which draft has the number. */
  async find(number: string): Promise<Draft | undefined> {
    return (await this.#journal.current()).drafts.get(number);
  }

  /** In the order in which the numbers were given; with `only`, those of that workspace. */
  async list(only?: string): Promise<Numbered[]> {
    const { drafts } = await this.#journal.current();
    const all = Array.from(drafts, ([number, { workspace, draft, issuedOn }]) => ({
      workspace,
      draft,
      number,
      issuedOn,
    }));
    return only === undefined ? all : all.filter(({ workspace }) => workspace === only);
  }

  async flush(): Promise<void> {
    await this.#journal.flush();
  }
}

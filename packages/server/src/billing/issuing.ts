import {
  type Actor,
  type Command,
  type CountingRule,
  dayOf,
  draftableMonths,
  instantOf,
  isClockBehind,
  type Month,
  Refusal,
  type Seller,
  type State,
  unissuedDrafts,
} from "@seatbook/core";
import { type Guard, runOn, type Workspace } from "../workspaces.ts";
import type { SellerRegister } from "./seller-register.ts";
import type { SellerSetup } from "./seller.ts";

const system: Actor = { type: "system" };

/** The numbers that were given, and the state after it. */
export type Issued = { numbers: string[]; state: State };

/** Close → number → issue: each step is one write, and whoever comes after a crash goes on where it happened. */
export class Issuing {
  readonly #register: SellerRegister;
  readonly #setup: SellerSetup | undefined;
  readonly #rule: CountingRule;
  readonly #now: () => number;

  /** @param now the server's clock, epoch ms. */
  constructor(register: SellerRegister, setup: SellerSetup | undefined, rule: CountingRule, now: () => number) {
    this.#register = register;
    this.#setup = setup;
    this.#rule = rule;
    this.#now = now;
  }

  /** Absent where no invoices are issued. */
  get seller(): Seller | undefined {
    return this.#setup?.seller;
  }

  /** Closes a month and issues its invoice. @throws Refusal as `run`. */
  async close(workspace: Workspace, month: Month, by: Actor, guard?: Guard): Promise<Issued> {
    const invoicing = this.#setup;
    return this.run(
      workspace,
      { type: "close-month", month, rule: this.#rule, ...(invoicing && { invoicing }) },
      by,
      guard,
    );
  }

  /** Gives a command that drafts an invoice or credit note, and issues that. @throws Refusal: nothing was written; also where a
   *  clock is so wrong that the date would be. */
  async run(workspace: Workspace, command: Command, by: Actor, guard?: Guard): Promise<Issued> {
    await this.#requireClock(await workspace.journal.current());
    const { state } = await runOn(workspace, command, by, guard);
    return this.#completeFrom(workspace, state);
  }

  /** Drafts what waited for details that are there now, and gives every draft its number. */
  async complete(workspace: Workspace): Promise<Issued> {
    return this.#completeFrom(workspace, await workspace.journal.current());
  }

  async #completeFrom(workspace: Workspace, found: State): Promise<Issued> {
    const invoicing = this.#setup;
    let state = found;
    const numbers: string[] = [];
    if (!invoicing) return { numbers, state };
    for (const month of draftableMonths(state, invoicing.seller)) {
      ({ state } = await runOn(workspace, { type: "draft-deferred-invoice", month, invoicing }, system));
    }
    for (const { draft } of unissuedDrafts(state)) {
      if (isClockBehind(state, this.#now())) throw new Refusal("clock-behind");
      const today = this.#today(state);
      const given = await this.#register.give({ workspace: state.id, draft }, today, invoicing.numberFormat);
      ({ state } = await runOn(workspace, { type: "issue-invoice", draft, ...given }, system));
      numbers.push(given.number);
    }
    return { numbers, state };
  }

  async #requireClock(state: State): Promise<void> {
    const isBehind = isClockBehind(state, this.#now());
    if (isBehind || (this.#setup && (await this.#register.isAhead(this.#today(state))))) {
      throw new Refusal("clock-behind");
    }
  }

  #today(state: State): string {
    return dayOf(state, instantOf(state, this.#now()));
  }
}

import {
  type Actor,
  type CountingRule,
  dateAt,
  lastAt,
  missingForInvoice,
  type Month,
  monthOf,
  type State,
  termsOf,
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
  readonly #seller: SellerSetup | undefined;
  readonly #rule: CountingRule;
  readonly #now: () => number;

  /** @param now the server's clock, epoch ms. */
  constructor(register: SellerRegister, seller: SellerSetup | undefined, rule: CountingRule, now: () => number) {
    this.#register = register;
    this.#seller = seller;
    this.#rule = rule;
    this.#now = now;
  }

  /** Closes a month and issues its invoice. @throws Refusal */
  async close(workspace: Workspace, month: Month, by: Actor, guard?: Guard): Promise<Issued> {
    const invoicing = this.#seller;
    const command = { type: "close-month", month, rule: this.#rule, ...(invoicing && { invoicing }) } as const;
    const { state } = await runOn(workspace, command, by, guard);
    return this.#completeFrom(workspace, state);
  }

  /** Drafts what waited for details that are there now, and gives every draft its number. */
  async complete(workspace: Workspace): Promise<Issued> {
    return this.#completeFrom(workspace, await workspace.journal.current());
  }

  async #completeFrom(workspace: Workspace, found: State): Promise<Issued> {
    const invoicing = this.#seller;
    let state = found;
    const numbers: string[] = [];
    if (!invoicing) return { numbers, state };
    for (const month of draftableMonths(state)) {
      ({ state } = await runOn(workspace, { type: "draft-deferred-invoice", month, invoicing }, system));
    }
    for (const { draft } of unissuedDrafts(state)) {
      const today = this.#today(state);
      const given = await this.#register.give({ workspace: state.id, draft }, today, invoicing.numberFormat);
      ({ state } = await runOn(workspace, { type: "issue-invoice", draft, ...given }, system));
      numbers.push(given.number);
    }
    return { numbers, state };
  }

  #today(state: State): string {
    const at = Math.max(this.#now(), lastAt(state));
    return dateAt(at, termsOf(state, monthOf(state, at)).timeZone);
  }
}

/** Closed months whose invoice waits for nothing any more. */
export function draftableMonths(state: State): Month[] {
  return state.deferred.filter((month) => {
    const { price } = termsOf(state, month);
    return missingForInvoice(state.profile, price.currency).length === 0;
  });
}

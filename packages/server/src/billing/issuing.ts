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
import type { Guard, Workspaces } from "../workspaces.ts";
import type { SellerRegister } from "./seller-register.ts";
import type { SellerSetup } from "./seller.ts";

const system: Actor = { type: "system" };

/** Close → number → issue: each step is one write, and whoever comes after a crash goes on where it happened. */
export class Issuing {
  readonly #workspaces: Workspaces;
  readonly #register: SellerRegister;
  readonly #seller: SellerSetup | undefined;
  readonly #rule: CountingRule;
  readonly #now: () => number;

  /** @param now the server's clock, epoch ms. */
  constructor(
    workspaces: Workspaces,
    register: SellerRegister,
    seller: SellerSetup | undefined,
    rule: CountingRule,
    now: () => number,
  ) {
    this.#workspaces = workspaces;
    this.#register = register;
    this.#seller = seller;
    this.#rule = rule;
    this.#now = now;
  }

  /** Closes a month and issues its invoice. The numbers of what was issued. @throws Refusal */
  async close(id: string, month: Month, by: Actor, guard?: Guard): Promise<string[]> {
    const invoicing = this.#seller;
    const command = { type: "close-month", month, rule: this.#rule, ...(invoicing && { invoicing }) } as const;
    await this.#workspaces.run(id, command, by, guard);
    return this.complete(id);
  }

  /** Drafts what waited for details that are there now, and gives every draft its number. The numbers of what was issued. */
  async complete(id: string): Promise<string[]> {
    const invoicing = this.#seller;
    if (!invoicing) return [];
    const { workspace, state } = await this.#workspaces.get(id);
    for (const month of draftableMonths(state)) {
      await this.#workspaces.run(id, { type: "draft-deferred-invoice", month, invoicing }, system);
    }
    const issued: string[] = [];
    for (const { draft } of unissuedDrafts(workspace.journal.state)) {
      const today = this.#today(workspace.journal.state);
      const given = await this.#register.give({ workspace: id, draft }, today, invoicing.numberFormat);
      await this.#workspaces.run(id, { type: "issue-invoice", draft, ...given }, system);
      issued.push(given.number);
    }
    return issued;
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

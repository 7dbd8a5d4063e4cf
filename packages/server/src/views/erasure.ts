import { type Kept, invoiceByDraft, lastErasure, recordOf, Refusal, type State, toIso } from "@seatbook/core";
import type { Erasure } from "../contract/types.ts";

/** @throws Refusal `erasure-not-found`. */
export function toErasure(state: State, member: string): Erasure {
  const erasure = lastErasure(state, member);
  if (!erasure) throw new Refusal("erasure-not-found");
  const { version, kept, isDone } = erasure;
  return {
    member,
    status: isDone ? "done" : "pending",
    erasedAt: toIso(recordOf(state, version).at),
    kept: kept.map((each) => toKept(state, each)),
  };
}

const reasons: Record<Kept["what"], string> = {
  mailbox: "Invoices are mailed to it, for the company. Set another mailbox where it is the person's own.",
  "shared-address": "It is the address of another member, too.",
  "billing-details":
    "The customer whom invoices are addressed to has this name. Change the billing details if need be.",
  invoice: "Issued documents have to be kept as they are: it names the customer.",
  "cancel-reason": "Issued documents have to be kept as they are: it is in the reason that the operator gave.",
  "team-name": "The team has this name. Rename it if need be; closed months keep the name.",
};

function toKept(state: State, kept: Kept): Erasure["kept"][number] {
  const { what } = kept;
  const number = "draft" in kept ? invoiceByDraft(state, kept.draft)?.issued?.number : undefined;
  return {
    what,
    ...(number !== undefined && { number }),
    ...("team" in kept && { team: kept.team }),
    why: reasons[what],
  };
}

import {
  foldAddress,
  type InvoiceDraft,
  isErased,
  isSameAddress,
  lastErasure,
  type PersonalData,
  quotes,
  type State,
} from "@seatbook/core";
import type { WorkspaceJournal } from "../journals/workspace-journal.ts";
import { addressOf, isAboutMember } from "./told-of-member.ts";

/** Reads what a workspace's log holds of a person up to the version of `state`, since the last erasure. */
export async function findPersonalData({ log }: WorkspaceJournal, state: State, member: string): Promise<PersonalData> {
  const { version: last, members } = state;
  const erasedBefore = lastErasure(state, member)?.version ?? 0;
  const gone = new Set(Array.from(members.values()).flatMap((each) => (isErased(each) ? [each.id] : [])));
  const names = new Set<string>();
  const addresses = new Map<string, string>();
  const others = new Set<string>();
  const drafts: { draft: number; invoice: InvoiceDraft }[] = [];
  for await (const [version, { events }] of log.readFrom(1)) {
    if (version > last) break;
    for (const event of events) {
      if (event.type === "InvoiceDrafted") drafts.push({ draft: version, invoice: event.invoice });
      if (!isAboutMember(event)) continue;
      const written = addressOf(event);
      const address = foldAddress(written);
      if (event.member !== member) {
        if (!gone.has(event.member)) others.add(address);
      } else if (version > erasedBefore) {
        if (event.type !== "MemberProvisioned") names.add(event.name);
        if (written !== "" && !addresses.has(address)) addresses.set(address, written);
      }
    }
  }
  return {
    names: [...names],
    addresses: Array.from(addresses, ([folded, address]) => ({ address, isShared: others.has(folded) })),
    kept: drafts.flatMap(({ draft, invoice }) => keptOf(draft, invoice, [...names], [...addresses.keys()])),
  };
}

function keptOf(
  draft: number,
  { customer, reason = "" }: InvoiceDraft,
  names: readonly string[],
  addresses: readonly string[],
): PersonalData["kept"] {
  const isMailed = addresses.some((address) => isSameAddress(customer.email ?? "", address));
  const isNamed = names.some((name) => quotes(customer.name, name));
  const isSaid = [...names, ...addresses].some((word) => quotes(reason, word));
  return [
    ...(isMailed || isNamed ? [{ what: "invoice", draft } as const] : []),
    ...(isSaid ? [{ what: "cancel-reason", draft } as const] : []),
  ];
}

import { type Member, type State } from "./state.ts";

export type InactiveMembers = {
  /** Who "remove inactive members" removes. */
  removable: Member[];
  /** Who is inactive and never removed by it, and why. Source: R8. */
  kept: { member: Member; reason: "caller" | "owner" }[];
  /** Names this very set as `caller` sees it; it differs as soon as anyone joins or leaves the set. */
  fingerprint: string;
};

/** The inactive members by id, as seen by `caller` (a member's id, or none). */
export function inactiveMembers(state: State, caller?: string): InactiveMembers {
  const removable: Member[] = [];
  const kept: InactiveMembers["kept"] = [];
  // Not in the order in which they became inactive, which a snapshot does not keep.
  for (const id of [...state.inactive.keys()].toSorted()) {
    const member = state.members.get(id);
    if (!member) continue;
    if (id === caller) kept.push({ member, reason: "caller" });
    else if (member.role === "owner") kept.push({ member, reason: "owner" });
    else removable.push(member);
  }
  return { removable, kept, fingerprint: `${state.inactiveVersion}:${caller ?? ""}` };
}

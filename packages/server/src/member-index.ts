import { isActive, isPresent, type Member, type State, type WorkspaceEvent } from "@seatbook/core";
import { foldText } from "./fold-text.ts";

export type MemberStatus = "active" | "inactive" | "removed";
export type MemberSort = "name" | "email" | "joined";

/** What a member is sorted by; `joined` is epoch ms of the first day in the workspace. */
export type MemberEntry = { readonly id: string; name: string; email: string; joined: number };

export function statusOf(member: Member): MemberStatus {
  if (!isPresent(member)) return "removed";
  return isActive(member) ? "active" : "inactive";
}

export function joinedAt(member: Member): number {
  return member.presence[0]?.from ?? 0;
}

/** A workspace's members in each order that lists ask for, kept up from one version to the next. */
export class MemberIndex {
  readonly #entries = new Map<string, MemberEntry>();
  readonly #sorted: Record<MemberSort, MemberEntry[]> = { name: [], email: [], joined: [] };
  /** Members whose entry may have changed since the orders were made. */
  readonly #changed = new Set<string>();

  /** Takes note of events that are being folded into the state. */
  note(events: readonly WorkspaceEvent[]): void {
    for (const event of events) {
      if (event.type === "MemberAdded" || event.type === "MemberChanged") this.#changed.add(event.member);
    }
  }

  /** All members, removed ones included, in ascending order; equal ones by id. */
  sorted(state: State, by: MemberSort): readonly MemberEntry[] {
    this.#refresh(state);
    return this.#sorted[by];
  }

  #refresh(state: State): void {
    // The first time, or after a snapshot or a fresh start of the log, everyone is new.
    const isBehind = this.#entries.size + this.#changed.size < state.members.size;
    const ids = isBehind ? state.members.keys() : this.#changed;
    let isChanged = false;
    for (const id of ids) {
      const member = state.members.get(id);
      if (!member) continue;
      isChanged = true;
      const fields = { name: foldText(member.name), email: foldText(member.email), joined: joinedAt(member) };
      const entry = this.#entries.get(id);
      if (entry) Object.assign(entry, fields);
      else this.#add({ id, ...fields });
    }
    this.#changed.clear();
    if (!isChanged) return;
    for (const by of ["name", "email", "joined"] as const) this.#sorted[by].sort((a, b) => compareEntries(a, b, by));
  }

  #add(entry: MemberEntry): void {
    this.#entries.set(entry.id, entry);
    for (const order of Object.values(this.#sorted)) order.push(entry);
  }
}

/** Below 0 when `a` comes before `b`. */
export function compareEntries(
  a: Pick<MemberEntry, "id" | MemberSort>,
  b: Pick<MemberEntry, "id" | MemberSort>,
  by: MemberSort,
): number {
  if (a[by] !== b[by]) return a[by] < b[by] ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

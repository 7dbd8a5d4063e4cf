import type { Actor, License, Member } from "@seatbook/server/contract";

export type Cause = License["spans"][number]["startedBy"];

/** [from, to) in epoch milliseconds; `to` is Infinity while it goes on. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly startedBy: Cause;
  readonly endedBy?: Cause;
}

export interface FakeTeam {
  readonly id: string;
  readonly name: string;
  /** At least one, oldest first. */
  readonly active: readonly Stretch[];
}

export interface Membership extends Stretch {
  readonly team: FakeTeam["id"];
}

export interface FakeMember {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: "owner" | "admin" | "member";
  readonly joinedAt: number;
  readonly removedAt?: number;
  readonly memberships: readonly Membership[];
}

/** Never changed: a command makes another one, so that what was computed from this one stays true. */
export interface Directory {
  readonly version: number;
  readonly teams: ReadonlyMap<FakeTeam["id"], FakeTeam>;
  /** A member keeps the place in this list. */
  readonly members: readonly FakeMember[];
}

/** Who looks at the page, and has done everything that was done. */
export const callerId = "kim";
export const kim: Actor = { type: "member", id: callerId, name: "Kim Tran" };

/** Computes what takes a while with many members once for each directory. */
export function oncePerDirectory<T>(compute: (directory: Directory) => T): (directory: Directory) => T {
  const known = new WeakMap<Directory, { value: T }>();
  return (directory) => {
    let found = known.get(directory);
    if (!found) known.set(directory, (found = { value: compute(directory) }));
    return found.value;
  };
}

/** When the team was archived, in epoch milliseconds; Infinity while it is active. */
export const archivedAt = ({ active }: FakeTeam) => active.at(-1)?.to ?? -Infinity;

export const isActive = (team: FakeTeam) => archivedAt(team) === Infinity;

/** Whether the membership makes its member active now. */
export function counts({ team, to }: Membership, { teams }: Directory): boolean {
  const found = teams.get(team);
  return to === Infinity && found !== undefined && isActive(found);
}

export function statusOf(member: FakeMember, directory: Directory): Member["status"] {
  if (member.removedAt !== undefined) return "removed";
  return member.memberships.some((membership) => counts(membership, directory)) ? "active" : "inactive";
}

/** Of each member, in the order of the directory. */
export const statuses = oncePerDirectory((directory) => directory.members.map((member) => statusOf(member, directory)));

/** The inactive members: whom "Remove inactive members" removes, and whom it leaves. */
export const inactiveMembers = oncePerDirectory((directory): { goes: FakeMember[]; stays: FakeMember[] } => {
  const status = statuses(directory);
  const inactive = directory.members.filter((_, index) => status[index] === "inactive");
  const isKept = ({ id, role }: FakeMember) => id === callerId || role === "owner";
  return { goes: inactive.filter((member) => !isKept(member)), stays: inactive.filter(isKept) };
});

import { ForkableMap } from "../forkable-map.ts";
import { entriesPerTurn, type Turns } from "../turns.ts";

type Roster = ForkableMap<string, true>;

/** Who is in which team now, archived teams included. It follows from the memberships; it is kept so that a team's members
 *  are found without a walk over all. */
export class Rosters {
  readonly #rosters: ForkableMap<string, Roster>;
  /** What the rosters are filled with when they are first asked for. */
  #pending: (() => Iterable<[team: string, member: string]>) | undefined;

  constructor(pending?: () => Iterable<[team: string, member: string]>, rosters = new ForkableMap<string, Roster>()) {
    this.#pending = pending;
    this.#rosters = rosters;
  }

  fork(): Rosters {
    return new Rosters(undefined, this.#filled().fork());
  }

  /** Rosters of their own, made in turns. */
  *copy(): Turns<Rosters> {
    const copy = new Rosters();
    let joined = 0;
    for (const [team, member] of this.#memberships()) {
      copy.join(team, member);
      if (++joined % (16 * entriesPerTurn) === 0) yield;
    }
    return copy;
  }

  /** The ids of the team's members. */
  of(team: string): { readonly size: number; has(member: string): boolean; keys(): Iterable<string> } {
    return this.#filled().get(team) ?? empty;
  }

  join(team: string, member: string): void {
    this.#writable(team).set(member, true);
  }

  leave(team: string, member: string): void {
    this.#writable(team).delete(member);
  }

  #writable(team: string): Roster {
    const rosters = this.#filled();
    const roster = rosters.get(team);
    if (roster && rosters.owns(team)) return roster;
    const own: Roster = roster?.fork() ?? new ForkableMap();
    rosters.set(team, own);
    return own;
  }

  *#memberships(): Iterable<[team: string, member: string]> {
    if (this.#pending) yield* this.#pending();
    else for (const [team, roster] of this.#rosters.entries()) for (const member of roster.keys()) yield [team, member];
  }

  #filled(): ForkableMap<string, Roster> {
    const fill = this.#pending;
    this.#pending = undefined;
    for (const [team, member] of fill?.() ?? []) this.join(team, member);
    return this.#rosters;
  }
}

const empty: Roster = new ForkableMap();

import type { Workspace } from "./workspaces.ts";

/** What a workspace takes in memory besides its members, in members. */
const overhead = 20;

/** Answers that are kept, in characters that take as much memory as a member. */
const charactersPerMember = 500;

/** The workspaces that are held in memory: the ones used last, and of them so many that there is room for. */
export class HeldWorkspaces {
  readonly #most: number;
  /** The one unused for longest is first. */
  readonly #held = new Map<string, { workspace: Workspace; weight: number }>();
  #weight = 0;

  /** @param most how many members there may be in all of them, teams and records counted like members. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Of all that are held, as of when they were last used. */
  get members(): number {
    return this.#weight;
  }

  get(id: string): Workspace | undefined {
    return this.#held.get(id)?.workspace;
  }

  /** Holds a workspace that is being used, whatever its size, and lets others go to make room. */
  use(id: string, workspace: Workspace): void {
    this.#release(id);
    const weight = weightOf(workspace);
    this.#held.set(id, { workspace, weight });
    this.#weight += weight;
    if (this.#weight <= this.#most) return;
    for (const oldest of this.#held.keys()) {
      if (this.#weight <= this.#most || oldest === id) return;
      this.#release(oldest);
    }
  }

  *[Symbol.iterator](): Generator<Workspace, void, undefined> {
    for (const { workspace } of this.#held.values()) yield workspace;
  }

  #release(id: string): void {
    this.#weight -= this.#held.get(id)?.weight ?? 0;
    this.#held.delete(id);
  }
}

function weightOf({ journal: { state }, cache }: Workspace): number {
  const rows = state.members.size + state.teams.size + state.records.length;
  return overhead + rows + Math.ceil(cache.characters / charactersPerMember);
}

import type { Colleague } from "./chronicle.ts";
import { emailOf, people, type Person, pick, randomFrom } from "./people.ts";

/** The people of a company that have no part of their own in its story: random names in random teams. */
export class Crowd {
  readonly #people: Generator<Person, never>;
  readonly #random: () => number;
  readonly #places: string[];

  /** @param teams id → how much of the company is in it, compared with the others. */
  constructor(seed: number, domain: string, named: readonly Person[], teams: Readonly<Record<string, number>>) {
    this.#people = people({ seed, domain, taken: named.map(({ name }) => name) });
    this.#random = randomFrom(seed + 1);
    this.#places = Object.entries(teams).flatMap(([team, weight]) => Array<string>(weight).fill(team));
  }

  team(): string {
    return pick(this.#places, this.#random);
  }

  /** New people, all in `team` alone, or else each in one to three teams. */
  newcomers(count: number, team?: string): Colleague[] {
    return Array.from({ length: count }, () => ({
      ...this.#people.next().value,
      role: "member" as const,
      teams: team === undefined ? this.#someTeams() : [team],
    }));
  }

  #someTeams(): string[] {
    const luck = this.#random();
    const wanted = luck < 0.6 ? 1 : luck < 0.9 ? 2 : 3;
    const teams = new Set<string>();
    while (teams.size < wanted) teams.add(this.team());
    return [...teams];
  }

  pick(colleagues: readonly Colleague[]): Colleague {
    return pick(colleagues, this.#random);
  }

  /** Picks someone who then plays no further part. */
  takeOut(colleagues: Colleague[]): Colleague {
    const chosen = this.pick(colleagues);
    colleagues.splice(colleagues.indexOf(chosen), 1);
    return chosen;
  }
}

export function colleaguesOf(domain: string) {
  return (id: string, name: string, role: Colleague["role"], ...teams: string[]): Colleague => ({
    id,
    name,
    email: emailOf(name, domain),
    role,
    teams,
  });
}

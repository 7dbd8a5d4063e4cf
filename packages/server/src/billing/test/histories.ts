import type { Fault } from "../../test/crashing-driver.ts";
import type { Scenario } from "./scenario.ts";
import { type Case, type Outcome, simulate } from "./simulation.ts";

type Struck = { faults: Case["faults"]; outcome: Outcome };

const shown = 5;

/** Many histories, and what went wrong in them. */
export class Histories {
  /** Of the first few, each with the case that shows it again. */
  readonly failures: string[] = [];
  count = 0;
  /** How many mails arrived once more, since a fault had hidden that they were accepted. */
  repeatedMails = 0;

  /** Plays one. Undefined where it could not be played to its end. */
  async play(scenario: Scenario, situation: Case): Promise<Outcome | undefined> {
    this.count++;
    try {
      const outcome = await simulate(scenario, situation);
      const { accepted } = outcome.office;
      this.repeatedMails += accepted.length - new Set(accepted.map(({ messageId }) => messageId)).size;
      for (const mistake of outcome.mistakes) this.#fail(situation, mistake);
      return outcome;
    } catch (error) {
      this.#fail(situation, error instanceof Error ? (error.stack ?? error.message) : "unknown error");
      return undefined;
    }
  }

  /** Strikes `server` at each of its effects in turn. Up to there, every history is the one without that fault. */
  async strikeEverywhere(
    scenario: Scenario,
    situation: Case,
    server: number,
    { kind = "death", moments = ["before", "after"] }: { kind?: Fault["kind"]; moments?: Fault["when"][] } = {},
  ): Promise<Struck[]> {
    const without = await this.play(scenario, situation);
    const struck: Struck[] = [];
    for (let at = 1; at <= (without?.effects[server] ?? 0); at++) {
      for (const when of moments) {
        const faults = { ...situation.faults, [server]: { at, when, kind } };
        const outcome = await this.play(scenario, { ...situation, faults });
        if (!outcome) continue;
        if (outcome.struck < Object.keys(faults).length) this.#fail({ ...situation, faults }, "a fault did not strike");
        struck.push({ faults, outcome });
      }
    }
    return struck;
  }

  #fail(situation: Case, mistake: string): void {
    if (this.failures.length < shown) this.failures.push(`${JSON.stringify(situation)}: ${mistake}`);
  }
}

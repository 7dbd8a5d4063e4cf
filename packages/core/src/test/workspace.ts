import type { Price } from "../money.ts";
import { Refusal } from "../refusals.ts";
import type { Command } from "../workspace/commands.ts";
import { decide } from "../workspace/decide.ts";
import type { Actor, WorkspaceEvent } from "../workspace/events.ts";
import { evolve } from "../workspace/evolve.ts";
import { initialState, type State } from "../workspace/state.ts";

export const price: Price = { currency: "EUR", unitMinor: 4900 };

type Configuration = Extract<Command, { type: "configure-workspace" }>;

/** A `configure-workspace` of a workspace in Berlin that R1 bills by team. */
export function configuration(differing: Partial<Configuration> = {}): Configuration {
  return {
    type: "configure-workspace",
    workspace: "acme",
    name: "Acme",
    contractStart: "2025-01-01",
    timeZone: "Europe/Berlin",
    price,
    legacyContractsBefore: "2023-03-01",
    ...differing,
  };
}

export function addTeam(id: string, since?: string): Command {
  return { type: "put-team", id, name: `Team ${id}`, ...(since !== undefined && { since: instant(since) }) };
}

export function addMember(id: string, teams: string[], since?: string): Command {
  const person = { type: "put-member" as const, id, name: `Person ${id}`, email: `${id}@example.com`, teams };
  return { ...person, ...(since !== undefined && { since: instant(since) }) };
}

/** Epoch milliseconds of an ISO 8601 instant. */
export function instant(text: string): number {
  return Temporal.Instant.from(text).epochMilliseconds;
}

/** Gives commands one after the other, as the log would record them. */
export class Given {
  readonly state: State = initialState();

  constructor(at = "2026-10-01T08:00+02:00", differing: Partial<Configuration> = {}) {
    this.when(at, configuration(differing));
  }

  /** Gives commands that must be accepted; the events of all of them. */
  when(at: string, ...commands: Command[]): WorkspaceEvent[] {
    return this.by({ type: "operator" }, at, ...commands);
  }

  by(actor: Actor, at: string, ...commands: Command[]): WorkspaceEvent[] {
    return commands.flatMap((command) => {
      const events = decide(this.state, command, instant(at));
      if (events instanceof Refusal) throw events;
      if (events.length > 0) evolve(this.state, { at: instant(at), by: actor, events });
      return events;
    });
  }

  /** The code with which a command is refused; undefined where it is not. */
  refusal(at: string, command: Command): string | undefined {
    const events = decide(this.state, command, instant(at));
    return events instanceof Refusal ? events.code : undefined;
  }
}

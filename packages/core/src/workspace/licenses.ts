import { addMonths, type Month } from "../month.ts";
import type { Cause, CountingRule, FrozenLicense, Span } from "./events.ts";
import { contains, cut, type Interval, type Stay, together } from "./intervals.ts";
import { periodOf } from "./periods.ts";
import type { Member, Period, State, Team } from "./state.ts";
import { isBilled } from "./tally.ts";

/** One license of a month: who holds it and why. The reasons are worked out when they are read; read them before the state
 *  moves on. */
export class License {
  readonly holder: FrozenLicense["holder"];
  readonly #state: State;
  readonly #period: Period;
  readonly #next: Period;
  readonly #rule: CountingRule;
  readonly #activity: readonly Interval[];

  constructor(state: State, [period, next]: [Period, Period], rule: CountingRule, holder: Team | Member) {
    const { id, name } = holder;
    this.holder = "email" in holder ? { type: "member", id, name, email: holder.email } : { type: "team", id, name };
    this.#state = state;
    this.#period = period;
    this.#next = next;
    this.#rule = rule;
    this.#activity = holder.activity;
  }

  /** The stretches, cut to the month, that made it count, by start, then by team. Source: R13. */
  get spans(): Span[] {
    const { id } = this.holder;
    const team = this.#state.teams.get(id);
    const member = this.#state.members.get(id);
    const spans =
      this.holder.type === "team"
        ? team && teamSpans(this.#state, this.#period, team)
        : member && memberSpans(this.#state, this.#period, member);
    return (spans ?? [])
      .filter((span) => this.#rule === "any-in-month" || contains(span, this.#period.from))
      .toSorted((a, b) => a.from - b.from || (a.team.id < b.team.id ? -1 : 1));
  }

  /** The first day of the next month (YYYY-MM-DD) where the holder is not billed for it, by what is known now. */
  get freeFrom(): string | undefined {
    return isBilled(this.#activity, this.#next, this.#rule) ? undefined : `${this.#next.month}-01`;
  }

  /** The license as data that no longer depends on the state. */
  freeze(): FrozenLicense {
    const { holder, spans, freeFrom } = this;
    return { holder, spans, ...(freeFrom !== undefined && { freeFrom }) };
  }
}

/** The licenses of `month` under `rule`, one per holder, by id. Empty when nothing was active. A month that has not ended
 *  counts what is billed if nothing changes from now on. Source: R2 to R6. */
export function licenses(state: State, month: Month, rule: CountingRule): License[] {
  const periods = periodAndNext(state, month);
  const [period] = periods;
  const holders: Iterable<Team | Member> = (
    period.terms.licenseModel === "team" ? state.teams : state.members
  ).values();
  const result: License[] = [];
  for (const holder of holders) {
    if (isBilled(holder.activity, period, rule)) result.push(new License(state, periods, rule, holder));
  }
  return result.toSorted((a, b) => (a.holder.id < b.holder.id ? -1 : 1));
}

/** The license of one member in `licenses` of the same month and rule, if there is one. */
export function licenseOf(state: State, member: Member, month: Month, rule: CountingRule): License | undefined {
  const periods = periodAndNext(state, month);
  const [period] = periods;
  const isLicense = period.terms.licenseModel === "user" && isBilled(member.activity, period, rule);
  return isLicense ? new License(state, periods, rule, member) : undefined;
}

function periodAndNext(state: State, month: Month): [Period, Period] {
  return [periodOf(state, month), periodOf(state, addMonths(month, 1))];
}

function teamSpans(state: State, period: Period, team: Team): Span[] {
  return team.activity.flatMap((stay) => {
    const common = cut(stay, period);
    return common ? [toSpan(period, team, common, teamStart(state, team, stay), teamEnd(state, stay))] : [];
  });
}

function memberSpans(state: State, period: Period, member: Member): Span[] {
  return member.memberships.flatMap((membership) => {
    const team = state.teams.get(membership.team);
    if (!team) return [];
    return membership.stays.flatMap((stay) =>
      team.activity.flatMap((active) => {
        const both = together(stay, active);
        const common = both && cut(both, period);
        if (!common) return [];
        const isJoined = stay.from > active.from || (stay.from === active.from && stay.started >= active.started);
        const isLeft = stay.to < active.to || (stay.to === active.to && stay.ended <= active.ended);
        const startedBy = isJoined
          ? cause(state, "member-joined-team", stay.from, stay.started)
          : teamStart(state, team, active);
        const endedBy = isLeft ? memberEnd(state, member, stay) : teamEnd(state, active);
        return [toSpan(period, team, common, startedBy, endedBy)];
      }),
    );
  });
}

function toSpan(period: Period, team: Team, within: Interval, startedBy: Cause, endedBy: Cause): Span {
  return {
    team: { id: team.id, name: team.name },
    ...within,
    startedBy,
    ...(endedBy.at <= period.to && { endedBy }),
  };
}

function teamStart(state: State, team: Team, stay: Stay): Cause {
  return cause(state, stay.from === team.addedAt ? "team-added" : "team-unarchived", stay.from, stay.started);
}

function teamEnd(state: State, stay: Stay): Cause {
  return cause(state, "team-archived", stay.to, stay.ended);
}

function memberEnd(state: State, member: Member, stay: Stay): Cause {
  const isRemoval = member.presence.some(({ ended }) => ended !== 0 && ended === stay.ended);
  return cause(state, isRemoval ? "member-removed" : "member-left-team", stay.to, stay.ended);
}

function cause(state: State, what: Cause["what"], at: number, version: number): Cause {
  const by = state.records[version]?.by ?? { type: "system" };
  const name = by.type === "member" ? state.members.get(by.id)?.name : undefined;
  return { what, at, by: name === undefined ? by : { ...by, name }, version };
}

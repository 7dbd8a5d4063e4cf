import { minorDigits } from "@seatbook/core";
import type { Estimate, License, MonthItem } from "@seatbook/server/contract";
import { oncePerDirectory, type Directory, type FakeMember, type Stretch } from "./directory.ts";
import type { Settings } from "./options.ts";
import { addMonths, iso, startOf } from "./time.ts";

type Model = "team" | "user";

/** [start, end) in epoch milliseconds. */
type Bounds = readonly [start: number, end: number];

/** A member's billable stretch, and in which team. */
export interface Span extends Stretch {
  team: { id: string; name: string };
}

interface Count {
  licenses: number;
  /** How many of them end within the time. */
  ending: number;
}

/** How many licenses each time has had, by model, start and end. */
const known = oncePerDirectory(() => new Map<string, Count>());

/** What the fake workspace is billed for. */
export class Licenses {
  readonly #settings: Settings;
  readonly #month: string;
  readonly #bounds = new Map<string, Bounds>();

  /** `month`: the running one. */
  constructor(month: string, settings: Settings) {
    this.#month = month;
    this.#settings = settings;
  }

  /** Computed once for each month, since it is asked for each member. */
  boundsOf(month: string): Bounds {
    let bounds = this.#bounds.get(month);
    if (!bounds) {
      const { timeZone } = this.#settings;
      bounds = [startOf(month, timeZone), startOf(addMonths(month, 1), timeZone)];
      this.#bounds.set(month, bounds);
    }
    return bounds;
  }

  estimate(month: string, directory: Directory): Estimate {
    const bounds = this.boundsOf(month);
    const { currency, nextLicenseModel, licenseModel: model } = this.#settings;
    const licenseModel = month > this.#month ? nextLicenseModel : model;
    const { licenses, ending } = count(licenseModel, bounds, directory);
    const unitMinor = unitPrice(currency);
    const net = { currency, minor: licenses * unitMinor };
    return {
      month,
      start: iso(bounds[0]),
      end: iso(bounds[1]),
      licenseModel,
      licenses,
      net,
      ending,
      steps: [{ licenses, unitMinor, amount: net }],
    };
  }

  /** The last twelve months, without those in which there was nothing to bill. */
  months(directory: Directory): MonthItem[] {
    const months = Array.from({ length: 12 }, (_, index) => addMonths(this.#month, index - 11));
    return months.flatMap((month): MonthItem[] => {
      const { licenses, net, licenseModel, end } = this.estimate(month, directory);
      if (licenses === 0) return [];
      return month === this.#month
        ? [{ month, status: "open", licenseModel, licenses, net }]
        : [{ month, status: "closed", licenseModel, licenses, net, closedAt: end }];
    });
  }

  memberLicense(member: FakeMember, month: string, directory: Directory): License | undefined {
    const [start, end] = this.boundsOf(month);
    const spans = spansOf(member, [start, end], directory);
    const [first] = spans;
    if (!first) return undefined;
    const to = Math.max(...spans.map((span) => span.to));
    const isRunning = month === this.#month;
    return {
      holder: { type: "member", id: member.id, name: member.name, email: member.email },
      from: iso(first.from),
      to: isRunning && to === end ? null : iso(to),
      spans: spans.map((span) => ({
        team: span.team,
        from: iso(span.from),
        to: isRunning && span.to === end ? null : iso(span.to),
        startedBy: span.startedBy,
        ...(span.endedBy && span.to < end && { endedBy: span.endedBy }),
      })),
      why: "",
      ...(to < end && { freeFrom: `${addMonths(month, 1)}-01` }),
    };
  }
}

/** A member's billable stretches: in the team while the team was active. */
export function spansOf(member: FakeMember, [start, end]: Bounds, { teams }: Directory): Span[] {
  return member.memberships.flatMap((membership) => {
    const team = teams.get(membership.team);
    return (team?.active ?? []).flatMap((active) => {
      const from = Math.max(active.from, membership.from, start);
      const to = Math.min(active.to, membership.to, end);
      if (from >= to) return [];
      const began = active.from > membership.from ? active : membership;
      const ended = active.to < membership.to ? active : membership;
      return [
        {
          team: { id: membership.team, name: team?.name ?? "" },
          from,
          to,
          startedBy: began.startedBy,
          ...(ended.endedBy && { endedBy: ended.endedBy }),
        },
      ];
    });
  });
}

function count(model: Model, bounds: Bounds, directory: Directory): Count {
  const counts = known(directory);
  const key = [model, ...bounds].join(" ");
  let found = counts.get(key);
  if (!found) counts.set(key, (found = countAnew(model, bounds, directory)));
  return found;
}

function countAnew(model: Model, [start, end]: Bounds, { teams, members }: Directory): Count {
  const ends =
    model === "team"
      ? [...teams.values()].map(({ active }) => lastEnd(active, start, end))
      : members.map(({ memberships }) =>
          memberships.reduce((last, { team, from, to }) => {
            const active = teams.get(team)?.active ?? [];
            return Math.max(last, lastEnd(active, Math.max(from, start), Math.min(to, end)));
          }, -Infinity),
        );
  const billed = ends.filter((each) => each > -Infinity);
  return { licenses: billed.length, ending: billed.filter((each) => each < end).length };
}

/** When the last of the stretches within [start, end) ends; -Infinity without one. Makes no objects, since there may be many
 *  members. */
function lastEnd(stretches: readonly Stretch[], start: number, end: number): number {
  let last = -Infinity;
  for (const { from, to } of stretches)
    if (Math.max(from, start) < Math.min(to, end)) last = Math.max(last, Math.min(to, end));
  return last;
}

/** What a license costs a month, in minor units. */
const unitPrice = (currency: string) => (minorDigits(currency) === 0 ? 7500 : 4900);

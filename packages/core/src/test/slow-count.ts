import type { Price } from "../money.ts";
import { isMonth, type Month } from "../month.ts";
import type { Command } from "../workspace/commands.ts";
import type { CountingRule, LicenseModel, MemberRole } from "../workspace/events.ts";

/** An accepted command and the instant (epoch milliseconds) it was given at. */
export type Given = { at: number; command: Command };

/** A stretch [from, to) in epoch milliseconds, which begins after the command of number `order`. Between two commands at
 *  the same instant it has no length: what was active in it was active at that instant. */
export type Stretch = { from: number; to: number; order: number };

/** From `from` on, `on` is true until a later fact says otherwise; at one instant the `order` of the commands decides. */
type Fact = { from: number; order: number; on: boolean };
type SlowTerms = { from: Month; licenseModel: LicenseModel; timeZone: string; price: Price };

/** The same question as the core answers, by the longest way: nothing is folded, cut or remembered. It reads the accepted
 *  commands, then asks for every stretch between two changes whether a team or a member was active in it. It shares no
 *  rule with the core, so that where both agree the number is right for two reasons. Source: design.md, R1 to R8. */
export class SlowCount {
  readonly #facts = new Map<string, Fact[]>();
  #changes: { from: number; order: number }[] = [];
  #order = 0;
  readonly #terms: SlowTerms[] = [];
  readonly #roles = new Map<string, MemberRole>();
  readonly #teams = new Set<string>();
  readonly #members = new Set<string>();
  /** Teams that were active until a directory left them out, and that nobody archived or unarchived since. */
  readonly #unlisted = new Set<string>();
  #contract: "standard" | "enterprise" = "standard";
  #chosenModel: LicenseModel | undefined;

  constructor(given: readonly Given[]) {
    for (const { at, command } of given) {
      this.#order += 1;
      this.#read(at, command);
    }
    this.#changes = this.#changes.toSorted((a, b) => a.from - b.from || a.order - b.order);
  }

  /** The first instant at which anything was there; Infinity where nothing ever was. */
  get earliest(): number {
    return this.#changes[0]?.from ?? Infinity;
  }

  termsOf(month: Month): SlowTerms {
    const inForce = this.#terms.findLast(({ from }) => from <= month) ?? this.#terms[0];
    if (!inForce) throw new Error("no workspace was configured");
    return inForce;
  }

  /** First instant of `month`: where the month before it ended, in the zone of that month. */
  startOf(month: Month): number {
    return this.endOf(monthAfter(month, -1));
  }

  endOf(month: Month): number {
    return firstInstantShowing(monthAfter(month, 1), this.termsOf(month).timeZone);
  }

  monthAt(instant: number): Month {
    let month = monthAfter(monthInUtc(instant), -1);
    while (this.endOf(month) <= instant) month = monthAfter(month, 1);
    return month;
  }

  isTeamActive(team: string, instant: number, order = Infinity): boolean {
    return this.#isOn(["team", team], instant, order);
  }

  isInTeam(member: string, team: string, instant: number, order = Infinity): boolean {
    return this.#isOn(["membership", member, team], instant, order);
  }

  isWorkspaceMember(member: string, instant: number, order = Infinity): boolean {
    return this.#isOn(["member", member], instant, order);
  }

  isActiveMember(member: string, instant: number, order = Infinity): boolean {
    return (
      this.isWorkspaceMember(member, instant, order) &&
      [...this.#teams].some(
        (team) => this.isTeamActive(team, instant, order) && this.isInTeam(member, team, instant, order),
      )
    );
  }

  /** Everyone a command at `instant` calls inactive, owners included. */
  inactiveMembers(instant: number): string[] {
    return [...this.#members].filter(
      (member) => this.isWorkspaceMember(member, instant) && !this.isActiveMember(member, instant),
    );
  }

  /** Whether `id` is what a license would be billed for at `instant`, under the license model of `month`. */
  isHolderActive(id: string, month: Month, instant: number, order = Infinity): boolean {
    return this.termsOf(month).licenseModel === "team"
      ? this.isTeamActive(id, instant, order)
      : this.isActiveMember(id, instant, order);
  }

  /** The elementary stretches of `month`: nothing changes within any of them. */
  stretchesOf(month: Month): Stretch[] {
    const start = this.startOf(month);
    const end = this.endOf(month);
    const within = this.#changes.filter(({ from }) => start < from && from < end);
    const edges = [{ from: start, order: Infinity }, ...within];
    return edges.map(({ from, order }, index) => ({ from, order, to: edges[index + 1]?.from ?? end }));
  }

  /** The ids of the license holders of `month`, sorted by code unit; on request, as if the license model of another month
   *  were in force. */
  holders(month: Month, rule: CountingRule, modelOf: Month = month): string[] {
    const ids = this.termsOf(modelOf).licenseModel === "team" ? this.#teams : this.#members;
    const stretches = this.stretchesOf(month);
    const asked = rule === "month-start" ? stretches.slice(0, 1) : stretches;
    return [...ids]
      .filter((id) => asked.some(({ from, order }) => this.isHolderActive(id, modelOf, from, order)))
      .toSorted();
  }

  /** What `month` costs, net, in the minor unit. */
  net(month: Month, rule: CountingRule): number {
    return slowNet(this.termsOf(month).price, this.holders(month, rule).length);
  }

  #isOn(key: string[], instant: number, order: number): boolean {
    let latest: Fact | undefined;
    for (const fact of this.#facts.get(key.join("\n")) ?? []) {
      const isPast = fact.from < instant || (fact.from === instant && fact.order <= order);
      if (isPast && (!latest || fact.from >= latest.from)) latest = fact;
    }
    return latest?.on ?? false;
  }

  #turn(on: boolean, from: number, ...key: string[]): void {
    const order = this.#order;
    this.#changes.push({ from, order });
    const facts = this.#facts.get(key.join("\n")) ?? [];
    this.#facts.set(key.join("\n"), [...facts, { from, order, on }]);
  }

  #read(at: number, command: Command): void {
    switch (command.type) {
      case "configure-workspace":
        return this.#configure(at, command);
      case "put-team":
        return this.#putTeam(at, command);
      case "put-member":
        return this.#putMember(at, command);
      case "sync-directory": {
        for (const team of command.teams) {
          this.#putTeam(at, team);
          if (team.archived !== undefined) this.#turn(!team.archived, at, "team", team.id);
          if (team.archived !== true && this.#unlisted.delete(team.id)) this.#turn(true, at, "team", team.id);
        }
        for (const member of command.members) this.#putMember(at, member);
        for (const team of this.#teams) {
          if (command.teams.some(({ id }) => id === team)) continue;
          if (this.isTeamActive(team, at)) this.#unlisted.add(team);
          this.#turn(false, at, "team", team);
        }
        for (const member of this.#members) {
          if (!command.members.some(({ id }) => id === member)) this.#remove(at, member);
        }
        return;
      }
      case "archive-team":
        return this.#turn(false, at, "team", command.team);
      case "unarchive-team":
        this.#unlisted.delete(command.team);
        return this.#turn(true, at, "team", command.team);
      case "remove-member":
        return this.#remove(at, command.member);
      case "restore-member":
        return this.#turn(true, at, "member", command.member);
      case "remove-inactive-members": {
        for (const member of this.inactiveMembers(at)) {
          if (member !== command.caller && this.#roles.get(member) !== "owner") this.#remove(at, member);
        }
        return;
      }
      case "close-month":
        return;
    }
  }

  #configure(at: number, command: Extract<Command, { type: "configure-workspace" }>): void {
    this.#contract = command.contract ?? this.#contract;
    this.#chosenModel = command.licenseModel ?? this.#chosenModel;
    const before = this.#terms.at(-1);
    const byUser =
      this.#contract === "enterprise" || isEarlierDay(command.contractStart, command.legacyContractsBefore);
    const timeZone = command.timeZone ?? before?.timeZone;
    if (timeZone === undefined) throw new Error("a slow count starts with a time zone");
    this.#terms.push({
      from: before ? monthAfter(this.monthAt(at), 1) : monthShown(at, timeZone),
      licenseModel: this.#chosenModel ?? (byUser ? "user" : "team"),
      timeZone,
      price: command.price,
    });
  }

  #putTeam(at: number, team: { id: string; since?: number }): void {
    if (this.#teams.has(team.id)) return;
    this.#teams.add(team.id);
    this.#turn(true, team.since ?? at, "team", team.id);
  }

  #putMember(at: number, member: { id: string; role?: MemberRole; teams?: string[]; since?: number }): void {
    const { id, role, teams, since = at } = member;
    this.#members.add(id);
    if (role || !this.#roles.has(id)) this.#roles.set(id, role ?? "member");
    if (!this.isWorkspaceMember(id, at)) this.#turn(true, since, "member", id);
    if (!teams) return;
    for (const team of this.#teams) {
      const wanted = teams.includes(team);
      if (this.isInTeam(id, team, at) !== wanted) this.#turn(wanted, wanted ? since : at, "membership", id, team);
    }
  }

  #remove(at: number, member: string): void {
    if (!this.isWorkspaceMember(member, at)) return;
    this.#turn(false, at, "member", member);
    for (const team of this.#teams) {
      if (this.isInTeam(member, team, at)) this.#turn(false, at, "membership", member, team);
    }
  }
}

function isEarlierDay(day: string, than: string): boolean {
  return Temporal.PlainDate.compare(day, than) < 0;
}

/** `licenses` counted one by one at the price of each. */
export function slowNet(price: Price, licenses: number): number {
  let billed = licenses;
  while (billed < (price.minimumLicenses ?? 0)) billed += 1;
  let net = 0;
  for (let license = 1; license <= billed; license += 1) {
    if ("unitMinor" in price) {
      net += price.unitMinor;
    } else {
      const decisive = price.tierMode === "volume" ? billed : license;
      const tiers = price.tiers.filter(({ upTo }) => upTo === null || decisive <= upTo);
      net += tiers[0]?.unitMinor ?? Number.NaN;
    }
  }
  return net;
}

const quarterHour = 15 * 60_000;
const firstInstants = new Map<string, number>();
const clocks = new Map<string, Intl.DateTimeFormat>();

/** The month on a calendar hanging in `timeZone` at `instant`. */
function monthShown(instant: number, timeZone: string): Month {
  let clock = clocks.get(timeZone);
  if (!clock) {
    // oxlint-disable-next-line no-restricted-globals -- a second opinion on what Temporal says, in tests only
    clock = new Intl.DateTimeFormat("en-US", { timeZone, year: "numeric", month: "2-digit", calendar: "iso8601" });
    clocks.set(timeZone, clock);
  }
  const parts = clock.formatToParts(instant);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? "";
  return toMonth(Number(part("year")), Number(part("month")));
}

function monthInUtc(instant: number): Month {
  const [year, month] = Temporal.Instant.fromEpochMilliseconds(instant).toString().split("-");
  return toMonth(Number(year), Number(month));
}

/** The first instant at which a calendar in `timeZone` shows `month`: looked for in steps, then to the millisecond. */
function firstInstantShowing(month: Month, timeZone: string): number {
  const key = `${month} in ${timeZone}`;
  const known = firstInstants.get(key);
  if (known !== undefined) return known;
  let shown = Temporal.Instant.from(`${month}-01T00:00Z`).epochMilliseconds - 30 * 3_600_000;
  while (monthShown(shown, timeZone) < month) shown += quarterHour;
  let hidden = shown - quarterHour;
  while (shown - hidden > 1) {
    const middle = Math.floor((shown + hidden) / 2);
    if (monthShown(middle, timeZone) < month) hidden = middle;
    else shown = middle;
  }
  firstInstants.set(key, shown);
  return shown;
}

export function monthAfter(month: Month, count: number): Month {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + count;
  return toMonth(Math.floor(index / 12), (index % 12) + 1);
}

function toMonth(year: number, month: number): Month {
  const shown = `${year}-${String(month).padStart(2, "0")}`;
  if (!isMonth(shown)) throw new RangeError(shown);
  return shown;
}

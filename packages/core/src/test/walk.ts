import { licensesCsv } from "../export/licenses-csv.ts";
import type { Month } from "../month.ts";
import { Refusal } from "../refusals.ts";
import type { Command } from "../workspace/commands.ts";
import { decide } from "../workspace/decide.ts";
import { estimate } from "../workspace/estimate.ts";
import type { Actor, CountingRule, FrozenLicense, WorkspaceEvent, WorkspaceRecord } from "../workspace/events.ts";
import { evolve } from "../workspace/evolve.ts";
import { inactiveMembers } from "../workspace/inactive-members.ts";
import { type License, licenses } from "../workspace/licenses.ts";
import { periodOf } from "../workspace/periods.ts";
import { type Change, preview } from "../workspace/preview.ts";
import { decodeState, encodeState, type SnapshotPiece } from "../workspace/snapshot.ts";
import { fork, initialState, type State } from "../workspace/state.ts";
import { tallyOf } from "../workspace/tally.ts";
import { allAtOnce } from "../turns.ts";
import { commandOf, configurationOf, type History, instantOf } from "./histories.ts";
import { type Given, monthAfter, SlowCount, slowNet, type Stretch } from "./slow-count.ts";

const rules: CountingRule[] = ["any-in-month", "month-start"];

/** How often each kind of command was carried out, and how often each refusal was given: a check that never gets to a case
 *  says nothing about it. */
export type Tried = Map<string, number>;

/** Walks through one history with the core and the slow count side by side, and throws where they part. */
export function walk(history: History, tried: Tried): void {
  const walker = new Walker(history, tried);
  try {
    walker.run();
  } catch (error) {
    throw new Error(walker.story, { cause: error });
  }
}

class Walker {
  readonly #history: History;
  readonly #tried: Tried;
  readonly #state = initialState();
  readonly #records: WorkspaceRecord[] = [];
  readonly #given: Given[] = [];
  readonly #frozen = new Map<Month, { rule: CountingRule; event: WorkspaceEvent; written: string; exported: string }>();
  #slow: SlowCount;
  /** What the slow count said since the last command; it is asked the same more than once. */
  readonly #holders = new Map<string, string[]>();
  #last: number;

  constructor(history: History, tried: Tried) {
    this.#history = history;
    this.#slow = new SlowCount([]);
    this.#tried = tried;
    this.#last = history.start;
  }

  run(): void {
    const { start, terms, directory, steps } = this.#history;
    this.#give(configurationOf(terms), start, { type: "operator" });
    this.#give(commandOf(directory, this.#history, this.#slow, start), start, { type: "operator" });
    for (const { move, wish, by } of steps) {
      const wanted = instantOf(move, this.#slow, this.#last);
      this.#closeEnded(wanted);
      const at = Math.max(wanted, this.#last);
      this.#give(commandOf(wish, this.#history, this.#slow, at), at, by);
    }
    this.#lookBack();
  }

  /** The accepted commands, as a person can replay them. */
  get story(): string {
    return this.#given
      .map(({ at, command }) => `${Temporal.Instant.fromEpochMilliseconds(at).toString()} ${JSON.stringify(command)}`)
      .join("\n");
  }

  #closeEnded(until: number): void {
    const { closeAfterMs, rule } = this.#history;
    if (closeAfterMs === undefined) return;
    let month = this.#firstOpen();
    while (this.#slow.endOf(month) + closeAfterMs <= until) {
      const at = Math.max(this.#last, this.#slow.endOf(month) + closeAfterMs);
      this.#give({ type: "close-month", month, rule }, at, { type: "system" });
      agree("the month is closed", this.#frozen.has(month), true);
      month = monthAfter(month, 1);
    }
  }

  #firstOpen(): Month {
    const last = [...this.#frozen.keys()].at(-1);
    return last ? monthAfter(last, 1) : this.#slow.monthAt(Math.min(this.#slow.earliest, this.#history.start));
  }

  #give(command: Command, at: number, by: Actor): void {
    const { rule } = this.#history;
    const state = this.#state;
    const isWatched = this.#given.length % 3 === 0;
    const before = isWatched ? written(state) : "";
    const isPreviewed = state.version > 0 && command.type !== "close-month";
    const foreseen = isPreviewed ? allAtOnce(preview(state, [command], at, by, rule)) : undefined;
    if (foreseen && !(foreseen instanceof Refusal)) this.#checkChange(foreseen, "before", at);
    const events = decide(state, command, at);
    if (isWatched) agree("a preview or a decision changes nothing", written(state), before);
    if (events instanceof Refusal) {
      if (foreseen) agree("refused as previewed", foreseen instanceof Refusal && foreseen.code, events.code);
      this.#count(`refused: ${events.code}`);
      return;
    }
    this.#count(command.type);
    if (foreseen && !(foreseen instanceof Refusal)) agree("events as previewed", foreseen.events, events);
    if (command.type === "remove-inactive-members") this.#checkRemoved(command.caller, events, at);
    for (const event of events) if (event.type === "MonthClosed") this.#checkClosed(event);
    this.#last = at;
    this.#given.push({ at, command });
    this.#slow = new SlowCount(this.#given);
    this.#holders.clear();
    if (events.length > 0) {
      this.#records.push({ at, by, events });
      evolve(state, { at, by, events });
    }
    if (foreseen && !(foreseen instanceof Refusal)) {
      this.#checkChange(foreseen, "after", at);
      if (this.#records.length % 4 === 0) this.#checkNow(foreseen.after, at);
    }
    this.#checkNow(state, at);
  }

  /** What is so at `at`, and what the running and the next month come to. */
  #checkNow(state: State, at: number): void {
    const { teams, members } = this.#history;
    const slow = this.#slow;
    agree("active teams", state.activeTeams, teams.filter((team) => slow.isTeamActive(team, at)).length);
    agree("active members", state.activeMembers, members.filter((each) => slow.isActiveMember(each, at)).length);
    agree("inactive members", [...state.inactive.keys()].toSorted(), slow.inactiveMembers(at).toSorted());
    const month = slow.monthAt(at);
    // The tallies of the other rule are kept along the way, and looked at now and then.
    const asked = state.version % 3 === 0 ? rules : [this.#history.rule];
    for (const each of [month, monthAfter(month, 1)]) for (const rule of asked) this.#checkMonth(state, each, rule);
  }

  #checkMonth(state: State, month: Month, rule: CountingRule): License[] {
    const slow = this.#slow;
    const holders = this.#holdersOf(month, rule);
    const list = licenses(state, month, rule);
    const { period, ...counted } = estimate(state, month, rule);
    agree(`${month} begins`, period.from, slow.startOf(month));
    agree(`${month} ends`, period.to, slow.endOf(month));
    agree(
      `${month} ${rule}: holders`,
      list.map(({ holder }) => holder.id),
      holders,
    );
    agree(`${month} ${rule}: tally`, tallyOf(state, month, rule).licenses, holders.length);
    agree(`${month} ${rule}: estimate`, counted.licenses, holders.length);
    agree(`${month} ${rule}: net`, counted.net.minor, slowNet(slow.termsOf(month).price, holders.length));
    const billedNext = slow.holders(monthAfter(month, 1), rule, month);
    const freed = holders.filter((id) => !billedNext.includes(id));
    agree(
      `${month} ${rule}: freed`,
      list.filter(({ freeFrom }) => freeFrom !== undefined).map(({ holder }) => holder.id),
      freed,
    );
    agree(`${month} ${rule}: ending`, counted.ending, freed.length);
    return list;
  }

  #checkChange(foreseen: { current: Change; next: Change }, when: "before" | "after", at: number): void {
    const month = this.#slow.monthAt(at);
    const { rule } = this.#history;
    for (const [each, change] of [
      [month, foreseen.current],
      [monthAfter(month, 1), foreseen.next],
    ] as const) {
      const { licenses: count, net, period } = change[when];
      agree(`preview of ${each}: month`, period.month, each);
      const holders = this.#holdersOf(each, rule);
      agree(`preview of ${each}: licenses ${when}`, count, holders.length);
      agree(`preview of ${each}: net ${when}`, net.minor, slowNet(this.#slow.termsOf(each).price, holders.length));
    }
  }

  #checkRemoved(caller: string | undefined, events: WorkspaceEvent[], at: number): void {
    const { removable, kept } = inactiveMembers(this.#state, caller);
    const removed = events.map((event) => event.type === "MemberRemoved" && event.member);
    agree(
      "removed as shown",
      removed,
      removable.map(({ id }) => id),
    );
    const shown = [...removable, ...kept.map(({ member }) => member)].map(({ id }) => id);
    agree("each inactive member is removed or kept", shown.toSorted(), this.#slow.inactiveMembers(at).toSorted());
  }

  #checkClosed(event: Extract<WorkspaceEvent, { type: "MonthClosed" }>): void {
    const { month, rule } = event;
    const list = licenses(this.#state, month, rule).map((license) => license.freeze());
    agree(`${month} is frozen as it was listed`, event.licenses, list);
    agree(`${month} is frozen at its price`, event.net.minor, this.#slow.net(month, rule));
    agree(`${month} is frozen by its license model`, event.licenseModel, this.#slow.termsOf(month).licenseModel);
    const live = this.#exportOf(month, list, this.#slow.endOf(month));
    agree(`${month} is exported as it was`, this.#exportOf(month, event.licenses, this.#slow.endOf(month)), live);
    this.#frozen.set(month, { rule, event, written: JSON.stringify(event), exported: live });
  }

  #exportOf(month: Month, list: FrozenLicense[], at: number): string {
    return licensesCsv(list, periodOf(this.#state, month), at);
  }

  /** Read as text, without the code that wrote it: a row begins with the month, the model and the holder's id. */
  #checkExport(month: Month, rule: CountingRule, csv: string): void {
    const { licenseModel } = this.#slow.termsOf(month);
    const rows = csv.split("\r\n").slice(1, -1);
    const holders = this.#holdersOf(month, rule);
    agree(`${month} ${rule}: rows of the export`, rows.length, holders.length);
    for (const [index, id] of holders.entries()) {
      const cell = /[",;]/.test(id) ? `"${id.replaceAll('"', '""')}"` : id;
      const beginning = `${month},${licenseModel},${cell},`;
      agree(`${month} ${rule}: exported ${id}`, rows[index]?.slice(0, beginning.length), beginning);
    }
  }

  /** Every month so far and the next, by each of the ways a state comes about. */
  #lookBack(): void {
    const first = this.#slow.monthAt(Math.min(this.#slow.earliest, this.#history.start));
    const months: Month[] = [];
    const end = monthAfter(this.#slow.monthAt(this.#last), 2);
    for (let month = first; month < end; month = monthAfter(month, 1)) months.push(month);
    const replayed = initialState();
    for (const record of this.#records) evolve(replayed, record);
    agree("a replay gives the same", [...encodeState(replayed)], [...encodeState(this.#state)]);
    const pieces: SnapshotPiece[] = JSON.parse(written(this.#state));
    const thawed = pieces.reduce(decodeState, initialState());
    agree("a snapshot keeps all", [...encodeState(thawed)], [...encodeState(this.#state)]);
    const forked = fork(this.#state);
    for (const month of months) {
      for (const rule of rules) {
        const list = this.#checkMonth(this.#state, month, rule);
        for (const license of list) this.#checkReasons(license, month, rule);
        const frozen = list.map((license) => license.freeze());
        const known = estimate(this.#state, month, rule);
        this.#checkExport(month, rule, this.#exportOf(month, frozen, this.#last));
        for (const other of [replayed, thawed, forked]) {
          const again = licenses(other, month, rule).map((license) => license.freeze());
          agree(`${month} ${rule}: the same reasons`, again, frozen);
          agree(`${month} ${rule}: the same estimate`, estimate(other, month, rule), known);
        }
      }
      this.#checkFrozen(month);
    }
    this.#goOn([forked, replayed, thawed]);
  }

  /** However a state came about, it goes on the same, and without a trace in the state it was forked from. */
  #goOn(states: State[]): void {
    const at = Math.max(this.#last, this.#slow.endOf(this.#firstOpen())) + 40 * 86_400_000;
    const before = written(this.#state);
    const [known = ""] = this.#history.teams;
    const commands: Command[] = [
      { type: "close-month", month: this.#firstOpen(), rule: this.#history.rule },
      { type: "put-member", id: "new", name: "New", email: "new@example.com", teams: [] },
      { type: "remove-inactive-members" },
      { type: "sync-directory", teams: [{ id: known, name: known, archived: false }], members: [] },
    ];
    const outcomes = states.map((state) =>
      commands.map((command) => {
        const events = decide(state, command, at);
        if (events instanceof Refusal) return events.code;
        evolve(state, { at, by: { type: "system" }, events });
        const month = this.#slow.monthAt(at);
        return [events.map((event) => JSON.stringify(event)).toSorted(), estimate(state, month, this.#history.rule)];
      }),
    );
    for (const outcome of outcomes) agree("goes on the same", outcome, outcomes[0]);
    agree("a fork leaves no trace", written(this.#state), before);
  }

  #checkFrozen(month: Month): void {
    const frozen = this.#frozen.get(month);
    if (frozen?.event.type !== "MonthClosed") return;
    agree(`${month} stays as it was closed`, JSON.stringify(frozen.event), frozen.written);
    const now = licenses(this.#state, month, frozen.rule).map((license) => license.freeze());
    const essence = (list: typeof now): unknown =>
      list.map(({ holder, spans }) => [holder.id, spans.map(({ team, from, to }) => [team.id, from, to])]);
    agree(`${month} is counted as it was closed`, essence(now), essence(frozen.event.licenses));
    const exported = this.#exportOf(month, frozen.event.licenses, this.#last);
    agree(`${month} is exported as it was closed`, exported, frozen.exported);
    this.#checkExport(month, frozen.rule, exported);
    agree(`${month} costs what it was closed at`, estimate(this.#state, month, frozen.rule).net, frozen.event.net);
  }

  /** The spans say why the license counts: no more, no less. */
  #checkReasons(license: License, month: Month, rule: CountingRule): void {
    const slow = this.#slow;
    const { id, type } = license.holder;
    const start = slow.startOf(month);
    const end = slow.endOf(month);
    const { spans, freeFrom } = license;
    if (freeFrom !== undefined) agree(`${id} is free from`, freeFrom, `${monthAfter(month, 1)}-01`);
    const stretches = slow.stretchesOf(month);
    for (const span of spans) {
      const named = `${id} in ${span.team.id} from ${span.from} to ${span.to}`;
      const counts = ({ from, order }: Stretch): boolean =>
        slow.isTeamActive(span.team.id, from, order) &&
        (type === "team" ? span.team.id === id : slow.isInTeam(id, span.team.id, from, order));
      agree(`${named}: lies in the month`, start <= span.from && span.from <= span.to && span.to <= end, true);
      const covered = stretches.filter((each) => span.from <= each.from && each.to <= span.to);
      agree(`${named}: is a stretch`, covered.length > 0, true);
      const makesItCount =
        span.from < span.to ? covered.filter((each) => each.from < each.to).every(counts) : covered.some(counts);
      agree(`${named}: makes it count`, makesItCount, true);
      const { startedBy, endedBy } = span;
      agree(`${named}: begins with its cause`, Math.max(startedBy.at, start), span.from);
      if (endedBy) agree(`${named}: ends with its cause`, endedBy.at, span.to);
      else agree(`${named}: goes on`, span.to, end);
      for (const cause of endedBy ? [startedBy, endedBy] : [startedBy]) {
        const record = this.#records[cause.version - 1];
        agree(`${named}: by`, cause.by.type, record?.by.type);
        // Only a start can be backdated.
        agree(`${named}: when`, record && (cause === endedBy ? record.at === cause.at : record.at >= cause.at), true);
      }
    }
    const asked = rule === "month-start" ? stretches.slice(0, 1) : stretches;
    for (const { from, to } of asked.filter((each) => slow.isHolderActive(id, month, each.from, each.order))) {
      agree(
        `${id} is explained from ${from} to ${to}`,
        spans.some((span) => span.from <= from && to <= span.to),
        true,
      );
    }
  }

  #holdersOf(month: Month, rule: CountingRule): string[] {
    const key = `${month} ${rule}`;
    const holders = this.#holders.get(key) ?? this.#slow.holders(month, rule);
    this.#holders.set(key, holders);
    return holders;
  }

  #count(what: string): void {
    this.#tried.set(what, (this.#tried.get(what) ?? 0) + 1);
  }
}

/** Quicker than an assertion library, for millions of comparisons. */
function written(state: State): string {
  return JSON.stringify([...encodeState(state)]);
}

function agree(what: string, actual: unknown, expected: unknown): void {
  if (actual === expected) return;
  const [ours, theirs] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (ours !== theirs) throw new Error(`${what}: ${ours}, where it should be ${theirs}`);
}

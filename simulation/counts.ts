import type { CountingRule, FrozenLicense, Month } from "@seatbook/core";
import { type Given, monthAfter, SlowCount, slowNet } from "../packages/core/src/test/slow-count.ts";
import type { MonthItem, MonthLicenses, WorkspaceSummary } from "../packages/server/src/contract/types.ts";
import type { History } from "./history.ts";

/** What a server says of one workspace. */
export type Figures = {
  summary: WorkspaceSummary;
  months: MonthItem[];
  /** Of some of the months. */
  licenses: MonthLicenses[];
};

/** Holds what a server says of a workspace against the slow count, which reads the commands that were carried out and shares
 *  no rule with the server. @param at the server's clock, epoch ms. */
export function countMistakes(
  history: History,
  workspace: string,
  figures: Figures,
  rule: CountingRule,
  at: number,
): string[] {
  const mistakes: string[] = [];
  const agree = (what: string, actual: unknown, expected: unknown): void => {
    const [ours, theirs] = [JSON.stringify(actual), JSON.stringify(expected)];
    if (ours !== theirs) mistakes.push(`${workspace}: ${what} is ${ours}, where the slow count has ${theirs}`);
  };
  const log = history.workspace(workspace);
  const given: Given[] = log.flatMap(({ record, attempt }) => {
    const command = record.by.type === "system" ? undefined : attempt?.action.command;
    return command === undefined ? [] : [{ at: record.at, command }];
  });
  const slow = new SlowCount(given);
  const now = Math.max(at, log.at(-1)?.record.at ?? 0);
  const month = slow.monthAt(now);
  const { counts, currentMonth, nextMonth } = figures.summary;
  const active = members(given).filter((each) => slow.isActiveMember(each, now)).length;
  agree("active members", counts.activeMembers, active);
  agree("inactive members", counts.inactiveMembers, slow.inactiveMembers(now).length);
  agree("active teams", counts.activeTeams, teams(given).filter((each) => slow.isTeamActive(each, now)).length);
  for (const [each, told] of [
    [month, currentMonth],
    [monthAfter(month, 1), nextMonth],
  ] as const) {
    const holders = slow.holders(each, rule);
    agree("the month", told.month, each);
    agree(`licenses of ${each}`, told.licenses, holders.length);
    agree(`net of ${each}`, told.net.minor, slowNet(slow.termsOf(each).price, holders.length));
  }
  const first = slow.monthAt(Math.min(slow.earliest, log[0]?.record.at ?? Infinity));
  const expected: Month[] = [];
  for (let each = first; each <= month; each = monthAfter(each, 1)) expected.push(each);
  agree("the months", figures.months.map((each) => each.month).toSorted(), expected);
  for (const { month: told, licenses, net, licenseModel } of figures.months) {
    const each = expected.find((known) => known === told);
    if (each === undefined) continue;
    const holders = slow.holders(each, rule);
    agree(`licenses of ${each}`, licenses, holders.length);
    agree(`net of ${each}`, net.minor, slowNet(slow.termsOf(each).price, holders.length));
    agree(`license model of ${each}`, licenseModel, slow.termsOf(each).licenseModel);
    const list = figures.licenses.find((known) => known.month === each);
    if (list) agree(`holders of ${each}`, list.items.map(({ holder }) => holder.id).toSorted(), holders);
    const frozen = frozenOf(history, workspace, each);
    if (frozen) agree(`frozen holders of ${each}`, frozen.map(({ holder }) => holder.id).toSorted(), holders);
  }
  return mistakes;
}

function frozenOf(history: History, workspace: string, month: string): FrozenLicense[] | undefined {
  for (const { record } of history.workspace(workspace)) {
    for (const event of record.events) if (event.type === "MonthClosed" && event.month === month) return event.licenses;
  }
  return undefined;
}

function members(given: readonly Given[]): string[] {
  const ids = given.flatMap(({ command }) => {
    if (command.type === "put-member") return [command.id];
    return command.type === "sync-directory" ? command.members.map(({ id }) => id) : [];
  });
  return [...new Set(ids)];
}

function teams(given: readonly Given[]): string[] {
  const ids = given.flatMap(({ command }) => {
    if (command.type === "put-team") return [command.id];
    return command.type === "sync-directory" ? command.teams.map(({ id }) => id) : [];
  });
  return [...new Set(ids)];
}

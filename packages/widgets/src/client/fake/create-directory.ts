import { callerId, kim, type Cause, type Directory, type FakeMember, type FakeTeam } from "./directory.ts";
import { longNames, teamNames, usualNames } from "./names.ts";
import type { Settings } from "./options.ts";
import { addMonths, dayMs, hourMs, iso, startOf } from "./time.ts";

/** People and teams around the running month: one team archived in it, one before, one long ago; six members removed. Of
 *  what was over before the workspace was there, nothing is left. */
export function createDirectory(month: string, settings: Settings): Directory {
  const { timeZone, months, activeMembers, inactiveMembers } = settings;
  if (months === 0) return { version: 0, teams: new Map(), members: [] };
  const names = settings.longNames ? longNames : usualNames;
  const start = startOf(month, timeZone);
  const first = Math.max(start - 330 * dayMs, startOf(addMonths(month, 1 - months), timeZone));
  const daysBefore = (days: number) => Math.max(first, start - days * dayMs);
  let version = 0;
  const cause = (what: Cause["what"], at: number): Cause => ({ what, at: iso(at), by: kim, version: ++version });

  const team = (name: string, archivedAt = Infinity): FakeTeam => ({
    id: name.toLowerCase().replaceAll(" ", "-"),
    name: names.team(name),
    active: [
      {
        from: first,
        to: archivedAt,
        startedBy: cause("team-added", first),
        ...(archivedAt !== Infinity && { endedBy: cause("team-archived", archivedAt) }),
      },
    ],
  });
  const running = teamNames.map((name) => team(name));
  const events = team("Events", start + 11 * dayMs + 10 * hourMs + 240_000);
  const past = [team("Trade fair", start - 12 * dayMs), team("Pilot", start - 260 * dayMs)];
  const [fair, pilot] = past;
  const teams = [...running, events, ...past].filter(({ active }) => active.every(({ from, to }) => from < to));
  const known = new Map(teams.map((each) => [each.id, each]));

  let serial = 0;
  const person = (joined: (FakeTeam | undefined)[], joinedAt: number): FakeMember => {
    const who = names.person(serial);
    serial += 1;
    return {
      id: `m${serial}`,
      ...who,
      role: "member",
      joinedAt,
      memberships: joined.flatMap((each, index) =>
        each && known.has(each.id) && joined.indexOf(each) === index
          ? [{ team: each.id, from: joinedAt, to: Infinity, startedBy: cause("member-joined-team", joinedAt) }]
          : [],
      ),
    };
  };
  const at = (index: number) => running[index % running.length];
  const active = Array.from({ length: activeMembers }, (_, index) => {
    const more = [...(index % 3 === 0 ? [at(index + 1)] : []), ...(index % 9 === 0 ? [at(index + 4), fair] : [])];
    const joinedAt = Math.max(first, start - ((index * 37) % 330) * dayMs + 8 * hourMs);
    const member = person([at(index * index), ...more], joinedAt);
    return index === 0 ? { ...member, id: callerId, ...names.named("Kim Tran"), role: "admin" as const } : member;
  });
  const inactive = Array.from({ length: inactiveMembers }, (_, index) => {
    const last = [undefined, fair, pilot][index % 3];
    const member = person([index < 4 ? events : last], daysBefore(280 + index));
    const isOwner = index === inactiveMembers - 1;
    return isOwner ? { ...member, ...names.named("Mara Kovač"), role: "owner" as const, memberships: [] } : member;
  });
  const removed = Array.from({ length: 6 }, (_, index) => {
    const member = person([at(index)], daysBefore(200));
    const removedAt = start - (3 + index) * dayMs;
    const end = { to: removedAt, endedBy: cause("member-removed", removedAt) };
    return { ...member, removedAt, memberships: member.memberships.map((each) => ({ ...each, ...end })) };
  }).filter(({ joinedAt, removedAt }) => joinedAt < removedAt);
  return { version, teams: known, members: [...active, ...inactive, ...removed] };
}

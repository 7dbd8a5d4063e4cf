import type { Actor, License, Member } from "@seatbook/server/contract";
import { dayMs, iso, startOf } from "./fake-time.ts";

export type Cause = License["spans"][number]["startedBy"];

/** [from, to) in epoch milliseconds; `to` is Infinity while it goes on. */
export interface Stretch {
  from: number;
  to: number;
  startedBy: Cause;
  endedBy?: Cause;
}

export interface FakeTeam {
  id: string;
  name: string;
  active: Stretch[];
}

export interface FakeMember {
  id: string;
  name: string;
  email: string;
  role: "owner" | "admin" | "member";
  joinedAt: number;
  removedAt?: number;
  memberships: (Stretch & { team: FakeTeam })[];
}

export interface Directory {
  version: number;
  teams: FakeTeam[];
  members: FakeMember[];
}

/** Who looks at the page, and has done everything that was done. */
export const callerId = "kim";
export const kim: Actor = { type: "member", id: callerId, name: "Kim Tran" };

export const isActive = (team: FakeTeam) => team.active.at(-1)?.to === Infinity;

export function statusOf(member: FakeMember): Member["status"] {
  if (member.removedAt !== undefined) return "removed";
  return member.memberships.some(({ to, team }) => to === Infinity && isActive(team)) ? "active" : "inactive";
}

/** When a membership stopped making its member active. */
export const endOf = ({ to, team }: FakeMember["memberships"][number]) =>
  Math.min(to, team.active.at(-1)?.to ?? -Infinity);

export function cut<T extends Stretch>(stretch: T, start: number, end: number): T[] {
  const from = Math.max(stretch.from, start);
  const to = Math.min(stretch.to, end);
  return from < to ? [{ ...stretch, from, to }] : [];
}

/** A member's billable stretches in [start, end): in the team while the team was active. */
export function spansOf(member: FakeMember, start: number, end: number): FakeMember["memberships"] {
  return member.memberships.flatMap((membership) =>
    membership.team.active
      .flatMap((active) =>
        cut(active, membership.from, membership.to).map((both) => ({
          team: membership.team,
          from: both.from,
          to: both.to,
          startedBy: active.from > membership.from ? active.startedBy : membership.startedBy,
          ...(active.to < membership.to
            ? active.endedBy && { endedBy: active.endedBy }
            : membership.endedBy && { endedBy: membership.endedBy }),
        })),
      )
      .flatMap((span) => cut(span, start, end)),
  );
}

const teamNames = [
  "Design",
  "Sales",
  "Engineering",
  "Support",
  "Marketing",
  "Finance",
  "Legal",
  "Operations",
  "Research",
  "Product",
  "Data",
  "Security",
  "People",
  "Partnerships",
];

const firstNames = [
  "Ana",
  "Bo",
  "Chidi",
  "Dana",
  "Elif",
  "Farid",
  "Greta",
  "Hana",
  "Ines",
  "Jonas",
  "Karim",
  "Lena",
  "Milo",
  "Nadia",
  "Oskar",
  "Priya",
  "Quinn",
  "Rosa",
  "Sami",
  "Tova",
  "Uma",
  "Viktor",
  "Wanda",
];

const lastNames = [
  "Silva",
  "Lindqvist",
  "Okafor",
  "Novak",
  "Yılmaz",
  "Haddad",
  "Meyer",
  "Sato",
  "Costa",
  "Weber",
  "Benali",
  "Fischer",
  "Rossi",
  "Petrova",
  "Nilsson",
  "Sharma",
  "Byrne",
  "Martín",
  "Laine",
];

/** People and teams around the running month: one team archived in it, one before, one long ago; six members removed. */
export function createDirectory(
  month: string,
  options: { timeZone: string; activeMembers: number; inactiveMembers: number },
): Directory {
  const start = startOf(month, options.timeZone);
  let version = 0;
  const cause = (what: Cause["what"], at: number): Cause => ({ what, at: iso(at), by: kim, version: ++version });
  const yearAgo = start - 330 * dayMs;
  const team = (name: string, archivedAt?: number): FakeTeam => ({
    id: name.toLowerCase().replaceAll(" ", "-"),
    name,
    active: [
      {
        from: yearAgo,
        to: archivedAt ?? Infinity,
        startedBy: cause("team-added", yearAgo),
        ...(archivedAt !== undefined && { endedBy: cause("team-archived", archivedAt) }),
      },
    ],
  });
  const teams = teamNames.map((name) => team(name));
  const events = team("Events", start + 11 * dayMs + 10 * 3_600_000 + 240_000);
  const fair = team("Trade fair", start - 12 * dayMs);
  const pilot = team("Pilot", start - 260 * dayMs);

  let serial = 0;
  const person = (joinedTeams: FakeTeam[], joinedAt: number): FakeMember => {
    const name = `${firstNames[serial % firstNames.length]} ${lastNames[serial % lastNames.length]}`;
    serial += 1;
    return {
      id: `m${serial}`,
      name,
      email: `${name
        .toLowerCase()
        .normalize("NFD")
        .replaceAll(/[^a-z ]/g, "")
        .replace(" ", ".")}@acme.example`,
      role: "member",
      joinedAt,
      memberships: joinedTeams.map((joined) => ({
        team: joined,
        from: joinedAt,
        to: Infinity,
        startedBy: cause("member-joined-team", joinedAt),
      })),
    };
  };
  const at = (index: number) => teams[index % teams.length] ?? events;
  const active = Array.from({ length: options.activeMembers }, (_, index) => {
    const joined = [
      at(index * index),
      ...(index % 3 === 0 ? [at(index + 1)] : []),
      ...(index % 9 === 0 ? [at(index + 4), fair] : []),
    ];
    return person([...new Set(joined)], Math.max(yearAgo, start - ((index * 37) % 330) * dayMs + 8 * 3_600_000));
  });
  const inactive = Array.from({ length: options.inactiveMembers }, (_, index) =>
    person(
      index < 4 ? [events] : index % 3 === 0 ? [] : [index % 3 === 1 ? fair : pilot],
      start - (280 + index) * dayMs,
    ),
  );
  const removed = Array.from({ length: 6 }, (_, index) => {
    const member = person([at(index)], start - 200 * dayMs);
    const removedAt = start - (3 + index) * dayMs;
    for (const membership of member.memberships)
      Object.assign(membership, { to: removedAt, endedBy: cause("member-removed", removedAt) });
    return { ...member, removedAt };
  });
  const [caller] = active;
  if (caller) Object.assign(caller, { id: callerId, name: "Kim Tran", email: "kim.tran@acme.example", role: "admin" });
  const owner = inactive.at(-1);
  if (owner)
    Object.assign(owner, { name: "Mara Kovač", email: "mara.kovac@acme.example", role: "owner", memberships: [] });
  return { version, teams: [...teams, events, fair, pilot], members: [...active, ...inactive, ...removed] };
}
